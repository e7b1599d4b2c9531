"""The chosen call in full, or the chosen alarm of several calls, with everything that can be done about it.

Says what the supervisor wants (`answered`, `note_wanted`); must not know how that reaches anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from assist.console.arrangement import Row
from assist.console.call_words import (
    about_words,
    alert_lines,
    excerpt_words,
    note_words,
    steps_words,
)
from assist.console.canvas import paint_track
from assist.console.cases import Alarm
from assist.console.face import Tone, colour_of, face_of
from assist.console.look import ConsoleLook
from assist.console.notes import SentNote
from assist.console.parts import OneLine, button, label
from assist.console.state import Point
from assist.windows.icons import SignView

translate = QCoreApplication.translate


class Shown(NamedTuple):
    """What is shown: a call, or an alarm of several, or neither."""

    row: Row | None = None
    alarm: Alarm | None = None
    notes: Sequence[SentNote] = ()


class CallView(QFrame):
    """`answered` carries an Answer; `can_note` is whether a note can be sent to one agent."""

    answered = Signal(str)
    note_wanted = Signal()

    def __init__(self, look: ConsoleLook) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._look, self._shown, self._at = look, Shown(), 0
        self._name, self._about = OneLine("name"), label("muted")
        self._sign, self._state, self._track = SignView(), OneLine("state"), _Track()
        self._why, self._steps, self._said, self._notes = label(), label("muted"), label("muted"), label("muted")
        self._buttons = self._make_buttons()
        self._build()
        self.dress(look)

    def dress(self, look: ConsoleLook) -> None:
        """Another look from now on."""
        self._look, self._at = look, 0
        self._track.dress(look)

    def show_call(self, shown: Shown, now: float) -> None:
        """Show this as it is now; cheap when it is as before and no second has passed."""
        if (shown, int(now)) == (self._shown, self._at):
            return
        self._shown, self._at = shown, int(now)
        row, alarm = shown.row, shown.alarm
        card = row.card if row is not None else None
        parts: tuple[QWidget, ...] = (self._sign, self._state, self._track)
        for part in parts:
            part.setVisible(card is not None)
        self._said.setVisible(False)
        for each in self._buttons:
            each.setEnabled(card is not None or alarm is not None)
        self._buttons[-1].setEnabled(card is not None)
        if row is not None and card is not None:
            face = face_of(row, card, now)
            self._name.show_text(card.name)
            self._about.setText(about_words(card, now))
            side = self._look.pixels.name
            self._sign.show_sign(face.sign, colour_of(face.tone, self._look.theme), side)
            self._state.show_text(face.state)
            self._track.show_track(card.track, face.tone)
            self._why.setText("\n".join(alert_lines(row, now)))
            self._steps.setText(face.quiet or steps_words(card))
            self._said.setText(excerpt_words(card))
            self._said.setVisible(bool(card.excerpt))
        elif alarm is not None:
            self._name.show_text(alarm.text)
            self._about.setText(translate("Console", "{count} calls. What you answer is for all of them.").format(
                count=len({case.call for case in alarm.cases})))  # fmt: skip
            self._why.setText("\n".join(dict.fromkeys(case.name for case in alarm.cases)))
            self._steps.clear()
        else:
            self._name.show_text(translate("Console", "No call is chosen"))
            self._about.setText(translate("Console", "Choose one with the arrow keys or the mouse."))
            self._why.clear()
            self._steps.clear()
        self._show_notes(now)

    def be_brief(self, brief: bool) -> None:
        """Leave room for a note that is written."""
        for part in (self._track, self._steps, *self._buttons):
            part.setMaximumHeight(0 if brief else 16777215)

    def take_focus(self) -> None:
        """Begin to choose what is done about the call."""
        if self._buttons[0].isEnabled():
            self._buttons[0].setFocus()

    def _show_notes(self, now: float) -> None:
        lines = [note_words(note, now) for note in self._shown.notes[:3]]
        self._notes.setText("\n".join(lines))
        for part in (self._why, self._steps, self._notes):
            part.setVisible(bool(part.text()))

    def _make_buttons(self) -> tuple[QPushButton, ...]:
        return (
            button(
                translate("Console", "I look after it"), lambda: self.answered.emit("assigned"), key="M", name="main"
            ),
            button(translate("Console", "Seen"), lambda: self.answered.emit("acknowledged"), key="A"),
            button(translate("Console", "False alarm"), lambda: self.answered.emit("false alarm"), key="F"),
            button(translate("Console", "Note"), self.note_wanted.emit, key="N"),
        )

    def _build(self) -> None:
        state = QHBoxLayout()
        state.addWidget(self._sign)
        state.addWidget(self._state, 1)
        keys = QGridLayout()
        for number, each in enumerate(self._buttons):
            keys.addWidget(each, number // 2, number % 2)
        column = QVBoxLayout(self)
        column.addWidget(self._name)
        column.addWidget(self._about)
        column.addLayout(state)
        parts: tuple[QWidget, ...] = (self._track, self._why, self._steps, self._said, self._notes)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(keys)


class _Track(QWidget):
    """The customer's line over the whole width."""

    def __init__(self) -> None:
        super().__init__()
        self._track: tuple[Point, ...] = ()
        self._tone: Tone = "plain"
        self._look = ConsoleLook()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def dress(self, look: ConsoleLook) -> None:
        self._look = look
        self.updateGeometry()
        self.update()

    def show_track(self, track: tuple[Point, ...], tone: Tone) -> None:
        if (track, tone) != (self._track, self._tone):
            self._track, self._tone = track, tone
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.scaled(240), self._look.scaled(56))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(1, 2, -1, -2)
            paint_track(painter, self._track, box, (colour_of(self._tone, theme), theme.muted))

"""One cue, to be understood in a glance: its sign and headline; under it what it means, an example, and the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from assist.events import CueKind
from assist.overlay.action_words import action_words
from assist.overlay.actions import Action
from assist.overlay.cues import CueCard
from assist.overlay.look import Look
from assist.overlay.parts import button, label
from assist.overlay.sentences import heard_words, kind_words
from assist.windows.icons import SignView
from assist.windows.theme import Theme

BAR = 5
"""Width of the coloured bar, in pixels."""
_ANSWERS: tuple[Action, ...] = ("done", "not_now", "wrong", "why")
_PRAISE: tuple[Action, ...] = ("wrong", "why")
_HELP: tuple[Action, ...] = ("help", "done", "not_now")


class Panel(QFrame):
    """A framed panel with a bar in its own colour at the side where reading begins."""

    def __init__(self) -> None:
        super().__init__()
        self._ground = self._edge = self._bar = "#808080"

    def paint_in(self, theme: Theme, bar: str) -> None:
        self._ground, self._edge, self._bar = theme.panel, theme.edge, bar
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._edge), 1))
            painter.setBrush(QColor(self._ground))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            left = 0 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else self.width() - BAR
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._bar))
            painter.drawRoundedRect(QRectF(left, 0, BAR, self.height()), 2.5, 2.5)


class Keys(QFrame):
    """The keys for what can be done now, which can also be clicked."""

    def __init__(self, did: Callable[[Action], None]) -> None:
        super().__init__()
        self._did = did
        self._look = Look()
        self._shown: tuple[object, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 2, 0, 0)
        self._row.setSpacing(2)

    def show_keys(self, words: Sequence[tuple[Action, str]], look: Look) -> None:
        """A button for each action with the words for it, and its key where it has one."""
        wanted = (tuple(words), look)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        common = _common([look.keys.get(action, "") for action, _ in words])
        if common:
            self._row.addWidget(_fixed("keys", common.replace("+", " + ")))
        for action, text in words:
            self._row.addWidget(self._button(action, text, look.keys.get(action, "").removeprefix(common)))
        self._row.addStretch(1)

    def _button(self, action: Action, text: str, key: str) -> QPushButton:
        made = button(f"{key} {text}" if key else text, lambda: self._did(action))
        made.setAccessibleName(text)
        return made


class CueCardView(Panel):
    """The card. `did` is told what the agent clicks."""

    def __init__(self, did: Callable[[Action], None]) -> None:
        super().__init__()
        self._look = Look()
        self._cue: CueCard | None = None
        self._sign = SignView()
        self._headline, self._body, self._say, self._why = (
            label("headline"), label("body"), label("say"), label("why"),
        )  # fmt: skip
        self.keys = Keys(did)
        self._top = QHBoxLayout()
        self._top.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._top.addWidget(self._headline, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        for part in (self._body, self._say, self._why, self.keys):
            self._column.addWidget(part)

    def dress(self, look: Look) -> None:
        self._look = look
        gap = look.sizes.gap
        self._column.setContentsMargins(BAR + gap, gap, gap, gap // 2)
        self._column.setSpacing(gap // 2)
        self._top.setSpacing(gap)
        self._show()

    def show_cue(self, cue: CueCard | None, *, why: bool) -> None:
        """Show a cue; with None what was there stays, for leaving softly."""
        if cue is not None:
            self._cue = cue
            self._show()
            self._why.setVisible(why)

    def _show(self) -> None:
        cue, look = self._cue, self._look
        if cue is None:
            return
        colour = colour_of(cue.kind, look.theme)
        self.paint_in(look.theme, colour)
        self._sign.show_sign(cue.kind, colour, look.sizes.icon)
        self._headline.setText(cue.headline)
        self._body.setText(cue.body)
        self._body.setVisible(bool(cue.body))
        self._say.setText(f"\u201c{cue.say}\u201d")
        self._say.setVisible(bool(cue.say))
        why = heard_words(cue.because, cue.who)
        self._why.setText(why)
        self.setToolTip(why)
        self.setAccessibleName(f"{kind_words(cue.kind)}: {cue.headline}")
        self.setAccessibleDescription(f"{cue.body} {cue.say}".strip())
        words = action_words()
        actions = {"escalate": _HELP, "praise": _PRAISE}.get(cue.kind, _ANSWERS)
        self.keys.show_keys([(action, words[action]) for action in actions], look)


def colour_of(kind: CueKind, theme: Theme) -> str:
    return {"suggest": theme.suggest, "warn": theme.warn, "praise": theme.praise, "escalate": theme.escalate}[kind]


def _common(chords: Sequence[str]) -> str:
    """The modifiers that all of these share, as "Ctrl+"; nothing when they do not."""
    before = {chord.rpartition("+")[0] for chord in chords if chord}
    return f"{before.pop()}+" if len(before) == 1 and before != {""} else ""


def _fixed(name: str, text: str) -> QLabel:
    made = label(name)
    made.setWordWrap(False)
    made.setText(text)
    return made

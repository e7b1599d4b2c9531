"""The top of the window: whether it listens, how the customer feels, and the small buttons.

In compact view that is one strip; in full view the light has its words and the call its time, and the customer's state
has a line of its own below.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assist.overlay.actions import Action
from assist.overlay.hearing_words import ear_words, start_words
from assist.overlay.light import Light, Recorded, show_hand
from assist.overlay.look import Look
from assist.overlay.parts import OneLine, button, label
from assist.overlay.pause_sign import PausedSign
from assist.overlay.sentences import heard_words, mood_words, sure_words
from assist.overlay.state import View
from assist.overlay.trend_line import TrendLine
from assist.windows.icons import Sign, SignView, icon

translate = QCoreApplication.translate


class SmallButtons(QWidget):
    """Compact or full, the menu, and closing."""

    def __init__(self, did: Callable[[Action], None], menu: Callable[[], object], close: Callable[[], object]) -> None:
        super().__init__()
        self._view = button("", lambda: did("view"))
        self._menu = button("", menu)
        self._close = button("", close)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for each in (self._view, self._menu, self._close):
            row.addWidget(each)

    def dress(self, look: Look, *, full: bool) -> None:
        self._menu.setVisible(full)
        self._close.setVisible(full)
        more = translate("Overlay", "Show less") if full else translate("Overlay", "Show more")
        wanted: tuple[tuple[QPushButton, Sign, str], ...] = (
            (self._view, "less" if full else "more", more),
            (self._menu, "menu", translate("Overlay", "Menu")),
            (self._close, "close", translate("Overlay", "Close")),
        )
        for each, sign, words in wanted:
            _dress(each, sign, words, look)


class Strip(QWidget):
    """The compact view: light, state with its line, what is out of the ordinary, and a button for more.

    While a pause goes on its sign takes the place of light and state.
    """

    def __init__(self, buttons: SmallButtons, did: Callable[[Action], None]) -> None:
        super().__init__()
        self._look = Look()
        self._view: View | None = None
        self._light, self._paused, self._recorded = Light(did), PausedSign(did), Recorded()
        self._state, self._line = OneLine("state"), TrendLine()
        self._who, self._hand, self._note = label("muted", wrap=False), SignView(), label("muted", wrap=False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        parts: tuple[QWidget, ...] = (
            self._light, self._paused, self._recorded, self._who, self._state, self._note, self._hand, self._line,
            buttons,
        )  # fmt: skip
        for part in parts:
            self._row.addWidget(part, 1 if part is self._state else 0)

    def dress(self, look: Look) -> None:
        self._look = look
        self._row.setSpacing(look.sizes.gap)
        self.setMinimumHeight(look.sizes.icon)  # the same with and without the line
        self._line.dress(look.theme, look.sizes.icon * 7 // 2, look.sizes.icon)
        if self._view is not None:
            self.show_view(self._view)

    def show_view(self, view: View) -> None:
        self._view = view
        self._light.show_light(view, self._look)
        self._paused.show_view(view, self._look)
        self._recorded.show_view(view, self._look)
        words = state_line(view)
        self._state.show_text(words)
        self._state.setToolTip(evidence(view))
        note = "" if view.pause else waiting_words(view, self._look) or help_words(view) or quiet_words(view)
        self._who.setText(translate("Overlay", "Customer"))
        self._who.setVisible(tells_mood(view) and not note and view.mood is not None and view.mood.was is None)
        self._line.show_track(view.track)
        self._line.setVisible(tells_mood(view) and not note)
        show_hand(self._hand, view, self._look)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._make_room(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._view is not None and event.size().width() != event.oldSize().width():
            self.show_view(self._view)

    def _make_room(self, words: str) -> None:
        """The state comes before whose it is, the line and what was asked for: they go while it does not fit."""
        needed = self._state.fontMetrics().horizontalAdvance(words)
        for part in (self._who, self._line, self._note):
            if needed <= self._room():
                return
            part.setVisible(False)

    def _room(self) -> int:
        """The pixels that all the other visible parts leave."""
        items = (self._row.itemAt(index) for index in range(self._row.count()))
        widgets = [item.widget() for item in items if item is not None]
        others = [each for each in widgets if each is not None and each is not self._state and not each.isHidden()]
        return self.width() - sum(each.sizeHint().width() + self._row.spacing() for each in others)


class Header(QWidget):
    """The first line of the full view."""

    def __init__(self, buttons: SmallButtons, did: Callable[[Action], None]) -> None:
        super().__init__()
        self._look = Look()
        self._light, self._paused = Light(did), PausedSign(did)
        self._recorded, self._ear = Recorded(), OneLine("muted")
        self._hand, self._note, self._time = SignView(), label("muted", wrap=False), label("muted", wrap=False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        parts: tuple[QWidget, ...] = (
            self._light, self._paused, self._recorded, self._ear, self._note, self._hand, self._time, buttons,
        )  # fmt: skip
        for part in parts:
            self._row.addWidget(part, 1 if part is self._ear else 0)

    def dress(self, look: Look) -> None:
        self._look = look
        self._row.setSpacing(look.sizes.gap)

    def show_view(self, view: View) -> None:
        self._light.show_light(view, self._look)
        self._paused.show_view(view, self._look)
        self._recorded.show_view(view, self._look)
        self._ear.show_text("" if view.pause else quiet_words(view) or listening_words(view))
        show_hand(self._hand, view, self._look)
        self._note.setText("" if view.pause else help_words(view))
        self._time.setText("" if view.seconds is None else f"{view.seconds // 60}:{view.seconds % 60:02d}")
        self._time.setAccessibleName(translate("Overlay", "Call time {time}").format(time=self._time.text()))


class MoodPanel(QWidget):
    """How the customer feels, over the whole width, with how sure that is, and the evidence on request."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._state, self._sure, self._line = OneLine("state"), label("muted"), TrendLine()
        self._why = label("why")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._state)
        words.addWidget(self._sure)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addSpacing(6)
        row.addWidget(self._line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._why)

    def dress(self, look: Look) -> None:
        self._look = look
        self._line.dress(look.theme, look.sizes.icon * 7, look.sizes.icon * 2)

    def show_view(self, view: View) -> None:
        known = view.mood if view.ear in ("listening", "ended") and not view.pause else None
        words = mood_words(known) if known else translate("Overlay", "Not known now")
        if view.objected:
            words = translate("Overlay", "Feelings are off")
        self._state.show_text(words)
        sure = sure_words(known.confidence) if known else ""
        customer = translate("Overlay", "Customer")
        self._sure.setText(f"{customer} \u00b7 {sure}" if sure else customer)
        self._line.show_track(view.track)
        fits = self._state.fontMetrics().horizontalAdvance(words) + self._line.sizeHint().width() < self.width()
        self._line.setVisible(bool(view.track) and fits)
        why = evidence(view)
        self._why.setText(why)
        self._why.setVisible(view.why and bool(why))
        self._state.setToolTip(why)
        self.setAccessibleName(f"{words} {sure}".strip())
        self.setAccessibleDescription(why)


def state_line(view: View) -> str:
    """The strip's words: what is wrong with the hearing first, then the customer; none beside the sign of a pause."""
    if view.pause:
        return ""
    if view.trouble is not None and view.trouble.kind == "no customer":
        return translate("Overlay", "Hears only you")
    if view.trouble is not None and view.trouble.kind == "no agent":
        return translate("Overlay", "Hears only the customer")
    if view.objected and view.ear == "listening":
        return translate("Overlay", "Feelings are off")
    return mood_words(view.mood) if view.mood is not None and tells_mood(view) else listening_words(view)


def listening_words(view: View) -> str:
    """Whether it hears the call; between calls, that supervisors are told that nobody is there."""
    away = view.away and view.ear == "waiting"
    return translate("Overlay", "Away from the phone") if away else ear_words(view.ear)


def tells_mood(view: View) -> bool:
    """Whether the customer's state is known to be of now."""
    return view.ear == "listening" and view.mood is not None and not view.pause


def evidence(view: View) -> str:
    """What the customer's state was read from."""
    return "" if view.mood is None else heard_words(view.mood.words, "customer", view.mood.tone)


def waiting_words(view: View, look: Look) -> str:
    """How the next call begins, while it is waited for."""
    return start_words(look.keys.get("call", "")) if view.ear == "waiting" else ""


def help_words(view: View) -> str:
    return translate("Overlay", "Help asked") if view.hand else ""


def quiet_words(view: View) -> str:
    return translate("Overlay", "Cues off {minutes} min").format(minutes=view.snoozed_min) if view.snoozed_min else ""


def _dress(each: QPushButton, sign: Sign, words: str, look: Look) -> None:
    each.setIcon(icon(sign, look.theme.muted))
    each.setIconSize(QSize(look.sizes.body, look.sizes.body))
    each.setAccessibleName(words)
    each.setToolTip(words)
    each.setFocusPolicy(Qt.FocusPolicy.NoFocus)

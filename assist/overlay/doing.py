"""What each thing that an agent can do does, whichever way it came: a key, a click, the tray, the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from assist.events import Answer
from assist.overlay.actions import Action
from assist.overlay.state import Overlay

_ANSWERS: dict[Action, Answer] = {"done": "done", "not_now": "not now", "wrong": "wrong"}


class Call(Protocol):
    """The call that goes on, or the next; each returns at once, from any thread. Without a call the agent's answers
    and wishes do nothing. A cue that was answered ends by an event."""

    @property
    def begun(self) -> bool:
        """Whether a call goes on or was asked for."""
        ...

    def begin(self) -> None:
        """Nothing while a call goes on."""
        ...

    def end(self) -> None: ...

    def answer(self, cue: str, answer: Answer) -> None: ...

    def snooze(self, seconds: float) -> None: ...

    def raise_hand(self, raised: bool, about: str = "") -> None: ...

    def pause(self, paused: bool) -> None: ...

    def show_notice(self) -> None: ...

    def object(self) -> None: ...


class Window(Protocol):
    @property
    def full(self) -> bool: ...

    def set_full(self, full: bool) -> None: ...

    def isVisible(self) -> bool: ...

    def setVisible(self, visible: bool) -> None: ...


class Floor(Protocol):
    """The way to the supervisors; each returns at once, from any thread."""

    def note_seen(self, note: str) -> None:
        """A note is before the agent's eyes."""
        ...

    def turn_away(self, away: bool) -> None:
        """The agent is away from the phone, or is back."""
        ...


class Doing:
    """One window's. What the agent sees of it is asked of the overlay afterwards."""

    def __init__(
        self, overlay: Overlay, call: Call, window: Window, clock: Callable[[], float], floor: Floor | None = None
    ) -> None:
        self._floor = floor
        self._overlay = overlay
        self._call = call
        self._window = window
        self._clock = clock

    def do(self, action: Action) -> None:
        """Do it; what makes no sense now does nothing."""
        overlay = self._overlay
        match action:
            case "snooze" | "help" | "notice" | "pause" if not self._call.begun:
                pass
            case "done" | "not_now" | "wrong" if overlay.view(self._clock()).notice and self._window.isVisible():
                self._answer_notice(action)
            case "done" | "not_now" | "wrong":
                if overlay.cue is not None:
                    self._call.answer(overlay.cue, _ANSWERS[action])
            case "why":
                overlay.ask_why()
            case "snooze":
                self._call.snooze(overlay.snooze(self._clock()))
            case "help":
                self._call.raise_hand(overlay.turn_hand())
            case "read" | "away":
                self._do_floor(action)
            case "pause":
                self._call.pause(overlay.turn_pause(self._clock()))
            case "notice":
                self._show_notice(not overlay.view(self._clock()).notice)
            case "call":
                self._turn_call()
            case "view" | "hide":
                self._do_window(action)

    def pause(self, paused: bool) -> None:
        """Hear nothing of the customer from now on, or hear them again, however it is; nothing without a call."""
        if self._call.begun:
            self._overlay.wish_pause(paused, self._clock())
            self._call.pause(paused)

    def ask_help(self, about: str) -> None:
        """A person is asked for, for this; nothing without a call."""
        if self._call.begun:
            self._overlay.ask_help()
            self._call.raise_hand(True, about)

    def _do_floor(self, action: Action) -> None:
        if action == "read":
            self._overlay.put_note_away()
        elif self._floor is not None and not self._call.begun:
            self._floor.turn_away(self._overlay.turn_away())

    def _do_window(self, action: Action) -> None:
        if action == "view":
            self._window.set_full(not self._window.full)
        else:
            self._window.setVisible(not self._window.isVisible())

    def _turn_call(self) -> None:
        if self._call.begun:
            self._call.end()
        else:
            self._call.begin()

    def _show_notice(self, shown: bool) -> None:
        self._overlay.show_notice(shown, self._clock())
        if shown:
            self._window.setVisible(True)  # it is to be read, also when the window was hidden
            self._call.show_notice()

    def _answer_notice(self, action: Action) -> None:
        if action == "wrong":
            self._call.object()
        self._overlay.show_notice(False, self._clock())

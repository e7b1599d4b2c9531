"""The agent's keys, wherever the focus is: which were asked for, which the system gave, and why not the others.

Knows no system itself; that is one file each, behind `Backend`. Where programs cannot ask for keys (Wayland without X,
no screen) every key is refused as "unsupported": there the desktop's own shortcuts can run the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, Protocol

from PySide6.QtGui import QGuiApplication

from assist.overlay.actions import Action
from assist.overlay.keys.chords import Chord, ChordError, read_chord

Reason = Literal["no key", "twice", "taken", "unsupported"]


class Refused(NamedTuple):
    """A key that will not work. no key: the text names none, or this keyboard has none such. twice: an action before
    this one has it. taken: another program has it. unsupported: there are no such keys here at all."""

    action: Action
    text: str
    reason: Reason


class Backend(Protocol):
    """What one system does. `pressed` (given when it was opened) is called on Qt's main thread, once a press."""

    def grab(self, action: Action, chord: Chord) -> bool:
        """Take the key; False when somebody has it. Raises ChordError when this keyboard has no such key."""
        ...

    def stop(self) -> None:
        """Free every key, at once; a second time does nothing."""
        ...


Pressed = Callable[[Action], None]
Open = Callable[[Pressed], Backend | None]


def open_backend(pressed: Pressed) -> Backend | None:
    """The backend of the screen that Qt runs on; None where there is none."""
    match QGuiApplication.platformName():
        case "xcb":
            from assist.overlay.keys.x11 import open_x11

            return open_x11(pressed)
        case "windows":
            from assist.overlay.keys.windows import open_windows

            return open_windows(pressed)
        case "cocoa":
            from assist.overlay.keys.macos import open_macos

            return open_macos(pressed)
        case _:
            return None


class GlobalKeys:
    """`keys`: what each action's key is called; "" switches one off. Needs a running QApplication from `start` on."""

    def __init__(self, keys: Mapping[Action, str], pressed: Pressed, *, opened_by: Open = open_backend) -> None:
        self._keys = {action: text for action, text in keys.items() if text.strip()}
        self._pressed = pressed
        self._open = opened_by
        self._backend: Backend | None = None

    def start(self) -> tuple[Refused, ...]:
        """Take the keys, in the order given; those that will not work. Started again, it begins anew."""
        self.stop()
        if not self._keys:
            return ()
        self._backend = self._open(self._pressed)
        if self._backend is None:
            return tuple(Refused(action, text, "unsupported") for action, text in self._keys.items())
        return tuple(self._grab_all(self._backend))

    def stop(self) -> None:
        """Free the keys; a second time does nothing."""
        if self._backend is not None:
            self._backend.stop()
            self._backend = None

    def _grab_all(self, backend: Backend) -> list[Refused]:
        refused: list[Refused] = []
        seen: set[Chord] = set()
        for action, text in self._keys.items():
            reason = _grab(backend, action, text, seen)
            if reason is not None:
                refused.append(Refused(action, text, reason))
        return refused


def _grab(backend: Backend, action: Action, text: str, seen: set[Chord]) -> Reason | None:
    try:
        chord = read_chord(text)
        assert chord is not None  # "" was left out
        if chord in seen:
            return "twice"
        seen.add(chord)
        return None if backend.grab(action, chord) else "taken"
    except ChordError:
        return "no key"

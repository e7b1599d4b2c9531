"""Keys for the whole screen on macOS, by Carbon's RegisterEventHotKey, which needs no permission from the person.

Not run by us: tested against a fake of what is documented. Carbon names places on the keyboard, not characters: the
places here are those of the American layout. Its events come through the run loop of Qt's main thread, once a press.
Source: CarbonEvents.h, CarbonEventsCore.h and Events.h (kVK_…) of the macOS SDK.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Qt

from assist.overlay.actions import Action
from assist.overlay.keys.chords import Chord, not_on_this_keyboard

_BITS = {"Ctrl": 0x0100, "Shift": 0x0200, "Alt": 0x0800, "Meta": 0x1000}  # Qt: Ctrl is command, Meta is control
_KEYBOARD, _HOT_KEY_PRESSED = int.from_bytes(b"keyb", "big"), 5
_DIRECT_OBJECT, _HOT_KEY_ID = int.from_bytes(b"----", "big"), int.from_bytes(b"hkid", "big")
_OURS = int.from_bytes(b"Asst", "big")
_EXCLUSIVE = 1  # without it a key that another program has would be given to both
_NOT_HANDLED = -9874
_ROWS = {0: "asdfhgzxcv", 11: "bqweryt123465=97-80]ou[ip", 37: "lj'k;\\,/nm.", 49: " `"}
_CHARACTERS = {character: first + place for first, row in _ROWS.items() for place, character in enumerate(row)}
_FUNCTION = (122, 120, 99, 118, 96, 97, 98, 100, 101, 109, 103, 111, 105, 107, 113, 106, 64, 79, 80, 90)
_CODES = {
    Qt.Key.Key_Return: 36,
    Qt.Key.Key_Backspace: 51,
    Qt.Key.Key_Escape: 53,
    Qt.Key.Key_Help: 114,
    Qt.Key.Key_Home: 115,
    Qt.Key.Key_PageUp: 116,
    Qt.Key.Key_Delete: 117,
    Qt.Key.Key_End: 119,
    Qt.Key.Key_PageDown: 121,
    Qt.Key.Key_Left: 123,
    Qt.Key.Key_Right: 124,
    Qt.Key.Key_Down: 125,
    Qt.Key.Key_Up: 126,
    **{Qt.Key(Qt.Key.Key_F1 + place): code for place, code in enumerate(_FUNCTION)},
}


class HotKeyId(ctypes.Structure):
    """EventHotKeyID."""

    _fields_ = (("signature", ctypes.c_uint32), ("number", ctypes.c_uint32))


class EventKind(ctypes.Structure):
    """EventTypeSpec."""

    _fields_ = (("event_class", ctypes.c_uint32), ("kind", ctypes.c_uint32))


Heard = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
"""EventHandlerProcPtr: call reference, event, our data (none)."""


class Carbon(Protocol):
    """What is used of Carbon.framework. Pointers are ctypes pointers; a status of 0 is success."""

    def GetApplicationEventTarget(self) -> int | None: ...
    def InstallEventHandler(  # noqa: PLR0917  (Carbon's, as the next)
        self, target: Any, heard: Any, count: int, kinds: Any, data: None, made: Any, /
    ) -> int: ...
    def RemoveEventHandler(self, made: Any, /) -> int: ...
    def RegisterEventHotKey(  # noqa: PLR0917
        self, code: int, modifiers: int, number: HotKeyId, target: Any, options: int, made: Any, /
    ) -> int: ...
    def UnregisterEventHotKey(self, made: Any, /) -> int: ...
    def GetEventParameter(  # noqa: PLR0917
        self, event: Any, name: int, kind: int, got: None, size: int, got_size: None, value: Any, /
    ) -> int: ...


def open_macos(pressed: Callable[[Action], None]) -> MacKeys | None:
    """The keys of this system; None where it is not macOS."""
    if sys.platform != "darwin":
        return None
    carbon = ctypes.CDLL("/System/Library/Frameworks/Carbon.framework/Carbon")
    pointer, number = ctypes.c_void_p, ctypes.c_uint32
    carbon.GetApplicationEventTarget.restype = pointer
    carbon.InstallEventHandler.argtypes = (pointer, Heard, ctypes.c_ulong, pointer, pointer, pointer)
    carbon.RemoveEventHandler.argtypes = carbon.UnregisterEventHotKey.argtypes = (pointer,)
    carbon.RegisterEventHotKey.argtypes = (number, number, HotKeyId, pointer, number, pointer)
    carbon.GetEventParameter.argtypes = (pointer, number, number, pointer, ctypes.c_ulong, pointer, pointer)
    return MacKeys(carbon, pressed)


class MacKeys:
    """The keys of this program. See `global_keys.Backend`."""

    def __init__(self, carbon: Carbon, pressed: Callable[[Action], None]) -> None:
        self._carbon = carbon
        self._pressed = pressed
        self._actions: dict[int, Action] = {}
        self._made: list[ctypes.c_void_p] = []
        self._target = ctypes.c_void_p(carbon.GetApplicationEventTarget())
        self._heard = Heard(self._hear)  # kept: Carbon holds only its address
        self._handler = ctypes.c_void_p()
        kind = EventKind(_KEYBOARD, _HOT_KEY_PRESSED)
        self._listens = not carbon.InstallEventHandler(
            self._target, self._heard, 1, ctypes.pointer(kind), None, ctypes.pointer(self._handler)
        )

    def grab(self, action: Action, chord: Chord) -> bool:
        """See `Backend.grab`."""
        code = _code(chord)
        number, made = len(self._made) + 1, ctypes.c_void_p()
        modifiers = sum(_BITS[name] for name in chord.modifiers)
        failed = not self._listens or self._carbon.RegisterEventHotKey(
            code, modifiers, HotKeyId(_OURS, number), self._target, _EXCLUSIVE, ctypes.pointer(made)
        )
        if failed:
            return False
        self._made.append(made)
        self._actions[number] = action
        return True

    def stop(self) -> None:
        """See `Backend.stop`."""
        for made in self._made:
            self._carbon.UnregisterEventHotKey(made)
        if self._listens:
            self._carbon.RemoveEventHandler(self._handler)
        self._made, self._actions, self._listens = [], {}, False

    def _hear(self, call: int | None, event: int | None, data: int | None) -> int:  # noqa: ARG002  (Carbon's signature)
        """Whose key it was. Carbon also brings the keys of other parts of this program."""
        which = HotKeyId()
        failed = self._carbon.GetEventParameter(
            ctypes.c_void_p(event),
            _DIRECT_OBJECT,
            _HOT_KEY_ID,
            None,
            ctypes.sizeof(which),
            None,
            ctypes.pointer(which),
        )
        if failed or which.signature != _OURS or which.number not in self._actions:
            return _NOT_HANDLED
        self._pressed(self._actions[which.number])
        return 0


def _code(chord: Chord) -> int:
    character = chord.character
    code = _CODES.get(chord.key) if character is None else _CHARACTERS.get(character)
    if code is None:
        raise not_on_this_keyboard(chord)
    return code

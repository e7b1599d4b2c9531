"""Keys for the whole screen on Windows, by RegisterHotKey. Not run by us: tested against fakes of what is documented.

The presses come as WM_HOTKEY to the thread that registered, which is Qt's main thread; its event filter sees them.
While Windows runs a loop of its own there (a window being dragged, a system dialog) they may be lost.
Source: learn.microsoft.com, winuser.h, RegisterHotKey, VkKeyScanW and "Virtual-Key Codes".
"""

from __future__ import annotations

import ctypes
import ctypes.wintypes
import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, Qt

from assist.overlay.actions import Action
from assist.overlay.keys.chords import FUNCTION_KEYS, Chord, not_on_this_keyboard

_ALT, _CONTROL, _SHIFT, _WIN, _NOREPEAT = 0x1, 0x2, 0x4, 0x8, 0x4000
_BITS = {"Alt": _ALT, "Ctrl": _CONTROL, "Shift": _SHIFT, "Meta": _WIN}
_WM_HOTKEY = 0x0312
_VK_CANCEL = 0x03
_CODES = {
    Qt.Key.Key_Backspace: 0x08,
    Qt.Key.Key_Return: 0x0D,
    Qt.Key.Key_Pause: 0x13,
    Qt.Key.Key_Escape: 0x1B,
    Qt.Key.Key_PageUp: 0x21,
    Qt.Key.Key_PageDown: 0x22,
    Qt.Key.Key_End: 0x23,
    Qt.Key.Key_Home: 0x24,
    Qt.Key.Key_Left: 0x25,
    Qt.Key.Key_Up: 0x26,
    Qt.Key.Key_Right: 0x27,
    Qt.Key.Key_Down: 0x28,
    Qt.Key.Key_Print: 0x2C,
    Qt.Key.Key_Insert: 0x2D,
    Qt.Key.Key_Delete: 0x2E,
    Qt.Key.Key_Help: 0x2F,
    Qt.Key.Key_Menu: 0x5D,
    **{key: 0x70 + number - 1 for key, number in FUNCTION_KEYS.items()},
}


class User32(Protocol):
    """What is used of user32.dll."""

    def RegisterHotKey(self, window: None, number: int, modifiers: int, key: int, /) -> int: ...
    def UnregisterHotKey(self, window: None, number: int, /) -> int: ...
    def VkKeyScanW(self, character: str, /) -> int: ...


def open_windows(pressed: Callable[[Action], None]) -> WindowsKeys | None:
    """The keys of this system; None where it is not Windows."""
    if sys.platform != "win32":
        return None
    user32 = ctypes.WinDLL("user32")
    user32.RegisterHotKey.argtypes = (
        ctypes.wintypes.HWND,
        ctypes.c_int,
        ctypes.wintypes.UINT,
        ctypes.wintypes.UINT,
    )
    user32.UnregisterHotKey.argtypes = (ctypes.wintypes.HWND, ctypes.c_int)
    user32.VkKeyScanW.argtypes, user32.VkKeyScanW.restype = (ctypes.wintypes.WCHAR,), ctypes.c_short
    return WindowsKeys(user32, pressed)


class WindowsKeys(QAbstractNativeEventFilter):
    """The keys of the thread that made this, which runs the Qt application. See `global_keys.Backend`."""

    def __init__(self, user32: User32, pressed: Callable[[Action], None]) -> None:
        super().__init__()
        self._user32 = user32
        self._pressed = pressed
        self._actions: dict[int, Action] = {}
        self._application = QCoreApplication.instance()
        if self._application is not None:
            self._application.installNativeEventFilter(self)

    def grab(self, action: Action, chord: Chord) -> bool:
        """See `Backend.grab`."""
        code, more = self._key(chord)
        modifiers = sum(_BITS[name] for name in chord.modifiers) | more | _NOREPEAT
        number = len(self._actions) + 1
        if not self._user32.RegisterHotKey(None, number, modifiers, code):
            return False
        self._actions[number] = action
        return True

    def stop(self) -> None:
        """See `Backend.stop`."""
        for number in self._actions:
            self._user32.UnregisterHotKey(None, number)
        self._actions.clear()
        if self._application is not None:
            self._application.removeNativeEventFilter(self)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int, /) -> tuple[bool, int]:
        """Qt calls this with every message of the thread."""
        if kind == b"windows_dispatcher_MSG":
            heard = ctypes.wintypes.MSG.from_address(int(message))
            if heard.message == _WM_HOTKEY and heard.wParam in self._actions:
                self._pressed(self._actions[heard.wParam])
                return True, 0
        return False, 0

    def _key(self, chord: Chord) -> tuple[int, int]:
        """The virtual key, and Shift when only that makes it write its character."""
        character = chord.character
        if character is None:
            if chord.key == Qt.Key.Key_Pause and "Ctrl" in chord.modifiers:
                return _VK_CANCEL, 0  # what the keyboard sends for Ctrl+Pause
            return _CODES[chord.key], 0
        scanned = self._user32.VkKeyScanW(character) if ord(character) < 0x10000 else -1
        code, state = scanned & 0xFF, scanned >> 8
        if scanned == -1 or state not in {0, 1}:  # the others need Ctrl or AltGr to write it
            raise not_on_this_keyboard(chord)
        return code, _SHIFT if state else 0

"""A machine with one keyboard for every system that has keys for the whole screen: X11 on a real server, and fakes of
what Windows and macOS document, with programs that open keys and fingers that press them."""

from __future__ import annotations

import ctypes
import ctypes.wintypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from PySide6.QtCore import QByteArray

from assist.overlay.actions import Action
from assist.overlay.keys.chords import Chord, read_chord
from assist.overlay.keys.global_keys import Backend, Pressed
from assist.overlay.keys.macos import HotKeyId, MacKeys
from assist.overlay.keys.windows import WindowsKeys
from assist.overlay.keys.x11 import X11Keys, open_x11
from tests.overlay.xserver import xdo


def chord(text: str) -> Chord:
    read = read_chord(text)
    assert read is not None
    return read


def nobody(action: Action) -> None:
    raise AssertionError(f"{action} was pressed")


@contextmanager
def open_again(display: str, pressed: Pressed = nobody) -> Iterator[X11Keys]:
    keys = open_x11(pressed, display)
    assert keys is not None
    try:
        yield keys
    finally:
        keys.stop()


class Rig(Protocol):
    """One machine."""

    def open(self, pressed: Pressed) -> Backend: ...
    def press(self, text: str) -> None: ...


class X11Rig:
    """A real X server; every program is a connection."""

    def __init__(self, display: str) -> None:
        self.display = display
        self.opened: list[X11Keys] = []

    def open(self, pressed: Pressed) -> X11Keys:
        keys = open_x11(pressed, self.display)
        assert keys is not None
        self.opened.append(keys)
        return keys

    def press(self, text: str) -> None:
        xdo(self.display, "key", text.replace("Meta", "super").replace("K", "k"))


class FakeUser32:
    """user32.dll as one program sees it; `everybody` is what all have registered. The keyboard is a German one."""

    def __init__(self, everybody: dict[tuple[int, int], FakeUser32]) -> None:
        self.everybody = everybody
        self.registered: dict[int, tuple[int, int]] = {}
        self.program: WindowsKeys | None = None

    def RegisterHotKey(self, window: None, number: int, modifiers: int, key: int) -> int:
        assert modifiers & 0x4000
        if (modifiers, key) in self.everybody:
            return 0
        self.registered[number] = (modifiers, key)
        self.everybody[modifiers, key] = self
        return 1

    def UnregisterHotKey(self, window: None, number: int) -> int:
        del self.everybody[self.registered.pop(number)]
        return 1

    def VkKeyScanW(self, character: str) -> int:
        return {"k": 0x4B, "1": 0x31, "!": 0x131, "@": 0x651}.get(character, -1)

    def press(self, modifiers: int, key: int) -> None:
        assert self.program is not None
        for number, registered in self.registered.items():
            if registered == (modifiers, key):
                message = ctypes.wintypes.MSG(message=0x0312, wParam=number)
                self.program.nativeEventFilter(QByteArray(b"windows_dispatcher_MSG"), ctypes.addressof(message))


class WindowsRig:
    """Programs that share what is registered."""

    def __init__(self) -> None:
        self.everybody: dict[tuple[int, int], FakeUser32] = {}

    def open(self, pressed: Pressed) -> WindowsKeys:
        user32 = FakeUser32(self.everybody)
        user32.program = WindowsKeys(user32, pressed)
        return user32.program

    def press(self, text: str) -> None:
        held = {"Ctrl": 2, "Alt": 1, "Shift": 4, "Meta": 8}
        *modifiers, name = text.split("+")
        key = sum(held[one] for one in modifiers) | 0x4000, {"F9": 0x78, "F10": 0x79, "K": 0x4B}[name]
        if key in self.everybody:
            self.everybody[key].press(*key)


class FakeCarbon:
    """Carbon.framework: one process's hot keys and its handlers; `exclusive` is what all processes have."""

    def __init__(self, exclusive: dict[tuple[int, int], FakeCarbon]) -> None:
        self.exclusive = exclusive
        self.keys: dict[int, tuple[int, int, int, int]] = {}
        self.handler: Any = None
        self.refuse_handler = False
        self.now: tuple[int, int] = (0, 0)

    def GetApplicationEventTarget(self) -> int:
        return 0x7AB1E

    def InstallEventHandler(self, target: Any, heard: Any, count: int, kinds: Any, data: None, made: Any) -> int:
        assert (target.value, count, data) == (0x7AB1E, 1, None)
        assert (kinds.contents.event_class, kinds.contents.kind) == (0x6B657962, 5)
        if self.refuse_handler:
            return -9868
        self.handler, made.contents.value = heard, 77
        return 0

    def RemoveEventHandler(self, made: Any) -> int:
        assert made.value == 77
        self.handler = None
        return 0

    def RegisterEventHotKey(
        self, code: int, modifiers: int, number: HotKeyId, target: Any, options: int, made: Any
    ) -> int:
        assert (target.value, options) == (0x7AB1E, 1)
        if (code, modifiers) in self.exclusive:
            return -9878
        made.contents.value = 100 + len(self.keys)
        self.keys[made.contents.value] = (code, modifiers, number.signature, number.number)
        self.exclusive[code, modifiers] = self
        return 0

    def UnregisterEventHotKey(self, made: Any) -> int:
        code, modifiers, *_ = self.keys.pop(made.value)
        del self.exclusive[code, modifiers]
        return 0

    def GetEventParameter(
        self, event: Any, name: int, kind: int, got: None, size: int, got_size: None, value: Any
    ) -> int:
        assert (event.value, name, kind, size) == (0xE7E27, 0x2D2D2D2D, 0x686B6964, 8)
        value.contents.signature, value.contents.number = self.now
        return 0

    def press(self, code: int, modifiers: int) -> int:
        for its_code, its_modifiers, *ours in self.keys.values():
            if (its_code, its_modifiers) == (code, modifiers):
                self.now = (ours[0], ours[1])
                return int(self.handler(None, 0xE7E27, None))
        return 0


class MacRig:
    """Programs that share what is registered exclusively."""

    def __init__(self) -> None:
        self.exclusive: dict[tuple[int, int], FakeCarbon] = {}

    def open(self, pressed: Pressed) -> MacKeys:
        return MacKeys(FakeCarbon(self.exclusive), pressed)

    def press(self, text: str) -> None:
        held = {"Ctrl": 0x100, "Shift": 0x200, "Alt": 0x800, "Meta": 0x1000}
        *modifiers, name = text.split("+")
        key = {"F9": 101, "F10": 109, "K": 40}[name], sum(held[one] for one in modifiers)
        if key in self.exclusive:
            self.exclusive[key].press(*key)

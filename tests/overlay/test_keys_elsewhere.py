"""Keys for the whole screen on Windows and macOS, against fakes of what is documented."""

from __future__ import annotations

import ctypes
import ctypes.wintypes
import sys

import pytest
from pytestqt.qtbot import QtBot

from assist.overlay.actions import Action
from assist.overlay.keys import macos, windows
from assist.overlay.keys.chords import ChordError
from assist.overlay.keys.macos import MacKeys
from assist.overlay.keys.windows import WindowsKeys
from tests.overlay.key_rigs import FakeCarbon, FakeUser32, chord, nobody


def test_other_systems_are_not_this_one() -> None:
    if sys.platform != "win32":
        assert windows.open_windows(nobody) is None
    if sys.platform != "darwin":
        assert macos.open_macos(nobody) is None


def test_windows_is_given_the_key_the_modifiers_and_no_repeat(qtbot: QtBot) -> None:
    user32 = FakeUser32({})
    keys = WindowsKeys(user32, nobody)
    for text in ("Ctrl+F9", "Meta+Shift+Pause", "Ctrl+Pause", "Alt+K", "Ctrl+!", "Ctrl+Left"):
        assert keys.grab("done", chord(text))
    assert list(user32.registered.items()) == [
        (1, (0x4002, 0x78)),
        (2, (0x400C, 0x13)),
        (3, (0x4002, 0x03)),
        (4, (0x4001, 0x4B)),
        (5, (0x4006, 0x31)),
        (6, (0x4002, 0x25)),
    ]
    with pytest.raises(ChordError):
        keys.grab("done", chord("Ctrl+@"))
    keys.stop()
    assert user32.everybody == {}


def test_other_messages_of_windows_are_left_alone(qtbot: QtBot) -> None:
    heard: list[Action] = []
    keys = WindowsKeys(FakeUser32({}), heard.append)
    assert keys.grab("done", chord("F9"))

    def filtered(kind: bytes, message: int, number: int) -> tuple[bool, int]:
        sent = ctypes.wintypes.MSG(message=message, wParam=number)
        return keys.nativeEventFilter(kind, ctypes.addressof(sent))

    assert filtered(b"windows_dispatcher_MSG", 0x0100, 1) == (False, 0)
    assert filtered(b"windows_dispatcher_MSG", 0x0312, 2) == (False, 0)
    assert filtered(b"xcb_generic_event_t", 0x0312, 1) == (False, 0)
    assert heard == []
    assert filtered(b"windows_dispatcher_MSG", 0x0312, 1) == (True, 0)
    assert heard == ["done"]
    keys.stop()


def test_macos_is_given_command_for_ctrl_and_control_for_meta() -> None:
    carbon = FakeCarbon({})
    keys = MacKeys(carbon, nobody)
    for text in ("Ctrl+1", "Meta+Shift+F20", "Alt+Space"):
        assert keys.grab("done", chord(text))
    assert list(carbon.exclusive) == [(18, 0x100), (90, 0x1200), (49, 0x800)]
    with pytest.raises(ChordError):
        keys.grab("done", chord("Pause"))
    keys.stop()
    assert (carbon.exclusive, carbon.handler) == ({}, None)


def test_macos_keys_of_other_parts_of_the_program_are_passed_on() -> None:
    heard: list[Action] = []
    carbon = FakeCarbon({})
    keys = MacKeys(carbon, heard.append)
    assert keys.grab("done", chord("F9"))
    for foreign in ((0x41737374, 2), (0x41737375, 1)):
        carbon.now = foreign
        assert carbon.handler(None, 0xE7E27, None) == -9874
    assert heard == []
    assert carbon.press(101, 0) == 0
    assert heard == ["done"]


def test_macos_without_a_handler_takes_no_key() -> None:
    carbon = FakeCarbon({})
    carbon.refuse_handler = True
    keys = MacKeys(carbon, nobody)
    assert not keys.grab("done", chord("F9"))
    assert carbon.exclusive == {}
    keys.stop()

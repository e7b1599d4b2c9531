"""Keys that work wherever the focus is: how they are written, what is refused, and what every system does alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assist.overlay.actions import Action
from assist.overlay.keys.chords import Chord, ChordError, read_chord
from assist.overlay.keys.global_keys import Backend, GlobalKeys, Pressed, Refused
from assist.overlay.keys.x11 import HeldKeys
from tests.overlay.key_rigs import MacRig, Rig, WindowsRig, X11Rig, chord, nobody
from tests.overlay.xserver import x_server

# --- how a key is written ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "modifiers", "key", "canonical"),
    [
        ("Ctrl+F9", {"Ctrl"}, Qt.Key.Key_F9, "Ctrl+F9"),
        (" ctrl + f9 ", {"Ctrl"}, Qt.Key.Key_F9, "Ctrl+F9"),
        ("F24", set(), Qt.Key.Key_F24, "F24"),
        ("Shift+Pause", {"Shift"}, Qt.Key.Key_Pause, "Shift+Pause"),
        ("Insert", set(), Qt.Key.Key_Insert, "Ins"),
        ("alt+CTRL+k", {"Ctrl", "Alt"}, Qt.Key.Key_K, "Ctrl+Alt+K"),
        ("Meta+1", {"Meta"}, Qt.Key.Key_1, "Meta+1"),
        ("Ctrl++", {"Ctrl"}, Qt.Key.Key_Plus, "Ctrl++"),
        ("Ctrl+Left", {"Ctrl"}, Qt.Key.Key_Left, "Ctrl+Left"),
    ],
)
def test_a_key_is_read(text: str, modifiers: set[Any], key: Qt.Key, canonical: str) -> None:
    assert read_chord(text) == Chord(frozenset(modifiers), key, canonical)


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_written_switches_a_key_off(text: str) -> None:
    assert read_chord(text) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Ctrl", "“Ctrl” cannot be used: name a key such as F9, Pause or Ctrl+Alt+K."),
        ("Ctrl+Shift", "“Ctrl+Shift” cannot be used: name a key such as F9, Pause or Ctrl+Alt+K."),
        ("Meta", "“Meta” cannot be used: name a key such as F9, Pause or Ctrl+Alt+K."),
        ("Ctrl+NumLock", "“Ctrl+NumLock” cannot be used: name a key such as F9, Pause or Ctrl+Alt+K."),
        ("the red one", "“the red one” cannot be used: name a key such as F9, Pause or Ctrl+Alt+K."),
        ("F9+F10", "“F9+F10” cannot be used: name a key such as F9, Pause or Ctrl+Alt+K."),
        ("Ctrl+Num+1", "“Ctrl+Num+1” cannot be used: name a key such as F9, Pause or Ctrl+Alt+K."),
        ("Volume Up", "“Volume Up” cannot be used: name a key such as F9, Pause or Ctrl+Alt+K."),
        ("Ctrl+A, Ctrl+B", "“Ctrl+A, Ctrl+B” is more than one key: name one, such as Ctrl+F9."),
        ("k", "“k” is needed for typing: add Ctrl, Alt or Meta to it."),
        ("Shift+K", "“Shift+K” is needed for typing: add Ctrl, Alt or Meta to it."),
        ("Space", "“Space” is needed for typing: add Ctrl, Alt or Meta to it."),
        ("Shift+Backspace", "“Shift+Backspace” is needed for typing: add Ctrl, Alt or Meta to it."),
    ],
)
def test_what_is_no_key_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ChordError) as refused:
        read_chord(text)
    assert str(refused.value) == sentence


def test_a_key_knows_the_character_that_it_writes() -> None:
    assert [chord(text).character for text in ("Ctrl+K", "Ctrl+!", "Ctrl+Ä", "F9")] == ["k", "!", "ä", None]


# --- which are refused, whatever the system ---------------------------------------------------------------------------


@dataclass
class Keyboard:
    """A system for which the chords in `taken` belong to another program."""

    taken: tuple[str, ...] = ()
    grabbed: dict[Action, str] = field(default_factory=dict)
    pressed: Pressed | None = None
    stopped: int = 0

    def open(self, pressed: Pressed) -> Keyboard:
        self.pressed = pressed
        return self

    def grab(self, action: Action, chord: Chord) -> bool:
        if chord.text in self.taken:
            return False
        self.grabbed[action] = chord.text
        return True

    def stop(self) -> None:
        self.stopped += 1


def test_every_refused_key_has_its_reason_and_the_others_work() -> None:
    keyboard = Keyboard(taken=("F10",))
    keys = GlobalKeys(
        {"done": "Ctrl+F9", "not_now": "ctrl+f9", "wrong": "F10", "why": "nothing", "snooze": "", "help": "Pause"},
        nobody,
        opened_by=keyboard.open,
    )
    assert keys.start() == (
        Refused("not_now", "ctrl+f9", "twice"),
        Refused("wrong", "F10", "taken"),
        Refused("why", "nothing", "no key"),
    )
    assert keyboard.grabbed == {"done": "Ctrl+F9", "help": "Pause"}


def test_stopping_twice_stops_once_and_starting_again_begins_anew() -> None:
    keyboards = [Keyboard(), Keyboard()]
    opened = iter(keyboards)
    keys = GlobalKeys({"done": "F9"}, nobody, opened_by=lambda pressed: next(opened).open(pressed))
    assert keys.start() == ()
    assert keys.start() == ()
    assert [one.stopped for one in keyboards] == [1, 0]
    keys.stop()
    keys.stop()
    assert [one.stopped for one in keyboards] == [1, 1]


def test_a_screen_without_global_keys_refuses_every_one(qtbot: QtBot) -> None:
    keys = GlobalKeys({"done": "Ctrl+F9", "view": "", "why": "nonsense"}, nobody)
    assert keys.start() == (Refused("done", "Ctrl+F9", "unsupported"), Refused("why", "nonsense", "unsupported"))
    keys.stop()


def test_no_system_is_asked_when_every_key_is_off() -> None:
    def never(pressed: Pressed) -> Backend:
        raise AssertionError("asked")

    assert GlobalKeys({"done": "", "why": " "}, nobody, opened_by=never).start() == ()


def test_repeats_are_told_from_presses_by_the_servers_clock() -> None:
    keys = HeldKeys()
    end = 2**32
    assert keys.press(75, end - 500)
    assert not keys.press(75, end - 400), "repeated without a release"
    keys.release(75, end - 2)
    assert not keys.press(75, end - 2), "a release and a press at once"
    assert keys.press(76, end - 1), "another key"
    keys.release(75, end - 1)
    assert keys.press(75, 7), "the clock began anew"
    assert not keys.press(75, 1007)
    assert keys.press(75, 2008), "the release was lost"


# --- one contract for every system ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_server(manager=False) as name:
        yield name


@pytest.fixture(params=["x11", "windows", "macos"])
def rig(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Rig]:
    match request.param:
        case "windows":
            yield WindowsRig()
        case "macos":
            yield MacRig()
        case _:
            x11 = X11Rig(request.getfixturevalue("display"))
            yield x11
            for one in x11.opened:
                one.stop()


def test_each_press_is_told_once_with_its_action(rig: Rig, qtbot: QtBot) -> None:
    heard: list[Action] = []
    keys = rig.open(heard.append)
    for action, text in (("done", "F9"), ("why", "Ctrl+F9"), ("help", "Ctrl+Alt+K"), ("view", "Shift+Meta+F10")):
        assert keys.grab(action, chord(text))  # type: ignore[arg-type]
    for text in ("Ctrl+F9", "F9", "F9", "Alt+F9", "Ctrl+Alt+K", "Shift+Meta+F10"):
        rig.press(text)
    qtbot.waitUntil(lambda: "view" in heard)
    assert heard == ["why", "done", "done", "help", "view"]
    keys.stop()


def test_a_key_that_another_program_has_is_refused_and_stays_there(rig: Rig, qtbot: QtBot) -> None:
    others: list[Action] = []
    ours: list[Action] = []
    other, keys = rig.open(others.append), rig.open(ours.append)
    assert other.grab("done", chord("Ctrl+F9"))
    assert not keys.grab("why", chord("Ctrl+F9"))
    assert keys.grab("view", chord("F10"))
    rig.press("Ctrl+F9")
    rig.press("F10")
    qtbot.waitUntil(lambda: bool(others and ours))
    assert (others, ours) == (["done"], ["view"])
    other.stop()
    keys.stop()


def test_stopping_frees_the_keys_at_once_and_a_second_time_does_nothing(rig: Rig, qtbot: QtBot) -> None:
    before: list[Action] = []
    after: list[Action] = []
    keys, other = rig.open(before.append), rig.open(after.append)
    assert keys.grab("done", chord("F9"))
    assert not other.grab("done", chord("F9"))
    keys.stop()
    keys.stop()
    assert other.grab("done", chord("F9"))
    rig.press("F9")
    qtbot.waitUntil(lambda: after == ["done"])
    assert before == []
    other.stop()


def test_a_key_that_the_keyboard_has_not_is_no_key(rig: Rig) -> None:
    keys = rig.open(nobody)
    with pytest.raises(ChordError, match=r"This keyboard has no key for “Ctrl\+Ж”\."):
        keys.grab("done", chord("Ctrl+Ж"))
    keys.stop()

"""Keys for the whole screen on real X servers: focus, locks, other programs, layouts, repeats, servers that go."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError

from assist.overlay.actions import Action
from assist.overlay.keys.x11 import open_x11
from tests.making import ROOT
from tests.overlay.key_rigs import chord, nobody, open_again
from tests.overlay.xserver import line, on, program, x_server, xdo

PROGRAM = """
import sys
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication
from assist.overlay.keys.global_keys import GlobalKeys
app = QApplication(["keys"])
keys = GlobalKeys({"done": "Ctrl+F9", "why": "Pause", "view": "F10"}, lambda action: print(action, flush=True))
print(keys.start(), flush=True)
over = QSocketNotifier(0, QSocketNotifier.Type.Read)
over.activated.connect(app.quit)
app.exec()
keys.stop()
print("stopped", flush=True)
"""
FIELD = """
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication(["field"])
field = QLineEdit(); field.setWindowTitle("CRM"); field.resize(300, 60)
field.textChanged.connect(lambda text: print(text, flush=True))
field.show(); field.activateWindow(); app.exec()
"""


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_server(manager=False) as name:
        yield name


def test_a_whole_program_hears_its_keys_while_another_window_has_the_focus(qtbot: QtBot) -> None:
    with x_server() as name, program(name, "-c", FIELD) as crm, program(name, "-c", PROGRAM) as ours:
        window = xdo(name, "search", "--sync", "--onlyvisible", "--name", "^CRM$").split()[0]
        xdo(name, "windowactivate", "--sync", window)
        assert line(ours) == "()"
        for key in ("a", "ctrl+F9", "b", "Pause"):
            xdo(name, "key", key)
        assert [line(ours), line(ours)] == ["done", "why"]
        assert [line(crm), line(crm)] == ["a", "ab"]
        with open_again(name) as other:
            assert not other.grab("help", chord("F10"))
            assert ours.stdin is not None
            ours.stdin.close()
            assert line(ours) == "stopped"
            assert other.grab("help", chord("F10"))


@pytest.mark.parametrize("locks", [["Num_Lock"], ["Caps_Lock"], ["Num_Lock", "Caps_Lock"]])
def test_keys_work_whatever_lock_is_on(display: str, qtbot: QtBot, locks: list[str]) -> None:
    heard: list[Action] = []
    with open_again(display, heard.append) as keys:
        assert keys.grab("done", chord("Ctrl+F9"))
        xdo(display, "key", *locks)
        try:
            xdo(display, "key", "Ctrl+F9")
            qtbot.waitUntil(lambda: heard == ["done"])
        finally:
            xdo(display, "key", *locks)


def test_a_refused_key_leaves_no_half_of_it_behind(display: str, qtbot: QtBot) -> None:
    """The other program has the key with CapsLock only; without it the key must still be free for a third."""
    other = Display(display)
    root = other.screen().root
    keycode = other.keysym_to_keycode(XK.XK_F9)
    root.grab_key(keycode, X.LockMask, False, X.GrabModeAsync, X.GrabModeAsync)
    other.sync()
    with open_again(display) as ours, open_again(display) as third:
        assert not ours.grab("done", chord("F9"))
        root.ungrab_key(keycode, X.LockMask)
        other.sync()
        assert third.grab("done", chord("F9"))
    other.close()


def test_a_held_key_is_one_press(qtbot: QtBot) -> None:
    heard: list[Action] = []
    with x_server(manager=False) as name, open_again(name, heard.append) as keys:
        subprocess.run(["xset", "r", "rate", "100", "50"], env=on(name), check=True)
        assert keys.grab("done", chord("F9"))
        assert keys.grab("why", chord("F10"))
        witness = Display(name)  # sees what the server sends for a key that is held as long
        witness.screen().root.grab_key(
            witness.keysym_to_keycode(XK.XK_F8), X.AnyModifier, False, X.GrabModeAsync, X.GrabModeAsync
        )
        witness.sync()
        for key in ("F8", "F9", "F9"):
            xdo(name, "keydown", key, "sleep", "0.4", "keyup", key)
        xdo(name, "key", "F10")
        qtbot.waitUntil(lambda: "why" in heard)
        assert heard == ["done", "done", "why"]
        presses = [witness.next_event().type for _ in range(witness.pending_events())].count(X.KeyPress)
        assert presses > 5
        witness.close()


def test_a_changed_keyboard_is_followed(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[Action] = []
    with x_server(manager=False) as name, open_again(name, heard.append) as keys:
        assert keys.grab("done", chord("Ctrl+Z"))
        assert keys.grab("why", chord("F10"))

        def heard_after(*taps: str) -> set[Action]:
            heard.clear()
            xdo(name, "key", *taps)
            qtbot.waitUntil(lambda: "why" in heard)
            return {*heard}

        assert heard_after("ctrl+52", "F10") == {"done", "why"}
        set_layout(name, "de")  # where Z is in the row above
        qtbot.waitUntil(lambda: heard_after("ctrl+29", "F10") == {"done", "why"})
        assert heard_after("ctrl+52", "F10") == {"why"}
        with open_again(name) as other:
            assert other.grab("help", chord("Ctrl+Y")), "where Z was is free again"
        set_layout(name, "ru")
        qtbot.waitUntil(lambda: "The keyboard has changed: 1 of 2 keys work." in caplog.text)
        assert heard_after("ctrl+29", "ctrl+52", "F10") == {"why"}
        set_layout(name, "us")
        qtbot.waitUntil(lambda: heard_after("ctrl+52", "F10") == {"done", "why"})


def test_a_lock_key_that_is_gone_is_left_to_others(qtbot: QtBot) -> None:
    with x_server(manager=False) as name, open_again(name) as keys:
        assert keys.grab("done", chord("F9"))
        other = Display(name)

        def free() -> bool:
            taken = CatchError(BadAccess)
            code = other.keysym_to_keycode(XK.XK_F9)
            other.screen().root.grab_key(code, X.Mod2Mask, False, X.GrabModeAsync, X.GrabModeAsync, onerror=taken)
            other.sync()
            return taken.get_error() is None

        assert not free()
        subprocess.run(["xmodmap", "-e", "clear Mod2"], env=on(name), check=True)  # NumLock until now
        qtbot.waitUntil(free)
        other.close()


def test_a_spare_key_that_is_given_a_character_changes_nothing(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    """Programs that type for a person do this all the time."""
    heard: list[Action] = []
    with x_server(manager=False) as name, open_again(name, heard.append) as keys:
        assert keys.grab("done", chord("F9"))
        subprocess.run(["xmodmap", "-e", "keycode 248 = U2603"], env=on(name), check=True)
        xdo(name, "key", "F9")
        qtbot.waitUntil(lambda: heard == ["done"])
        assert keys.grab("why", chord("Ctrl+\u2603")), "the keyboard was read anew"
        assert "The keyboard has changed" not in caplog.text


def test_a_press_that_comes_while_the_next_key_is_taken_is_heard(display: str, qtbot: QtBot) -> None:
    heard: list[Action] = []
    with open_again(display, heard.append) as keys:
        assert keys.grab("done", chord("F9"))
        xdo(display, "key", "F9")
        assert keys.grab("why", chord("F10")), "its answer from the server brings the press along"
        qtbot.waitUntil(lambda: heard == ["done"])


def test_a_letter_works_in_the_second_of_two_layouts_too(qtbot: QtBot) -> None:
    heard: list[Action] = []
    with x_server(manager=False) as name:
        set_layout(name, "us,ru", "-option", "grp:shifts_toggle")
        with open_again(name, heard.append) as keys:
            assert keys.grab("done", chord("Ctrl+Z"))
            assert keys.grab("why", chord("F10"))
            xdo(name, "keydown", "50", "key", "62", "keyup", "50")
            xdo(name, "key", "ctrl+52", "F10")
            qtbot.waitUntil(lambda: "why" in heard)
            assert heard == ["done", "why"]


def test_a_character_above_another_needs_shift(display: str, qtbot: QtBot) -> None:
    heard: list[Action] = []
    with open_again(display, heard.append) as keys:
        assert keys.grab("done", chord("Ctrl+!"))
        assert not keys.grab("why", chord("Ctrl+Shift+1")), "the same key by another name"
        xdo(display, "key", "ctrl+shift+1")
        qtbot.waitUntil(lambda: heard == ["done"])


def test_an_action_may_stop_the_keys(display: str, qtbot: QtBot) -> None:
    heard: list[Action] = []

    def stop(action: Action) -> None:
        heard.append(action)
        keys.stop()

    with open_again(display, stop) as keys:
        assert keys.grab("hide", chord("F9"))
        xdo(display, "key", "F9", "F9")
        qtbot.waitUntil(lambda: heard != [])
        assert heard == ["hide"]


def test_a_server_that_goes_away_stops_the_keys_and_nothing_else(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with x_server(manager=False) as name:
        waiting, asking = open_x11(nobody, name), open_x11(nobody, name)
        assert waiting is not None
        assert asking is not None
        assert waiting.grab("done", chord("F9"))
    assert not asking.grab("why", chord("F10"))
    assert not asking.grab("why", chord("F10"))
    qtbot.waitUntil(lambda: caplog.text.count("The X server is gone") == 2)
    for keys in (waiting, asking):
        keys.stop()


def test_stopping_without_a_server_is_quiet(qtbot: QtBot) -> None:
    with x_server(manager=False) as name:
        keys = open_x11(nobody, name)
        assert keys is not None
        assert keys.grab("done", chord("F9"))
    keys.stop()


@pytest.mark.parametrize("name", [":4321", "", "no display"])
def test_a_display_that_does_not_answer_gives_no_keys(name: str) -> None:
    """In a program of its own: python-xlib leaves a socket open that pytest would complain about."""
    asked = "from assist.overlay.keys.x11 import open_x11; print(open_x11(print))"
    run = subprocess.run(
        [sys.executable, "-c", asked], env=on(name), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.stdout, run.stderr) == ("None\n", "")


def set_layout(display: str, *words: str) -> None:
    subprocess.run(["setxkbmap", *words], env=on(display), check=True)

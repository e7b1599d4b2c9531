"""The overlay beside a customer program on a real X server with a window manager: whose keys and clicks are whose."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from Xlib import XK, X
from Xlib.display import Display

from assist.events import AnyEvent, Cue, CueOutcome, EmotionEstimate, Hand, Notice, Utterance
from tests.making import ROOT
from tests.overlay.programs import (
    FULL_SCREEN,
    READ_ALOUD,
    RED,
    Running,
    customer_program,
    overlay,
    running,
    write_settings,
)
from tests.overlay.screen import Box, Screen, hide_and_show, until
from tests.overlay.xserver import on

ANNOYED = """
0.1  0.2  AGENT     hello
0.3  1.0  CUSTOMER  this is the third time i call and it is ridiculous my zanzibar order never came
"""
"""A cue comes after a second, and stays for fifteen."""
TALKING = "\n".join(f"{n / 2}  {n / 2 + 0.4}  CUSTOMER  this is ridiculous" for n in range(1, 30))
SILENT = "0.1  0.2  AGENT  hello"

WriteCall = Callable[[str], Path]


@pytest.fixture
def screen(display: str) -> Iterator[Screen]:
    """The display with nothing on it and the pointer out of the way."""
    made = Screen(display)
    made.point(2, 798)
    yield made
    made.close()


@pytest.fixture
def call(tmp_path: Path) -> WriteCall:
    """Writes a call script."""

    def write(text: str) -> Path:
        path = tmp_path / "a.call"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def grows(screen: Screen, window: int, before: Box) -> Box:
    """Where the window is once it has grown: by a cue, or to the full view."""
    until(lambda: screen.box(window).height > 1.5 * before.height)
    return screen.settled(window)


def shrinks(screen: Screen, window: int, before: Box) -> None:
    """Return once it is about as small again as it was; with a line for the customer's mood it is a little higher."""
    until(lambda: screen.box(window).height < 1.5 * before.height)


def more(box: Box) -> tuple[int, int]:
    """Where the arrow for more is in the compact view."""
    return box.right - 24, box.y + 16


def less(box: Box) -> tuple[int, int]:
    """Where the arrow for less is in the full view: before the menu and the cross."""
    return box.right - 80, box.y + 16


def reached(screen: Screen, window: int) -> None:
    """Return once a click where the pointer is would reach that window."""
    until(lambda: screen.under_pointer == window)


def test_the_window_tests_pass_on_a_real_x_server(display: str) -> None:
    tests = [sys.executable, "-m", "pytest", "tests/overlay/test_window.py", "-p", "no:cacheprovider"]
    run = subprocess.run(tests, env=on(display), cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stdout[-4000:]


# --- whose focus it is ------------------------------------------------------------------------------------------------


def test_every_typed_key_arrives_whatever_the_overlay_does(screen: Screen, call: WriteCall) -> None:
    with customer_program(screen) as typing, overlay(screen, call(ANNOYED)) as (assist, window):
        strip = screen.settled(window)
        typing.until(lambda: assist.events(Cue))
        compact = grows(screen, window, strip)
        with screen.held("ctrl"):
            screen.point(*more(compact))
            reached(screen, window)
            screen.click(*more(compact))
            grows(screen, window, compact)
        typing.one()
        full = screen.settled(window)
        screen.click(*less(full))
        typing.until(lambda: screen.box(window) == compact)
        screen.press("ctrl+F2")
        typing.until(lambda: screen.box(window) == full)
        screen.press("ctrl+F2")
        typing.until(lambda: screen.box(window) == compact)
        hide_and_show(screen, window, typing.until)
        screen.press("ctrl+F10")
        typing.until(lambda: assist.events(CueOutcome))
        shrinks(screen, window, strip)
        typing.one()
        assert not typing.clicks


# --- above everything -------------------------------------------------------------------------------------------------


def test_it_stays_above_a_raised_window_and_above_a_new_one(screen: Screen, call: WriteCall) -> None:
    with customer_program(screen) as older, overlay(screen, call(SILENT)) as (_, window):
        until(lambda: screen.stacking == [older.window, window])
        assert "_NET_WM_STATE_ABOVE" in screen.states(window)
        with customer_program(screen, "Another") as newer:
            until(lambda: screen.stacking == [older.window, newer.window, window])
            screen.raise_(older.window)
            until(lambda: screen.stacking == [newer.window, older.window, window])


@pytest.mark.parametrize("wished", [True, False])
def test_it_is_seen_above_a_full_screen_program_when_that_is_wished(
    screen: Screen, call: WriteCall, wished: bool
) -> None:
    """Without the wish the window manager puts it below, so it is the wish that does it."""
    write_settings(f"over_fullscreen = {str(wished).lower()}")
    with overlay(screen, call(SILENT)) as (_, window), running(screen, "-c", FULL_SCREEN, "Full screen"):
        box = screen.settled(window)
        program = screen.appears("Full screen")
        until(lambda: screen.box(program) == (0, 0, 1280, 800) and screen.active == program)
        until(lambda: screen.colours(Box(0, 0, 9, 9)) == {RED})
        until(lambda: (RED not in screen.colours(box)) == wished)


# --- whose clicks they are --------------------------------------------------------------------------------------------


def test_clicks_go_through_the_compact_view_unless_ctrl_is_held_and_never_through_the_full_one(
    screen: Screen, call: WriteCall
) -> None:
    with customer_program(screen) as below, overlay(screen, call(SILENT)) as (_, window):
        compact = screen.settled(window)
        screen.point(*more(compact))
        reached(screen, below.window)
        screen.click(*more(compact))
        until(lambda: below.clicks == 1)
        with screen.held("ctrl"):
            reached(screen, window)
            screen.click(*more(compact))
            grows(screen, window, compact)
        screen.click(*less(screen.settled(window)))
        shrinks(screen, window, compact)
        reached(screen, below.window)
        assert (below.clicks, screen.find("Assist")) == (1, window)


# --- keys from everywhere ---------------------------------------------------------------------------------------------


def test_keys_answer_a_cue_ask_for_help_and_change_the_window(screen: Screen, call: WriteCall) -> None:
    with customer_program(screen) as typing, overlay(screen, call(ANNOYED)) as (assist, window):
        strip = screen.settled(window)
        cue = until(lambda: assist.events(Cue))[0]
        grows(screen, window, strip)
        screen.press("ctrl+F10")
        end = until(lambda: assist.events(CueOutcome))[0]
        assert (end.cue, end.outcome, end.answer) == (cue.id, "dismissed", "not now")
        shrinks(screen, window, strip)
        screen.press("ctrl+F7", "ctrl+F7")
        until(lambda: [hand.raised for hand in assist.events(Hand)] == [True, False])
        screen.press("ctrl+F2")
        grows(screen, window, strip)
        hide_and_show(screen, window)
        typing.one()


def test_after_an_objection_feelings_are_no_longer_told(screen: Screen, call: WriteCall) -> None:
    with customer_program(screen), overlay(screen, call(TALKING)) as (assist, _):
        until(lambda: assist.events(EmotionEstimate))
        screen.press("ctrl+F6", "ctrl+F11")
        until(lambda: [notice.outcome for notice in assist.events(Notice)] == ["shown", "objected"])
        later = until(lambda: two_utterances_on(assist))
        assert not [event for event in later if isinstance(event, EmotionEstimate)]


def two_utterances_on(assist: Running) -> list[AnyEvent]:
    """What came after the objection, once the customer has said two things more."""
    events = assist.all_events
    later = events[events.index(assist.events(Notice)[-1]) :]
    return later if sum(isinstance(event, Utterance) for event in later) > 1 else []


def test_a_key_of_another_program_stays_its_own_and_the_full_view_says_so(screen: Screen, call: WriteCall) -> None:
    write_settings('view = "full"')
    other = Display(screen.name)
    f9 = other.keysym_to_keycode(XK.string_to_keysym("F9"))
    other.screen().root.grab_key(f9, X.ControlMask, False, X.GrabModeAsync, X.GrabModeAsync)
    other.sync()
    with running(screen, "-c", READ_ALOUD, "replay", "--overlay", "--json", call(SILENT)) as assist:
        until(lambda: "Ctrl+F9 for \u201cDone\u201d belongs to another program." in assist.lines)
        screen.press("ctrl+F9", "ctrl+F7")
        until(lambda: assist.events(Hand))
        assert (pressed := other.next_event()).type == X.KeyPress
        assert pressed.detail == f9
    other.close()

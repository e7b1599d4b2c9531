"""Where the overlay is, on a real X server with a window manager: dragged, started again, as monitors change, on every
desktop."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assist.events import Cue, CueOutcome
from tests.overlay.programs import customer_program, overlay
from tests.overlay.screen import Box, Screen, hide_and_show, until
from tests.overlay.xserver import on, x_server

WIDTH, HEIGHT = 1600, 900
LEFT = "--setmonitor L 800/200x900/230+0+0 screen"
RIGHT = "--setmonitor R 800/200x900/230+800+0 none"
"""Two monitors in the place of one."""
SMALLER = "--newmode smaller 74.5 1280 1344 1472 1664 720 723 728 748"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_server(f"{WIDTH}x{HEIGHT}x24") as name:
        xrandr(name, SMALLER)
        xrandr(name, "--addmode screen smaller")
        yield name


@pytest.fixture
def screen(display: str) -> Iterator[Screen]:
    """One monitor as large as the display, and after the test again; the pointer out of the way."""
    made = Screen(display)
    made.point(2, HEIGHT - 2)
    yield made
    made.close()
    for name in monitors(display) - {"screen"}:
        xrandr(display, f"--delmonitor {name}")
    xrandr(display, f"--output screen --mode {WIDTH}x{HEIGHT}")


@pytest.fixture
def silent(tmp_path: Path) -> Path:
    """A call without a cue."""
    return write(tmp_path / "silent.call", "0.1  0.2  AGENT  hello")


@pytest.fixture
def annoyed(tmp_path: Path) -> Path:
    """A call with a cue after a second, which stays for fifteen."""
    words = "this is the third time i call and it is ridiculous my zanzibar order never came"
    return write(tmp_path / "annoyed.call", f"0.1  0.2  AGENT  hello\n0.3  1.0  CUSTOMER  {words}")


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def xrandr(display: str, words: str) -> str:
    command = ["xrandr", *words.split()]
    return subprocess.run(command, env=on(display), check=True, capture_output=True, text=True, timeout=20).stdout


def monitors(display: str) -> set[str]:
    return {line.split()[1].strip("+*") for line in xrandr(display, "--listmonitors").splitlines()[1:]}


def drag(screen: Screen, window: int, *, to: tuple[int, int]) -> Box:
    """Drag the window there with Ctrl held, as it lets clicks through otherwise; where it is then."""
    box = screen.settled(window)
    with screen.held("ctrl"):
        screen.point(box.x + 40, box.y + 14)
        until(lambda: screen.under_pointer == window)
        screen.drag(window, to=to)
    return screen.settled(window)


# --- one monitor ------------------------------------------------------------------------------------------------------


def test_put_near_an_edge_it_goes_to_it_and_is_there_in_the_same_view_after_a_restart(
    screen: Screen, silent: Path
) -> None:
    with overlay(screen, silent) as (_, window):
        compact = screen.settled(window)
        at = drag(screen, window, to=(9, HEIGHT - compact.height - 200))
        assert at == (0, HEIGHT - compact.height - 200, *compact[2:])
        at = drag(screen, window, to=(WIDTH - compact.width - 9, HEIGHT - compact.height - 9))
        assert (at.right, at.bottom) == (WIDTH, HEIGHT)
    with overlay(screen, silent) as (_, window):
        assert screen.settled(window) == at
        screen.press("ctrl+F2")
        until(lambda: screen.box(window).height > at.height)
        full = screen.settled(window)
        assert (full.right, full.bottom) == (WIDTH, HEIGHT)
    with overlay(screen, silent) as (_, window):
        until(lambda: screen.box(window) == full)


def test_a_click_moves_nothing(screen: Screen, silent: Path) -> None:
    with overlay(screen, silent) as (_, window):
        box = screen.settled(window)
        with screen.held("ctrl"):
            screen.point(box.x + 40, box.y + 14)
            until(lambda: screen.under_pointer == window)
            screen.click(box.x + 40, box.y + 14)
        assert screen.settled(window) == box


def test_at_the_bottom_it_grows_upwards_with_a_cue_and_shrinks_when_that_goes(
    screen: Screen, annoyed: Path, silent: Path
) -> None:
    with overlay(screen, silent) as (_, window):
        strip = drag(screen, window, to=(300, HEIGHT - 40))
        assert strip.bottom == HEIGHT
    with overlay(screen, annoyed) as (assist, window):
        until(lambda: assist.events(Cue))
        until(lambda: screen.box(window).height > 1.5 * strip.height)
        grown = screen.settled(window)
        assert (grown.x, grown.bottom) == (strip.x, HEIGHT)
        screen.press("ctrl+F10")
        until(lambda: assist.events(CueOutcome))
        until(lambda: screen.box(window).height < 1.5 * strip.height)
        assert screen.settled(window).bottom == HEIGHT


def test_with_a_lower_resolution_it_stays_as_far_from_its_corner_and_goes_back_with_the_old_one(
    screen: Screen, silent: Path
) -> None:
    with overlay(screen, silent) as (_, window):
        before = drag(screen, window, to=(WIDTH - 400, HEIGHT - 300))
        xrandr(screen.name, "--output screen --mode smaller")
        until(lambda: screen.box(window) == (before.x - WIDTH + 1280, before.y - HEIGHT + 720, *before[2:]))
        xrandr(screen.name, f"--output screen --mode {WIDTH}x{HEIGHT}")
        until(lambda: screen.box(window) == before)


# --- two --------------------------------------------------------------------------------------------------------------


def test_when_its_monitor_goes_it_comes_to_what_is_left_and_goes_back_when_that_returns(
    screen: Screen, silent: Path
) -> None:
    xrandr(screen.name, LEFT)
    xrandr(screen.name, RIGHT)
    with overlay(screen, silent) as (_, window):
        first = screen.settled(window)
        assert first.right <= 800
        there = drag(screen, window, to=(1000, 300))
        xrandr(screen.name, "--delmonitor R")
        until(lambda: screen.box(window) == first)
        xrandr(screen.name, RIGHT)
        until(lambda: screen.box(window) == there)
    xrandr(screen.name, "--delmonitor R")
    with overlay(screen, silent) as (_, window):
        assert screen.settled(window) == first
        xrandr(screen.name, RIGHT)
        until(lambda: screen.box(window) == there)


def test_it_may_be_dragged_from_one_monitor_to_the_other_and_has_a_place_on_each(screen: Screen, silent: Path) -> None:
    xrandr(screen.name, LEFT)
    xrandr(screen.name, RIGHT)
    with overlay(screen, silent) as (_, window):
        width = screen.settled(window).width
        left = drag(screen, window, to=(100, 500))
        assert left[:2] == (100, 500)
        right = drag(screen, window, to=(WIDTH - width - 5, 300))
        assert (right.right, right.y) == (WIDTH, 300)
        xrandr(screen.name, "--delmonitor R")
        until(lambda: screen.box(window) == left)


# --- desktops ---------------------------------------------------------------------------------------------------------


def wmctrl(screen: Screen, *words: str) -> None:
    subprocess.run(["wmctrl", *words], env=on(screen.name), check=True, timeout=30)


@contextmanager
def three_desktops(screen: Screen) -> Iterator[None]:
    wmctrl(screen, "-n", "3")
    try:
        yield
    finally:
        wmctrl(screen, "-s", "0")
        wmctrl(screen, "-n", "1")


def test_it_is_on_every_desktop_also_after_it_was_hidden(screen: Screen, silent: Path) -> None:
    with three_desktops(screen), customer_program(screen) as crm, overlay(screen, silent) as (_, window):
        for _ in range(2):
            until(lambda: screen.is_on_every_desktop(window))
            wmctrl(screen, "-s", "2")
            until(lambda: not screen.is_shown(crm.window))
            assert screen.is_shown(window)
            wmctrl(screen, "-s", "0")
            until(lambda: screen.is_shown(crm.window))
            hide_and_show(screen, window)

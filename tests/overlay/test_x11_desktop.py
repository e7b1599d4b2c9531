"""A window on every desktop and a compositor's sign, on a real X server with openbox."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic

import pytest
from Xlib.display import Display

from tests.overlay.xserver import line, on, program, x_server, xdo

WINDOW = """
import sys
from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication, QLabel
from assist.windows.x11_desktop import on_every_desktop
app = QApplication(["window"])
kind = Qt.WindowType
flags = (
    kind.Tool | kind.FramelessWindowHint | kind.WindowStaysOnTopHint
    | kind.WindowDoesNotAcceptFocus | kind.NoDropShadowWindowHint
)
window = QLabel("text", None, flags); window.setWindowTitle("Overlay"); window.resize(200, 100)
def do(what):
    match what:
        case "everywhere": on_every_desktop(int(window.winId()))
        case "show": window.show()
        case "hide": window.hide()
        case "end": app.quit()
    print(what, flush=True)
asked = QSocketNotifier(0, QSocketNotifier.Type.Read)
asked.activated.connect(lambda: do(sys.stdin.readline().strip()))
app.exec()
"""
ASKS = """
from PySide6.QtWidgets import QApplication
from assist.windows import x11_desktop
app = QApplication([])
x11_desktop.on_every_desktop(0x7777777)
print(x11_desktop.composited())
"""
ASKS_NOBODY = """
import logging, os, sys
from PySide6.QtWidgets import QApplication
from assist.windows import x11_desktop
logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
app = QApplication([])
os.environ["DISPLAY"] = ":4321"
x11_desktop.on_every_desktop(1)
print(x11_desktop.composited())
"""


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_server() as name:
        wm(name, "-n", "2")
        yield name


def wm(display: str, *words: str) -> str:
    return subprocess.run(["wmctrl", *words], env=on(display), capture_output=True, text=True, check=True).stdout


def ask(window: subprocess.Popen[str], what: str) -> None:
    """Have the window's program do it, and wait until it has."""
    assert window.stdin is not None
    window.stdin.write(what + "\n")
    window.stdin.flush()
    assert line(window) == what


def has_desktops(display: str, count: str) -> bool:
    return xdo(display, "get_num_desktops").strip() == count


def until(condition: Callable[[], bool]) -> None:
    latest = monotonic() + 30
    while not condition():
        assert monotonic() < latest


def visible(display: str) -> bool:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "^Overlay$"], env=on(display), capture_output=True, check=False
    )
    return bool(found.stdout)


def go_to(display: str, desktop: str) -> None:
    """Change the desktop. openbox does one thing after another: when it has also changed how many there are, every
    window that goes with the change has gone."""
    xdo(display, "set_desktop", desktop)
    for count in ("3", "2"):
        xdo(display, "set_num_desktops", count)
        until(partial(has_desktops, display, count))
    assert xdo(display, "get_desktop").strip() == desktop


def desktop_of(display: str) -> str:
    """Of the window, as openbox has it."""
    lines = [one.split() for one in wm(display, "-l").splitlines()]
    return next(one[1] for one in lines if one[-1] == "Overlay")


def appears(display: str) -> None:
    xdo(display, "search", "--sync", "--onlyvisible", "--name", "^Overlay$")


@pytest.mark.parametrize(
    "order", [("everywhere", "show"), ("show", "everywhere"), ("everywhere", "show", "everywhere")]
)
def test_the_window_is_on_both_desktops(display: str, order: tuple[str, ...]) -> None:
    go_to(display, "0")
    with program(display, "-c", WINDOW) as window:
        for what in order:
            ask(window, what)
            if what == "show":
                appears(display)
        until(lambda: desktop_of(display) == "-1")
        for desktop in ("1", "0", "1"):
            go_to(display, desktop)
            assert visible(display)
        go_to(display, "0")
        ask(window, "end")


def test_without_the_wish_it_stays_on_its_own_desktop(display: str) -> None:
    """What the wish is for; and what shows that the test above would see it fail."""
    go_to(display, "0")
    with program(display, "-c", WINDOW) as window:
        ask(window, "show")
        appears(display)
        assert desktop_of(display) == "0"
        go_to(display, "1")
        assert not visible(display)
        go_to(display, "0")
        ask(window, "end")


def test_a_window_that_was_hidden_is_on_both_again_when_asked_again(display: str) -> None:
    go_to(display, "0")
    with program(display, "-c", WINDOW) as window:
        for what in ("everywhere", "show"):
            ask(window, what)
        appears(display)
        ask(window, "hide")
        go_to(display, "1")
        for what in ("everywhere", "show"):
            ask(window, what)
        appears(display)
        go_to(display, "0")
        assert visible(display)
        ask(window, "end")


def answer(display: str, words: str) -> str:
    """What a program prints that asks; it must complain of nothing."""
    with program(display, "-c", words) as asking:
        printed, complaints = asking.communicate(timeout=60)
        assert (asking.returncode, complaints) == (0, "")
        return printed


def test_a_compositor_is_seen_and_a_window_that_is_gone_is_no_trouble(display: str) -> None:
    assert answer(display, ASKS) == "False\n"
    compositor = Display(display)
    window = compositor.screen().root.create_window(0, 0, 1, 1, 0, 0)
    window.set_selection_owner(compositor.get_atom("_NET_WM_CM_S0"), 0)
    compositor.sync()
    assert answer(display, ASKS) == "True\n"
    compositor.close()


def test_a_server_that_does_not_answer_is_no_trouble(display: str) -> None:
    said = "The X server did not answer a question about its desktops.\n"
    assert answer(display, ASKS_NOBODY) == said + said + "False\n"


def test_without_x11_nothing_is_asked(display: str) -> None:
    assert answer(display, "import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n" + ASKS) == "False\n"

"""The overlay beside another program on a real X server with a window manager: Xvfb, openbox, a customer program."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.making import DEMO, ROOT

CRM = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication(["crm"])
field = QLineEdit(); field.setWindowTitle("CRM"); field.resize(500, 60); field.move(40, 500)
field.textChanged.connect(lambda text: print(text, flush=True))
field.show(); field.activateWindow()
app.exec()
"""


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A fresh X server with openbox; its DISPLAY."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1100x700x24"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        name = f":{answer.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env=os.environ | {"DISPLAY": name}, stderr=subprocess.DEVNULL)
    yield name
    for process in (manager, server):
        process.terminate()
        process.wait()


def on(display: str) -> dict[str, str]:
    return os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


def xdo(display: str, *words: str) -> str:
    return subprocess.run(
        ["xdotool", *words], env=on(display), capture_output=True, text=True, timeout=60, check=True
    ).stdout


def test_the_window_tests_pass_on_a_real_x_server(display: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/overlay/test_window.py", "-p", "no:cacheprovider"],
        env=on(display), cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-4000:]


def test_the_customer_program_keeps_the_focus_and_the_overlay_stays_above(display: str) -> None:
    with program(display, "-c", CRM) as crm, program(display, "-m", "assist", "replay", "--overlay", DEMO) as assist:
        name = xdo(display, "search", "--sync", "--onlyvisible", "--name", "^CRM$").split()[0]
        xdo(display, "windowactivate", "--sync", name)
        overlay = shown(display, assist)
        assert active(display) == name
        xdo(display, "mousemove", "--window", overlay, "60", "40", "click", "1")
        assert active(display) == name
        xdo(display, "type", "abc")
        assert crm.stdout is not None
        assert [crm.stdout.readline().strip() for _ in "abc"] == ["a", "ab", "abc"]
        xdo(display, "windowraise", name)
        stacking = prop(display, "-root", "_NET_CLIENT_LIST_STACKING")
        assert int(re.findall(r"0x[0-9a-f]+", stacking)[-1], 16) == int(overlay)
        assert "_NET_WM_STATE_ABOVE" in prop(display, "-id", overlay, "_NET_WM_STATE")
        assist.send_signal(signal.SIGINT)
        printed, complaints = assist.communicate(timeout=60)
        assert (assist.returncode, complaints) == (0, "")
        assert "The call ended" in printed


def test_the_window_manager_can_close_it(display: str) -> None:
    with program(display, "-m", "assist", "replay", "--overlay", DEMO) as assist:
        subprocess.run(["wmctrl", "-i", "-c", shown(display, assist)], env=on(display), check=True)
        printed, complaints = assist.communicate(timeout=60)
        assert (assist.returncode, complaints) == (0, "")
        assert "The call ended" in printed


@contextmanager
def program(display: str, *words: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A Python program on the display; gone at the end."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, *map(str, words)], env=on(display), cwd=ROOT, stdout=pipe, stderr=pipe, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def shown(display: str, assist: subprocess.Popen[str]) -> str:
    """The overlay's window, once it is there in its full width."""
    while assist.poll() is None:
        for window in xdo(display, "search", "--sync", "--onlyvisible", "--name", "^Assist$").split():
            if "Geometry: 340x" in xdo(display, "getwindowgeometry", window):
                return window
    raise AssertionError(f"the program ended: {assist.stderr.read() if assist.stderr else ''}")


def test_a_display_that_does_not_answer_is_one_sentence_and_the_call_goes_on() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from assist.overlay import display; display.check()"],
        env=os.environ | {"DISPLAY": ":4321", "QT_QPA_PLATFORM": ""},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "DisplayError: The display :4321 does not answer." in run.stderr


def active(display: str) -> str:
    return xdo(display, "getactivewindow").strip()


def prop(display: str, *words: str) -> str:
    return subprocess.run(["xprop", *words], env=on(display), capture_output=True, text=True, check=True).stdout

"""The program on a real X server: started, started again, told something by another program, and ended."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.making import DEMO, ROOT
from tests.overlay.programs import READ_ALOUD, running, write_settings
from tests.overlay.screen import Screen, until
from tests.overlay.xserver import on

RUN = ("run", "--language", "xx")
"""Calls that cannot begin, on whatever machine this is."""

INTERRUPTED = """
import signal
from PySide6.QtWidgets import QApplication, QWidget
from assist.overlay.desk import interrupts
class Window(QWidget):
    def paintEvent(self, event):
        print("paints", flush=True)
        signal.raise_signal(signal.SIGINT)
        print("painted, visible:", self.isVisible(), flush=True)
    def closeEvent(self, event):
        print("closed", flush=True)
        app.quit()
app = QApplication(["painting"])
window = Window()
window.show()
with interrupts(window.close):
    app.exec()
"""


def press(screen: Screen, action: str) -> tuple[int, list[str], str]:
    """Exit code, output and complaints of `assist press`."""
    with running(screen, "-m", "assist", "press", action) as pressing:
        return pressing.end(), pressing.lines, pressing.complaints


def test_without_a_model_the_window_says_so_and_the_end_says_which(screen: Screen) -> None:
    write_settings("")
    with running(screen, "-c", READ_ALOUD, *RUN) as assist:
        until(lambda: "No speech model for this language, so no cues." in assist.lines)
        assert screen.find("Assist")
        assist.interrupt()
        assert assist.end() == 2
        assert assist.complaints == (
            'assist: There is no speech model for language "xx" on this machine. `assist models list` shows which can '
            "be fetched; `assist models add PATH` takes one that you have.\n"
        )


def test_a_second_start_shows_the_hidden_window_of_the_first_and_ends(screen: Screen) -> None:
    write_settings("")
    with running(screen, "-m", "assist", *RUN) as first:
        window = screen.appears("Assist")
        assert press(screen, "hide") == (0, [], "")
        until(lambda: not screen.is_shown(window))
        with running(screen, "-m", "assist", *RUN) as second:
            assert (second.end(), second.complaints) == (0, "")
            assert second.lines == ["Assist is running already; its window is shown."]
        until(lambda: screen.is_shown(window))
        first.interrupt()
        assert first.end() == 2


def test_an_action_without_an_overlay_and_one_that_does_not_exist_are_told_in_a_sentence(screen: Screen) -> None:
    assert press(screen, "done") == (2, [], "assist: No overlay is running; start it with `assist run`.\n")
    code, printed, complaints = press(screen, "nonsense")
    assert (code, printed) == (2, [])
    assert complaints.splitlines()[-1].startswith("Error: Invalid value for '{done|not-now|")


@pytest.mark.parametrize("way", ["Ctrl-C", "window manager"])
def test_it_ends_cleanly_by(screen: Screen, way: str) -> None:
    with running(screen, "-m", "assist", "replay", "--overlay", DEMO) as assist:
        window = screen.appears("Assist")
        until(lambda: assist.lines)
        if way == "Ctrl-C":
            assist.interrupt()
        else:
            subprocess.run(["wmctrl", "-i", "-c", str(window)], env=on(screen.name), check=True, timeout=30)
        assert (assist.end(), assist.complaints) == (0, "")
        assert assist.lines[-1].startswith("The call ended after ")


def test_ctrl_c_in_the_middle_of_a_paint_closes_after_it(screen: Screen) -> None:
    with running(screen, "-c", INTERRUPTED) as program:
        assert (program.end(), program.complaints) == (0, "")
        assert program.lines == ["paints", "painted, visible: True", "closed"]


def test_a_display_that_does_not_answer_is_one_sentence() -> None:
    asking = subprocess.run(
        [sys.executable, "-c", "from assist.windows import display; display.check()"],
        env=on(":4321"), cwd=ROOT, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert "DisplayError: The display :4321 does not answer." in asking.stderr

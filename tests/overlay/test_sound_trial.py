"""The test sound in the window of the sound: on which side it is heard, with fakes and with a real server."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from assist.errors import DeviceError
from assist.overlay.first_run import SoundInput
from tests.audio.pulse import pulse_server
from tests.making import ROOT
from tests.overlay.first_run_making import SPEAKERS, Plug
from tests.overlay.sound_making import LONG_MS, RISING, Meters, pick, shown, sound


def test_the_test_sound_that_arrives_as_the_customer_s_is_told(qtbot: QtBot) -> None:
    played: list[SoundInput | None] = []
    meters = Meters(speakers=RISING)
    window = shown(qtbot, sound(meter=meters)._replace(play=played.append))
    qtbot.waitUntil(lambda: window.customer.level.words == "sound arrives")
    window.trial.button.click()
    assert played == [SPEAKERS]
    assert window.trial.answer == "Playing: the lower bar should move."
    (_, meter), = [each for each in meters.made if each[0] == "speakers.monitor"]  # fmt: skip
    meter.asked = 0  # it is quiet, and then it plays
    qtbot.waitUntil(lambda: window.trial.answer == "✓ The test sound arrives as the customer's.")
    pick(window.you.box, "usb_mic")
    assert window.trial.answer == "", "another choice is not what was tried"


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ({"mic": RISING}, "⚠ The test sound was heard on your side only: press Swap, or choose another input."),
        ({}, "⚠ The test sound was not heard: choose another input for the customer."),
    ],
)
def test_a_test_sound_that_does_not_arrive_is_told(
    qtbot: QtBot, levels: dict[str, tuple[float, ...]], said: str
) -> None:
    window = shown(qtbot, sound(meter=Meters(**levels)), ms=2500)
    window.trial.button.click()
    qtbot.waitUntil(lambda: window.trial.answer == said, timeout=LONG_MS)


def test_a_test_sound_that_cannot_be_played_is_one_sentence(qtbot: QtBot) -> None:
    def play(one: SoundInput | None) -> None:
        raise DeviceError("Only the softphone itself is heard there.")

    window = shown(qtbot, sound()._replace(play=play))
    window.trial.button.click()
    assert window.trial.answer == "⚠ Only the softphone itself is heard there."


# --- a real server ----------------------------------------------------------------------------------------------------

CHILD = """
import subprocess, sys
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from assist.audio import systems
from assist.audio.levels import LevelMeter
from assist.overlay.sound_setup import SoundSetup
from assist.overlay.sound_window import SoundWindow

app = QApplication([])
command = [sys.executable, "-c", "from assist.device_commands import devices; devices()", "--play"]
playing = []
window = SoundWindow(SoundSetup(
    look=lambda _: systems.inputs(), meter=LevelMeter,
    play=lambda one: playing.append(subprocess.Popen([*command, one.name])),
    chosen=lambda *values: print("chosen", *values, flush=True), save=print,
    softphones=(), agent_device="softphone_out.monitor", customer_device="agent_mic",
), waits_ms=100_000)
window.show()

def wait(condition):
    loop, timer = QEventLoop(), QTimer(interval=20)
    timer.timeout.connect(lambda: condition() and loop.quit())
    timer.start()
    loop.exec()

window.swap_button.click()
wait(lambda: window.customer.level.words == "quiet" and window.you.level.words == "quiet")
window.trial.button.click()
wait(lambda: "Playing" not in window.trial.answer)
print(window.trial.answer, window.you.level.words, flush=True)
window.close()
print(playing[0].wait())
"""


def test_with_a_real_server_the_test_sound_is_heard_as_the_customer_s_after_the_swap() -> None:
    with pulse_server() as environment:
        done = subprocess.run(
            [sys.executable, "-c", CHILD], env=os.environ | environment | {"PYTHONIOENCODING": "utf-8"}, cwd=ROOT,
            capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip
    assert done.stdout.splitlines() == [
        "chosen   ",  # the system's own, both
        "✓ The test sound arrives as the customer's. quiet",
        "chosen softphone_out.monitor agent_mic ",
        "0",
    ], done.stderr


def test_plugs_are_what_the_window_takes() -> None:
    """The inputs of these tests and the real ones have the same parts."""
    from assist.audio.devices import Input

    assert set(Plug._fields) <= set(Input._fields)

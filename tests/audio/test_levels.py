"""The level meter: its arithmetic by hand, and its streams on a real PulseAudio server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from assist.audio.devices import Input
from assist.audio.levels import FLOOR_DB, LevelMeter
from assist.audio.streams import PortAudioStream, does_not_open, sounddevice
from assist.errors import DeviceError
from tests.audio.test_capture import pulse  # noqa: F401  (a fixture)
from tests.making import ROOT

CHILD = """
import sys
from assist.audio import devices, levels, systems
from assist.errors import DeviceError
device = next((one for one in systems.inputs().found if one.name == sys.argv[1]), None)
meter = levels.LevelMeter(device or devices.Input(sys.argv[1], "", "pulse", sys.argv[1]))
try:
    meter.start()
except DeviceError as error:
    raise SystemExit(str(error))
for line in sys.stdin:
    print(meter.arrived, meter.level, flush=True)
meter.stop()
"""


@contextmanager
def metered(server: dict[str, str], name: str) -> Iterator[subprocess.Popen[str]]:
    """A meter on that input in a process of its own, which says where it stands for every line it gets."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, name],
        env=os.environ | server, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True,
    ) as child:  # fmt: skip
        try:
            yield child
        finally:
            child.kill()


def level(child: subprocess.Popen[str]) -> float | None:
    """In dBFS; None while nothing has arrived."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write("?\n")
    child.stdin.flush()
    arrived, shown = child.stdout.readline().split()
    return float(shown) if arrived == "True" else None


def test_silence_is_quiet_and_a_tone_is_loud(pulse: dict[str, str], tmp_path: Path) -> None:  # noqa: F811
    tone = 0.1 * np.sin(np.arange(48000 * 20) * 2 * np.pi * 440 / 48000)
    soundfile.write(tmp_path / "tone.wav", tone, 48000)
    with metered(pulse, "softphone_out.monitor") as child, metered(pulse, "agent_mic") as other:
        while (quiet := level(child)) is None:
            pass
        assert quiet < -60
        player = subprocess.Popen(["paplay", "-d", "softphone_out", tmp_path / "tone.wav"], env=os.environ | pulse)
        try:
            while (heard := level(child)) is None or heard < -40:
                assert player.poll() is None, "the tone was over before it was heard"
            while (microphone := level(other)) is None:
                pass
        finally:
            player.kill()
            player.wait()
        assert microphone < -60, "each meter hears its own input"
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait() == 0, "it closes its stream"


def test_a_device_that_is_not_there_is_one_sentence(pulse: dict[str, str]) -> None:  # noqa: F811
    run = subprocess.run(
        [sys.executable, "-c", CHILD, "gone.monitor"],
        env=os.environ | pulse, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == ('The sound input "gone.monitor" does not open; is another program using it?')


def test_an_input_that_opens_but_does_not_start_is_one_sentence_and_closed() -> None:
    closed = []

    class Stubborn:
        def start(self) -> None:
            raise sounddevice().PortAudioError("busy")

        def close(self) -> None:
            closed.append(True)

    microphone = Input("mic", "", "portaudio", 0)
    stream = PortAudioStream(Stubborn(), does_not_open("The sound input", microphone))
    with pytest.raises(DeviceError, match='The sound input "mic" does not open'):
        stream.start()
    assert closed == [True]


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def block(peak: float) -> Any:
    return np.array([0.0, -peak, peak / 2], np.float32)


def test_the_level_is_the_peak_of_the_last_third_of_a_second() -> None:
    clock = Clock()
    meter = LevelMeter(Input("mic", "", "portaudio", 0), clock=clock)
    assert (meter.arrived, meter.level) == (False, FLOOR_DB)
    meter.hear(block(0.1))
    assert meter.arrived
    assert meter.level == pytest.approx(-20, abs=0.01)
    clock.now += 0.2
    meter.hear(block(0.01))
    assert meter.level == pytest.approx(-20, abs=0.01)
    meter.hear(block(0.5))
    assert meter.level == pytest.approx(-6.02, abs=0.01)
    clock.now += 0.31
    meter.hear(block(0.01))
    assert meter.level == pytest.approx(-40, abs=0.01)


def test_the_level_stays_between_the_floor_and_zero() -> None:
    meter = LevelMeter(Input("mic", "", "portaudio", 0), clock=Clock())
    meter.hear(block(0.0))
    assert (meter.arrived, meter.level) == (True, FLOOR_DB)
    meter.hear(block(1.0))
    assert meter.level == 0
    meter.hear(np.zeros(0, np.float32))
    assert meter.level == 0


def test_an_input_that_stops_giving_anything_falls_silent() -> None:
    clock = Clock()
    meter = LevelMeter(Input("mic", "", "portaudio", 0), clock=clock)
    meter.hear(block(0.5))
    clock.now += 1
    assert (meter.arrived, meter.level) == (True, FLOOR_DB)

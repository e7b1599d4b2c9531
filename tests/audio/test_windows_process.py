"""What one program on Windows plays, against COM objects laid out as Windows does it (fake_process_sound.py)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from assist.audio import reading
from assist.audio.devices import Input
from assist.audio.windows import process_loopback
from assist.audio.windows.playback import best_playback
from assist.audio.windows.programs import Program, root_of
from assist.errors import DeviceError
from assist.events import RATE, Samples
from tests.audio.fake_process_sound import FakeProcessSound
from tests.audio.fake_windows import LOUD, Apartments, FakeKernel, libraries
from tests.audio.listening import CALLED, Heard, until_ended

RUNNING = [("explorer.exe", 4, 1), ("Softphone.exe", 70, 4), ("softphone.exe", 71, 70), ("chrome.exe", 80, 4)]


class Softphone(FakeProcessSound):
    """One program's sound, and the programs that run."""

    def __init__(self, ole32: Apartments, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(ole32)
        self.kernel = FakeKernel(list(RUNNING))
        monkeypatch.setattr(
            process_loopback, "libraries", libraries(ole32, kernel32=self.kernel, mmdevapi=self)
        )  # fmt: skip

    def play(self, frames: int, *, level: float = LOUD, flags: int = 0) -> None:
        self.packets.append((np.full((frames, 2), level, np.float32), flags))

    def open(self, heard: Callable[[Samples], None], name: str = "softphone.exe") -> reading.Reading:
        device = Input(name=name, note="", kind="process", address=name, plays=True)
        return process_loopback.open_process(device, heard, called=CALLED)


@pytest.fixture
def softphone(ole32: Apartments, monkeypatch: pytest.MonkeyPatch) -> Softphone:
    return Softphone(ole32, monkeypatch)


def test_programs_that_run_are_listed_by_name_and_once(softphone: Softphone) -> None:
    found = process_loopback.inputs(["SOFTPHONE.EXE", "zoom.exe"])
    assert [(one.name, one.kind, one.plays) for one in found] == [("Softphone.exe", "process", True)]
    assert softphone.kernel.open == []


def test_the_one_that_started_the_others_is_the_program() -> None:
    running = [Program("a.exe", 2, 3), Program("a.exe", 3, 9), Program("b.exe", 9, 1)]
    assert root_of("A.EXE", running) == Program("a.exe", 3, 9)
    assert root_of("c.exe", running) is None


def test_windows_is_asked_for_that_program_and_those_it_started(softphone: Softphone, ole32: Apartments) -> None:
    stream = softphone.open(Heard())
    assert softphone.asked == ("VAD\\Process_Loopback", 70, 0)
    assert softphone.format == (3, 2, 48000, 384000, 8, 32, 0)
    assert softphone.flags & 0x00020000, "AUDCLNT_STREAMFLAGS_LOOPBACK"
    assert softphone.started
    stream.close()
    assert softphone.stopped
    assert not ole32.threads


def test_everything_that_windows_lent_is_given_back(softphone: Softphone) -> None:
    softphone.open(Heard()).close()
    assert softphone.capture.held == 1
    assert softphone.client.held == 1
    assert softphone.operation.held == 0, "the operation was ours"
    assert softphone.kernel.open == []


def test_what_the_program_plays_is_heard(softphone: Softphone) -> None:
    heard = Heard()
    stream = softphone.open(heard)
    for _ in range(200):
        softphone.play(480)
    stream.start()
    samples = heard.until(lambda known: len(known) > RATE)
    stream.close()
    assert np.abs(samples[RATE // 2 : RATE] - LOUD).max() < 0.01


def test_nothing_is_read_before_the_start(softphone: Softphone) -> None:
    softphone.play(480)
    heard = Heard()
    softphone.open(heard).close()
    assert len(softphone.packets) == 1
    assert heard.count == 0


def test_a_packet_that_is_marked_as_silence_is_silence_whatever_it_holds(softphone: Softphone) -> None:
    heard = Heard()
    stream = softphone.open(heard)
    for _ in range(100):
        softphone.play(480, level=0.9, flags=0x2)
    stream.start()
    samples = heard.until(lambda known: len(known) > RATE // 2)
    stream.close()
    assert not samples.any()


def test_a_gap_that_windows_marks_is_no_end(softphone: Softphone) -> None:
    heard = Heard()
    stream = softphone.open(heard)
    for _ in range(100):
        softphone.play(480, flags=0x1)
    stream.start()
    heard.until(lambda known: len(known) > RATE // 2)
    assert stream.alive
    stream.close()


def test_while_the_program_plays_nothing_nothing_comes_and_closing_does_not_wait(softphone: Softphone) -> None:
    heard = Heard()
    stream = softphone.open(heard)
    stream.start()
    assert stream.alive
    stream.close()
    assert not stream._thread.is_alive()
    assert heard.count == 0


def test_a_program_that_ends_ends_the_stream(softphone: Softphone) -> None:
    stream = softphone.open(Heard())
    stream.start()
    softphone.kernel.running.clear()
    until_ended(stream)


def test_a_source_that_windows_ends_ends_the_stream(softphone: Softphone) -> None:
    stream = softphone.open(Heard())
    stream.start()
    softphone.gone = True
    until_ended(stream)


def test_a_program_that_does_not_run_is_said(softphone: Softphone) -> None:
    with pytest.raises(DeviceError, match=r"^The customer's input cannot be heard: zoom\.exe does not run"):
        softphone.open(Heard(), "zoom.exe")


@pytest.mark.parametrize("code", [0x80070057, 0x80070005])
def test_what_windows_refuses_is_said_and_never_becomes_everything_that_plays(
    softphone: Softphone, code: int, ole32: Apartments
) -> None:
    softphone.activation = code
    with pytest.raises(DeviceError, match=r"^The customer's input does not open: one program alone"):
        softphone.open(Heard())
    assert softphone.format is None
    assert not ole32.threads


def test_a_windows_that_is_too_old_is_said(ole32: Apartments, monkeypatch: pytest.MonkeyPatch) -> None:
    too_old = libraries(ole32, kernel32=FakeKernel(list(RUNNING)), mmdevapi=object())
    monkeypatch.setattr(process_loopback, "libraries", too_old)
    device = Input(name="softphone.exe", note="", kind="process", address="softphone.exe", plays=True)
    with pytest.raises(DeviceError, match=r"from Windows 10 2004 on"):
        process_loopback.open_process(device, Heard(), called=CALLED)


def test_a_softphone_that_is_named_and_runs_is_taken_alone(softphone: Softphone) -> None:
    output = Input(name="{speakers}", note="", kind="soundcard", address="{speakers}", plays=True)
    found = [output, *process_loopback.inputs(["softphone.exe", "chrome.exe"])]
    chosen = best_playback(found, softphone="SoftPhone.exe")
    assert chosen is not None
    assert (chosen.kind, chosen.name) == ("process", "Softphone.exe")
    assert best_playback(found) == output
    assert best_playback(found, softphone="zoom.exe") == output


@pytest.fixture
def ole32() -> Apartments:
    return Apartments()

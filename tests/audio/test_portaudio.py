"""The sound system where there is no sound server, on a sounddevice of the test's own."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from assist.audio import portaudio
from assist.audio.devices import Input
from assist.audio.portaudio import ASK, PlainDesktop, PortAudioSystem
from assist.audio.streams import NoAnswer, Stream
from assist.errors import DeviceError
from assist.events import Samples
from assist.url_scheme import own_command
from tests.audio.fake_sounddevice import FakeSounddevice
from tests.making import ROOT

LONG_S = 60.0


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> FakeSounddevice:
    module = FakeSounddevice("Desk Mic", "Loopback: PCM (hw:1,1)")
    monkeypatch.setitem(sys.modules, "sounddevice", module)
    return module


def system(tmp_path: Path, *answers: Input, answer: bytes | None = None) -> PortAudioSystem:
    """One whose fresh process answers so."""
    told = tmp_path / "told"
    told.write_bytes(b"\n".join(map(msgspec.json.encode, answers)) if answer is None else answer)
    return PortAudioSystem(ask=["cat", str(told)])


def opened(one: PortAudioSystem, name: str) -> Stream:
    device = next(each for each in one.look(missing=False).found if each.name == name)
    stream = one.open(device, lambda _: None, called="The agent's input", mark="agent")
    stream.start()
    return stream


def come(one: PortAudioSystem, name: str) -> Input:
    """The input of that name, once it is there."""
    latest = time.monotonic() + LONG_S
    while time.monotonic() < latest:
        for each in one.look(missing=True).found:
            if each.name == name:
                return each
    raise AssertionError("it never came")


def test_the_microphone_and_what_is_played_are_told_apart_by_their_names(sound: FakeSounddevice) -> None:
    known = PlainDesktop().look(sound, ())
    assert known.microphone is not None
    assert known.microphone.name == "Desk Mic"
    assert known.playback is not None
    assert known.playback.name == "Loopback: PCM (hw:1,1)"


def test_while_nothing_is_open_portaudio_is_started_anew_to_find_what_has_come(
    sound: FakeSounddevice, tmp_path: Path
) -> None:
    one = system(tmp_path)
    one.look(missing=False)
    sound.plugged.append("Headset")
    assert come(one, "Headset").address == 2
    assert sound.starts == 2


def test_while_one_is_open_another_process_is_asked_and_what_has_come_ends_it_only_when_it_is_opened(
    sound: FakeSounddevice, tmp_path: Path
) -> None:
    one = system(tmp_path, Input("Desk Mic", "", "portaudio", 7), Input("Headset", "", "portaudio", 8))
    healthy = opened(one, "Desk Mic")
    sound.plugged.insert(0, "Headset")
    headset = come(one, "Headset")
    assert healthy.alive
    assert sound.starts == 1
    stream = one.open(headset, lambda _: None, called="The agent's input", mark="agent")
    stream.start()
    assert (stream.alive, healthy.alive, sound.starts) == (True, False, 2)
    assert sound.streams[-1].name == "Headset"
    assert opened(one, "Desk Mic").alive


def test_an_input_that_was_listed_before_portaudio_started_anew_is_opened_by_its_name_and_ends_no_other(
    sound: FakeSounddevice, tmp_path: Path
) -> None:
    one = system(tmp_path)
    healthy = opened(one, "Loopback: PCM (hw:1,1)")
    before = Input("Desk Mic", "", "portaudio", 7)
    one.open(before, lambda _: None, called="The agent's input", mark="agent").start()
    assert sound.streams[-1].name == "Desk Mic"
    assert (healthy.alive, sound.starts) == (True, 1)


def test_portaudio_is_not_started_anew_under_a_meter_of_a_window(sound: FakeSounddevice, tmp_path: Path) -> None:
    call, window = system(tmp_path, Input("Headset", "", "portaudio", 8)), PortAudioSystem()
    meter = opened(window, "Desk Mic")
    sound.plugged.append("Headset")
    headset = come(call, "Headset")
    with pytest.raises(NoAnswer, match="close the Sound window"):
        call.open(headset, lambda _: None, called="The agent's input", mark="agent")
    assert (meter.alive, sound.starts) == (True, 1)
    meter.close()
    assert call.open(headset, lambda _: None, called="The agent's input", mark="agent").steady
    assert (sound.starts, sound.streams[-1].name) == (2, "Headset")


def test_only_portaudio_s_inputs_of_the_other_process_have_come(sound: FakeSounddevice, tmp_path: Path) -> None:
    one = system(tmp_path, Input("zoom.exe", "", "process", "zoom.exe"), Input("Headset", "", "portaudio", 8))
    opened(one, "Desk Mic")
    one._asked_at -= portaudio.AGAIN_S
    found = one.look(missing=True).found
    while one._asking is not None:
        found = one.look(missing=False).found
    assert [each.name for each in found] == ["Desk Mic", "Loopback: PCM (hw:1,1)", "Headset"]


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def look_for_5_s(one: PortAudioSystem, clock: Clock, *, missing: bool) -> None:
    for _ in range(41):
        one.look(missing=missing)
        clock.now += 0.125


def test_it_is_listed_at_the_start_and_again_only_for_what_is_missing_or_followed(sound: FakeSounddevice) -> None:
    clock = Clock()
    one = PortAudioSystem(clock=clock)
    look_for_5_s(one, clock, missing=False)
    assert sound.listings == 1
    one.follow({"zoom"})
    look_for_5_s(one, clock, missing=False)
    assert sound.listings == 1 + 1 + 5
    one.follow(())
    one.look(missing=False)
    sound.listings = 0
    look_for_5_s(one, clock, missing=True)
    assert (sound.starts, sound.listings) == (1 + 6, 6), "a new start lists, and nothing beside"


def test_what_is_asked_is_this_very_program() -> None:
    assert (*own_command(), "devices", "--json") == ASK


def test_a_program_that_is_packed_is_asked_without_python_s_words() -> None:
    code = "import sys; sys.frozen = True; from assist.audio.portaudio import ASK; print(*ASK[1:])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert said == "devices --json\n"


def test_an_input_that_has_gone_again_is_a_sentence(sound: FakeSounddevice, tmp_path: Path) -> None:
    one = system(tmp_path)
    one.look(missing=False)
    gone = Input("Headset", "", "portaudio", 2)
    with pytest.raises(DeviceError, match='The agent\'s input "Headset" is not there any more'):
        one.open(gone, lambda _: None, called="The agent's input", mark="agent")


def test_an_input_that_does_not_start_is_closed_and_a_sentence(sound: FakeSounddevice, tmp_path: Path) -> None:
    sound.refused.add("Desk Mic")
    with pytest.raises(DeviceError, match="is another program using it"):
        opened(system(tmp_path), "Desk Mic")
    assert sound.streams[0].closed


def test_an_answer_that_cannot_be_read_is_no_input(sound: FakeSounddevice, tmp_path: Path) -> None:
    one = system(tmp_path, answer=b"Error: no such option")
    opened(one, "Desk Mic")
    one._asked_at -= portaudio.AGAIN_S
    one.look(missing=True)
    while one._asking is not None:
        assert len(one.look(missing=False).found) == 2


def test_a_portaudio_that_does_not_start_is_asked_again(
    sound: FakeSounddevice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = system(tmp_path)
    one.look(missing=False)

    def fails() -> None:
        raise sound.PortAudioError

    with monkeypatch.context() as broken:
        broken.setattr(sound, "_initialize", fails)
        one._asked_at -= portaudio.AGAIN_S
        with pytest.raises(NoAnswer):
            one.look(missing=True)
    sound.plugged.append("Headset")
    assert come(one, "Headset").name == "Headset"


def test_a_block_is_heard_as_numbers_from_minus_one_to_one(sound: FakeSounddevice, tmp_path: Path) -> None:
    one, heard = system(tmp_path), list[Samples]()
    one.open(one.look(missing=False).found[0], heard.append, called="The agent's input", mark="agent").start()
    sound.streams[0].callback(b"\x00\x40\x00\xc0", 2, None, None)
    assert heard[0].tolist() == [0.5, -0.5]


@pytest.mark.usefixtures("sound")
def test_what_is_asked_is_ended_with_the_call() -> None:
    one = PortAudioSystem(ask=["sleep", "600"])
    opened(one, "Desk Mic")
    one._asked_at -= portaudio.AGAIN_S
    one.look(missing=True)
    asking = one._asking
    one.close()
    assert asking is not None
    assert asking.returncode is not None

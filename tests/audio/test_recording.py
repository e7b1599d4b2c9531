"""Recordings: every rate and kind that is promised is read right, and what is wrong with a file is said at once."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assist.audio.recording import Channel, Recording, open_pair, open_stereo
from assist.errors import AudioFileError
from assist.events import RATE, Samples

RATES = (8000, 11025, 16000, 22050, 44100, 48000)
WAV_KINDS = ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW")
KINDS = [*[("wav", kind) for kind in WAV_KINDS], ("flac", "PCM_16"), ("flac", "PCM_24")]
LENGTH_S = 2.3


def tone(rate: int, length_s: float = LENGTH_S, hertz: float = 440) -> Samples:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(round(length_s * rate)) / rate)).astype(np.float32)


def two_voices(rate: int = RATE, length_s: float = LENGTH_S) -> Samples:
    return np.stack([tone(rate, length_s), tone(rate, length_s, hertz=300)], axis=1)


def write(path: Path, samples: Samples, *, rate: int = RATE, kind: str = "PCM_16") -> Path:
    soundfile.write(path, samples, rate, subtype=kind)
    return path


def heard(recording: Recording, block_s: float = 0.1) -> tuple[Samples, Samples]:
    """All of the agent and all of the customer."""
    agents, customers = zip(*recording.blocks(block_s), strict=True)
    return np.concatenate([a.samples for a in agents]), np.concatenate([c.samples for c in customers])


def refusal(path: Path, *, other: Path | None = None) -> str:
    """The sentence that a file is refused with; `other` makes it the agent's half of a pair."""
    with pytest.raises(AudioFileError) as caught:
        open_stereo(path) if other is None else open_pair(path, other)
    sentence = str(caught.value)
    assert str(path) in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


# --- what is read -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize(("ending", "kind"), KINDS)
def test_a_tone_arrives_whole_and_on_its_own_channel(tmp_path: Path, rate: int, ending: str, kind: str) -> None:
    voice = tone(rate)
    path = write(tmp_path / f"call.{ending}", np.stack([voice, 0 * voice], axis=1), rate=rate, kind=kind)
    sides: tuple[Channel, Channel] = ("left", "right")
    for side in sides:
        recording = open_stereo(path, agent_channel=side)
        agent, customer = heard(recording)
        speaking, silent = (agent, customer) if side == "left" else (customer, agent)
        assert recording.length_s == pytest.approx(LENGTH_S, rel=0.01)
        assert len(speaking) == len(silent) == pytest.approx(LENGTH_S * RATE, rel=0.01)
        expected = tone(RATE)[: len(speaking)]
        assert np.corrcoef(speaking[: len(expected)], expected)[0, 1] > 0.995
        assert np.sqrt(np.mean(speaking**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)
        assert np.abs(silent).max() < 0.001


def test_blocks_are_mono_float32_of_the_size_that_was_asked_for(tmp_path: Path) -> None:
    recording = open_stereo(write(tmp_path / "call.wav", two_voices(44100), rate=44100))
    blocks = [block.samples for pair in recording.blocks(0.25) for block in pair]
    assert {(block.dtype.name, block.ndim) for block in blocks} == {("float32", 1)}
    assert {len(block) for block in blocks[:-2]} == {4000}
    assert 0 < len(blocks[-1]) == len(blocks[-2]) <= 4000


@pytest.mark.parametrize("rate", [8000, 16000, 44100])
def test_the_size_of_the_blocks_changes_no_sample(tmp_path: Path, rate: int) -> None:
    noise = np.random.default_rng(7).uniform(-0.9, 0.9, (round(8.7 * rate), 2)).astype(np.float32)
    recording = open_stereo(write(tmp_path / "call.wav", noise, rate=rate, kind="FLOAT"))
    agent, customer = heard(recording, 0.02)
    for block_s in (0.1, 1.0, 7.3):
        again_agent, again_customer = heard(recording, block_s)
        assert np.array_equal(agent, again_agent)
        assert np.array_equal(customer, again_customer)


def test_the_shorter_file_of_a_pair_goes_on_with_silence(tmp_path: Path) -> None:
    short = write(tmp_path / "agent.wav", tone(8000, 1.0), rate=8000)
    long = write(tmp_path / "customer.flac", tone(44100, 2.5, hertz=300), rate=44100)
    recording = open_pair(short, long)
    agent, customer = heard(recording)
    assert recording.length_s == pytest.approx(2.5)
    assert len(agent) == len(customer) == pytest.approx(2.5 * RATE, rel=0.01)
    assert np.corrcoef(agent[:RATE], tone(RATE, 1.0))[0, 1] > 0.995
    assert not agent[RATE + 160 :].any()
    assert np.corrcoef(customer[: 2 * RATE], tone(RATE, 2.0, hertz=300))[0, 1] > 0.995


def test_the_customer_may_be_the_shorter_one(tmp_path: Path) -> None:
    long, short = write(tmp_path / "a.wav", tone(RATE, 2.0)), write(tmp_path / "c.wav", tone(RATE, 0.55))
    agent, customer = heard(open_pair(long, short))
    assert len(agent) == len(customer) == 2 * RATE
    assert customer[: round(0.5 * RATE)].any()
    assert not customer[round(0.55 * RATE) :].any()


def test_float_samples_a_little_too_loud_are_clipped(tmp_path: Path) -> None:
    agent, customer = heard(open_stereo(write(tmp_path / "call.wav", 4 * two_voices(), kind="FLOAT")))
    assert agent.max() == customer.max() == 1
    assert agent.min() == customer.min() == -1


def test_a_silent_call_is_a_call(tmp_path: Path) -> None:
    agent, customer = heard(open_stereo(write(tmp_path / "call.wav", 0 * two_voices())))
    assert len(agent) == len(customer) == round(LENGTH_S * RATE)
    assert not agent.any()


def test_a_wav_file_that_was_streamed_is_read_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "call.wav", two_voices())
    data = bytearray(path.read_bytes())
    size = data.index(b"data") + 4
    data[4:8] = data[size : size + 4] = struct.pack("<I", 0xFFFFFFFF)
    path.write_bytes(data)
    agent, _ = heard(open_stereo(path))
    assert len(agent) == round(LENGTH_S * RATE)


# --- what is refused ----------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "nobody.wav")
    assert "not a sound file" in refusal(tmp_path / ("long" * 200 + ".wav"))


def test_a_folder_is_no_recording(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


@pytest.mark.parametrize("name", ["call.wav", "call.flac", "call.raw"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    assert "is empty" in refusal(path)


@pytest.mark.parametrize("name", ["call.wav", "call.flac", "call.txt", "call.raw", "call"])
def test_a_text_file_is_no_recording(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("Good morning, this is not a sound.\n" * 50, encoding="utf-8")
    assert "not a sound file" in refusal(path)


@pytest.mark.parametrize("kind", WAV_KINDS)
@pytest.mark.parametrize("kept", [0.01, 0.5, 0.9, 0.999])
def test_a_wav_file_cut_short_is_refused(tmp_path: Path, kind: str, kept: float) -> None:
    path = write(tmp_path / "call.wav", two_voices(), kind=kind)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    assert "truncated" in refusal(path)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_flac_file_cut_short_is_refused(tmp_path: Path, kept: float) -> None:
    path = write(tmp_path / "call.flac", two_voices())
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    assert "truncated or damaged after" in refusal(path)


def test_a_file_cut_inside_its_header_is_refused(tmp_path: Path) -> None:
    for name in ("call.wav", "call.flac"):
        path = write(tmp_path / name, two_voices())
        path.write_bytes(path.read_bytes()[:20])
        assert "not a sound file" in refusal(path)


def test_a_flac_file_that_does_not_say_its_length_is_refused_for_that(tmp_path: Path) -> None:
    path = write(tmp_path / "call.flac", two_voices())
    data = bytearray(path.read_bytes())
    data[21] &= 0xF0  # the number of samples: 36 bits of the first block
    data[22:26] = bytes(4)
    path.write_bytes(data)
    assert "does not say how long it is" in refusal(path)


def test_mono_for_stereo_is_refused_and_the_way_out_named(tmp_path: Path) -> None:
    sentence = refusal(write(tmp_path / "call.wav", tone(RATE)))
    assert "is mono" in sentence
    assert "--agent and --customer" in sentence


def test_stereo_in_a_pair_is_refused(tmp_path: Path) -> None:
    mono, stereo = write(tmp_path / "mono.wav", tone(RATE)), write(tmp_path / "stereo.wav", two_voices())
    assert "has 2 different channels; give a mono file" in refusal(stereo, other=mono)
    with pytest.raises(AudioFileError, match=r"stereo\.wav has 2 different channels"):
        open_pair(mono, stereo)


def test_three_channels_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "call.wav", np.stack([tone(RATE, hertz=hertz) for hertz in (200, 300, 400)], axis=1))
    assert "has 3 channels; give a stereo file" in refusal(path)


@pytest.mark.parametrize("rate", [4000, 7999, 48001, 96000])
def test_a_rate_outside_what_can_be_read_is_refused(tmp_path: Path, rate: int) -> None:
    path = write(tmp_path / "call.wav", two_voices(rate), rate=rate)
    assert f"has {rate} samples a second; 8000 to 48000" in refusal(path)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, 30000, -30000])
def test_samples_that_are_no_sound_are_refused_wherever_they_are(tmp_path: Path, wrong: float) -> None:
    for place in (0, round(1.5 * RATE), -1):
        samples = two_voices()
        samples[place, 1] = wrong
        assert "samples that are no sound" in refusal(write(tmp_path / "call.wav", samples, kind="FLOAT"))


def test_the_same_sound_on_both_channels_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "call.flac", np.stack([tone(RATE), tone(RATE)], axis=1))
    assert "same sound on both channels" in refusal(path)


def test_a_file_without_sound_is_refused(tmp_path: Path) -> None:
    assert "holds no sound" in refusal(write(tmp_path / "none.wav", two_voices()[:0]))
    assert "holds no sound" in refusal(write(tmp_path / "hardly.wav", two_voices()[:1000]))

"""Sound of every kind becomes mono float32 at RATE, and not one sample is gained or lost over time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.audio.conversion import Block, Conversion
from assist.audio.formats import Format, formats
from assist.events import RATE, Samples

HELD_S = 0.13
"""The most that the resampler holds back, at 8 kHz; at 48 kHz it is 0.04 s."""


def tone(rate: int, seconds: float, *, hertz: float = 440.0) -> Samples:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def in_blocks(block: Block, size: int, *, rate: int) -> Samples:
    conversion = Conversion()
    return np.concatenate(
        [conversion.convert(block[at : at + size], rate=rate) for at in range(0, len(block), size)]
    )  # fmt: skip


@pytest.mark.parametrize("rate", [8000, 11025, 22050, 24000, 32000, 44100, 48000, 88200, 96000, 192000])
def test_what_is_held_back_does_not_grow(rate: int) -> None:
    conversion, given_out = Conversion(), 0
    block = np.zeros((rate // 100, 2), np.float32)
    for number in range(1, 3001):  # 30 s
        given_out += len(conversion.convert(block, rate=rate))
        assert 0 <= number * len(block) / rate - given_out / RATE <= HELD_S


@given(st.sampled_from([8000, 44100, 48000]), st.lists(st.integers(0, 3000), min_size=1, max_size=30))
@settings(deadline=None)
def test_any_sizes_of_blocks_give_the_same_sound(rate: int, sizes: list[int]) -> None:
    sound = tone(rate, sum(sizes) / rate)
    whole = Conversion().convert(sound, rate=rate)
    conversion, at = Conversion(), 0
    parts = []
    for size in sizes:
        parts.append(conversion.convert(sound[at : at + size], rate=rate))
        at += size
    together = np.concatenate(parts)
    assert np.allclose(together[: len(whole)], whole[: len(together)], atol=1e-6)


@pytest.mark.parametrize("rate", [8000, 44100, 48000])
def test_a_tone_stays_where_it_was_in_time_and_pitch(rate: int) -> None:
    heard = in_blocks(tone(rate, 1.0), rate // 100, rate=rate)
    middle = slice(RATE // 10, len(heard) - RATE // 10)
    assert np.abs(heard[middle] - tone(RATE, 1.0)[: len(heard)][middle]).max() < 0.01


def test_our_own_rate_passes_unchanged_and_at_once() -> None:
    sound = tone(RATE, 0.1)
    assert np.array_equal(in_blocks(sound, 7, rate=RATE), sound)


def test_channels_are_averaged() -> None:
    left = tone(RATE, 0.1)
    heard = Conversion().convert(np.stack([left, np.zeros_like(left)], axis=1), rate=RATE)
    assert np.allclose(heard, left / 2)


def test_a_stream_may_change_its_number_of_channels() -> None:
    conversion = Conversion()
    for channels in (1, 2, 8):
        assert len(conversion.convert(np.zeros((160, channels), np.float32), rate=RATE)) == 160


@pytest.mark.parametrize(("kind", "largest"), [(np.int16, 32767), (np.int32, 2147483647)])
def test_whole_numbers_are_full_scale(kind: Any, largest: int) -> None:
    heard = Conversion().convert(np.array([-largest - 1, 0, largest], kind), rate=RATE)
    assert heard.dtype == np.float32
    assert heard == pytest.approx([-1.0, 0.0, 1.0], abs=1e-4)


def test_what_is_too_loud_is_clipped() -> None:
    heard = in_blocks(np.sign(tone(48000, 0.5)) * np.float32(1.5), 480, rate=48000)
    assert heard.max() == 1.0
    assert heard.min() == -1.0


def test_what_is_no_number_is_silence_and_harms_nothing_after_it() -> None:
    sound = tone(48000, 1.0)
    broken = sound.copy()
    broken[100:110] = np.nan
    broken[110] = np.inf
    heard = in_blocks(broken, 480, rate=48000)
    assert np.isfinite(heard).all()
    assert np.allclose(heard[RATE // 2 :], in_blocks(sound, 480, rate=48000)[RATE // 2 :])


def test_another_rate_gives_out_the_rest_of_the_old_one_and_begins_anew() -> None:
    conversion = Conversion()
    before = [conversion.convert(tone(48000, 0.01), rate=48000) for _ in range(100)]
    after = [conversion.convert(tone(44100, 0.01), rate=44100) for _ in range(100)]
    assert sum(map(len, before)) + sum(map(len, after)) == pytest.approx(2 * RATE, abs=HELD_S * RATE)
    assert sum(map(len, before)) < RATE
    assert sum(map(len, before)) + len(after[0]) == RATE, "the second of the old rate is whole"


# --- how PortAudio is asked ----------------------------------------------------------------------------------------


class FakePortAudio:
    """The part of sounddevice that is asked: one device of one host API."""

    def __init__(self, api: str) -> None:
        self._api = api

    def query_devices(self, index: int | str, kind: str) -> dict[str, Any]:
        assert (index, kind) == (3, "input")
        return {"name": "Headset", "hostapi": 1, "default_samplerate": 48000.0, "max_input_channels": 2}

    def query_hostapis(self, index: int) -> dict[str, Any]:
        assert index == 1
        return {"name": self._api}

    def WasapiSettings(self, *, auto_convert: bool) -> str:
        assert auto_convert
        return "Windows converts"


def test_windows_is_asked_for_the_devices_own_format_and_converts_only_as_the_last_way() -> None:
    asked = formats(FakePortAudio("Windows WASAPI"), 3)
    assert asked == [Format(48000, 2, None), Format(RATE, 1, "Windows converts")]


@pytest.mark.parametrize("api", ["Core Audio", "ALSA", "MME"])
def test_other_systems_convert_themselves_and_the_devices_own_format_is_the_last_way(api: str) -> None:
    assert formats(FakePortAudio(api), 3) == [Format(RATE, 1, None), Format(48000, 2, None)]

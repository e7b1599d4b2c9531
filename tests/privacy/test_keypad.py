"""The ear for keypad tones: every key by every line it may come over, when it tells, and all that it must not take."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise, product

import numpy as np
import numpy.typing as npt
import pytest
import soundfile
import soxr
from make_call import hibari_voice

from assist.events import FRAME, RATE, Samples
from assist.privacy.keypad import HIGH_HZ, LOW_HZ, Keypad
from tests.making import demo_channels
from tests.speech.noises import NOISES, noise, through_a_telephone

Wave = npt.NDArray[np.float64]
Line = Callable[[Wave], Wave]
KEYS = tuple(product(LOW_HZ, HIGH_HZ))
SOON = round(0.096 * RATE)
SPOKEN = "Oh no, I have been waiting for the whole day. My number is six nine seven, one two zero nine. Ooh, aah, ee."


def tones(*hertz: float, ms: float, level: float = -12.0) -> Wave:
    """Sines as loud as each other, together at `level` (0 is a full sine)."""
    time = np.arange(round(ms * RATE / 1000)) / RATE
    size = 10 ** (level / 20) / np.sqrt(len(hertz))
    return np.asarray(sum(size * np.sin(2 * np.pi * one * time + one) for one in hertz), np.float64)


def key(low: float, high: float, *, ms: float = 50.0, level: float = -12.0, twist: float = 0.0) -> Wave:
    """One key; `twist` is by how many dB its high tone is louder than its low one."""
    louder = 10 ** (twist / 40)
    both = tones(low, ms=ms, level=level) / louder + tones(high, ms=ms, level=level) * louder
    return np.asarray(both / np.hypot(louder, 1 / louder), np.float64)


def typed(make: Callable[[float, float], Wave]) -> tuple[Wave, list[int]]:
    """All sixteen keys with pauses of 50 ms, one after the other at every place in a frame; where each begins."""
    sound, begins = np.zeros(1000), []
    for number, (low, high) in enumerate(KEYS):
        begins.append(len(sound))
        sound = np.concatenate((sound, make(low, high), np.zeros(800 + 32 * number)))
    return np.append(sound, np.zeros(2000)), begins


def listen(sound: Wave | Samples, block: int = FRAME) -> list[bool]:
    """The answer to each block, the last one shorter."""
    ear = Keypad()
    return [ear.hear(np.asarray(sound[at : at + block], np.float32)) for at in range(0, len(sound), block)]


def heard(sound: Wave | Samples) -> bool:
    return any(listen(np.append(sound, np.zeros(2 * FRAME)).astype(np.float32)))


def missed(sound: Wave, begins: list[int]) -> list[int]:
    """Which of the keys are not told within SOON samples of their beginning."""
    answers = listen(sound)
    assert not answers[0]
    # From the frame that each begins in to the first that ends too late.
    frames = [slice(begin // FRAME, (begin + SOON) // FRAME) for begin in begins]
    return [number for number, mine in enumerate(frames) if not any(answers[mine])]


def plain(sound: Wave) -> Wave:
    return np.clip(sound, -1, 1)


def telephone(sound: Wave) -> Wave:
    return through_a_telephone(plain(sound).astype(np.float32)).astype(np.float64)


def noisy(sound: Wave) -> Wave:
    """White noise 15 dB under a key at -12 dBFS."""
    return sound + np.random.default_rng(3).normal(0, 10 ** ((-12 - 15) / 20) / np.sqrt(2), len(sound))


def with_agent(sound: Wave) -> Wave:
    """The agent's voice leaks, 20 dB under a key at -12 dBFS."""
    agent = demo_channels()[0][RATE : RATE + len(sound)].astype(np.float64)
    loudness = float(np.sqrt(np.mean(agent[np.abs(agent) > 0.01] ** 2)))
    return np.asarray(sound + agent / loudness * 10 ** ((-12 - 20) / 20) / np.sqrt(2), np.float64)


def coded(container: str, codec: str, rate: int) -> Line:
    def through(sound: Wave) -> Wave:
        file = io.BytesIO()
        narrow = soxr.resample(plain(sound), RATE, rate)
        soundfile.write(file, narrow, rate, format=container, subtype=codec)
        file.seek(0)
        return np.asarray(soxr.resample(soundfile.read(file)[0], rate, RATE), np.float64)

    return through


LINES: dict[str, Line] = {
    "plain": plain,
    "telephone band, G.711": telephone,
    "noise at 15 dB": noisy,
    "the agent leaks": with_agent,
    "Opus": coded("OGG", "OPUS", 16000),
    "A-law": coded("WAV", "ALAW", 8000),
}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("twist", [-8.0, 0.0, 8.0])
def test_every_key_is_told_in_time_over_every_line(line: str, twist: float) -> None:
    sound, begins = typed(lambda low, high: key(low, high, twist=twist))
    assert missed(LINES[line](sound), begins) == []


@pytest.mark.parametrize("line", ["plain", "telephone band, G.711", "Opus"])
@pytest.mark.parametrize("level", [-48.0, -36.0, 0.0, 6.0])
def test_every_key_is_told_in_time_soft_and_loud_and_clipped(line: str, level: float) -> None:
    sound, begins = typed(lambda low, high: key(low, high, level=level))
    assert missed(LINES[line](sound), begins) == []


@pytest.mark.parametrize(("low_off", "high_off"), [*product((0.985, 1.015), repeat=2)])
@pytest.mark.parametrize("twist", [-8.0, 8.0])
def test_a_key_may_be_one_and_a_half_percent_beside(low_off: float, high_off: float, twist: float) -> None:
    sound, begins = typed(lambda low, high: key(low * low_off, high * high_off, twist=twist))
    assert missed(noisy(sound), begins) == []


@pytest.mark.parametrize(("ms", "lost"), [(50, 2), (100, 0)])
def test_gsm_loses_few_short_keys_and_no_longer_one(ms: float, lost: int) -> None:
    sound, begins = typed(lambda low, high: key(low, high, ms=ms))
    assert len(missed(coded("WAV", "GSM610", 8000)(sound), begins)) <= lost


@pytest.mark.parametrize("into_frame", range(0, FRAME, 37))
def test_it_tells_at_the_latest_1152_samples_from_where_the_tone_begins(into_frame: int) -> None:
    begin = 2 * FRAME + into_frame
    answers = listen(np.concatenate((np.zeros(begin), key(852, 1336, ms=200))))
    assert (answers.index(True) + 1) * FRAME - begin <= 1152


def test_it_stays_told_while_the_key_is_down_and_ends_with_it() -> None:
    answers = listen(np.concatenate((np.zeros(FRAME), key(941, 1477, ms=320), np.zeros(4 * FRAME))))
    assert not answers[0]
    assert all(answers[2:11])
    assert not any(answers[12:])


@pytest.mark.parametrize("block", [1, 37, 160, 480, 513, 1600, 10**6])
def test_the_frames_of_a_call_have_the_same_answers_in_blocks_of_any_size(block: int) -> None:
    sound, _ = typed(key)
    sound = noisy(sound)[: 9000 // FRAME * FRAME]
    frames = listen(sound)
    ends = [*range(block, len(sound), block), len(sound)]
    expected, latest = [], False
    for before, now in pairwise([0, *ends]):
        full = frames[before // FRAME : now // FRAME]
        expected.append(any(full) if full else latest)
        latest = full[-1] if full else latest
    assert {True, False} <= set(frames)
    assert listen(sound, block) == expected


@pytest.mark.parametrize("through", ["plain", "telephone band, G.711"])
def test_people_who_talk_press_no_key(through: str) -> None:
    made = soxr.resample(hibari_voice()(SPOKEN), 8000, RATE).astype(np.float32)
    for speech in (*demo_channels(), made):
        for gain in (1, 5):
            assert not heard(LINES[through](gain * speech.astype(np.float64)))


@pytest.mark.parametrize("kind", [kind for kind in NOISES if kind != "key presses"])
def test_noise_music_and_ringing_press_no_key(kind: str) -> None:
    assert not heard(noise(kind))


SIGNALS = {
    "dial, America": (350, 440),
    "fax calls": (1100,),
    "fax answers": (2100,),
    "a recorder's beep": (1400,),
    "receiver off the hook": (1400, 2060, 2450, 2600),
    "half a key": (770,),
    "the other half": (1477,),
    "two of one group, low": (697, 941),
    "two of one group, high": (1209, 1477),
    "between keys": (733, 1270),
    "three of them": (697, 1209, 1633),
    "a flute's sixth": (783.99, 1318.51),
}


@pytest.mark.parametrize("signal", SIGNALS)
def test_a_line_s_own_signals_press_no_key(signal: str) -> None:
    assert not heard(np.concatenate([tones(*SIGNALS[signal], ms=250), np.zeros(3000), tones(*SIGNALS[signal], ms=700)]))


@pytest.mark.parametrize("off", [-0.035, -0.022, 0.022, 0.035])
def test_tones_further_beside_are_no_key(off: float) -> None:
    for low, high in KEYS:
        assert not heard(key(low * (1 + off), high, ms=200))
        assert not heard(key(low, high * (1 + off), ms=200))


@pytest.mark.parametrize("twist", [-12.0, 12.0])
def test_tones_of_which_one_is_much_louder_are_no_key(twist: float) -> None:
    assert not any(heard(key(low, high, twist=twist, ms=200)) for low, high in KEYS)


def test_tones_with_strong_second_harmonics_are_no_key() -> None:
    assert not any(heard(key(low, high, ms=200) + 0.5 * key(2 * low, 2 * high, ms=200)) for low, high in KEYS)


def test_tones_that_are_too_soft_or_too_short_are_no_key() -> None:
    for low, high in KEYS:
        assert not heard(key(low, high, level=-58, ms=200))
        for before in range(0, FRAME, 50):
            assert not heard(np.concatenate((np.zeros(before), key(low, high, ms=16), np.zeros(400))))


def test_tones_that_glide_through_a_key_are_no_key() -> None:
    time = np.arange(-RATE // 8, RATE // 8) / RATE
    for low, high in KEYS:  # both arrive together, at 4 Hz a millisecond
        turns = 2 * np.pi * (np.array([[low], [high]]) * time + 2000 * time**2)
        assert not heard(0.2 * np.sin(turns).sum(axis=0))


@pytest.mark.parametrize("broken", [0.0, np.nan, np.inf, -np.inf, 1e30, 5.0])
def test_it_survives_samples_that_are_none_and_hears_what_follows(broken: float) -> None:
    ear = Keypad()
    assert not any(ear.hear(np.full(FRAME, broken, np.float32)) for _ in range(4))
    mixed = key(770, 1336, ms=32).astype(np.float32)
    mixed[::7] = broken
    ear.hear(mixed)
    after = key(770, 1336, ms=96).astype(np.float32).reshape(-1, FRAME)
    assert [ear.hear(frame) for frame in after][1:] == [True, True]


def test_no_samples_at_all_change_nothing() -> None:
    ear, none = Keypad(), np.zeros(0, np.float32)
    sound = key(697, 1633, ms=200).astype(np.float32)
    assert [ear.hear(samples) for samples in (none, sound, none)] == [False, True, True]

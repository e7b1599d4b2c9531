"""Sounds of a telephone line that are no speech, made with numpy; and the line itself, G.711 with its narrow band."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import soxr

from assist.events import RATE, Samples

Wave = npt.NDArray[np.float64]
LINE_RATE = 8000
NOTE_S = 0.4
CHORDS = ((57, 60, 64), (53, 57, 60), (48, 52, 55), (55, 59, 62))
"""A minor, F, C, G as MIDI notes: what half of all hold music is made of."""
MELODY = (76, 74, 72, 74, 76, 76, 79, 77, 72, 69, 71, 72, 74, 71, 67, 69)


def through_a_telephone(sound: Samples) -> Samples:
    """What a G.711 line leaves of it: 300 to 3400 Hz at 8 kHz, eight bits on a logarithmic scale."""
    narrow = soxr.resample(sound, RATE, LINE_RATE).astype(np.float64)
    spectrum = np.fft.rfft(narrow)
    hertz = np.fft.rfftfreq(len(narrow), 1 / LINE_RATE)
    spectrum[(hertz < 300) | (hertz > 3400)] = 0
    narrow = np.clip(np.fft.irfft(spectrum, len(narrow)), -1, 1)
    loud = np.sign(narrow) * np.log1p(255 * np.abs(narrow)) / np.log(256)
    loud = np.round(loud * 127) / 127
    heard = np.sign(loud) * np.expm1(np.abs(loud) * np.log(256)) / 255
    return np.asarray(soxr.resample(heard, LINE_RATE, RATE), np.float32)


def _silence(time: Wave) -> Wave:
    return np.zeros_like(time)


def _white_noise(time: Wave) -> Wave:
    return np.random.default_rng(7).normal(0, 0.05, len(time))


def _pink_noise(time: Wave) -> Wave:
    spectrum = np.fft.rfft(np.random.default_rng(8).normal(0, 1, len(time)))
    spectrum /= np.sqrt(np.arange(1, len(spectrum) + 1))
    pink = np.fft.irfft(spectrum, len(time))
    return np.asarray(0.08 * pink / pink.std(), np.float64)


def _line_noise(time: Wave) -> Wave:
    """Hiss, hum with its overtones, crackle, and a level that breathes as a bad line's does."""
    random = np.random.default_rng(9)
    hum = sum((0.03 / n * np.sin(2 * np.pi * 50 * n * time) for n in (1, 2, 3, 5)), np.zeros_like(time))
    crackle = (random.random(len(time)) < 0.0005) * random.normal(0, 0.3, len(time))
    return hum + crackle + random.normal(0, 0.02, len(time)) * (1 + 0.5 * np.sin(2 * np.pi * 0.7 * time))


def _hum(time: Wave) -> Wave:
    return 0.2 * np.sin(2 * np.pi * 50 * time) + 0.1 * np.sin(2 * np.pi * 150 * time)


def _clicks(time: Wave) -> Wave:
    random = np.random.default_rng(7)
    return (random.random(len(time)) < 0.0003) * random.normal(0, 0.6, len(time))


def _tones(*hertz: float) -> Callable[[Wave], Wave]:
    return lambda time: sum((0.2 * np.sin(2 * np.pi * one * time) for one in hertz), np.zeros_like(time))


def _ringing_america(time: Wave) -> Wave:
    return _tones(440, 480)(time) * (time % 6 < 2)


def _ringing_britain(time: Wave) -> Wave:
    """Two short rings and a pause of two seconds."""
    place = time % 3
    return _tones(400, 450)(time) * ((place < 0.4) | ((place >= 0.6) & (place < 1.0)))


def _ringing_europe(time: Wave) -> Wave:
    return _tones(425)(time) * (time % 5 < 1)


def _busy_tone(time: Wave) -> Wave:
    return _tones(480, 620)(time) * (time % 1 < 0.5)


def _keys(time: Wave) -> Wave:
    """All twelve keys of a telephone, over and over, as somebody types an account number."""
    low, high = (697, 770, 852, 941), (1209, 1336, 1477)
    sound = np.zeros_like(time)
    for key in range(12):
        pressed = (time // 0.35 % 12 == key) & (time % 0.35 < 0.12)
        sound += pressed * _tones(low[key // 3], high[key % 3])(time)
    return sound


def _hold_music(time: Wave) -> Wave:
    """Chords and a melody that sing (overtones, vibrato), and a drum that hisses on each beat."""
    bar = (time // (8 * NOTE_S)).astype(int) % len(CHORDS)
    beat = (time // NOTE_S).astype(int)
    since = time % NOTE_S
    sound = 0.12 * _voice(np.array(MELODY)[beat % len(MELODY)], time) * np.exp(-2 * since)
    for note in range(3):
        sound += 0.06 * _voice(np.array(CHORDS)[bar, note], time)
    drum = np.random.default_rng(11).normal(0, 0.15, len(time)) * np.exp(-25 * since) * (beat % 2 == 1)
    return np.asarray(
        sound + drum + 0.3 * np.sin(2 * np.pi * 60 * time) * np.exp(-12 * since) * (beat % 2 == 0), np.float64
    )


def _voice(note: npt.NDArray[np.int64], time: Wave) -> Wave:
    """Notes with six overtones and a vibrato of five hertz, without a click where one follows another."""
    hertz = 440 * 2 ** ((note - 69) / 12) * (1 + 0.006 * np.sin(2 * np.pi * 5 * time))
    turn = 2 * np.pi * np.cumsum(hertz) / RATE
    return np.asarray(sum(np.sin(n * turn) / n for n in range(1, 7)), np.float64)


NOISES: dict[str, tuple[Callable[[Wave], Wave], float]] = {
    "digital silence": (_silence, 60),
    "white noise": (_white_noise, 20),
    "pink noise": (_pink_noise, 20),
    "line noise": (_line_noise, 20),
    "hum": (_hum, 20),
    "clicks": (_clicks, 20),
    "ringing, America": (_ringing_america, 24),
    "ringing, Britain": (_ringing_britain, 20),
    "ringing, Europe": (_ringing_europe, 20),
    "busy tone": (_busy_tone, 15),
    "key presses": (_keys, 20),
    "hold music": (_hold_music, 52),
}
"""How each is made from the time in seconds, and how many seconds of it a test listens to."""


def noise(kind: str) -> Samples:
    make, seconds = NOISES[kind]
    return make(np.arange(round(seconds * RATE)) / RATE).astype(np.float32)

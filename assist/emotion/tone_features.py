"""How one stretch of a customer's speech sounds, as six numbers. Knows nothing of a normal, of feelings or of calls.

Levels and the spectrum are taken between 300 and 3400 Hz only, so that a wide-band softphone and an 8 kHz mu-law line
give the same numbers. The background, taken from the quietest frames, is subtracted as power: without that, noise
would make every voice sound sharper.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from assist.emotion.pitch import HOP, Floats, Mask, PitchTracker
from assist.events import RATE, Samples

FRAME_S = HOP / RATE
WINDOW = 512
BAND_HZ = (300, 1000, 3400)
"""The telephone's band, and where it is divided. GeMAPS divides at 1 kHz too (its alpha ratio, Eyben et al. 2016)."""
BELOW_PEAK_DB = 25.0
"""Quieter than this below the loudest frames is a pause or a background voice (de Jong & Wempe 2009)."""
ABOVE_NOISE_DB = 6.0
DIP_DB = 2.0
"""Between two syllables the level falls by this at least (de Jong & Wempe 2009)."""
PAUSE_FRAMES = round(0.25 / FRAME_S)
"""Shorter silences are closed consonants (the border of 250 ms is Goldman-Eisler's, 1968)."""
FEWEST_VOICED = 10
HELD_ST = 0.05
"""A voice moves by more than this from frame to frame, even when it is monotonous; a musical instrument does not."""
PIECE_S = 5.0
UNCLEAR_DB, CLEAR_DB = 3.0, 15.0
SPEECH_HELD, MUSIC_HELD = 0.3, 0.5
ENOUGH_VOICED_S = 0.6
SMOOTH = np.array([1, 2, 3, 2, 1]) / 9
TINY = 1e-12


class Sound(NamedTuple):
    """The measures of a stretch, each over its voiced frames or between the first and the last of them."""

    pitch_st: float
    """Median pitch, semitones above 100 Hz."""
    range_st: float
    """Pitch from the 20th to the 80th percentile, semitones."""
    loudness_db: float
    """Mean power in the band, dB below full scale."""
    balance_db: float
    """Power above 1 kHz against power below it, dB."""
    rate_hz: float
    """Syllables a second, pauses left out."""
    pauses: float
    """Share of the time that is pauses, 0 to 1."""


class Measured(NamedTuple):
    """A sound, and how far it can be relied on."""

    sound: Sound
    voiced_s: float
    clear_db: float
    """How far the voice stands above the background."""
    held: float
    """Share of pitch steps that are none: under a quarter in speech, above half in music."""

    @property
    def audible(self) -> float:
        """0 to 1: is there enough voice, above the background, and is it a voice and not music?"""
        clear = (self.clear_db - UNCLEAR_DB) / (CLEAR_DB - UNCLEAR_DB)
        speech = (MUSIC_HELD - self.held) / (MUSIC_HELD - SPEECH_HELD)
        enough = self.voiced_s / ENOUGH_VOICED_S
        return float(np.prod(np.clip([clear, speech, enough], 0, 1)))


def measure(samples: Samples, tracker: PitchTracker) -> Measured | None:
    """The sound of a stretch with one speaker, a little silence around it; None where hardly anything is voiced."""
    if len(samples) < WINDOW or not np.abs(samples).max() > TINY:
        return None
    low, high = _bands(samples)
    noise_low, noise_high = np.percentile(low, 10), np.percentile(high, 10)
    level = _db(low + high)
    floor = _db(noise_low + noise_high)
    loud = level > np.maximum(np.percentile(level, 95) - BELOW_PEAK_DB, floor + ABOVE_NOISE_DB)
    pitch = tracker.track(samples)
    voiced = pitch.voiced & loud
    if voiced.sum() < FEWEST_VOICED:
        return None
    semitones = pitch.semitones[voiced]
    # Never less than a tenth remains: where the background is as loud as the voice, subtracting it says nothing.
    power_low = max(low[voiced].mean() - noise_low, low[voiced].mean() / 10)
    power_high = max(high[voiced].mean() - noise_high, high[voiced].mean() / 10)
    rate, pauses = _pace(level, loud, voiced)
    sound = Sound(
        pitch_st=float(np.median(semitones)),
        range_st=float(np.subtract(*np.percentile(semitones, (80, 20)))),
        loudness_db=float(_db(power_low + power_high)),
        balance_db=float(_db(power_high) - _db(power_low)),
        rate_hz=rate,
        pauses=pauses,
    )
    clear = float(_db((low + high)[voiced].mean()) - floor)
    return Measured(sound, float(voiced.sum() * FRAME_S), clear, _held(pitch.semitones, voiced))


def measure_pieces(samples: Samples, tracker: PitchTracker) -> list[Measured]:
    """A whole recording in pieces as long as an utterance, without those where no voice can be heard."""
    pieces = np.array_split(samples, max(1, round(len(samples) / (PIECE_S * RATE))))
    measured = (measure(piece, tracker) for piece in pieces)
    return [each for each in measured if each and each.audible]


def pool(parts: list[Measured]) -> Measured:
    """Several stretches as one: each counts by how much voice is in it."""
    shares = np.array([part.voiced_s for part in parts])
    sound = np.average([part.sound for part in parts], axis=0, weights=shares)
    clear, held = np.average([(part.clear_db, part.held) for part in parts], axis=0, weights=shares)
    return Measured(Sound(*map(float, sound)), float(shares.sum()), float(clear), float(held))


def _bands(samples: Samples) -> tuple[Floats, Floats]:
    """Power below and above 1 kHz of each frame, the same frames as the pitch has."""
    padded = np.pad(samples, (WINDOW // 2, WINDOW // 2))
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][: len(samples) // HOP]
    power = np.abs(np.fft.rfft(frames * np.hanning(WINDOW).astype(np.float32))) ** 2 / WINDOW**2
    edges = [round(hertz * WINDOW / RATE) for hertz in BAND_HZ]
    low, high = (power[:, a:b].sum(axis=1) + TINY for a, b in pairwise(edges))
    return low, high


def _db(power: Floats | float) -> Floats:
    return np.asarray(10 * np.log10(power))


def _pace(level: Floats, loud: Mask, voiced: Mask) -> tuple[float, float]:
    """Syllables a second of speech, and the share of pauses, from the first voiced frame to the last."""
    where = np.flatnonzero(voiced)
    span = slice(where[0], where[-1] + 1)
    edges = np.flatnonzero(np.diff(np.concatenate([[1], loud[span], [1]]).astype(np.int8)))
    silences = edges[1::2] - edges[::2]
    paused = int(silences[silences >= PAUSE_FRAMES].sum())
    frames = len(loud[span])
    syllables = _syllables(np.convolve(level, SMOOTH, "same")[span], voiced[span])
    return syllables / ((frames - paused) * FRAME_S), paused / frames


def _syllables(level: Floats, voiced: Mask) -> int:
    """Peaks of the level that are voiced, with a dip on both sides."""
    count, climbing, turn, peak_voiced = 0, True, -np.inf, False
    for db, is_voiced in zip(level.tolist(), voiced.tolist(), strict=True):
        if climbing and db > turn:
            turn, peak_voiced = db, is_voiced
        elif climbing and db < turn - DIP_DB:
            count += peak_voiced
            climbing, turn = False, db
        elif not climbing and db > turn + DIP_DB:
            climbing, turn, peak_voiced = True, db, is_voiced
        elif not climbing:
            turn = min(turn, db)
    return count + (climbing and peak_voiced)


def _held(semitones: Floats, voiced: Mask) -> float:
    steps = np.abs(np.diff(semitones))[voiced[1:] & voiced[:-1]]
    return float((steps < HELD_ST).mean()) if len(steps) else 0.0

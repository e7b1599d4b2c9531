"""How aroused a customer sounds, from the sound of their voice alone. Owns one caller's normal; knows no words.

Only `CustomerAudio` is taken, checked as the program runs: an agent's voice is never analysed. Nothing here tells one
person from another.

The scale is vocal effort, because it is measured on ordinary speakers and needs no emotional recording to be set: 0.5
is half way from the caller's normal voice to their raised voice, so normal speech is near `NORMAL_AROUSAL` and what
varies from sentence to sentence does not cross the line. A raised voice is 6 dB louder (ANSI S3.5-1997); with 6 dB
pitch rises 2.5 semitones (Gramming et al. 1988) and the spectrum above 1 kHz gains 3 dB on that below (Sundberg &
Nordenberg 2006, less in the telephone's band by the gain factors of Nordenberg & Sundberg 2004). High arousal moves
the same three up, whatever the emotion, and pitch range and rate less regularly; calm and sadness move them down
(Banse & Scherer 1996; Juslin & Laukka 2003; Scherer 2003; Eyben et al. 2016).

Nothing is fitted. A measure counts by how far a raised voice moves it against how far it strays in calm speech and how
little its normal is known, as in a linear discriminant; the sum is tempered because the measures tell much the same.
Loudness, pitch and balance come out on top, as in Bone, Lee & Narayanan (2014), who found the three enough for an
arousal that holds across corpora. Loudness counts no further than one of the others goes with it: alone it may be the
line. A classifier trained on acted clips was refused: it fired on every second window of a calm caller.
Before a caller's first words the normal is people in general; every utterance moves it to this caller.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from assist.emotion.pitch import Floats, PitchTracker
from assist.emotion.tone_features import Measured, Sound, measure, measure_pieces, pool
from assist.events import RATE, CustomerAudio, Samples

MEMORY_S = 30
MARGIN_S = 0.3
"""Heard on both sides of an utterance, for the background and the softest syllables."""


class Measure(NamedTuple):
    """What is known of one measure before a caller has spoken; spreads are standard deviations."""

    name: str
    more: str
    less: str
    typical: float
    between: float
    """Spread from one person (or line) to another."""
    within: float
    """Spread of one person's calm utterances."""
    raised: float
    """What a raised voice adds; little where high arousal moves the measure one way in some people or feelings only."""


MEN_ST, WOMEN_ST = 3.2, 12.8
"""120 and 210 Hz, the usual pitch of men and of women (Traunmüller & Eriksson 1995), in semitones above 100 Hz."""
MEASURES = (
    # In the order of Sound's fields. Where no source is named, the spreads are our own cautious round numbers.
    Measure("pitch_st", "higher", "lower", MEN_ST, 3.0, 1.2, 2.5),
    # 1.7 times the usual deviation of 2.8 semitones (Traunmüller & Eriksson 1995). Anger and joy widen it, fear does
    # not (Juslin & Laukka 2003), nor does effort (Traunmüller & Eriksson 2000).
    Measure("pitch_range_st", "wider pitch range", "flatter pitch", 4.7, 1.2, 1.5, 1.0),
    Measure("loudness_db", "louder", "quieter", -30.0, 30.0, 3.0, 6.0),  # nothing is typical: it is the line's as well
    # The band levels of the international long-term speech spectrum (Byrne et al. 1994) come to -9.4 dB; over usual
    # microphones somewhat more.
    Measure("balance_db", "sharper voice", "softer voice", -8.0, 3.5, 2.0, 3.0),
    # English is spoken at 5 to 6 syllables a second; counting peaks of the level finds four of five. Feeling makes
    # faster (Juslin & Laukka 2003), effort slower (Traunmüller & Eriksson 2000).
    Measure("rate_per_s", "faster", "slower", 4.5, 0.6, 0.6, 0.3),
    Measure("pause_share", "more pauses", "fewer pauses", 0.05, 0.1, 0.1, -0.05),
)
PITCH, LOUDNESS, BALANCE = 0, 2, 3
TYPICAL, BETWEEN, WITHIN, RAISED = np.array([measure[3:] for measure in MEASURES]).T

TEMPER = 0.25
"""The measures move together: what four of them say is little more than what one says."""
MOST = 3.0
"""No measure counts for more raised voices than a shout is (ANSI S3.5-1997)."""
TOLD = 1.25
"""A measure is named in `features` when it is this many spreads from normal."""
NORMAL_AROUSAL = float(1 / (1 + np.exp(TEMPER / 2 * np.sum((RAISED / WITHIN) ** 2))))
"""What a voice exactly as usual gives, once the usual is well known."""

FIRST = 12.0
"""Utterances, about a minute of speech, whose mean the normal is at first."""
SLOWLY = 0.01
"""From then on each moves it by this share of (at most) one spread."""
LINE_FOLLOWS = 0.5
"""Share of a loudness that nothing else agrees with which the normal follows at once: it is the line's."""


class ToneEstimate(NamedTuple):
    """How aroused an utterance sounds."""

    arousal: float
    """0 to 1; above 0.5 the voice is nearer to the caller's raised voice than to their normal one."""
    confidence: float
    """0 to 1: how clearly the voice is heard, times how well the caller's normal is known. No voice gives 0."""
    features: tuple[str, ...]
    """What moved and counted, the most telling first, as `louder`, `faster`, `softer voice`."""
    relative: dict[str, float]
    """Difference from the caller's normal: `pitch_st` and `pitch_range_st` in semitones, `loudness_db` and
    `balance_db` in decibels, `rate_per_s` in syllables a second, `pause_share` as a share of the time."""


UNSURE = ToneEstimate(0.5, 0.0, (), {})


class Evidence(NamedTuple):
    """How a sound differs from normal, measure by measure."""

    delta: Floats
    spread: Floats
    """Standard deviation of the difference in calm speech; wide where the normal is little known."""

    @property
    def moved(self) -> Floats:
        """The difference in raised voices, loudness no further than the clearer of pitch and balance."""
        moved: Floats = np.clip(self.delta / RAISED, -MOST, MOST)
        witnesses = moved[PITCH], moved[BALANCE]
        moved[LOUDNESS] = np.clip(moved[LOUDNESS], min(0.0, *witnesses), max(0.0, *witnesses))
        return moved

    @property
    def weight(self) -> Floats:
        return np.asarray((RAISED / self.spread) ** 2)

    @property
    def arousal(self) -> float:
        """The logistic of tempered log odds: of the raised voice against the normal one."""
        return float(1 / (1 + np.exp(-TEMPER * np.sum(self.weight * (self.moved - 0.5)))))

    @property
    def known(self) -> float:
        """0 to 1: how well a raised voice would be told from this normal, against one known for certain."""
        return float(np.sqrt(self.weight.sum() / np.sum((RAISED / WITHIN) ** 2)))

    @property
    def features(self) -> tuple[str, ...]:
        """What moved beyond chance and counted, the most telling first."""
        moved = self.moved
        far = np.abs(moved * RAISED) >= TOLD * self.spread
        order = np.argsort(-np.abs(moved) * self.weight)
        return tuple(MEASURES[i].more if moved[i] * RAISED[i] > 0 else MEASURES[i].less for i in order if far[i])


class Normal:
    """How one caller usually sounds."""

    def __init__(self) -> None:
        self._own = np.zeros(len(MEASURES))
        self._heard = 0.0
        """Utterances so far; one with less than a second of voice counts less."""

    def compare(self, sound: Sound) -> Evidence:
        typical = TYPICAL.copy()
        typical[PITCH] = _usual_pitch(self._own[PITCH] if self._heard else sound.pitch_st)
        precision = 1 / BETWEEN**2 + self._heard / WITHIN**2
        centre = (typical / BETWEEN**2 + self._own * self._heard / WITHIN**2) / precision
        return Evidence(np.array(sound) - centre, np.sqrt(WITHIN**2 + 1 / precision))

    def learn(self, measured: Measured, *, calm: float = 1.0) -> None:
        """Move towards one more utterance: quickly among the first, slowly later, never by an outlier's whole way.

        `calm`, 0 to 1, is how far it may be taken for usual: an angry call must not soon become the normal.
        """
        share = calm * min(1.0, measured.voiced_s)
        if not self._heard:
            self._own = np.array(measured.sound)
        self._heard += share
        away = Evidence(np.array(measured.sound) - self._own, WITHIN)
        step = np.clip(away.delta, -WITHIN, WITHIN) * share * (1 / self._heard if self._heard < FIRST else SLOWLY)
        step[LOUDNESS] += LINE_FOLLOWS * (away.delta - away.moved * RAISED)[LOUDNESS]
        self._own += step


class Tone:
    """One customer, one call, one thread."""

    def __init__(self, tracker: PitchTracker) -> None:
        self._tracker = tracker
        self._normal = Normal()
        self._memory = np.zeros(MEMORY_S * RATE, np.float32)
        self._samples = 0

    def listen(self, audio: CustomerAudio) -> None:
        """The next samples of the customer's channel, any number; silence for what was lost."""
        samples = _customers(audio)[-len(self._memory) :]
        at = (self._samples + len(audio.samples) - len(samples) + np.arange(len(samples))) % len(self._memory)
        self._memory[at] = samples
        self._samples += len(audio.samples)

    def judge(self, start: float, end: float) -> ToneEstimate:
        """The utterance from `start` to `end`, seconds of call audio; the caller's normal learns from it.

        `UNSURE` where no voice can be heard in it, or it is no longer remembered.
        """
        first = max(0, round((start - MARGIN_S) * RATE))
        last = min(self._samples, round((end + MARGIN_S) * RATE))
        if first < self._samples - len(self._memory):
            return UNSURE
        measured = measure(self._memory[np.arange(first, last) % len(self._memory)], self._tracker)
        if measured is None or not measured.audible:
            return UNSURE
        estimate = _estimate(self._normal, measured)
        # What is nearer to raised than to normal teaches less about the normal, the less the surer it is.
        self._normal.learn(measured, calm=measured.audible * min(1.0, 2 * (1 - estimate.arousal)))
        return estimate


def judge_recording(
    recording: CustomerAudio, baseline: CustomerAudio | None = None, *, tracker: PitchTracker
) -> ToneEstimate:
    """A whole recording of one customer, of any length, beside their normal voice or else people in general."""
    usual = measure_recording(baseline, tracker) if baseline is not None else []
    return judge_measured(measure_recording(recording, tracker), usual)


def measure_recording(audio: CustomerAudio, tracker: PitchTracker) -> list[Measured]:
    """The sound of each piece of a recording that has a voice in it."""
    return measure_pieces(_customers(audio), tracker)


def judge_measured(recording: list[Measured], baseline: list[Measured]) -> ToneEstimate:
    """A recording as one utterance, after the pieces of a baseline. A piece is what an utterance is in a call."""
    normal = Normal()
    for measured in baseline:
        normal.learn(measured)
    return _estimate(normal, pool(recording)) if recording else UNSURE


def _customers(audio: CustomerAudio) -> Samples:
    """The samples, when they are a customer's; a type checker's promise is not enough for this one."""
    if type(audio) is not CustomerAudio:
        raise TypeError(f"only a customer's voice may be listened to, not {type(audio).__name__}")
    return audio.samples


def _estimate(normal: Normal, measured: Measured) -> ToneEstimate:
    evidence = normal.compare(measured.sound)
    return ToneEstimate(
        arousal=0.5 + measured.audible * (evidence.arousal - 0.5),
        confidence=measured.audible * evidence.known,
        features=evidence.features,
        relative={measure.name: float(each) for measure, each in zip(MEASURES, evidence.delta, strict=True)},
    )


def _usual_pitch(pitch_st: float) -> float:
    """The usual pitch of people who may sound so: between that of men and that of women where it could be either."""
    men, women = np.exp(-((pitch_st - np.array([MEN_ST, WOMEN_ST])) ** 2) / (2 * BETWEEN[PITCH] ** 2))
    return float((men * MEN_ST + women * WOMEN_ST) / (men + women))

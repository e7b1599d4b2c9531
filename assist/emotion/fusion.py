"""The customer's state over a call: words lead, tone confirms or raises doubt, and what is thin stays unsure.

An utterance's words give probabilities (`words.py`). Tone moves the odds between them by a bounded amount: a raised
voice makes frustration and worry likelier and calm ones less so, and never says anything by itself, since no state
can be stated that the words alone hold to be unlikely. What the customer was before counts as well, by a little, so
that one utterance in between does not make a state flicker. A state is stated when its probability is above what the
model was calibrated for; otherwise the answer is "unsure".

Partial texts give provisional estimates, for whoever prepares; they change nothing here and are never stated.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from assist.emotion.tone import UNSURE, ToneEstimate
from assist.emotion.words import FEELINGS, Feeling, WordsEstimate
from assist.events import CustomerAudio, EmotionEstimate, Partial, State, Trend, Utterance
from assist.text_model import Said

NEGATIVE: frozenset[Feeling] = frozenset({"frustrated", "anxious", "confused", "disappointed"})
TONE_ODDS: Mapping[Feeling, float] = {
    "frustrated": 0.6, "anxious": 0.4, "confused": 0.1, "satisfied": 0.1, "disappointed": -0.4, "neutral": -0.5,
}  # fmt: skip
"""What a voice raised beyond doubt adds to each state's log odds. Anger and fear raise a voice, sadness lowers it
(Juslin & Laukka 2003); a half is about what one clear word is worth."""
CALM_COUNTS = 0.3
"""A calm voice counts by this much of a raised one: there is cold anger, and most worry is quiet."""
LIKELY_BY_WORDS = 0.3
"""What the words alone hold to be less likely than this is not stated, however the voice sounds."""
BEFORE = 0.2
"""Weight of what the customer was before, against what the utterance shows."""
FORGOTTEN = 0.05
"""Share of doubt mixed into what the customer was, so that no state is ever ruled out."""
FAINT_NEUTRAL_WORDS = 6
"""A neutral utterance shorter than this, as an account number, does not end a strong feeling at once."""
STRONG = 0.5
FEWEST_WORDS = 4
"""A partial text shorter than this is not looked at."""
TREND_TURNS = 3
MOVED = 0.15
"""A change of strain against the turns before that counts as a trend."""


class Words(Protocol):
    """What reads an utterance: `words.WordsModel`."""

    @property
    def stated_above(self) -> float: ...

    def judge(self, text: str, context: tuple[Said, ...]) -> WordsEstimate: ...


class Voice(Protocol):
    """What hears a customer's voice: `tone.Tone`."""

    def listen(self, audio: CustomerAudio) -> None: ...

    def judge(self, start: float, end: float) -> ToneEstimate: ...


class Stated(NamedTuple):
    """What is said of an utterance."""

    state: State
    confidence: float
    intensity: float
    because: tuple[str, ...]

    def fading(self) -> Stated:
        """The same, an utterance later that said nothing of it."""
        return self._replace(confidence=0.8 * self.confidence, intensity=0.6 * self.intensity)


class CustomerState:
    """One call's customer: their audio and both speakers' words in, estimates out. The agent's words are context.

    Without `words` (a language that no model reads) every state is "unsure"; without `voice` words stand alone.
    """

    def __init__(self, words: Words | None, voice: Voice | None) -> None:
        self._words = words
        self._voice = voice
        self._turns: deque[Said] = deque(maxlen=2)
        self._before: Mapping[Feeling, float] = {}
        self._stated = Stated("unsure", 0.0, 0.0, ())
        self._strains: deque[float] = deque(maxlen=TREND_TURNS)

    def listen(self, audio: CustomerAudio) -> None:
        """The customer's sound, as it comes."""
        if self._voice is not None:
            self._voice.listen(audio)

    def hear(self, heard: Partial | Utterance) -> list[EmotionEstimate]:
        """What somebody said; an estimate when it was the customer."""
        estimates = []
        if heard.speaker == "customer":
            if isinstance(heard, Utterance):
                estimates = [self._judge(heard)]
            elif len(heard.text.split()) >= FEWEST_WORDS:
                estimates = [self._foresee(heard)]
        if isinstance(heard, Utterance):
            self._turns.append(Said(heard.speaker, heard.text))
        return estimates

    def _judge(self, utterance: Utterance) -> EmotionEstimate:
        tone = self._voice.judge(utterance.start, utterance.end) if self._voice else UNSURE
        if self._words is None:
            return _estimate(utterance, Stated("unsure", 0.0, 0.0, ()), "steady", tone)
        words = self._words.judge(utterance.text, tuple(self._turns))
        now = fuse(words.probabilities, tone, self._before)
        stated = state_of(words, now, self._words.stated_above)
        if self._outlasts(stated, utterance.text):
            stated = self._stated.fading()
        self._before = {state: (1 - FORGOTTEN) * share + FORGOTTEN / len(FEELINGS) for state, share in now.items()}
        if stated.state != "unsure":
            self._stated = stated
        return _estimate(utterance, stated, self._trend(strain(now, words.intensity)), tone)

    def _foresee(self, text: Partial) -> EmotionEstimate:
        if self._words is None:
            return _estimate(text, Stated("unsure", 0.0, 0.0, ()), "steady", UNSURE)
        words = self._words.judge(text.text, tuple(self._turns))
        stated = state_of(words, fuse(words.probabilities, UNSURE, self._before), self._words.stated_above)
        return _estimate(text, stated, "steady", UNSURE)

    def _outlasts(self, stated: Stated, text: str) -> bool:
        """Whether the feeling of before outlasts an utterance that says nothing of it."""
        faint = stated.state == "neutral" and len(text.split()) < FAINT_NEUTRAL_WORDS
        return faint and self._stated.state in NEGATIVE and self._stated.intensity >= STRONG

    def _trend(self, now: float) -> Trend:
        """Whether the strain on the customer rises or eases against the turns before."""
        usual = sum(self._strains) / len(self._strains) if self._strains else 0.0
        self._strains.append(now)
        if now > usual + MOVED and now > 0:  # from satisfied back to neutral is no rise
            return "rising"
        return "easing" if now < usual - MOVED else "steady"


def fuse(
    words: Mapping[Feeling, float], tone: ToneEstimate, before: Mapping[Feeling, float] | None = None
) -> dict[Feeling, float]:
    """The words' probabilities with the odds moved by tone and by what the customer was before; they add up to one."""
    raised = 2 * (tone.arousal - 0.5) * tone.confidence
    push = raised if raised > 0 else raised * CALM_COUNTS
    weights = {
        state: share * math.e ** (push * TONE_ODDS[state]) * ((before or {}).get(state, 1.0) or 1.0) ** BEFORE
        for state, share in words.items()
    }
    total = sum(weights.values())
    return {state: weight / total for state, weight in weights.items()}


def state_of(words: WordsEstimate, now: Mapping[Feeling, float], stated_above: float) -> Stated:
    """What may be said: the likeliest state, or "unsure" with the best guess's confidence."""
    state = max(FEELINGS, key=lambda each: now[each])
    confidence = now[state]
    if confidence < stated_above or words.probabilities[state] < LIKELY_BY_WORDS:
        return Stated("unsure", confidence, 0.0, ())
    if state == "neutral":
        return Stated(state, confidence, min(words.intensity, 0.15), ())
    return Stated(state, confidence, max(words.intensity, 0.3), words.because)


def strain(now: Mapping[Feeling, float], intensity: float) -> float:
    """How hard the call is on the customer, -1 (satisfied) to 1."""
    return intensity * (sum(now[state] for state in NEGATIVE) - now["satisfied"])


def _estimate(heard: Partial | Utterance, stated: Stated, trend: Trend, tone: ToneEstimate) -> EmotionEstimate:
    telling = tone.features if tone.arousal > 0.5 and tone.confidence >= 0.5 else ()
    return EmotionEstimate(
        at=heard.at,
        utterance=heard.id,
        state=stated.state,
        confidence=round(stated.confidence, 3),
        intensity=round(stated.intensity, 3),
        trend=trend,
        because=stated.because,
        arousal=round(tone.arousal, 3),
        arousal_confidence=round(tone.confidence, 3),
        tone=telling,
        provisional=isinstance(heard, Partial),
    )

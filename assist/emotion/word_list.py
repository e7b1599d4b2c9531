"""The customer's state from a list of telling words: the baseline that a trained model must beat.

Phrases weigh for one state each; the state with the most weight is stated when it is clearly ahead, otherwise the
answer is "unsure". Saying nothing wrong matters more than saying something: agents ignore labels that err.
"""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

from assist.events import EmotionEstimate, State, Trend, Utterance

NEGATIVE: frozenset[State] = frozenset({"frustrated", "anxious", "confused", "disappointed"})
LANGUAGES = frozenset({"en"})
"""In any other the answer is always "unsure": words that are not understood are not neutral."""
CLEARLY_AHEAD = 0.35
"""The best state is stated when it leads the next by at least this much weight."""
TREND_TURNS = 3
MOVED = 0.15
"""A change of strain between turns that counts as a trend."""


class Telling(NamedTuple):
    state: State
    weight: float
    pattern: str


_TELLING = (
    Telling("frustrated", 0.9, r"ridiculous|unacceptable|outrageous|disgrace\w*|furious|fed up|sick of|had enough"),
    Telling("frustrated", 0.9, r"joke|waste of (?:my )?time|not good enough|what do i (?:even )?pay you for"),
    Telling("frustrated", 0.7, r"annoy\w*|angry|frustrat\w*|unbelievable|terrible|awful|rude|useless|lied to"),
    Telling("frustrated", 0.6, r"(?:second|third|fourth|fifth|sixth|tenth) time|(?:three|four|five|six|ten|twenty) times"),
    Telling("frustrated", 0.6, r"pass(?:ed|ing) (?:me )?around|again and again|over and over|every single time"),
    Telling("frustrated", 0.5, r"nobody (?:called|came|can|even|told|knows|seems)|no one (?:called|came|can|even|told)"),
    Telling("frustrated", 0.5, r"still (?:waiting|not|no|have ?n.t)|on hold for|keep (?:being|getting|telling)|already (?:gave|told|did)"),
    Telling("frustrated", 0.4, r"your (?:fault|mistake)|speak to (?:a|your) (?:manager|supervisor)|complain\w*|i.m not stupid"),
    Telling("anxious", 0.9, r"worried|worry|anxious|scared|afraid|nervous|panic\w*|terrified"),
    Telling("anxious", 0.6, r"what (?:if|happens if)|will it (?:be|still)|am i going to|going to lose|lose my"),
    Telling("anxious", 0.5, r"before (?:friday|monday|the weekend|tomorrow|it.s too late)|urgent\w*|deadline"),
    Telling("anxious", 0.5, r"how do i know|is my (?:money|account|data) safe|fraud|somebody (?:used|took|stole)"),
    Telling("confused", 0.9, r"confus\w*|do ?n.t understand|makes? no sense|no idea what|(?:a bit |completely )?lost here"),
    Telling("confused", 0.6, r"what do you mean|i.m not sure (?:what|how|which|why)|how (?:is|can) that|which one is it"),
    Telling("confused", 0.5, r"one (?:person|page|letter) says|the other says|i thought (?:it|that|you|i)|where do i"),
    Telling("disappointed", 0.9, r"disappoint\w*|let (?:me|us) down|such a shame|heartbroken|gutted"),
    Telling("disappointed", 0.6, r"i (?:was|had been) (?:hoping|looking forward)|expected (?:more|better)|used to be (?:good|better)"),
    Telling("disappointed", 0.6, r"passed away|funeral|never mind then|what.s the point|there.s no point|sad|i give up"),
    Telling("satisfied", 0.9, r"relief|relieved|so happy|delighted|wonderful|fantastic|brilliant|amazing|made my day"),
    Telling("satisfied", 0.8, r"(?:very|really|so|been) (?:helpful|kind|patient)|thank you so much|thanks so much"),
    Telling("satisfied", 0.6, r"it works|that.s (?:great|perfect|lovely|good news)|sounds (?:better|great|good)|i appreciate"),
    Telling("satisfied", 0.4, r"thank you|thanks|great|perfect|lovely|have a (?:nice|lovely|good)"),
)  # fmt: skip
_PATTERNS = [(telling, re.compile(rf"\b(?:{telling.pattern})\b")) for telling in _TELLING]
_NEGATION = re.compile(r"\b(?:not|n.t|no|never|without|isn.t|don.t|wasn.t|hardly)(?: \w+)?$")


class WordList:
    """One call's customer: utterances in, estimates out."""

    def __init__(self, language: str = "en") -> None:
        self._understood = language in LANGUAGES
        self._strains: deque[float] = deque(maxlen=TREND_TURNS)

    def hear(self, utterance: Utterance) -> EmotionEstimate:
        """The state after a customer's utterance. The evidence is the words as they were recognised."""
        weights, evidence = _weigh(_plain(utterance.text))
        state, confidence = _decide(weights) if self._understood else ("unsure", 0.0)
        intensity = _intensity(state, weights)
        return EmotionEstimate(
            at=utterance.at,
            utterance=utterance.id,
            state=state,
            confidence=round(confidence, 3),
            intensity=round(intensity, 3),
            trend=self._trend(state, intensity),
            because=tuple(evidence.get(state, [])),
        )

    def _trend(self, state: State, intensity: float) -> Trend:
        """Whether the strain on the customer rises or eases over the last turns."""
        strain = intensity if state in NEGATIVE else -intensity if state == "satisfied" else 0.0
        before = sum(self._strains) / len(self._strains) if self._strains else 0.0
        self._strains.append(strain)
        if strain > before + MOVED and state in NEGATIVE:  # back from satisfied to neutral is no rise
            return "rising"
        return "easing" if strain < before - MOVED else "steady"


def _plain(text: str) -> str:
    return re.sub(r"[^a-z' ]+", " ", text.lower().replace("\u2019", "'"))


def _weigh(text: str) -> tuple[dict[State, float], dict[State, list[str]]]:
    """Weight and matched words of each state. What is denied ("not worried") does not count."""
    weights: dict[State, float] = {}
    evidence: dict[State, list[str]] = {}
    for telling, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if _NEGATION.search(text[: match.start()].rstrip()):
                continue
            weights[telling.state] = weights.get(telling.state, 0.0) + telling.weight
            evidence.setdefault(telling.state, []).append(match.group())
    return weights, evidence


def _decide(weights: dict[State, float]) -> tuple[State, float]:
    if not weights:
        return "neutral", 0.6
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    lead = ranked[0][1] - second
    if lead < CLEARLY_AHEAD:
        return "unsure", 0.3
    return ranked[0][0], min(0.9, 0.5 + lead / 3)


def _intensity(state: State, weights: dict[State, float]) -> float:
    return 0.0 if state in ("neutral", "unsure") else min(1.0, 0.2 + weights[state] / 2)

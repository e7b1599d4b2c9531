"""Cues from who speaks when: talking over the customer, silence without a word, monologue, pace. Never voice quality.

Times are those of the utterances; words count only to tell a waiting customer from an ended call, and for the pace.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from assist.coach.plain import spoken
from assist.events import Partial, Speaker, Utterance

TimingRule = Literal["timing.talking_over", "timing.silence", "timing.monologue", "timing.pace"]
OVER_S, OVER_AGAIN_S, OVER_LONG_S = 1.0, 90.0, 2.0
"""Seconds that both speak before it counts, within which it must have happened twice, and that are enough at once."""
SILENCE_S, EXPLAINED_S = 15.0, 60.0
"""Seconds of silence before a customer who waits feels left alone: without and with a word of explanation."""
MONOLOGUE_S, BREATH_S = 45.0, 1.5
"""Seconds that the agent speaks on, where pauses of up to `BREATH_S` are none."""
NORMAL_WORDS, RECENT_WORDS, FASTER = 120, 60, 1.35
"""Words that tell the agent's own normal pace, words that tell the present one, and how much faster is much."""
IDLE_WORDS = 9
"""A customer who was told to wait, and says less than this, still waits."""
FEWEST_WORDS = 5
"""An utterance shorter than this says nothing about pace."""
_ENDING = re.compile(
    r"\b(?:bye|goodbye|good night|have a (?:good|nice|great|lovely) [a-z]+|take care(?: of yourself)?|"
    r"that's (?:all|it|everything)(?: (?:i (?:need|needed|wanted)|then|for (?:today|now)|thanks?|thank you))*)$|\b(?:goodbye|bye bye)\b"
)
_LISTENS = frozenset({"mhm", "mm", "uh", "huh", "hm", "okay", "ok", "right", "aha"})
_SMALL_WORDS = (
    "oh okay ok yes yeah right alright all great lovely perfect brilliant cool fine no good well super sure and so very "
    "much a lot for your help thank thanks you cheers i will do got it that's then ma'am sir mate love"
)
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words of somebody who has nothing more to say."""
_CUSTOMER_BUSY = re.compile(
    r"\b(?:hold on|hang on|one (?:second|moment|minute|sec)|just a (?:second|moment|minute|sec)|give me a (?:second|moment|minute|sec)|let me (?:just )?(?:get|find|look|check|see|grab|write)|i'll (?:just )?"
    r"(?:get|find|look|check|wait|go)|wait a (?:second|moment|minute|sec)|bear with|i'm (?:just )?(?:looking for (?:it|my)|getting (?:it|my)|finding it|opening it)|take your time|"
    r"no (?:rush|hurry|problem|worries)|i can wait|go ahead|go on|sure thing)\b"
)
_EXPLAINS = re.compile(
    r"\b(?:moment|minutes?|seconds?|a while|shall i|it takes|look (?:it|that|this) up|bear with|let me|i'll just|i'm just|i am just|looking|checking|pulling|opening|loading|running|waiting for|while (?:i|it|this|we)|hold|give me)\b"
)


class Remark(NamedTuple):
    """Something about the timing, and the measure that shows it."""

    rule: TimingRule
    because: str


@dataclass(slots=True)
class Timing:
    """One call's timing. `at` and `now` are seconds of call audio."""

    spans: dict[Speaker, deque[tuple[float, float]]] = field(
        default_factory=lambda: {"agent": deque(maxlen=40), "customer": deque(maxlen=40)}
    )
    _open: dict[Speaker, tuple[float, float]] = field(default_factory=dict)
    """What is being said and has not ended."""
    _overs: deque[float] = field(default_factory=lambda: deque(maxlen=2))
    _turn_start: float | None = None
    _quiet_since: float = 0.0
    _waiting: Literal["", "customer", "explained"] = ""
    _asked_silence: bool = False
    _paused: bool = False
    _paces: list[tuple[int, float]] = field(default_factory=list)
    _normal: float | None = None

    def hear(self, heard: Partial | Utterance) -> list[Remark]:
        """Somebody spoke. Partials only say that it is not silent; remarks come of whole utterances."""
        self._quiet_since = max(self._quiet_since, heard.end)
        self._asked_silence = False
        if isinstance(heard, Partial):
            self._open[heard.speaker] = (heard.start, heard.end)
            return []
        self._open.pop(heard.speaker, None)
        self.spans[heard.speaker].append((heard.start, heard.end))
        said = len(heard.text.split())
        # A word in between undoes neither the explanation nor the question.
        idle = said < IDLE_WORDS if heard.speaker == "customer" else said < FEWEST_WORDS - 1
        idle = idle and not (heard.speaker == "agent" and _EXPLAINS.search(spoken(heard.text)))
        if not idle or self._waiting != {"customer": "explained", "agent": "customer"}[heard.speaker]:
            self._waiting = _waits(heard)
        if heard.speaker == "customer":
            if not set(spoken(heard.text).split()) <= _LISTENS:  # a "mhm" lets the agent talk on
                self._turn_start = None
            return []
        return [*self._over(heard), *self._monologue(heard), *self._pace(heard)]

    def pause(self, paused: bool) -> None:
        """The customer is not listened to from now on, or is again: meanwhile nobody knows that it is silent."""
        self._paused = paused
        self._open.pop("customer", None)

    def advance(self, now: float) -> list[Remark]:
        """The clock moved on: silence is noticed while it lasts, once each time."""
        if self._paused:
            self._quiet_since = now
        quiet = now - self._quiet_since
        limit = {"": float("inf"), "customer": SILENCE_S, "explained": EXPLAINED_S}[self._waiting]
        if quiet < limit or self._asked_silence:
            return []
        self._asked_silence = True
        return [Remark("timing.silence", f"{quiet:.0f} seconds of silence")]

    def _over(self, agent: Utterance) -> list[Remark]:
        still = (self._open["customer"],) if "customer" in self._open else ()
        for start, end in (*self.spans["customer"], *still):
            both = min(end, agent.end) - agent.start
            if not start < agent.start < end or both < OVER_S or len(agent.text.split()) < FEWEST_WORDS:
                continue
            self._overs.append(agent.start)
            twice = len(self._overs) == 2 and agent.start - self._overs[0] <= OVER_AGAIN_S
            if twice or both >= OVER_LONG_S:
                self._overs.clear()
                return [Remark("timing.talking_over", f"{both:.1f} seconds at once{', twice' if twice else ''}")]
        return []

    def _monologue(self, agent: Utterance) -> list[Remark]:
        spans = self.spans["agent"]
        paused = len(spans) > 1 and agent.start - spans[-2][1] > BREATH_S
        if self._turn_start is None or paused:
            self._turn_start = agent.start
        lasted = agent.end - self._turn_start
        if lasted < MONOLOGUE_S:
            return []
        self._turn_start = agent.end
        return [Remark("timing.monologue", f"{lasted:.0f} seconds without a pause")]

    def _pace(self, agent: Utterance) -> list[Remark]:
        words = len(agent.text.split())
        if words < FEWEST_WORDS or agent.end <= agent.start:
            return []
        self._paces.append((words, agent.end - agent.start))
        if self._normal is None:
            if sum(count for count, _ in self._paces) >= NORMAL_WORDS:
                self._normal = _words_a_second(self._paces)
                self._paces.clear()
            return []
        if sum(count for count, _ in self._paces) < RECENT_WORDS:
            return []
        pace = _words_a_second(self._paces)
        self._paces.clear()
        if pace < FASTER * self._normal:
            return []
        return [Remark("timing.pace", f"{60 * pace:.0f} words a minute, usually {60 * self._normal:.0f}")]


def _waits(heard: Utterance) -> Literal["", "customer", "explained"]:
    """Whether a silence after this would leave a customer waiting for the agent."""
    words = spoken(heard.text)
    if heard.speaker == "agent":
        return "explained" if _EXPLAINS.search(words) and not _ENDING.search(words) else ""
    return "" if _ends(words) or _CUSTOMER_BUSY.search(words) else "customer"


def ends_call(text: str) -> bool:
    """Whether a customer's words are those of somebody who has what they wanted and goes."""
    return _ends(spoken(text))


def _ends(words: str) -> bool:
    return set(words.split()) <= _SMALL or bool(_ENDING.search(words))


def _words_a_second(paces: list[tuple[int, float]]) -> float:
    return sum(count for count, _ in paces) / sum(seconds for _, seconds in paces)

"""When a cue may be on screen: one at a time, never over the agent's own words, seldom, and less to who needs none.

Rules make wishes; a wish waits here until it may be shown, is no longer needed, or is too old. Why it was not shown is
said to whoever listens (`Thought`). What the agent ignores fades, what they do by themselves is not asked for, and a
calm call is left in peace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from assist.coach.profiles import Profile
from assist.events import Answer, Cue, CueEnd, CueKind, CueOutcome, Step, Utterance

APART_S = 8.0
"""Seconds between cues, unless the second is a warning or an escalation."""
CALM_APART_S = 600.0
"""In a call without a hard moment, no more than one cue in this time."""
WARNED_S = 4.0
"""A warning or an escalation is left on screen for this long, whatever comes."""
RULE_APART_S, RULE_COUNT = 40.0, 3
"""Seconds between two suggestions of one rule, and how many of it a call may have: more would be nagging."""
IGNORED = 2
"""How often in a row a rule's cues may pass unheeded before it falls silent for the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A cue that a rule would like to show."""

    kind: CueKind
    rule: str
    headline: str
    body: str
    say: str = ""
    because: tuple[str, ...] = ()
    step: Step | None = None
    utterance: str = ""
    not_before: float = 0.0
    until: float
    """Seconds of call from which on, and until when, it is worth showing."""
    once: bool = False
    """At most once a call."""
    calm: bool = False
    """May be shown in a calm call too, sparingly; the others prove that the call is not calm."""


class Thought(NamedTuple):
    """What was considered, and what became of it."""

    at: float
    rule: str
    verdict: str
    headline: str = ""


Think = Callable[[Thought], None]
Shown = Cue | CueOutcome


@dataclass(slots=True)
class Screen:
    """What is on screen, what waits to be, and what was. One call."""

    profile: Profile
    think: Think
    agent_speaking: bool = False
    hard: bool = False
    """Whether the call has had a hard moment; until then it is calm."""
    _current: Cue | None = None
    _waiting: list[Wish] = field(default_factory=list)
    """The most urgent first; of each rule one at most."""
    _told: dict[str, str] = field(default_factory=dict)
    """Why a rule's wish waits, as it was last said."""
    _shown: list[Cue] = field(default_factory=list)
    _unheeded: Counter[str] = field(default_factory=Counter)
    _last_calm_s: float = -CALM_APART_S
    _snoozed_until: float = 0.0

    @property
    def rule(self) -> str:
        """Of the cue on screen; nothing without one."""
        return self._current.rule if self._current is not None else ""

    def ask(self, wish: Wish, now: float) -> None:
        """Take a wish; a newer one of the same rule takes the older's place."""
        self.drop(lambda other: other.rule == wish.rule, "a newer one came", now)
        self._waiting.append(wish)
        self._waiting.sort(key=_priority)

    def drop(self, which: Callable[[Wish], bool], why: str, now: float) -> None:
        """Forget wishes."""
        for wish in [wish for wish in self._waiting if which(wish)]:
            self._forget(wish, why, now)

    def withdraw(self, which: Callable[[str], bool], now: float) -> list[Shown]:
        """Nobody needs a cue of these rules any more: if it is on screen it goes."""
        return self._end("expired", now) if self._current is not None and which(self._current.rule) else []

    def took(self, steps: Iterable[Step], utterance: Utterance) -> list[Shown]:
        """The agent took these steps: what asked for one of them is done, and is not asked for again."""
        taken = tuple(steps)
        self.drop(lambda wish: wish.step in taken and wish.kind == "suggest", "done unprompted", utterance.at)
        if self._current is None or self._current.step not in taken:
            return []
        self._unheeded[self._current.rule] = 0
        return self._end("done", utterance.at, utterance.id)

    def done(self, rule: str, utterance: Utterance) -> list[Shown]:
        """What this rule's cue asked for happened."""
        self.drop(lambda wish: wish.rule == rule, "no longer so", utterance.at)
        if self._current is None or self._current.rule != rule:
            return []
        self._unheeded[rule] = 0
        return self._end("done", utterance.at, utterance.id)

    def advance(self, now: float) -> list[Shown]:
        """The clock moved on: an old cue goes, and the best wish that may be shown comes."""
        events: list[Shown] = []
        # Whoever is speaking may be doing just what it asks for.
        if self._current is not None and not self.agent_speaking and now >= self._current.at + self.profile.on_screen_s:
            events += self._ignored(now)
        for wish in [*self._waiting]:
            if now >= wish.until:
                self._forget(wish, f"too late ({self._told.get(wish.rule, 'never its turn')})", now)
            elif (refusal := self._refusal(wish)) is not None:
                self._forget(wish, refusal, now)
            elif (hindrance := self._hindrance(wish, now)) is not None:
                self._say(wish, hindrance, now)
            else:
                return [*events, *self._show(wish, now)]
        return events

    def answer(self, cue: str, answer: Answer, now: float) -> list[Shown]:
        """What the agent answered to the cue on screen; to one that is gone, nothing."""
        if self._current is None or self._current.id != cue:
            return []
        rule = self._current.rule
        self._unheeded[rule] = {"done": 0, "not now": self._unheeded[rule] + 1, "wrong": IGNORED}[answer]
        return self._end("done" if answer == "done" else "dismissed", now, answer=answer)

    def snooze(self, until: float, now: float) -> list[Shown]:
        """No cues until then but escalations. What is on screen goes as if its time were over: nobody is told."""
        self._snoozed_until = until
        if self._current is not None and self._current.kind == "escalate":
            return []
        return self._end("expired", now)

    def clear(self, now: float) -> list[Shown]:
        """The call is over, and with it what is on screen."""
        self.drop(lambda _: True, "the call is over", now)
        return self._end("expired", now)

    def _refusal(self, wish: Wish) -> str | None:
        """Why a wish is never granted, if so."""
        if wish.kind == "escalate":
            return None
        if wish.rule in self.profile.silent or wish.rule.split(".")[0] in self.profile.silent:
            return f"the profile {self.profile.name} leaves it out"
        before = [cue.kind for cue in self._shown if cue.rule == wish.rule]
        if wish.once and before:
            return "once a call is enough"
        kinds = [cue.kind for cue in self._shown]
        warns = wish.kind == "warn"
        budget = self.profile.warnings if warns else self.profile.suggestions
        spent = kinds.count("warn") if warns else kinds.count("suggest") + kinds.count("praise")
        if spent >= budget:
            return f"all {budget} of the call are used"
        if wish.kind == "suggest" and len(before) >= RULE_COUNT:
            return f"{RULE_COUNT} times a call are enough"
        if self._unheeded[wish.rule] >= IGNORED:
            return "passed unheeded before"
        return None

    def _hindrance(self, wish: Wish, now: float) -> str | None:
        """Why a wish must wait, if it must."""
        if now < wish.not_before:
            return "not yet"
        if self.agent_speaking:
            return "the agent is speaking"
        fresh = self._current.kind if self._current is not None and now - self._current.at < WARNED_S else None
        if fresh == "escalate":
            return "an escalation is on screen"
        if wish.kind == "escalate":
            return None
        if fresh == "warn":
            return "a warning has just come"
        if now < self._snoozed_until:
            return "snoozed"
        if wish.calm and not self.hard and now - self._last_calm_s < CALM_APART_S:
            return "the call is calm and had its cue"
        if wish.kind == "suggest" and any(now - c.at < RULE_APART_S for c in self._shown if c.rule == wish.rule):
            return "the same was asked a moment ago"
        if wish.kind != "warn" and self._shown and now - self._shown[-1].at < max(APART_S, self.profile.apart_s):
            return "too soon after the last cue"
        return None

    def _show(self, wish: Wish, now: float) -> list[Shown]:
        events = self._end("replaced", now, wish.utterance)
        self._waiting.remove(wish)
        self._told.pop(wish.rule, None)
        if wish.calm and not self.hard:
            self._last_calm_s = now
        self._current = _cue(wish, f"cue-{len(self._shown) + 1}", now)
        self._shown.append(self._current)
        self.think(Thought(now, wish.rule, "shown", wish.headline))
        return [*events, self._current]

    def _ignored(self, now: float) -> list[Shown]:
        if self._current is not None and self._current.kind == "suggest":
            self._unheeded[self._current.rule] += 1
        return self._end("expired", now)

    def _end(self, outcome: CueEnd, now: float, by: str = "", answer: Answer | UnsetType = UNSET) -> list[Shown]:
        if self._current is None:
            return []
        ended, self._current = self._current.id, None
        return [CueOutcome(at=now, cue=ended, outcome=outcome, utterance=by or UNSET, answer=answer)]

    def _say(self, wish: Wish, verdict: str, now: float) -> None:
        """Tell a verdict once while it lasts, not at every tick."""
        if self._told.get(wish.rule) != verdict:
            self._told[wish.rule] = verdict
            self.think(Thought(now, wish.rule, f"waits: {verdict}", wish.headline))

    def _forget(self, wish: Wish, why: str, now: float) -> None:
        self._waiting.remove(wish)
        self._told.pop(wish.rule, None)
        self.think(Thought(now, wish.rule, why, wish.headline))


def _priority(wish: Wish) -> int:
    return ("escalate", "warn", "suggest", "praise").index(wish.kind)


def _cue(wish: Wish, name: str, now: float) -> Cue:
    return Cue(
        at=now,
        id=name,
        kind=wish.kind,
        rule=wish.rule,
        headline=wish.headline,
        body=wish.body,
        because=wish.because,
        utterance=wish.utterance or UNSET,
        step=wish.step or UNSET,
        say=wish.say or UNSET,
    )

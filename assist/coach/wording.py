"""What one thing an agent said does: which steps it takes, whether it judges, whether it sounds like a script.

The model (`reading.py`) decides by what it has learnt and by the turns before; rules know certain words for certain
(`judging.py`, `scripted.py`) and give the exact words and a kinder version. Both together decide: what both see is
warned of sooner than what one sees alone. Hard negatives matter more than recall.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from assist.coach import scripted
from assist.coach.feelings import reflects
from assist.coach.judging import Judging, judging_in
from assist.coach.plain import spoken
from assist.coach.reading import FAMILIES, KINDS, STEPS, Shares
from assist.coach.scripted import Card, worth_remembering
from assist.coach.steps import asks_unmarked, beside_them, steps_in
from assist.events import Step
from assist.text_model import Said

WITH_RULE = {"judgmental": 0.45, "scripted": 0.4}
"""Probability that is enough where a rule sees it too."""
OFTEN = 2
"""Earlier calls in which a formula was said, from which on it is a habit."""
SURE, SURE_IN_CALM = 0.9, 0.96
"""Probabilities at which the model alone may warn, in a call with a hard moment and in one without."""
UNMARKED = 0.3
"""Probability that is enough for a question whose mark was not written: the mark tells the model much."""
LATEST = 2
"""Turns of the customer that a personal sentence takes its words from."""
PERSONAL = frozenset({"stock", "generic", "stacked", "card", "again", "often"})
"""Kinds of script that a detail of this customer would mend."""

_WHY = {
    "blame": "It puts the blame on them.",
    "dismissal": "It sends them away with their problem.",
    "minimising": "It makes their trouble small.",
    "commanding": "It orders them about.",
    "doubting": "It says you don't believe them.",
    "condescension": "It talks down to them.",
    "generalising": "It makes them one of many.",
    "policy": "It hides behind a rule.",
    "stock": "A stock sentence: they hear it everywhere.",
    "generic": "Nothing of this customer is in it.",
    "stacked": "One apology is heard; several are not.",
    "moment": "The wrong moment for this.",
    "again": "You said this before, in the same words.",
    "often": "You say this in call after call.",
    "card": "It sounds read out.",
}
_KINDER = {
    "blame": "Let's see what we can do from here.",
    "dismissal": "What I can do for you now is this: (name one thing).",
    "minimising": "I can hear that this matters to you.",
    "commanding": "Take the time you need. I'm listening.",
    "doubting": "Tell me how it happened, and I'll look into it.",
    "condescension": "Let me explain that differently; tell me where it gets unclear.",
    "generalising": "Let me look at what happened in your case.",
    "policy": "The reason is (in a line). Within that, here's what I can do.",
    "stock": "Say it as you would to a friend, with one thing they told you.",
    "generic": "Name one thing they told you, then say what it must be like.",
    "stacked": "I'm sorry. Here's what I'll do now.",
    "moment": "Finish what they need first; leave this for later.",
    "again": "Say it with something they've just told you.",
    "often": "Say it with something they've just told you.",
    "card": "The same in your own words, with one thing they told you.",
}
_STOCK_KINDER = (
    ("patience", "Thanks for staying with me while I looked."),
    ("inconvenience", "I'm sorry this happened to you."),
    ("apolog", "I'm sorry this happened to you."),
    ("assured", "I'll do it now, and tell you when it's done."),
)

_ANSWERS = re.compile(
    r"\b(?:i(?:'m| am)? (?:will|sending|going to)|i'll|press|click|number|pounds|dollars|percent|working days|\d+)\b"
)
"""Words of an answer or instruction."""

Rule = Literal["wording.judgmental", "wording.scripted"]


class Finding(NamedTuple):
    """Something in the wording that is worth a warning."""

    rule: Rule
    kind: str
    """Family of judgment or kind of script."""
    span: str
    """The words that showed it, as they were said."""
    kinder: str
    by_rule: bool = True
    """Whether a rule saw it; if not, the model alone."""
    doubtful: bool = False
    """Whether what makes its kind cannot be seen in the words."""

    @property
    def why(self) -> str:
        """The reason, in a line."""
        return _WHY[self.kind]


class Wording(NamedTuple):
    """What an utterance does."""

    steps: dict[Step, tuple[str, ...]]
    judgmental: Finding | None
    scripted: Finding | None
    likely: Mapping[str, float]
    """How likely the model holds each of the two to be."""

    def sure_enough(self, finding: Finding, *, calm: bool) -> bool:
        """Whether it may disturb a call: a rule saw it, or the model is surer than it must be for a turn by itself.

        In calls wording is seldom wrong, so of the doubtful findings most are mistakes; in calm calls nearly all.
        """
        if finding.doubtful:
            return False
        return finding.by_rule or self.likely[finding.rule.split(".")[1]] >= (SURE_IN_CALM if calm else SURE)


class Model(Protocol):
    """What reads an agent's words: `reading.AgentWords`."""

    @property
    def thresholds(self) -> Mapping[str, float]: ...

    def read(self, text: str, context: Sequence[Said]) -> Shares: ...


class Before(NamedTuple):
    """What the utterance is held against."""

    turns: Sequence[Said] = ()
    """The turns before it, oldest first."""
    agent: Sequence[str] = ()
    """Sentences that the agent said in this call (`scripted.worth_remembering`)."""
    calls: Sequence[Iterable[int]] = ()
    """Fingerprints of what they said in earlier calls, a call each."""

    @classmethod
    def of(cls, turns: Sequence[Said]) -> Before:
        """Of turns that are all that is known of a call, oldest first."""
        said = [sentence for turn in turns if turn.speaker == "agent" for sentence in worth_remembering(turn.text)]
        return cls(turns, said)

    @property
    def customer(self) -> str:
        """The customer's latest turns."""
        return " ".join([turn.text for turn in self.turns if turn.speaker == "customer"][-LATEST:])


NOTHING_BEFORE = Before()


class Reader:
    """A model and a team's cards, to be shared; no call state."""

    def __init__(self, model: Model, cards: Sequence[Card] = ()) -> None:
        self._model = model
        self._cards = cards

    def read(self, text: str, before: Before = NOTHING_BEFORE) -> Wording:
        """What the utterance does. Deterministic; a few milliseconds."""
        shares = self._model.read(text, before.turns)
        steps = self._steps(text, shares, before)
        return Wording(
            steps=steps,
            judgmental=self._judgmental(text, shares),
            scripted=self._scripted(text, shares, before, steps),
            likely={label: round(shares.of[label], 3) for label in ("judgmental", "scripted")},
        )

    def _steps(self, text: str, shares: Shares, before: Before) -> dict[Step, tuple[str, ...]]:
        seen = {step for step in STEPS if shares.of[step] >= self._model.thresholds[step]}
        if reflects(text, before.customer):
            seen.add("aer.acknowledge")
        if beside_them(text):
            seen.add("care.relate")
        if shares.of["care.assess"] >= UNMARKED and asks_unmarked(text):
            seen.add("care.assess")
        taken = [step for step in STEPS if step in seen]
        phrases = steps_in(text) if taken else {}
        return {step: tuple(phrases.get(step) or [shares.because(step)]) for step in taken}

    def _judgmental(self, text: str, shares: Shares) -> Finding | None:
        rules = judging_in(text)
        if not self._fires("judgmental", shares, rule=bool(rules)):
            return None
        family = shares.likeliest(FAMILIES)
        if rules:
            rule = next((each for each in rules if each.family == family), rules[0])
            return _judged(rule)
        return Finding("wording.judgmental", family, shares.because("judgmental"), _KINDER[family], by_rule=False)

    def _scripted(self, text: str, shares: Shares, before: Before, steps: Iterable[Step]) -> Finding | None:
        for kind, span in self._certain(text, before, steps):
            if span:
                return _scripted(kind, span)
        seen = list(_seen(text))
        if not self._fires("scripted", shares, rule=bool(seen)):
            return None
        kind, span = seen[0] if seen else (shares.likeliest(KINDS), shares.because("scripted"))
        if kind == "generic" and scripted.holds_something_of(text, before.customer):
            return None
        if kind == "again" and not scripted.resembles(text, before.agent):
            return None
        # An apology alone is not stacked, nor is a service sentence empathy: the model may mean another kind, or err.
        odd = {"generic": "aer.empathize" not in steps, "stacked": len(scripted.apologies_in(text)) < 2}
        return _scripted(kind, span)._replace(by_rule=bool(seen), doubtful=odd.get(kind, False))

    def _certain(self, text: str, before: Before, steps: Iterable[Step]) -> Iterable[tuple[str, str]]:
        """What needs no model: the words themselves are the proof."""
        yield "card", scripted.read_out(text, self._cards)
        asked = before.turns[-1].text if before.turns and before.turns[-1].speaker == "customer" else ""
        # Questions, answers and instructions may have to be said twice; warmth in the same words is a script.
        warm = "aer.empathize" in steps or "aer.acknowledge" in steps or scripted.stock_in(text)
        if warm and not _ANSWERS.search(spoken(text)):
            yield "again", scripted.said_again(text, before.agent, asked)
        formula, calls = scripted.known_again(text, before.calls)
        if calls >= OFTEN and (scripted.stock_in(formula) or scripted.generic_in(formula)):
            yield "often", formula

    def _fires(self, label: str, shares: Shares, *, rule: bool) -> bool:
        return shares.of[label] >= (WITH_RULE[label] if rule else self._model.thresholds[label])


def _seen(text: str) -> Iterable[tuple[str, str]]:
    """The kinds of script that rules see, with the words."""
    apologies = scripted.apologies_in(text)
    if len(apologies) > 1:
        yield "stacked", ", ".join(apologies)
    for kind, span in (("stock", scripted.stock_in(text)), ("generic", scripted.generic_in(text))):
        if span:
            yield kind, span


def _judged(rule: Judging) -> Finding:
    return Finding("wording.judgmental", rule.family, rule.span, rule.kinder)


def _scripted(kind: str, span: str) -> Finding:
    kinder = next((say for word, say in _STOCK_KINDER if kind == "stock" and word in span.lower()), _KINDER[kind])
    return Finding("wording.scripted", kind, span, kinder)

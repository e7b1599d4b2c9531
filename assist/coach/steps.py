"""The usual turns of phrase of the seven steps: the words that show a step, where they are among these."""

from __future__ import annotations

import re

from assist.coach.plain import spoken
from assist.events import Step

_TURNS_OF_PHRASE: tuple[tuple[Step, str], ...] = (
    ("aer.acknowledge", r"i (?:can )?(?:hear|see|understand|get) (?:how|why|that|you)"),
    ("aer.acknowledge", r"you(?:.ve| have) (?:\w+ )?(?:been|had|tried|waited|called|explained|told|lost)"),
    ("aer.acknowledge", r"you (?:took|waited|lost|called|paid|asked) (?!for calling)"),
    ("aer.acknowledge", r"(?:that|it) (?:sounds|is|.s) (?:really |very |so )?(?:frustrating|upsetting|worrying|annoying)"),
    ("aer.acknowledge", r"you(?:.re| are) right|that was (?:our|my) (?:mistake|fault)"),
    ("aer.empathize", r"must (?:be|have been|feel|have felt)|i can(?: only)? imagine"),
    ("aer.empathize", r"i(?:.m| am) (?:so |really |very |truly )?sorry (?:that|you|we|to hear|about)"),
    ("aer.empathize", r"(?:i.d|i would|anyone would) (?:be|have been|feel)"),
    ("aer.respond", r"i(?:.ll| will| am going to|.m going to) (?:\w+ )?(?:book|send|refund|call|check|fix|make|put|ask|stay|take|do|get)"),
    ("aer.respond", r"i(?:.m| am) (?:sending|refunding|booking|fixing|putting|adding|cancelling|opening)"),
    ("aer.respond", r"i(?:.ve| have) (?:\w+ )?(?:sent|refunded|booked|fixed|taken|added|cancelled|corrected)"),
    ("aer.respond", r"here(?:.s| is) what (?:i|we)|it will be (?:in|with|there|done) (?:\w+ )*by|i can switch on"),
    ("care.connect", r"thank you for calling|my name is|this is \w+[.,]? how|nice to meet you|you are through to"),
    ("care.assess", r"can you (?:tell|walk|describe|show)|what (?:happened|can i do)|when did|which \w+ (?:are|is|do)|how long"),
    ("care.assess", r"is that right|did i get that right|do i understand|have you tried|have i understood"),
    ("care.relate", r"(?:other|many|a lot of) (?:customers|people)|happened to me|i(?:.d| would) be (?:\w+ )?too|anyone would"),
    ("care.engage", r"anything else|would that (?:help|work)|does that (?:help|work)|you(?:.re| are) (?:very )?welcome|take care"),
)  # fmt: skip
_BESIDE = re.compile(
    r"\b(?:i'd|i would|i'll|anyone would|anybody would|most people would|who wouldn't|we'd all)(?: \w+){0,6} "
    r"(?:too|as well|in your (?:place|shoes|position)|just the same)\b|\bjust as \w+ in your (?:place|shoes|position)\b"
)


_ASKS = re.compile(
    r"(?:^|\b(?:and|so|okay|right|but|um|now|there|sorry) )(?:what|when|where|which|who|how|whereabouts|why)(?:'s| is| are| was| did| do| does"
    r"| have| has| would| could| can| happens| happened| \w+ (?:is|are|was|did|do|does|have|has))\b"
    r"|\b(?:do|did|does|have|has|had|is|are|was|were|can|could|would|will) (?:you|it|there|they|the|that|this|he|she|your|any)\b"
)


def asks_unmarked(text: str) -> bool:
    """Whether words without any punctuation, as some recognisers write them, have the shape of a question."""
    return not re.search(r"[.,?!]", text) and bool(_ASKS.search(spoken(text)))


def beside_them(text: str) -> bool:
    """Whether the agent says that they would feel or do the same."""
    return bool(_BESIDE.search(spoken(text)))


_PATTERNS = [(step, re.compile(rf"\b(?:{phrase})\b")) for step, phrase in _TURNS_OF_PHRASE]


def steps_in(text: str) -> dict[Step, list[str]]:
    """The steps that an agent's words take, in the order of the methods, with the words that showed each."""
    words = spoken(text)
    found: dict[Step, list[str]] = {}
    for step, pattern in _PATTERNS:
        for match in pattern.finditer(words):
            found.setdefault(step, []).append(match.group())
    return found

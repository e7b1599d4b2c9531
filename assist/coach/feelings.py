"""Feelings that a customer names: in the first person, in the present, not denied. The plainest evidence there is.

The model for the customer's words reads what is between the lines; where it is unsure and the customer has said it
outright, the plain words count.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assist.coach.plain import spoken
from assist.events import State

_I = r"\b(?:i'm|i am|i feel|i'm feeling|we're|we are|im|makes me|making me|left me|got me)(?: (?:just|so|very|really|absolutely|completely|totally|pretty|quite|getting|feeling|honestly|beyond|still|a bit|too|utterly|genuinely|now|all|that|and|tired)){0,3} "
_IT = r"\b(?:this is|that's|that is|it's|it is|this whole (?:thing|place) is|what a)(?: (?:just|so|absolutely|completely|totally|an?|utter|beyond|really|frankly|honestly|complete|such)){0,3} "
_KIN = r"(?:husband|wife|mum|mom|mother|dad|father|son|daughter|brother|sister|partner|nan|gran|grandmother|grandfather|best friend|dog|cat)"
_PATTERNS: tuple[tuple[State, str], ...] = (
    ("frustrated", rf"{_I}(?:furious|livid|fuming|angry|annoyed|frustrated|fed up|mad at|irritated|sick of (?:it|this|you|being|having|hearing|waiting|calling)|sick and tired|disgusted|outraged|losing (?:my )?(?:patience|mind|temper|it))\b"),
    ("frustrated", r"\b(?:sick (?:and tired )?of (?:it|this|you|being|having|hearing|waiting|calling)|fed up|had enough of|had it up to|at the end of my (?:tether|rope)|driv(?:es|ing) me (?:mad|crazy|insane|up the wall)|last straw)\b"),
    ("frustrated", rf"{_IT}(?:ridiculous|unacceptable|outrageous|disgusting|joke|disgrace|disgraceful|pathetic|appalling|shocking|unbelievable|shambles|absurd|insulting|infuriating|farce|not good enough)\b"),
    ("anxious", rf"{_I}(?:worried|scared|terrified|frightened|anxious|nervous|panicking|in a panic|petrified|afraid (?:of|that (?:i'll|i'm going to|they'll|you'll|we'll)|for)|stressed|beside myself|going out of my mind|worried sick|freaking out)\b"),
    ("anxious", r"\b(?:worried sick|can't sleep|haven't slept|losing sleep|i don't know what (?:i'll|i will|we'll|we're going to|i'm going to|else to) do)\b"),
    ("confused", rf"{_I}(?:confused|baffled|puzzled|lost(?! without| my| our| him| her| for words)|not following|none the wiser|at a loss|muddled|bewildered)\b"),
    ("confused", r"\b(?:i (?:really |just |still )?(?:don't|do not) (?:understand|get it|follow (?:you|that|this)|know what (?:you mean|that means|this means))|(?:makes|making|make) no sense|doesn't make (?:any )?sense|you've lost me)\b"),
    ("disappointed", rf"{_I}(?:heartbroken|devastated|gutted|disappointed|let down|upset|in tears|sad|crushed|hurt|lost without|in bits|at my lowest)\b"),
    ("disappointed", rf"\b(?:my {_KIN} (?:has |just )?(?:died(?! (?:years|a long time))|passed away(?! years))|(?:just lost|buried) my {_KIN}|had to (?:have|put) (?:him|her) (?:put )?to sleep|breaks my heart|broke my heart|let (?:me|us) down)\b"),
)  # fmt: skip
_COMPILED = [(state, re.compile(pattern)) for state, pattern in _PATTERNS]
_DENIED = re.compile(r"(?:\b(?:not|never|no longer|used to|nobody|if|when|before|in case)|n't)(?: [a-z']+){0,3} ?$")
_DENIED_INSIDE = re.compile(r"\b(?:not|no longer)\b(?! good enough| following| wiser)")
_SHOWN_WORDS = 6


_JOKED = re.compile(r"\b(?:joking|kidding|just messing|pulling your leg)\b")


_THANKED = re.compile(
    r"\b(?:thank you so much|thanks so much|thank you very much|in a good way|you've been (?:so|very|really))\b"
)


def joked(text: str) -> bool:
    """Whether the customer says that it was a joke."""
    return bool(_JOKED.search(spoken(text)))


_WORDS = re.compile(
    r"\b(?:furious|livid|fuming|angry|annoyed|frustrated|fed up|mad|irritated|sick of|disgusted|worried|scared|terrified|"
    r"frightened|anxious|nervous|panicking|afraid|stressed|confused|baffled|puzzled|lost|heartbroken|devastated|gutted|"
    r"disappointed|let down|upset|sad|hurt|ridiculous|unacceptable|unfair)\b"
)
_YOU = re.compile(r"\b(?:you(?:'re| are|'ve been| have been| feel| must be| sound| were)?|that|this|it)\b")


def reflects(text: str, said: str) -> bool:
    """Whether an agent gives a feeling back in the word that the customer had for it."""
    words = spoken(text)
    theirs = set(_WORDS.findall(spoken(said)))
    return any(match.group() in theirs and _YOU.search(words[: match.start()]) for match in _WORDS.finditer(words))


class Named(NamedTuple):
    """A feeling that was named."""

    state: State
    words: str


def named_in(text: str) -> Named | None:
    """The last feeling named in a customer's words."""
    words = spoken(text)
    if _JOKED.search(words) or _THANKED.search(words):
        return None
    found = [
        (match.start(), Named(state, " ".join(match.group().split()[-_SHOWN_WORDS:])))
        for state, pattern in _COMPILED
        for match in pattern.finditer(words)
        if not _DENIED.search(words[: match.start()]) and not _DENIED_INSIDE.search(match.group())
    ]
    return max(found, key=lambda each: each[0])[1] if found else None

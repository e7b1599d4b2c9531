"""What a customer said of their own case: name, product, how long, how often, how much, when, who, for what.

A detail is the customer's own words, never a guess: each pattern wants the words around it that give it this meaning
("two weeks" after "waiting", not after "in"). A detail that may mean something else is left out, and so is everything
that may be a secret: long numbers, and marks that stand where something was masked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple, get_args

from assist.coach.plain import plain

Slot = Literal[
    "name", "product", "duration", "held", "nth", "recurrence", "times", "charges", "tries", "amount", "day", "since",
    "who", "event",
]  # fmt: skip
SLOTS: tuple[Slot, ...] = get_args(Slot)

_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_ONES}|\d{{1,3}})"
_FEW = rf"(?:{_NUMBER}|a couple of|a few|several|half an?|an?)"
_LONG = rf"(?:{_FEW} (?:and a half )?(?:minute|hour|day|week|month|year)s?|hours|days|weeks|months)"
_ON_PHONE = rf"{_FEW} (?:and a half )?(?:minute|hour)s?"
_WAITED = (
    r"(?:wait(?:ed|ing|s)?|been|gone|for|past|last|took|taken|takes|taking|spent|already|without|over|nearly|"
    r"almost|about|than|late|overdue|owed|stuck)"
)
_HELD = r"(?:on hold|holding|in (?:the|a|your) queue|to get through|waiting to (?:speak|talk)|on the line)"
_SAYS = (
    r"(?:call(?:ed|ing|s)?|phon(?:ed|ing|e)|rang|rung|ring(?:ing)?|email(?:ed|ing)?|e-mailed|writ(?:ten|ing|e)|wrote|"
    r"contact(?:ed|ing)?|sp(?:oken|oke|eak|eaking)|chas(?:ed|ing|e)|complain(?:ed|ing)?|report(?:ed|ing)?|ask(?:ed|ing)?|"
    r"told|tell(?:ing)?|explain(?:ed|ing)?|been in touch|had to (?:call|ring|phone|explain|ask|chase))"
)
_CHARGED = r"(?:charged|billed|taken|took|paid|debited|deducted|gone out|went out|come out|came out)"
_TRIED = (
    r"(?:tried|trying|restarted|reset|rebooted|attempted|reinstalled|entered|typed|plugged|unplugged|put|turned|requested|"
    r"updated|re-?entered)"
)
_OFTEN = rf"(?:twice|(?:{_NUMBER}|several|a few|many) times)"
_ORDINAL = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_SUM = (
    rf"(?:(?:{_NUMBER}|a|hundred|thousand|and|\d[\d,]*(?:\.\d\d)?) )+(?:pounds?|dollars?|euros?|quid|bucks|pence|cents)"
)
_PEOPLE = (
    "nephew|niece|uncle|aunt|auntie|cousin|daughter|son|wife|husband|mum|mom|mother|dad|father|kids|children|baby|partner|girlfriend|boyfriend|fiancee|"
    "grandmother|grandfather|grandma|grandson|granddaughter|nan|gran|sister|brother|parents|family|boss|landlord|dog|"
    "cat|twins|neighbour|neighbor"
)
_EVENTS = (
    "wedding|birthday|exams?|holiday|vacation|honeymoon|trip|interview|surgery|operation|anniversary|graduation|"
    "christening|house move|party"
)
_GAP = r"(?: [a-z']+){0,4}?"

_PATTERNS: tuple[tuple[Slot, str], ...] = (
    ("name", r"\b(?:my name is|my name's|^name is|the name is|the name's) (?P<it>[a-z][a-z'-]+)\b"),
    ("name", r"\bthis is (?P<it>[a-z][a-z'-]+) (?:[a-z'-]+ )?(?:calling|speaking|here|again)\b"),
    ("duration", rf"\b{_WAITED}{_GAP} (?P<it>{_LONG})\b(?! (?:old|contract|ago|off|notice|great|lovely|only)\b)"),
    ("duration", rf"\b(?P<it>{_LONG}) (?:late|overdue|of waiting|waiting|without|i've been|and (?:still|nothing|counting))\b"),
    ("duration", rf"\b(?:order|paid|return|bought|appl|sent|report)\w*{_GAP} (?P<it>{_LONG}) ago\b"),
    ("held", rf"\b{_HELD}{_GAP} (?P<it>{_ON_PHONE})\b"),
    ("held", rf"\b(?P<it>{_ON_PHONE}) (?:{_HELD}|waiting for (?:some|any)(?:one|body))\b"),
    ("nth", rf"\b(?P<it>{_ORDINAL})[- ]time (?:that )?(?:now )?(?:i|i'm|i am|i've|i have|we|we've|we have){_GAP} {_SAYS}\b"),
    ("nth", rf"\b{_SAYS}\b{_GAP} (?:for )?(?:the|a) (?P<it>{_ORDINAL}) time\b"),
    ("nth", rf"\b(?P<it>{_ORDINAL})[- ](?:call|time (?:i'm |i've been )?(?:calling|ringing|phoning|explaining|asking|telling))\b"),
    ("recurrence", rf"\b(?P<it>{_ORDINAL})[- ]time (?:that )?(?:now )?(?:in (?:a|one|two) [a-z]+ )?(?:it|it's|this|this has|the|my|nobody|no one|you|you've|they|they've|he|she|that|somebody|someone|something)\b"),
    ("times", rf"\b{_SAYS}\b{_GAP} (?P<it>{_OFTEN})\b"),
    ("charges", rf"\b{_CHARGED}\b{_GAP} (?P<it>{_OFTEN})\b(?! (?:as|a|the|an) )"),
    ("tries", rf"\b{_TRIED}\b{_GAP} (?P<it>{_OFTEN})\b"),
    ("amount", rf"(?<![\w.])(?P<it>[£$€] ?\d[\d,]*(?:\.\d\d)?|{_SUM}(?: (?:and )?{_NUMBER}(?: pence| cents)?\b)?)(?!\w)"),
    ("day", rf"\b(?:on|last) (?:last )?(?P<it>{_DAYS})\b"),
    ("since", rf"\bsince (?:last )?(?P<it>{_DAYS})\b"),
    ("who", rf"\b(?:my|our) (?:\w+ )?(?P<it>{_PEOPLE})(?:'?s)?\b"),
    ("event", rf"\b(?:my|our|her|his|their|the) (?:\w+(?:'s)? )?(?P<it>{_EVENTS})\b"),
)  # fmt: skip
_COMPILED = [(slot, re.compile(pattern)) for slot, pattern in _PATTERNS]
_NEVER = r"\b(?:not|never|don't|didn't|haven't|hasn't|doesn't|won't) (?:[a-z']+ ){0,3}$"
_NOT_BEFORE: dict[Slot, re.Pattern[str]] = {
    # Loyalty, age and plans are no waiting: "with you for ten years", "in two weeks", "every three days".
    "duration": re.compile(
        r"\b(?:in|within|every|next|another|after|only|up to|minimum)(?: (?:about|around|roughly|the|the next|just|last))? $|"
        r"\b(?:lived|worked|married|nurse|teacher|driver|hospital|trial|average|listed|valid|lasts?|customer|member|loyal|with you|banking|using|used|born|"
        r"contract|had|owned|hold|queue|through|speak|take|takes|allow|give it)\b(?: [a-z']+){0,4} ?$"
    ),
    # A day to come is no day on which something went wrong.
    "day": re.compile(
        r"\b(?:not|is|are|will|be|call|ring|by|before|until|next|coming|can|could|get|come|leave|fly|flying|travel|travelling|need|"
        r"starts?|starting|book|booked|moving|move|due)\b(?: [a-z']+){0,4} (?:on|last) $"
    ),
    # What others did is no contact of the customer's.
    "times": re.compile(rf"{_NEVER}|\b(?:you|they|he|she|been|was|were|has|somebody|someone|nobody)(?: (?:have|has|'ve|also|even|all))? $"),
    "charges": re.compile(rf"{_NEVER}|\b(?:get|gets|getting|got|tablets?|pills?) (?:[a-z']+ ){{0,2}}$"),
    "nth": re.compile(_NEVER),
}  # fmt: skip
_NO_NAMES_EITHER = (
    "a an the on in not just calling about regarding for to with under it's its spelt spelled misspelled wrong still "
    "here and but so very really probably actually mr mrs ms miss doctor dr someone somebody anyone anybody nobody "
    "nothing great good yes she he her him me us right left correct fine okay sure ridiculous unbelievable outrageous "
    "disgusting terrible awful urgent important crazy insane january february march april may june july august "
    "september october november december"
)
_NO_NAMES = frozenset(_NO_NAMES_EITHER.split())
_NO_NAME_ENDS = re.compile(r"(?:ous|ing|able|ible|ful|ed|ly|'s)$")
_SECRET = re.compile(rf"(?:(?:\d[ -]?){{4,}}(?![\d.])|(?:\b(?:{_ONES}|zero|oh|double|triple|nought)\b[ -]?){{4,}})")
_GREETED = re.compile(
    r"(?:(?:[Hh]i|[Hh]ello|[Hh]ey|[Yy]es|[Yy]eah|[Gg]ood (?:morning|afternoon|evening))[,.! ]+)*"
    r"(?:(?:[Tt]his is|[Ii]t's|[Mm]y name's) (?P<named>[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)(?=[.,!]|\s[A-Z]|$)"
    r"|(?P<first>[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)(?: [A-Z][a-z]+)? (?:here|speaking)(?=[.,!]|$))"
)
"""How people say who they are when they begin; only where a recogniser writes capitals, or any word might be a name."""
_MASKED, _GONE = re.compile(r"\[[^\]]*\]|\S*[*#\u2022\u2580-\u259f]\S*"), "\u00a7"
"""What stands where something was masked, and the mark that keeps the words around it apart."""
_READABLE = re.compile(r"[a-z0-9£$€.,' -]+")


class Detail(NamedTuple):
    """One thing the customer said."""

    value: str
    """As it goes into a sentence: their word or words, a name or weekday with its capital."""
    said: str
    """The words around it, as they were said: the evidence."""
    utterance: str


class Details:
    """What is known of one call's customer; the latest of each, and the product spoken of most."""

    def __init__(self, nouns: Sequence[str]) -> None:
        self._nouns = _any_noun(tuple(nouns))
        self._known: dict[Slot, Detail] = {}
        self._products: Counter[str] = Counter()

    def hear(self, text: str, utterance: str) -> None:
        """Take from a customer's words what they tell."""
        for slot, detail in self._found(text, utterance).items():
            if slot == "product":
                self._products[detail.value] += 1
                known = self._known.get("product", detail)
                if self._products[detail.value] < self._products[known.value]:
                    continue
            self._known[slot] = detail

    def known(self, partial: str = "", utterance: str = "") -> dict[Slot, Detail]:
        """Every detail so far, and those in the text that is being spoken."""
        return self._known | self._found(partial, utterance) if partial else dict(self._known)

    def _found(self, text: str, utterance: str) -> dict[Slot, Detail]:
        """The details in one utterance."""
        words = plain(_MASKED.sub(f" {_GONE} ", text), keep=f"£$€.,{_GONE}")
        found: dict[Slot, Detail] = {}
        for slot, pattern in _COMPILED:
            for match in pattern.finditer(words):
                if _fits(slot, match, words):
                    value = match.group("it").strip(" .,")
                    value = value.capitalize() if slot in ("name", "day", "since") else value
                    found[slot] = Detail(value, match.group().strip(), utterance)
        if greeted := _GREETED.match(text):
            name = greeted.group("named") or greeted.group("first")
            if name.lower() not in _NO_NAMES and not re.fullmatch(_DAYS, name.lower()):
                found["name"] = Detail(name, greeted.group().strip(), utterance)
        # The last thing that a sentence could be about.
        for match in self._nouns.finditer(words):
            found["product"] = Detail(match.group("it"), match.group("it"), utterance)
        return found


def _fits(slot: Slot, match: re.Match[str], words: str) -> bool:
    value = match.group("it")
    if not _READABLE.fullmatch(value) or _SECRET.search(value):
        return False
    if slot == "name":
        return value not in _NO_NAMES and len(value) > 1 and not _NO_NAME_ENDS.search(value)
    before = words[: match.start("it")] if slot in ("duration", "day") else words[: match.start()]
    return slot not in _NOT_BEFORE or not _NOT_BEFORE[slot].search(before[-60:])


@cache
def _any_noun(nouns: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))
    before = r"\b(?:my|our|the|this|that|these|those|your|an?|no|new|her|his)"
    return re.compile(rf"{before} (?:(?!(?:{longest_first})\b)[a-z]+ )?(?P<it>(?:{longest_first})(?:e?s)?)\b")

"""What makes an agent sound like a script, as far as rules can tell: stock sentences, cards, repetition, apologies.

A greeting, a security question, a legal notice and a goodbye are said in the same words in every call and sound right
where they belong; they are never called scripted. Whether a warning is given is decided in `wording.py`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from assist.coach.plain import spoken
from assist.errors import AssistError

FEWEST_WORDS = 6
"""A sentence shorter than this is nobody's script."""
READ_OUT = 88
"""Likeness (0 to 100) from which on words are a card's words; recognition errors cost about 5."""
SAID_AGAIN, LIKE = 90, 70
_OF_ANYBODY = (
    "about again all already also always another anything around back because been before being believe call called "
    "calling can't cannot come could didn't doesn't doing don't done down each else even ever every everything feel "
    "find from getting give going gonna good have having haven't hear help here how i'll i've isn't it's it'd just "
    "keep kind know like look made make many maybe mean more much must need never nobody nothing okay only other our "
    "out over please really right said same saying says should since some somebody someone something sorry still "
    "sure take tell than that that's their them then there there's these they they're they've thing things think "
    "this those though through time today told took trying until very want wanted well went were weren't what what's "
    "when where which while whole will with won't would yeah yes you you're you've your yours understand appreciate "
    "frustration frustrating difficult situation concern concerns inconvenience apologise apologize upset"
)
SAYS_NOTHING = frozenset(_OF_ANYBODY.split())
"""Words that are in anybody's turns, and those of formulas."""
CARD_KINDS = frozenset({"", "card", "greeting", "security", "legal", "closing"})
"""What a CSV's second column may say; everything but a card is exempt."""
NEAR = 6
"""Bits of 64 in which fingerprints of the same sentence may differ."""

_STOCK = re.compile(
    r"\b(?:apologi[sz]e(?:s)? (?:\w+ ){0,4}?for (?:any|the|this|all|all of the|all the|your) (?:\w+ )?(?:inconvenience|trouble|delay)|"
    r"sorry for (?:any|the|all the|this) inconvenience|any inconvenience (?:this|that|it|caused)|inconvenience (?:caused|this may)|"
    r"your (?:call|business|satisfaction|feedback|opinion|experience|loyalty|custom) is (?:very |extremely |really |so )?(?:important|valued|our|appreciated)|"
    r"(?:we|i) (?:\w+ )?(?:value|appreciate) your (?:business|patience|custom|loyalty|patience and understanding|feedback|continued)|"
    r"(?:thank|thanks)(?: you)? for your (?:patience|understanding|cooperation|continued|loyalty|patience and understanding|kind understanding)|"
    r"(?:please )?rest assured|valued (?:customer|client|member|guest)|as per (?:our|the|your|my)|kindly (?:be|note|bear|hold|allow|refer)|"
    r"we (?:strive|pride ourselves|endeavou?r|aim) (?:to|on)|on behalf of (?:the|our|everyone|all)|"
    r"(?:our|my) (?:top|number one|highest|utmost) priority|do the needful|at your earliest convenience|"
    r"we are committed to|(?:exceed|meet) your expectations|world class|i would be (?:more than )?happy to assist you with that|"
    r"please be (?:advised|informed|assured)|sincere(?:st)? apolog|deepest apolog|we regret (?:any|to inform)|"
    r"your (?:concern|matter|issue|feedback|complaint) (?:has been|will be) (?:noted|escalated|logged|forwarded)|"
    r"we take (?:\w+ )?(?:feedback|complaints|matters|this|all) (?:\w+ )?seriously|we (?:look forward|hope) to (?:serving|continuing to serve))"
)
_GENERIC = re.compile(
    r"\b(?:(?:i|we) (?:\w+ly |can |do |fully )*(?:understand|appreciate|recogni[sz]e|empathi[sz]e with|acknowledge|hear)(?: and \w+)? "
    r"(?:your |the |how you(?:'re| are|) (?:must )?feel|how (?:that|this|it|frustrating|upsetting|difficult|you)|where you(?:'re| are) coming|what you(?:'re| are))"
    r"(?:frustration|concerns?|feelings?|situation|position|disappointment|pain|anger|worry|worries|ing)?|"
    r"i know how (?:you feel|frustrating (?:this|that|it) (?:can be|must be|is))|i (?:can |can only |could )?(?:only )?imagine how (?:you|frustrat\w+|difficult|upsett\w+|stressful) (?:you|this|that|it|must|feel|are)|"
    r"(?:sorry|apologi[sz]e) (?:that |to hear that )?you(?:'re| are) (?:feeling|having|experiencing)|sorry you feel that way)\b"
)
_SORRY = re.compile(r"\b(?:sorry|apolog(?:y|ies|i[sz]e[sd]?|i[sz]ing)|forgive|regret)\b")
_NOT_SORRY = re.compile(
    r"\bsorry (?:\w+ ){0,2}(?:could|can|what|didn't|i didn't|did you|say|to keep you|who)\b|\bsorry$"
)
_EXEMPT = re.compile(
    r"\b(?:thank(?:s| you) for (?:calling|holding|waiting|ringing|getting in touch|confirming|that)|you're through to|you are through to|"
    r"my name is|how (?:can|may) i help|good (?:morning|afternoon|evening)|recorded|recording|training (?:and|or) (?:quality|monitoring)|quality (?:and|or) training|"
    r"date of birth|postcode|post code|zip code|account number|security (?:question|answer|check)|password|first line of|mother's maiden|"
    r"terms and conditions|data protection|by law|regulat\w+|legally|required to (?:tell|read|inform)|cooling off|authori[sz]e|"
    r"anything else|have a (?:good|nice|lovely|great)|take care|goodbye|bye|you're welcome|you are welcome|sort code|reference number)\b"
)
_ASKED_AGAIN = re.compile(
    r"\b(?:sorry|pardon|again|repeat|what was|what did|didn't (?:catch|hear|get)|say that|missed that|come again|one more time|once more|what|which)\b"
)


class Card(NamedTuple):
    """A sentence of a team's script."""

    words: str
    exempt: bool


def read_scripts(path: Path) -> list[Card]:
    """A team's scripts: a text file, or a CSV with the columns `text` and, if wanted, `kind`.

    Raises AssistError with the line when a file or a kind cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise AssistError(f"There is no file {path} with scripts.") from None
    except (OSError, UnicodeDecodeError):
        raise AssistError(f"{path} cannot be read as a text file.") from None
    if path.suffix.lower() != ".csv":
        return [card for line in text.splitlines() for card in _cards(line, of_the_frame=False)]
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if "text" not in (rows.fieldnames or ()):
        raise AssistError(f'{path}, line 1: the first line must name the columns "text" and, if wanted, "kind".')
    cards: list[Card] = []
    for row in rows:
        kind = (row.get("kind") or "").strip().lower()
        if kind not in CARD_KINDS:
            raise AssistError(f'{path}, line {rows.line_num}: no kind is called "{kind}".')
        cards += _cards(row["text"] or "", of_the_frame=kind not in ("", "card"))
    return cards


def _cards(text: str, *, of_the_frame: bool) -> Iterable[Card]:
    for sentence in sentences(text):
        if len(sentence.split()) >= FEWEST_WORDS:
            yield Card(sentence, of_the_frame or exempt(sentence))


def sentences(text: str) -> list[str]:
    """The sentences of a text, in plain words; one, where nothing marks their ends."""
    return [words for part in re.split(r"(?<=[.!?])\s+|\n", text) if (words := spoken(part))]


def stock_in(text: str) -> str:
    """The stock words in a text, if any."""
    found = _STOCK.search(spoken(text))
    return found.group() if found else ""


def generic_in(text: str) -> str:
    """Words of empathy that fit anybody, if any."""
    found = _GENERIC.search(spoken(text))
    return found.group() if found else ""


def apologies_in(text: str) -> list[str]:
    """The apologies in a text; "sorry, what was that?" is none."""
    words = spoken(text)
    return [] if _NOT_SORRY.search(words) else [match.group() for match in _SORRY.finditer(words)]


def exempt(text: str) -> bool:
    """Whether these words belong to the frame of a call, where everybody says the same."""
    return bool(_EXEMPT.search(spoken(text)))


def read_out(text: str, cards: Sequence[Card]) -> str:
    """The words of the card that is read out, if one is."""
    words = spoken(text)
    # Of a card much longer than what was said, too little was read out.
    known = [card.words for card in cards if not card.exempt and len(card.words) <= 1.6 * len(words)]
    if len(words.split()) < FEWEST_WORDS:
        return ""
    best = process.extractOne(words, known, scorer=fuzz.partial_ratio, score_cutoff=READ_OUT, processor=None)
    if best is None:
        return ""
    place = fuzz.partial_ratio_alignment(words, best[0])
    return words[place.src_start : place.src_end].strip() if place else ""


def worth_remembering(text: str) -> list[str]:
    """The sentences of a text that would be noticed if they came again."""
    return [each for each in sentences(text) if len(each.split()) >= FEWEST_WORDS and not exempt(each)]


def said_again(text: str, before: Sequence[str], asked: str = "") -> str:
    """The sentence of `text` that is nearly one of those `before`, unless the customer asked for it."""
    if not before or _ASKED_AGAIN.search(spoken(asked)):
        return ""
    for sentence in worth_remembering(text):
        if process.extractOne(sentence, before, scorer=fuzz.ratio, score_cutoff=SAID_AGAIN, processor=None):
            return sentence
    return ""


def resembles(text: str, before: Sequence[str]) -> bool:
    """Whether these words are like something that was said before, in another order or with others between."""
    best = process.extractOne(spoken(text), before, scorer=fuzz.token_set_ratio, score_cutoff=LIKE, processor=None)
    return best is not None


def holds_something_of(text: str, said: str) -> bool:
    """Whether a word that the customer said, and that says something, comes back in these words."""
    theirs = {word for word in spoken(said).split() if len(word) > 3} - SAYS_NOTHING
    return bool(theirs & set(spoken(text).split()))


def fingerprint(sentence: str) -> int:
    """64 bits by which a sentence is known again and not read: near for like sentences (Charikar 2002)."""
    words = spoken(sentence).split()
    votes = [0] * 64
    for feature in (*words, *map(" ".join, pairwise(words))):
        bits = int.from_bytes(blake2b(feature.encode(), digest_size=8).digest(), "big")
        for place in range(64):
            votes[place] += 1 if bits >> place & 1 else -1
    return sum(1 << place for place, vote in enumerate(votes) if vote > 0)


def known_again(text: str, calls: Sequence[Iterable[int]]) -> tuple[str, int]:
    """A sentence that was said in earlier calls too, and in how many of them."""
    for sentence in worth_remembering(text) if calls else ():
        own = fingerprint(sentence)
        count = sum(any((own ^ other).bit_count() <= NEAR for other in call) for call in calls)
        if count:
            return sentence, count
    return "", 0

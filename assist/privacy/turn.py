"""One text of a call, read: its words, what it announces, the numbers in it. What is secret `naming.py` decides."""

from __future__ import annotations

from assist.events import Speaker
from assist.privacy.kinds import Kind, Label, Readable, Table
from assist.privacy.memory import READABLE, Giving, Memory
from assist.privacy.numerals import Digits, digits_in
from assist.privacy.phrases import Found
from assist.privacy.runs import CHEERS, FILLERS, Run, is_bare, runs_in
from assist.privacy.spelling import dates_in, letters_in
from assist.privacy.tokens import tokenise

_LINKS_WORDS = "is that's was are my the your his her our a for on of as it its it's and yes"
_LINKS = frozenset(_LINKS_WORDS.split())
"""Words between a number and the phrase behind it that tells what it is: four four two is my order number."""
BESIDE = 3
"""A card that is named within so many words before a number is that number's."""
STRANGERS, STRANGERS_GIVING = 1, 3
"""Words that are no digits inside a number: what was misheard."""
SHORT = 8
"""Words of a question that asks for nothing else."""
SPARE = 2
"""Words that may be misheard digits, where some are expected."""
LIKELY = 8
"""An unknown number with so many digits may be a card's, so that what follows may be its codes."""
AT_END = 3
"""What a customer names within so many words of the end may be given next."""
_OFFERS_WORDS = "do you,shall i,i'll give,i'll read,i'll get,you want,you need,want it,i give,i read,i tell"
_OFFERS = [offer.split() for offer in _OFFERS_WORDS.split(",")]
_THEIRS_WORDS = "my is it's here's that's number's"
_THEIRS = frozenset(_THEIRS_WORDS.split())
_REQUESTS_WORDS = (
    "can could may might would will what what's whats which read give tell take need grab have pop ready please "
    "whenever go confirm enter type provide let's say start shall got want is it's find look where where's who "
    "when how"
)
_REQUESTS = frozenset(_REQUESTS_WORDS.split())
_NEARLY_WORDS = "on a an ah fine not"
_NEARLY = frozenset(_NEARLY_WORDS.split())
"""Fillers that digits are often taken for: one, eight, oh, five, nought."""
_PAYS_WORDS = "visa mastercard amex maestro discover debit credit diners"
_PAYS = frozenset(_PAYS_WORDS.split())
"""What people call a card that pays, and no other."""
_AT_EASE = frozenset({"problem", "worries", "rush", "hurry", "trouble"})
"""After "no", by somebody who declines nothing."""
_ANEW_WORDS = "can could may what what's i'll please and now"
_ANEW = frozenset(_ANEW_WORDS.split())
"""Before a request, whatever was denied before: "no problem, can I take your"."""
_NOT_WORDS = (
    "never don't dont wont cant any not won't without no isn't wasn't haven't didn't doesn't lost forgot forgotten "
    "asking asked wants wanted"
)
_NOT = frozenset(_NOT_WORDS.split())
OF_CARDS = frozenset({"card", "security code", "expiry"})


class Turn:
    """What was said at once."""

    def __init__(self, table: Table, memory: Memory, speaker: Speaker, text: str) -> None:
        self.table = table
        self.memory = memory
        """As it was before."""
        self.speaker = speaker
        self.text = text
        self.tokens = tokenise(text)
        self.words = [token.text for token in self.tokens]
        self.labels = self._labels()
        self._in_labels = {at for label in self.labels for at in range(label.first, label.last + 1)}
        self.cards, self.other_cards = self._cards()
        self.runs = self._runs()
        self.bare = bool(self.runs) and is_bare(self.words, self.runs, SPARE if self._expects else 0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said but "mhm" and "okay"."""
        return not self.labels and all(word in CHEERS for word in self.words)

    @property
    def is_all_numbers(self) -> bool:
        """Whether not a word is said that sounds like no number."""
        return sum(run.last + 1 - run.first for run in self.runs) == len(self.words)

    @property
    def requests(self) -> bool:
        """Whether something is asked for, as far as single words tell."""
        return not _REQUESTS.isdisjoint(self.words)

    @property
    def substance(self) -> int:
        """Words that are neither numbers nor "mhm"."""
        inside = {at for run in self.runs for at in range(run.first, run.last + 1)}
        return sum(word not in CHEERS for at, word in enumerate(self.words) if at not in inside)

    @property
    def declines(self) -> bool:
        """Whether it is a no to what was offered: "no, the driver knows it"; "no problem" is no such no."""
        return len(self.words) > 1 and self.words[0] in ("no", "nope") and self.words[1] not in _AT_EASE

    def denies(self, at: int) -> bool:
        """Whether it is said that what comes there is not wanted, or was had: "never tell your", "thanks for"."""
        before = self.words[max(0, at - 8) : at]
        if "for" in before[-2:] and not {"thanks", "thank"}.isdisjoint(before):
            return True
        nearest = next((word for word in reversed(before) if word in _NOT or word in _ANEW), "")
        return nearest in _NOT

    def label_of(self, run: Run) -> Found[Label] | None:
        """What this text says that the number is: the last phrase before it, or the next one right behind."""
        before = [label for label in self.labels if label.last < run.first]
        if before:
            return before[-1]
        for label in self.labels:
            if label.first > run.last and _LINKS.issuperset(self.words[run.last + 1 : label.first]):
                taken = any(other.first > label.last for other in self.runs)  # it announces the next number
                return None if taken else label
        return None

    def span_of(self, run: Run) -> tuple[int, int]:
        """Its first and last word, with the words beside it that may be misheard digits."""
        first, last = run.first, run.last
        if self.bare:
            while first and self._may_be_digit(first - 1):
                first -= 1
            while last + 1 < len(self.words) and self._may_be_digit(last + 1):
                last += 1
        return first, last

    def _may_be_digit(self, at: int) -> bool:
        return (self.words[at] not in FILLERS or self.words[at] in _NEARLY) and at not in self._in_labels

    @property
    def _expects(self) -> bool:
        """Whether digits are expected, so that a strange word among them is likely to be one."""
        giving = self.memory.open_number
        given = giving is not None and giving.kind != READABLE and giving.by == self.speaker
        return given or bool(self.memory.secrets_asked) or (self.memory.paying and self.speaker == "customer")

    def names_card(self, run: Run) -> bool:
        """Whether a card is named right before a number, or in the same breath as one that is read out."""
        named = [at for at, word in enumerate(self.words) if word in self.table.cards and at not in self._in_labels]
        if any(0 < run.first - at <= BESIDE for at in named):
            return len(run.core) >= (2 if run.first - 1 in named else 3)
        return self.cards and self.speaker == "customer" and run.is_read_out(4) and not self.labels

    def _labels(self) -> list[Found[Label]]:
        found = self.table.phrases.find(self.words, lambda label: self._counts(label, paying=self._may_pay))
        if any(isinstance(label.meaning, Kind) and label.meaning.name == "card" for label in found):
            # With a card its codes are announced too.
            found = self.table.phrases.find(self.words, lambda label: self._counts(label, paying=True))
        return found

    @property
    def _may_pay(self) -> bool:
        """Whether a card is given, or may be."""
        return self.memory.paying or any(self._may_be_card(number) for number in self.memory.doubted)

    def _may_be_card(self, number: Giving) -> bool:
        likely = len(number.digits) >= LIKELY or number.perhaps in OF_CARDS
        return likely and (self.memory.pays or self.memory.spoke_of_cards(number.begun))

    @property
    def announcing(self) -> bool:
        """Whether a customer is about to give what they name: it ends the turn, or they offer it."""
        at_end = bool(self.labels) and len(self.words) - 1 - self.labels[-1].last <= AT_END
        theirs = not _THEIRS.isdisjoint(self.words[-2 * AT_END :])
        return (at_end and theirs) or any(self.words[at : at + 2] in _OFFERS for at in range(len(self.words)))

    def _counts(self, label: Label, *, paying: bool) -> bool:
        """Whether a phrase means what it says, as the call goes."""
        if isinstance(label, Readable):
            return True
        memory = self.memory
        if label.paying and not paying and not (label.name == "expiry" and self._may_ask_expiry):
            return False
        if label.name in OF_CARDS and memory.other_card_at > max(memory.paying_at, memory.card_at):
            return False
        wanted = self.table.near(label)
        return not wanted or not wanted.isdisjoint(self.words) or memory.was_said(wanted)

    @property
    def _may_ask_expiry(self) -> bool:
        """Whether an agent may ask for a card's expiry though its number was not recognised as one."""
        return self.speaker == "agent" and len(self.words) <= SHORT and self.memory.pays

    def _cards(self) -> tuple[bool, bool]:
        """Whether cards are spoken of that pay, and such that do not."""
        readable = {
            at
            for label in self.labels
            if isinstance(label.meaning, Readable)
            for at in range(label.first, label.last + 1)
        }
        cards = {at for at, word in enumerate(self.words) if word in self.table.spoken_cards}
        cards |= {at for at, word in enumerate(self.words) if word == "debit" and "direct" not in self.words[:at]}
        if cards & readable:
            return False, True
        # "The number on the card" is the library card's, if that was spoken of last.
        other = self.memory.speaks_of_other_cards and _PAYS.isdisjoint(self.words)
        return bool(cards) and not other, bool(cards) and other

    def _runs(self) -> list[Run]:
        in_play = [*self.memory.questions, *(label.meaning for label in self.labels)]
        forms = {label.form for label in in_play if isinstance(label, Kind)}
        dated = "date" in forms
        said = [
            each
            for each in digits_in(self.text, self.tokens)
            if (not each.quantity or dated) and self._in_labels.isdisjoint(range(each.first, each.last + 1))
        ]
        giving = self.memory.open_secret
        if giving is not None:
            forms |= self.table.forms(giving.kind)
        if not forms.isdisjoint(("letters and digits", "words")):
            said = _with(said, [each for each in letters_in(self.tokens) if each.first not in self._in_labels])
        if dated or (self._may_pay and self.speaker == "customer"):
            said = _with(said, [each for each in dates_in(self.tokens) if each.first not in self._in_labels])
        patient = self._expects
        strangers = STRANGERS_GIVING if patient else STRANGERS
        return runs_in(self.words, said, breaks=self._in_labels, strangers=strangers, unsure=patient)


def _with(said: list[Digits], more: list[Digits]) -> list[Digits]:
    """Both in order, each word once; digits count before letters."""
    taken = {at for each in said for at in range(each.first, each.last + 1)}
    return sorted([*said, *(each for each in more if taken.isdisjoint(range(each.first, each.last + 1)))])

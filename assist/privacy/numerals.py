"""Numbers as people say them and as recognisers write them: words in, digits out.

"four one double one", "forty-one eleven", "oh two", "twenty-two hundred", "4-1-1-1", "three nines". What a recogniser
writes for a digit that it misheard ("for", "won", "ate") counts as one beside others. Quantities ("45.99", "ten
minutes", "41st") are no digits of a number that is read out; they are found here too, so that nobody takes them for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assist.privacy.tokens import Token

_UNITS = {
    "zero": 0, "nought": 0, "naught": 0, "nil": 0, "null": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "niner": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_MISHEARD = {
    "o": 0, "oh": 0, "owe": 0, "hero": 0, "sero": 0, "xero": 0, "not": 0, "won": 1, "wan": 1, "wun": 1, "to": 2,
    "too": 2, "tu": 2, "free": 3, "tree": 3, "for": 4, "fore": 4, "fife": 5, "hive": 5, "fine": 5, "fight": 5,
    "sicks": 6, "sex": 6, "sics": 6, "sick": 6, "heaven": 7, "sven": 7, "ate": 8, "ait": 8, "nein": 9, "nigh": 9,
    "mine": 9, "night": 9, "elven": 11, "plenty": 20, "dirty": 30, "forte": 40, "nighty": 90,
}  # fmt: skip
"""Digits only beside others: these are words of their own as well."""
_PLURALS = {
    "zeros": 0, "zeroes": 0, "noughts": 0, "naughts": 0, "ohs": 0, "os": 0, "ones": 1, "twos": 2, "threes": 3,
    "fours": 4, "fives": 5, "sixes": 6, "sevens": 7, "eights": 8, "nines": 9,
}  # fmt: skip
_TIMES = {
    "double": 2, "doubled": 2, "doubles": 2, "dubble": 2, "trouble": 2, "triple": 3, "tripled": 3, "treble": 3,
    "tripple": 3, "quadruple": 4,
}  # fmt: skip
_SCALES = {"hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000}
_MEASURES_WORDS = (
    "pound pounds quid pence dollar dollars buck bucks cent cents euro euros rupees percent per degrees degree "
    "kilowatt kilowatts kwh watts volts amps gig gigs gigabyte gigabytes meg megs megabytes megabits mb gb kb "
    "millimetres centimetres metres meters metre feet foot inch inches mile miles kilometres km cm mm kilo kilos "
    "kg grams milligrams mg ml litres stone ounces o'clock am pm adults kids children items boxes bags pieces "
    "bottles packs pairs copies guests passengers seats tickets rooms bedrooms stars million billion point"
)
_MEASURES = frozenset(_MEASURES_WORDS.split())
"""What follows a quantity."""
_MONEY_WORDS = "pound pounds quid dollar dollars buck bucks euro euros"
_MONEY = frozenset(_MONEY_WORDS.split())
_BEFORE_QUANTITY_WORDS = "point past"
_BEFORE_QUANTITY = frozenset(_BEFORE_QUANTITY_WORDS.split())
_SPENT_WORDS = "paid spent cost costs charged"
_SPENT = frozenset(_SPENT_WORDS.split())
_STREETS_WORDS = "road street avenue lane drive close court crescent terrace boulevard st rd ave gardens grove mews"
_STREETS = frozenset(_STREETS_WORDS.split())
"""What follows the number of a house, or its street's name."""
_TIMES_OF_WORDS = (
    "minute minutes min mins hour hours hrs day days night nights week weeks fortnight month months year years yrs"
)
_TIMES_OF = frozenset(_TIMES_OF_WORDS.split())
"""What follows a quantity of up to three digits."""
_PERHAPS_WORDS = "second seconds times digit digits number numbers letters people p k of or more"
_PERHAPS = frozenset(_PERHAPS_WORDS.split())
"""What follows a quantity, unless other digits stand before it."""
_BEFORE_ONE_WORDS = (
    "the this that which other another old new first last next big small little good only any no each every "
    "right wrong some"
)
_BEFORE_ONE = frozenset(_BEFORE_ONE_WORDS.split())
"""What makes of "one" a thing: the other one."""
_WRITTEN_AMOUNT = re.compile(
    r"(?<=[\u00a3$\u20ac\u00a5#])[^\W_]+|[^\W_]+(?=%)|(?<![\w.:])\d{1,4}[.:]\d{1,2}(?!\w|[.:]\d)"
)
"""$45, 20%, 45.99, 10:30."""

_UNDER_TWENTY = _UNITS | _TEENS
_NUMBERS = _UNDER_TWENTY | _TENS
_UNSURE = {
    **{f"{word}{end}": value for word, value in _NUMBERS.items() for end in ("s", "es", "'s", "th")},
    **{f"{word[:-1]}{end}": value for word, value in _TENS.items() for end in ("ies", "ieth")},
    "eighth": 8, "fifth": 5, "ninth": 9, "twelfth": 12, "twelves": 12,
    **_MISHEARD,
}  # fmt: skip
"""The same, with the endings that recognisers add."""
_DIGIT = {
    word: digit for word, digit in (_UNSURE | _UNITS | {str(each): each for each in range(10)}).items() if digit <= 9
}


class Digits(NamedTuple):
    """Digits said with the tokens `first` to `last`, both included."""

    first: int
    last: int
    digits: str
    sure: bool
    """Whether it says digits by itself, not only beside others."""
    quantity: bool = False
    """Whether it is a number of something, an amount, a time: not read out digit by digit."""


def digits_in(text: str, tokens: Sequence[Token]) -> list[Digits]:
    """All that says digits, in order, each token at most once."""
    found: list[Digits] = []
    amounts = {at for amount in _WRITTEN_AMOUNT.finditer(text) for at in range(*amount.span())}
    at = 0
    while at < len(tokens):
        said = _read(tokens, at)
        if said is None:
            at += 1
            continue
        before = found[-1] if found else None
        amount = said.sure and not amounts.isdisjoint((tokens[said.first].start, tokens[said.last].start))
        more = before is not None and before.quantity and _ends_amount(text, tokens, before, said)
        quantity = amount or more or (said.sure and _is_quantity(tokens, said, before))
        found.append(said._replace(quantity=quantity))
        at = said.last + 1
    return found


def _read(tokens: Sequence[Token], at: int) -> Digits | None:
    word = tokens[at].text
    if word.isdecimal():
        return Digits(at, at, word, sure=True)
    if word in _TIMES:
        return _repeated(tokens, at)
    if word in _NUMBERS:
        return _number(tokens, at)
    if word in _UNSURE:
        return Digits(at, at, str(_UNSURE[word]), sure=False)
    if word in _SCALES:
        return Digits(at, at, str(_SCALES[word])[1:], sure=False)
    return None


def _repeated(tokens: Sequence[Token], at: int) -> Digits | None:
    """Double four, triple oh."""
    digit = _DIGIT.get(_word(tokens, at + 1))
    if digit is None:
        return None
    return Digits(at, at + 1, str(digit) * _TIMES[tokens[at].text], sure=True)


def _number(tokens: Sequence[Token], at: int) -> Digits:
    """A number under a hundred, or one made of it: three nines, forty one hundred, four thousand one hundred."""
    value, last = _scaled(tokens, at, 1000)
    plural = _PLURALS.get(_word(tokens, last + 1))
    if plural is not None and 2 <= value <= 6:
        return Digits(at, last + 1, str(plural) * value, sure=True)
    return Digits(at, last, str(value), sure=True)


def _scaled(tokens: Sequence[Token], at: int, scale: int) -> tuple[int, int]:
    """The number that begins here, with so many hundreds or thousands in it, and its last token."""
    if scale == 1:
        return _under_hundred(tokens, at)
    lower = 100 if scale == 1000 else 1
    value, last = _scaled(tokens, at, lower)
    if _SCALES.get(_word(tokens, last + 1)) != scale:
        return value, last
    value, last = value * scale, last + 1
    rest = last + 2 if _word(tokens, last + 1) == "and" else last + 1
    if _word(tokens, rest) in _NUMBERS:
        more, end = _scaled(tokens, rest, lower)
        if more < scale and _SCALES.get(_word(tokens, end + 1)) != scale:  # else it is the next: 400 500
            return value + more, end
    return value, last


def _under_hundred(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The number that begins here, and its last token."""
    word = tokens[at].text
    if word in _TENS:
        unit = _UNITS.get(_word(tokens, at + 1), 0)
        return _TENS[word] + unit, at + (unit > 0)
    return _UNDER_TWENTY[word], at


def _is_quantity(tokens: Sequence[Token], said: Digits, last: Digits | None) -> bool:
    """Whether the words beside it say that it is a number of something; `last` are the digits before it."""
    before, after, then = (_word(tokens, at) for at in (said.first - 1, said.last + 1, said.last + 2))
    count = len(said.digits)
    if after == "of" and (then in _NUMBERS or then.isdecimal()):  # three of twenty eight: a date
        return False
    near = last is not None and said.first - last.last <= 2
    if not near and said.digits == "1" and before in _BEFORE_ONE:
        return True
    if after in _MEASURES or (after in _TIMES_OF and count <= 3):
        return True
    if (before in _BEFORE_QUANTITY and count <= 2) or (before in _SPENT and count <= 4):
        return True
    if last is not None and said.first == last.last + 1 and not last.quantity:  # it goes on with those digits
        return False
    street = after in _STREETS or (after not in ("the", "on") and then in _STREETS)
    return (after in _PERHAPS and count <= 3) or (street and count <= 4)


def _ends_amount(text: str, tokens: Sequence[Token], amount: Digits, said: Digits) -> bool:
    """Whether it is the rest of an amount: forty pounds fifty, $1,204."""
    between = [token.text for token in tokens[amount.last + 1 : said.first]]
    if len(said.digits) <= 2 and len(between) == 1 and between[0] in _MONEY:
        return True
    written = text[tokens[amount.last].end : tokens[said.first].start]
    return written == "," and len(said.digits) == 3


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""

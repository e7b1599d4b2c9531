"""What else than digits is read out: letters, spelling words, months. Looked for only where a kind asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from assist.privacy.numerals import Digits
from assist.privacy.tokens import Token

_SPELLING = (
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa "
    "quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu "
    "apple able baker dog easy freddie fred george harry henry ink jack jonny king love lucy mother nuts nellie "
    "orange peter queen queenie robert roger sugar samuel tommy tom uncle william zebra yellow"
)
"""Words for letters, by their first: NATO's and those that callers make up."""
_LETTERS = frozenset(_SPELLING.split())
_CASES = frozenset(["capital", "capitals", "uppercase", "lowercase", "upper", "lower", "small", "big"])
_SIGNS_WORDS = "hash hashtag exclamation mark asterisk star dollar underscore ampersand percent shout dash dot hyphen"
_SIGNS = frozenset(_SIGNS_WORDS.split())
_MONTHS = "january february march april may june july august september october november december"
_DAYS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_DATES = {
    **{name: number for number, month in enumerate(_MONTHS.split(), 1) for name in (month, month[:3])},
    "sept": 9,
    **{day: number for number, day in enumerate(_DAYS.split(), 1)},
    "thirtieth": 30,
}
_BESIDE = frozenset(["a", "i", "o", "u"])
"""Letters that are words too: only beside other letters or digits."""


def letters_in(tokens: Sequence[Token]) -> list[Digits]:
    """Letters read out one by one, and words of letters and digits as a recogniser joins them ("gb29")."""
    found: list[Digits] = []
    for at, token in enumerate(tokens):
        word = token.text
        if len(word) == 1 and word.isalpha():
            found.append(Digits(at, at, word, sure=word not in _BESIDE))
        elif word in _LETTERS:
            found.append(Digits(at, at, word[0], sure=True))
        elif word in _CASES or word in _SIGNS:
            found.append(Digits(at, at, "", sure=True))
        elif word.isalnum() and not word.isalpha() and not word.isdecimal():
            found.append(Digits(at, at, word, sure=True))
        elif word == "you" and at and tokens[at - 1].text == "double":
            found.append(Digits(at - 1, at, "w", sure=True))
    return found


def dates_in(tokens: Sequence[Token]) -> list[Digits]:
    """Months and days by their names."""
    return [
        Digits(at, at, f"{_DATES[token.text]:02}", sure=True) for at, token in enumerate(tokens) if token.text in _DATES
    ]

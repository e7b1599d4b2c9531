"""How a speaker says a number, and how an engine writes it: digits and letters in, groups of words out.

Owns the habits of saying numbers. Must not know which numbers are secret, nor who asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

from tests.bench.masking.pieces import Piece
from tests.bench.masking.voices import Habits, Voice

ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS: tuple[str, ...] = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen")
TEENS += ("sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MONTHS: tuple[str, ...] = ("january", "february", "march", "april", "may", "june", "july", "august")
MONTHS += ("september", "october", "november", "december")
_ALPHABET = (
    "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo "
    "sierra tango uniform victor whiskey xray yankee zulu"
)
ALPHABET = _ALPHABET.split()
GROUPS: dict[str, tuple[tuple[int, ...], ...]] = {
    "card": ((4, 4, 4, 4), (4, 4, 4, 4), (4, 4, 4, 4), (8, 8), (4, 6, 5), (3, 3, 3, 3, 4), (4, 3, 3, 3, 3), (2, 2) * 4),
    "sort_code": ((2, 2, 2), (2, 2, 2), (6,), (3, 3)),
    "account": ((4, 4), (3, 3, 2), (2, 2, 2, 2), (8,), (3, 3, 3, 3)),
    "routing": ((3, 3, 3), (4, 4, 1), (9,), (2, 2, 2, 3)),
    "ssn": ((3, 2, 4),),
    "nino": ((2, 2, 2, 2, 1), (2, 6, 1)),
    "iban": ((4,) * 9,),
    "phone_uk": ((5, 3, 3), (5, 6), (3, 4, 4), (4, 3, 4)),
    "phone_us": ((3, 3, 4),),
    "one_time_code": ((3, 3), (6,), (2, 2, 2)),
}
"""Usual groups of a kind of number; what is left over is a last group, and other kinds are grouped by the speaker."""


class Group(NamedTuple):
    """One group of a number: where in the number it begins, its characters, and how it was said."""

    at: int
    characters: str
    pieces: list[Piece]


def say(characters: str, kind: str, voice: Voice, random: Random) -> list[Group]:
    """The characters (digits and letters) in groups, as this voice says them; nothing is marked as a secret yet."""
    groups: list[Group] = []
    for at, some in _cut(characters, sizes(kind, len(characters), voice.habits, random)):
        pieces = group(some, at, voice, random)
        if groups and voice.writing.between != " ":
            pieces[0] = pieces[0]._replace(before=voice.writing.between)
        groups.append(Group(at, some, pieces))
    return groups


def sizes(kind: str, length: int, habits: Habits, random: Random) -> list[int]:
    """How many characters each group has; they add up to `length`."""
    if kind in GROUPS and random.random() >= habits.irregular:
        wanted = list(random.choice([one for one in GROUPS[kind] if sum(one) >= length] or GROUPS[kind]))
    elif random.random() < habits.irregular:
        wanted = [random.randint(1, 6) for _ in range(length)]
    else:
        wanted = [random.choice((2, 3, 3, 4, 4))] * length if length > 4 else [length]
    wanted.append(length)
    cut: list[int] = []
    for size in wanted:
        if sum(cut) < length:
            cut.append(min(size, length - sum(cut)))
    return cut


def group(characters: str, at: int, voice: Voice, random: Random) -> list[Piece]:
    """One group, as digits or words by the engine's way and its whims."""
    style = voice.writing
    if style.digits == "words":
        if random.random() < style.mixed and characters.isdigit():
            return _digits(characters, at, "run", random)
        return in_words(characters, at, voice, random)
    if random.random() < style.mixed or not characters.isdigit():
        return in_words(characters, at, voice, random)
    return _digits(characters, at, style.digits, random)


def in_words(characters: str, at: int, voice: Voice, random: Random) -> list[Piece]:
    """One group in words, by the speaker's habits."""
    said: list[Piece] = []
    while len(said_places := characters[sum_of(said) :]) > 0:
        said += _next(said_places, at + sum_of(said), voice, random)
    return said


def sum_of(pieces: Sequence[Piece]) -> int:
    """How many characters of the number the pieces give away."""
    return sum(len(piece.carries) for piece in pieces)


def below_hundred(two: str, at: int, hyphen: str) -> list[Piece]:
    """Two digits, the first of them no zero, as a number."""
    if two[0] == "1":
        return [Piece(TEENS[int(two[1])], (at, at + 1))]
    if two[1] == "0":
        return [Piece(TENS[int(two[0])], (at, at + 1))]
    return [Piece(TENS[int(two[0])], (at,)), Piece(ONES[int(two[1])], (at + 1,), before=hyphen)]


def expiry(month_year: str, voice: Voice, random: Random) -> list[Group]:
    """The four digits MMYY as people give the end of a card's life."""
    style, zero = voice.writing, voice.habits.zero
    if style.digits != "words" and random.random() < 0.8:
        between = random.choice(("/", "/", " ", "-", " / "))
        month, year = _digits(month_year[:2], 0, "run", random), _digits(month_year[2:], 2, "run", random)
        return [Group(0, month_year, [*month, year[0]._replace(before=between), *year[1:]])]
    number, name = int(month_year[:2]), MONTHS[int(month_year[:2]) - 1]
    year = below_hundred(month_year[2:], 2, style.hyphen)
    full_year = [Piece("twenty"), *year] if random.random() < 0.5 else year
    digit_year = [_digit(digit, 2 + n, zero) for n, digit in enumerate(month_year[2:])]
    month = below_hundred(month_year[:2], 0, style.hyphen) if number > 9 else [Piece(ONES[number], (0, 1))]
    padded = [_digit("0", 0, zero), _digit(month_year[1], 1, zero)] if number < 10 else month
    slash = [Piece(random.choice(("slash", "slash", "stroke", "of")))]
    said = random.choice(
        (
            [*padded, *year],
            [*padded, *slash, *year],
            [*padded, *slash, *digit_year],
            [*padded, *digit_year],
            [*month, *slash, *year],
            [*month, *year],
            [Piece(name if style.plain else name.title(), (0, 1)), *full_year],
            [Piece(name if style.plain else name.title(), (0, 1)), Piece("of"), *full_year],
        )
    )
    return [Group(0, month_year, said)]


def _next(characters: str, at: int, voice: Voice, random: Random) -> list[Piece]:
    """The next word or words: at least one character of the rest of a group."""
    habits, first = voice.habits, characters[0]
    if not first.isdigit():
        return _letter(first, at, voice, random)
    run = len(characters) - len(characters.lstrip(first))
    if run >= 2 and random.random() < habits.doubled:
        return _repeated(first, at, min(run, 4), voice, random)
    if random.random() < habits.round_numbers:
        if characters[:4].endswith("000") and len(characters) >= 4 and first != "0":
            return [_digit(first, at, habits.zero), Piece("thousand", (at + 1, at + 2, at + 3))]
        if characters[2:4] == "00" and characters[:4].isdigit() and "0" not in characters[:2]:
            return [*below_hundred(characters[:2], at, voice.writing.hyphen), Piece("hundred", (at + 2, at + 3))]
        if len(characters) == 3 and characters[1:] == "00" and first != "0":
            return [_digit(first, at, habits.zero), Piece("hundred", (at + 1, at + 2))]
    two = characters[:2].isdigit() and len(characters) not in (1, 3) and first != "0"
    if two and random.random() < habits.in_twos:
        return below_hundred(characters[:2], at, voice.writing.hyphen)
    return [_digit(first, at, habits.zero)]


def _repeated(digit: str, at: int, run: int, voice: Voice, random: Random) -> list[Piece]:
    """ "Double four", "treble seven", rarely "four fours"."""
    word, places = _digit(digit, at, voice.habits.zero).text, range(at, at + run)
    if run == 4 and random.random() < 0.2:
        return [Piece("four"), Piece(word + ("es" if word == "six" else "s"), tuple(places))]
    if run == 3 and random.random() < 0.8:
        return [Piece(voice.habits.threefold), Piece(word, tuple(places))]
    return [Piece("double"), Piece(word, (at, at + 1))]


def _letter(letter: str, at: int, voice: Voice, random: Random) -> list[Piece]:
    """A letter, or its word in the alphabet of the air."""
    plain = letter if not voice.writing.plain else letter.lower()
    if not letter.isalpha():
        return [Piece({"-": "dash", "/": "slash", "!": "exclamation mark"}.get(letter, letter), (at,))]
    code = ALPHABET[ord(letter.lower()) - ord("a")]
    if not voice.habits.by_alphabet:
        return [Piece(plain, (at,))]
    if random.random() < 0.3:
        return [Piece(plain, (at,)), Piece("for"), Piece(code)]
    return [Piece(code, (at,))]


def _digit(digit: str, at: int, zero: str) -> Piece:
    return Piece(zero if digit == "0" else ONES[int(digit)], (at,))


def _digits(characters: str, at: int, style: str, random: Random) -> list[Piece]:
    """The group in figures, a piece for each, so that each knows its place."""
    between = {"run": "", "spaced": " ", "hyphens": "-", "twos": ""}[style]
    pieces = [Piece(one, (at + n,), before=between if n else " ") for n, one in enumerate(characters)]
    if style == "twos":
        pieces = [one._replace(before=" ") if n % 2 == 0 else one for n, one in enumerate(pieces)]
    return pieces


def _cut(characters: str, lengths: Sequence[int]) -> list[tuple[int, str]]:
    ends = [sum(lengths[:n]) for n in range(len(lengths) + 1)]
    return [(start, characters[start:end]) for start, end in pairwise(ends)]

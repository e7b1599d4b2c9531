"""The arithmetic in numbers: which digits can be a card, an account's IBAN, a bank's routing number.

Lengths and first digits of cards: ISO/IEC 7812 and what the schemes publish of theirs. IBAN: ISO 13616, mod 97.
"""

from __future__ import annotations

_BRANDS: tuple[tuple[int, int, frozenset[int]], ...] = (
    (40, 49, frozenset({16, 19})),
    (51, 55, frozenset({16})),
    (2221, 2720, frozenset({16})),
    (34, 34, frozenset({15})),
    (37, 37, frozenset({15})),
    (30, 30, frozenset({14})),
    (36, 36, frozenset({14})),
    (38, 39, frozenset({14})),
    (3528, 3589, frozenset({16, 17, 18, 19})),
    (6011, 6011, frozenset({16, 19})),
    (644, 659, frozenset({16, 19})),
    (62, 62, frozenset(range(16, 20))),
    (50, 50, frozenset({16, 18, 19})),
    (56, 69, frozenset({16, 18, 19})),
)
"""First and last of a brand's leading digits, and how long its numbers are; lengths that are no longer given out, or
that only very few debit cards have, are left out."""


def is_card(digits: str) -> bool:
    """Whether these digits can be the number of a payment card: a brand's beginning and length, and the check digit."""
    return (
        digits.isdecimal()
        and any(
            len(digits) in lengths and first <= int(digits[: len(str(first))]) <= last
            for first, last, lengths in _BRANDS
        )
        and passes_luhn(digits)
    )


def begins_as_card(digits: str) -> bool:
    """Whether a card's number may begin so. 35 does only with sixteen digits: with fewer it is a telephone's IMEI."""
    return (
        digits[:1] in ("4", "5", "6")
        or digits[:2] in ("22", "23", "24", "25", "26", "27", "34", "36", "37", "38", "39", "30")
        or (digits[:2] == "35" and len(digits) >= 16)
    )


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[-1::-2]))) % 10 == 0


def is_iban(text: str) -> bool:
    """Whether letters and digits without spaces are an IBAN."""
    if not (15 <= len(text) <= 34 and text.isascii() and text.isalnum()):
        return False
    if not (text[:2].isalpha() and text[2:4].isdecimal()):
        return False
    return int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97 == 1

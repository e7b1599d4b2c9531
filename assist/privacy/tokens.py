"""A text as words with their places. Knows nothing of numbers or secrets."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]{3,}(?=\d)|[^\W_]+(?:['\u2019][^\W\d_]+)*")


class Token(NamedTuple):
    """One word: in small letters, digits as 0 to 9, with its place in the text."""

    text: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """The words of a text in order; what stands between them is in none."""
    return [Token(_plain(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


def _plain(word: str) -> str:
    word = word.lower().replace("\u2019", "'")
    if word.isascii():
        return word
    return "".join(str(digit) if (digit := unicodedata.digit(char, None)) is not None else char for char in word)

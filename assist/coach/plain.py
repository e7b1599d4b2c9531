"""Words as rules compare them: lower case, straight apostrophes, no punctuation."""

from __future__ import annotations

import re

FILLERS = re.compile(r"\b(?:um+|uh+|erm?|hmm+|mhm|mm+|you know|i mean)\b")
_BARE = re.compile(
    r"\b(?:(i)(m|ve)|(you|we|they)(ve|re)|(it|that|there|what|he|she|who|where|nobody)(s)|"
    r"(do|does|did|is|was|are|were|have|has|had|wo|ca|could|would|should)(nt))\b"
)
"""Contractions as recognisers write them, without the apostrophe."""


def plain(text: str, keep: str = "") -> str:
    """The words with single spaces between them, apostrophes where they belong; `keep` are further marks that stay."""
    text = text.lower().replace("\u2019", "'").replace("\u2018", "'")
    words = " ".join(re.sub(rf"[^\w'{re.escape(keep)} -]+", " ", text).split())
    return _BARE.sub(_with_apostrophe, words)


def _with_apostrophe(match: re.Match[str]) -> str:
    first, rest = (group for group in match.groups() if group)
    return f"{first}n't" if rest == "nt" else f"{first}'{rest}"


def spoken(text: str) -> str:
    """The same without the sounds between the words."""
    return " ".join(FILLERS.sub(" ", plain(text)).split())

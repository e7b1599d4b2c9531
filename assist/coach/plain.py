"""Words as rules compare them: lower case, straight apostrophes, no punctuation."""

from __future__ import annotations

import re

FILLERS = re.compile(r"\b(?:um+|uh+|erm?|hmm+|mhm|mm+|you know|i mean|like,)\b")


def plain(text: str, keep: str = "") -> str:
    """The words with single spaces between them; `keep` are further marks that stay."""
    text = text.lower().replace("\u2019", "'").replace("\u2018", "'")
    return " ".join(re.sub(rf"[^\w'{re.escape(keep)} -]+", " ", text).split())


def spoken(text: str) -> str:
    """The same without the sounds between the words."""
    return " ".join(FILLERS.sub(" ", plain(text)).split())

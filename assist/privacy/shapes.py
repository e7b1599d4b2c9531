"""Secrets that show by their shape alone, as recognisers and people write numbers that they understand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assist.privacy.checks import is_iban
from assist.privacy.finding import Finding

_US_SOCIAL_SECURITY = re.compile(r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
_UK_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(?:\d\d ?){3}[A-D]\b", re.IGNORECASE)
"""Letters as the tax office gives them out; three pairs of digits, a letter."""
_IBAN = re.compile(r"\b[A-Z]{2}\d\d(?: ?[A-Z0-9]{1,4}){3,8}\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def find(text: str) -> Iterator[Finding]:
    """Identity numbers and IBANs that are written out."""
    if _DIGIT.search(text) is None:
        return
    for pattern in (_US_SOCIAL_SECURITY, _UK_INSURANCE):
        for found in pattern.finditer(text):
            yield Finding(found.start(), found.end(), "national id", "it is written as one")
    for found in _IBAN.finditer(text):
        end = _iban_end(found[0])
        if end:
            yield Finding(found.start(), found.start() + end, "iban", "its check digits are right")


def _iban_end(text: str) -> int:
    """How much of the text is an IBAN; words may follow that look as if they belonged to it. 0: none."""
    ends = [found.start() for found in re.finditer(r" |$", text)]
    return next((end for end in reversed(ends) if is_iban(text[:end].replace(" ", ""))), 0)

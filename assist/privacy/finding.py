"""What the masker finds: a place in a text, and what is secret there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Finding(NamedTuple):
    """Words that are hidden: characters `start` to before `end` of the text."""

    start: int
    end: int
    kind: str
    why: str
    digits: str = ""
    """The whole number as far as it was given; nobody keeps it."""
    doubt: int = 0
    """Not 0: it is hidden for the time being, until the doubt with this number is settled."""


def united(findings: Iterable[Finding]) -> list[Finding]:
    """In order, and those that overlap as one: of its kind is the first of those that are in no doubt."""
    united: list[Finding] = []
    for each in sorted(findings):
        if united and each.start < united[-1].end:
            last = united[-1]
            kept = each if last.doubt and not each.doubt else last
            united[-1] = kept._replace(start=last.start, end=max(each.end, last.end))
        else:
            united.append(each)
    return united

"""Digits that belong together: what is read out as one number, with the small words that people say in between."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from assist.privacy.numerals import Digits

_FILLERS_WORDS = (
    "uh um er erm ah eh hm hmm mm mhm mhmm uhuh huh yeah yes yep yup okay ok right alright and then so well like "
    "that's thats it's its is was the that dash hyphen slash space spaces stroke comma dot full stop again sorry "
    "no not wait i mean sure lovely perfect great thanks thank you go on got it cool fine good next after "
    "followed by now let me see got i've i'll have give these them yea ya aha hang hold please an a"
)
FILLERS = frozenset(_FILLERS_WORDS.split())
"""Said between digits and meaning none."""
_CHEERS_WORDS = (
    "i'm listening keep going take your time problem worries rush carry ready when whenever you're you are bit "
    "gotcha noted brilliant excellent super wonderful fantastic nice ta cheers course absolutely bear with me "
    "one"
)
CHEERS = FILLERS | frozenset(_CHEERS_WORDS.split())
"""Said to somebody who is giving a number, and asking nothing."""
LIST = 5
"""So many numbers that rise are a list."""
LONGEST_FILLING = 7
"""Fillers between two digits of one number, at most."""


class Run(NamedTuple):
    """What was read out in one breath."""

    said: tuple[Digits, ...]

    @property
    def first(self) -> int:
        return self.said[0].first

    @property
    def last(self) -> int:
        return self.said[-1].last

    @property
    def digits(self) -> str:
        """All of it, what may be no digit too."""
        return "".join(each.digits for each in self.said)

    @property
    def core(self) -> str:
        """Without what may be no digit at either end: "for one two to" is one two."""
        return "".join(each.digits for each in self._core())

    @property
    def readings(self) -> tuple[str, ...]:
        """Every way to read its ends."""
        lead = 0 if self.said[0].sure else 1
        tail = len(self.said) - (0 if self.said[-1].sure else 1)
        ends = {(0, len(self.said)), (lead, len(self.said)), (0, tail), (lead, tail)}
        return tuple("".join(each.digits for each in self.said[start:end]) for start, end in sorted(ends))

    def is_read_out(self, least: int) -> bool:
        """Whether at least so many digits are said as those of a number that identifies something, not as an amount."""
        if len(self.core) < least:
            return False
        groups = [each.digits for each in self.said if each.sure]
        singles = sum(len(group) == 1 or len(set(group)) == 1 for group in groups)
        written = any(len(group) >= 4 and not group.startswith(("19", "20")) for group in groups)
        return singles >= 3 or written or len(self.core) >= 6 or (singles >= 2 and len(self.core) >= 4)

    @property
    def is_list(self) -> bool:
        """Whether it is not one number, but a list of some, which rises."""
        values = [int(each.digits) for each in self.said if each.sure and each.digits.isdecimal()]
        return len(values) >= LIST and all(one < other for one, other in pairwise(values))

    def _core(self) -> Sequence[Digits]:
        sure = [number for number, each in enumerate(self.said) if each.sure]
        if not sure:
            return ()
        end = sure[-1] + 1
        while end < len(self.said) and self.said[end].digits == "0":  # eight oh
            end += 1
        return self.said[sure[0] : end]


def runs_in(
    words: Sequence[str], said: Sequence[Digits], *, breaks: Collection[int], strangers: int, unsure: bool
) -> list[Run]:
    """The runs among what was said, in order.

    Between two digits of a run stand fillers and at most `strangers` other words, as a recogniser mishears digits;
    none of the words at `breaks`. `unsure`: what may be no digit makes a run too.
    """
    runs: list[list[Digits]] = []
    for each in said:
        if runs and _goes_on(words, runs[-1][-1].last + 1, each.first, breaks, strangers):
            runs[-1].append(each)
        else:
            runs.append([each])
    return [Run(tuple(run)) for run in runs if unsure or any(each.sure for each in run)]


def _goes_on(words: Sequence[str], start: int, end: int, breaks: Collection[int], strangers: int) -> bool:
    """Whether what stands from `start` to before `end` does not part a number."""
    if end - start > LONGEST_FILLING or any(at in breaks for at in range(start, end)):
        return False
    return sum(words[at] not in FILLERS for at in range(start, end)) <= strangers


def is_bare(words: Sequence[str], runs: Sequence[Run], spare: int) -> bool:
    """Whether hardly anything is said but these numbers: `spare` words more, and one misheard among a few digits."""
    inside = {at for run in runs for at in range(run.first, run.last + 1)}
    strangers = sum(word not in FILLERS for at, word in enumerate(words) if at not in inside)
    digits = sum(len(run.core) for run in runs)
    return strangers <= (digits + 1) / 4 + spare

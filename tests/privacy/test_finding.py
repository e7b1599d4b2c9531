"""Findings that overlap become one, and what is certain in it stays hidden."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.privacy.finding import Finding, united

CARD = Finding(5, 10, "card", "it was asked for", "4111")
PIN = Finding(12, 16, "pin", "it is announced", "4821")
IN_DOUBT = Finding(0, 20, "number", "nothing tells", "71", doubt=3)


def hidden(findings: Iterable[Finding]) -> set[int]:
    return {at for each in findings for at in range(each.start, each.end)}


def test_findings_are_in_the_order_of_the_text() -> None:
    assert united([PIN, CARD]) == [CARD, PIN]


def test_nothing_found_is_nothing() -> None:
    assert united([]) == []


@pytest.mark.parametrize(
    ("first", "other", "expected"),
    [
        ((0, 5), (5, 9), [(0, 5), (5, 9)]),
        ((0, 6), (5, 9), [(0, 9)]),
        ((0, 9), (2, 5), [(0, 9)]),
        ((0, 9), (0, 5), [(0, 9)]),
    ],
)
def test_only_those_that_overlap_become_one(
    first: tuple[int, int], other: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    assert [(each.start, each.end) for each in united([Finding(*first, "a", ""), Finding(*other, "b", "")])] == expected


def test_of_two_kinds_the_first_tells_what_it_is() -> None:
    assert united([CARD, PIN._replace(start=8)]) == [CARD._replace(end=16)]


def test_what_is_certain_is_in_no_doubt_because_of_what_stands_around_it() -> None:
    assert united([IN_DOUBT, CARD, PIN]) == [CARD._replace(start=0, end=20)]
    assert united([CARD, IN_DOUBT._replace(start=8)]) == [CARD._replace(end=20)]


def test_what_is_all_in_doubt_stays_so() -> None:
    assert united([IN_DOUBT, IN_DOUBT._replace(start=15, end=25, doubt=4)]) == [IN_DOUBT._replace(end=25)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.integers(0, 2))))
def test_the_same_characters_are_hidden_and_none_of_the_certain_ones_is_in_doubt(
    places: list[tuple[int, int, int]],
) -> None:
    found = [Finding(start, start + length, "card", "", doubt=doubt) for start, length, doubt in places]
    together = united(found)
    assert hidden(together) == hidden(found)
    assert hidden(each for each in found if not each.doubt) <= hidden(each for each in together if not each.doubt)
    assert all(one.end <= other.start for one, other in pairwise(together))

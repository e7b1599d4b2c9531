"""A call that is written down: each line as soon as nothing in it is in doubt, and what is hidden in it and why."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.errors import AssistError
from assist.events import Speaker
from assist.privacy.kinds import read_table
from assist.privacy.transcripts import TURNED_OUT, MaskedLine, mask_lines
from tests.privacy.any_call import some_case
from tests.privacy.properties import Text, check_lines_are_masked_as_a_call_is

TABLE = read_table()
ASKS: tuple[Speaker, str] = ("agent", "can i take the long card number please")
CARD = "four one one one one one one one one one one one one one one one"
UNKNOWN = "it says four one one one one one here"
TALK: tuple[Speaker, str] = ("agent", "so is the weather nice")


class Lines:
    """Lines one by one; how many were taken."""

    def __init__(self, *lines: tuple[Speaker, str], breaks: bool = False) -> None:
        self._lines = lines
        self._breaks = breaks
        self.taken = 0

    def __iter__(self) -> Iterator[tuple[Speaker, str]]:
        for line in self._lines:
            self.taken += 1
            yield line
        if self._breaks:
            raise AssistError("The next line is none.")


def texts(*lines: tuple[Speaker, str]) -> list[str]:
    return [line.text for line in mask_lines(TABLE, lines)]


def test_no_lines_give_none() -> None:
    assert texts() == []


def test_a_line_without_doubt_is_given_before_the_next_is_taken() -> None:
    lines = Lines(ASKS, ("customer", CARD), ("agent", "thank you"))
    given_ = mask_lines(TABLE, lines)
    assert [(next(given_).text, lines.taken) for _ in range(3)] == [(ASKS[1], 1), ("[card 1111]", 2), ("thank you", 3)]


def test_a_line_in_doubt_waits_and_those_after_it_with_it() -> None:
    lines = Lines(("customer", UNKNOWN), *[TALK] * 20)
    given_ = mask_lines(TABLE, lines)
    assert next(given_) == MaskedLine(text=UNKNOWN, findings=())  # type: ignore[arg-type]
    assert 1 < lines.taken < 20
    taken = lines.taken
    assert [next(given_).text for _ in range(taken - 1)] == [TALK[1]] * (taken - 1)
    assert lines.taken == taken, "those that waited come without another being taken"


def test_the_end_settles_what_is_in_doubt() -> None:
    assert texts(("customer", UNKNOWN)) == [UNKNOWN]


def test_what_is_hidden_is_told_with_its_place_and_why() -> None:
    text = f"it's {CARD} okay"
    _, line = mask_lines(TABLE, [ASKS, ("customer", text)])
    (found,) = line.findings
    assert (found.kind, text[found.start : found.end], found.doubt) == ("card", CARD, 0)
    assert found.why
    assert line.text == "it's [card 1111] okay"


def test_what_turns_out_a_secret_is_told_under_its_name() -> None:
    half, rest = " ".join(CARD.split()[:8]), " ".join(CARD.split()[8:])
    first, second = mask_lines(TABLE, [("customer", half), ("customer", rest)])
    assert first.text == "[card]"
    assert [(found.kind, found.why, found.doubt) for found in first.findings] == [("card", TURNED_OUT, 0)]
    assert second.text == "[card 1111]"


def test_lines_that_break_off_lose_none_that_came_before() -> None:
    given_: list[str] = []
    with pytest.raises(AssistError, match="The next line is none"):
        given_.extend(line.text for line in mask_lines(TABLE, Lines(TALK, ("customer", UNKNOWN), breaks=True)))
    assert given_ == [TALK[1], UNKNOWN]
    with pytest.raises(AssistError):
        list(mask_lines(TABLE, Lines(breaks=True)))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_any_call_has_the_same_hidden_line_by_line_as_in_one_that_is_heard(seed: int) -> None:
    check_lines_are_masked_as_a_call_is(TABLE, some_case(random.Random(seed)).texts)


def test_that_property_can_fail() -> None:
    said = [Text(*ASKS), Text("customer", CARD)]
    check_lines_are_masked_as_a_call_is(TABLE, said)

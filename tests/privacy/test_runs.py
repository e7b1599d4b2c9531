"""Digits that belong together: what parts a number, what its ends may be, and what is read out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.privacy.numerals import digits_in
from assist.privacy.runs import CHEERS, FILLERS, LONGEST_FILLING, Run, is_bare, runs_in
from assist.privacy.tokens import tokenise


def runs(text: str, *, breaks: tuple[int, ...] = (), strangers: int = 1, unsure: bool = False) -> list[Run]:
    tokens = tokenise(text)
    words = [token.text for token in tokens]
    return runs_in(words, digits_in(text, tokens), breaks=breaks, strangers=strangers, unsure=unsure)


def run(text: str) -> Run:
    (only,) = runs(text, strangers=9, unsure=True)
    return only


def numbers(text: str, *, breaks: tuple[int, ...] = (), strangers: int = 1, unsure: bool = False) -> list[str]:
    return [each.digits for each in runs(text, breaks=breaks, strangers=strangers, unsure=unsure)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("four one one one", ["4111"]),
        ("four one um yeah and then one one", ["4111"]),
        ("four one banana one one", ["4111"]),
        ("four one big banana one one", ["41", "11"]),
        ("four one um banana yeah one one", ["4111"]),
        ("hello you there", []),
    ],
)
def test_fillers_and_one_strange_word_part_no_number_and_two_do(said: str, expected: list[str]) -> None:
    assert numbers(said) == expected


def test_by_how_many_strange_words_it_is_parted_is_told() -> None:
    assert numbers("four big banana one", strangers=2) == ["41"]
    assert numbers("four big yellow banana one", strangers=2) == ["4", "1"]
    assert numbers("four um banana one", strangers=0) == ["4", "1"]
    assert numbers("four um one", strangers=0) == ["41"]


def test_more_fillers_than_anybody_needs_part_a_number() -> None:
    assert numbers(f"four {'um ' * LONGEST_FILLING} one") == ["41"]
    assert numbers(f"four {'um ' * (LONGEST_FILLING + 1)} one") == ["4", "1"]


@pytest.mark.parametrize("at", [2, 3])
def test_a_word_that_means_something_parts_numbers_even_if_it_is_a_filler(at: int) -> None:
    assert numbers("four one um right one one", breaks=(at,)) == ["41", "11"]


def test_such_a_word_before_or_behind_them_parts_nothing() -> None:
    assert numbers("right four um one right", breaks=(0, 4)) == ["41"]


@pytest.mark.parametrize(
    ("said", "sure", "unsure"),
    [
        ("to for", [], ["24"]),
        ("thanks for that four", ["44"], ["44"]),
        ("for a big old house four", ["4"], ["4", "4"]),
    ],
)
def test_what_may_be_no_digit_makes_a_number_only_where_one_is_expected(
    said: str, sure: list[str], unsure: list[str]
) -> None:
    assert numbers(said) == sure
    assert numbers(said, unsure=True) == unsure


def test_a_number_knows_its_words_and_its_digits() -> None:
    (found,) = runs("so it's four um double one")
    assert (found.first, found.last, found.digits) == (2, 5, "411")


@pytest.mark.parametrize(
    ("said", "digits", "core", "readings"),
    [
        ("one two", "12", "12", {"12"}),
        ("for one two", "412", "12", {"412", "12"}),
        ("one two to", "122", "12", {"122", "12"}),
        ("for one two to", "4122", "12", {"4122", "122", "412", "12"}),
        ("one to two", "122", "122", {"122"}),
        ("for won one two", "4112", "12", {"4112", "112"}),
        ("eight oh", "80", "80", {"80", "8"}),
        ("eight oh oh", "800", "800", {"800", "80"}),
        ("eight oh for", "804", "80", {"804", "80"}),
        ("eight for oh", "840", "8", {"840", "84"}),
        ("oh eight", "08", "8", {"08", "8"}),
        ("to for", "24", "", {"24", "4", "2", ""}),
        ("to", "2", "", {"2", ""}),
    ],
)
def test_what_may_be_no_digit_is_left_out_at_the_ends(said: str, digits: str, core: str, readings: set[str]) -> None:
    found = run(said)
    assert (found.digits, found.core) == (digits, core)
    assert set(found.readings) == readings


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("four one one", True),
        ("four one", False),
        ("forty one", False),
        ("forty one eleven", False),
        ("forty one eleven two", True),  # eleven is one twice
        ("forty one twelve", False),
        ("forty one twelve six", False),
        ("forty one six two", True),
        ("forty one six", False),
        ("forty one twelve sixty", True),
        ("one hundred and four six", False),
        ("one hundred and four six two", True),
        ("4821", True),
        ("482", False),
        ("1984", False),
        ("2019", False),
        ("2119", True),
        ("double four double five", True),
        ("double four", False),
        ("double four three", False),
    ],
)
def test_a_number_that_identifies_something_is_read_out_in_single_digits_or_is_long(said: str, expected: bool) -> None:
    assert run(said).is_read_out(3) == expected


@pytest.mark.parametrize(
    ("said", "least", "expected"),
    [("four one one one", 4, True), ("four one one one", 5, False), ("four one one for", 4, False)],
)
def test_it_is_read_out_only_with_so_many_digits(said: str, least: int, expected: bool) -> None:
    assert run(said).is_read_out(least) == expected


def test_what_may_be_no_digit_makes_no_number_read_out() -> None:
    assert not run("forty to for one").is_read_out(3)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("one two three four five", True),
        ("one two three four", False),
        ("ten twelve forty fifty sixty", True),
        ("one two three four four", False),
        ("one two four three five", False),
        ("one two three four to five six", True),
        ("one two three four for", False),
    ],
)
def test_five_numbers_that_rise_are_a_list(said: str, expected: bool) -> None:
    assert run(said).is_list == expected


@pytest.mark.parametrize(
    ("said", "spare", "expected"),
    [
        ("four one one one", 0, True),
        ("yes um it's four one one one okay", 0, True),
        ("four banana one one one", 0, True),
        ("banana four one one one apple", 0, False),
        ("banana four one one one apple", 1, True),
        ("banana four one", 0, False),
        ("banana four one one", 0, True),
        ("four banana one one one apple bear four one one one four one one one", 0, True),
        ("four banana one one one apple bear cat four one one one four one", 0, False),
        ("banana for one one one", 0, True),
        ("banana for one one", 0, False),
        ("hello there", 1, False),
        ("hello there", 2, True),
    ],
)
def test_a_number_with_hardly_a_word_more_is_bare(said: str, spare: int, expected: bool) -> None:
    words = [token.text for token in tokenise(said)]
    assert is_bare(words, runs(said), spare) == expected


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["four", "nine", "oh", "for", "double", "um", "okay", "banana", "twenty"])),
    st.integers(0, 3),
    st.booleans(),
)
def test_no_digit_is_lost_and_none_is_in_two_numbers(said: list[str], strangers: int, unsure: bool) -> None:
    text = " ".join(said)
    found = runs(text, strangers=strangers, unsure=unsure)
    kept = [each for number in found for each in number.said]
    digits = digits_in(text, tokenise(text))
    assert kept == [each for each in digits if each in kept]
    assert {each for each in digits if each.sure or unsure} <= set(kept)


def test_who_cheers_says_nothing_else() -> None:
    assert FILLERS < CHEERS
    assert not CHEERS & {"card", "what", "why", "help", "number", "pin"}

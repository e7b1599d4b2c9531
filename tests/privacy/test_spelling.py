"""Letters, and months and days by name, among what is read out."""

from __future__ import annotations

import pytest

from assist.privacy.numerals import Digits
from assist.privacy.spelling import dates_in, letters_in
from assist.privacy.tokens import tokenise


def letters(text: str) -> str:
    """What is spelled; `a?` where it is a letter only beside others."""
    return " ".join(each.digits + "?" * (not each.sure) for each in letters_in(tokenise(text)))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("x y z", "x y z"),
        ("a b i o u", "a? b i? o? u?"),
        ("G B 2", "g b"),
        ("alpha bravo charlie", "a b c"),
        ("b for bravo", "b b"),
        ("a apple s sugar", "a? a s s"),
        ("whiskey whisky xray zulu", "w w x z"),
        ("gb29nwbk 4821 2b", "gb29nwbk 2b"),
        ("the word is bluebird", ""),
        ("", ""),
    ],
)
def test_letters_are_read_out_one_by_one_or_by_words_for_them(said: str, expected: str) -> None:
    assert letters(said) == expected


def test_a_double_you_is_one_letter_with_two_words() -> None:
    assert letters_in(tokenise("so double you b")) == [Digits(1, 2, "w", sure=True), Digits(3, 3, "b", sure=True)]
    assert letters_in(tokenise("double you")) == [Digits(0, 1, "w", sure=True)]
    assert letters("thank you") == ""
    assert letters("you double") == ""


@pytest.mark.parametrize("said", ["capital", "lowercase", "hash", "underscore", "dot", "exclamation"])
def test_a_case_or_a_sign_belongs_to_what_is_spelled_and_is_no_letter(said: str) -> None:
    assert letters_in(tokenise(f"b {said}")) == [Digits(0, 0, "b", sure=True), Digits(1, 1, "", sure=True)]


def test_letters_keep_their_places() -> None:
    assert letters_in(tokenise("it's gb29 then a capital bravo")) == [
        Digits(1, 1, "gb29", sure=True),
        Digits(3, 3, "a", sure=False),
        Digits(4, 4, "", sure=True),
        Digits(5, 5, "b", sure=True),
    ]


MONTHS = "january february march april may june july august september october november december"
DAYS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)


@pytest.mark.parametrize(("number", "month"), [*enumerate(MONTHS.split(), 1)])
def test_a_month_is_its_number_in_full_or_short(number: int, month: str) -> None:
    for name in (month, month[:3]):
        assert dates_in(tokenise(f"in {name} then")) == [Digits(1, 1, f"{number:02}", sure=True)]


@pytest.mark.parametrize(
    ("number", "day"), [*enumerate(DAYS.split(), 1), (30, "thirtieth")], ids=[*DAYS.split(), "thirtieth"]
)
def test_a_day_is_its_number(number: int, day: str) -> None:
    assert dates_in(tokenise(f"the {day} of")) == [Digits(1, 1, f"{number:02}", sure=True)]


def test_other_words_are_no_dates() -> None:
    assert dates_in(tokenise("four one mayor section sept")) == [Digits(4, 4, "09", sure=True)]

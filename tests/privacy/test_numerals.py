"""Numbers as people say them and as recognisers write them.

What is read is written so: digits apart where they are said apart, `4?` for what is a digit only beside others, `(4)`
for a number of something.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.privacy.numerals import Digits, digits_in
from assist.privacy.tokens import tokenise

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def found(text: str) -> list[Digits]:
    return digits_in(text, tokenise(text))


def read(text: str) -> str:
    return " ".join(
        f"({each.digits})" if each.quantity else each.digits + "?" * (not each.sure) for each in found(text)
    )


def in_words(number: int) -> str:
    """As a calculator would say it: four thousand one hundred and eleven."""
    for scale, name in ((1000, "thousand"), (100, "hundred")):
        if number >= scale:
            more = f" {'and ' * (number % scale < 100)}{in_words(number % scale)}" if number % scale else ""
            return f"{in_words(number // scale)} {name}{more}"
    if number < 20:
        return (UNITS + TEENS)[number]
    return TENS[number // 10 - 2] + (f" {UNITS[number % 10]}" if number % 10 else "")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 99_999))
def test_every_number_in_words_is_itself_in_digits(number: int) -> None:
    assert read(in_words(number)) == str(number)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 99), min_size=1))
def test_numbers_said_one_after_another_stay_apart(numbers: list[int]) -> None:
    assert read(", ".join(f"{in_words(number)} oh" for number in numbers)) == " ".join(f"{n} 0?" for n in numbers)


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789", min_size=1, max_size=20))
def test_figures_are_their_own_digits(digits: str) -> None:
    assert read(f"it's {digits}!") == digits


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("four one double one", "4 1 11"),
        ("forty-one eleven", "41 11"),
        ("fourty one", "41"),
        ("oh two nought naught nil null niner", "0? 2 0 0 0 0 9"),
        ("twenty zero", "20 0"),
        ("twenty twenty", "20 20"),
        ("twenty eleven", "20 11"),
        ("one twenty one", "1 21"),
        ("4-1-1-1", "4 1 1 1"),
        ("eleven eleven", "11 11"),
        ("twenty", "20"),
        ("", ""),
        ("the weather is lovely", ""),
    ],
)
def test_digits_in_ones_and_twos(said: str, expected: str) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("double four", "44"),
        ("doubled four", "44"),
        ("trouble four", "44"),  # as recognisers hear it
        ("triple oh", "000"),
        ("treble zero five", "000 5"),
        ("quadruple nine", "9999"),
        ("double 7", "77"),
        ("double won", "11"),
        ("double fours", "44"),
        ("one double two", "1 22"),
        ("double double two", "22"),
        ("double 45", "45"),
        ("double ten", "10"),
        ("double twelves", "12?"),
        ("double trouble", ""),
        ("it is double", ""),
        ("double the price", ""),
    ],
)
def test_a_digit_said_so_many_times(said: str, expected: str) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("three nines", "999"),
        ("two ohs", "00"),
        ("six fours", "444444"),
        ("two zeros", "00"),
        ("one nines", "1 9?"),
        ("seven nines", "7 9?"),
        ("twenty two nines", "22 9?"),
        ("three nines five", "999 5"),
    ],
)
def test_so_many_of_a_digit(said: str, expected: str) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("forty one hundred", "4100"),
        ("twenty-two hundred and eleven", "2211"),
        ("four thousand one hundred", "4100"),
        ("four thousand one hundred and ten", "4110"),
        ("four thousand and ten", "4010"),
        ("four hundred thousand", "400000"),
        ("two hundreds", "200"),
        ("two thousands five", "2005"),
        ("four hundred and then five", "400 5"),
        ("four hundred and", "400"),
        ("four hundred five hundred", "400 500"),
        ("twenty two hundred thirty three hundred", "2200 3300"),
        ("one thousand two thousand", "1000 2000"),
        ("one thousand forty one hundred", "1000 4100"),
        ("one thousand ten hundred", "1000 1000"),
        ("five hundred two thousand", "502000"),
        ("four hundred hundred", "400 00?"),
        ("one thousand nine hundred and eighty four", "1984"),
        ("hundred", "00?"),
        ("a thousand", "000?"),
    ],
)
def test_hundreds_and_thousands(said: str, expected: str) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("for won ate to", "4? 1? 8? 2?"),
        ("fives sixth", "5? 6?"),
        ("sixes", "6?"),
        ("eight's", "8?"),
        ("twenties", "20?"),
        ("fortieth", "40?"),
        ("fifth eighth ninth twelfth", "5? 8? 9? 12?"),
        ("twenty to", "20 2?"),
        ("dirty heaven", "30? 7?"),
    ],
)
def test_what_sounds_like_a_digit_may_be_one(said: str, expected: str) -> None:
    assert read(said) == expected


def test_digits_keep_the_words_that_they_were_said_with() -> None:
    assert found("so it's four thousand one hundred and ten, double oh for") == [
        Digits(2, 7, "4110", sure=True),
        Digits(8, 9, "00", sure=True),
        Digits(10, 10, "4", sure=False),
    ]
    assert found("twenty one three nines hundred 7") == [
        Digits(0, 1, "21", sure=True),
        Digits(2, 3, "999", sure=True),
        Digits(4, 4, "00", sure=False),
        Digits(5, 5, "7", sure=True),
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*UNITS, *TEENS, *TENS, "double", "nines", "hundred", "and", "to", "of", "pounds"])))
def test_no_word_is_said_for_two_numbers(words: list[str]) -> None:
    places = [at for each in found(" ".join(words)) for at in range(each.first, each.last + 1)]
    assert places == sorted(set(places))


def test_a_text_that_never_ends_is_read_too() -> None:
    assert read("one " + "thousand " * 2999)[:9] == "1000 000?"
    assert len(read("one thousand one hundred " * 2999)) > 2999


# --- numbers of something -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("twenty five pounds", "(25)"),
        ("4111 people million dollars", "4111"),
        ("one hundred and fifty quid", "(150)"),
        ("4111 million", "(4111)"),
        ("at nine o'clock", "(9)"),
        ("twenty pounds please", "(20)"),
        ("for pounds", "4?"),
        ("four five pounds", "4 (5)"),
        ("five percent", "(5)"),
        ("three of five", "3 5"),
    ],
)
def test_a_measure_behind_a_number_says_what_it_counts(said: str, expected: str) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("ten minutes", "(10)"),
        ("365 days", "(365)"),
        ("4111 days", "4111"),
        ("one two months", "1 (2)"),
    ],
)
def test_times_are_counted_in_up_to_three_digits(said: str, expected: str) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("sixteen digits", "(16)"),
        ("999 people", "(999)"),
        ("4111 people", "4111"),
        ("four one digits", "4 1"),
        ("four or five", "(4) 5"),
        ("four, and sixteen digits", "4 (16)"),
        ("nine pounds two people", "(9) (2)"),
        ("three of them", "(3)"),
        ("three of twenty eight", "3 28"),
        ("three of 28", "3 28"),
        ("paid three of 28", "3 28"),
        ("paid three of them", "(3)"),
    ],
)
def test_people_or_digits_are_counted_where_no_other_digits_stand_right_before(said: str, expected: str) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the other one", "(1)"),
        ("the one four", "(1) 4"),
        ("five the one", "5 1"),
        ("well then five the one", "5 1"),
        ("five is the one", "5 (1)"),
        ("five so is the one", "5 (1)"),
        ("the two", "2"),
        ("the eleven", "11"),
        ("one", "1"),
        ("my one", "1"),
        ("one this", "1"),
    ],
)
def test_the_one_is_a_thing_and_no_digit_unless_digits_are_near(said: str, expected: str) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("half past nine", "(9)"),
        ("quarter past 111", "111"),
        ("point five", "(5)"),
        ("five point twenty", "(5) (20)"),
        ("past 10", "(10)"),
        ("ten past", "10"),
    ],
)
def test_what_follows_past_or_point_has_two_digits_at_most(said: str, expected: str) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("i paid forty", "(40)"),
        ("it cost 4111", "(4111)"),
        ("it cost 41111", "41111"),
        ("forty spent", "40"),
    ],
)
def test_what_was_spent_has_four_digits_at_most(said: str, expected: str) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("forty one road", "(41)"),
        ("forty one station road", "(41)"),
        ("4111 station road", "(4111)"),
        ("41111 road", "41111"),
        ("forty one old station road", "41"),
        ("four forty one road", "4 41"),
        ("it's four on road", "4"),
        ("it's four the close", "4"),
        ("it's four on close", "4"),
        ("nine pounds four road", "(9) (4)"),
        ("nine pounds, and four station road", "(9) (4)"),
        ("four so forty one road", "4 (41)"),
    ],
)
def test_the_number_of_a_house_stands_before_its_street(said: str, expected: str) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("£45", "(45)"),
        ("so $4111 then", "(4111)"),
        ("#4", "(4)"),
        ("4 $", "4"),
        ("20%", "(20)"),
        ("twenty five%", "(25)"),
        ("£twenty five", "(25)"),
        ("£for", "4?"),
        ("20 %", "20"),
        ("45.99", "(45) (99)"),
        ("10:30", "(10) (30)"),
        ("it's 1234.5.", "(1234) (5)"),
        ("12345.67", "12345 67"),
        ("45.999", "45 999"),
        ("45.99p", "45"),
        ("a45.99", "99"),
        ("4.1.1", "4 1 1"),
        ("4:1:1:1", "4 1 1 1"),
        ("4111.1111", "4111 1111"),
        ("4. 11", "4 11"),
        ("£1,204.50", "(1) (204) (50)"),
    ],
)
def test_an_amount_or_a_time_shows_by_how_it_is_written(written: str, expected: str) -> None:
    assert read(written) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("forty pounds fifty", "(40) (50)"),
        ("forty dollars 111", "(40) 111"),
        ("forty pounds and fifty", "(40) 50"),
        ("forty minutes fifty", "(40) 50"),
        ("pounds fifty", "50"),
        ("four pounds 111", "(4) 111"),
        ("$1,204", "(1) (204)"),
        ("$1, 204", "(1) 204"),
        ("$1,2045", "(1) 2045"),
        ("$1,20", "(1) 20"),
        ("1,204", "1 204"),
        ("one, two pounds, fifty five", "1 (2) (55)"),
        ("forty pounds fifty four", "(40) (54)"),
        ("forty pounds to", "(40) (2)"),
        ("2 pounds fifty 41", "(2) (50) 41"),
    ],
)
def test_the_rest_of_an_amount_belongs_to_it(said: str, expected: str) -> None:
    assert read(said) == expected

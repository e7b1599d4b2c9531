"""The arithmetic in numbers, with the examples that schemes, banks and standards publish."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assist.privacy.checks import begins_as_card, is_card, is_iban, passes_luhn


def completed(start: str, length: int) -> str:
    """A number that begins so, filled up with zeros, its check digit right."""
    body = start.ljust(length - 1, "0")
    return next(number for last in range(10) if passes_luhn(number := f"{body}{last}"))


@pytest.mark.parametrize("digits", ["79927398713", "18", "26", "34", "42", "59", "67", "75", "83", "91", "00", "0"])
def test_a_right_check_digit_passes(digits: str) -> None:
    assert passes_luhn(digits)


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789", min_size=1, max_size=19), st.integers(1, 9))
def test_one_check_digit_of_ten_passes(body: str, wrong: int) -> None:
    number = completed(body, len(body) + 1)
    assert not passes_luhn(number[:-1] + str((int(number[-1]) + wrong) % 10))


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789", min_size=1, max_size=18), st.data())
def test_two_neighbours_changed_over_fail_but_for_0_and_9(body: str, data: st.DataObject) -> None:
    number = completed(body, len(body) + 1)
    at = data.draw(st.integers(0, len(number) - 2))
    one, other = number[at], number[at + 1]
    changed = number[:at] + other + one + number[at + 2 :]
    assert passes_luhn(changed) == (one == other or {one, other} == {"0", "9"})


@pytest.mark.parametrize(
    "number",
    [
        "4111111111111111",
        "4012888888881881",
        "5555555555554444",
        "5105105105105100",
        "2223003122003222",
        "378282246310005",
        "371449635398431",
        "30569309025904",
        "38520000023237",
        "36227206271667",
        "3530111333300000",
        "6011111111111117",
        "6011000990139424",
        "6200000000000005",
        "6759649826438453",
    ],
)
def test_the_test_numbers_of_the_schemes_are_cards(number: str) -> None:
    assert is_card(number)
    assert begins_as_card(number)
    assert not is_card(number[:-1] + str((int(number[-1]) + 1) % 10))


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        ("4", 16, True), ("4", 19, True), ("4", 13, False), ("4", 15, False), ("4", 17, False),
        ("50", 16, True), ("51", 16, True), ("55", 16, True), ("55", 15, False), ("56", 16, True), ("52", 19, False),
        ("2220", 16, False), ("2221", 16, True), ("2720", 16, True), ("2721", 16, False), ("2400", 15, False),
        ("33", 15, False), ("34", 15, True), ("35", 15, False), ("37", 15, True), ("34", 16, False),
        ("30", 14, True), ("36", 14, True), ("38", 14, True), ("39", 14, True), ("31", 14, False), ("36", 16, False),
        ("3527", 16, False), ("3528", 16, True), ("3589", 16, True), ("3590", 16, False), ("3528", 20, False),
        ("62", 17, True), ("62", 18, True), ("62", 19, True), ("62", 20, False), ("6011", 16, True),
        ("60", 16, True), ("69", 16, True), ("70", 16, False), ("0", 16, False), ("1", 16, False), ("9", 16, False),
    ],
)  # fmt: skip
def test_a_card_has_a_beginning_and_a_length_that_belong_together(start: str, length: int, expected: bool) -> None:
    assert is_card(completed(start, length)) == expected


@pytest.mark.parametrize("text", ["", "4", "four", "4111 1111 1111 1111", "\u00b2" * 16, "-411111111111111"])
def test_what_is_no_number_or_next_to_none_is_no_card(text: str) -> None:
    assert not is_card(text)


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("4", True), ("5", True), ("6", True), ("22", True), ("23", True), ("24", True), ("25", True), ("26", True),
        ("27", True), ("30", True), ("34", True), ("36", True), ("37", True), ("38", True), ("39", True),
        ("", False), ("0", False), ("1", False), ("2", False), ("20", False), ("21", False), ("28", False),
        ("3", False), ("31", False), ("33", False), ("7", False), ("8", False), ("9", False),
    ],
)  # fmt: skip
def test_a_card_may_begin_with_these_digits_only(digits: str, expected: bool) -> None:
    assert begins_as_card(digits) == expected


def test_35_is_a_card_only_in_full_because_telephones_begin_so_too() -> None:
    assert not begins_as_card("353011133330000")
    assert begins_as_card("3530111333300000")
    assert not begins_as_card("1530111333300000")


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789", max_size=20))
def test_whatever_is_a_card_begins_as_one(digits: str) -> None:
    assert begins_as_card(digits) or not is_card(digits)


@pytest.mark.parametrize(
    "iban",
    [
        "GB82WEST12345698765432",
        "gb82west12345698765432",
        "DE89370400440532013000",
        "NO9386011117947",  # the shortest that there is
        "MT84MALT011000012345MTLCAST001S",
        "FR1420041010050500013M02606",
    ],
)
def test_the_examples_of_banks_are_ibans(iban: str) -> None:
    assert is_iban(iban)
    assert not is_iban(iban[:-1] + ("1" if iban[-1] != "1" else "2"))


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=9, max_size=33))
@example("0" * 10)
@example("0" * 11)
@example("0" * 30)
@example("0" * 31)
def test_of_all_check_digits_only_one_pair_makes_an_iban(account: str) -> None:
    made = [check for check in range(2, 99) if is_iban(f"GB{check:02}{account}")]
    assert len(made) == (11 <= len(account) <= 30)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GB82 WEST 1234 5698 7654 32",
        "GB82WEST1234569876543\u00b2",
        "GB82WEST\u00d612345698765432",
        "1G82WEST12345698765412",  # of these four the check digits are right
        "G182WEST12345698765459",
        "GBA2WEST12345698765486",
        "GB2AWEST12345698765408",
    ],
)
def test_what_is_not_two_letters_two_digits_and_more_of_both_is_no_iban(text: str) -> None:
    assert not is_iban(text)

"""Identity numbers and IBANs that are written out: what is one by its shape alone, and what looks nearly so."""

from __future__ import annotations

import pytest

from assist.privacy.finding import Finding
from assist.privacy.shapes import find

IBAN = "GB82 WEST 1234 5698 7654 32"


def hidden(text: str) -> list[tuple[str, str]]:
    return [(each.kind, text[each.start : each.end]) for each in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "no digit in here",
        "",
        "it's 123456789",
        "it's 000-12-3456",
        "it's 666-12-3456",
        "it's 912-12-3456",
        "it's 123-00-4567",
        "it's 123-45-0000",
        "it's 1123-45-6789",
        "it's 123-45-67890",
        "it's 123-45-6789-1",
        "it's 1-123-45-6789",
        "order AB 12 34 56 E",
        "order QQ 12 34 56 C",
        "order DA 12 34 56 C",
        "order AO 12 34 56 C",
        "order XAB123456C",
        "order AB123456CD",
        "order AB12345C",
        "order GB83 WEST 1234 5698 7654 32",
        "order GB82 WEST 1234",
    ],
)
def test_a_number_of_another_shape_is_nothing(text: str) -> None:
    assert hidden(text) == []


@pytest.mark.parametrize("number", ["123-45-6789", "AB123456C", "AB 12 34 56 C", "ab 123456c"])
def test_identity_numbers_are_found_as_they_are_written(number: str) -> None:
    text = f"okay ({number}), thanks"
    assert hidden(text) == [("national id", number)]


@pytest.mark.parametrize("number", [IBAN, IBAN.replace(" ", ""), IBAN.lower(), "NO93 8601 1117 947"])
def test_ibans_are_found_in_groups_or_not(number: str) -> None:
    assert hidden(f"it's {number}.") == [("iban", number)]


@pytest.mark.parametrize("behind", ["thank", "and so on", "is it", "12"])
def test_the_words_behind_an_iban_are_not_of_it(behind: str) -> None:
    assert hidden(f"it's {IBAN} {behind}") == [("iban", IBAN)]


def test_a_finding_tells_its_place_and_why() -> None:
    assert list(find(f"123-45-6789 or ab123456c, {IBAN}")) == [
        Finding(0, 11, "national id", "it is written as one"),
        Finding(15, 24, "national id", "it is written as one"),
        Finding(26, 53, "iban", "its check digits are right"),
    ]


def test_every_one_is_found() -> None:
    assert [kind for kind, _ in hidden(f"123-45-6789 and 123-45-6780, {IBAN}, {IBAN}, ab123456c ab123456d")] == [
        "national id", "national id", "national id", "national id", "iban", "iban",
    ]  # fmt: skip

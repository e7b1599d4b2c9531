"""What a number in doubt turns out to be, by what is spoken of around it."""

from __future__ import annotations

from typing import Any

import pytest

from assist.privacy.memory import READABLE
from assist.privacy.weighing import weigh
from tests.privacy.small_table import known, number

CARDS = {"card_at": 18}
PAYS = {"pay_at": 18}
PAYING = {"paying_at": 18}
EXPIRY_SINCE = {"expiry_at": 21}
ASKED_FOR_CODE = {"code_at": 18}
CLAIMED = {"perhaps": "card"}


@pytest.mark.parametrize(
    ("digits", "call", "said_of_it", "kind"),
    [
        ("411111111111", CARDS, {}, "card"),
        ("411111111111", PAYING, {}, "card"),
        ("411111111111", EXPIRY_SINCE, {}, "card"),
        ("411111111111", {"expiry_at": 20}, {}, READABLE),
        ("811111111111", EXPIRY_SINCE, {}, READABLE),
        ("411111111111", PAYS, {}, READABLE),
        ("411111111111", {}, CLAIMED, "card"),
        ("41111111111", CARDS, {}, READABLE),
        ("41111111111", CARDS | PAYS, {}, "card"),
        ("41111111111", CARDS | {"pay_at": -5}, {}, READABLE),
        ("4111111111", CARDS | PAYS | PAYING, {}, READABLE),
        ("4111", PAYS | {"paying_at": 21}, {}, "card"),
        ("411", PAYS | CARDS | {"paying_at": 21}, {}, "security code"),
        ("8111", PAYS | CARDS | {"paying_at": 21}, {}, "security code"),
        ("4111", PAYS | CARDS | {"paying_at": 20}, {}, "security code"),
        ("411111", PAYS, CLAIMED, "card"),
        ("411111", {}, CLAIMED, READABLE),
        ("41111", CARDS | PAYS | PAYING, CLAIMED, READABLE),
        ("811111", CARDS | PAYS | PAYING, CLAIMED, READABLE),
        ("811111111111", CARDS, {}, READABLE),
        ("811111111111", CARDS | PAYS, {}, "card"),
        ("81111111111", CARDS | PAYS | PAYING, {}, READABLE),
        ("011111111111", CARDS | PAYING, {}, READABLE),
        ("011111111111", CARDS | PAYING | PAYS, {}, "card"),
        ("801111111111", CARDS | PAYS, {}, "card"),
        ("411111111111", CARDS | PAYS, {"by": "agent"}, READABLE),
        ("411111111111", {"card_at": 25}, {"begun": 4}, "card"),
        ("411111111111", {"card_at": 10}, {"begun": 19}, READABLE),
    ],
)
def test_a_long_number_is_a_cards_where_enough_speaks_for_it(
    digits: str, call: dict[str, Any], said_of_it: dict[str, Any], kind: str
) -> None:
    assert weigh(known(**call), number(digits, **said_of_it)) == kind


@pytest.mark.parametrize(
    ("digits", "call", "said_of_it", "kind"),
    [
        ("12345678901234", {}, {"perhaps": "security code"}, "security code"),
        ("123", {}, {"perhaps": "security code", "by": "agent"}, "security code"),
        ("1228", {}, {"perhaps": "expiry"}, "expiry"),
        ("123456789012345", {}, {"perhaps": "security code"}, READABLE),
        ("123", {}, {"perhaps": "card"}, READABLE),
        ("1", PAYING, {}, READABLE),
        ("12", PAYING, {}, "security code"),
        ("1234", PAYING, {}, "security code"),
        ("12345", PAYING, {}, READABLE),
        ("123", {}, {}, READABLE),
        ("123", ASKED_FOR_CODE | CARDS, {}, "security code"),
        ("123", {"code_at": 17} | CARDS, {}, READABLE),
        ("123", ASKED_FOR_CODE, {}, READABLE),
        ("123", CARDS, {}, READABLE),
        ("12345", ASKED_FOR_CODE | CARDS, {}, READABLE),
        ("123", {"code_at": 24, "card_at": 24}, {"begun": 12}, "security code"),
        ("123", ASKED_FOR_CODE | {"card_at": 10}, {"begun": 19}, READABLE),
    ],
)
def test_a_short_number_is_one_of_a_cards_codes_where_a_card_is_given(
    digits: str, call: dict[str, Any], said_of_it: dict[str, Any], kind: str
) -> None:
    assert weigh(known(**call), number(digits, **said_of_it)) == kind


@pytest.mark.parametrize(
    ("digits", "call", "said_of_it", "kind"),
    [
        ("123", {"sent_at": 12}, {"perhaps": "one-time code"}, "one-time code"),
        ("123", {"sent_at": 11}, {"perhaps": "one-time code"}, READABLE),
        ("123", {}, {"perhaps": "one-time code"}, READABLE),
        ("123", {"sent_at": 12}, {"perhaps": "one-time code", "by": "agent"}, READABLE),
        ("12345678901234", {"sent_at": 12}, {"perhaps": "one-time code"}, "one-time code"),
        ("123456789012345", {"sent_at": 12}, {"perhaps": "one-time code"}, READABLE),
        ("1234", {"sent_at": 12, "code_at": 12}, {}, "one-time code"),
        ("123456789", {"sent_at": 12, "code_at": 12}, {}, "one-time code"),
        ("1234567890123", {"sent_at": 12, "code_at": 12}, {}, "one-time code"),
        ("123", {"sent_at": 12, "code_at": 12}, {}, READABLE),
        ("1234567890", {"sent_at": 12, "code_at": 12}, {}, READABLE),
        ("1234", {"sent_at": 12, "code_at": 11}, {}, READABLE),
        ("1234", {"sent_at": 12}, {}, READABLE),
        ("1234", {"sent_at": 30, "code_at": 30}, {"begun": 12}, "one-time code"),
    ],
)
def test_a_customers_number_is_a_code_where_one_was_sent_and_spoken_of(
    digits: str, call: dict[str, Any], said_of_it: dict[str, Any], kind: str
) -> None:
    assert weigh(known(**call), number(digits, **said_of_it)) == kind


@pytest.mark.parametrize(
    ("digits", "bank_at", "by", "kind"),
    [
        ("123456", 18, "customer", "account"),
        ("12345", 18, "customer", READABLE),
        ("123456", 17, "customer", READABLE),
        ("123456", 18, "agent", READABLE),
    ],
)
def test_a_customers_long_number_is_an_accounts_where_a_bank_was_just_spoken_of(
    digits: str, bank_at: int, by: Any, kind: str
) -> None:
    assert weigh(known(bank_at=bank_at), number(digits, by=by)) == kind


def test_what_speaks_of_a_bank_later_counts_too() -> None:
    assert weigh(known(bank_at=25), number("123456", begun=12)) == "account"

"""What is remembered of a call, and for how long."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from assist.privacy.memory import READABLE, Giving, Memory
from tests.privacy.small_table import ACCOUNT, CARD, ORDER, TOTAL, known, number

GIVEN = number("411", kind="card", turn=16)
TOLD = number("123", kind=READABLE)
IN_DOUBT = number("123", doubt=1)


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [("paying", "paying_at", 14), ("pays", "pay_at", 24), ("speaks_of_cards", "card_at", 8)],
)
def test_what_is_spoken_of_is_remembered_for_some_turns(name: str, since: str, until: int) -> None:
    assert getattr(known(**{since: 20 - until}), name) is True
    assert getattr(known(**{since: 20 - until - 1}), name) is False
    assert getattr(Memory(), name) is False


def test_a_question_may_be_answered_for_ten_turns() -> None:
    asked = known(asked=(CARD, ORDER), asked_at=10)
    assert (asked.questions, asked.secrets_asked) == ((CARD, ORDER), (CARD,))
    later = replace(asked, turn=21)
    assert (later.questions, later.secrets_asked) == ((), ())


def test_a_number_goes_on_within_four_turns() -> None:
    given = known(giving=GIVEN)
    assert given.open_number == given.open_secret == GIVEN
    later = replace(given, turn=21)
    assert later.open_number is later.open_secret is None


@pytest.mark.parametrize("giving", [TOLD, IN_DOUBT])
def test_a_number_that_is_not_known_for_a_secret_is_none(giving: Giving) -> None:
    assert (known(giving=giving).open_number, known(giving=giving).open_secret) == (giving, None)


@pytest.mark.parametrize(
    ("at", "card_at", "other_card_at", "spoken"),
    [
        (20, 12, 12, True),
        (20, 12, 13, False),
        (20, 11, -9, False),
        (4, 20, -9, True),
    ],
)
def test_cards_were_spoken_of_before_a_turn_or_since(at: int, card_at: int, other_card_at: int, spoken: bool) -> None:
    assert known(card_at=card_at, other_card_at=other_card_at).spoke_of_cards(at) is spoken


@pytest.mark.parametrize(
    ("call", "other"),
    [
        ({"other_card_at": -4}, True),
        ({"other_card_at": -5}, False),
        ({"other_card_at": 18, "card_at": 18}, False),
        ({"other_card_at": 18, "card_at": 17, "pay_at": 17}, True),
        ({"other_card_at": 18, "pay_at": 18}, False),
        ({}, False),
    ],
)
def test_other_cards_are_spoken_of_until_paying_is(call: dict[str, int], other: bool) -> None:
    assert known(**call).speaks_of_other_cards is other


@pytest.mark.parametrize(
    ("call", "else_"),
    [
        ({}, False),
        ({"asked": (ORDER,), "asked_at": 18}, True),
        ({"asked": (ORDER,), "asked_at": 18, "card_at": 18}, True),
        ({"asked": (ORDER,), "asked_at": 18, "card_at": 19}, False),
        ({"asked": (ORDER, CARD), "asked_at": 18}, False),
        ({"asked": (TOTAL,), "asked_at": 18}, False),
        ({"asked": (TOTAL, ORDER), "asked_at": 18}, True),
        ({"giving": TOLD}, True),
        ({"giving": TOLD, "card_at": 20}, True),
        ({"giving": TOLD, "card_at": 21}, False),
        ({"giving": replace(TOLD, turn=15)}, False),
        ({"giving": GIVEN}, False),
    ],
)
def test_the_call_is_about_a_number_that_is_no_secret(call: dict[str, Any], else_: bool) -> None:
    assert known(**call).tells_of_else is else_


def test_numbers_in_doubt_are_those_that_wait_and_the_one_that_is_given() -> None:
    waits = number("99", doubt=2)
    assert known(giving=IN_DOUBT, waiting=(waits,)).doubted == (waits, IN_DOUBT)
    assert known(giving=GIVEN, waiting=(waits,)).doubted == (waits,)
    assert known().doubted == ()


def test_a_number_is_in_doubt_while_it_may_go_on() -> None:
    doubted = known(giving=IN_DOUBT)
    assert doubted.in_doubt
    assert not known(giving=GIVEN).in_doubt
    assert not known().in_doubt
    assert not replace(doubted, turn=25).in_doubt


def test_a_question_after_its_last_piece_is_since_the_doubt() -> None:
    assert known(giving=IN_DOUBT, asked_at=21).asked_since_doubt
    assert not known(giving=IN_DOUBT, asked_at=20).asked_since_doubt
    assert not known(asked_at=20).asked_since_doubt


@pytest.mark.parametrize(("at", "lately"), [(20, True), (10, True), (9, False)])
def test_a_word_was_said_lately(at: int, lately: bool) -> None:
    assert known(said_at={"text": at}).was_said(frozenset({"text", "bank"})) is lately


def test_other_words_were_not_said() -> None:
    assert not known(said_at={"text": 20}).was_said(frozenset({"bank"}))
    assert not Memory().was_said(frozenset({"text"}))


def test_no_digit_and_no_word_of_a_call_is_in_what_a_log_would_show() -> None:
    memory = known(giving=number("4929", kind="card"), shown="7777", said_at={"text": 3}, asked=(ACCOUNT,))
    assert repr(memory) == "Memory(turn 20, 0 in doubt)"
    assert [repr(each) for each in (number("4929", kind="card"), number("77", perhaps="card"), IN_DOUBT)] == [
        "Giving(card, 4 digits)", "Giving(card, 2 digits)", "Giving(unknown, 3 digits)",
    ]  # fmt: skip

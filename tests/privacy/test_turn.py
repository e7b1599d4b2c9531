"""What can be read in one text of a call: its words, what it announces, the numbers in it."""

from __future__ import annotations

from typing import Any

import pytest

from assist.events import Speaker
from assist.privacy.kinds import Label, Table
from assist.privacy.memory import READABLE, Memory
from assist.privacy.turn import Turn
from tests.privacy.small_table import (
    ACCOUNT,
    CARD,
    EXPIRY,
    LAST_FOUR,
    LITTLE_NUMBER,
    ORDER,
    PIN,
    SECURITY_CODE,
    TABLE,
    TEXTED_CODE,
    WORD_LISTS,
    known,
    number,
)  # fmt: skip

NAMES_ONLY = Table([], [ORDER], WORD_LISTS)
"""In which no phrase is for a card."""
PAYING: dict[str, Any] = {"paying_at": 20}


def heard(text: str, speaker: Speaker = "customer", **more: Any) -> Turn:
    """A text; `more` is as in Memory."""
    return Turn(TABLE, known(**more), speaker, text)


def numbers(turn: Turn) -> list[str]:
    return [run.digits for run in turn.runs]


def announced(turn: Turn) -> list[Label]:
    return [label.meaning for label in turn.labels]


def test_a_turn_keeps_what_was_said_and_by_whom() -> None:
    memory = known()
    turn = Turn(TABLE, memory, "agent", "Hello THERE")
    assert (turn.table, turn.memory, turn.speaker, turn.text) == (TABLE, memory, "agent", "Hello THERE")
    assert turn.words == ["hello", "there"]


@pytest.mark.parametrize(("text", "empty"), [("mhm okay", True), ("", True), ("mhm hello", False), ("pin", False)])
def test_who_only_cheers_says_nothing(text: str, empty: bool) -> None:
    assert heard(text).is_empty is empty


@pytest.mark.parametrize(
    ("text", "all_numbers"), [("one two", True), ("one two three okay", False), ("hello", False), ("", True)]
)
def test_nothing_but_numbers_is_said(text: str, all_numbers: bool) -> None:
    assert heard(text).is_all_numbers is all_numbers


@pytest.mark.parametrize(("text", "words"), [("hello my dear", 3), ("hello four one my", 2), ("okay mhm", 0)])
def test_words_of_substance_are_neither_numbers_nor_cheers(text: str, words: int) -> None:
    assert heard(text).substance == words


@pytest.mark.parametrize(("text", "asks"), [("can you help", True), ("it rains", False)])
def test_some_words_ask_for_something(text: str, asks: bool) -> None:
    assert heard(text).requests is asks


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("my pin is four one one two", PIN),
        ("order number and pin is four one one two", PIN),
        ("four one one two is my pin", PIN),
        ("four one one two by my old pin", None),
        ("four one one two by my pin", None),
        ("four one one two is my pin and six seven seven eight", None),
        ("my order number is three and four one one two that is my pin", ORDER),
        ("four one one two", None),
    ],
)
def test_what_tells_a_numbers_name_stands_before_or_right_behind_it(text: str, meaning: Label | None) -> None:
    turn = heard(text)
    found = turn.label_of(turn.runs[0] if "three" not in text else turn.runs[-1])
    assert (found and found.meaning) == meaning


@pytest.mark.parametrize(
    ("text", "told", "words"),
    [
        ("moon four one one two sun", {"paying_at": 20}, "moon four one one two sun"),
        ("a four one one two on", {}, "a four one one two on"),
        ("yes four one one two okay", {}, "four one one two"),
        ("yes moon four one one two sun okay", PAYING, "moon four one one two sun"),
        ("pin four one one two", {}, "four one one two"),
        ("i said four one one two to my good old friend", {}, "four one one two to"),
    ],
)
def test_words_beside_a_bare_number_may_be_digits_that_were_misheard(
    text: str, told: dict[str, Any], words: str
) -> None:
    turn = heard(text, **told)
    first, last = turn.span_of(turn.runs[0])
    assert " ".join(turn.words[first : last + 1]) == words


@pytest.mark.parametrize(
    ("speaker", "told", "bare"),
    [
        ("customer", {}, False),
        ("customer", PAYING, True),
        ("agent", PAYING, False),
        ("agent", {"asked": (PIN,), "asked_at": 20}, True),
        ("customer", {"asked": (ORDER,), "asked_at": 20}, False),
        ("customer", {"giving": number("12", kind="pin")}, True),
        ("customer", {"giving": number("12", doubt=1)}, True),
        ("agent", {"giving": number("12", kind="pin")}, False),
        ("customer", {"giving": number("12", kind=READABLE)}, False),
    ],
)
def test_where_digits_are_expected_two_words_more_may_be_some(
    speaker: Speaker, told: dict[str, Any], bare: bool
) -> None:
    assert heard("moon four one one sun star", speaker, **told).bare is bare


def test_where_no_digit_is_said_nothing_is_bare() -> None:
    assert heard("okay").bare is False
    assert heard("moon four one one sun rain dog", **PAYING).bare is False


def test_where_digits_are_expected_more_words_may_stand_inside_a_number() -> None:
    text = "four one moon sun star five six"
    assert numbers(heard(text)) == ["41", "56"]
    assert numbers(heard("four one moon five six")) == ["4156"]
    assert numbers(heard("four one moon sun five six")) == ["41", "56"]
    assert numbers(heard(text, **PAYING)) == ["4156"]
    assert numbers(heard("four one moon sun star rain five six", **PAYING)) == ["41", "56"]


def test_where_digits_are_expected_what_only_sounds_like_some_is_one() -> None:
    assert numbers(heard("for to")) == []
    assert numbers(heard("for to", **PAYING)) == ["42"]


@pytest.mark.parametrize(
    ("text", "speaker", "names"),
    [
        ("my visa card four one", "customer", True),
        ("my amex four one", "customer", True),
        ("my amex four", "customer", False),
        ("my amex it's four one", "customer", False),
        ("my amex it's four one one", "customer", True),
        ("my amex um it's four one one", "customer", True),
        ("my amex um yes it's four one one", "customer", False),
        ("my amex um yes it's four one one two", "customer", True),
        ("my amex um yes it's four one one two", "agent", False),
        ("four one one two on my amex", "customer", True),
        ("four one one two", "customer", False),
        ("my amex um yes the order number it's four one one two", "customer", False),
    ],
)
def test_a_card_is_named_right_before_a_number_or_in_one_breath_with_it(
    text: str, speaker: Speaker, names: bool
) -> None:
    turn = Turn(NAMES_ONLY, known(), speaker, text)
    assert turn.names_card(turn.runs[0]) is names


@pytest.mark.parametrize(
    ("text", "announces"),
    [
        ("here's my card number", True),
        ("the card number", False),
        ("my card number is on it", True),
        ("my card number is on it now", False),
        ("i'll give you the number", True),
        ("do you want it", True),
        ("i give up", True),
        ("i will not", False),
        ("my dog", False),
        ("my house and the very old card number", False),
    ],
)
def test_a_customer_announces_what_they_name_at_the_end_or_offer(text: str, announces: bool) -> None:
    assert heard(text).announcing is announces


@pytest.mark.parametrize(
    ("text", "speaker", "told", "labels"),
    [
        ("little number", "agent", {}, []),
        ("little number", "agent", PAYING, [LITTLE_NUMBER]),
        ("the card number and the little number", "agent", {}, [CARD, LITTLE_NUMBER]),
        ("the order number and the little number", "agent", {}, [ORDER]),
        ("the pin and the little number", "agent", {}, [PIN]),
        ("expiry", "agent", {}, []),
        ("expiry", "agent", {"pay_at": 18}, [EXPIRY]),
        ("expiry", "customer", {"pay_at": 18}, []),
        ("what is the expiry on that one please", "agent", {"pay_at": 18}, [EXPIRY]),
        ("and what is the expiry on that one please", "agent", {"pay_at": 18}, []),
        ("the code", "agent", {}, []),
        ("the code in my text", "agent", {}, [TEXTED_CODE]),
        ("the code", "agent", {"said_at": {"text": 15}}, [TEXTED_CODE]),
        ("the code", "agent", {"said_at": {"bank": 15}}, []),
        ("security code", "agent", {"other_card_at": 18}, []),
        ("security code", "agent", {"other_card_at": 18, "card_at": 18}, [SECURITY_CODE]),
        ("security code", "agent", {"other_card_at": 18, "paying_at": 18}, [SECURITY_CODE]),
        ("pin", "agent", {"other_card_at": 18}, [PIN]),
        ("last four", "agent", {"other_card_at": 18}, [LAST_FOUR]),
        ("little number", "customer", {"giving": number("41111111", doubt=1), "pay_at": 18}, [LITTLE_NUMBER]),
        ("little number", "customer", {"giving": number("41111111", doubt=1), "card_at": 18}, [LITTLE_NUMBER]),
        ("little number", "customer", {"giving": number("41111111", doubt=1)}, []),
        ("little number", "customer", {"giving": number("4111111", doubt=1), "pay_at": 18}, []),
        ("little number", "customer", {"giving": number("41", doubt=1, perhaps="card"), "pay_at": 18}, [LITTLE_NUMBER]),
        ("little number", "customer", {"giving": number("41", doubt=1, perhaps="pin"), "pay_at": 18}, []),
        ("little number", "customer", {"giving": number("41111111", kind="pin"), "pay_at": 18}, []),
    ],
)
def test_some_phrases_count_only_as_the_call_goes(
    text: str, speaker: Speaker, told: dict[str, Any], labels: list[Label]
) -> None:
    assert announced(heard(text, speaker, **told)) == labels


@pytest.mark.parametrize(
    ("text", "told", "pays", "others"),
    [
        ("hello", {}, False, False),
        ("my amex", {}, True, False),
        ("on debit", {}, True, False),
        ("by direct debit", {}, False, False),
        ("on debit and not direct", {}, True, False),
        ("my library card", {}, False, True),
        ("my library card or my amex", {}, False, True),
        ("the cod", {"other_card_at": 18}, False, True),
        ("hello", {"other_card_at": 18}, False, False),
        ("my amex", {"other_card_at": 18}, True, False),
        ("the cod", {"other_card_at": 18, "pay_at": 19}, True, False),
    ],
)
def test_a_card_that_is_spoken_of_pays_or_does_not(text: str, told: dict[str, Any], pays: bool, others: bool) -> None:
    turn = heard(text, **told)
    assert (turn.cards, turn.other_cards) == (pays, others)


@pytest.mark.parametrize(
    ("text", "speaker", "told", "read"),
    [
        ("a b one two", "customer", {}, ["12"]),
        ("a b one two", "customer", {"asked": (ACCOUNT,), "asked_at": 20}, ["ab12"]),
        ("a b one two", "customer", {"giving": number("x", kind="account")}, ["ab12"]),
        ("a b one two", "customer", {"giving": number("1", kind="pin")}, ["12"]),
        ("a b one two", "customer", {"giving": number("1", kind="pin"), "asked": (ACCOUNT,), "asked_at": 20}, ["ab12"]),
        ("my birthday june may two thousand", "customer", {}, ["06052000"]),
        ("may two thousand", "customer", {}, ["2000"]),
        ("may two thousand", "customer", PAYING, ["052000"]),
        ("may two thousand", "agent", PAYING, ["2000"]),
        ("my birthday may two thousand", "customer", {}, ["052000"]),
        ("my pin one two", "customer", {}, ["12"]),
        ("code on parcel one two", "customer", {}, ["12"]),
        ("two o'clock", "customer", {}, []),
        ("two pounds", "customer", {}, []),
        ("hello", "customer", {}, []),
    ],
)
def test_what_is_read_as_digits_depends_on_what_is_asked_for(
    text: str, speaker: Speaker, told: dict[str, Any], read: list[str]
) -> None:
    assert numbers(heard(text, speaker, **told)) == read


def test_an_empty_call_can_be_read() -> None:
    turn = Turn(TABLE, Memory(), "agent", "")
    assert (turn.words, turn.labels, turn.runs, turn.bare) == ([], [], [], False)

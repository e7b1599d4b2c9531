"""What a number is that was said, and why."""

from __future__ import annotations

from typing import Any

import pytest

from assist.privacy.memory import READABLE, UNKNOWN
from assist.privacy.naming import Named, name
from assist.privacy.turn import Turn
from tests.privacy.small_table import (
    ACCOUNT,
    CARD,
    EXPIRY,
    LIKELY_CARD,
    LITTLE_NUMBER,
    NO_CARD,
    ORDER,
    PASSCODE,
    PIN,
    SECURITY_CODE,
    TABLE,
    TOTAL,
    VISA,
    known,
    number,
    spelled,
)  # fmt: skip

NOBODY = "nobody has said what it is"
DIGITS = "these digits are a card number"
TEAM = "the team's rules let it stand"
ELSE = "it is announced as something else"
SAID = "it is announced"
BESIDE = "a card is named beside it"
GOES_ON = "it goes on"
BACK = "it is read back"
ANSWER = "it answers the question for it"
BEFORE = "it was said before and is no secret"
ABOUT = "it answers a question for something else, or goes on with that"
LIST = "it is a list"
GIVEN = "a card is being given"
PAYING: dict[str, Any] = {"paying_at": 20}
PAYS: dict[str, Any] = {"pay_at": 20}
CARD_GIVEN: dict[str, Any] = {"giving": number("4111", kind="card")}
PIN_GIVEN: dict[str, Any] = {"giving": number("41", kind="pin")}
AGENTS_PIN: dict[str, Any] = {"giving": number("4112", kind="pin", by="agent")}


def asked(*kinds: Any, at: int = 20, **more: Any) -> dict[str, Any]:
    return {"asked": kinds, "asked_at": at, **more}


def named(said: str, call: dict[str, Any]) -> Named:
    """What the last number of "agent: four one" is, or of what the customer says."""
    who, _, text = said.rpartition(": ")
    turn = Turn(TABLE, known(**call), "agent" if who else "customer", text)
    return name(turn, known(**call), turn.runs[-1])


@pytest.mark.parametrize(
    ("said", "call", "kind", "why"),
    [
        ("four one one", {}, UNKNOWN, NOBODY),
        ("my pin is 99991", {}, READABLE, TEAM),
        (spelled(VISA), {}, "card", DIGITS),
        (f"to {spelled(VISA)}", {}, "card", DIGITS),
        (f"my order number is {spelled(VISA)}", {}, "card", DIGITS),
        (spelled(NO_CARD), {}, UNKNOWN, NOBODY),
        (spelled(VISA[8:]), {"giving": number(VISA[:8])}, "card", DIGITS),
        (f"my dear old friend said {spelled(VISA[8:])}", {"giving": number(VISA[:8])}, UNKNOWN, NOBODY),
        (f"order number {spelled(VISA[8:])}", {"giving": number(VISA[:8])}, READABLE, ELSE),
        (spelled(VISA[8:]), {"giving": number(VISA[:8], kind=READABLE)}, READABLE, ABOUT),
        (spelled("3000"), {"giving": number("3600000000", doubt=1)}, UNKNOWN, NOBODY),
        (spelled("3008"), {"giving": number("3600000000", doubt=1)}, UNKNOWN, NOBODY),
    ],
)
def test_some_digits_tell_by_themselves(said: str, call: dict[str, Any], kind: str, why: str) -> None:
    assert named(said, call) == Named(kind, why)


@pytest.mark.parametrize(("call", "kind"), [({}, UNKNOWN), (PAYS, "card"), ({"card_at": 20}, "card")])
def test_digits_of_a_rare_length_are_a_cards_where_paying_is_spoken_of(call: dict[str, Any], kind: str) -> None:
    """Fourteen digits."""
    assert named(spelled("0008"), {"giving": number("3600000000", doubt=1)} | call).kind == kind


def test_the_same_digits_twice_are_not_one_longer_number() -> None:
    """Though both would be a card's."""
    assert named(spelled("41000001"), {"giving": number("41000001")}).kind == UNKNOWN


@pytest.mark.parametrize(
    ("said", "call", "kind", "why"),
    [
        ("my order number is four one one", {}, READABLE, ELSE),
        ("my order number is four one one", PAYING, READABLE, ELSE),
        ("last four are four one one two", {}, READABLE, ELSE),
        ("last four are four one one two four one one two", {}, READABLE, ELSE),
        ("last four are four one one two four one one two five", {}, UNKNOWN, NOBODY),
        ("the last four are four one one two", CARD_GIVEN, "card", GOES_ON),
        ("the last four are four one one two", PIN_GIVEN, READABLE, ELSE),
        ("the order number is four one one two", CARD_GIVEN, READABLE, ELSE),
        ("the total is four one one two five", {}, READABLE, ELSE),
        ("the total is four one one two five six", {}, UNKNOWN, ELSE),
        ("the total is four one", PAYING, UNKNOWN, ELSE),
    ],
)
def test_what_is_announced_as_something_else_is_readable(said: str, call: dict[str, Any], kind: str, why: str) -> None:
    assert named(said, call)[:2] == (kind, why)


@pytest.mark.parametrize(
    ("said", "call", "named_so"),
    [
        ("my pin is four one", {}, Named("pin", SAID)),
        ("my pin is four", {}, Named("pin", SAID)),
        ("pin hello four", {}, Named("pin", SAID)),
        ("pin hello there my friend four", {}, Named(UNKNOWN, NOBODY)),
        ("pin hello there four", {}, Named("pin", SAID)),
        ("my pin is one", {}, Named(UNKNOWN, NOBODY)),
        ("my pin is two", {}, Named(UNKNOWN, NOBODY)),
        ("pin one", {}, Named("pin", SAID)),
        ("four pin", {}, Named(UNKNOWN, NOBODY)),
        ("four one pin", {}, Named("pin", SAID)),
        ("agent: my pin is four one", {}, Named("pin", SAID)),
        ("agent: my passcode is four one", {}, Named(UNKNOWN, NOBODY)),
        ("agent: my passcode is four one one", {}, Named("one-time code", SAID)),
        ("agent: my pin is four one one", {}, Named("pin", SAID)),
        ("agent: my sort code is four one", {}, Named("sort code", SAID)),
        ("agent: my card number is four one one one one one", {}, Named(UNKNOWN, SAID)),
        ("agent: my card number is eight one one one one one", PAYING, Named(UNKNOWN, SAID, "card")),
        ("agent: my card number is eight one one one one one", PAYING | PAYS, Named("card", SAID)),
        ("agent: card number four one one one one one", {"giving": number("41")}, Named("card", SAID)),
        ("agent: card number four one one one one one", {"giving": number("41", by="agent")}, Named(UNKNOWN, SAID)),
        ("agent: card number four one one one one one", {"giving": number("41", kind=READABLE)}, Named(UNKNOWN, SAID)),
        ("agent: security code four one one", {}, Named(UNKNOWN, SAID)),
        ("agent: passcode four one one", {}, Named("one-time code", SAID)),
        ("card number four one one one one one", {}, Named("card", SAID)),
        ("card number four one one one one", {}, Named(UNKNOWN, SAID, "card")),
        ("card number four one one one one", PAYING, Named("card", SAID)),
        ("card number eight one one one one one", {}, Named(UNKNOWN, SAID, "card")),
        ("card number eight one one one one one", PAYS, Named("card", SAID)),
        ("card number eight one one one one one", PIN_GIVEN, Named("card", SAID)),
        ("card number eight one one one one one", PAYING, Named("card", SAID)),
        ("card the long number four one one one one one", {}, Named(UNKNOWN, SAID, "card")),
        ("card the long number four one one one one one", PAYING, Named("card", SAID)),
        ("card the long number eight one one one one one", PAYING, Named(UNKNOWN, SAID, "card")),
        ("security code four one one", {}, Named("security code", SAID)),
        ("card little number four one one", {}, Named(UNKNOWN, SAID, "security code")),
        ("card little number four one one", PAYING, Named("security code", SAID)),
        ("expiry four one one", PAYS | PAYING, Named("expiry", SAID)),
        ("text the code four one one", {}, Named(UNKNOWN, SAID, "one-time code")),
        ("text the code four one one", PAYING, Named(UNKNOWN, SAID, "one-time code")),
        ("passcode four one one", {}, Named("one-time code", SAID)),
        ("bank account number four one one", {}, Named("account", SAID)),
    ],
)
def test_what_is_announced_as_a_secret_is_one_unless_the_words_may_mean_others(
    said: str, call: dict[str, Any], named_so: Named
) -> None:
    assert named(said, call) == named_so


@pytest.mark.parametrize(
    ("said", "call", "kind"),
    [
        ("my amex four one one two", {}, UNKNOWN),
        ("my amex four one one two five", {}, "card"),
        ("my amex four one one two", PAYING, "card"),
    ],
)
def test_a_card_that_is_named_beside_a_number(said: str, call: dict[str, Any], kind: str) -> None:
    assert named(said, call) == Named(kind, BESIDE, "card")


@pytest.mark.parametrize(
    ("said", "call", "kind", "why"),
    [
        ("one one one", CARD_GIVEN, "card", GOES_ON),
        ("agent: four one one one", CARD_GIVEN, "card", BACK),
        ("one one one", {"giving": number("4111", kind="card", turn=15)}, UNKNOWN, NOBODY),
        ("one one one", CARD_GIVEN | asked(ORDER, at=21), READABLE, ABOUT),
        ("one one one", CARD_GIVEN | asked(ORDER), "card", GOES_ON),
        ("one one one", CARD_GIVEN | asked(PIN, at=21), "card", GOES_ON),
        ("the other two", CARD_GIVEN, UNKNOWN, NOBODY),
        ("my dear old friend came by with four one one", PIN_GIVEN, "pin", GOES_ON),
        ("my dear old friend came by with forty one", PIN_GIVEN, UNKNOWN, NOBODY),
        ("forty one my dear old friend came by", PIN_GIVEN, "pin", GOES_ON),
        ("forty one my dear old friend came by", {"giving": number("411", kind="pin")}, "pin", GOES_ON),
        ("forty one my dear old friend came by", {"giving": number("4112", kind="pin")}, UNKNOWN, NOBODY),
        ("forty one my dear old friend came by", {"giving": number("41", kind="pin", turn=17)}, UNKNOWN, NOBODY),
        ("forty one my dear old friend came by", {"giving": number("", kind="account")}, UNKNOWN, NOBODY),
        ("agent: my dear old friend came by with forty one", PIN_GIVEN, "pin", BACK),
        ("agent: my dear old friend came by with forty two", PIN_GIVEN, UNKNOWN, NOBODY),
        ("agent: my dear old friend came by with four", PIN_GIVEN, UNKNOWN, NOBODY),
        ("agent: my dear old friend forty two", PIN_GIVEN, UNKNOWN, NOBODY),
        ("agent: my dear friend forty two", PIN_GIVEN, "pin", BACK),
        ("agent: my dear friend four", PIN_GIVEN, UNKNOWN, NOBODY),
        ("agent: my dear friend forty two", {"giving": number("41", kind="pin", turn=18)}, "pin", BACK),
        ("agent: my dear friend forty two", {"giving": number("41", kind="pin", turn=17)}, UNKNOWN, NOBODY),
        ("agent: forty two", {"giving": number("41", kind="pin", turn=18)}, "pin", BACK),
        ("agent: forty two", {"giving": number("41", kind="pin", turn=17)}, UNKNOWN, NOBODY),
        ("agent: forty one", {"giving": number("41", kind="pin", turn=17)}, "pin", BACK),
        ("agent: nine two three four five nine", {"giving": number("12345", kind="pin", turn=17)}, "pin", BACK),
        ("agent: nine two three four nine nine", {"giving": number("12345", kind="pin", turn=17)}, UNKNOWN, NOBODY),
        ("agent: nine nine two three four five", {"giving": number("12345", kind="pin", turn=17)}, "pin", BACK),
    ],
)
def test_a_secret_goes_on_or_is_read_back(said: str, call: dict[str, Any], kind: str, why: str) -> None:
    assert named(said, call) == Named(kind, why)


@pytest.mark.parametrize(
    ("digits", "so_far", "kinds", "kind"),
    [
        ("411", 12, (SECURITY_CODE,), "security code"),
        ("411", 11, (SECURITY_CODE,), "card"),
        ("4111", 12, (SECURITY_CODE,), "card"),
        ("411", 12, (EXPIRY,), "card"),
        ("1228", 12, (EXPIRY,), "expiry"),
        ("128", 12, (EXPIRY,), "card"),
        ("1228", 12, (PIN,), "card"),
        ("1228", 12, (EXPIRY, SECURITY_CODE), "expiry"),
    ],
)
def test_after_a_whole_card_come_its_codes(digits: str, so_far: int, kinds: Any, kind: str) -> None:
    call = {"giving": number("8" * so_far, kind="card")} | asked(*kinds)
    assert named(spelled(digits), call) == Named(kind, GOES_ON)


def test_what_follows_another_secret_is_not_a_cards_code() -> None:
    call = {"giving": number("8" * 12, kind="account")} | asked(SECURITY_CODE)
    assert named("four one one", call) == Named("account", GOES_ON)


@pytest.mark.parametrize(
    ("said", "call", "named_so"),
    [
        ("four one", asked(PIN), Named("pin", ANSWER)),
        ("four", asked(PIN), Named("pin", ANSWER)),
        ("four one", asked(PIN, at=9), Named(UNKNOWN, NOBODY)),
        ("the other two", asked(PIN), Named(UNKNOWN, NOBODY)),
        ("four", asked(CARD), Named(UNKNOWN, ANSWER, "card")),
        ("for to", asked(PIN), Named("pin", ANSWER)),
        ("my dear old friend said and said for to", asked(PIN), Named(UNKNOWN, NOBODY)),
        ("my dear old friend said and said forty one", asked(PIN), Named("pin", ANSWER)),
        ("my dear old friend said and said forty one", asked(PIN, at=19), Named("pin", ANSWER)),
        ("my dear old friend said and said forty one", asked(PIN, at=18), Named(UNKNOWN, NOBODY)),
        ("my dear old friend said and said forty one five", asked(PIN, at=18), Named("pin", ANSWER)),
        ("my dear old friend said and said four", asked(PIN), Named("pin", ANSWER)),
        ("my dear old friend said and said four", asked(PIN, at=18), Named(UNKNOWN, NOBODY)),
        ("my dear old friend said and said four", asked(CARD, at=18), Named(UNKNOWN, ANSWER, "card")),
        ("my dear old friend said and said forty one", asked(EXPIRY, at=18), Named(UNKNOWN, ANSWER, "expiry")),
        ("agent: four one one two", asked(PIN), Named(UNKNOWN, NOBODY)),
        ("agent: four one one two", asked(PIN, giving=number("9")), Named("pin", ANSWER)),
        ("agent: my dear old friend four one one two", asked(PIN, giving=number("9")), Named("pin", ANSWER)),
        ("agent: my dear old friend four one one", asked(PIN, giving=number("9")), Named("pin", ANSWER)),
        ("agent: my dear old friend said forty one", asked(PIN, giving=number("9")), Named(UNKNOWN, NOBODY)),
        ("agent: my dear old friend said forty one two", asked(PIN, giving=number("9")), Named(UNKNOWN, NOBODY)),
        ("agent: four one one two", asked(PIN, giving=number("9", by="agent")), Named(UNKNOWN, NOBODY)),
        ("four one one", asked(PIN, SECURITY_CODE), Named("security code", ANSWER)),
        ("four one", asked(PIN, SECURITY_CODE), Named("pin", ANSWER)),
        ("four one one", asked(CARD, SECURITY_CODE), Named("security code", ANSWER)),
        ("four one one two", asked(SECURITY_CODE, CARD), Named("security code", ANSWER)),
        ("four one one two five six", asked(SECURITY_CODE, CARD), Named("card", ANSWER)),
        ("four one one two five six", asked(PASSCODE, EXPIRY), Named(UNKNOWN, ANSWER, "expiry")),
        ("four one one", asked(PASSCODE, EXPIRY), Named(UNKNOWN, ANSWER, "expiry")),
        ("four one one two five", asked(PASSCODE, EXPIRY), Named("one-time code", ANSWER)),
        ("four one one two five", asked(EXPIRY, SECURITY_CODE), Named(UNKNOWN, ANSWER, "expiry")),
        ("four one one two five six", asked(LIKELY_CARD), Named(UNKNOWN, ANSWER, "card")),
        ("four one one", asked(LITTLE_NUMBER), Named(UNKNOWN, ANSWER, "security code")),
        ("four one one", asked(ACCOUNT), Named("account", ANSWER)),
    ],
)
def test_what_was_asked_for_is_answered(said: str, call: dict[str, Any], named_so: Named) -> None:
    assert named(said, call) == named_so


@pytest.mark.parametrize(
    ("said", "call", "kind", "why"),
    [
        ("four one one", {"shown": "4112"}, READABLE, BEFORE),
        ("four one", {"shown": "4112"}, UNKNOWN, NOBODY),
        ("four one three", {"shown": "4112"}, UNKNOWN, NOBODY),
        ("four one one", {"shown": "4112", "giving": number("9", doubt=1)}, UNKNOWN, NOBODY),
        ("four one", asked(ORDER), READABLE, ABOUT),
        ("four one", asked(TOTAL), UNKNOWN, NOBODY),
        ("four one", {"giving": number("9", kind=READABLE)}, READABLE, ABOUT),
        ("one two three four five", {}, READABLE, LIST),
        ("one two three four five", {"giving": number("9", doubt=1)}, UNKNOWN, NOBODY),
        ("four one", PAYING | PAYS, "security code", GIVEN),
        ("four one one two", PAYING | PAYS, "security code", GIVEN),
        ("four one one two five", PAYING | PAYS, "card", GIVEN),
        ("four", PAYING | PAYS, UNKNOWN, NOBODY),
        ("my dear old friend said hello to four one one", PAYING | PAYS, "security code", GIVEN),
        ("my dear old friend said hello to forty one", PAYING | PAYS, UNKNOWN, NOBODY),
        ("four one", PAYING, UNKNOWN, NOBODY),
        ("four one", PAYS, UNKNOWN, NOBODY),
        ("agent: four one", PAYING | PAYS, UNKNOWN, NOBODY),
    ],
)
def test_the_call_tells_of_numbers_that_nobody_announced(said: str, call: dict[str, Any], kind: str, why: str) -> None:
    assert named(said, call) == Named(kind, why)

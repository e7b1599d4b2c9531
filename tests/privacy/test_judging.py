"""What is found in each text of a call, what is in doubt, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from assist.privacy.finding import Finding
from assist.privacy.judging import IN_DOUBT, Judgement, close, judge
from assist.privacy.kinds import Label
from assist.privacy.memory import READABLE, UNKNOWN, Memory
from tests.privacy.small_table import (
    ACCOUNT,
    LAST_FOUR,
    ORDER,
    PASSWORD,
    PIN,
    SORT_CODE,
    TABLE,
    VISA,
    judged,
    known,
    number,
    spelled,
)  # fmt: skip

PAYING: dict[str, Any] = {"paying_at": 20}
COD: dict[str, Any] = {"card_at": 19, "said_at": {"cod": 19}}
CARDS: dict[str, Any] = {"card_at": 20}
DOUBTED = number("411111", doubt=1)


def last(text: str, **call: Any) -> Judgement:
    """What is found in "agent: hello" after 20 turns; `call` is as in Memory."""
    return judged(text, memory=known(**call))[-1]


def hidden(*lines: str, **call: Any) -> list[str]:
    """What is hidden in the last line, with its kind: "pin: four one"."""
    judgement = judged(*lines, memory=known(**call))[-1]
    text = lines[-1].partition(": ")[2]
    return [f"{each.kind}: {text[each.start : each.end]}" for each in judgement.findings]


def asked(*kinds: Label, **more: Any) -> dict[str, Any]:
    """What is known where these were just asked for."""
    return {"asked": kinds, "asked_at": 20, **more}


def test_a_finding_says_where_what_why_and_all_digits_so_far() -> None:
    first, second = judged("customer: my pin is four one", "customer: five six yes")
    assert first.findings == [Finding(10, 18, "pin", "it is announced", "41")]
    assert second.findings == [Finding(0, 8, "pin", "it goes on", "4156")]
    assert (first.settled, second.settled) == ({}, {})


def test_a_number_in_doubt_has_its_doubts_number() -> None:
    (found,) = last("customer: four one five", doubts=6).findings
    assert found == Finding(0, 13, IN_DOUBT, "nobody has said what it is", "415", 7)


@pytest.mark.parametrize("text", ["agent: mhm", "customer: okay", "agent: "])
def test_who_only_cheers_changes_nothing(text: str) -> None:
    memory = known(giving=DOUBTED)
    judgement = judged(text, memory=memory)[0]
    assert judgement == Judgement([], memory, {})
    assert judgement.memory is memory


def test_turns_are_counted() -> None:
    assert [each.memory.turn for each in judged("agent: hello", "agent: mhm", "customer: hi one four")] == [1, 1, 2]


def test_words_and_shapes_are_found_too() -> None:
    assert hidden("customer: my password is bluebird") == ["password: bluebird"]
    assert hidden("customer: it is 536-22-8145 you know") == ["national id: 536-22-8145"]
    assert hidden("customer: bluebird", **asked(PASSWORD)) == ["password: bluebird"]


@pytest.mark.parametrize(
    ("text", "call", "found"),
    [
        ("customer: for to", asked(PIN), ["pin: for to"]),
        ("agent: for to my friend", asked(PIN, giving=number("4", kind="pin")), []),
        ("agent: for to", asked(PIN, giving=number("42", kind="pin")), ["pin: for to"]),
        ("customer: my dear old friend went for to", {}, []),
        ("customer: pin for to then my dear old friend went", asked(PIN), ["pin: for to"]),
        ("customer: pin for to then my dear old friend went", PAYING, []),
        ("customer: pin for to", PAYING, ["pin: for to"]),
        ("customer: oh okay", asked(PIN), []),
        ("customer: oh four", asked(PIN), ["pin: oh four"]),
        ("customer: oh oh", asked(PIN), ["pin: oh oh"]),
        ("customer: okay oh to", asked(PIN), ["pin: oh to"]),
    ],
)
def test_words_that_only_sound_like_digits_count_where_digits_are_asked_for(
    text: str, call: dict[str, Any], found: list[str]
) -> None:
    assert hidden(text, **call) == found


@pytest.mark.parametrize(
    ("text", "call", "doubted"),
    [
        ("customer: four one", {}, True),
        ("customer: four", {}, False),
        ("customer: my friend said four one one two", {}, True),
        ("customer: my dear old friend said four one one", {}, False),
        ("customer: my dear old friend said forty one", {}, False),
        ("agent: four one one two", {}, False),
        ("customer: four", CARDS, True),
        ("customer: four", PAYING, True),
        ("customer: my dear old friend said four forty one", CARDS, True),
        ("customer: my dear old friend said forty one", CARDS, False),
        ("customer: one is enough", CARDS, False),
        ("customer: one okay yes", CARDS, False),
        ("customer: one okay", CARDS, True),
        ("customer: four hundred", {}, False),
        ("customer: four hundred", CARDS, True),
        ("customer: four hundred", PAYING, True),
        ("agent: four", {"giving": DOUBTED}, True),
        ("agent: so my friend it was four one again then hello", {"giving": DOUBTED}, True),
        ("agent: so my friend it was four two again then hello", {"giving": DOUBTED}, False),
        ("agent: so my friend it was four again then hello", {"giving": DOUBTED}, False),
        ("agent: dear friend said two two five", {"giving": DOUBTED}, True),
        ("agent: dear old friend said two two five", {"giving": DOUBTED}, False),
        ("agent: dear friend said two two", {"giving": DOUBTED}, False),
        ("agent: four", {"giving": replace(DOUBTED, turn=16)}, False),
        ("agent: four", {"giving": replace(DOUBTED, turn=17)}, True),
    ],
)
def test_what_nobody_has_named_is_hidden_for_the_time_being_where_it_may_be_a_secret(
    text: str, call: dict[str, Any], doubted: bool
) -> None:
    judgement = last(text, **call)
    assert [each.kind for each in judgement.findings] == [IN_DOUBT] * doubted


def test_what_stays_readable_is_remembered_as_such() -> None:
    assert last("customer: my order number is four one five").memory.shown == "415"
    assert last("agent: four one one two").memory.shown == "4112"
    assert last("agent: four one one two").memory.giving is None


@pytest.mark.parametrize(
    ("text", "call", "digits", "kind"),
    [
        ("customer: five six", {"giving": number("41", kind="pin")}, "4156", "pin"),
        ("agent: four one", {"giving": number("41", kind="pin")}, "41", "pin"),
        ("customer: five six", {"giving": DOUBTED}, "41111156", UNKNOWN),
        ("customer: my order number is four one", {"giving": DOUBTED}, "41", READABLE),
        ("customer: my pin is five six", {"giving": number("41", kind="card")}, "56", "pin"),
        ("customer: " + spelled("1" * 30), {"giving": number("8" * 20, kind="pin")}, "8" * 10 + "1" * 30, "pin"),
        ("customer: my pin is " + spelled("1" * 50), {}, "1" * 40, "pin"),
        ("customer: " + spelled(VISA[6:]), {"giving": replace(DOUBTED, digits=VISA[:6])}, VISA, "card"),
        ("customer: my cod the long number four one", {"giving": DOUBTED}, "41", UNKNOWN),
        ("customer: the long number four one", {"giving": DOUBTED, **COD}, "41111141", "card"),
        ("customer: the long number four one", {"giving": replace(DOUBTED, begun=19), **COD}, "41111141", "card"),
        ("customer: the long number four one", {"giving": replace(DOUBTED, begun=18), **COD}, "41", UNKNOWN),
        ("customer: the long number four one", {"giving": replace(DOUBTED, perhaps="pin"), **COD}, "41", UNKNOWN),
        ("customer: long number four one my dear old friends", {"giving": DOUBTED, **COD}, "41", UNKNOWN),
        ("customer: long number four one my dear old friends five six seven", COD, "41567", UNKNOWN),
        ("agent: so my friend it was four one again then hello", {"giving": DOUBTED}, "411111", UNKNOWN),
    ],
)
def test_a_number_goes_on_or_another_begins(text: str, call: dict[str, Any], digits: str, kind: str) -> None:
    giving = last(text, **call).memory.giving
    assert giving is not None
    assert (giving.digits, giving.kind, giving.turn) == (digits, kind, 21)


def test_of_a_number_that_goes_on_the_beginning_is_kept() -> None:
    went_on = last("customer: five six", giving=number("41", kind="pin", begun=18)).memory.giving
    anew = last("customer: my pin is five six", giving=number("41", kind="account", begun=18)).memory.giving
    assert went_on is not None
    assert anew is not None
    assert (went_on.begun, went_on.by, went_on.doubt) == (18, "customer", 0)
    assert (anew.begun, anew.by, anew.doubt) == (21, "customer", 0)


def test_a_number_in_doubt_keeps_what_it_may_be_and_its_doubt() -> None:
    after = last("customer: five six", giving=replace(DOUBTED, perhaps="card"), doubts=6).memory
    assert after.giving is not None
    assert (after.giving.perhaps, after.giving.doubt, after.doubts) == ("card", 1, 6)
    assert last("customer: five six", doubts=6).memory.doubts == 7


def test_what_was_readable_before_makes_nothing_of_what_comes_next() -> None:
    assert last("customer: four one five", shown="4152").memory.giving is None
    told = last("customer: my order number is four one five", shown="4152").memory.giving
    secret = last("customer: my pin is four one five", shown="4152").memory.giving
    other = last("customer: four one six", shown="4152", **asked(ORDER)).memory.giving
    assert [each and each.kind for each in (told, secret, other)] == [READABLE, "pin", READABLE]


def test_what_is_said_while_a_number_is_in_doubt_ends_it_only_after_a_question() -> None:
    said = "customer: five six"
    assert last(said, giving=DOUBTED, **asked(ORDER)).memory.giving == DOUBTED
    after = last(said, giving=replace(DOUBTED, turn=19), **asked(ORDER)).memory.giving
    assert after is not None
    assert (after.kind, after.digits) == (READABLE, "56")


def test_a_number_that_another_follows_waits_to_be_known() -> None:
    after = last("customer: my order number is four one", giving=DOUBTED, waiting=(number("5", doubt=9),)).memory
    assert [(each.digits, each.doubt) for each in after.waiting] == [("5", 9), ("411111", 1)]
    after = last("customer: my order number is four one", giving=number("5", kind="pin")).memory
    assert after.waiting == ()


def test_a_number_in_doubt_that_proves_a_cards_settles_it() -> None:
    after = last(f"customer: {spelled(VISA[6:])}", giving=replace(DOUBTED, digits=VISA[:6], doubt=5))
    assert after.settled == {5: "card"}
    assert [each.doubt for each in after.findings] == [0]
    assert last("customer: five six", giving=number("4111", kind="card")).settled == {}
    assert after.memory.giving is not None
    assert after.memory.giving.doubt == 0
    assert after.memory.paying_at == 21


@pytest.mark.parametrize(
    ("text", "paying", "bank"),
    [
        ("customer: my sort code is four one", False, True),
        ("customer: my bank account number is four one one", False, True),
        ("customer: my pin is four one", False, False),
        ("customer: my security code is four one one", True, False),
        ("customer: " + spelled(VISA), True, False),
    ],
)
def test_what_is_given_tells_what_the_call_is_about(text: str, paying: bool, bank: bool) -> None:
    after = last(text).memory
    assert (after.paying_at == 21, after.bank_at == 21) == (paying, bank)


@pytest.mark.parametrize(
    ("text", "call", "now"),
    [
        ("agent: what's your pin", {}, (PIN,)),
        ("agent: what's your pin and your order number", {}, (PIN, ORDER)),
        ("customer: what's your pin", {}, ()),
        ("customer: here's my pin", {}, (PIN,)),
        ("customer: do you want my pin for the new one at home", {}, (PIN,)),
        ("agent: your pin is four one one", {}, ()),
        ("agent: your order number is four one one", {}, ()),
        ("agent: never tell anyone your pin", {}, ()),
        ("agent: thanks for the pin", {}, ()),
        ("agent: thank you for that pin", {}, ()),
        ("agent: thanks for a nice pin", {}, (PIN,)),
        ("agent: it's for the pin", {}, (PIN,)),
        ("agent: no problem can i take your pin", {}, (PIN,)),
        ("agent: don't stop now tell me the pin", {}, (PIN,)),
        ("agent: don't tell me about it my friend the pin", {}, ()),
        ("agent: don't tell me about it my old friend the pin", {}, (PIN,)),
        ("agent: our dear reference lies on a desk", asked(PIN, asked_at=15), (PIN,)),
        ("agent: my order number is on the desk there", {}, (ORDER,)),
        ("agent: my pin lies on the desk there", {}, (PIN,)),
        ("agent: reference on desk", {}, (ORDER,)),
        ("agent: reference upon old desk", {}, (ORDER,)),
        ("agent: reference upon very old desk", {}, ()),
        ("customer: my dear old friends here's my reference", {}, (ORDER,)),
        ("agent: what's the reference on the old desk by the door", {}, (ORDER,)),
        ("agent: last four of the card and the pin please", {}, (LAST_FOUR,)),
        ("agent: all of it last four of the card and the pin please", {}, (LAST_FOUR, PIN)),
        ("agent: the order number and the pin please", {}, (ORDER, PIN)),
    ],
)
def test_what_is_asked_for_from_now_on(text: str, call: dict[str, Any], now: tuple[Label, ...]) -> None:
    assert last(text, **call).memory.asked == now


def test_the_answer_to_a_question_for_an_account_tells_of_banks() -> None:
    assert last("customer: four one", **asked(SORT_CODE)).memory.bank_at == 21


def test_a_question_is_open_until_it_is_answered() -> None:
    after = last("agent: what's your pin", answered=True).memory
    assert (after.asked_at, after.answered) == (21, False)
    assert judge(TABLE, after, "customer", "four one").memory.answered is True


@pytest.mark.parametrize(
    ("text", "call", "now"),
    [
        ("agent: lovely weather", asked(ORDER, answered=True), ()),
        ("agent: lovely weather", asked(ORDER), (ORDER,)),
        ("agent: can it rain", asked(ORDER), ()),
        ("customer: can it rain", asked(ORDER), (ORDER,)),
        ("agent: mhm okay", asked(ORDER, answered=True), (ORDER,)),
        ("agent: can it rain", asked(PIN), (PIN,)),
        ("agent: can it rain", asked(PIN, giving=number("411", kind="pin")), (PIN,)),
        ("agent: can it rain", asked(PIN, giving=number("4112", kind="pin")), ()),
        ("agent: can it rain", asked(PIN, giving=number("4112", perhaps="pin", doubt=1)), ()),
        ("agent: can it rain", asked(ACCOUNT, giving=number("4" * 39, kind="account")), (ACCOUNT,)),
        ("agent: can it rain", asked(ACCOUNT, giving=number("4" * 40, kind="account")), ()),
        ("agent: can it rain", asked(ORDER, giving=number("4", kind=READABLE)), ()),
        ("agent: no the driver has it", asked(PIN), ()),
        ("agent: nope never", asked(PIN), ()),
        ("agent: no", asked(PIN), (PIN,)),
        ("agent: no problem it rains", asked(PIN), (PIN,)),
        ("agent: no worries it rains", asked(PIN), (PIN,)),
        ("agent: no rush it rains", asked(PIN), (PIN,)),
        ("agent: no hurry it rains", asked(PIN), (PIN,)),
        ("agent: no trouble it rains", asked(PIN), (PIN,)),
        ("agent: no four one", asked(PIN, giving=number("41", kind="pin")), ()),
        ("customer: no the driver has it", asked(PIN), (PIN,)),
        ("agent: no what's the order number", asked(PIN), (ORDER,)),
    ],
)
def test_a_question_ends_when_the_agent_goes_on(text: str, call: dict[str, Any], now: tuple[Label, ...]) -> None:
    assert last(text, **call).memory.asked == now


@pytest.mark.parametrize(
    ("giving", "text", "is_open"),
    [
        (number("41", kind=READABLE), "agent: can it rain", False),
        (number("41", kind="pin"), "agent: can it rain", True),
        (number("41", kind="pin"), "agent: what's the pin", True),
        (number("41", kind="pin"), "agent: what's the sort code", False),
        (number("41", kind=READABLE), "agent: what's the order number", False),
        (number("41", doubt=1), "agent: what's the sort code", True),
    ],
)
def test_a_number_goes_on_after_a_question_only_where_it_was_asked_for(giving: Any, text: str, is_open: bool) -> None:
    assert (last(text, giving=giving).memory.giving is not None) is is_open


@pytest.mark.parametrize(
    ("text", "call", "paying", "expiry"),
    [
        ("agent: what's the card number", {}, True, False),
        ("agent: what's the card and the long number", {}, True, False),
        ("agent: the cod the long number please", {}, False, False),
        ("agent: what's the security code", {}, False, False),
        ("agent: what's the security code", {"pay_at": 20}, False, True),
        ("agent: what's the expiry", {"pay_at": 20}, False, True),
        ("agent: what's the pin", {"pay_at": 20}, False, False),
        ("customer: here's my card number", {}, False, False),
    ],
)
def test_a_question_for_a_card_or_its_codes_is_remembered(
    text: str, call: dict[str, Any], paying: bool, expiry: bool
) -> None:
    after = last(text, **call).memory
    assert (after.paying_at == 21, after.expiry_at == 21) == (paying, expiry)


@pytest.mark.parametrize(
    ("call", "settled"),
    [
        ({"giving": number("411", doubt=1, turn=15)}, {1: READABLE}),
        ({"giving": number("411", doubt=1, turn=16)}, {}),
        ({"giving": DOUBTED, "bank_at": 20}, {}),
        ({"giving": replace(DOUBTED, turn=17), "bank_at": 20}, {1: "account"}),
        ({"giving": replace(DOUBTED, turn=18), "bank_at": 20}, {}),
        ({"giving": number("411111111111", doubt=1), **CARDS}, {1: "card"}),
        ({"waiting": (number("411", doubt=1, turn=15), number("12", doubt=2, turn=15))}, {1: READABLE, 2: READABLE}),
        ({"waiting": (replace(DOUBTED, turn=18), number("12", doubt=2, turn=15)), "bank_at": 20}, {2: READABLE}),
        ({"waiting": (number("411", doubt=1, turn=16), number("12", doubt=2, turn=15))}, {2: READABLE}),
    ],
)
def test_a_doubt_is_settled_once_it_is_plain_or_the_call_has_gone_on(
    call: dict[str, Any], settled: dict[int, str]
) -> None:
    assert last("customer: it rains here", **call).settled == settled


def test_what_is_settled_is_in_doubt_no_more() -> None:
    card, short = number("411111111111", doubt=1), number("12", doubt=2, turn=15)
    after = last("customer: it rains here", giving=card, waiting=(short,), **CARDS).memory
    assert (after.waiting, after.giving, after.paying_at) == ((), replace(card, kind="card", doubt=0), 21)
    after = last("customer: it rains here", giving=short, waiting=(number("34", doubt=3),)).memory
    assert (after.waiting, after.giving) == ((number("34", doubt=3),), None)
    after = last("customer: it rains here", waiting=(card,), giving=number("5", kind="pin"), **CARDS).memory
    assert (after.waiting, after.giving, after.paying_at) == ((), number("5", kind="pin"), 21)


def test_at_the_end_of_a_call_all_doubts_are_settled() -> None:
    card = number("411111111111", doubt=4)
    assert close(known(giving=DOUBTED, waiting=(card,), **CARDS)) == {1: READABLE, 4: "card"}
    assert close(Memory()) == {}


@pytest.mark.parametrize(
    ("giving", "call", "anew"),
    [
        (DOUBTED, {}, False),
        (DOUBTED, {"parted_at": 20}, False),
        (replace(DOUBTED, turn=18), {"parted_at": 19}, True),
        (replace(DOUBTED, turn=18), {"parted_at": 18}, False),
        (replace(DOUBTED, turn=18), {"parted_at": 19, "card_at": 18}, False),
        (replace(DOUBTED, turn=18), {"card_at": 19}, True),
        (replace(DOUBTED, turn=18, digits="4111"), {"parted_at": 19, "card_at": 18}, True),
        (replace(DOUBTED, turn=18, digits="41111"), {"parted_at": 19, "card_at": 18}, False),
        (replace(DOUBTED, turn=18, perhaps="card"), {"parted_at": 19}, False),
        (replace(DOUBTED, turn=18, perhaps="card"), {"card_at": 19}, True),
        (replace(DOUBTED, turn=18, perhaps="pin"), {"parted_at": 19, "card_at": 18}, True),
        (replace(DOUBTED, turn=18, doubt=0), {"parted_at": 19}, False),
    ],
)
def test_a_number_ends_when_something_else_was_said_since(giving: Any, call: dict[str, Any], anew: bool) -> None:
    now = last("customer: two two", giving=giving, **call).memory.giving
    assert now is not None
    assert now.digits == ("22" if anew else giving.digits + "22")

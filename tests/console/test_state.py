"""The floor as a wall knows it: from agents' documents, whatever order, copies or rests they come in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.console.card import TRACK_MOST, TRACK_S
from assist.console.known import GONE_S
from assist.console.need import STEP
from assist.console.state import Agents, CallCard, Floor, Heard, level
from assist.events import State
from assist.floor.messages import Alerts, CallSummary, Presence, Status
from assist.masked import Masked
from tests.console.making import NOON, alert, alerts, heard, presence, summary


def floor_of(*those: Heard) -> Floor:
    floor = Floor()
    for each in those:
        floor.hear(each)
    return floor


def only(floor: Floor, now: float = NOON) -> CallCard:
    (card,) = floor.cards(now)
    return card


# --- a card -----------------------------------------------------------------------------------------------------------


def test_a_call_is_a_card_with_all_that_was_said_of_it() -> None:
    floor = floor_of(
        heard(presence(1, name="Ann Lee")),
        heard(summary(
            2, seconds=90, state="anxious", intensity=0.6, trend="rising", hard_for=30, stage="assess", aer="open",
            steps=("aer.acknowledge",), hand=True, paused=True, excerpt=Masked("my [card] is lost"),
        )),
        heard(alerts(3, alert("help", at=NOON - 10, about="a refund", answer="assigned", by="Kim"))),
    )  # fmt: skip
    card = only(floor)
    assert card[:4] == ("blue", "ann", "Ann Lee", "in call")
    assert (card.call, card.began) == ("call-1", NOON - 90)
    assert (card.state, card.intensity, card.trend, card.hard_for) == ("anxious", 0.6, "rising", 30)
    assert (card.stage, card.aer, card.steps) == ("assess", "open", ("aer.acknowledge",))
    assert (card.hand, card.paused, card.objected, card.stale) == (True, True, False, False)
    assert card.excerpt == "my [card] is lost"
    assert card.alerts == (("call-1-help", "help", NOON - 10, "a refund", "assigned", "Kim"),)
    assert card.track == ((NOON, 0.6),)


def test_without_a_presence_the_agent_is_called_by_their_id_and_the_card_is_stale() -> None:
    card = only(floor_of(heard(summary(1))))
    assert (card.name, card.status, card.stale) == ("ann", "gone", True)


def test_the_end_of_a_call_ends_its_card_at_once() -> None:
    floor = floor_of(heard(presence(1)), heard(summary(2)))
    only(floor)
    floor.hear(heard(summary(3, goes_on=False)))
    assert floor.cards(NOON) == []


def test_a_later_presence_that_is_in_no_call_ends_the_card_too() -> None:
    floor = floor_of(heard(presence(1)), heard(summary(2)))
    floor.hear(heard(presence(1, connection=1)))
    only(floor)
    floor.hear(heard(presence(3, connection=3, status="online")))
    assert floor.cards(NOON) == []


def test_a_presence_from_before_the_call_does_not_end_it() -> None:
    floor = floor_of(heard(presence(1, status="online")), heard(summary(2)))
    only(floor)


def test_only_open_alerts_of_this_call_are_on_its_card() -> None:
    known = alerts(
        3,
        alert("rising", call="call-0"),
        alert("leave", ended=NOON, end="eased"),
        alert("hand"),
        alert("harm", call="x"),
    )
    card = only(floor_of(heard(presence(1)), heard(summary(2)), heard(known)))
    assert [each.reason for each in card.alerts] == ["hand"]


def test_alerts_and_endings_of_calls_that_nobody_knows_do_nothing() -> None:
    floor = floor_of(
        heard(alerts(1, alert("harm", call="lost"))), heard(summary(2, call="other", goes_on=False)), heard(presence(3))
    )
    assert floor.cards(NOON) == []


def test_a_hand_without_its_alert_counts_as_one() -> None:
    raised = only(floor_of(heard(presence(1)), heard(summary(2, hand=True))))
    told = only(floor_of(heard(presence(1)), heard(summary(2, hand=True)), heard(alerts(3, alert("hand")))))
    answered = alerts(3, alert("hand", answer="acknowledged"))
    known = only(floor_of(heard(presence(1)), heard(summary(2, hand=True)), heard(answered)))
    assert raised.need == told.need > known.need


def test_an_objection_leaves_nothing_of_the_feelings() -> None:
    bad = {"state": "frustrated", "intensity": 0.9, "hard_for": 100}
    floor = floor_of(heard(presence(1)), heard(summary(2, **bad)))
    assert only(floor).need > 0
    floor.hear(heard(summary(3, objected=True, **bad)))
    card = only(floor)
    assert (card.objected, card.need, card.track) == (True, 0.0, ())


def test_time_in_trouble_is_counted_without_a_message() -> None:
    floor = floor_of(heard(presence(1)), heard(summary(2, state="frustrated", intensity=0.5, hard_for=60)))
    early, late = only(floor), only(floor, NOON + 301)
    assert (early.hard_for, late.hard_for) == (60, 360)
    assert late.need > early.need


def test_no_trouble_does_not_become_long() -> None:
    floor = floor_of(heard(presence(1)), heard(summary(2)))
    assert only(floor, NOON + 301).hard_for == 0


# --- newer and older --------------------------------------------------------------------------------------------------


def test_copies_and_late_ones_change_nothing() -> None:
    floor = floor_of(heard(presence(5)), heard(summary(7, state="anxious", intensity=0.5)), heard(alerts(9, alert())))
    before = floor.cards(NOON)
    floor.changed()
    late: list[Presence | CallSummary | Alerts] = [
        presence(5), presence(4, status="gone"), presence(6, connection=4), summary(7), summary(6, goes_on=False),
        alerts(9), alerts(8),
    ]  # fmt: skip
    assert [floor.hear(heard(each)) for each in late] == [False] * len(late)
    assert floor.cards(NOON) == before
    assert floor.changed() == set()


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_order_and_copies_do_not_matter(data: st.DataObject) -> None:
    statuses: st.SearchStrategy[Status] = st.sampled_from(("online", "in call", "away", "gone"))
    numbers = data.draw(st.lists(st.integers(1, 50), min_size=1, max_size=10, unique=True))
    messages: list[Presence | CallSummary | Alerts] = []
    for number in numbers:
        sort = data.draw(st.sampled_from(("presence", "call", "alerts")))
        if sort == "presence":
            messages.append(presence(number, status=data.draw(statuses), connection=number - number % 5))
        elif sort == "call":
            messages.append(summary(number, call=f"call-{number // 10}", goes_on=data.draw(st.booleans())))
        else:
            messages.append(alerts(number, alert("leave", call=f"call-{number // 10}")))
    copies = data.draw(st.permutations([*messages, *messages]))
    ours, theirs = Floor(), Floor()
    for message in messages:
        ours.hear(heard(message))
    for message in copies:
        theirs.hear(heard(message))
        theirs.cards(NOON)
    assert [card._replace(track=()) for card in ours.cards(NOON)] == [
        card._replace(track=()) for card in theirs.cards(NOON)
    ]
    assert ours.agents() == theirs.agents()


def test_a_last_will_ends_only_its_own_connection() -> None:
    floor = floor_of(heard(presence(20, connection=20)), heard(summary(21)))
    assert not floor.hear(heard(presence(10, connection=10, status="gone")))
    assert floor.hear(heard(presence(20, connection=20, status="gone")))
    assert only(floor).stale


# --- lost lines -------------------------------------------------------------------------------------------------------


def test_a_lost_line_leaves_the_card_stale_for_a_while() -> None:
    floor = floor_of(heard(presence(1)), heard(summary(2, state="frustrated", intensity=0.9, hard_for=9)))
    floor.hear(heard(presence(1, status="gone"), NOON + 10))
    stale = only(floor, NOON + 10 + GONE_S - 0.1)
    assert (stale.stale, stale.status, stale.hard_for) == (True, "gone", 19)
    assert floor.cards(NOON + 10 + GONE_S) == []


def test_a_line_that_comes_back_in_time_or_late_brings_its_card_back() -> None:
    for away in (5.0, 500.0):
        floor = floor_of(heard(presence(1)), heard(summary(2)))
        floor.hear(heard(presence(1, status="gone"), NOON + 10))
        floor.cards(NOON + 10 + away)
        floor.hear(heard(presence(9), NOON + 10 + away))
        assert not only(floor, NOON + 10 + away).stale


def test_a_call_left_open_yesterday_is_not_shown() -> None:
    yesterday = NOON - 86400
    rests = [
        heard(presence(1, sent=yesterday, status="gone"), retained=True),
        heard(summary(2, sent=yesterday), retained=True),
    ]
    for order in (rests, rests[::-1]):
        floor = Floor()
        for each in order:
            floor.hear(each)
            assert floor.cards(NOON) == []


def test_a_call_that_goes_on_is_shown_however_long_nothing_in_it_changed() -> None:
    floor = floor_of(heard(summary(2, sent=NOON - 600, seconds=60), retained=True), heard(presence(1), retained=True))
    card = only(floor)
    assert (card.began, card.stale) == (NOON - 660, False)


def test_an_agent_lost_while_the_console_was_cut_off_is_still_seen_to_be() -> None:
    floor = floor_of(heard(presence(1)), heard(summary(2)))
    floor.cards(NOON)
    floor.hear(heard(presence(1, status="gone"), NOON + 300, retained=True))
    assert only(floor, NOON + 301).stale
    assert floor.cards(NOON + 300 + GONE_S) == []


# --- clocks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ahead", [-7200.0, 7200.0])
def test_times_of_an_agent_whose_clock_is_wrong_are_ours(ahead: float) -> None:
    floor = floor_of(
        heard(presence(1, sent=NOON + ahead)),
        heard(summary(2, sent=NOON + ahead, seconds=100)),
        heard(alerts(3, alert("leave", at=NOON + ahead - 40), sent=NOON + ahead)),
    )
    card = only(floor)
    assert (card.began, card.alerts[0].since, card.track[0].at) == (NOON - 100, NOON - 40, NOON)


def test_a_last_will_says_nothing_of_the_clock() -> None:
    floor = floor_of(
        heard(presence(1, sent=NOON - 9000), retained=True),
        heard(summary(2, sent=NOON - 600, seconds=60), retained=True),
        heard(presence(1, sent=NOON - 9000, status="gone")),
        heard(alerts(3, alert("leave", at=NOON - 30), sent=NOON - 30), retained=True),
    )
    assert only(floor).alerts[0].since == NOON - 30


def test_impossible_times_are_brought_to_the_call() -> None:
    floor = floor_of(
        heard(presence(1)),
        heard(summary(2, seconds=1e300)),
        heard(alerts(3, alert("leave", at=0), alert("harm", at=1e11))),
    )
    card = only(floor)
    assert card.began == NOON - 86400
    assert [each.since for each in card.alerts] == [card.began, NOON]


# --- the track --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "expected"), [("frustrated", 0.5), ("confused", 0.5), ("satisfied", -0.5), ("neutral", 0), ("unsure", 0)]
)
def test_a_level_is_hard_above_zero_and_satisfied_below(state: State, expected: float) -> None:
    assert level(state, 0.5) == expected


def test_the_track_is_bounded_and_of_this_call() -> None:
    floor = floor_of(heard(presence(1)))
    for turn in range(600):
        at = NOON + 2 * turn
        floor.hear(heard(summary(2 + turn, sent=at, seconds=2 * turn, state="anxious", intensity=turn / 600), at))
        track = only(floor, at).track
        assert len(track) <= TRACK_MOST
        assert track[-1].at - track[0].at <= TRACK_S
        assert track[-1].level == turn / 600
    assert len(track) > TRACK_MOST // 2
    floor.hear(heard(summary(1000, call="call-2", sent=NOON + 2000), NOON + 2000))
    assert only(floor, NOON + 2000).track == ((NOON + 2000, 0.0),)


# --- many -------------------------------------------------------------------------------------------------------------


def say(floor: Floor, agent: str, number: int, intensity: float) -> None:
    floor.hear(heard(presence(1), agent=agent))
    floor.hear(heard(summary(number, state="frustrated", intensity=intensity), agent=agent))


def test_calls_that_need_a_person_most_come_first() -> None:
    floor = Floor()
    for agent, intensity in (("a", 0.1), ("b", 0.9), ("c", 0.5)):
        say(floor, agent, 2, intensity)
    floor.hear(heard(alerts(3, alert("harm")), agent="a"))
    assert [card.agent for card in floor.cards(NOON)] == ["a", "b", "c"]


def test_a_small_change_moves_no_card_and_a_clear_one_does() -> None:
    floor = Floor()
    say(floor, "a", 2, 0.5)
    say(floor, "b", 2, 0.6)
    assert [card.agent for card in floor.cards(NOON)] == ["b", "a"]
    say(floor, "a", 3, 0.7)
    assert [card.agent for card in floor.cards(NOON)] == ["b", "a"]
    say(floor, "a", 4, 0.9)
    assert [card.agent for card in floor.cards(NOON)] == ["a", "b"]


@given(st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_the_wall_is_in_order_to_within_a_step_and_equal_calls_never_change_places(seed: int) -> None:
    dice, floor = random.Random(seed), Floor()
    before: list[str] = []
    for number in range(2, 60):
        agent = f"agent-{dice.randrange(12)}"
        say(floor, agent, number, dice.random())
        cards = floor.cards(NOON)
        needs = [card.need for card in cards]
        assert all(max(needs[index:]) < need + 2 * STEP for index, need in enumerate(needs))
        after = [card.agent for card in cards]
        assert [each for each in after if each != agent] == [each for each in before if each != agent]
        before = after


def test_only_what_changed_is_told_to_have_changed() -> None:
    floor = Floor()
    for agent in "abc":
        say(floor, agent, 2, 0.5)
    floor.cards(NOON)
    assert floor.changed() == {("blue", "a"), ("blue", "b"), ("blue", "c")}
    say(floor, "b", 3, 0.6)
    floor.hear(heard(summary(3, goes_on=False), agent="c"))
    floor.cards(NOON)
    assert floor.changed() == {("blue", "b"), ("blue", "c")}
    assert floor.changed() == set()


def test_a_card_that_did_not_change_is_the_same_object() -> None:
    floor = Floor()
    say(floor, "a", 2, 0.0)
    assert only(floor, NOON) is only(floor, NOON + 60)


def test_the_head_line_counts_agents_by_team() -> None:
    floor = floor_of(
        heard(presence(1, status="online"), agent="a"),
        heard(presence(1, status="away"), agent="b", team="red"),
        heard(presence(1), agent="c", team="red"),
        heard(presence(1, status="gone"), agent="d"),
    )
    assert floor.agents() == Agents(online=1, in_call=1, away=1)
    assert floor.agents("red") == Agents(online=0, in_call=1, away=1)
    assert floor.teams() == ["blue", "red"]
    floor.hear(heard(presence(2, status="online"), agent="c", team="red"))
    assert floor.agents("red") == Agents(online=1, in_call=0, away=1)


def test_agents_beyond_the_most_are_counted_and_those_who_are_gone_make_room() -> None:
    floor = Floor(most=2)
    floor.hear(heard(presence(1), agent="a"))
    floor.hear(heard(presence(1), agent="b", team="red"))
    assert not floor.hear(heard(presence(1), agent="c"))
    assert floor.left_out == 1
    floor.hear(heard(presence(1, status="gone"), agent="b", team="red"))
    assert floor.hear(heard(presence(1), agent="c"))
    assert floor.agents() == Agents(online=0, in_call=2, away=0)
    assert floor.teams() == ["blue"]


def test_an_agent_whose_line_was_lost_in_a_call_makes_no_room_while_the_card_is_there() -> None:
    floor = Floor(most=1)
    say(floor, "a", 2, 0.5)
    floor.hear(heard(presence(1, status="gone"), agent="a"))
    only(floor)
    assert not floor.hear(heard(presence(1), agent="b"))
    floor.cards(NOON + GONE_S)
    assert floor.hear(heard(presence(1), agent="b"))

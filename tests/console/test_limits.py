"""The limits of alarms, which hold whatever comes: no flood, no severe case held back, nothing that chatters."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.console.alarms import GROUP_S, Alarm, Alarms
from assist.console.card import CallCard
from assist.console.limits import LIMITS, Budget, Limits
from assist.console.rules import Severity, read_rules
from assist.floor.messages import Reason
from tests.console.making import NOON, alarms_of, alerted, angry, card, rule
from tests.console.storms import SHIFT_MOST, SHIFT_S, WINDOW_MOST, WINDOW_S, Judge, Storm, all_rules, harm


def names(alarm: Alarm) -> list[str]:
    return [case.agent for case in alarm.cases]


def test_the_limits_are_what_a_person_can_take_in() -> None:
    assert LIMITS.burst + SHIFT_S / LIMITS.refill_s == SHIFT_MOST
    assert (LIMITS.most, LIMITS.window_s) == (WINDOW_MOST, WINDOW_S)


@given(
    st.lists(
        st.tuples(st.floats(0, 2000) | st.floats(0, 50000), st.sampled_from(("low", "high", "severe"))), max_size=400
    )
)
@settings(max_examples=100, deadline=None)
def test_the_budget_keeps_its_limits_for_any_requests(asked: list[tuple[float, Severity]]) -> None:
    budget, now, begun = Budget(), NOON, list[tuple[float, Severity]]()
    for gap, severity in asked:
        now += gap
        if budget.allows(severity, now):
            budget.spend(now)
            begun.append((now, severity))
    for at, _ in begun:
        assert sum(at <= other <= at + WINDOW_S for other, _ in begun) <= WINDOW_MOST
        calm = [other for other, severity in begun if severity != "severe"]
        assert sum(at <= other <= at + SHIFT_S for other in calm) <= SHIFT_MOST


def test_severe_alarms_use_up_what_others_would_have_had() -> None:
    budget = Budget()
    for _ in range(LIMITS.burst):
        assert budget.allows("severe", NOON)
        budget.spend(NOON)
    assert not budget.allows("high", NOON)
    assert budget.allows("severe", NOON)
    assert budget.allows("high", NOON + LIMITS.refill_s)


def test_a_quiet_day_saves_up_no_more_than_the_bucket_holds() -> None:
    budget, begun = Budget(), 0
    for now in (NOON, NOON + 86400):
        while budget.allows("high", now):
            budget.spend(now)
            begun += 1
    assert begun == 2 * LIMITS.burst


def test_the_last_of_those_that_may_begin_in_ten_minutes_is_kept_for_a_severe_one() -> None:
    budget, begun = Budget(Limits(burst=50)), 0
    while budget.allows("high", NOON):
        budget.spend(NOON)
        begun += 1
    assert begun == LIMITS.most - 1
    assert budget.allows("severe", NOON)


def test_alarms_of_low_severity_leave_some_for_those_of_high() -> None:
    budget = Budget()
    while budget.allows("low", NOON):
        budget.spend(NOON)
    for _ in range(LIMITS.spare):
        assert budget.allows("high", NOON)
        budget.spend(NOON)
    assert not budget.allows("high", NOON)


def test_what_is_held_back_is_counted_and_comes_when_there_is_room() -> None:
    alarms = alarms_of(rule("leave"), rule("hand"), limits=Limits(burst=1, refill_s=600.0, spare=0))
    calls = [alerted("a", "hand"), alerted("b"), alerted("c")]
    calls = [each._replace(need=need) for each, need in zip(calls, (9.0, 5.0, 5.0), strict=True)]
    assert [each.rule for each in alarms.advance(NOON, calls)] == ["hand"]
    assert alarms.waiting == 2
    assert alarms.advance(NOON + 599, calls) == []
    (late,) = alarms.advance(NOON + 600, calls)
    assert (late.rule, names(late), alarms.waiting) == ("leave", ["b", "c"], 0)


def test_what_is_over_before_there_is_room_never_comes() -> None:
    alarms = alarms_of(rule("leave"), rule("hand"), limits=Limits(burst=1, refill_s=600.0, spare=0))
    alarms.advance(NOON, [alerted("a", "hand")])
    alarms.advance(NOON + 1, [alerted("a", "hand"), alerted("b")])
    assert alarms.waiting == 1
    assert alarms.advance(NOON + 2, [alerted("a", "hand")]) == []
    assert alarms.waiting == 0
    assert alarms.advance(NOON + 700, [alerted("a", "hand")]) == []


def test_when_ten_are_used_up_further_severe_cases_join_an_open_alarm_at_once() -> None:
    reasons: tuple[Reason, ...] = get_args(Reason)
    judge = Judge(alarms_of(*(rule(reason, severity="severe") for reason in reasons), limits=LIMITS))
    calls = [alerted(f"{reason}-1", reason) for reason in reasons]
    judge.advance(NOON, calls)
    assert len(judge.begun) == 8
    calls += [alerted(f"{reason}-2", reason) for reason in reasons]
    judge.advance(NOON + GROUP_S + 1, calls)
    assert len(judge.begun) == 10
    assert sorted(agent for alarm in judge.alarms.open for agent in names(alarm)) == sorted(
        each.agent for each in calls
    )
    assert judge.alarms.waiting == 0
    calls.append(alerted("late", "leave"))
    judge.advance(NOON + WINDOW_S + 1, calls)
    assert len(judge.begun) == 11


def test_a_severe_case_opens_the_last_severe_alarm_again_when_none_is_open_and_none_may_begin() -> None:
    alarms = Judge(alarms_of(rule("harm", severity="severe", again_s=0.0), limits=Limits(most=2)))
    for number in range(4):
        alarms.advance(NOON + 10 * number, [harm(card(f"a{number}"), number, NOON)])
        alarms.advance(NOON + 10 * number + 5, [])
    (again,) = alarms.alarms.advance(NOON + 100, [harm(card("b"), 9, NOON)])
    assert len(alarms.begun) == 2
    assert (again.ended, names(again)) == (None, ["b"])


def test_a_severe_alarm_with_cases_of_several_rules_says_so() -> None:
    alarms = alarms_of(
        rule("harm", severity="severe"), rule("leave", severity="severe"), limits=Limits(burst=5, most=1)
    )
    a, b = alerted("a", "harm"), alerted("b")
    alarms.advance(NOON, [a])
    (alarm,) = alarms.advance(NOON + 1, [a, b])
    assert (names(alarm), alarm.text) == (["a", "b"], "2 calls need a person at once")
    (alarm,) = alarms.advance(NOON + 2, [b])
    assert alarm.text == "It is leave"


@given(seed=st.integers(0, 2**32), agents=st.integers(1, 60), severe=st.sampled_from((0.0, 0.1, 0.6)))
@settings(max_examples=60, deadline=None)
def test_whatever_happens_on_a_floor_the_promises_hold(seed: int, agents: int, severe: float) -> None:
    storm, judge = Storm(agents, seed, severe=severe), Judge(Alarms(all_rules()))
    for number in range(150):
        storm.turn((0.1, 1.0, 7.0, 30.0, 61.0)[(number * 7 + seed) % 5], changes=1 + agents // 4)
        judge.advance(storm.now, list(storm.cards.values()))
    storm.calm()
    judge.advance(storm.now + 1, [])
    assert judge.alarms.open == []
    assert all(each.ended is not None for each in judge.begun.values())


@pytest.mark.parametrize("severe", [0.0, 0.02, 1.0])
def test_five_hundred_calls_that_turn_bad_at_once_and_chatter_for_ten_hours_are_no_flood(severe: float) -> None:
    storm, judge = Storm(500, 7, severe=severe), Judge(Alarms(all_rules()))
    judge.advance(storm.now, list(storm.cards.values()))
    storm.turn(1.0, 0)
    storm.all_turn_bad()
    judge.advance(storm.now, list(storm.cards.values()))
    for _ in range(600):
        storm.turn(60.0, 60)
        judge.advance(storm.now, list(storm.cards.values()))
    assert judge.begun
    assert severe == 1.0 or judge.waiting_most > 0
    storm.calm()
    judge.advance(storm.now + 1, [])
    assert judge.alarms.open == []


def test_calls_that_turn_bad_one_after_the_other_all_shift_come_at_most_once_in_ten_minutes() -> None:
    judge = Judge(Alarms(read_rules()))
    calls: list[CallCard] = []
    for number in range(2880):
        calls = [*calls[-40:], alerted(f"a{number}", ("leave", "supervisor", "rising")[number % 3])]
        judge.advance(NOON + 10.0 * number, calls)
    assert SHIFT_MOST * 0.8 <= len(judge.begun) <= SHIFT_MOST


def test_a_console_whose_clock_is_set_back_goes_on_alarming_within_the_limits() -> None:
    alarms = alarms_of(rule("frustrated", for_s=30.0), rule("leave"), limits=Limits(burst=1, refill_s=600.0, spare=0))
    alarms.advance(NOON, [alerted("a")])
    back = NOON - 3600
    calls = [alerted("a"), angry(agent="b")]
    assert alarms.advance(back, calls) == []
    assert alarms.advance(back + 30, calls) == []
    assert alarms.waiting == 1
    assert [each.rule for each in alarms.advance(back + 600, calls) if each.ended is None] == ["frustrated"]


def test_calls_long_over_are_forgotten() -> None:
    alarms = alarms_of()
    for number in range(5000):
        alarms.advance(NOON + number, [alerted(f"a{number}")])
    kept = alarms._past._calls
    assert 0 < len(kept) <= 601

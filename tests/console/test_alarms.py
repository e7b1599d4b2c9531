"""Which calls make an alarm: conditions, groups, answers, endings, and the limits that hold whatever comes."""

from __future__ import annotations

from typing import Any

import pytest

from assist.console.alarms import GROUP_S, LIMITS, OLD_S, SAME_S, Alarm, Case
from assist.console.card import OpenAlert
from assist.console.watching import LOWER, OFF_S
from tests.console.making import NOON, alarms_of, alerted, angry, card, open_alert, rule
from tests.console.storms import all_rules


def names(alarm: Alarm) -> list[str]:
    return [case.agent for case in alarm.cases]


# --- conditions -------------------------------------------------------------------------------------------------------


def test_an_alert_makes_an_alarm_at_once_that_is_told_once() -> None:
    alarms = alarms_of()
    (alarm,) = alarms.advance(NOON, [alerted(since=NOON - 5)])
    assert (alarm.rule, alarm.severity, alarm.at, alarm.ended, alarm.answer) == ("leave", "high", NOON, None, "")
    assert alarm.cases == (Case("blue", "ann", "Ann", "ann-1", "ann-leave", NOON - 5),)
    assert alarms.open == [alarm]
    assert alarms.advance(NOON + 1, [alerted(since=NOON - 5)]) == []


def test_a_calm_call_makes_none() -> None:
    alarms = alarms_of(*all_rules())
    assert alarms.advance(NOON, [card()]) == []
    assert alarms.advance(NOON + 200, [card()]) == []


def test_a_condition_must_have_held_for_as_long_as_the_rule_says() -> None:
    alarms = alarms_of(rule("frustrated", at_least=0.7, for_s=30.0))
    still = angry()
    assert alarms.advance(NOON, [still]) == []
    assert alarms.advance(NOON + 29.9, [still]) == []
    assert len(alarms.advance(NOON + 30, [still])) == 1


def test_a_break_lets_the_time_begin_anew() -> None:
    alarms = alarms_of(rule("frustrated", at_least=0.7, for_s=30.0))
    alarms.advance(NOON, [angry()])
    alarms.advance(NOON + 20, [angry(0.69)])
    alarms.advance(NOON + 21, [angry()])
    assert alarms.advance(NOON + 50.9, [angry()]) == []
    assert len(alarms.advance(NOON + 51, [angry()])) == 1


def test_a_reason_has_held_since_its_alert_arose() -> None:
    alarms = alarms_of(rule("rising", for_s=30.0))
    assert len(alarms.advance(NOON, [alerted(reason="rising", since=NOON - 30)])) == 1


def test_a_reason_may_ask_for_an_intensity_that_may_sink_afterwards() -> None:
    alarms = alarms_of(rule("rising", at_least=0.6, for_s=10.0))
    old = alerted(reason="rising", since=NOON - 600)
    assert alarms.advance(NOON, [old._replace(intensity=0.5)]) == []
    assert alarms.advance(NOON + 1, [old._replace(intensity=0.6)]) == []
    assert len(alarms.advance(NOON + 11, [old._replace(intensity=0.6)])) == 1
    alarms.advance(NOON + 300, [old._replace(intensity=0.1)])
    assert len(alarms.open) == 1


def test_a_long_call_is_told_by_its_minutes() -> None:
    alarms = alarms_of(rule("long call", at_least=20, text="{agent}: {minutes} minutes"))
    assert alarms.advance(NOON, [card(began=NOON - 1199)]) == []
    (alarm,) = alarms.advance(NOON + 1, [card(began=NOON - 1199)])
    assert alarm.text == "Ann: 20 minutes"


def test_a_customer_who_objected_makes_no_alarm_of_a_state_and_ends_the_one_there_was() -> None:
    alarms = alarms_of(rule("frustrated"))
    assert alarms.advance(NOON, [angry(objected=True)]) == []
    assert len(alarms.advance(NOON + 1, [angry()])) == 1
    (alarm,) = alarms.advance(NOON + 2, [angry(objected=True)])
    assert alarm.ended == NOON + 2


def test_a_rule_of_a_team_holds_for_that_team() -> None:
    alarms = alarms_of(rule("leave", text="All"), rule("leave", text="Red", team="red"), rule("hand", enabled=False))
    told = alarms.advance(NOON, [alerted("a"), alerted("b")._replace(team="red"), alerted("c", "hand")])
    assert [(names(each), each.text) for each in told] == [(["a", "b"], "2 calls: all")]
    told = alarms.advance(NOON + 61, [alerted("d")._replace(team="red")])
    assert [each.text for each in told if each.ended is None] == ["Red"]


def test_alerts_that_somebody_has_answered_make_no_alarm() -> None:
    alarms = alarms_of(rule("leave"), rule("harm", severity="severe"))
    for answer in ("acknowledged", "assigned", "false alarm"):
        assert alarms.advance(NOON, [alerted(answer=answer), alerted("bob", "harm", answer=answer)]) == []
    assert alarms.waiting == 0


def test_a_call_in_an_alarm_gets_none_of_a_lower_severity() -> None:
    alarms = alarms_of(rule("rising", severity="low"), rule("leave"), rule("harm", severity="severe"))
    both = card(alerts=(open_alert("rising"), open_alert("leave")))
    assert [each.rule for each in alarms.advance(NOON, [both])] == ["leave"]
    worse = both._replace(alerts=(*both.alerts, open_alert("harm")))
    assert [each.rule for each in alarms.advance(NOON + 1, [worse])] == ["harm"]
    calmer = both._replace(alerts=(open_alert("rising"),))
    assert [each.rule for each in alarms.advance(NOON + 2, [calmer]) if each.ended is None] == ["rising"]


# --- endings ----------------------------------------------------------------------------------------------------------


def test_an_alarm_ends_with_its_alert_and_with_its_call() -> None:
    for after in ([card()], [], [card(call="another")]):
        alarms = alarms_of()
        alarms.advance(NOON, [alerted()])
        (ended,) = alarms.advance(NOON + 5, after)
        assert (ended.ended, names(ended)) == (NOON + 5, ["ann"])
        assert alarms.open == []


def test_a_state_must_have_been_off_for_a_while_before_its_alarm_ends() -> None:
    alarms = alarms_of(rule("frustrated", at_least=0.7))
    alarms.advance(NOON, [angry()])
    assert alarms.advance(NOON + 10, [card()]) == []
    assert alarms.advance(NOON + 10 + OFF_S - 0.1, [card()]) == []
    alarms.advance(NOON + 10 + OFF_S - 0.1, [angry()])
    alarms.advance(NOON + 40, [card()])
    (ended,) = alarms.advance(NOON + 40 + OFF_S, [card()])
    assert ended.ended == NOON + 40 + OFF_S


def test_a_state_may_sink_a_little_without_ending_its_alarm() -> None:
    alarms = alarms_of(rule("frustrated", at_least=0.7))
    alarms.advance(NOON, [angry(0.7)])
    alarms.advance(NOON + 1, [angry(0.7 - LOWER + 0.01)])
    assert alarms.advance(NOON + 100, [angry(0.7 - LOWER + 0.01)]) == []
    alarms.advance(NOON + 100, [angry(0.7 - LOWER - 0.01)])
    assert len(alarms.advance(NOON + 100 + OFF_S, [angry(0.7 - LOWER - 0.01)])) == 1


def test_what_is_back_within_a_minute_is_the_same_alarm() -> None:
    alarms = alarms_of(rule("leave", again_s=0.0))
    (alarm,) = alarms.advance(NOON, [alerted()])
    alarms.advance(NOON + 10, [])
    (back,) = alarms.advance(NOON + 10 + SAME_S, [alerted()])
    assert (back.id, back.at, back.ended) == (alarm.id, NOON, None)
    alarms.advance(NOON + 100, [])
    (other,) = alarms.advance(NOON + 100 + SAME_S + 1, [alerted()])
    assert other.id != alarm.id


def test_the_same_rule_makes_no_second_alarm_for_a_call_before_its_time() -> None:
    alarms = alarms_of(rule("leave", again_s=300.0))
    alarms.advance(NOON, [alerted()])
    alarms.advance(NOON + 10, [card()])
    assert alarms.advance(NOON + 80, [alerted()]) == []
    assert alarms.waiting == 0
    assert alarms.advance(NOON + 309, [alerted()]) == []
    assert len(alarms.advance(NOON + 310, [alerted()])) == 1


def test_a_severe_case_that_is_back_is_the_same_alarm_as_long_as_the_others_would_wait() -> None:
    alarms = alarms_of(rule("harm", severity="severe", again_s=300.0))
    (alarm,) = alarms.advance(NOON, [alerted(reason="harm")])
    alarms.advance(NOON + 10, [card()])
    (back,) = alarms.advance(NOON + 200, [alerted(reason="harm")])
    assert (back.id, back.ended) == (alarm.id, None)


def test_an_old_alarm_ends_by_itself_unless_it_is_severe() -> None:
    alarms = alarms_of(rule("leave"), rule("harm", severity="severe"))
    still = [alerted(), alerted("bob", "harm")]
    alarms.advance(NOON, still)
    assert alarms.advance(NOON + OLD_S - 0.1, still) == []
    (ended,) = alarms.advance(NOON + OLD_S, still)
    assert ended.rule == "leave"
    for seconds in (1, 100, 5000):
        still = [each._replace(need=float(seconds)) for each in still]
        assert alarms.advance(NOON + OLD_S + seconds, still) == []
    assert [each.rule for each in alarms.open] == ["harm"]


# --- groups -----------------------------------------------------------------------------------------------------------


def test_cases_of_a_rule_within_a_minute_are_one_alarm() -> None:
    alarms = alarms_of(rule("leave", text="The customer may leave"))
    a, b, c, d = (alerted(agent) for agent in "abcd")
    (alarm,) = alarms.advance(NOON, [a, b])
    assert alarm.text == "2 calls: the customer may leave"
    (more,) = alarms.advance(NOON + GROUP_S, [a, b, c])
    assert (more.id, names(more)) == (alarm.id, ["a", "b", "c"])
    (other,) = alarms.advance(NOON + GROUP_S + 1, [a, b, c, d])
    assert (other.id != alarm.id, names(other), other.text) == (True, ["d"], "The customer may leave")
    (fewer,) = alarms.advance(NOON + 70, [c, d])
    assert (names(fewer), fewer.text, fewer.ended) == (["c"], "The customer may leave", None)


def test_a_text_names_the_agent_the_minutes_and_the_matter() -> None:
    alarms = alarms_of(rule("help", text="{agent}: help with {about} ({minutes} min)"))
    a, b = (alerted(agent, "help", about="a refund", since=NOON - 130) for agent in ("ann", "bob"))
    (alarm,) = alarms.advance(NOON, [a])
    assert alarm.text == "Ann: help with a refund (2 min)"
    (alarm,) = alarms.advance(NOON, [a, b])
    assert alarm.text == "2 agents: help with a refund (2 min)"
    (alarm,) = alarms.advance(NOON, [a, b, alerted("cat", "help", about="a card")])
    assert alarm.text == "3 agents: help with something (2 min)"


def test_open_alarms_come_severe_first_then_without_an_answer_then_the_oldest() -> None:
    alarms = alarms_of(rule("leave"), rule("complaint", severity="low"), rule("harm", severity="severe"), rule("hand"))
    calls = [alerted("a", "complaint"), alerted("b"), alerted("c", "hand"), alerted("d", "harm")]
    for number in range(4):
        alarms.advance(NOON + number, calls[: number + 1])
    assert [each.rule for each in alarms.open] == ["harm", "leave", "hand", "complaint"]
    alarms.advance(NOON + 5, [calls[0], alerted("b", answer="assigned", by="Kim"), *calls[2:]])
    assert [each.rule for each in alarms.open] == ["harm", "hand", "leave", "complaint"]


def test_only_severe_alarms_are_loud_and_a_growing_one_not_all_the_time() -> None:
    alarms = alarms_of(rule("harm", severity="severe"), rule("leave"))
    known = [alerted(f"a{number}", "harm") for number in range(4)]
    quiet = alerted("quiet")
    assert {each.rule: each.loud for each in alarms.advance(NOON, [quiet, known[0]])} == {"harm": True, "leave": False}
    assert [each.loud for each in alarms.open] == [False, False]
    assert [each.loud for each in alarms.advance(NOON + 30, [quiet, *known[:2]])] == [False]
    assert [each.loud for each in alarms.advance(NOON + 60, [quiet, *known[:3]])] == [True]
    answered = alerted("a0", "harm", answer="assigned", by="Kim")
    assert alarms.advance(NOON + 130, [quiet, answered, *known[1:3]]) == []


# --- answers ----------------------------------------------------------------------------------------------------------


def test_an_answer_to_the_alert_marks_its_alarm_when_all_cases_have_one() -> None:
    alarms = alarms_of()
    a, b = alerted("a"), alerted("b")
    alarms.advance(NOON, [a, b])
    done_a, done_b = alerted("a", answer="acknowledged", by="Kim"), alerted("b", answer="assigned", by="Lou")
    assert alarms.advance(NOON + 1, [done_a, b]) == []
    (alarm,) = alarms.advance(NOON + 2, [done_a, done_b])
    assert (alarm.answer, alarm.by, alarm.ended) == ("assigned", "Lou", None)
    (ended,) = alarms.advance(NOON + 3, [])
    assert (ended.answer, ended.by, ended.ended) == ("assigned", "Lou", NOON + 3)


def test_a_false_alarm_closes_the_case_and_the_alarm_with_the_last() -> None:
    alarms = alarms_of()
    alarms.advance(NOON, [alerted()])
    (alarm,) = alarms.advance(NOON + 1, [alerted(answer="false alarm", by="Kim")])
    assert (alarm.ended, alarm.answer, alarm.by) == (NOON + 1, "false alarm", "Kim")
    assert alarms.advance(NOON + 2000, [alerted(answer="false alarm", by="Kim")]) == []


def test_a_new_alert_beside_an_answered_one_asks_again() -> None:
    alarms = alarms_of()
    (alarm,) = alarms.advance(NOON, [alerted(answer="")])
    done: OpenAlert = alerted(answer="assigned", by="Kim").alerts[0]
    alarms.advance(NOON + 1, [card(alerts=(done,))])
    (again,) = alarms.advance(NOON + 2, [card(alerts=(done, open_alert("leave", id="second")))])
    assert (again.id, again.answer, again.cases[0].alert) == (alarm.id, "", "second")


@pytest.mark.parametrize("answer", ["acknowledged", "assigned"])
def test_an_alarm_without_an_alert_is_answered_here(answer: Any) -> None:
    alarms = alarms_of(rule("frustrated"))
    (alarm,) = alarms.advance(NOON, [angry()])
    assert alarms.answer(alarm.id, answer, "Kim")
    assert [(each.answer, each.by) for each in alarms.open] == [(answer, "Kim")]
    (told,) = alarms.advance(NOON + 1, [angry()])
    assert (told.answer, told.ended) == (answer, None)


def test_a_false_alarm_without_an_alert_is_over_until_its_condition_was() -> None:
    alarms = alarms_of(rule("frustrated", again_s=100.0))
    (alarm,) = alarms.advance(NOON, [angry()])
    assert alarms.answer(alarm.id, "false alarm", "Kim")
    assert alarms.open == []
    (told,) = alarms.advance(NOON + 1, [angry()])
    assert (told.ended, told.answer, told.by) == (NOON, "false alarm", "Kim")
    assert alarms.advance(NOON + 500, [angry()]) == []
    alarms.advance(NOON + 500, [card()])
    alarms.advance(NOON + 500 + OFF_S, [card()])
    assert len(alarms.advance(NOON + 600, [angry()])) == 1


def test_an_answer_here_is_not_for_cases_with_an_alert_nor_for_what_is_over() -> None:
    alarms = alarms_of()
    (alarm,) = alarms.advance(NOON, [alerted()])
    assert alarms.answer(alarm.id, "false alarm", "Kim")
    assert alarms.open == [alarm]
    assert not alarms.answer("none", "assigned", "Kim")


# --- other rules ------------------------------------------------------------------------------------------------------


def test_other_rules_end_what_only_the_old_ones_found() -> None:
    alarms = alarms_of(rule("leave", id="a"), rule("rising", id="b"))
    cards = [alerted(), alerted("ben", "rising")]
    assert len(alarms.advance(NOON, cards)) == 2
    alarms.use([rule("leave", id="a")])
    (gone,) = alarms.advance(NOON + 1, cards)
    assert (gone.rule, gone.ended) == ("b", NOON)
    assert [each.rule for each in alarms.open] == ["a"]


def test_a_rule_that_stays_keeps_its_alarm_and_tells_nothing_anew() -> None:
    alarms = alarms_of(rule("leave", id="a"))
    (known,) = alarms.advance(NOON, [alerted()])
    alarms.use([rule("leave", id="a"), rule("harm", id="b")])
    assert alarms.advance(NOON + 1, [alerted()]) == []
    assert alarms.open == [known]


def test_a_new_rule_finds_what_holds_already() -> None:
    alarms = alarms_of(rule("harm", id="b"))
    assert alarms.advance(NOON, [alerted()]) == []
    alarms.use([rule("leave", id="a")])
    assert [each.rule for each in alarms.advance(NOON + 1, [alerted()])] == ["a"]


def test_saving_rules_again_and_again_does_not_get_round_the_limits() -> None:
    alarms = alarms_of(rule("leave", id="a"), limits=LIMITS)
    cards = [alerted(f"agent{number}") for number in range(100)]
    begun = 0
    for turn in range(60):
        alarms.use([rule("leave", id="a", text=f"They may go {turn}")])
        begun += sum(each.ended is None and each.at == NOON + turn for each in alarms.advance(NOON + turn, cards))
    assert 0 < begun <= 10

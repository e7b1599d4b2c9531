"""A console that begins again in the middle of a shift: the limits hold on, and open alarms are the same as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.console.alarms import Alarm, Alarms
from assist.console.application import earlier_alarms
from assist.console.card import CallCard
from assist.console.cases import Case
from assist.console.earlier import EARLIER_S, EarlierAlarm
from assist.console.history import History
from assist.console.limits import LIMITS, Budget
from assist.console.rules import Rule
from tests.console.consoles import alarm
from tests.console.making import NOON, alerted, angry, card, rule
from tests.console.storms import WINDOW_MOST, harm

LEAVE, HARM = rule("leave"), rule("harm", severity="severe")


def again(path: Path, *rules: Rule, now: float = NOON + 5) -> Alarms:
    """The alarms of a console that begins again on a history."""
    return Alarms(rules or (LEAVE,), earlier=earlier_alarms(path, now=now))


class Shift:
    """A console with a history, which is begun again at will."""

    def __init__(self, path: Path, *rules: Rule) -> None:
        self._path, self._rules = path, rules
        self.alarms = Alarms(rules)

    def advance(self, now: float, *calls: CallCard) -> list[Alarm]:
        changed = self.alarms.advance(now, calls)
        history = History(self._path)
        history.open()
        for each in changed:
            history.write_alarm(each, now)
        history.close()
        return changed

    def begin_again(self, now: float) -> None:
        self.alarms = again(self._path, *self._rules, now=now)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def test_a_limit_that_was_used_up_stays_used_up(path: Path) -> None:
    shift = Shift(path, LEAVE)
    calls = []
    for number in range(LIMITS.burst):
        calls.append(alerted(f"a{number}"))
        assert len(shift.advance(NOON + 61 * number, *calls)) == 1
    now = NOON + 61 * LIMITS.burst
    shift.begin_again(now)
    assert len(shift.advance(now, *calls)) == LIMITS.burst
    assert shift.alarms.waiting == 0, "those were open"
    shift.advance(now + 61, *calls, alerted("new"))
    assert shift.alarms.waiting == 1
    shift.advance(now + LIMITS.refill_s, *calls, alerted("new"))
    assert shift.alarms.waiting == 0


def test_an_open_alarm_is_the_same_after_the_beginning(path: Path) -> None:
    shift = Shift(path, LEAVE)
    (before,) = shift.advance(NOON, alerted("a"), alerted("b"))
    shift.begin_again(NOON + 30)
    (after,) = shift.advance(NOON + 30, alerted("a"), alerted("b"))
    assert (after.id, after.at, after.cases) == (before.id, before.at, before.cases)
    assert len(earlier_alarms(path, now=NOON + 31)) == 1, "and the history has it once"


def test_an_agents_next_call_makes_an_alarm_of_its_own(path: Path) -> None:
    shift = Shift(path, LEAVE)
    (before,) = shift.advance(NOON, alerted("a"))
    shift.begin_again(NOON + 30)
    (after,) = shift.advance(NOON + 30, alerted("a")._replace(call="a-2", began=NOON + 10))
    assert after.id != before.id


def test_an_alarm_that_had_ended_is_another_when_it_comes_again(path: Path) -> None:
    shift = Shift(path, LEAVE)
    (before,) = shift.advance(NOON, alerted("a"))
    shift.advance(NOON + 1)
    shift.begin_again(NOON + 700)
    (after,) = shift.advance(NOON + 700, alerted("a"))
    assert after.id != before.id


def test_what_was_said_to_a_state_is_said_still(path: Path) -> None:
    shift = Shift(path, rule("frustrated", at_least=0.7))
    (before,) = shift.advance(NOON, angry())
    shift.alarms.answer(before.id, "acknowledged", "Kim")
    shift.advance(NOON + 1, angry())
    shift.begin_again(NOON + 30)
    (after,) = shift.advance(NOON + 30, angry())
    assert (after.id, after.answer, after.by) == (before.id, "acknowledged", "Kim")


def test_a_false_alarm_stays_one_while_its_call_goes_on(path: Path) -> None:
    shift = Shift(path, rule("frustrated", at_least=0.7))
    (before,) = shift.advance(NOON, angry())
    shift.alarms.answer(before.id, "false alarm", "Kim")
    shift.advance(NOON + 1, angry())
    shift.begin_again(NOON + 30)
    for seconds in (30, 90, 800):
        assert shift.advance(NOON + seconds, angry()) == []


def test_a_severe_case_is_told_also_when_all_was_used_up_before(path: Path) -> None:
    shift = Shift(path, HARM)
    calls = []
    for number in range(WINDOW_MOST):
        calls.append(harm(card(f"a{number}"), number, NOON))
        shift.advance(NOON + 1 + number * 0.1, *calls[-1:])
        shift.advance(NOON + 1.05 + number * 0.1)
    shift.begin_again(NOON + 3)
    new = [harm(card(f"b{number}"), 90 + number, NOON + 4) for number in range(3)]
    for number in range(3):
        shift.advance(NOON + 4 + 70 * number, *new[: number + 1])
    opened = shift.alarms.open
    assert sorted(case.agent for each in opened for case in each.cases) == ["b0", "b1", "b2"]
    assert len(opened) == 1, "one is begun, and the others join it"


def test_the_limits_know_only_what_may_still_count(path: Path) -> None:
    history = History(path)
    history.open()
    for number in range(20):
        history.write_alarm(alarm(id=f"old-{number}", at=NOON - EARLIER_S - 1), NOON)
    history.write_alarm(alarm(id="to come", at=NOON + 900), NOON)
    history.close()
    assert earlier_alarms(path, now=NOON) == []


def test_what_is_kept_of_an_alarm_is_given_again(path: Path) -> None:
    cases = (Case("blue", "ann", "Ann", "call-1", "x", NOON), Case("red", "bob", "Bob", "call-2", "y", NOON))
    history = History(path)
    history.open()
    history.write_alarm(alarm(cases=cases, ended=NOON + 9, answer="assigned", by="Kim"), NOON + 9)
    history.close()
    assert earlier_alarms(path, now=NOON + 10) == [
        EarlierAlarm(
            "a1", "harm", "severe", NOON, NOON + 9, "assigned", "Kim", frozenset({("blue", "ann"), ("red", "bob")})
        )
    ]


def test_without_a_history_that_can_be_read_all_begins_anew(path: Path) -> None:
    assert earlier_alarms(None, now=NOON) == []
    assert earlier_alarms(path, now=NOON) == []
    path.write_bytes(b"no history " * 1000)
    assert earlier_alarms(path, now=NOON) == []


def test_a_budget_goes_on_from_what_was_begun_and_keeps_one_for_a_severe_alarm() -> None:
    budget = Budget()
    for number in range(WINDOW_MOST):
        budget.resume(NOON + number)
    now = NOON + WINDOW_MOST
    assert [budget.allows(severity, now) for severity in ("low", "high", "severe")] == [False, False, True]
    budget.spend(now)
    assert not budget.allows("severe", now)

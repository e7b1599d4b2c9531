"""What rules would have made of a shift."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from assist.console.alarms import Alarm, Alarms
from assist.console.dry_run import PAUSE_S, dry_run
from assist.console.rules import Rule, read_rules
from assist.console.state import Floor, Heard
from assist.floor.messages import Reason
from tests.console.making import NOON, alert, alerts, heard, presence, rule, summary


def shift(agents: int = 6, minutes: int = 60) -> Iterator[Heard]:
    """Every agent speaks once a minute; each has another alert every ten minutes, for four of them."""
    reasons: tuple[Reason, ...] = get_args(Reason)
    for agent in range(agents):
        yield heard(presence(1, name=f"Agent {agent}"), agent=f"a{agent}")
        yield heard(summary(2), agent=f"a{agent}")
    for minute in range(minutes):
        for agent in range(agents):
            number, at = 3 + 2 * minute, NOON + 60 * minute + agent
            turn, since = divmod(minute + agent, 10)
            state = "frustrated" if since < 4 else "neutral"
            yield heard(summary(number, sent=at, seconds=at - NOON, state=state, intensity=0.8), at, agent=f"a{agent}")
            told = alert(reasons[(turn + agent) % 8], id=f"{agent}-{turn}", at=at - 60 * since)
            yield heard(alerts(number + 1, *([told] if since < 4 else []), sent=at), at, agent=f"a{agent}")


def live(rules: tuple[Rule, ...], heards: list[Heard]) -> list[Alarm]:
    """The same on a wall that looks every second."""
    floor, alarms, found, now = Floor(), Alarms(rules), dict[str, Alarm](), NOON
    while now < heards[-1].at + 1:
        for each in heards:
            if now <= each.at < now + 1:
                floor.hear(each)
        now += 1
        found |= {alarm.id: alarm for alarm in alarms.advance(now, floor.cards(now))}
    return list(found.values())


def test_a_dry_run_makes_the_alarms_that_the_wall_would_have_made() -> None:
    heards = list(shift())
    found = dry_run(read_rules(), heards)
    assert len(found.alarms) > 3
    assert [each._replace(loud=False) for each in found.alarms] == [
        each._replace(loud=False) for each in live(read_rules(), heards)
    ]


def test_it_counts_by_rule_by_hour_and_in_ten_minutes() -> None:
    found = dry_run(read_rules(), shift())
    assert sum(found.by_rule.values()) == len(found.alarms)
    assert found.by_rule["harm"] == sum(each.rule == "harm" for each in found.alarms)
    assert found.per_hour == len(found.alarms)
    most = max(sum(each.at <= other.at <= each.at + 600 for other in found.alarms) for each in found.alarms)
    assert found.most_in_ten_minutes == most


def test_fewer_rules_make_fewer_alarms_and_none_make_none() -> None:
    only_harm = tuple(each for each in read_rules() if each.id == "harm")
    assert set(dry_run(only_harm, shift()).by_rule) == {"harm"}
    assert dry_run((), shift()).alarms == ()


def test_what_the_limits_would_hold_back_is_counted() -> None:
    def storm() -> Iterator[Heard]:
        for agent in range(40):
            yield heard(presence(1), agent=f"a{agent}")
            yield heard(summary(2), agent=f"a{agent}")
        for agent in range(40):
            at = NOON + 70 * agent
            yield heard(alerts(3, alert("leave", at=at), sent=at), at, agent=f"a{agent}")

    found = dry_run((rule("leave"),), storm())
    assert found.waiting_most > 3
    assert found.most_in_ten_minutes == 8


def test_of_no_history_there_is_nothing_to_tell() -> None:
    assert dry_run(read_rules(), []) == ((), {}, 0.0, 0, 0)


@pytest.mark.parametrize("away_s", [PAUSE_S - 10, PAUSE_S + 10])
def test_time_in_which_nothing_was_heard_makes_no_alarm_and_is_not_counted(away_s: float) -> None:
    heards = [
        heard(presence(1)),
        heard(summary(2, state="frustrated", intensity=0.9)),
        heard(summary(3, goes_on=False, sent=NOON + away_s), NOON + away_s),
    ]
    found = dry_run((rule("frustrated", for_s=200.0),), heards)
    assert len(found.alarms) == (1 if away_s < PAUSE_S else 0)


def test_an_average_is_of_the_time_that_was_listened() -> None:
    heards = [*shift(minutes=60)]
    later = [each._replace(at=each.at + 90000.0) for each in heards]
    both = dry_run(read_rules(), [*heards, *(heard(presence(10**6, sent=each.at), each.at) for each in later)])
    hours = 2 * (heards[-1].at - NOON + 1) / 3600
    assert both.per_hour == pytest.approx(len(both.alarms) / hours, rel=0.001)

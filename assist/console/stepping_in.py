"""What an answer of the supervisor's says to whom: which alerts of which agents, and which alarms that have none.

Knows no Qt and no link.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assist.console.arrangement import Row
from assist.console.cases import Alarm
from assist.floor.messages import Answer


class AlertAnswer(NamedTuple):
    """An answer to one alert of one agent's."""

    team: str
    agent: str
    call: str
    alert: str
    answer: Answer


def to_call(row: Row, answer: Answer, me: str) -> list[AlertAnswer]:
    """The answers to a call's alerts; those that have this answer of mine already are left."""
    card = row.card
    if card is None:
        return []
    return [
        AlertAnswer(card.team, card.agent, card.call, each.id, answer)
        for each in card.alerts
        if (each.answer, each.by) != (answer, me)
    ]


def to_alarm(alarm: Alarm, answer: Answer) -> list[AlertAnswer]:
    """The answers to the alerts of all calls that an alarm stands for."""
    return [AlertAnswer(each.team, each.agent, each.call, each.alert, answer) for each in alarm.cases if each.alert]


def watched_here(alarm: Alarm, answer: Answer, me: str) -> bool:
    """Whether an alarm is of something that no agent's program has told, and does not have this answer of mine yet."""
    return any(not each.alert for each in alarm.cases) and (alarm.answer, alarm.by) != (answer, me)


def alarms_of(row: Row, alarms: Sequence[Alarm]) -> list[Alarm]:
    """The open alarms that stand for this call alone: answering the call answers them."""
    call = row.card.call if row.card is not None else ""
    return [each for each in alarms if each.cases and {case.call for case in each.cases} == {call}]

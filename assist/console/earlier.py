"""What an earlier run of the console had alarmed: when, and what is open still. Knows no file.

A console that begins again in the middle of a shift begins no second flood, and what was open is the same alarm as
before: it is not told as new, and takes nothing of the limits a second time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assist.console.card import Key
from assist.console.cases import Gathering, Matter
from assist.console.rules import Severity
from assist.floor.messages import Answer

EARLIER_S = 86400.0
"""So far back is looked. A bucket that was overdrawn is full again after a quarter of a day without alarms."""


class EarlierAlarm(NamedTuple):
    """An alarm of an earlier run as it was kept last. Times are the console's clock, s since 1970."""

    id: str
    rule: str
    severity: Severity
    at: float
    ended: float | None
    answer: Answer | None
    """To all its cases."""
    by: str
    calls: frozenset[Key]
    """Agents whose calls it was about."""


class Earlier:
    """Those that go on, and those that were said to be false alarms: they are so for as long as their calls go on."""

    def __init__(self, alarms: Sequence[EarlierAlarm] = ()) -> None:
        """`alarms`: the oldest first."""
        self._last = {
            (each.rule, each.severity, whose): each
            for each in alarms
            if each.ended is None or each.answer == "false alarm"
            for whose in each.calls
        }
        self._again: dict[str, Gathering] = {}

    def of(self, matter: Matter) -> Gathering | None:
        """The alarm in which this case was; what was said to it then is said again."""
        rule, card = matter.rule, matter.card
        alarm = self._last.get((rule.id, rule.severity, card.key))
        if alarm is None or card.began > alarm.at:  # it was about another call
            return None
        if alarm.answer is not None and matter.watch.alert is None:
            matter.watch.say(alarm.answer, alarm.by)
        return self._again.setdefault(alarm.id, Gathering(alarm.id, rule, alarm.at))

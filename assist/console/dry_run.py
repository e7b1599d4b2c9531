"""What alarms a set of rules would have made of a history: the same code as on the wall, on the history's own time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assist.console.alarms import Alarm, Alarms
from assist.console.card import Heard
from assist.console.limits import LIMITS, Limits
from assist.console.rules import Rule
from assist.console.state import Floor

STEP_S = 1.0
"""How often the calls are looked at."""
PAUSE_S = 300.0
"""When nothing at all was heard for so long, the console was not listening: that time is passed over."""
TEN_MINUTES_S = 600.0


class DryRun(NamedTuple):
    """What would have been."""

    alarms: tuple[Alarm, ...]
    """As they stood last, in the order in which they began."""
    by_rule: dict[str, int]
    per_hour: float
    """Alarms in an hour, on average; of less than an hour those there were."""
    most_in_ten_minutes: int
    waiting_most: int
    """The most calls that at one time would have had an alarm but for the limits."""


def dry_run(rules: Sequence[Rule], heards: Iterable[Heard], *, limits: Limits = LIMITS) -> DryRun:
    """Play messages, in the order in which they were heard, through rules."""
    floor, alarms = Floor(), Alarms(rules, limits)
    found: dict[str, Alarm] = {}
    waiting_most, listened_s = 0, 0.0
    for now, then in _steps(floor, heards):
        found |= {alarm.id: alarm for alarm in alarms.advance(now, floor.cards(now))}
        waiting_most = max(waiting_most, alarms.waiting)
        listened_s += then
    return DryRun(
        alarms=tuple(found.values()),
        by_rule=dict(Counter(alarm.rule for alarm in found.values())),
        per_hour=len(found) / max(1.0, listened_s / 3600.0),
        most_in_ten_minutes=_most_within([alarm.at for alarm in found.values()], TEN_MINUTES_S),
        waiting_most=waiting_most,
    )


def _steps(floor: Floor, heards: Iterable[Heard]) -> Iterator[tuple[float, float]]:
    """Let the floor hear; the times at which to look at it, and how long the console had listened since the last."""
    now: float | None = None
    for heard in heards:
        if now is None or heard.at - now > PAUSE_S:
            if now is not None:
                yield now, 0.0
            now = heard.at
        while heard.at - now >= STEP_S:
            now += STEP_S
            yield now, STEP_S
        floor.hear(heard)
    if now is not None:
        yield now + STEP_S, STEP_S


def _most_within(times: Sequence[float], span_s: float) -> int:
    """The most of these times, in order, that lie within a span."""
    first, most = 0, 0
    for last, time in enumerate(times):
        while time - times[first] > span_s:
            first += 1
        most = max(most, last - first + 1)
    return most

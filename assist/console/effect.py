"""What became of customers after a supervisor stepped in: how hard they had it before and after. Pure functions.

Before and after, not cause and effect. A supervisor steps in when a call is at its worst, and what is at its worst
eases as often as not by itself (regression to the mean). So beside the moments of stepping in stand those where an
alert was raised and nobody did anything: only what differs from these may be owed to stepping in, and even that not
surely, since supervisors choose their calls. Of few cases no percentage is given at all.

A level is `state.level`: 0 to 1 is hard, below 0 satisfied. It holds until the next one is heard; it is not known while
the call is paused, the customer objected, the state is unsure or the agent's line is lost.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from assist.console.state import Heard, level
from assist.floor.messages import Alerts, Answer, CallSummary, Presence

Kind = Literal["note", Answer, "nobody"]
"""nobody: an alert was raised and nobody stepped in."""
KINDS: tuple[Kind, ...] = ("note", "acknowledged", "assigned", "nobody")
"""What is looked at. To say "false alarm" is not to step in."""
Change = Literal["eased", "same", "worse", "not known"]

BEFORE_S = 60.0
AFTER_S = (30.0, 150.0)
KNOWN_S = 15.0
"""The level must be known for so long, before and after, to say anything."""
CLEAR = 0.15
"""Less is no change: a level is kept by tenths only."""
FEWEST = 5
"""Cases from which on a percentage is said."""


class StepIn(NamedTuple):
    """One thing that a supervisor did about a call. `at`: the console's clock; of a note, when it was shown."""

    team: str
    agent: str
    call: str
    kind: Literal["note", Answer]
    by: str
    at: float
    text: str = ""
    """Of a note."""
    id: str = ""
    """The note's, or the answered alert's."""


class Effect(NamedTuple):
    """The customer's mean level before and after a moment; None where it is not known."""

    team: str
    agent: str
    call: str
    kind: Kind
    by: str
    at: float
    before: float | None
    after: float | None
    change: Change


class Row(NamedTuple):
    """The cases of one kind. Of those that are not `not_known`, so many `eased`, stayed the `same` or got `worse`."""

    kind: Kind
    cases: int
    eased: int
    same: int
    worse: int
    not_known: int
    before: float | None
    """Mean level before, of the known cases: only kinds that began alike can be compared. None below FEWEST cases."""
    eased_percent: int | None
    """Of the known cases; None when they are fewer than FEWEST."""

    @property
    def known(self) -> int:
        """The number of cases that the percentage is of; it belongs beside it."""
        return self.eased + self.same + self.worse


Whose = tuple[str, str, str]
"""Team, agent and call."""


def effects(steps: Iterable[StepIn], heards: Iterable[Heard]) -> list[Effect]:
    """What became of each call that somebody stepped in to, or nobody though an alert was raised; by time.

    `heards` come in the order of time, as the history gives them. A further step of the same kind in a call, or a
    further alert, within the time that is looked at is the same case still.
    """
    levels, raised = _follow(heards)
    stepped: dict[Whose, list[StepIn]] = {}
    for step in sorted(steps, key=lambda each: each.at):
        stepped.setdefault((step.team, step.agent, step.call), []).append(step)
    found = [
        _effect(whose, step.kind, step.by, step.at, levels.get(whose))
        for whose, its in stepped.items()
        for step in _apart([each for each in its if each.kind in KINDS])
    ]
    for whose, moments in raised.items():
        alone = [at for at in moments if not any(abs(step.at - at) <= AFTER_S[1] for step in stepped.get(whose, ()))]
        last = float("-inf")
        for at in alone:
            if at - last > AFTER_S[1]:
                last = at
                found.append(_effect(whose, "nobody", "", at, levels.get(whose)))
    return sorted(found, key=lambda each: each.at)


def summary(found: Sequence[Effect]) -> list[Row]:
    """A row for each kind, also where there was no case; "nobody" is what the others are to be compared with."""
    return [_row(kind, [each for each in found if each.kind == kind]) for kind in KINDS]


class _Levels:
    """The level of one call from each moment on; None while it is not known."""

    def __init__(self) -> None:
        self._at: list[float] = []
        self._level: list[float | None] = []

    def hear(self, at: float, level: float | None) -> None:
        self._at.append(at)
        self._level.append(level)

    def mean(self, since: float, until: float) -> float | None:
        """Weighed by time; None when less than KNOWN_S of it is known."""
        total = known = 0.0
        first = max(0, bisect_right(self._at, since) - 1)
        for index in range(first, len(self._at)):
            begins = max(since, self._at[index])
            ends = min(until, self._at[index + 1]) if index + 1 < len(self._at) else until
            if begins >= until:
                break
            held = self._level[index]
            if held is not None and ends > begins:
                total += held * (ends - begins)
                known += ends - begins
        return total / known if known >= KNOWN_S else None


def _follow(heards: Iterable[Heard]) -> tuple[dict[Whose, _Levels], dict[Whose, list[float]]]:
    """The levels of each call, and when its alerts were raised, both by the console's clock."""
    levels: dict[Whose, _Levels] = {}
    raised: dict[Whose, list[float]] = {}
    last: dict[tuple[str, str], Whose] = {}
    seen: set[tuple[str, str, str]] = set()
    for heard in heards:
        team, agent = heard.place.team, heard.place.agent
        match heard.message:
            case CallSummary() as message:
                last[team, agent] = whose = (team, agent, message.call)
                levels.setdefault(whose, _Levels()).hear(heard.at, _level(message))
            case Presence(status="gone") if (team, agent) in last:
                levels[last[team, agent]].hear(heard.at, None)
            case Alerts() as message:
                new = [each for each in message.alerts if (team, agent, each.id) not in seen]
                seen.update((team, agent, each.id) for each in new)
                for each in new if not heard.retained else ():
                    raised.setdefault((team, agent, each.call), []).append(heard.at)
    return levels, raised


def _level(message: CallSummary) -> float | None:
    unknown = message.paused or message.objected or message.state == "unsure" or not message.goes_on
    return None if unknown else level(message.state, message.intensity)


def _apart(steps: Sequence[StepIn]) -> list[StepIn]:
    """Without those that belong to one of the same kind just before."""
    kept: list[StepIn] = []
    last: dict[str, float] = {}
    for step in steps:
        if step.at - last.get(step.kind, float("-inf")) > AFTER_S[1]:
            kept.append(step)
            last[step.kind] = step.at
    return kept


def _effect(whose: Whose, kind: Kind, by: str, at: float, levels: _Levels | None) -> Effect:
    before = levels.mean(at - BEFORE_S, at) if levels else None
    after = levels.mean(at + AFTER_S[0], at + AFTER_S[1]) if levels else None
    return Effect(*whose, kind, by, at, before, after, _change(before, after))


def _change(before: float | None, after: float | None) -> Change:
    if before is None or after is None:
        return "not known"
    if after <= before - CLEAR:
        return "eased"
    return "worse" if after >= before + CLEAR else "same"


def _row(kind: Kind, found: Sequence[Effect]) -> Row:
    eased, same, worse, not_known = (
        sum(each.change == change for each in found) for change in ("eased", "same", "worse", "not known")
    )
    levels = [each.before for each in found if each.before is not None and each.after is not None]
    enough = len(levels) >= FEWEST
    return Row(
        kind, len(found), eased, same, worse, not_known,
        before=sum(levels) / len(levels) if enough else None,
        eased_percent=round(100 * eased / len(levels)) if enough else None,
    )  # fmt: skip

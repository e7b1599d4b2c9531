"""Which calls stand where on the wall: those that need a person, those to keep an eye on, those that are fine.

Knows no Qt. A wall that jumps about cannot be read, so a call comes up at once when it needs somebody and everything
else is calm: groups keep their order for a while, a call leaves one only when it has clearly changed, and those that
are fine stand by name, so that each is where it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from assist.console.cases import Alarm, Case
from assist.console.state import CallCard, Key
from assist.events import State

Group = Literal["needs", "watch", "fine"]
GROUPS: tuple[Group, ...] = ("needs", "watch", "fine")
HARD: frozenset[State] = frozenset(("frustrated", "anxious", "confused", "disappointed"))
WATCHED, CALM = 0.5, 0.3
"""The intensity at which a hard feeling is kept an eye on, and below which it no longer is."""
CALM_KEY = "#calm"
"""Of the heading where all calls are fine."""
ORDER_S = 3.0
"""How long the calls of a group at least keep their order while it has the same ones."""


class Wanted(NamedTuple):
    """Which calls are shown."""

    team: str = ""
    """Empty: all."""
    text: str = ""
    """In the agent's name."""

    def fits(self, card: CallCard) -> bool:
        text = self.text.casefold().strip()
        return (not self.team or card.team == self.team) and (
            not text or text in card.name.casefold() or text in card.agent.casefold()
        )


class Row(NamedTuple):
    """A line of the wall: a call, or the heading of a group."""

    key: str
    group: Group
    card: CallCard | None = None
    alarms: tuple[Alarm, ...] = ()
    """The open ones of this call."""
    calls: int = 0
    """Of a heading: the calls below it."""


def key_of(team: str, agent: str, call: str) -> str:
    """What a call's row is known by. An agent's next call is another row: what is chosen never slips to it."""
    return f"{team}/{agent}/{call}"


def by_call(alarms: Sequence[Alarm]) -> dict[str, tuple[Alarm, ...]]:
    """The open alarms of each call, each with the cases of that call alone: a row is the same when others join it."""
    found: dict[str, dict[str, Alarm]] = {}
    for alarm in alarms:
        cases: dict[str, list[Case]] = {}
        for case in alarm.cases if alarm.ended is None else ():
            cases.setdefault(case.call, []).append(case)
        for call, its in cases.items():
            found.setdefault(call, {})[alarm.id] = alarm._replace(cases=tuple(its))
    return {call: tuple(by_id.values()) for call, by_id in found.items()}


class Arrangement:
    """The wall's order from one look to the next. A row whose call has not changed is the same object as before."""

    def __init__(self) -> None:
        self._rows: dict[Key, Row] = {}
        self._watched: set[Key] = set()
        self._order: dict[Group, dict[str, int]] = {group: {} for group in GROUPS}
        self._ordered_at = float("-inf")

    def take(self, cards: Sequence[CallCard], alarms: Mapping[str, tuple[Alarm, ...]]) -> None:
        """Take in all live calls, which come with those first that need a person most, and the alarms of each."""
        rows: dict[Key, Row] = {}
        for card in cards:
            whose, its = (card.team, card.agent), alarms.get(card.call, ())
            row = self._rows.get(whose)
            if row is None or row.card is not card or row.alarms != its:
                row = Row(key_of(card.team, card.agent, card.call), self._group(whose, card, its), card, its)
            rows[whose] = row
        self._watched &= rows.keys()
        self._rows = rows

    def find(self, key: str) -> Row | None:
        """A live call by its key."""
        team, agent, call = key.split("/")
        row = self._rows.get((team, agent))
        return row if row is not None and row.card is not None and row.card.call == call else None

    def arrange(self, now: float, wanted: Wanted) -> list[Row]:
        """The rows of the wall at `now`, s of the console's clock, with the groups' headings."""
        again = now - self._ordered_at >= ORDER_S
        if again:
            self._ordered_at = now
        groups: dict[Group, list[Row]] = {group: [] for group in GROUPS}
        everything = wanted == Wanted()
        for row in self._rows.values():
            if everything or (row.card is not None and wanted.fits(row.card)):
                groups[row.group].append(row)
        rows: list[Row] = []
        for group, members in groups.items():
            if members:
                calm = group == "fine" and not rows
                rows.append(Row(CALM_KEY if calm else f"#{group}", group, calls=len(members)))
                rows += self._ordered(group, members, again=again)
        return rows

    def _group(self, whose: Key, card: CallCard, alarms: tuple[Alarm, ...]) -> Group:
        if needs_somebody(card, alarms):
            return "needs"
        hard = card.intensity if card.state in HARD and not card.objected else 0.0
        if hard >= WATCHED or (hard >= CALM and whose in self._watched):
            self._watched.add(whose)
            return "watch"
        self._watched.discard(whose)
        looked_after = any(each.answer and each.answer != "false alarm" for each in card.alerts)
        return "watch" if looked_after or card.stale else "fine"

    def _ordered(self, group: Group, members: list[Row], *, again: bool) -> list[Row]:
        order = self._order[group]
        if len(order) != len(members) or any(row.key not in order for row in members):
            again = True
        elif group == "fine":
            again = False
        if again:
            if group == "fine":
                members.sort(key=_name)
            self._order[group] = {row.key: index for index, row in enumerate(members)}
            return members
        return sorted(members, key=lambda row: order[row.key])


def needs_somebody(card: CallCard, alarms: tuple[Alarm, ...]) -> bool:
    """Whether something about the call was not answered yet."""
    if any(not each.answer for each in card.alerts):
        return True
    if card.hand and not any(each.reason in ("hand", "help") for each in card.alerts):
        return True
    answered = {each.id for each in card.alerts if each.answer}
    return any(
        not each.answer and any(case.call == card.call and case.alert not in answered for case in each.cases)
        for each in alarms
    )


def _name(row: Row) -> tuple[str, str]:
    assert row.card is not None
    return row.card.name.casefold(), row.key

"""What the agents have said, as the live calls of a wall, those first that need a person most.

Everything a window shows of the floor is worked out here, without Qt. Knows no broker, no file and no clock: messages
come with the time they were heard, and `cards` is told the time. What is kept is bounded, whatever comes.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from math import inf
from typing import NamedTuple

from assist.console.card import TICK_S, CallCard, Heard, Key, OpenAlert, Point, level
from assist.console.known import Known
from assist.console.need import placed
from assist.floor.messages import Presence

__all__ = ["Agents", "CallCard", "Floor", "Heard", "Key", "OpenAlert", "Point", "level"]

MOST_AGENTS = 2000


class Agents(NamedTuple):
    """How many agents there are, by what they say of themselves."""

    online: int
    """There and in no call."""
    in_call: int
    away: int


class Floor:
    """All agents and their calls."""

    def __init__(self, *, most: int = MOST_AGENTS) -> None:
        self.left_out = 0
        """Messages of agents for whom there was no room."""
        self._most = most
        self._agents: dict[Key, Known] = {}
        self._idle: OrderedDict[Key, None] = OrderedDict()
        """Who is gone and has no call, the longest first: they make room for others."""
        self._calls: dict[Key, Known] = {}
        """Who has a card, or may have one when they are next asked for."""
        self._order: list[Known] = []
        self._cards: list[CallCard] = []
        self._changed: set[Key] = set()
        self._counted: dict[str, Agents] = {}
        self._teams: Counter[str] = Counter()

    def hear(self, heard: Heard) -> bool:
        """Take a message in; whether it was newer than what was known."""
        agent = self._agent((heard.place.team, heard.place.agent))
        if agent is None:
            self.left_out += 1
            return False
        newer = agent.hear(heard)
        if newer:
            agent.due = -inf
            if isinstance(heard.message, Presence):
                self._counted.clear()
            if agent.ends_at > -inf or agent.card is not None:
                self._calls[agent.key] = agent
        self._make_room(agent)
        return newer

    def cards(self, now: float) -> list[CallCard]:
        """The live calls at `now`, s of the console's clock, those that need a person first."""
        due = [agent for agent in self._calls.values() if now >= agent.due]
        moved = [agent for agent in due if self._renew(agent, now)]
        for agent in moved:
            if agent.card is None:
                del self._calls[agent.key]
                self._make_room(agent)
        if moved:
            self._order = sorted(self._calls.values(), key=_rank)
        if due:
            self._cards = [agent.card for agent in self._order if agent.card is not None]
        return list(self._cards)

    def changed(self) -> set[Key]:
        """Whose card is new, different or away since this was last asked, as of the last `cards`."""
        changed, self._changed = self._changed, set()
        return changed

    def agents(self, team: str = "") -> Agents:
        """How many are there, of a team or of all."""
        if team not in self._counted:
            statuses = [
                agent.presence.status
                for (whose, _), agent in self._agents.items()
                if agent.presence is not None and team in ("", whose)
            ]
            self._counted[team] = Agents(*(statuses.count(status) for status in ("online", "in call", "away")))
        return self._counted[team]

    def teams(self) -> list[str]:
        """The names of all teams that have agents."""
        return sorted(self._teams)

    def _agent(self, key: Key) -> Known | None:
        agent = self._agents.get(key)
        if agent is None:
            if len(self._agents) >= self._most and self._idle:
                oldest, _ = self._idle.popitem(last=False)
                del self._agents[oldest]
                self._teams -= Counter((oldest[0],))
            if len(self._agents) < self._most:
                agent = self._agents[key] = Known(key)
                self._teams[key[0]] += 1
        return agent

    def _make_room(self, agent: Known) -> None:
        if agent.is_gone and agent.key not in self._calls:
            self._idle.setdefault(agent.key)
        else:
            self._idle.pop(agent.key, None)

    def _renew(self, agent: Known, now: float) -> bool:
        """Make an agent's card anew; whether it comes, goes or takes another place."""
        before, card = agent.card, agent.shown(now)
        if card is None:
            agent.card = None
            if before is not None:
                self._changed.add(agent.key)
            return True
        agent.due = min(agent.ends_at, now + TICK_S if card.hard_for and not card.stale else inf)
        if card == before:
            return False
        agent.card = card
        self._changed.add(agent.key)
        same = before is not None and before.call == card.call
        place = placed(card.need, agent.placed_by) if same else card.need
        moved = not same or place != agent.placed_by
        agent.placed_by = place
        return moved


def _rank(agent: Known) -> tuple[float, float, Key]:
    return -agent.placed_by, agent.began, agent.key

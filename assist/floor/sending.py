"""From the outbox to the broker: what is on its way, and what became of it. On the link's thread.

At most so many at once as the broker takes; the outbox keeps each until the broker has said that it has it.
"""

from __future__ import annotations

from typing import NamedTuple

from assist.floor.clock import Clock
from assist.floor.connection import IN_FLIGHT, Connection
from assist.floor.happenings import Taken
from assist.floor.outbox import Outbox, Outgoing

PATIENCE_S = 20.0
"""A broker that has not said so long that it has a message is not there any more."""


class _OnItsWay(NamedTuple):
    message: Outgoing
    row: int
    since: float
    """Steady clock."""


class Sending:
    """For one connection at a time."""

    def __init__(self, outbox: Outbox, clock: Clock) -> None:
        self._outbox = outbox
        self._clock = clock
        self._connection: Connection | None = None
        self._most = IN_FLIGHT
        self._on_their_way: dict[int, _OnItsWay] = {}
        self._seen = -1
        """The outbox's `changes` when all there was had been sent."""

    def begin(self, connection: Connection, most: int) -> None:
        """Send everything to this one from now on."""
        self._connection = connection
        self._most = most
        self._on_their_way.clear()
        self._seen = -1

    def end(self) -> None:
        """The connection is over; what was on its way waits in the outbox."""
        self._connection = None
        self._on_their_way.clear()

    @property
    def idle(self) -> bool:
        """Whether the broker has everything."""
        return self._connection is None or (not self._on_their_way and self._seen == self._outbox.changes)

    @property
    def overdue(self) -> bool:
        """Whether the broker has been silent for too long about something."""
        oldest = next(iter(self._on_their_way.values()), None)
        return oldest is not None and self._clock.steady() - oldest.since > PATIENCE_S

    def send(self) -> None:
        """As much of what waits as may be on its way at once."""
        room = self._most - len(self._on_their_way)
        if self._connection is None or room <= 0 or self._seen == self._outbox.changes:
            return
        known = {sent.row for sent in self._on_their_way.values()}
        waiting = [row for row in self._outbox.waiting(self._most + 1) if row.row not in known]
        for row, message in waiting[:room]:
            mid = self._connection.publish(message)
            if mid is None:
                return
            self._on_their_way[mid] = _OnItsWay(message, row, self._clock.steady())
        if len(waiting) <= room:
            self._seen = self._outbox.changes

    def taken(self, event: Taken) -> Outgoing | None:
        """The broker has one, or does not want it; which one it was."""
        sent = self._on_their_way.pop(event.mid, None)
        if sent is None:
            return None
        before = self._outbox.changes
        self._outbox.taken(sent.message.key, sent.row)
        if self._seen == before:
            self._seen = self._outbox.changes
        return sent.message

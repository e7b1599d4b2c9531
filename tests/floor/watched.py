"""What the ends of the fault rig need to be looked at from outside: a clock that can be moved, a party with a window.

Must not know which party it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assist.floor.clock import SYSTEM
from assist.floor.link import Incoming, Party
from assist.floor.outbox import Outbox, Outgoing


class MovedClock:
    """The computer's, some hours on."""

    def __init__(self) -> None:
        self.by_s = 0.0

    def wall(self) -> float:
        return SYSTEM.wall() + self.by_s

    def steady(self) -> float:
        return SYSTEM.steady() + self.by_s


class Watched:
    """A party like the one inside; `look` is called with the outbox after each of its turns."""

    def __init__(self, party: Party, look: Callable[[Outbox], None]) -> None:
        self._party = party
        self._look = look
        self._outbox: Outbox | None = None

    @property
    def listens(self) -> Sequence[str]:
        return self._party.listens

    def open(self, outbox: Outbox) -> None:
        self._party.open(outbox)
        self._outbox = outbox

    def close(self) -> None:
        self._party.close()

    def farewell(self, connection: int) -> Outgoing | None:
        return self._party.farewell(connection)

    def joined(self, connection: int) -> None:
        self._party.joined(connection)

    def receive(self, incoming: Incoming) -> None:
        self._party.receive(incoming)

    def advance(self) -> None:
        self._party.advance()
        if self._outbox is not None:
            self._look(self._outbox)

    def leave(self) -> Outgoing | None:
        return self._party.leave()

"""What a link needs of the part of the program that is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assist.floor.happenings import Incoming
from assist.floor.outbox import Outbox, Outgoing


class Party(Protocol):
    """All of it is called on the link's thread, and must not block.

    What raises an AssistError, OSError, sqlite3.Error, ValueError, LookupError or TypeError costs the connection: it is
    said, and made again after a while, so `joined` can put everything right. From `receive` it costs that message.
    """

    def open(self, outbox: Outbox) -> None:
        """The outbox is open; nothing is connected yet. Again when its file was damaged and a new one was begun."""

    def close(self) -> None:
        """Nothing else is called after this."""

    @property
    def listens(self) -> Sequence[str]:
        """Topics to listen to."""

    def farewell(self, connection: int) -> Outgoing | None:
        """What the broker shall say when the connection of this number, the next one, ends without a word."""

    def joined(self, connection: int) -> None:
        """The connection of this number stands. Everything that stays is sent again after this."""

    def receive(self, incoming: Incoming) -> None:
        """A message came."""

    def advance(self) -> None:
        """Time has passed: after everything that happens, and at least every TICK_S."""

    def leave(self) -> Outgoing | None:
        """The program ends and the connection stands: a last word."""

"""What happens on a connection, named once (`connection.py` makes them, `driving.py` takes and counts them)."""

from __future__ import annotations

from typing import NamedTuple

from assist.floor.trouble import LinkState


class Incoming(NamedTuple):
    """A message that came; `at` is our clock, seconds since 1970."""

    topic: str
    body: bytes
    retained: bool
    at: float


class Greeted(NamedTuple):
    """The broker let us in; so many messages may be on their way to it at once."""

    in_flight: int


class Listening(NamedTuple):
    """It knows what we listen to; `trouble` when it refused some of it."""

    trouble: LinkState | None


class Taken(NamedTuple):
    """It has a message that we sent; `code` >= 128: it does not want it (MQTT 5 only)."""

    mid: int
    code: int


class TooLarge(NamedTuple):
    """A message that came and is not passed on."""


class Cut(NamedTuple):
    """It is over. `other_version`: the broker does not speak this version of MQTT."""

    state: LinkState
    other_version: bool = False


Event = Greeted | Listening | Incoming | TooLarge | Taken | Cut


class Counts(NamedTuple):
    """Since the link was made."""

    connections: int = 0
    published: int = 0
    refused: int = 0
    """Messages that the broker did not want."""
    dropped: int = 0
    """Work and messages for which there was no room, and messages that came and could not be passed on."""
    received: int = 0

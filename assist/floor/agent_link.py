"""An agent's program on the floor: what the rest of the program has of it. A sink of events that returns at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from assist.events import (
    AnyEvent,
    CallState,
    EmotionEstimate,
    Escalation,
    FloorLink,
    Hand,
    Notice,
    Pause,
    Progress,
    Revealed,
    Utterance,
)
from assist.floor.agent import AgentParty, Self
from assist.floor.broker import Broker
from assist.floor.link import Counts, Link, LinkState

_OF_INTEREST = (CallState, EmotionEstimate, Escalation, Hand, Notice, Pause, Progress, Revealed, Utterance)


class AgentFloor:
    """Start it, give it events, stop it. `tell` gets what the agent should see, on the link's thread."""

    def __init__(
        self, broker: Broker, who: Self, *, outbox: Path, tell: Callable[[AnyEvent], None], excerpts: bool = False,
        password: Callable[[], str] | None = None, printed: bool = False,
    ) -> None:  # fmt: skip
        """`password` is asked for on the link's thread: a system's store may take its time.

        `printed`: what is told is read in a terminal; a note counts as seen there as soon as it has come.
        """
        self._tell = tell
        self._party = AgentParty(who, tell=tell, excerpts=excerpts, printed=printed)
        self._link = Link(broker, self._party, outbox=outbox, tell=self._tell_link, password=password)

    @property
    def counts(self) -> Counts:
        return self._link.counts

    def start(self) -> None:
        self._link.start()

    def stop(self) -> None:
        """Say what waits and that this program goes, if that can be done in a moment."""
        self._link.stop()

    def sink(self, event: AnyEvent) -> None:
        """Take an event of the call; returns at once."""
        if isinstance(event, _OF_INTEREST):
            self._link.do(partial(self._party.see, event))

    def note_seen(self, note: str) -> None:
        """A note is before the agent's eyes."""
        self._link.do(partial(self._party.note_seen, note))

    def turn_away(self, away: bool) -> None:
        """The agent is away from the phone, or is back."""
        self._link.do(partial(self._party.turn_away, away))

    def _tell_link(self, state: LinkState) -> None:
        self._tell(FloorLink(at=0.0, joined=state.state == "joined", why=state.why))


class Unjoined:
    """Stands where no link can be made: its start says why, once, and the calls go on without."""

    def __init__(self, why: str, *, tell: Callable[[AnyEvent], None]) -> None:
        self._why = why
        self._tell = tell

    def start(self) -> None:
        self._tell(FloorLink(at=0.0, joined=False, why=self._why))

    def stop(self) -> None:
        """Nobody was told anything."""

    def sink(self, event: AnyEvent) -> None:
        """Nobody is told of it."""

    def note_seen(self, note: str) -> None:
        """No note comes."""

    def turn_away(self, away: bool) -> None:
        """Nobody is told."""

"""The agent's end of the link: events of the call in, messages out; notes and answers of supervisors in, events out.

Everything here runs on the link's thread (`link.py`), but what other threads hand over by `Link.do`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec

from assist.events import AnyEvent, CallState, FloorNote, Shared, SharedAlert
from assist.floor import topics
from assist.floor.clock import SYSTEM, Clock
from assist.floor.happenings import Incoming
from assist.floor.messages import (
    MOST_ALERTS,
    SCHEMA_VERSION,
    Alert,
    Alerts,
    AnyMessage,
    Note,
    Presence,
    Refused,
    Reply,
    Status,
    read,
    to_json,
)
from assist.floor.outbox import Outbox, Outgoing
from assist.floor.reporting import Report
from assist.floor.topics import Place, Sort

KNOWN_NOTES = 100
"""Notes of which is remembered that they came: each is shown once, however often it is sent."""


class Self(NamedTuple):
    """Who this agent is, as supervisors know them."""

    team: str
    user: str
    name: str
    program: str = ""
    """The version of this program."""


class AgentParty:
    """The `Party` of an agent."""

    def __init__(
        self, who: Self, *, tell: Callable[[AnyEvent], None], excerpts: bool = False, printed: bool = False,
        clock: Clock = SYSTEM,
    ) -> None:  # fmt: skip
        """`tell` gets what the agent should see, on the link's thread, and returns at once.

        `printed`: a note counts as seen as soon as it was told.
        """
        self._printed = printed
        self._who = who
        self._tell = tell
        self._clock = clock
        self._report = Report(excerpts=excerpts)
        self._outbox: Outbox | None = None
        self._connection = 0
        self._status: Status = "online"
        self._away = False
        self._notes: tuple[str, ...] = ()
        self._shared: Shared | None = None

    # --- from any thread, by `Link.do` --------------------------------------------------------------------------------

    def see(self, event: AnyEvent) -> None:
        """Take an event of the agent's call."""
        self._report.see(event, self._clock.wall())
        if isinstance(event, CallState):
            self._away = False
            self._put_presence()

    def turn_away(self, away: bool) -> None:
        """The agent is away from the phone, or is back."""
        self._away = away
        self._put_presence()

    def note_seen(self, note: str) -> None:
        """A note is before the agent's eyes."""
        self._report.note_shown(note)

    # --- the party ----------------------------------------------------------------------------------------------------

    @property
    def listens(self) -> Sequence[str]:
        return (topics.for_agent(self._who.team, self._who.user),)

    def open(self, outbox: Outbox) -> None:
        """Go on from what was told last, also when the program ended in the middle of a call."""
        self._outbox = outbox
        self._report.tell_again()
        told = outbox.get("alerts")
        if told is not None and not self._report.alerts and (known := _own_alerts(told)) is not None:
            self._report.resume(known, self._clock.wall())

    def close(self) -> None:
        self._outbox = None

    def farewell(self, connection: int) -> Outgoing:
        """What the broker says when this program has gone without a word."""
        self._connection = connection
        return self._presence("gone", connection)

    def joined(self, connection: int) -> None:
        self._connection = connection
        self._put_presence()

    def leave(self) -> Outgoing:
        return self._presence("gone", self._box.number())

    def receive(self, incoming: Incoming) -> None:
        """A supervisor's note or answer; anything else is left alone."""
        place = topics.place_of(incoming.topic)
        if place is None or place[:3] != (self._who.team, self._who.user, "desk"):
            return
        try:
            message = read("desk", incoming.body)
        except Refused:
            return
        match message:
            case Note() if message.id not in self._notes and message.call == self._report.call:
                self._notes = (*self._notes, message.id)[-KNOWN_NOTES:]
                at = self._report.seconds(self._clock.wall())
                self._tell(FloorNote(at=at, id=message.id, name=message.name, text=message.text))
                if self._printed:
                    self.note_seen(message.id)
            case Reply():
                self._report.answer(message.alert, message.answer, message.name)
            case _:
                pass

    def advance(self) -> None:
        """Put what is due."""
        wall = self._clock.wall()
        alerts = self._report.due_alerts(wall)
        if alerts is not None:
            self._put("alerts", Alerts(number=self._box.number(), sent=wall, alerts=alerts[0], notes=alerts[1]))
        summary = self._report.due_summary(wall)
        if summary is not None:
            self._put("call", msgspec.structs.replace(summary, number=self._box.number(), sent=wall))
        if alerts is not None or summary is not None:
            self._tell_shared(wall)

    # --- parts --------------------------------------------------------------------------------------------------------

    @property
    def _box(self) -> Outbox:
        assert self._outbox is not None, "the link has not opened it"
        return self._outbox

    def _put_presence(self) -> None:
        if self._connection:
            status: Status = "in call" if self._report.call else "away" if self._away else "online"
            self._box.put(self._presence(status, self._box.number()))

    def _presence(self, status: Status, number: int) -> Outgoing:
        return self._outgoing("presence", Presence(
            number=number, sent=self._clock.wall(), status=status, connection=self._connection, name=self._who.name,
            program=self._who.program,
        ))  # fmt: skip

    def _put(self, sort: Sort, message: AnyMessage) -> None:
        self._box.put(self._outgoing(sort, message))

    def _outgoing(self, sort: Sort, message: AnyMessage) -> Outgoing:
        place = Place(self._who.team, self._who.user, sort)
        return Outgoing(sort, place.topic, to_json(message), retained=True, stays=True)

    def _tell_shared(self, wall: float) -> None:
        """The agent sees what supervisors see."""
        call = self._report.summary
        alerts = tuple(
            SharedAlert(reason=each.reason, about=each.about, answer=each.answer, name=each.by)
            for each in self._report.open_alerts()
        )
        shared = Shared(at=0.0, state=call.state, trend=call.trend, alerts=alerts)
        if shared != self._shared:
            self._shared = shared
            self._tell(msgspec.structs.replace(shared, at=round(self._report.seconds(wall), 1)))


def _own_alerts(body: bytes) -> Alerts | None:
    """What this program told last, also where that was a later version: what this one does not know is left out."""
    alerts: list[Alert] = []
    try:
        told = msgspec.json.decode(body, type=dict[str, Any])
        head = _known(told, Alerts) | {"type": "alerts", "schema": SCHEMA_VERSION, "alerts": []}
        for each in msgspec.convert(told.get("alerts"), list[dict[str, Any]]):
            with suppress(msgspec.ValidationError):
                alerts.append(msgspec.convert(_known(each, Alert), Alert))
        return msgspec.structs.replace(msgspec.convert(head, Alerts), alerts=tuple(alerts[-MOST_ALERTS:]))
    except msgspec.DecodeError:
        return None


def _known(told: dict[str, Any], kind: type[msgspec.Struct]) -> dict[str, Any]:
    return {name: told[name] for name in kind.__struct_fields__ if name in told}

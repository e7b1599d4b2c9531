"""A link's thread, turn by turn: open the outbox, connect, pass on what comes, send what waits, take leave.

Works, waits and threads are the link's (`link.py`). Knows nothing of what is in the messages.
"""

from __future__ import annotations

import logging
import socket
import sqlite3
from collections.abc import Callable
from typing import Literal

from assist.errors import AssistError
from assist.floor.broker import Broker
from assist.floor.clock import Clock
from assist.floor.connection import Connection, Version
from assist.floor.happenings import Counts, Cut, Event, Greeted, Incoming, Listening, Taken, TooLarge
from assist.floor.outbox import Outbox, is_damage
from assist.floor.party import Party
from assist.floor.sending import Sending
from assist.floor.trouble import LinkState, cut, may_not_write, of_ours, unreachable
from assist.floor.waiting import Patience
from assist.floor.works import Works
from assist.log_lines import place_of

GREETING_S = 10.0
"""The broker must have let us in so long after it was reached."""
STEADY_S = 2.0
"""A connection that lasted so long was a good one; a shorter one counts as a failure."""
TROUBLES = (AssistError, sqlite3.Error, OSError, ValueError, LookupError, TypeError)
_SILENT = 141

log = logging.getLogger(__name__)


class Driving:
    """Call `turn` again and again; at the end `part` until it says that it is over, and `close`."""

    def __init__(
        self, broker: Broker, party: Party, *, outbox: Outbox, tell: Callable[[LinkState], None], patience: Patience,
        clock: Clock, wake: Callable[[], None], password: Callable[[], str] | None,
    ) -> None:  # fmt: skip
        self._broker = broker
        self._party = party
        self._outbox = outbox
        self._tell = tell
        self._patience = patience
        self._clock = clock
        self._wake = wake
        self._password = password
        self._sending = Sending(outbox, clock)
        self._connection: Connection | None = None
        self._version: Version = 5
        self._number = 0
        self._in_flight = 0
        self._since = 0.0
        """Steady clock: when the connection reached the broker, and then when it was joined."""
        self._opened = False
        self._joined = False
        self._warned = False
        self._parting: Literal["", "sending", "last word", "goodbye"] = ""
        self._told: LinkState | None = None
        self.counts = Counts()

    @property
    def socket(self) -> socket.socket | None:
        """What to wait for."""
        return self._connection.socket if self._connection is not None else None

    @property
    def writing(self) -> bool:
        """Whether something waits to be written to it."""
        return self._connection is not None and self._connection.writing

    def turn(self, works: Works, *, readable: bool) -> None:
        """Everything that can be done now; `readable`: whether the broker has said something."""
        if not self._opened and not self._open():
            return
        try:
            self._hear(readable)
            works.run()
            self._party.advance()
            self._sending.send()
            self._see_to_the_connection()
        except TROUBLES as error:
            self._give_up(error)

    def part(self, *, hurry: bool) -> bool:
        """Take leave, a step after every turn; whether there is more to do. `hurry`: no time for what still waits."""
        self._parting = self._parting or "sending"
        if self._joined and self._parting == "sending" and (self._sending.idle or hurry):
            self._parting = "last word"
            self._say_the_last_word()
        if self._connection is None or not self._joined:
            return False
        if self._parting == "last word" and self._sending.idle:
            self._parting = "goodbye"
            self._connection.leave()
        return self._connection.socket is not None

    def close(self) -> None:
        """The end, whatever the state."""
        self._drop_connection()
        if self._opened:
            try:
                self._party.close()
            finally:
                self._outbox.close()

    def say(self, state: LinkState) -> None:
        """Tell it when it is news."""
        if state != self._told:
            log.info("The link to the floor is %s.", state.state)
            self._told = state
            self._tell(state)

    def _open(self) -> bool:
        if self._told is None:
            self.say(LinkState("connecting"))
        if not self._patience.over:
            return False
        try:
            self._outbox.open()
            self._party.open(self._outbox)
        except TROUBLES as error:
            self._outbox.close()
            self._patience.failed()
            self.say(of_ours(error))
            return False
        self._opened = True
        self._patience.went_well()
        return True

    def _hear(self, readable: bool) -> None:
        for event in self._connection.step(readable) if self._connection is not None else ():
            self._take(event)

    def _take(self, event: Event) -> None:
        match event:
            case Greeted(in_flight):
                self._in_flight = in_flight
                self._listen_or_join()
            case Listening(trouble):
                self._join(trouble)
            case Incoming():
                self._receive(event)
            case TooLarge():
                self.counts = self.counts._replace(dropped=self.counts.dropped + 1)
            case Taken():
                self._settle(event)
            case Cut():
                self._cut(event)

    def _listen_or_join(self) -> None:
        topics = tuple(self._party.listens)
        if topics and self._connection is not None:
            self._connection.listen(topics)
        else:
            self._join(None)

    def _join(self, trouble: LinkState | None) -> None:
        if self._connection is None or self._joined:
            return
        self._joined = True
        self._warned = False
        self._since = self._clock.steady()
        self._party.joined(self._number)
        self._outbox.renew()
        self._sending.begin(self._connection, self._in_flight)
        self.counts = self.counts._replace(connections=self.counts.connections + 1)
        self.say(trouble or LinkState("joined"))

    def _receive(self, incoming: Incoming) -> None:
        self.counts = self.counts._replace(received=self.counts.received + 1)
        try:
            self._party.receive(incoming)
        except TROUBLES as error:
            self.counts = self.counts._replace(dropped=self.counts.dropped + 1)
            if not self._warned:
                self._warned = True
                log.warning("a message that came could not be taken: %s", place_of(error))

    def _settle(self, event: Taken) -> None:
        message = self._sending.taken(event)
        if message is not None and event.code >= 128:
            self.counts = self.counts._replace(refused=self.counts.refused + 1)
            self.say(may_not_write(self._broker, message.topic, event.code))
        elif message is not None:
            self.counts = self.counts._replace(published=self.counts.published + 1)

    def _cut(self, event: Cut) -> None:
        lasted = self._joined and self._clock.steady() - self._since >= STEADY_S
        self._drop_connection()
        if event.other_version and self._version == 5:
            self._version = 4
            self._patience.went_well()
            return
        if lasted:
            self._patience.went_well()
        self._patience.failed(seldom=event.state.state == "refused")
        if self._parting != "goodbye":
            self.say(event.state)

    def _see_to_the_connection(self) -> None:
        now = self._clock.steady()
        if self._connection is None:
            if self._patience.over and not self._parting:
                self._dial()
        elif self._connection.socket is None:
            self._since = now
        elif not self._joined and now - self._since > GREETING_S:
            self._cut(Cut(unreachable(self._broker, TimeoutError())))
        elif self._sending.overdue:
            self._cut(Cut(cut(self._broker, _SILENT)))

    def _dial(self) -> None:
        self._number = self._outbox.number()
        self._connection = Connection(
            self._broker, name=self._broker.name_for(self._outbox.token), version=self._version,
            farewell=self._party.farewell(self._number), clock=self._clock, password=self._password,
        )  # fmt: skip
        self._since = self._clock.steady()
        self._connection.dial(self._wake)

    def _say_the_last_word(self) -> None:
        try:
            if (last := self._party.leave()) is not None:
                self._outbox.put(last)
                self._sending.send()
        except TROUBLES as error:
            # Without a goodbye the broker says the last will instead.
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        """Something of ours went wrong: say it, and begin a new connection after a while."""
        self._drop_connection()
        self._patience.failed()
        if not isinstance(error, AssistError | OSError | sqlite3.Error):
            log.warning("the link made a mistake: %s", place_of(error))
        if isinstance(error, sqlite3.Error) and is_damage(error):
            self._outbox.close()
            self._opened = False
        self.say(of_ours(error))

    def _drop_connection(self) -> None:
        self._sending.end()
        self._joined = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None

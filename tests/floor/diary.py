"""A party that writes down what it is told, and waits for it; the smallest thing to put behind a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Condition

from assist.floor.broker import Broker
from assist.floor.clock import SYSTEM, Clock
from assist.floor.link import Incoming, Link, LinkState
from assist.floor.outbox import Outbox, Outgoing
from tests.floor.brokers import RunningBroker

PATIENCE_S = 60.0


class LeapingClock:
    """The computer's, so many seconds later."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def wall(self) -> float:
        return 1_000_000.0 + self.ahead

    def steady(self) -> float:
        return self.ahead


class Diary:
    """It listens to `listens`, puts `first` when it has joined, and leaves `will` and `last` behind."""

    def __init__(
        self,
        listens: Sequence[str] = (),
        *,
        first: Outgoing | None = None,
        will: Outgoing | None = None,
        last: Outgoing | None = None,
    ) -> None:
        self.listens = listens
        self.outbox: Outbox | None = None
        self.came: list[Incoming] = []
        self.told: list[LinkState] = []
        self.connections: list[int] = []
        self.farewells: list[int] = []
        self.closed = False
        self.on_receive: Callable[[Incoming], object] = lambda _incoming: None
        self._first = first
        self._will = will
        self._last = last
        self._news = Condition()
        self._turns = 0

    def open(self, outbox: Outbox) -> None:
        self.outbox = outbox

    def close(self) -> None:
        self.closed = True

    def farewell(self, connection: int) -> Outgoing | None:
        self.farewells.append(connection)
        return self._will

    def joined(self, connection: int) -> None:
        if self._first is not None:
            self.put(self._first)
        with self._news:
            self.connections.append(connection)
            self._news.notify_all()

    def receive(self, incoming: Incoming) -> None:
        with self._news:
            self.came.append(incoming)
            self._news.notify_all()
        self.on_receive(incoming)

    def advance(self) -> None:
        with self._news:
            self._turns += 1
            self._news.notify_all()

    def leave(self) -> Outgoing | None:
        return self._last

    def tell(self, state: LinkState) -> None:
        with self._news:
            self.told.append(state)
            self._news.notify_all()

    def put(self, message: Outgoing) -> None:
        """On the link's thread."""
        assert self.outbox is not None
        self.outbox.put(message)

    def send(self, link: Link, *messages: Outgoing) -> None:
        """From any thread."""
        for message in messages:
            link.do(partial(self.put, message))

    def until_turned(self) -> None:
        """Wait until the link has done everything that it was given before."""
        before = self._turns
        self.until(lambda: self._turns > before + 1)

    def until(self, what: Callable[[], bool]) -> None:
        """Wait for it; looked at whenever something happens, and at every tick of the link."""
        with self._news:
            assert self._news.wait_for(what, PATIENCE_S), f"never came: {self.told} {self.came[-3:]}"

    def until_told(self, state: str) -> LinkState:
        """Wait until the link's last word is this, and which sentence came with it."""
        self.until(lambda: bool(self.told) and self.told[-1].state == state)
        return self.told[-1]

    def until_came(self, body: bytes) -> Incoming:
        """Wait for a message with this body."""
        self.until(lambda: any(incoming.body == body for incoming in self.came))
        return next(incoming for incoming in self.came if incoming.body == body)

    @property
    def bodies(self) -> list[bytes]:
        return [incoming.body for incoming in self.came]


def plain(broker: RunningBroker, user: str = "", password: str = "") -> Broker:
    """A running broker without TLS."""
    return Broker(broker.host, broker.port, tls=False, user=user, password=password)


@contextmanager
def linked(broker: Broker, diary: Diary, outbox: Path, clock: Clock = SYSTEM) -> Iterator[Link]:
    """A link that runs, and has ended afterwards."""
    link = Link(broker, diary, outbox=outbox, tell=diary.tell, clock=clock, seed=1)
    link.start()
    try:
        yield link
    finally:
        link.stop(PATIENCE_S)

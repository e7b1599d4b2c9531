"""The link between a part of this program (the party) and the organisation's broker.

One thread owns the outbox, the connection and the party; everybody else hands it work and goes on. It connects again
by itself, for ever; nothing that happens here reaches a call. What the thread does is in `driving.py`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import sleep

from assist.floor.broker import Broker
from assist.floor.clock import SYSTEM, Clock
from assist.floor.driving import Driving
from assist.floor.happenings import Counts, Incoming
from assist.floor.outbox import Outbox
from assist.floor.party import Party
from assist.floor.trouble import LinkState, State
from assist.floor.waiting import Patience
from assist.floor.works import Works

__all__ = ["TICK_S", "Clock", "Counts", "Incoming", "Link", "LinkState", "Party", "State"]

TICK_S = 0.25
GATHER_S = 0.01
"""What comes soon after is taken in the same turn: most of a turn is not the message. Nobody notices so little."""


def _nobody(_state: LinkState) -> None:
    """Nobody wants to know."""


class Link:
    """Start it, hand it work, stop it; it cannot be started again.

    `tell` is called on the link's thread when the state changes and must return at once. `password`, when it is given,
    is asked before each connection instead of `broker.password`, on a thread where it may take its time. `seed`: for
    tests.
    """

    def __init__(
        self, broker: Broker, party: Party, *, outbox: Path, tell: Callable[[LinkState], None] = _nobody,
        clock: Clock = SYSTEM, seed: int | None = None, password: Callable[[], str] | None = None,
    ) -> None:  # fmt: skip
        self._works = Works()
        self._outbox = Outbox(outbox, clock=clock)
        self._driving = Driving(
            broker, party, outbox=self._outbox, tell=tell, patience=Patience(clock, random.Random(seed)), clock=clock,
            wake=self._works.wake, password=password,
        )  # fmt: skip
        self._stopping = Event()
        self._part_s = 0.0
        self._thread: Thread | None = None

    @property
    def counts(self) -> Counts:
        """From any thread."""
        counts = self._driving.counts
        return counts._replace(dropped=counts.dropped + self._works.dropped + self._outbox.dropped)

    def start(self) -> None:
        """Begin; returns at once."""
        self._works.open()
        self._works.wake()
        self._thread = Thread(target=self._run, name="floor-link", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float = 3.0) -> None:
        """Send what waits and the last word if that is possible in this time, and end. At once when nobody is there."""
        self._part_s = timeout_s * 0.8
        self._stopping.set()
        self._works.wake()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def do(self, work: Callable[[], object]) -> None:
        """Have the link's thread do it; from any thread, returns at once. Dropped and counted when 10,000 wait."""
        self._works.put(work)

    def _run(self) -> None:
        whole = False
        try:
            while not self._stopping.is_set():
                self._turn()
            self._part()
            whole = True
        finally:
            if not whole:
                why = "The link to the supervisors ended because of a mistake in the program: start it again."
                self._driving.say(LinkState("lost", why))
            self._works.close()
            self._driving.close()

    def _turn(self) -> None:
        readable = self._works.wait(self._driving.socket, writing=self._driving.writing, timeout_s=TICK_S)
        if readable:
            sleep(GATHER_S)
        self._driving.turn(self._works, readable=readable)

    def _part(self) -> None:
        """The computer's own time: a test's may stand still."""
        began = SYSTEM.steady()
        self._driving.turn(self._works, readable=False)
        while self._driving.part(hurry=SYSTEM.steady() - began > self._part_s / 2):
            if SYSTEM.steady() - began > self._part_s:
                return
            self._turn()

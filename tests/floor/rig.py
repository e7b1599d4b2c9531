"""One agent and one console, each in a process of its own, a broker, and the fault proxy between: a schedule is played.

What the ends are made of is theirs (`ours.py`, `plain.py`): each is a function that obeys `Order`s and sends reports as
in `ledger.py`. Linux only, for processes are killed and made quickly. Must not know what ends say to each other.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

from tests.floor.brokers import RunningBroker, mosquitto
from tests.floor.ledger import Joined, Ledger, Obeyed, Report, Verdict
from tests.floor.lines import Weather
from tests.floor.proxy import Proxy
from tests.floor.schedules import LENGTH_S, PARTITION_S, Schedule, Step

HEALS_S = 60.0
"""What has not arrived so long after everything is well again is lost."""
QUIET_S = 0.4
"""What comes twice comes soon after."""
READY_S = 60.0


class Where(NamedTuple):
    """What an end needs to begin: the proxy's port, a folder of its own that outlives it, and how often it began."""

    port: int
    folder: Path
    seed: int
    run: int


class Order(NamedTuple):
    """`what`: a deed of the schedule; "jump": the end's clock goes on by `by_s`; "tell": say when all this is done."""

    what: str
    by_s: float = 0.0


End = Callable[[Connection, Where], None]


class Ends(NamedTuple):
    """Both are functions of a module: another process calls them."""

    agent: End
    console: End
    heals_s: float = HEALS_S


class Outcome(NamedTuple):
    seed: int
    kinds: frozenset[str]
    verdict: Verdict
    healed_s: float
    """From when everything was well again until all had arrived."""
    done: Counter[str]
    """What the proxy did."""


def play(schedule: Schedule, ends: Ends, folder: Path) -> Outcome:
    """Everything that goes wrong, and what came of it. AssertionError when it cannot even begin."""
    with ExitStack() as stack:
        broker = stack.enter_context(mosquitto(folder / "broker", persistence=schedule.keeps))
        proxy = stack.enter_context(_proxy(broker.port, schedule.seed))
        rig = stack.enter_context(_rig(schedule, ends, broker=broker, proxy=proxy, folder=folder))
        rig.begin()
        rig.go_wrong()
        healed_s = rig.heal()
        return Outcome(schedule.seed, schedule.kinds, rig.ledger.verdict(), healed_s, +proxy.network.counts)


class _Rig:
    def __init__(self, schedule: Schedule, ends: Ends, *, broker: RunningBroker, proxy: Proxy, folder: Path) -> None:
        self.ledger = Ledger()
        self._schedule = schedule
        self._ends = ends
        self._broker = broker
        self._proxy = proxy
        self._folder = folder
        self._runs: Counter[str] = Counter()
        self._alive: dict[str, tuple[multiprocessing.process.BaseProcess, Connection]] = {}
        self._joined: set[str] = set()
        self._obeyed: set[str] = set()

    def begin(self) -> None:
        """Everything is there and well."""
        for name in ("console", "agent"):
            self._start(name)
        until = time.monotonic() + READY_S
        while len(self._joined) < 2:
            assert time.monotonic() < until, f"only {self._joined} joined"
            self._listen(0.1)

    def go_wrong(self) -> None:
        """Faults and deeds, each at its time."""
        begun = time.monotonic()
        changes = [Step(at_s, "delay") for at_s in self._schedule.changes_s()]
        for step in sorted([*self._schedule.steps, *changes], key=lambda step: step.at_s):
            while (left := begun + step.at_s - time.monotonic()) > 0:
                self._listen(left)
            self._proxy.weather(self._schedule.weather(step.at_s))
            if step in self._schedule.steps:
                self._do(step)
        while (left := begun + LENGTH_S - time.monotonic()) > 0:
            self._listen(left)

    def heal(self) -> float:
        """Nothing goes wrong any more; seconds until everything has arrived and for a while nothing else came."""
        begun = quiet_since = time.monotonic()
        self._proxy.weather(Weather())
        for name in self._alive:
            self._order(name, Order("tell"))
        while time.monotonic() < begun + self._ends.heals_s:
            came = self._listen(0.05)
            if came or len(self._obeyed) < 2 or self.ledger.missing():
                quiet_since = time.monotonic()
            elif time.monotonic() > quiet_since + QUIET_S:
                break
        return quiet_since - begun

    def end(self) -> None:
        for name in list(self._alive):
            self._kill(name)

    def _do(self, step: Step) -> None:
        match step.what:
            case "cut":
                self._proxy.cut()
            case "partition":
                self._proxy.cut()
                for name in self._alive:
                    self._order(name, Order("jump", PARTITION_S))
            case "broker killed":
                self._broker.kill()
                self._broker.restart()
            case "agent killed":
                self._kill("agent")
                self.ledger.agent_died()
                self._start("agent")
                self._order("agent", Order("call"))
            case "console killed":
                self._kill("console")
                self.ledger.console_died()
                self._start("console")
            case "reply" | "note":
                self._order("console", Order(step.what))
            case _ if step in self._schedule.deeds:
                self._order("agent", Order(step.what))

    def _start(self, name: str) -> None:
        ours, theirs = multiprocessing.Pipe()
        run = self._runs[name]
        self._runs[name] += 1
        where = Where(self._proxy.port, self._folder / name, self._schedule.seed + run, run)
        where.folder.mkdir(exist_ok=True)
        make = getattr(self._ends, name)
        process = multiprocessing.get_context("forkserver").Process(target=make, args=(theirs, where), daemon=True)
        process.start()
        theirs.close()
        self._alive[name] = (process, ours)

    def _kill(self, name: str) -> None:
        process, pipe = self._alive.pop(name)
        process.kill()
        process.join()
        with suppress(EOFError, OSError):
            while pipe.poll():
                self._take(name, pipe.recv())
        pipe.close()
        process.close()
        self._joined.discard(name)

    def _order(self, name: str, order: Order) -> None:
        self._alive[name][1].send(order)

    def _listen(self, for_s: float) -> bool:
        """Take the reports that are there, or the first that come within this time; whether there were any."""
        pipes = {pipe: name for name, (_, pipe) in self._alive.items()}
        came = wait(list(pipes), max(0.0, for_s))
        for ready in came:
            assert isinstance(ready, Connection)
            self._take(pipes[ready], ready.recv())
        return bool(came)

    def _take(self, name: str, report: Report) -> None:
        match report:
            case Joined():
                self._joined.add(name)
            case Obeyed():
                self._obeyed.add(name)
        self.ledger.take(report)


@contextmanager
def _proxy(broker: int, seed: int) -> Iterator[Proxy]:
    proxy = Proxy(broker, seed=seed)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()


@contextmanager
def _rig(schedule: Schedule, ends: Ends, *, broker: RunningBroker, proxy: Proxy, folder: Path) -> Iterator[_Rig]:
    rig = _Rig(schedule, ends, broker=broker, proxy=proxy, folder=folder)
    try:
        yield rig
    finally:
        rig.end()

"""`bench floor`: five hundred agents, a real Mosquitto with TLS, one real console, and a plain subscriber beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
import psutil

from tests.bench.child import ROOT
from tests.bench.floor import site
from tests.bench.floor.delays import MARKS, Numbers, spread
from tests.bench.floor.load import Done, Phase, Plan
from tests.bench.table import Figure, median
from tests.floor.brokers import HOST

AGENTS = 500
PHASES = {
    "all at once": Phase("storm"),
    "500/s": Phase("publish", seconds=60.0, rate=500.0),
    "2,000/s": Phase("publish", seconds=10.0, rate=2000.0),
    "all again at once": Phase("storm"),
}
One = tuple[str, str, float]
"""A figure's name, its unit, and its value in one run."""
NOTHING_MORE: Mapping[str, str] = {}
NOTES = [
    "Mosquitto as `assist floor init` sets it up: TLS, a user with a password for each of 500 agents, and rights by "
    "topic. Everything runs on this one machine: broker, 500 agents in one process, console, peer.",
    "Painted: from just before a message is written to the end of the first picture of the wall after the model had "
    "it, by one clock. All messages count, also of calls that are out of sight.",
    "Peer: a plain paho subscriber to the same topics in the same minute; its callback only counts.",
    "Stall: how late the window's loop came to a timer of 5 ms. Late: how much later than due the load was written.",
    "All at once: 500 TLS connections without any wait, until each one's first message is confirmed; the work of the "
    "clients, which are 500 machines in a call centre, is part of it.",
    "Value is the median of n runs; min and max are theirs.",
]


ENDS_S = 30.0
SETTLES_S = 2.0
"""What has not been shown so long after the broker confirmed the last message is lost."""


class Child:
    """A process of the bench that answers a line with a line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._counted = psutil.Process(process.pid)

    def cpu_s(self) -> float:
        """CPU seconds of its whole life."""
        return cpu_s(self._counted)

    def next(self) -> str:
        """What it says next. SystemExit when it has ended."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"bench: a process of the bench ended with {self._process.wait()}.")
        return line.strip()

    def ask(self) -> str:
        """Its answer to a line."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self.next()

    def numbers(self) -> Numbers:
        """What has become of everything since it was last asked."""
        answer: Numbers = json.loads(self.ask())
        return answer


def measured(folder: Path, repeats: int, screen: Mapping[str, str]) -> list[Figure]:
    """Every figure. `screen`: environment that says where the console's window is opened."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for repeat in range(repeats):
        print(f"  floor {repeat + 1}/{repeats}", file=sys.stderr, flush=True)
        for name, unit, value in _run(folder / str(repeat), screen):
            found[name, unit].append(value)
    return [figure for (name, unit), values in found.items() for figure in median(name, unit, values)]


def cpu_s(process: psutil.Process) -> float:
    """CPU seconds of a process, of its own and in the system."""
    times = process.cpu_times()
    return float(times.user + times.system)


def _run(folder: Path, screen: Mapping[str, str]) -> Iterator[One]:
    """All phases once."""
    folder.mkdir()
    with ExitStack() as stack:
        broker = stack.enter_context(site.broker(folder / "broker", agents=AGENTS))
        console = stack.enter_context(_child("console", broker, str(folder), environment=screen))
        peer = stack.enter_context(_child("peer", broker))
        for child in (console, peer):
            assert child.next() == "joined", "a child of the bench begins with this"
        plan = Plan(
            host=HOST, port=broker.port, ca=str(broker.ca), team=site.TEAM, agents=AGENTS, user=site.AGENT,
            password=site.PASSWORD, phases=tuple(PHASES.values()),
        )  # fmt: skip
        load = stack.enter_context(_child("load", msgspec.json.encode(plan).decode()))
        process = psutil.Process(broker.process)
        for name in PHASES:
            console.numbers(), peer.numbers()
            before = (console.cpu_s(), cpu_s(process), load.cpu_s())
            done = msgspec.json.decode(load.ask(), type=Done)
            time.sleep(SETTLES_S)
            after = (console.cpu_s(), cpu_s(process), load.cpu_s())
            shares = [100 * (end - begin) / done.seconds for begin, end in zip(before, after, strict=True)]
            yield from _figures(name, done, console.numbers(), peer.numbers())
            yield f"{name}: console's CPU", "% core", shares[0]
            yield f"{name}: broker's CPU", "% core", shares[1]
            yield f"{name}: load's own CPU", "% core", shares[2]


def _figures(name: str, done: Done, console: Numbers, peer: Numbers) -> Iterator[One]:
    """What a phase was for the console and the peer."""
    storm = PHASES[name].what == "storm"
    if storm:
        yield f"{name}: until the last is confirmed", "s", done.seconds
        yield from _spread(f"{name}: one agent's own wait", spread(done.late_ms))
    else:  # of an agent who only comes back nothing changes on the wall, so there may be no picture
        yield from _spread(f"{name}: written to painted", console, "painted_")
        yield f"{name}: longest picture", "ms", console["paint_ms"]
        yield f"{name}: pictures", "1/s", console["paints"] / done.seconds
        yield from _spread(f"{name}: written later than due", spread(done.late_ms))
    yield from _spread(f"{name}: written to shown by the model", console, "model_")
    yield from _spread(f"{name}: written to heard by the peer", peer)
    yield f"{name}: messages", "", float(done.published)
    yield f"{name}: not confirmed by the broker", "", float(done.published - done.confirmed)
    yield f"{name}: not shown by the console", "", done.published - console["model_count"]
    yield f"{name}: not heard by the peer", "", done.published - peer["count"]
    yield f"{name}: longest stall of the console's loop", "ms", console["stall_ms"]


def _spread(name: str, numbers: Numbers, which: str = "") -> Iterator[One]:
    for mark in MARKS:
        if which + mark in numbers:
            yield f"{name}, {mark}", "ms", numbers[which + mark]


@contextmanager
def _child(
    job: str, broker: site.Running | str, *words: str, environment: Mapping[str, str] = NOTHING_MORE
) -> Iterator[Child]:
    """A job of `tests.bench.floor` in a process of its own; gone at the end."""
    where = (broker,) if isinstance(broker, str) else (str(broker.port), str(broker.ca))
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-m", f"tests.bench.floor.{job}", *where, *words],
        stdin=pipe, stdout=pipe, text=True, cwd=ROOT, env={**os.environ, **environment},
    ) as process:  # fmt: skip
        try:
            yield Child(process)
            assert process.stdin is not None
            process.stdin.close()
            process.wait(ENDS_S)
        finally:
            process.kill()

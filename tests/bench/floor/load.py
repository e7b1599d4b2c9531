"""Five hundred agents in one process: real messages over TLS, as many a second as asked, and all reconnecting at once.

`python -m tests.bench.floor.load PLAN`; PLAN is a `Plan` in JSON. Prints a `Done` in JSON for each phase when it is
over, and waits for a line on its standard input before each. Knows MQTT by `packets.py`: 500 clients of a library
would use the machine that is measured. Must not know the console.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
import time
from itertools import cycle
from random import Random
from typing import cast

import msgspec
from msgspec import Struct

from assist.events import State
from assist.floor.messages import Alert, Alerts, AnyMessage, CallSummary, Presence, to_json
from assist.floor.topics import Place, Sort
from tests.floor import packets
from tests.floor.packets import CONNACK, PUBACK, Packet, Reader

PING_S = 30.0
WAIT_S = 120.0
"""Nothing that is waited for takes longer, or the bench gives up."""
STATES: tuple[State, ...] = ("neutral", "neutral", "frustrated", "anxious", "confused", "disappointed", "satisfied")
EVERY_ALERTS = 20
"""One message in so many is the alerts', the others are call summaries."""
CHANGES = 0.2
"""Share of the summaries with another state of the customer's; the others have another intensity."""
MOST_OPEN = 3
"""Alerts in a message at most."""


class Phase(Struct, frozen=True):
    """`what`: "storm" (all connect again at once) or "publish" (for `seconds` at `rate` a second, evenly)."""

    what: str
    seconds: float = 0.0
    rate: float = 0.0


class Plan(Struct, frozen=True):
    """`user` and `password` are patterns for `str.format` with the agent's number."""

    host: str
    port: int
    ca: str
    team: str
    agents: int
    user: str
    password: str
    phases: tuple[Phase, ...]


class Done(Struct, frozen=True):
    """What became of a phase. `late_ms`: how much later than due messages were written, each."""

    what: str
    seconds: float
    published: int
    confirmed: int
    late_ms: tuple[float, ...] = ()


class Agent(asyncio.Protocol):
    """One agent's connection."""

    def __init__(self, plan: Plan, number: int) -> None:
        self.user = plan.user.format(number)
        self.confirmed = 0
        self.joined = asyncio.Event()
        self.settled = asyncio.Event()
        """Whether the broker has confirmed everything."""
        self._documents = Documents(plan.team, self.user, seed=number)
        self._password = plan.password.format(number)
        self._reader = Reader()
        self._under_way: set[int] = set()
        self._mid = 0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._reader = Reader()
        self._under_way.clear()
        self._transport.write(packets.connect(self.user, self.user, self._password))

    def data_received(self, data: bytes) -> None:
        for packet in self._reader.feed(data):
            self._take(packet)

    def connection_lost(self, exc: Exception | None) -> None:
        self.joined.clear()
        self._transport = None

    @property
    def there(self) -> bool:
        return self._transport is not None

    def publish(self, sort: Sort | None = None) -> bool:
        """Write the next message, or that of a sort; whether there is a connection for it."""
        if self._transport is None or not self.joined.is_set():
            return False
        self._mid = self._mid % 50_000 + 1
        self._under_way.add(self._mid)
        self.settled.clear()
        topic, body = self._documents.next(sort)
        self._transport.write(packets.publish(topic, body, self._mid))
        return True

    def ping(self) -> None:
        if self._transport is not None:
            self._transport.write(packets.PING)

    def drop(self) -> None:
        """Go without a word."""
        if self._transport is not None:
            self._transport.abort()

    def _take(self, packet: Packet) -> None:
        if packet.kind == CONNACK:
            if packet.whole[-1]:
                raise SystemExit(f"The broker refused {self.user}: CONNACK {packet.whole[-1]}.")
            self.joined.set()
            self.publish("presence")
        elif packet.kind == PUBACK and packet.mid in self._under_way:
            self._under_way.discard(packet.mid)
            self.confirmed += 1
            if not self._under_way:
                self.settled.set()


class Documents:
    """What an agent has to say, one message after the other: the customer's state goes up and down, alerts come."""

    def __init__(self, team: str, user: str, *, seed: int) -> None:
        self._team, self._user = team, user
        self._random = Random(seed)
        self._count = self._random.randrange(EVERY_ALERTS)
        self._call = f"{user}-call"
        self._state: State = "neutral"
        self._began = time.time() - self._random.uniform(0, 600)
        self._alerts: tuple[Alert, ...] = ()
        self._number = time.time_ns() // 1_000_000

    def next(self, sort: Sort | None = None) -> tuple[str, bytes]:
        """Topic and body; `sent` is this moment."""
        self._count += 1
        self._number += 1
        sort = sort or ("alerts" if self._count % EVERY_ALERTS == 0 else "call")
        make = {"presence": self._presence, "call": self._summary, "alerts": self._next_alerts}[sort]
        message = make()
        message = msgspec.structs.replace(message, number=self._number, sent=time.time())
        return Place(self._team, self._user, sort).topic, to_json(message)

    def _presence(self) -> AnyMessage:
        return Presence(
            number=0, sent=0.0, status="in call", connection=self._number, name=f"Agent {self._user}", program="bench"
        )

    def _summary(self) -> AnyMessage:
        state = self._state = self._random.choice(STATES) if self._random.random() < CHANGES else self._state
        hard = state not in ("neutral", "satisfied")
        return CallSummary(
            number=0, sent=0.0, call=self._call, goes_on=True, seconds=round(time.time() - self._began, 1),
            state=state, intensity=round(self._random.random(), 1), trend=self._random.choice(("rising", "steady")),
            hard_for=round(self._random.uniform(0, 90)) if hard else 0.0, stage="assess",
        )  # fmt: skip

    def _next_alerts(self) -> AnyMessage:
        alert = Alert(
            id=f"{self._call}-{self._number}", call=self._call, reason=self._random.choice(("rising", "supervisor")),
            at=time.time(), seconds=round(time.time() - self._began, 1), intensity=0.7,
        )  # fmt: skip
        ended = (msgspec.structs.replace(each, ended=time.time(), end="eased") for each in self._alerts)
        self._alerts = (*ended, alert)[-MOST_OPEN:]
        return Alerts(number=0, sent=0.0, alerts=self._alerts)


async def perform(plan: Plan) -> None:
    """All phases in turn, each when it is asked for."""
    agents = [Agent(plan, number) for number in range(1, plan.agents + 1)]
    tls = ssl.create_default_context(cafile=plan.ca)
    pinging = asyncio.ensure_future(_ping(agents))
    for phase in plan.phases:
        await asyncio.to_thread(sys.stdin.readline)
        begun, before = time.perf_counter(), sum(agent.confirmed for agent in agents)
        if phase.what == "storm":
            late_ms, published = await _storm(agents, plan, tls), plan.agents
        else:
            late_ms, published = await _publish(agents, phase)
        confirmed = sum(agent.confirmed for agent in agents) - before
        done = Done(phase.what, time.perf_counter() - begun, published, confirmed, tuple(late_ms))
        print(msgspec.json.encode(done).decode(), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    pinging.cancel()
    for agent in agents:
        agent.drop()


async def _storm(agents: list[Agent], plan: Plan, tls: ssl.SSLContext) -> list[float]:
    """Everybody connects at once; over when the broker has confirmed everybody's presence."""
    loop = asyncio.get_running_loop()
    for agent in agents:
        agent.drop()
    while any(agent.there for agent in agents):
        await asyncio.sleep(0.01)

    async def back(agent: Agent) -> float:
        begun = time.perf_counter()
        await loop.create_connection(
            lambda: agent, plan.host, plan.port, ssl=tls, ssl_handshake_timeout=WAIT_S, server_hostname=plan.host
        )
        await agent.joined.wait()
        await agent.settled.wait()
        return (time.perf_counter() - begun) * 1000

    return await asyncio.wait_for(asyncio.gather(*map(back, agents)), WAIT_S)


async def _publish(agents: list[Agent], phase: Phase) -> tuple[list[float], int]:
    """Evenly, by the clock: what is late is not left out, and does not make the next one late."""
    begun, turn, published = time.perf_counter(), cycle(agents), 0
    late_ms: list[float] = []
    for count in range(round(phase.seconds * phase.rate)):
        due = begun + count / phase.rate
        if (early := due - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        elif count % 20 == 0:
            await asyncio.sleep(0)  # the confirmations have their turn also when it is late
        late_ms.append((time.perf_counter() - due) * 1000)
        published += next(turn).publish()
    await asyncio.wait_for(asyncio.gather(*(agent.settled.wait() for agent in agents)), WAIT_S)
    return late_ms, published


async def _ping(agents: list[Agent]) -> None:
    while True:
        await asyncio.sleep(PING_S)
        for agent in agents:
            agent.ping()


if __name__ == "__main__":
    asyncio.run(perform(msgspec.json.decode(sys.argv[1], type=Plan)))

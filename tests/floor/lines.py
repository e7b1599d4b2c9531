"""What goes through the fault proxy: a client's connection, its two directions, and how bad the network is.

Nothing is done here that a bad path with a broker or a bridge behind it could not do: what is doubled is marked DUP, a
topic keeps its order, what was lost of a connection is followed by that connection's end, and what is sent late is what
nobody had confirmed. Must not know what the messages say, and who is at either end.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Literal

from tests.floor.packets import CONNACK, CONNECT, PUBACK, PUBLISH, Packet, Reader

Way = Literal["up", "down"]
"""up: from the client to the broker."""
Passes = Literal["both", "up", "down", "none"]
HELD_S = 0.05
"""A PUBLISH waits at most so long for another to overtake it."""
LATE_MID = 60_000
"""Packet identifiers of what is sent late begin here: no client of ours comes so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """How bad the network is. Chances are 0 to 1, of each PUBLISH; for `late`, of each new connection."""

    passes: Passes = "both"
    open: bool = True
    """Whether new connections are let in; else they end at once."""
    delay_s: float = 0.0
    """Every packet is late by up to this, in the order in which it came."""
    duplicate: float = 0.0
    reorder: float = 0.0
    late: float = 0.0
    """What was not confirmed when a connection ended is sent once more at the next one's beginning."""


@dataclass(slots=True)
class Network:
    """What all connections share."""

    random: random.Random
    weather: Weather = field(default_factory=Weather)
    counts: Counter[str] = field(default_factory=Counter)
    """What was done, by kind."""
    unconfirmed: dict[bytes, list[Packet]] = field(default_factory=dict)
    """By client identifier: what was under way when its connection ended."""


class Line:
    """One client's connection."""

    def __init__(self, network: Network, client: asyncio.StreamWriter, broker: asyncio.StreamWriter) -> None:
        self.spoiled = False
        """Whether something of it was lost."""
        self.unconfirmed: dict[int, Packet] = {}
        self._network = network
        self._client = b""
        self._sides = (client, broker)
        self._lanes: dict[Way, _Lane] = {"up": _Lane(network, broker), "down": _Lane(network, client)}

    async def run(self, client: asyncio.StreamReader, broker: asyncio.StreamReader) -> None:
        """Until either side has ended."""
        sending = [asyncio.ensure_future(lane.send()) for lane in self._lanes.values()]
        reading = [asyncio.ensure_future(self._carry(*one)) for one in (("up", client), ("down", broker))]
        await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED)
        for task in (*sending, *reading):
            task.cancel()
        await asyncio.gather(*sending, *reading, return_exceptions=True)

    def abort(self) -> None:
        """End it at once, for both sides; what was under way is lost."""
        if self._client and self.unconfirmed:
            self._network.unconfirmed[self._client] = list(self.unconfirmed.values())
        for side in self._sides:
            side.transport.abort()
        for lane in self._lanes.values():
            lane.end()

    async def _carry(self, way: Way, reader: asyncio.StreamReader) -> None:
        packets = Reader()
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                for packet in packets.feed(data):
                    if self._network.weather.passes in (way, "both"):
                        self._pass(way, packet)
                    else:
                        self.spoiled = True
                        self._network.counts["swallowed"] += 1
        if self._network.weather.passes in (way, "both"):
            self._lanes[way].end()
        else:  # the other side does not learn of it
            self.spoiled = True

    def _pass(self, way: Way, packet: Packet) -> None:
        """One packet goes on, perhaps with company."""
        lane, back = self._lanes[way], self._lanes["down" if way == "up" else "up"]
        if packet.kind == PUBACK and back.is_extra(packet.mid):
            return
        if packet.kind == PUBACK and way == "down":
            self.unconfirmed.pop(packet.mid, None)
        if packet.kind == CONNECT:
            self._client = packet.client
        if packet.kind == PUBLISH and packet.qos and way == "up":
            self.unconfirmed[packet.mid] = packet
        lane.put(packet)
        if packet.kind == CONNACK and self._network.random.random() < self._network.weather.late:
            for number, old in enumerate(self._network.unconfirmed.pop(self._client, [])):
                self._network.counts["sent late"] += 1
                self._lanes["up"].add(old.again(LATE_MID + number))


class _Lane:
    """One direction of a connection: what is under way."""

    def __init__(self, network: Network, to: asyncio.StreamWriter) -> None:
        self._network = network
        self._to = to
        self._under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        self._held: deque[Packet] = deque()
        self._extra: Counter[int] = Counter()
        self._last = 0.0

    def is_extra(self, mid: int) -> bool:
        """Whether this confirmation is of a copy that the sender knows nothing of."""
        found = self._extra[mid] > 0
        self._extra[mid] -= found
        return found

    def put(self, packet: Packet) -> None:
        """Send a packet, twice or after the next one if the weather is so."""
        weather, draw = self._network.weather, self._network.random.random
        if packet.kind != PUBLISH or any(one.topic == packet.topic for one in self._held):
            self._release()
        elif packet.qos and not self._held and draw() < weather.reorder:
            self._held.append(packet)
            asyncio.get_running_loop().call_later(HELD_S, self._release)
            return
        self._network.counts["overtaken"] += len(self._held)
        self._send(packet)
        if packet.kind == PUBLISH and packet.qos and draw() < weather.duplicate:
            self._network.counts["doubled"] += 1
            self.add(packet.again())
        self._release()

    def add(self, packet: Packet) -> None:
        """Send a copy whose confirmation goes no further."""
        self._extra[packet.mid] += 1
        self._send(packet)

    async def send(self) -> None:
        """Write what is due, until the end or until the other side is gone."""
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            while True:
                due, data = await self._under_way.get()
                if due > loop.time():
                    await asyncio.sleep(due - loop.time())
                if not data:
                    return
                self._to.write(data)
                await self._to.drain()

    def end(self) -> None:
        """Nothing more comes; what is under way still arrives."""
        self._release()
        self._under_way.put_nowait((self._last, b""))

    def _release(self) -> None:
        while self._held:
            self._send(self._held.popleft())

    def _send(self, packet: Packet) -> None:
        delay = self._network.random.uniform(0, self._network.weather.delay_s)
        self._network.counts["delayed"] += delay > 0
        self._last = max(self._last, asyncio.get_running_loop().time() + delay)
        self._under_way.put_nowait((self._last, packet.whole))

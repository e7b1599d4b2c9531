"""A bad network between clients and a broker: a proxy as bad as it is told to be (`lines.py` says what it may do)."""

from __future__ import annotations

import asyncio
import random
import ssl
import threading
from collections.abc import Coroutine

from tests.floor.lines import Line, Network, Weather

HOST = "127.0.0.1"


class Proxy:
    """On 127.0.0.1, on a thread of its own; `weather` and `cut` may be called from any."""

    def __init__(self, broker: int, *, seed: int, tls: ssl.SSLContext | None = None) -> None:
        """`broker`: the port it passes on to, in plain text. With `tls` clients speak TLS to it."""
        self.broker = broker
        self.port = 0
        self.network = Network(random.Random(seed))
        self._tls = tls
        self._lines: set[Line] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="fault proxy")
        self._ready = threading.Event()
        self._over = asyncio.Event()

    def start(self) -> None:
        """Listen; `port` is known when this returns."""
        self._thread.start()
        assert self._ready.wait(30), "the fault proxy did not start"

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def weather(self, weather: Weather) -> None:
        """It is so from now on. Connections that have lost something end as soon as all passes again."""
        self._do(self._change(weather))

    def cut(self) -> None:
        """End every connection at once."""
        self._do(self._cut(spoiled=False))

    def _do(self, work: Coroutine[object, object, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._accept, HOST, 0, ssl=self._tls, backlog=1000)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._over.wait()
        server.close()
        while self._lines:
            await self._cut(spoiled=False)
            await asyncio.sleep(0)

    async def _change(self, weather: Weather) -> None:
        healed = weather.passes == "both" and self.network.weather.passes != "both"
        self.network.weather = weather
        if healed:
            await self._cut(spoiled=True)

    async def _cut(self, *, spoiled: bool) -> None:
        for line in [line for line in self._lines if line.spoiled or not spoiled]:
            self.network.counts["cut"] += 1
            line.abort()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.network.weather.open:
            self.network.counts["turned away"] += 1
            writer.transport.abort()
            return
        try:
            broker = await asyncio.open_connection(HOST, self.broker)
        except OSError:
            writer.transport.abort()
            return
        line = Line(self.network, writer, broker[1])
        self._lines.add(line)
        try:
            await line.run(reader, broker[0])
        finally:
            line.abort()
            self._lines.discard(line)

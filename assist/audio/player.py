"""A recorded call played into the inbox like a device: its thread stands in for PortAudio's.

At `speed` 1 a second of call takes a second; None goes as fast as the blocks are taken, which leaves nothing out.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import Protocol

from assist.events import RATE, AgentAudio, Audio, CustomerAudio


class Inbox(Protocol):
    def put(self, audio: Audio) -> None: ...

    def wait_until_taken(self) -> None: ...

    def close(self) -> None: ...


class Player:
    """Plays `blocks` once, from `start` on; the call is over with the last one."""

    def __init__(
        self, blocks: Iterable[tuple[AgentAudio, CustomerAudio]], inbox: Inbox, *, speed: float | None = 1.0
    ) -> None:
        self._blocks = blocks
        self._inbox = inbox
        self._speed = speed
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="assist-player", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop playing; returns when nothing more will be put."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        due = time.monotonic()
        for agent, customer in self._blocks:
            due += len(agent.samples) / RATE / self._speed if self._speed else 0.0
            if self._stop.wait(max(0.0, due - time.monotonic()) if self._speed else 0.0):
                return
            self._inbox.put(agent)
            self._inbox.put(customer)
            if not self._speed:
                self._inbox.wait_until_taken()
        self._inbox.close()

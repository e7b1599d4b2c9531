"""What other threads ask a link's thread to do, and how that thread waits for it and for the broker at once.

A pair of sockets wakes the thread: waiting for the network can be broken off in no other way on every system.
"""

from __future__ import annotations

import selectors
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Lock

MOST = 10_000
Work = Callable[[], object]


class Works:
    """A bounded queue that a selector can wait for."""

    def __init__(self) -> None:
        self._works: deque[Work] = deque()
        self._lock = Lock()
        self._bell: tuple[socket.socket, socket.socket] | None = None
        self._selector: selectors.BaseSelector | None = None
        self._watched: tuple[socket.socket, int] | None = None
        self._over = False
        self.dropped = 0

    def open(self) -> None:
        """Make it possible to wait."""
        self._bell = socket.socketpair()
        for end in self._bell:
            end.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._bell[0], selectors.EVENT_READ)

    def close(self) -> None:
        """What comes from now on is dropped and counted, and so is what was not begun."""
        with self._lock:
            self._over = True
            self.dropped += len(self._works)
            self._works.clear()
            if self._selector is not None and self._bell is not None:
                self._selector.close()
                for end in self._bell:
                    end.close()
            self._selector = self._bell = None

    def put(self, work: Work) -> None:
        """From any thread, at once; dropped and counted when too many wait."""
        with self._lock:
            if self._over or len(self._works) >= MOST:
                self.dropped += 1
                return
            self._works.append(work)
            if len(self._works) == 1:
                self._ring()

    def wake(self) -> None:
        """End the wait, from any thread."""
        with self._lock:
            self._ring()

    def run(self) -> None:
        """Do what waits just now. What one raises is passed on; those after it go on waiting."""
        for _ in range(len(self._works)):
            with self._lock:
                work = self._works.popleft()
            work()

    def wait(self, connection: socket.socket | None, *, writing: bool, timeout_s: float) -> bool:
        """Until there is work, the connection has something, or time is up. Whether the connection can be read.

        `writing`: also until it can be written to. Only the link's thread.
        """
        assert self._selector is not None
        assert self._bell is not None
        self._watch(connection, selectors.EVENT_READ | (selectors.EVENT_WRITE if writing else 0))
        ready = self._selector.select(0 if self._works else timeout_s)
        with suppress(BlockingIOError):
            self._bell[0].recv(4096)
        return any(key.fileobj is connection and events & selectors.EVENT_READ for key, events in ready)

    def _watch(self, connection: socket.socket | None, events: int) -> None:
        assert self._selector is not None
        wanted = None if connection is None else (connection, events)
        if wanted == self._watched:
            return
        if self._watched is not None:
            self._selector.unregister(self._watched[0])
        if connection is not None:
            self._selector.register(connection, events)
        self._watched = wanted

    def _ring(self) -> None:
        if self._bell is not None:
            with suppress(BlockingIOError):
                self._bell[1].send(b"\0")

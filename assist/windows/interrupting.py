"""Ctrl-C while Qt runs: closes a window as its own button does."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier


@contextmanager
def interrupts(close: Callable[[], object]) -> Iterator[None]:
    """While Qt runs, Ctrl-C calls `close` from the event loop, at once though nothing else happens."""
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    reading.setblocking(False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: close() if signal.SIGINT in reading.recv(64) else None)
    # Python calls a handler wherever it is just then, and that may be in the middle of painting the window: so this one
    # does nothing, and the byte that Python writes for the signal is what closes.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    woken = signal.set_wakeup_fd(writing.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(woken)
        signal.signal(signal.SIGINT, before)
        notifier.setEnabled(False)
        reading.close()
        writing.close()

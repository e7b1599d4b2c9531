"""A thread that reads a source which has no callback: it opens it, waits for the start, reads, and closes it.

All of a source happens on its one thread, since Windows counts its sound objects by thread. Knows no system.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from assist.audio.conversion import Block, Conversion
from assist.audio.streams import Hear
from assist.errors import DeviceError

OPENS_WITHIN_S = 10.0
CLOSES_WITHIN_S = 3.0
PAUSE_S = 0.01
"""How long to wait when nothing had arrived: the period in which Windows hands over shared sound."""


class Heard(NamedTuple):
    """What a source gave: frames at a rate in Hz."""

    block: Block
    rate: int


class Ended(Exception):
    """The source gives nothing more: its device is gone, or it failed."""


class Reader(Protocol):
    def read(self) -> Heard | None:
        """What has arrived since, at once or within a few hundredths of a second; None: nothing. Raises Ended."""


class Reading:
    """One source, read from `start` to `close`. `source` opens it on the thread and may raise DeviceError."""

    steady = False
    """Nothing arrives while nothing plays."""

    def __init__(self, source: Callable[[], AbstractContextManager[Reader]], hear: Hear) -> None:
        self._source = source
        self._hear = hear
        self._opened = threading.Event()
        self._started = threading.Event()
        self._stop = threading.Event()
        self._error: DeviceError | None = None
        self._thread = threading.Thread(target=self._run, name="assist-source", daemon=True)

    def open(self, *, too_slow: str) -> None:
        """Open the source. Raises its DeviceError, or one that says `too_slow` when it takes longer than 10 s."""
        self._thread.start()
        if not self._opened.wait(OPENS_WITHIN_S):
            self._stop.set()
            self._started.set()  # so that the thread ends should the driver answer after all
            raise DeviceError(too_slow)
        if self._error is not None:
            self._thread.join()
            raise self._error

    def start(self) -> None:
        self._started.set()

    def close(self) -> None:
        """Stop; nothing is heard afterwards. A driver that hangs is left behind on its thread."""
        self._stop.set()
        self._started.set()
        if self._thread is not threading.current_thread():
            self._thread.join(CLOSES_WITHIN_S)

    @property
    def alive(self) -> bool:
        return self._thread.is_alive() and not self._stop.is_set()

    def _run(self) -> None:
        try:
            with self._source() as reader:
                self._opened.set()
                self._started.wait()
                self._read(reader)
        except DeviceError as error:
            self._error = error
        except Ended:
            return  # `alive` tells
        finally:
            self._opened.set()

    def _read(self, reader: Reader) -> None:
        conversion = Conversion()
        while not self._stop.is_set():
            heard = reader.read()
            if heard is None:
                self._stop.wait(PAUSE_S)
                continue
            samples = conversion.convert(heard.block, rate=heard.rate)
            if len(samples) and not self._stop.is_set():
                self._hear(samples)

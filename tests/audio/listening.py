"""A listener for a stream in a test, and waiting for it without sleeping."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np

from assist.audio.reading import Reading
from assist.events import Samples

CALLED = "The customer's input"
LONG_S = 30.0


class Heard:
    """Collects what a stream gives and lets a test wait for it."""

    def __init__(self) -> None:
        self._came = threading.Condition()
        self._samples = np.zeros(0, np.float32)

    def __call__(self, samples: Samples) -> None:
        with self._came:
            self._samples = np.concatenate([self._samples, samples])
            self._came.notify_all()

    def until(self, enough: Callable[[Samples], bool]) -> Samples:
        with self._came:
            assert self._came.wait_for(lambda: enough(self._samples), LONG_S), "it never came"
            return self._samples

    @property
    def count(self) -> int:
        with self._came:
            return len(self._samples)


def until_ended(stream: Reading) -> None:
    stream._thread.join(LONG_S)
    assert not stream.alive

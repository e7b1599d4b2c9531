"""How loud one input is, for choosing and trying it before a call.

One number and its age are all that is kept of the sound; who speaks and what is shown are the wizard's matter.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np

from assist.audio.devices import Input
from assist.audio.streams import Stream
from assist.audio.systems import open_input
from assist.events import Samples

FLOOR_DB = -90.0
"""About what the last of 16 bits can say."""
HOLD_S = 0.3


class LevelMeter:
    """One input, open between `start` and `stop`."""

    def __init__(self, device: Input, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._device = device
        self._clock = clock
        self._stream: Stream | None = None
        self._latest: tuple[float, float] | None = None
        """The peak (0 to 1) and when it came: one value, so that the two threads need no lock."""

    def start(self) -> None:
        """Raises DeviceError with one sentence when the input cannot be opened."""
        self._stream = open_input(self._device, self.hear, called="The sound input")
        self._stream.start()

    def stop(self) -> None:
        """Close the input; again does nothing."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def hear(self, samples: Samples) -> None:
        """A block of the input, on PortAudio's thread."""
        peak, now = float(np.abs(samples).max(initial=0.0)), self._clock()
        latest = self._latest
        if latest is None or peak >= latest[0] or now - latest[1] > HOLD_S:
            self._latest = peak, now

    @property
    def level(self) -> float:
        """The peak of about the last 0.3 s in dBFS, from FLOOR_DB to 0."""
        latest = self._latest
        if latest is None or self._clock() - latest[1] > 2 * HOLD_S:  # an input may stop giving anything
            return FLOOR_DB
        return max(FLOOR_DB, 20 * math.log10(max(latest[0], 1e-9)))

    @property
    def arrived(self) -> bool:
        """Whether any samples came at all."""
        return self._latest is not None

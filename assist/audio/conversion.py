"""Sound of any rate, any number of channels and any sample type, as the program wants it: mono float32 at RATE.

A stream comes in blocks of any size and goes on where the last one ended: over an hour not one sample is gained or
lost. Pure: knows no device, no clock and no speaker.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

from assist.events import RATE, Samples

Block = npt.NDArray[Any]
"""Frames x channels, or frames alone when mono; int16 or int32 of full scale, or float32 in about -1.0 to 1.0."""
_NONE = np.zeros(0, np.float32)


class Conversion:
    """One stream of sound."""

    def __init__(self) -> None:
        self._rate = 0
        self._resampler: Any = None

    def convert(self, block: Block, *, rate: int) -> Samples:
        """The next of the stream at RATE; what the resampler still holds comes with a later block.

        When `rate` (in Hz) is another than before, as after a change of the device's format, the rest of the old
        stream is given out first and a new one begins.
        """
        before = self._changed(rate) if rate != self._rate else _NONE
        mono = _mono(block)
        if self._resampler is not None:
            mono = self._resampler.resample_chunk(mono)
        together = np.concatenate([before, mono]) if len(before) else mono
        clipped: Samples = np.clip(together, -1.0, 1.0)
        return clipped

    def _changed(self, rate: int) -> Samples:
        rest: Samples = _NONE if self._resampler is None else self._resampler.resample_chunk(_NONE, last=True)
        self._rate = rate
        self._resampler = None if rate == RATE else soxr.ResampleStream(rate, RATE, 1, dtype="float32")
        return rest


def _mono(block: Block) -> Samples:
    """The mean of the channels; what is no number, as a driver may leave in a buffer, is silence."""
    floats = block.astype(np.float32)
    if np.issubdtype(block.dtype, np.integer):
        floats /= -float(np.iinfo(block.dtype).min)
    mono: Samples = floats if floats.ndim == 1 else floats.mean(axis=1, dtype=np.float32)
    clean: Samples = np.nan_to_num(mono, nan=0.0, posinf=0.0, neginf=0.0)
    return clean

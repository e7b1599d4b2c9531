"""A sound that cannot be mistaken, and the search for it in files: in plain samples of the usual kinds, and in
anything that can be played.

It is noise from a fixed seed. Plain samples are found by runs of 32 of them, so a piece of a frame is enough; what can
be played is found by correlation, so it may have been resampled, made louder, mixed or compressed. Not found: samples
as text, inside archives, or as plain samples of another rate. Used by tests of the whole program too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import soundfile
import soxr

from assist.events import RATE, Samples

LENGTH_S = 2
ENCODINGS = (
    ("PCM_16", "LITTLE", 2), ("PCM_16", "BIG", 2), ("PCM_24", "LITTLE", 3), ("PCM_32", "LITTLE", 4),
    ("FLOAT", "LITTLE", 4), ("FLOAT", "BIG", 4), ("DOUBLE", "LITTLE", 8), ("ULAW", "FILE", 1), ("ALAW", "FILE", 1),
)  # fmt: skip
"""libsndfile's name of the samples, the order of their bytes, and how many bytes a sample has."""
_RUN = 32
_STRIDE = 480
"""A run begins every so many samples: the longest piece of 512 in a row holds a whole one."""
_PIECE = RATE // 4
_ALIKE = 0.3
"""Correlation from which a piece counts as found; unrelated sound stays below 0.1."""


@cache
def watermark() -> Samples:
    """LENGTH_S seconds at RATE, 16-bit values, loud enough to survive a compressor. Not to be changed in place."""
    noise = np.random.default_rng(20190523).integers(-8000, 8000, LENGTH_S * RATE)
    return (noise / 32768).astype(np.float32)


def encoded(samples: Samples, kind: str, order: str) -> bytes:
    """Plain samples without a header; (n, 2) are interleaved."""
    made = BytesIO()
    soundfile.write(made, samples, RATE, subtype=kind, endian=order, format="RAW")
    return made.getvalue()


def found_in(paths: Iterable[Path]) -> list[Path]:
    """The files with the watermark in them, among files and all below folders; links are not followed."""
    return [file for path in paths for file in _files(path) if _in_samples(file.read_bytes()) or _in_sound(file)]


def _files(path: Path) -> Iterator[Path]:
    if path.is_symlink():
        return
    if path.is_dir():
        for inside in sorted(path.iterdir()):
            yield from _files(inside)
    elif path.is_file():
        yield path


@cache
def _runs() -> tuple[tuple[int, tuple[bytes, ...]], ...]:
    """Of each encoding, how wide a sample is and the runs to look for."""
    starts = range(0, len(watermark()) - _RUN, _STRIDE)
    return tuple(
        (width, tuple(encoded(watermark()[start : start + _RUN], kind, order) for start in starts))
        for kind, order, width in ENCODINGS
    )


def _in_samples(data: bytes) -> bool:
    return any(run in view for width, runs in _runs() for view in _views(data, width) for run in runs)


def _views(data: bytes, width: int) -> Iterator[bytes]:
    """The bytes as they are; and each of two interleaved channels, wherever the first sample begins."""
    yield data
    for offset in range(2 * width):
        whole = (len(data) - offset) // width
        if whole > 0:
            yield np.frombuffer(data, f"V{width}", whole, offset)[::2].tobytes()


def _in_sound(file: Path) -> bool:
    try:
        audio, rate = soundfile.read(file, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, TypeError):  # TypeError: soundfile wants to be told what a .raw holds
        return False
    return any(_correlates(soxr.resample(channel, rate, RATE)) for channel in audio.T if len(channel))


def _correlates(sound: Samples) -> bool:
    """Whether a quarter of a second of the watermark is somewhere in it."""
    if len(sound) < _PIECE:
        return False
    size = 1 << (len(sound) + _PIECE).bit_length()
    spectrum = np.fft.rfft(sound, size)
    power = np.concatenate([[0.0], np.cumsum(sound.astype(np.float64) ** 2)])
    energy = np.sqrt(np.maximum(power[_PIECE:] - power[:-_PIECE], 1e-6))
    for start in range(0, len(watermark()), _PIECE):
        piece = watermark()[start : start + _PIECE]
        product = np.fft.irfft(spectrum * np.conj(np.fft.rfft(piece, size)), size)[: len(energy)]
        if float(np.max(np.abs(product) / energy)) > _ALIKE * float(np.linalg.norm(piece)):
            return True
    return False

"""A recorded call opened again, by whoever holds the private key: its segments joined to one FLAC file.

All or nothing: of a call with a damaged or missing segment no file is left, for silence in its place would pass for
what was said. Its other segments can still be opened one by one, with `age --decrypt`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyrage
import soundfile
from pyrage.x25519 import Identity

from assist.errors import RecordingError
from assist.events import RATE
from assist.keeping.layout import new_file, segment_name, segments
from assist.keeping.recorder import END

_WRONG_KEY = "No matching keys found"
"""How age says that a file was sealed for somebody else."""


class Unsealed(NamedTuple):
    """What was written."""

    length_s: float
    complete: bool
    """False when the recording broke off before the call was over."""


class _Segment(NamedTuple):
    samples: npt.NDArray[np.int16]
    call: str
    number: str
    comment: str


def unseal(folder: Path, *, keys: list[Identity], out: Path) -> Unsealed:
    """Write the call of a folder to a new file, the agent on the left. Raises RecordingError, and leaves no file."""
    paths = _segments(folder)
    try:
        new_file(out).close()
    except FileExistsError:
        raise RecordingError(f"{out} is there already; give another name.") from None
    except OSError as error:
        raise RecordingError(f"{out} cannot be written: {error.strerror}.") from None
    with ExitStack() as failing:
        failing.callback(out.unlink)
        unsealed = _join(paths, keys, out)
        failing.pop_all()
    return unsealed


def _segments(folder: Path) -> list[Path]:
    """All of a call, none missing in between."""
    try:
        found = segments(folder)
    except OSError as error:
        raise RecordingError(f"The folder {folder} cannot be read: {error.strerror}.") from None
    if not found:
        raise RecordingError(f"In {folder} there is no recording; `assist recordings list` names the folders.")
    missing = next((number for number in range(len(found)) if number not in found), None)
    if missing is not None:
        raise RecordingError(f"{folder / segment_name(missing)} is missing, so the call cannot be joined.")
    return list(found.values())


def _join(paths: list[Path], keys: list[Identity], out: Path) -> Unsealed:
    length, last = 0, None
    try:
        with soundfile.SoundFile(out, "w", samplerate=RATE, channels=2, format="FLAC", subtype="PCM_16") as file:
            for segment in _in_order(paths, keys):
                file.write(segment.samples)
                length += len(segment.samples)
                last = segment
    except soundfile.LibsndfileError:
        raise RecordingError(f"{out} cannot be written; is the disk full?") from None
    return Unsealed(length / RATE, last is not None and last.comment == END)


def _in_order(paths: list[Path], keys: list[Identity]) -> Iterator[_Segment]:
    call = None
    for number, path in enumerate(paths):
        segment = _opened(path, keys)
        call = call or segment.call
        if (segment.call, segment.number) != (call, str(number)):
            raise RecordingError(f"{path} is not part {number} of this call: it was renamed or put there.")
        yield segment


def _opened(path: Path, keys: list[Identity]) -> _Segment:
    try:
        flac = pyrage.decrypt(path.read_bytes(), keys)
    except OSError as error:
        raise RecordingError(f"{path} cannot be read: {error.strerror}.") from None
    except pyrage.DecryptError as error:
        if _WRONG_KEY in str(error):
            raise RecordingError(f"{path} was sealed for another key than this one.") from None
        raise RecordingError(f"{path} is damaged: it was changed or cut off.") from None
    with suppress(soundfile.LibsndfileError), soundfile.SoundFile(BytesIO(flac)) as file:
        if (file.samplerate, file.channels) == (RATE, 2):
            samples = file.read(dtype="int16", always_2d=True)
            return _Segment(samples, file.title, file.tracknumber, file.comment)
    raise RecordingError(f"{path} holds no call; it was put there.")

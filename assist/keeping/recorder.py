"""One call's sound, sealed in memory and then written: nothing that can be played ever touches the disk.

Whoever has the organisation's private key can open it; this machine cannot. Both channels are taken in step as they
come and never looked into. Every SEGMENT_S seconds are a FLAC file of their own, encoded in memory (soundfile, to
BytesIO), encrypted in memory (age) and renamed into place, so a crash loses the last segment and nothing else.

All of it happens on the caller's thread: ten seconds cost some six milliseconds and one write. Refused: segments of a
minute (more is lost in a crash, and thirty milliseconds at once), and a thread of its own (a queue, a bound and a
second way to fail, to save six milliseconds of a thread that recognises speech).

age proves that a file is whole, not who wrote it, so call and number are told inside each segment too: one that was
renamed or comes from another call is noticed (`unsealing.py`). What the system swaps out or dumps is its own matter.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pyrage
import soundfile

from assist.errors import RecordingError
from assist.events import RATE, Samples
from assist.keeping.keys import public_key
from assist.keeping.layout import PART, call_name, new_file, segment_name

SEGMENT_S = 10
MORE, END = "more follows", "end of call"
"""The comment in a segment. A call whose last one does not say END broke off."""
_SEGMENT = SEGMENT_S * RATE
_FULL_SCALE = 32768


class Recorder:
    """One call. Makes its folder with the first sound; a call without any leaves nothing."""

    def __init__(self, recordings: Path, *, key: str, began: datetime) -> None:
        """`key` is the age public key, `began` the wall time with its zone. Raises RecordingError for a wrong key."""
        self._key = public_key(key)
        self._recordings = recordings
        self.folder = recordings / call_name(began)
        """Of this call."""
        self._samples = np.zeros((_SEGMENT, 2), np.int16)
        self._filled = 0
        self._number = 0
        self._over = False

    def keep(self, agent: Samples, customer: Samples) -> None:
        """The next samples of both, as many of one as of the other; nothing once it has failed or is closed.

        Recorded time is call time, so whatever passes on the call's clock must be kept or skipped. Raises
        RecordingError once: from then on nothing more of this call is kept, what was written stays.
        """
        frames = np.stack([agent, customer], axis=1)
        while len(frames) and not self._over:
            self._make_room()
            taken = frames[: _SEGMENT - self._filled]
            # A broken driver's NaN is no reason to lose the call.
            scaled = np.rint(np.nan_to_num(taken).clip(-1, 1) * _FULL_SCALE)
            self._samples[self._filled : self._filled + len(taken)] = np.minimum(scaled, _FULL_SCALE - 1)
            self._filled += len(taken)
            frames = frames[len(taken) :]

    def skip(self, length: int) -> None:
        """So many samples of which nothing may be kept, a pause: there is silence. Raises as `keep` does."""
        while length > 0 and not self._over:
            self._make_room()
            taken = min(length, _SEGMENT - self._filled)
            self._samples[self._filled : self._filled + taken] = 0
            self._filled += taken
            length -= taken

    def close(self) -> None:
        """Write the rest; nothing the second time. Raises RecordingError when it cannot be written."""
        if self._filled and not self._over:
            self._write(END)
        self._over = True

    def _make_room(self) -> None:
        """The folder before the first sample, so that what is wrong with it is said at the start of the call.

        A full segment is written only when more comes: the last one is never empty.
        """
        if not self._number and not self._filled:
            self._make_folder()
        if self._filled == _SEGMENT:
            self._write(MORE)

    def _make_folder(self) -> None:
        try:
            self._recordings.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700)
        except OSError as error:
            self._over = True
            raise RecordingError(
                f"This call is not recorded: in {self._recordings} nothing can be written ({error.strerror})."
            ) from None

    def _write(self, comment: str) -> None:
        path = self.folder / segment_name(self._number)
        part = path.with_name(path.name + PART)
        try:
            with new_file(part) as file:
                file.write(pyrage.encrypt(self._flac(comment), [self._key]))
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except OSError as error:
            self._over = True
            with suppress(OSError):
                part.unlink()
            raise RecordingError(
                f"Only the first {self._number * SEGMENT_S} seconds of this call are recorded: "
                f"{path} cannot be written ({error.strerror})."
            ) from None
        self._number += 1
        self._filled = 0

    def _flac(self, comment: str) -> bytes:
        """What waits, the agent on the left."""
        made = BytesIO()
        with soundfile.SoundFile(made, "w", samplerate=RATE, channels=2, format="FLAC", subtype="PCM_16") as file:
            file.title = self.folder.name
            file.tracknumber = str(self._number)
            file.comment = comment
            file.write(self._samples[: self._filled])
        return made.getvalue()


class Unrecorded:
    """Stands where a recorder could not be made: its first sound says why, and the call goes on without."""

    def __init__(self, why: RecordingError) -> None:
        self._why: RecordingError | None = why

    def keep(self, agent: Samples, customer: Samples) -> None:  # noqa: ARG002  (nothing is kept)
        """Raises RecordingError once."""
        why, self._why = self._why, None
        if why is not None:
            raise why

    def skip(self, length: int) -> None:
        """Nothing to leave out."""

    def close(self) -> None:
        """Nothing is open."""

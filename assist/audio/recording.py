"""A recorded call: a stereo file, or one mono file a speaker, read as the pipeline wants it.

libsndfile (by soundfile) decodes, soxr resamples; both work in blocks, so an hour's call costs no more memory than a
minute's. A file is read through once before it is used: what is wrong with it is said at the start, in one sentence.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
import soundfile
import soxr

from assist.errors import AudioFileError
from assist.events import RATE, AgentAudio, CustomerAudio, Samples

Channel = Literal["left", "right"]
LOWEST_HZ, HIGHEST_HZ = 8000, 48000
SHORTEST_S, LONGEST_S = 0.1, 12 * 3600
LOUDEST = 16.0
"""Float samples may overshoot 1.0 a little; beyond this the file holds something else."""
_READ_S = 1.0
_WANTED = {1: "a mono file for each speaker", 2: "a stereo file, agent and customer"}
_LENGTH_UNKNOWN = (1 << 63) - 1
"""What libsndfile says of a FLAC file that was written as it came."""


class Source(NamedTuple):
    """One channel of one file."""

    path: Path
    channel: int


class Recording(NamedTuple):
    """A call that has been checked and can be read any number of times."""

    agent: Source
    customer: Source
    length_s: float

    def blocks(self, block_s: float) -> Iterator[tuple[AgentAudio, CustomerAudio]]:
        """Both speakers' next `block_s` seconds; the shorter file goes on with silence."""
        size = max(1, round(block_s * RATE))
        none = np.zeros(0, np.float32)
        for agent, customer in zip_longest(_sized(self.agent, size), _sized(self.customer, size), fillvalue=none):
            length = max(len(agent), len(customer))
            yield (
                AgentAudio(samples=np.pad(agent, (0, length - len(agent)))),
                CustomerAudio(samples=np.pad(customer, (0, length - len(customer)))),
            )


def open_stereo(path: Path, *, agent_channel: Channel = "left") -> Recording:
    """A two-channel file. Raises AudioFileError with one sentence for the person."""
    info = _checked(path, speakers=2)
    agent = 0 if agent_channel == "left" else 1
    return Recording(Source(path, agent), Source(path, 1 - agent), info.length_s)


def open_pair(agent: Path, customer: Path) -> Recording:
    """Two mono files that began at the same moment. Raises AudioFileError."""
    lengths = [_checked(path, speakers=1).length_s for path in (agent, customer)]
    return Recording(Source(agent, 0), Source(customer, 0), max(lengths))


def read_customer(path: Path) -> CustomerAudio:
    """All of a file that holds one customer and nobody else. Raises AudioFileError."""
    _checked(path, speakers=1)
    return CustomerAudio(samples=np.concatenate(list(_resampled(Source(path, 0)))))


class _Info(NamedTuple):
    length_s: float


def _checked(path: Path, *, speakers: int) -> _Info:
    """A file of two speakers has two channels; one of a single speaker has one, or two that are the same."""
    try:
        if not path.exists():
            raise AudioFileError(f"There is no file {path}.")
        if path.is_dir():
            raise AudioFileError(f"{path} is a folder; give a WAV or FLAC file.")
        if path.stat().st_size == 0:
            raise AudioFileError(f"{path} is empty.")
        with soundfile.SoundFile(path) as file:
            _check_shape(path, file, speakers)
            frames = _check_samples(path, file, speakers)
            return _Info(frames / file.samplerate)
    except (soundfile.LibsndfileError, OSError, TypeError):  # TypeError: soundfile wants to be told what a .raw holds
        raise AudioFileError(f"{path} is not a sound file that can be read; WAV and FLAC work.") from None


def _check_shape(path: Path, file: soundfile.SoundFile, speakers: int) -> None:
    if not LOWEST_HZ <= file.samplerate <= HIGHEST_HZ:
        raise AudioFileError(f"{path} has {file.samplerate} samples a second; 8000 to 48000 can be read.")
    if file.channels == 1 and speakers == 2:
        raise AudioFileError(
            f"{path} is mono, so agent and customer cannot be told apart; "
            "give a stereo file, or one file each with --agent and --customer."
        )
    if file.channels > 2:
        raise AudioFileError(f"{path} has {file.channels} channels; give {_WANTED[speakers]}.")
    if _wav_is_cut(path):
        raise AudioFileError(f"{path} is truncated: its header promises more sound than it holds.")
    if file.frames == _LENGTH_UNKNOWN:
        raise AudioFileError(f"{path} does not say how long it is; save it again with an audio editor.")
    if file.frames > LONGEST_S * file.samplerate:
        raise AudioFileError(f"{path} is longer than {LONGEST_S // 3600} hours.")


def _check_samples(path: Path, file: soundfile.SoundFile, speakers: int) -> int:
    """Read everything once; how many frames there were."""
    frames, alike, silent = 0, True, True
    try:
        for block in file.blocks(int(file.samplerate * _READ_S), dtype="float32", always_2d=True):
            frames += len(block)
            if not np.isfinite(block).all() or float(np.abs(block).max(initial=0)) > LOUDEST:
                raise AudioFileError(
                    f"{path} holds samples that are no sound (not a number, or far beyond full scale)."
                )
            alike = alike and bool((block[:, 0] == block[:, -1]).all())
            silent = silent and not block.any()
    except soundfile.LibsndfileError:
        raise AudioFileError(f"{path} is truncated or damaged after {frames / file.samplerate:.1f} seconds.") from None
    if frames < file.frames:
        raise AudioFileError(f"{path} is truncated or damaged after {frames / file.samplerate:.1f} seconds.")
    if frames < SHORTEST_S * file.samplerate:
        raise AudioFileError(f"{path} holds no sound: it is {frames / file.samplerate:.2f} seconds long.")
    if file.channels == 2 and speakers == 1 and not alike:
        raise AudioFileError(f"{path} has 2 different channels; give {_WANTED[speakers]}.")
    if speakers == 2 and alike and not silent:
        raise AudioFileError(f"{path} has the same sound on both channels, so agent and customer cannot be told apart.")
    return frames


def _wav_is_cut(path: Path) -> bool:
    """Whether a RIFF header names more bytes than the file has; 0 and 0xFFFFFFFF mean "written as it came"."""
    with path.open("rb") as file:
        head = file.read(8)
    if len(head) < 8 or head[:4] != b"RIFF":
        return False
    size: int = struct.unpack("<I", head[4:])[0]
    return 0 < size < 0xFFFFFFF0 and size + 8 > path.stat().st_size + 1


def _sized(source: Source, size: int) -> Iterator[Samples]:
    """The channel at RATE in blocks of `size` samples, the last one shorter."""
    rest = np.zeros(0, np.float32)
    for samples in _resampled(source):
        rest = np.concatenate([rest, samples])
        whole = len(rest) - len(rest) % size
        for start in range(0, whole, size):
            yield rest[start : start + size]
        rest = rest[whole:]
    if len(rest):
        yield rest


def _resampled(source: Source) -> Iterator[Samples]:
    with soundfile.SoundFile(source.path) as file:
        resampler = soxr.ResampleStream(file.samplerate, RATE, 1, dtype="float32")
        for block in file.blocks(int(file.samplerate * _READ_S), dtype="float32", always_2d=True):
            last = file.tell() >= file.frames
            yield np.clip(resampler.resample_chunk(np.ascontiguousarray(block[:, source.channel]), last=last), -1, 1)

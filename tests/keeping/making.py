"""Small makers for recordings: keys, sounds, a recorded call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soundfile
from pyrage.x25519 import Identity

from assist.errors import RecordingError
from assist.events import FRAME, RATE, Samples
from assist.keeping.recorder import Recorder
from assist.keeping.unsealing import Unsealed, unseal

BEGAN = datetime(2026, 8, 1, 9, 30, tzinfo=UTC)


@cache
def identity() -> Identity:
    return Identity.generate()


def sound(seconds: float, seed: int) -> Samples:
    """Noise of 16-bit values, full scale in it."""
    values = np.random.default_rng(seed).integers(-32768, 32768, round(seconds * RATE))
    return (values / 32768).astype(np.float32)


def recorder(folder: Path, *, began: datetime = BEGAN) -> Recorder:
    return Recorder(folder, key=str(identity().to_public()), began=began)


def keep(made: Recorder, agent: Samples, customer: Samples) -> None:
    """Frame by frame, as the pipeline does."""
    for start in range(0, len(agent), FRAME):
        made.keep(agent[start : start + FRAME], customer[start : start + FRAME])


def recorded(folder: Path, *, seconds: float = 25.0, began: datetime = BEGAN) -> Path:
    """The folder of a finished call of noise."""
    made = recorder(folder, began=began)
    keep(made, sound(seconds, seed=1), sound(seconds, seed=2))
    made.close()
    return made.folder


def opened(folder: Path, out: Path) -> tuple[Samples, Samples, Unsealed]:
    """What a call holds: left, right, and what was said of it."""
    unsealed = unseal(folder, keys=[identity()], out=out)
    audio, rate = soundfile.read(out, dtype="float32")
    assert rate == RATE
    assert len(audio) == round(unsealed.length_s * RATE)
    return audio[:, 0], audio[:, 1], unsealed


def same(one: Samples, other: Samples) -> bool:
    return bool(np.array_equal(one, other))


def complaint(work: Callable[[], object]) -> str:
    """The one sentence of the RecordingError that is raised."""
    with pytest.raises(RecordingError) as caught:
        work()
    sentence = str(caught.value)
    assert sentence.endswith((".", "?"))
    assert "\n" not in sentence
    return sentence

"""Where an agent's habits are kept between calls: one small file on their own machine (`coach/habits.py` says what).

What another version of this program keeps in it as well is read past, and stays.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import msgspec

from assist.coach.habits import CALLS, CallHabits, Habits
from assist.whole_files import write_whole

log = logging.getLogger(__name__)


def load(path: Path) -> Habits:
    """The habits of a file; none where there is no such file or it cannot be read: a call must never fail for it."""
    return Habits(tuple(known for each in _read(path)["calls"] if (known := _known(each)) is not None))


def add(path: Path, call: CallHabits) -> None:
    """Put one more call into the file, whole or not at all; the oldest goes."""
    kept = _read(path)
    kept["calls"] = [*kept["calls"], msgspec.to_builtins(call)][-CALLS:]
    try:
        write_whole(path, msgspec.json.encode(kept))
    except OSError:
        log.info("the file of habits cannot be written; this call is not remembered")


def _read(path: Path) -> dict[str, Any]:
    """All that is in the file; its `calls` are a list of anything."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        return kept | {"calls": msgspec.convert(kept.get("calls", []), list[Any])}
    except FileNotFoundError:
        pass
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        log.info("the file of habits cannot be read; beginning anew")
    return {"calls": []}


def _known(call: object) -> CallHabits | None:
    try:
        return msgspec.convert(call, CallHabits)
    except msgspec.ValidationError:
        return None

"""Where an agent's habits are kept between calls: one small file on their own machine (`coach/habits.py` says what)."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from assist.coach.habits import NO_HABITS, CallHabits, Habits
from assist.whole_files import write_whole

log = logging.getLogger(__name__)


def load(path: Path) -> Habits:
    """The habits of a file; none where there is no such file or it cannot be read: a call must never fail for it."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Habits)
    except FileNotFoundError:
        return NO_HABITS
    except (OSError, msgspec.DecodeError):
        log.info("the file of habits cannot be read; beginning anew")
        return NO_HABITS


def add(path: Path, call: CallHabits) -> None:
    """Put one more call into the file, whole or not at all."""
    whole = msgspec.json.encode(load(path).after(call))
    try:
        write_whole(path, whole)
    except OSError:
        log.info("the file of habits cannot be written; this call is not remembered")

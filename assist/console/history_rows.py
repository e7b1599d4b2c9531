"""How messages lie in the history's rows, and are made from them again. Knows no file and no SQL.

What was heard may hold any number that its schema allows; what a row holds always fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from assist.console.state import level
from assist.floor.messages import Alert, CallSummary, Presence

MOST_S = 1e7
"""Seconds of a call at most, about four months: what is longer is nonsense."""
GOES_ON, HAND, PAUSED, OBJECTED, RETAINED = 1, 2, 4, 8, 16
"""Bits of a summary's `flags`."""
LEVEL = 0.1
"""A summary is kept when the customer's level is this far from the one kept before."""
_TINY = 1e-6


class Kept(NamedTuple):
    """What of a summary decides whether the next one is kept."""

    call: str
    level: float
    objected: bool
    rest: tuple[object, ...]


def kept_of(message: CallSummary) -> Kept:
    rest = (message.state, message.trend, message.stage, message.hand, message.goes_on, message.paused)
    return Kept(message.call, level(message.state, message.intensity), message.objected, rest)


def is_other(before: Kept | None, now: Kept) -> bool:
    """Whether a summary says something that the one kept before did not."""
    if before is None or abs(now.level - before.level) >= LEVEL - _TINY:
        return True
    return now._replace(level=before.level) != before


def ms(seconds: float) -> int:
    return round(seconds * 1000)


def tenths(seconds: float) -> int:
    return round(min(seconds, MOST_S) * 10)


def flags_of(message: CallSummary, *, retained: bool) -> int:
    bits = (message.goes_on, message.hand, message.paused, message.objected, retained)
    return sum(1 << index for index, is_set in enumerate(bits) if is_set)


def steps_of(message: CallSummary) -> str:
    """The steps as one word, each once: there are only so many."""
    return " ".join(sorted(set(message.steps)))


# --- and back ---------------------------------------------------------------------------------------------------------


def summary_of(row: Mapping[str, Any], words: Mapping[int, str]) -> CallSummary:
    """The message of a row. Raises msgspec.ValidationError and KeyError."""
    flags, sent = row["flags"], row["at"] - row["late"]
    said = {} if row["excerpt"] is None else {"excerpt": row["excerpt"]}
    return msgspec.convert(said | {
        "type": "call", "number": sent + row["number"], "sent": sent / 1000, "call": row["call"],
        "goes_on": bool(flags & GOES_ON), "seconds": row["seconds"] / 10, "state": words[row["state"]],
        "intensity": row["intensity"] / 1000, "trend": words[row["trend"]], "hard_for": row["hard_for"] / 10,
        "stage": words[row["stage"]], "aer": words[row["aer"]], "steps": words[row["steps"]].split(),
        "hand": bool(flags & HAND), "paused": bool(flags & PAUSED), "objected": bool(flags & OBJECTED),
    }, CallSummary)  # fmt: skip


def presence_of(row: Mapping[str, Any]) -> Presence:
    """Raises msgspec.ValidationError."""
    return msgspec.convert({
        "type": "presence", "number": row["number"], "sent": row["sent"] / 1000, "status": row["status"],
        "connection": row["connection"], "name": row["name"] or row["agent"], "program": "",
    }, Presence)  # fmt: skip


def alert_of(row: Mapping[str, Any]) -> Alert:
    """Raises msgspec.ValidationError."""
    known: dict[str, object] = {
        "id": row["alert"], "call": row["call"], "reason": row["reason"], "at": row["raised"] / 1000,
        "seconds": row["seconds"] / 10, "intensity": row["intensity"] / 1000, "about": row["about"],
        "ended": None if row["ended"] is None else row["ended"] / 1000, "end": row["end"], "answer": row["answer"],
        "by": row["by"],
    }  # fmt: skip
    return msgspec.convert({name: value for name, value in known.items() if value is not None}, Alert)

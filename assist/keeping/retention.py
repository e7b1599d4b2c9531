"""Recordings whose time is up are deleted: only folders and files named as ours, and never through a link.

Nothing is overwritten first: what lay there was sealed, and the key that opens it was never on this machine.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from assist.errors import RecordingError
from assist.keeping.layout import KeptCall, kept_calls, leftovers, segments


def goes_at(call: KeptCall, *, days: int) -> datetime:
    """When a call's time is up: so many days after it began, by the name of its folder."""
    return call.began + timedelta(days=days)


def forget_old(recordings: Path, *, days: int, now: datetime) -> int:
    """Delete the calls whose time is up; how many had something to delete. `now` has its zone.

    What else lies in a call's folder stays, and so does the folder then. All that can be deleted is, before a
    RecordingError says that something could not.
    """
    forgotten, failed = 0, []
    for call in kept_calls(recordings):
        if goes_at(call, days=days) > now:
            continue
        try:
            forgotten += _forget(call)
        except OSError as error:
            failed.append(f"{call.folder} ({error.strerror})")
    if failed:
        others = f" and {len(failed) - 1} more" if len(failed) > 1 else ""
        raise RecordingError(f"Recordings that should be gone cannot be deleted: {failed[0]}{others}.")
    return forgotten


def _forget(call: KeptCall) -> bool:
    """Whether there was anything of ours."""
    ours = [*segments(call.folder).values(), *leftovers(call.folder)]
    for file in ours:
        file.unlink()
    empty = not any(call.folder.iterdir())
    if empty:
        call.folder.rmdir()
    return bool(ours) or empty

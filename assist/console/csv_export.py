"""What a search found as a table for a spreadsheet program.

UTF-8 with a mark in front, by which Excel knows it, and CRLF (RFC 4180). Times are local with their difference from
UTC. A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection"): agents and
supervisors write texts, and who opens the table trusts it.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path

from assist.console.history_entries import Entry
from assist.errors import FloorError

COLUMNS = (
    "time", "kind", "team", "agent", "name", "call", "what", "text", "by", "answer", "ended", "cases", "sound",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula, in ASCII and in the wide letters that Excel takes for the same."""


def export_csv(path: Path, entries: Iterable[Entry], *, zone: tzinfo | None = None) -> int:
    """Write the entries; the number of them. `zone`: None is the computer's.

    A file that is there is replaced whole or not at all. Raises FloorError when it cannot be written.
    """
    count = 0
    draft: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        draft = Path(name)
        with open(handle, "w", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file)
            table.writerow(COLUMNS)
            for entry in entries:
                table.writerow(_cells(entry, zone))
                count += 1
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise FloorError(f"The table {path} cannot be written: {error.strerror}. Choose another place.") from None
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    return count


def _cells(entry: Entry, zone: tzinfo | None) -> list[str]:
    texts = (
        entry.kind, entry.team, entry.agent, entry.name, entry.call, entry.what, entry.text, entry.by, entry.answer,
    )  # fmt: skip
    return [
        _time(entry.at, zone), *(_harmless(text) for text in texts),
        "" if entry.ended is None else _time(entry.ended, zone), str(entry.cases) if entry.kind == "alarm" else "",
        "yes" if entry.loud else "",
    ]  # fmt: skip


def _time(at: float, zone: tzinfo | None) -> str:
    return datetime.fromtimestamp(at, zone).astimezone(zone).isoformat(" ", "seconds")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text

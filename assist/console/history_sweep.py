"""How what is too old leaves the history: a piece at a time, so that who writes never waits long.

Deleted content is overwritten (`history_file.py` sets it up so) and its room used again. Tables of a later version are
swept too: their rows are as old as their `at` says (ms), and name an agent in `agent`. Knows no message.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

PIECE = 2000
"""Rows of one table that are deleted at once."""
LONGEST_CALL = 86_400_000
"""Milliseconds after which a call whose end was never heard counts as over."""

_OLD = (
    "DELETE FROM summary WHERE (at, call) IN (SELECT at, call FROM summary WHERE at < :before LIMIT :piece)",
    "DELETE FROM presence WHERE rowid IN (SELECT rowid FROM presence WHERE at < :before LIMIT :piece)",
    "DELETE FROM alert_change WHERE rowid IN (SELECT rowid FROM alert_change WHERE at < :before LIMIT :piece)",
    "DELETE FROM alert WHERE id IN (SELECT id FROM alert WHERE at < :before"
    " AND NOT EXISTS (SELECT 1 FROM alert_change WHERE alert = alert.id) LIMIT :piece)",
    "DELETE FROM alarm_agent WHERE alarm IN (SELECT id FROM alarm WHERE at < :before LIMIT :piece)",
    "DELETE FROM alarm WHERE id IN (SELECT id FROM alarm WHERE at < :before LIMIT :piece)",
    "DELETE FROM step WHERE id IN (SELECT id FROM step WHERE at < :before LIMIT :piece)",
    "DELETE FROM call WHERE id IN (SELECT id FROM call WHERE began < :before"
    " AND coalesce(ended, began + :longest) < :before LIMIT :piece)",
)
_NAMELESS = (
    "DELETE FROM agent WHERE NOT EXISTS (SELECT 1 FROM call WHERE agent = agent.id)"
    " AND NOT EXISTS (SELECT 1 FROM alert WHERE agent = agent.id)"
    " AND NOT EXISTS (SELECT 1 FROM step WHERE agent = agent.id)"
    " AND id NOT IN (SELECT agent FROM presence) AND id NOT IN (SELECT agent FROM alarm_agent)"
)
"""Nobody's name is kept longer than what they are named for."""


_KNOWN = frozenset(
    ("word", "agent", "presence", "call", "summary", "alert", "alert_change", "alarm", "alarm_agent", "step")
)


class Sweep:
    """The deleting of what is older than a moment."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._before: float | None = None

    @property
    def is_due(self) -> bool:
        """Whether there may be more to delete."""
        return self._before is not None

    def before(self, at: float) -> None:
        """All before this, seconds since 1970, is to go."""
        self._before = at

    def step(self) -> bool:
        """Delete a piece; whether agents went with it, whose rows somebody may remember. Raises sqlite3.Error."""
        assert self._before is not None
        found = {"before": round(self._before * 1000), "piece": PIECE, "longest": LONGEST_CALL}
        later = list(_of_later_versions(self._db))
        old = (*_OLD, *(f'DELETE FROM "{table}" WHERE at < :before' for table, names in later if "at" in names))
        deleted = [self._db.execute(statement, found).rowcount for statement in old]
        if max(deleted) >= PIECE:
            return False  # there may be more
        self._before = None
        if not any(deleted):
            return False
        named = "".join(
            f' AND id NOT IN (SELECT agent FROM "{table}" WHERE agent IS NOT NULL)'
            for table, names in later
            if "agent" in names
        )
        return self._db.execute(_NAMELESS + named).rowcount > 0

    def give_room_back(self) -> None:
        """Make the file as small as it can be; ends a transaction. Raises sqlite3.Error."""
        self._db.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)")  # `execute` takes one page


def _of_later_versions(db: sqlite3.Connection) -> Iterator[tuple[str, set[str]]]:
    """Tables that this version does not know, and what their columns are called."""
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").fetchall()
    for (table,) in tables:
        if table not in _KNOWN:
            yield table, {column for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))}

"""What is to be sent and what the broker has not taken yet, on disk.

A SQLite file (WAL, synchronous=NORMAL): what `put` returned from survives kill -9 of the program. The last moments
before the computer itself loses power may be lost, but the file stays whole; waiting for the disk at every message
would cost a call more than that is worth. The file is one program's alone (locking_mode=EXCLUSIVE): two would take
each other's place at the broker for ever.

A later version of this program may add tables, and columns that have a default: an earlier one then reads and writes
the file all the same. What an earlier one could not read is another file.

Used on one thread. Knows nothing of MQTT but the topic, of calls or of people.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from assist.errors import FloorError
from assist.floor.clock import SYSTEM, Clock

_TABLES = """
CREATE TABLE IF NOT EXISTS known (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outgoing (
    key TEXT PRIMARY KEY, row INTEGER NOT NULL UNIQUE, topic TEXT NOT NULL, body BLOB NOT NULL,
    retained INTEGER NOT NULL, stays INTEGER NOT NULL, expires REAL, light INTEGER NOT NULL, waits INTEGER NOT NULL);
"""
_EVERY = 2**31


class Outgoing(NamedTuple):
    """One message to be sent."""

    key: str
    """What it takes the place of: an earlier one of the same key."""
    topic: str
    body: bytes
    retained: bool = False
    stays: bool = False
    """Whether it is kept after the broker took it, and sent again on the next connection."""
    expires_s: int | None = None
    """Seconds after which nobody needs it."""
    light: bool = False
    """The first to go when there is no room."""


class Row(NamedTuple):
    """One that waits. `row` tells it from another of the same key; `message.expires_s` is what is left of it."""

    row: int
    message: Outgoing


class Outbox:
    """One file of them.

    `changes` grows whenever something in it changes; `dropped` counts what there was no room for; `token` is 8 hex
    digits of this file's own.
    """

    def __init__(self, path: Path, *, most: int = 500, clock: Clock = SYSTEM) -> None:
        self._path = path
        self._most = most
        self._clock = clock
        self._file: sqlite3.Connection | None = None
        self._row = 0
        self._number = 0
        self.token = ""
        self.changes = 0
        self.dropped = 0

    def open(self) -> None:
        """Open the file, or begin one. A damaged one is moved aside. Raises FloorError when it cannot be written."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._begin()
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self.close()
                self._move_aside()
                self._begin()
        except (OSError, sqlite3.Error) as error:
            self.close()
            raise FloorError(_unusable(self._path, error)) from None

    def close(self) -> None:
        """Close it; all is on disk already."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def number(self) -> int:
        """A number higher than all before, also after kill -9, a lost file or a clock that was set back."""
        number = max(self._number + 1, int(self._clock.wall() * 1000))
        self._write("INSERT OR REPLACE INTO known (name, value) VALUES ('number', ?)", number)
        self._number = number
        return number

    def put(self, message: Outgoing) -> None:
        """Have it sent; it takes the place of one of the same key.

        When there is no room the oldest light ones go, then the oldest that may expire, then the oldest of the others;
        what stays never does: one that does not stay is not taken then, and for one that stays a FloorError says so.
        Raises ValueError for a topic that nobody can send to.
        """
        _check(message.topic)
        if self.get(message.key) is None and not self._make_room(message):
            return
        expires = None if message.expires_s is None else self._clock.wall() + message.expires_s
        self._row += 1
        self._write(
            "INSERT OR REPLACE INTO outgoing (key, row, topic, body, retained, stays, expires, light, waits)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
            message.key, self._row, message.topic, message.body,
            message.retained, message.stays, expires, message.light,
        )  # fmt: skip

    def drop(self, key: str) -> None:
        """Nobody needs it any more."""
        self._write("DELETE FROM outgoing WHERE key = ?", key)

    def get(self, key: str) -> bytes | None:
        """The body of the one with this key."""
        found = self._open.execute("SELECT body FROM outgoing WHERE key = ?", (key,)).fetchone()
        return None if found is None else bytes(found[0])

    def waiting(self, most: int = _EVERY) -> list[Row]:
        """What the broker has not taken yet, the oldest first, so many at most; expired ones are gone."""
        now = self._forget_expired()
        found = self._open.execute(
            "SELECT row, key, topic, body, retained, stays, expires, light FROM outgoing "
            "WHERE waits ORDER BY row LIMIT ?",
            (most,),
        )
        return [
            Row(row, Outgoing(key, topic, body, bool(retained), bool(stays), _left(expires, now), bool(light)))
            for row, key, topic, body, retained, stays, expires, light in found
        ]

    def taken(self, key: str, row: int) -> None:
        """The broker has it: deleted, or kept when it stays. Nothing when another was put meanwhile."""
        self._write("DELETE FROM outgoing WHERE key = ? AND row = ? AND NOT stays", key, row)
        self._write("UPDATE outgoing SET waits = 0 WHERE key = ? AND row = ?", key, row)

    def renew(self) -> None:
        """Everything that stays waits to be sent again, also what is on its way just now."""
        keys = [key for (key,) in self._open.execute("SELECT key FROM outgoing WHERE stays ORDER BY row")]
        with self._open:
            self._open.execute("BEGIN")
            for key in keys:
                self._row += 1
                self._open.execute("UPDATE outgoing SET row = ?, waits = 1 WHERE key = ?", (self._row, key))
        self.changes += 1

    @property
    def _open(self) -> sqlite3.Connection:
        assert self._file is not None, "the outbox is not open"
        return self._file

    def _write(self, statement: str, *values: object) -> None:
        self._open.execute(statement, values)
        self.changes += 1

    def _begin(self) -> None:
        self._file = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=1.0)
        self._file.execute("PRAGMA locking_mode = EXCLUSIVE")
        if self._file.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = NORMAL")
        self._file.executescript(_TABLES)
        self._row = self._file.execute("SELECT coalesce(max(row), 0) FROM outgoing").fetchone()[0]
        self._file.execute("INSERT OR IGNORE INTO known (name, value) VALUES ('token', ?)", (secrets.token_hex(4),))
        known = dict(self._file.execute("SELECT name, value FROM known").fetchall())
        self.token = str(known["token"])
        self._number = max(self._number, int(known.get("number", 0)))
        self.changes += 1

    def _move_aside(self) -> None:
        """Keep a damaged file for whoever looks into it, and only the last one."""
        for old in self._path.parent.glob(f"{self._path.stem}.damaged-*"):
            old.unlink()
        stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(self._clock.wall()))
        self._path.rename(self._path.with_name(f"{self._path.stem}.damaged-{stamp}"))
        for ending in ("-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)

    def _make_room(self, message: Outgoing) -> bool:
        """Whether there is room for it now."""
        self._forget_expired()
        with closing(self._open.execute("SELECT count(*) FROM outgoing")) as counted:
            if counted.fetchone()[0] < self._most:
                return True
        oldest = self._open.execute(
            "SELECT key FROM outgoing WHERE NOT stays ORDER BY light DESC, expires IS NULL, row LIMIT 1"
        ).fetchone()
        if oldest is None and message.stays:
            raise FloorError(f"{self._path} is full: the broker has taken nothing for too long.")
        if oldest is not None:
            self.drop(oldest[0])
        self.dropped += 1
        return oldest is not None

    def _forget_expired(self) -> float:
        now = self._clock.wall()
        if self._open.execute("DELETE FROM outgoing WHERE expires <= ?", (now,)).rowcount:
            self.changes += 1
        return now


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, so that only another one helps."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def _unusable(path: Path, error: OSError | sqlite3.Error) -> str:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
        return f"{path} is in use: this program runs twice. End the other one."
    return (
        f"{path} cannot be written: check the disk's free space and who may write there. "
        "Nothing goes to or comes from the broker until then."
    )


def _left(expires: float | None, now: float) -> int | None:
    return None if expires is None else max(1, round(expires - now))


def _check(topic: str) -> None:
    if not topic or set(topic) & set("+#\0") or len(topic.encode()) > 65535:
        raise ValueError("a topic to send to has no + or #, and is not empty")

"""The history's file: its tables, its version, and one sentence for each way in which it cannot be used.

Knows no message. The version is `PRAGMA user_version`: a thousand times MAJOR and the number of STEPS that were taken.
A step only adds what may be left empty, so a program that knows fewer steps reads and writes the file all the same; in
tables that it does not know it deletes what is too old (`history_sweep.py`). What an older program could not read is a
new MAJOR, and then it leaves the file alone. A file that another program made is left alone too. A damaged one is moved
aside, never deleted.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from assist.errors import FloorError

MAJOR = 1
APPLICATION = 0x41666C72
"""Says in the file's head whose it is."""
WAIT_S = 0.25
"""How long the link waits for who else has the file locked: it must go on."""
READER_WAIT_S = 2.0

STEPS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
        "CREATE TABLE agent (id INTEGER PRIMARY KEY, team TEXT NOT NULL, agent TEXT NOT NULL,"
        " name TEXT NOT NULL DEFAULT '', UNIQUE (team, agent))",
        "CREATE TABLE presence (at INTEGER NOT NULL, agent INTEGER NOT NULL, status TEXT NOT NULL,"
        " connection INTEGER NOT NULL, number INTEGER NOT NULL, sent INTEGER NOT NULL, retained INTEGER NOT NULL)",
        "CREATE INDEX presence_at ON presence (at)",
        "CREATE TABLE call (id INTEGER PRIMARY KEY, agent INTEGER NOT NULL, call TEXT NOT NULL,"
        " began INTEGER NOT NULL, ended INTEGER, UNIQUE (agent, call))",
        "CREATE INDEX call_began ON call (began)",
        "CREATE TABLE summary (at INTEGER NOT NULL, call INTEGER NOT NULL, late INTEGER NOT NULL,"
        " number INTEGER NOT NULL, seconds INTEGER NOT NULL, state INTEGER NOT NULL, intensity INTEGER NOT NULL,"
        " trend INTEGER NOT NULL, hard_for INTEGER NOT NULL, stage INTEGER NOT NULL, aer INTEGER NOT NULL,"
        " steps INTEGER NOT NULL, flags INTEGER NOT NULL, excerpt TEXT, PRIMARY KEY (at, call)) WITHOUT ROWID",
        "CREATE TABLE alert (id INTEGER PRIMARY KEY, agent INTEGER NOT NULL, alert TEXT NOT NULL, call TEXT NOT NULL,"
        " reason TEXT NOT NULL, at INTEGER NOT NULL, raised INTEGER NOT NULL, seconds INTEGER NOT NULL, about TEXT,"
        " ended INTEGER, answer TEXT, by TEXT, UNIQUE (agent, alert))",
        "CREATE INDEX alert_at ON alert (at)",
        "CREATE TABLE alert_change (at INTEGER NOT NULL, alert INTEGER NOT NULL, number INTEGER NOT NULL,"
        " sent INTEGER NOT NULL, retained INTEGER NOT NULL, intensity INTEGER NOT NULL, ended INTEGER, end TEXT,"
        " answer TEXT, by TEXT)",
        "CREATE INDEX alert_change_at ON alert_change (at)",
        "CREATE INDEX alert_change_alert ON alert_change (alert)",
        "CREATE TABLE alarm (id INTEGER PRIMARY KEY, alarm TEXT NOT NULL, at INTEGER NOT NULL, rule TEXT NOT NULL,"
        " severity TEXT NOT NULL, text TEXT NOT NULL, loud INTEGER NOT NULL, cases INTEGER NOT NULL, ended INTEGER,"
        " answer TEXT, by TEXT, UNIQUE (alarm, at))",
        "CREATE INDEX alarm_at ON alarm (at)",
        "CREATE TABLE alarm_agent (alarm INTEGER NOT NULL, agent INTEGER NOT NULL, PRIMARY KEY (alarm, agent))"
        " WITHOUT ROWID",
        "CREATE TABLE step (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, agent INTEGER NOT NULL, step TEXT NOT NULL,"
        " call TEXT NOT NULL, alert TEXT NOT NULL, kind TEXT NOT NULL, by TEXT NOT NULL, text TEXT NOT NULL,"
        " became TEXT NOT NULL DEFAULT '', became_at INTEGER, UNIQUE (agent, step))",
        "CREATE INDEX step_at ON step (at)",
    ),
)
"""What makes the file what this program knows, step by step; a later step only adds, and what it adds has a default.

Times are milliseconds since 1970 of the console's clock; `raised`, `sent` and an alert change's `ended` are the
sender's. A summary came `late` milliseconds after it was sent, and its `number` is so much more than `sent`. Lengths
are tenths of seconds, intensities thousandths. The words of fixed lists in `summary` are rows of `word`,
which with the two differences makes a shift much smaller."""


class Damaged(Exception):
    """The file is no database any more."""


def open_file(path: Path, steps: Sequence[Sequence[str]] = STEPS, *, most_mb: int) -> sqlite3.Connection:
    """The history for writing, made or brought up to date where need be; every statement its own transaction unless
    one was begun. Raises FloorError, and Damaged where it should be moved aside."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        db = sqlite3.connect(path, timeout=WAIT_S, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise FloorError(sentence(path, error)) from None
    try:
        _prepare(db, path, steps)
        db.execute(f"PRAGMA max_page_count = {most_mb * 1_000_000 // _number(db, 'page_size')}")
    except sqlite3.Error as error:
        db.close()
        if is_damage(error):
            raise Damaged from None
        raise FloorError(sentence(path, error)) from None
    except FloorError:
        db.close()
        raise
    return db


def open_to_read(path: Path) -> sqlite3.Connection:
    """The history for reading only. Raises FloorError, also when there is none."""
    try:
        address = f"file:{quote(str(path.absolute()))}?mode=ro"
        db = sqlite3.connect(address, uri=True, timeout=READER_WAIT_S, isolation_level=None)
    except sqlite3.Error as error:
        raise FloorError(sentence(path, error)) from None
    try:
        _refuse_others(db, path)
    except sqlite3.Error as error:
        db.close()
        raise FloorError(sentence(path, error)) from None
    except FloorError:
        db.close()
        raise
    return db


def move_aside(path: Path, now: float) -> Path:
    """Move a damaged file, with what belongs to it, out of the way; where it is then. Raises FloorError."""
    stem = f"{path.stem}.damaged-{datetime.fromtimestamp(now):%Y%m%d-%H%M%S}"
    aside = path.with_name(stem + path.suffix)
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{stem}-{count}{path.suffix}")
    try:
        path.rename(aside)
        for end in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
    except OSError as error:
        raise FloorError(sentence(path, error)) from None
    return aside


def is_damage(error: sqlite3.Error) -> bool:
    """Whether this says that the file is damaged."""
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def sentence(path: Path, error: sqlite3.Error | OSError) -> str:
    """What is the matter with the history, and what to do; never what SQLite says, which may hold a value."""
    if isinstance(error, OSError):
        return f"The history {path} cannot be opened: {error.strerror}. Nothing is kept until it can be."
    if is_damage(error):
        return f"The history {path} is damaged. Start the console again: it is moved aside and a new one begun."
    return {
        sqlite3.SQLITE_BUSY: f"The history {path} is in use by another program. Nothing is kept until it is closed.",
        sqlite3.SQLITE_READONLY: f"The history {path} may not be written to. Nothing is kept until it may.",
        sqlite3.SQLITE_FULL: f"There is no more room for the history {path}. Make room, or keep fewer days.",
        sqlite3.SQLITE_CANTOPEN: f"The history {path} cannot be opened. Look whether its folder may be used.",
    }.get(_code(error), f"The history {path} cannot be used. Look whether its disk is well.")


def _code(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _prepare(db: sqlite3.Connection, path: Path, steps: Sequence[Sequence[str]]) -> None:
    taken = _refuse_others(db, path)
    if not taken:
        db.execute("PRAGMA auto_vacuum = INCREMENTAL")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA secure_delete = ON")
    if taken >= len(steps):
        return
    db.execute("BEGIN IMMEDIATE")
    with closing(db.cursor()) as cursor:
        for statement in (each for step in steps[taken:] for each in step):
            cursor.execute(statement)
        cursor.execute(f"PRAGMA application_id = {APPLICATION}")
        cursor.execute(f"PRAGMA user_version = {MAJOR * 1000 + len(steps)}")
    db.execute("COMMIT")


def _refuse_others(db: sqlite3.Connection, path: Path) -> int:
    """The number of steps that were taken in this file; 0 of an empty one. Raises FloorError."""
    major, taken = divmod(_number(db, "user_version"), 1000)
    if major > MAJOR:
        raise FloorError(f"The history {path} is of a newer version of this program: use that one, or another folder.")
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and _number(db, "application_id") != APPLICATION:
        raise FloorError(f"{path} is no history but a file of another program: name another folder for the history.")
    return taken


def _number(db: sqlite3.Connection, pragma: str) -> int:
    (value,) = db.execute(f"PRAGMA {pragma}").fetchone()
    return int(value)

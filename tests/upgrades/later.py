"""A user's folders as a version after this one may leave them: everything that it may add within the same form."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from assist.console.history_file import MAJOR, STEPS
from tests.upgrades.writing import BEGAN, SET_UP

DAY_2 = round((BEGAN + 2 * 86400) * 1000)


def outdate(home: Path) -> None:
    """Have a later version write something of its own into everything."""
    config, floor, state = (home / where / "assist-overlay" for where in ("config", "data", "state"))
    floor = floor / "floor"
    append(config / "settings.toml", 'mood_ring = "green"\n[later]\nx = 1\n')
    rules = config / "alarms.toml"
    rules.write_text(f"form = 2\n\n[later]\nx = 1\n\n{rules.read_text(encoding='utf-8')}{_RULES}", encoding="utf-8")
    json_of(state / "habits.json", _habits)
    append(state / "window.ini", "\n[later]\nx=1\n")
    window = state / "window.ini"
    window.write_text(window.read_text(encoding="utf-8").replace("1 102 30", "1 102 30 77"), encoding="utf-8")
    json_of(home / SET_UP / "floor.json", _site)
    for enrolment in (home / SET_UP / "enrol").iterdir():
        json_of(enrolment, lambda kept: kept | {"later": "x"})
    json_of(floor / "passwords.json", lambda kept: kept | {"later": {"x": 1}})
    for name in ("agent", "console"):
        _outdate_outbox(floor / f"{name}.sqlite")
    _outdate_history(floor / "history.sqlite")
    for call in (floor.parent / "recordings").iterdir():
        (call / "later.json.age").write_bytes(b"x")


def json_of(path: Path, change: Callable[[Any], Any]) -> None:
    path.write_text(json.dumps(change(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


_RULES = """
[[rule]]
id = "silence"
when = "silence"
severity = "high"
text = "Nobody speaks"

[[rule]]
id = "harm"
severity = "deafening"

[[rule]]
id = "leave"
colour = "red"
for_s = 5
"""


def _habits(kept: dict[str, Any]) -> dict[str, Any]:
    return {"later": 1, "calls": [{"moments": "many"}, *(call | {"laughs": 3} for call in kept["calls"])]}


def _site(kept: dict[str, Any]) -> dict[str, Any]:
    return kept | {"later": "x", "people": [person | {"desk": "4b"} for person in kept["people"]]}


def _outdate_outbox(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE later (x)")
        db.execute("INSERT INTO later VALUES (1)")
        db.execute("ALTER TABLE outgoing ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'")
        db.execute("UPDATE outgoing SET colour = 'red'")
        db.execute("ALTER TABLE known ADD COLUMN since REAL")
        db.execute("INSERT INTO known (name, value, since) VALUES ('later', 'x', 1.0)")


def _outdate_history(path: Path) -> None:
    """One step more, with a row of an agent whom nothing else names, and words that this version does not know."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("ALTER TABLE step ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'")
        db.execute("UPDATE step SET colour = 'red'")
        db.execute("ALTER TABLE presence ADD COLUMN desk TEXT")
        db.execute("CREATE TABLE break (at INTEGER NOT NULL, agent INTEGER NOT NULL, minutes INTEGER NOT NULL)")
        (agent,) = db.execute(
            "INSERT INTO agent (team, agent, name) VALUES ('team', 'bo', 'Bo') RETURNING id"
        ).fetchone()
        db.execute("INSERT INTO break VALUES (?, ?, 15)", (DAY_2, agent))
        db.execute(
            "INSERT INTO presence (at, agent, status, connection, number, sent, retained)"
            " VALUES (?, 1, 'asleep', 1, 1, 1, 0)",
            (DAY_2 + 1,),
        )
        db.execute("UPDATE alert SET reason = 'boredom' WHERE call = 'call-2'")
        db.execute("INSERT INTO word (text) VALUES ('bewildered')")
        db.execute(
            "UPDATE alarm SET severity = 'deafening', answer = 'sighed' WHERE alarm = 'alarm-2'",
        )
        db.execute(f"PRAGMA user_version = {MAJOR * 1000 + len(STEPS) + 1}")

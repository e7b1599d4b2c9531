"""What is in a user's folders, as a version of the program reads it: by its own code, as one JSON object.

Runs with any version of the program that is first on the path, in the folders that HOME and XDG name, and changes
nothing (a console that is opened on them would say everything again, so its files are read as a reader does):

    python tests/upgrades/looking.py
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import platformdirs
from PySide6.QtWidgets import QApplication

from assist import habits_file
from assist.console.history_reading import HistoryReading
from assist.console.rules import for_team, read_rules
from assist.console_screen import rules_file
from assist.floor.enrolment import read_enrolment
from assist.floor.messages import read
from assist.floor.setup.folder import described, enrolment_file
from assist.floor.topics import place_of
from assist.floor_settings import broker_of, floor_folder, password_of
from assist.keeping.keys import private_keys
from assist.keeping.layout import kept_calls
from assist.keeping.unsealing import unseal
from assist.overlay.place import Places
from assist.settings import APP, Settings
from assist.settings_files import load_settings, recordings_folder, settings_path

WHEN = datetime(2026, 12, 24, tzinfo=UTC)
"""Certificates are looked at as of then."""


def look(home: Path) -> dict[str, Any]:
    """All of it. There must be a Qt application."""
    return {
        "settings": settings(), "floor": floor(), "set_up": set_up(home), "habits": habits(), "window": window(),
        "rules": rules(), "waiting": waiting(), "history": history(), "recordings": recordings(home),
    }  # fmt: skip


def settings() -> dict[str, Any]:
    """Those that are not as by default."""
    now, default = load_settings(settings_path()), Settings()
    return {name: value for name, value in msgspec.to_builtins(now).items() if value != getattr(default, name)}


def floor() -> dict[str, Any]:
    now = load_settings(settings_path())
    broker = broker_of(now)
    assert broker.ca is not None
    return {"address": broker.address, "ca": digest(broker.ca.read_bytes()), "password": digest(password_of(now))}


def set_up(home: Path) -> list[Any]:
    """Who may join, by the enrolment that each has."""
    site = described(home / "floor set-up")
    files = [enrolment_file(home / "floor set-up", person) for person in site.people]
    enrolments = [read_enrolment(file, now=WHEN) for file in files]
    return [[each.user, each.name, each.team, each.role, digest(each.password)] for each in enrolments]


def habits() -> list[Any]:
    found = habits_file.load(platformdirs.user_state_path(APP, appauthor=False) / "habits.json")
    return [msgspec.to_builtins(call) for call in found.calls]


def window() -> list[Any]:
    places = Places(platformdirs.user_state_path(APP, appauthor=False) / "window.ini")
    return [places.view, *places.on(places.screen())]


def rules() -> dict[str, Any]:
    found = for_team(read_rules(rules_file(load_settings(settings_path()))), "team")
    return {rule.id: [rule.when, rule.severity, rule.at_least, rule.text] for rule in found}


def waiting() -> dict[str, list[Any]]:
    """What is to be sent, with what each message says."""
    found: dict[str, list[Any]] = {}
    for name in ("agent", "console"):
        with closing(sqlite3.connect(floor_folder() / f"{name}.sqlite")) as db:
            rows = db.execute("SELECT key, topic, body, retained, stays, waits FROM outgoing ORDER BY key").fetchall()
            known = dict(db.execute("SELECT name, value FROM known"))
        found[name] = [known["token"], *([*rest, said(topic, body)] for topic, body, *rest in (r[1:] for r in rows))]
    return found


def said(topic: str, body: bytes) -> Any:
    place = place_of(topic)
    assert place is not None
    return msgspec.to_builtins(read(place.sort, body))


def history() -> dict[str, Any]:
    reading = HistoryReading(floor_folder() / "history.sqlite")
    return {
        "entries": sorted((list(entry) for entry in reading.search(limit=10_000).entries), key=str),
        "heards": [[*each.place, each.at, msgspec.to_builtins(each.message)] for each in reading.heards()],
        "steps": [list(step) for step in reading.steps()],
    }


def recordings(home: Path) -> list[Any]:
    """The sound of each call, opened with the organisation's key."""
    found: list[Any] = []
    with TemporaryDirectory() as folder:
        for call in kept_calls(recordings_folder(load_settings(settings_path()))):
            out = Path(folder) / f"{call.folder.name}.flac"
            opened = unseal(call.folder, keys=private_keys(home / "private.key"), out=out)
            found.append([call.began.isoformat(), opened.length_s, opened.complete, digest(out.read_bytes())])
    return found


def digest(content: bytes | str) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()[:16]


if __name__ == "__main__":
    application = QApplication([])
    print(json.dumps(look(Path.home()), indent=1))

"""Back by one version: what a later version of this program wrote is read, gone on with, and not lost."""

from __future__ import annotations

import json
import logging
import sqlite3
import tomllib
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assist.console.history import History
from assist.console.history_reading import HistoryReading
from assist.errors import FloorError
from assist.floor.setup.site import read_site
from assist.floor_settings import floor_folder
from tests.upgrades.homes import ANYWHERE, SEEN
from tests.upgrades.later import DAY_2, json_of, outdate
from tests.upgrades.looking import look
from tests.upgrades.writing import BEGAN, SET_UP, write

DAY = 86400.0


@pytest.fixture
def later(home: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Path]:
    outdate(home)
    yield home
    for record in caplog.get_records("call"):
        assert record.levelno < logging.WARNING or "only a later version" in record.getMessage()
    caplog.get_records("call").clear()


def rows(path: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(question).fetchall()


def test_what_a_later_version_wrote_is_read_as_far_as_this_one_knows_it(later: Path) -> None:
    before = json.loads(SEEN.read_text(encoding="utf-8").replace(ANYWHERE, str(later)))
    after = json.loads(json.dumps(look(later)))
    for name in ("settings", "floor", "set_up", "habits", "window", "waiting", "recordings"):
        assert after[name] == before[name], name
    assert after["rules"] == before["rules"], "of a rule of ours that is not understood, ours counts"
    entries = [each[6] for each in after["history"]["entries"] if each[1] in ("alert", "presence", "alarm")]
    assert entries == ["high", "help", "in call", "deafening", "boredom", "in call", "asleep"]
    *heards, (*_, last) = after["history"]["heards"]
    assert heards == before["history"]["heards"][:-1], "no message has a status that it may not have"
    assert [each["call"] for each in last["alerts"]] == ["call-1"], "nor a reason"


def test_settings_of_a_later_version_stay(later: Path) -> None:
    write(3)
    kept = tomllib.loads((later / "config/assist-overlay/settings.toml").read_text(encoding="utf-8"))
    assert (kept["mood_ring"], kept["later"], kept["window_width"]) == ("green", {"x": 1}, 403)


def test_rules_of_a_later_version_stay(later: Path) -> None:
    write(3)
    kept = tomllib.loads((later / "config/assist-overlay/alarms.toml").read_text(encoding="utf-8"))
    assert (kept["form"], kept["later"]) == (2, {"x": 1})
    found = {rule["id"]: rule for rule in kept["rule"]}
    assert found["silence"] == {
        "id": "silence", "when": "silence", "severity": "high", "text": "Nobody speaks",
    }  # fmt: skip
    assert found["harm"] == {"id": "harm", "severity": "deafening"}
    assert found["leave"] == {"id": "leave", "colour": "red", "for_s": 5}
    assert found["waiting"]["at_least"] == 13.0


def test_habits_and_places_of_a_later_version_stay(later: Path) -> None:
    write(3)
    state = later / "state/assist-overlay"
    kept = json.loads((state / "habits.json").read_text(encoding="utf-8"))
    assert kept["later"] == 1
    assert [call.get("laughs") for call in kept["calls"]] == [None, 3, 3, None]
    assert kept["calls"][0] == {"moments": "many"}
    parser = ConfigParser()
    parser.read(state / "window.ini", encoding="utf-8")
    assert dict(parser["later"]) == {"x": "1"}


def test_the_people_and_passwords_of_a_later_version_stay(later: Path) -> None:
    write(3)
    kept = json.loads((later / SET_UP / "floor.json").read_text(encoding="utf-8"))
    assert kept["later"] == "x"
    assert [person.get("desk") for person in kept["people"]] == ["4b"] * 4 + [None]
    passwords = json.loads((floor_folder() / "passwords.json").read_text(encoding="utf-8"))
    assert passwords["later"] == {"x": 1}


def test_a_set_up_that_only_a_later_version_understands_is_left_alone(home: Path) -> None:
    file = home / SET_UP / "floor.json"
    json_of(file, lambda kept: kept | {"schema": 2})
    before = file.read_bytes()
    with pytest.raises(FloorError, match="made by a newer version of Assist"):
        read_site(home / SET_UP)
    assert file.read_bytes() == before


def test_outboxes_of_a_later_version_are_gone_on_with(later: Path) -> None:
    before = {
        name: set(rows(floor_folder() / f"{name}.sqlite", "SELECT key FROM outgoing")) for name in ("agent", "console")
    }
    write(3)
    for name, keys in before.items():
        path = floor_folder() / f"{name}.sqlite"
        assert rows(path, "SELECT x FROM later") == [(1,)]
        assert rows(path, "SELECT value, since FROM known WHERE name = 'later'") == [("x", 1.0)]
        assert {colour for _, colour in rows(path, "SELECT key, colour FROM outgoing")} <= {"grey", "red"}
        assert rows(path, "SELECT count(*) FROM outgoing")[0][0] >= (len(keys) if name == "agent" else 2)


def test_a_history_of_a_later_version_is_gone_on_with(later: Path) -> None:
    write(3)
    path = floor_folder() / "history.sqlite"
    assert rows(path, "SELECT minutes, name FROM break JOIN agent ON agent.id = break.agent") == [(15, "Bo")]
    assert rows(path, "SELECT text, colour FROM step WHERE kind = 'note' ORDER BY at") == [
        ("Offer the refund, day 1.", "red"), ("Offer the refund, day 2.", "red"), ("Offer the refund, day 3.", "grey"),
    ]  # fmt: skip
    assert rows(path, "SELECT answer FROM alarm WHERE alarm = 'alarm-2'") == [("sighed",)]
    assert rows(path, "SELECT reason FROM alert WHERE call = 'call-2'") == [("boredom",)]
    assert rows(path, "PRAGMA user_version")[0][0] % 1000 >= 2
    assert len(look(later)["history"]["heards"]) > 0


def test_what_is_too_old_goes_from_the_tables_of_a_later_version_too(later: Path) -> None:
    path = floor_folder() / "history.sqlite"
    history = History(path)
    history.open()
    history.forget(DAY, now=DAY_2 / 1000 + DAY - 1)
    history.close()
    assert rows(path, "SELECT minutes, name FROM break JOIN agent ON agent.id = break.agent") == [(15, "Bo")]
    history.open()
    history.forget(DAY, now=BEGAN + 9 * DAY)
    history.close()
    assert rows(path, "SELECT * FROM break") == []
    assert rows(path, "SELECT * FROM agent") == []


def test_a_console_that_begins_on_a_later_versions_history_knows_its_alarms(later: Path) -> None:
    found = HistoryReading(floor_folder() / "history.sqlite").alarms(BEGAN, BEGAN + 9 * DAY)
    assert [(each.id, each.severity, each.answer) for each in found] == [
        ("alarm-1", "high", None), ("alarm-2", "deafening", None),
    ]  # fmt: skip


def test_what_a_later_version_put_beside_a_recording_stays(later: Path) -> None:
    write(3)
    recordings = later / "data/assist-overlay/recordings"
    assert len(list(recordings.glob("*/later.json.age"))) == 2

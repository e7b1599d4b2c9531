"""`assist settings list`, what is told on the terminal, and the settings window with what others decided."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from assist import policies
from assist.__main__ import main
from assist.policies.given import Given
from assist.settings import POLICY_ONLY, Settings
from assist.settings_commands import settings_window
from assist.settings_files import settings_path


@pytest.fixture(autouse=True)
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This machine's policy, for one test."""
    place = tmp_path / "etc" / "policy.toml"
    place.parent.mkdir()
    monkeypatch.setattr(policies, "PLACE", place)
    monkeypatch.setattr("sys.platform", "linux")
    return place


def own(text: str) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text(text, encoding="utf-8")


def ran(*words: str) -> tuple[str, str]:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def listed() -> list[dict[str, Any]]:
    said, told = ran("settings", "list", "--json")
    assert told == ""
    return [json.loads(line) for line in said.splitlines()]


def test_the_list_has_every_setting_in_its_order_and_as_by_default() -> None:
    rows = listed()
    assert [row["name"] for row in rows] == list(Settings.__struct_fields__)
    for row in rows:
        assert row == {
            "name": row["name"], "value": getattr(Settings(), row["name"]), "source": "default", "where": "",
            "locked": row["name"] in POLICY_ONLY,
        }  # fmt: skip


def test_the_list_tells_who_set_what_and_where(policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy.write_text('theme = "light"\nrecording_days = 7\n', encoding="utf-8")
    own('theme = "dark"\nlanguage = "ko"\nsound = true\n')
    monkeypatch.setenv("ASSIST_SOUND", "no")
    rows = {row.pop("name"): row for row in listed()}
    place = str(policy)
    assert rows["theme"] == {"value": "light", "source": "policy", "where": place, "locked": True}
    assert rows["recording_days"] == {"value": 7, "source": "policy", "where": place, "locked": True}
    assert rows["sound"] == {"value": False, "source": "environment", "where": "ASSIST_SOUND", "locked": False}
    assert rows["language"] == {"value": "ko", "source": "user file", "where": str(settings_path()), "locked": False}
    text, _ = ran("settings", "list")
    assert f'theme                "light"  (policy, {place}, locked)\n' in text
    assert "sound                false  (environment, ASSIST_SOUND)\n" in text
    assert "tone                 true  (default)\n" in text


def test_what_does_not_count_is_listed_last_and_told_by_every_other_command(monkeypatch: pytest.MonkeyPatch) -> None:
    own("themes = 3\n")
    monkeypatch.setenv("ASSIST_TOKEN", "hunter2")
    *rows, unknown, token = listed()
    assert len(rows) == len(Settings.__struct_fields__)
    sentence = f"{settings_path()}: this version has no setting `themes`; did you mean `theme`?"
    assert unknown == {
        "passed_over": "themes", "source": "user file", "where": str(settings_path()), "why": sentence,
    }  # fmt: skip
    assert (token["passed_over"], token["where"]) == ("token", "ASSIST_TOKEN")
    said, told = ran("settings", "list")
    assert said.splitlines()[-2] == sentence
    assert told == ""
    _, told = ran("recordings", "list")
    assert told.splitlines()[0] == f"assist: {sentence}"
    assert len(told.splitlines()) == 2
    assert "hunter2" not in said + told


def test_a_policy_that_holds_a_wrong_value_stops_commands_in_one_sentence(policy: Path) -> None:
    policy.write_text("recording_days = 0\n", encoding="utf-8")
    for words in (("settings", "list"), ("recordings", "list")):
        result = CliRunner().invoke(main, words)
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
        assert result.stderr.startswith(f"assist: {policy}: ")


def fields_of(window: QDialog) -> dict[str, QWidget]:
    """The fields of the window by title."""
    return {one.accessibleName(): one for one in window.findChildren(QWidget) if one.accessibleName()}


def test_the_window_shows_what_is_locked_and_by_what(
    qtbot: QtBot, policy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy.write_text('theme = "light"\n', encoding="utf-8")
    monkeypatch.setenv("ASSIST_LANGUAGE", "ko")
    window = settings_window()
    qtbot.addWidget(window)
    fields = fields_of(window)
    assert not fields["Colours"].isEnabled()
    assert fields["Colours"].accessibleDescription().startswith(f"Set by your organisation, in {policy}. ")
    assert not fields["Language"].isEnabled()
    assert fields["Language"].accessibleDescription().startswith("Set by the variable ASSIST_LANGUAGE. ")
    assert fields["Key of packs"].isEnabled() is False
    assert fields["Key of packs"].accessibleDescription().startswith("Set by your organisation. ")
    assert fields["Width"].isEnabled()
    labels = [one.text().replace("\u200b", "") for one in window.findChildren(QLabel)]
    assert labels.count(f"Set by your organisation, in {policy}") == 1


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_the_window_shows_the_other_systems_policies_as_well(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    where = {"win32": r"HKLM\Software\Policies\Assist", "darwin": "/Library/Managed Preferences/anna/x.plist"}[system]
    monkeypatch.setattr("assist.settings_files.read_policy", lambda: (Given("window_width", "500", where),))
    window = settings_window()
    qtbot.addWidget(window)
    width = fields_of(window)["Width"]
    assert not width.isEnabled()
    assert width.accessibleDescription().startswith(f"Set by your organisation, in {where}. ")
    assert width.property("value") == 500

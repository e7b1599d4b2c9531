"""The policy on macOS: property lists as a device management lays them down, in text and in binary."""

from __future__ import annotations

import os
import plistlib
from pathlib import Path
from typing import Any

import pytest

from assist.errors import SettingsError
from assist.policies import managed
from assist.policies.given import Given
from assist.settings import Settings
from assist.settings_layers import layered

NAME = "io.github.assist_overlay.Assist.plist"


def laid(folder: Path, values: Any, *, form: plistlib.PlistFormat = plistlib.FMT_BINARY) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    path.write_bytes(plistlib.dumps(values, fmt=form))
    return path


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_what_is_managed_is_set(tmp_path: Path, form: plistlib.PlistFormat) -> None:
    path = laid(tmp_path, {"theme": "light", "sound": True, "text_size": 150, "tone": 0}, form=form)
    given = managed.read(user="anna", folder=tmp_path)
    layers = layered(policy=given, wishes={}, environment=(), file=(), policy_place="")
    assert layers.settings == Settings(theme="light", sound=True, text_size=150, tone=False)
    assert layers.locked() == dict.fromkeys(("theme", "sound", "text_size", "tone"), str(path))


def test_what_is_managed_for_the_user_goes_before_what_is_for_the_computer(tmp_path: Path) -> None:
    everybodys = laid(tmp_path, {"theme": "light", "sound": True})
    annas = laid(tmp_path / "anna", {"theme": "dark"})
    laid(tmp_path / "ben", {"theme": "contrast", "view": "full"})
    assert set(managed.read(user="anna", folder=tmp_path)) == {
        Given("theme", "dark", str(annas)),
        Given("sound", True, str(everybodys)),
    }


def test_where_nothing_is_managed_there_is_no_policy(tmp_path: Path) -> None:
    assert managed.read(user="anna", folder=tmp_path / "none") == ()


def test_the_managements_own_notes_are_no_settings(tmp_path: Path) -> None:
    laid(tmp_path, {"PayloadUUID": "1234", "theme": "dark"})
    assert [given.name for given in managed.read(user="anna", folder=tmp_path)] == ["theme"]


@pytest.mark.parametrize(
    "content", [b"", b"theme = dark", b"bplist00", b"<?xml version='1.0'?><plist>", plistlib.dumps(["theme"])]
)
def test_a_broken_list_is_not_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(SettingsError, match=rf"^{tmp_path / NAME} is no property list"):
        managed.read(user="anna", folder=tmp_path)


def test_a_list_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        managed.read(user="anna", folder=tmp_path)


def test_no_variable_makes_somebody_else_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    for name in ("USER", "LOGNAME", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "ben")
    assert managed.user_name() == pwd.getpwuid(os.getuid()).pw_name != "ben"

"""Where each system keeps its policy, and that nobody moves it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assist import policies
from assist.policies import file, managed, registry
from assist.policies.given import Given
from tests.policies.test_registry import SZ, MadeUp


@pytest.fixture(autouse=True)
def moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a user might try."""
    for name in ("HOME", "PROGRAMDATA", "ALLUSERSPROFILE", "XDG_CONFIG_DIRS", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


def test_on_linux_it_is_a_file_of_the_administrators(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert Path("/etc/assist/policy.toml") == file.PLACE
    assert policies.policy_place() == "/etc/assist/policy.toml"
    place = tmp_path / "policy.toml"
    place.write_text('theme = "light"\n', encoding="utf-8")
    monkeypatch.setattr(policies, "PLACE", place)
    assert policies.read_policy() == (Given("theme", "light", str(place)),)


def test_on_windows_it_is_a_key_of_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", MadeUp([("theme", "light", SZ)]))
    assert policies.policy_place() == r"HKLM\Software\Policies\Assist"
    assert policies.read_policy() == (Given("theme", "light", registry.PLACE),)


def test_on_macos_it_is_what_is_managed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert Path("/Library/Managed Preferences") == managed.FOLDER
    assert policies.policy_place() == "the managed preferences of io.github.assist_overlay.Assist"
    assert policies.read_policy() == ()
    assert not (tmp_path / "Library").exists()

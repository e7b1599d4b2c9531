"""What every test gets: a private home, no stray logs, and no word of a caller in any log."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # X is on Linux only
    from tests.overlay.screen import Screen

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

CANARY = "zanzibar"
"""Spoken in the tests' scripts; it must be in no log."""


@pytest.fixture(autouse=True)
def private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, models and window places of a test are its own."""
    home = tmp_path / "home"
    for name, folder in (
        ("HOME", "."),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
    ):
        monkeypatch.setenv(name, str(home / folder))
    for name in ("VOSK_MODEL_PATH", *(name for name in os.environ if name.startswith("ASSIST_"))):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")  # not the developer's own passwords
    home.mkdir()
    return home


@pytest.fixture(autouse=True)
def quiet_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning that nobody expected fails the test, and so does a caller's word at any level."""
    yield
    for phase in ("setup", "call"):
        for record in caplog.get_records(phase):
            assert record.levelno < logging.WARNING, f"stray log: {record.name}: {record.getMessage()}"
            assert CANARY not in record.getMessage().lower(), f"a caller's word in the log of {record.name}"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A real X server with a window manager, for the tests of a file."""
    from tests.overlay.xserver import x_server

    with x_server() as name:
        yield name


@pytest.fixture
def screen(display: str) -> Iterator[Screen]:
    """What is seen on it; nothing of a test stays there."""
    from tests.overlay.screen import Screen

    made = Screen(display)
    yield made
    made.close()

"""A user's folders as version 0.1.0 left them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.upgrades.homes import lay_out


@pytest.fixture
def home(private_home: Path, qapp: QApplication) -> Path:
    """The home folder that this test's program has."""
    lay_out(private_home)
    return private_home

"""What tests of packaging share: the wheels installed here, and a small bundle of some of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from ship.recorded import Wheel, wheels_in

from tests.packaging.made_bundle import SITE, lay_out


@pytest.fixture(scope="session")
def installed() -> dict[str, Wheel]:
    """The wheels of this environment, by name."""
    return {wheel.name: wheel for wheel in wheels_in(SITE)}


@pytest.fixture
def bundle(tmp_path: Path, installed: dict[str, Wheel]) -> Path:
    """A small bundle's folder."""
    return lay_out(tmp_path / "assist-overlay", installed)

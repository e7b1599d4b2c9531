"""The locks are in step with what pyproject.toml asks for, and hold the hash of every file."""

from __future__ import annotations

import re
import tomllib
from itertools import chain

import dev
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.making import ROOT

LOCKS = ROOT / "packaging" / "locks"


def project() -> dict[str, dict[str, list[str]]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


@pytest.mark.parametrize("name", ["run", "dev", "train", "peers"])
def test_the_lock_was_made_from_these_requirements(name: str) -> None:
    first = (LOCKS / f"{name}.txt").read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# {dev.requirements_digest()}", "run `python3 packaging/dev.py lock`"


@pytest.mark.parametrize("name", ["run", "dev", "train", "peers"])
def test_every_package_is_pinned_with_hashes_and_no_registry_is_named(name: str) -> None:
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9][\w.-]*)==(\S+)([^\n]*\n(?:    --hash=sha256:[0-9a-f]{64}[^\n]*\n)+)", text, re.M)
    lines = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(pins) == len(lines) > 20
    assert "://" not in text


def test_what_is_asked_for_is_what_is_locked() -> None:
    text = (LOCKS / "run.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9][\w.-]*)==(\S+)", text, re.M))
    for wanted in map(Requirement, chain(project()["project"]["dependencies"])):
        if wanted.marker is None or wanted.marker.evaluate({"sys_platform": "linux"}):
            assert wanted.specifier.contains(pinned[canonicalize_name(wanted.name)])


@pytest.mark.parametrize("name", ["dev", "train"])
def test_the_other_locks_have_the_same_versions_as_the_running_program(name: str) -> None:
    pins = [set(re.findall(r"^(\S+==\S+)", (LOCKS / f"{lock}.txt").read_text(), re.M)) for lock in ("run", name)]
    assert pins[0] <= pins[1]

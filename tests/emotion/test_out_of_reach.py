"""The agent's voice is out of the tone code's reach: types, imports, a check at run time, and mutants that prove it.

Each mutant is a copy of the program in which somebody has let the agent's sound through; one of the guards must see it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.making import ROOT

BIN = Path(sys.executable).parent
HEARS = "tests/test_pipeline.py::test_only_the_customers_sound_reaches_the_emotion_part"
REFUSES = "tests/emotion/test_tone.py::test_only_a_customers_voice_is_listened_to"
TYPES = (str(BIN / "mypy"), "assist")
IMPORTS = (str(BIN / "lint-imports"), "--no-logo", "--no-cache")


def pytest_of(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", name)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program and its tests, to be changed."""
    target = tmp_path / "copy"
    for name in ("assist", "tests", "packaging"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", target / "pyproject.toml")
    (target / "models").symlink_to(ROOT / "models")
    if (ROOT / ".mypy_cache").exists():  # what mypy knows of libraries already
        shutil.copytree(ROOT / ".mypy_cache", target / ".mypy_cache")
    return target


def complaints(copy: Path, guard: tuple[str, ...]) -> str:
    """What the guard says of the copy; nothing when it is content."""
    environment = os.environ | {"PYTHONPATH": str(copy), "COVERAGE_PROCESS_START": ""}
    ran = subprocess.run(guard, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1), ran.stdout + ran.stderr
    return ran.stdout if ran.returncode else ""


@pytest.mark.parametrize(
    ("file", "old", "new", "guard", "seen"),
    [
        (
            "pipeline.py",
            'samples=frames["customer"])',
            'samples=frames["agent"])',
            pytest_of(HEARS),
            "assert {0.5} == {0.25}",
        ),
        (
            "pipeline.py",
            'CustomerAudio(samples=frames["customer"])',
            'AgentAudio(samples=frames["agent"])',
            TYPES,
            'incompatible type "AgentAudio"',
        ),
        (
            "emotion/tone.py",
            "if type(audio) is not CustomerAudio:",
            "if audio is None:",
            pytest_of(REFUSES),
            "DID NOT RAISE",
        ),
        (
            "speech/session.py",
            "import numpy as np\n",
            "import numpy as np\nimport assist.emotion.tone\n",
            IMPORTS,
            "Nothing that an agent's sound passes through knows the tone code BROKEN",
        ),
    ],
    ids=["the agent's samples", "the agent's type", "no check at run time", "an import"],
)
def test_a_program_that_lets_the_agents_voice_through_is_caught(
    file: str, old: str, new: str, guard: tuple[str, ...], seen: str, copy: Path
) -> None:
    assert complaints(copy, guard) == "", "the program as it is must pass"
    path = copy / "assist" / file
    text = path.read_text(encoding="utf-8")
    assert old in text, "this mutant no longer applies"
    changed = text.replace(old, new)
    if "AgentAudio(" in new:
        changed = changed.replace("    AnyEvent,\n", "    AgentAudio,\n    AnyEvent,\n", 1)
    path.write_text(changed, encoding="utf-8")
    assert seen in complaints(copy, guard)

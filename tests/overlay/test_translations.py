"""The translations: in step with the code, whole, and true to what they translate. Windows: test_translated_windows."""

from __future__ import annotations

import re
import shutil
import string
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.making import ROOT
from tests.overlay.translated import FILES, SPANISH, TEXTS, Text, texts


def made_by(program: str, *words: str | Path) -> None:
    """Run a program of Qt's, which is where this Python's programs are."""
    found = shutil.which(program, path=Path(sys.executable).parent)
    assert found is not None, program
    subprocess.run([found, *words], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_of_the_code_is_translated_and_no_other(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    shutil.copy(path, copy)
    code = sorted((ROOT / "assist").rglob("*.py"))
    made_by("pyside6-lupdate", "-locations", "none", "-source-language", "en", *code, "-ts", copy)
    known, now = texts(path), texts(copy)
    advice = "python3 packaging/dev.py translate, then translate what is unfinished"
    assert {text[:2] for text in now} == {text[:2] for text in known}, advice
    assert [text for text in now if text.state] == [], advice


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_compiled_file_is_that_of_the_texts(path: Path, tmp_path: Path) -> None:
    made_by("pyside6-lrelease", path, "-qm", tmp_path / "made.qm")
    same = path.with_suffix(".qm").read_bytes() == (tmp_path / "made.qm").read_bytes()
    assert same, "python3 packaging/dev.py translate"


def fields(text: str) -> Counter[str]:
    """What is filled in; ValueError where braces are wrong."""
    return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("text", [text for each in TEXTS.values() for text in each], ids=lambda text: text.source[:40])
def test_a_translation_keeps_what_is_filled_in_and_around(text: Text) -> None:
    assert text.translation.strip()
    assert fields(text.translation) == fields(text.source)
    for edge in (r"^\s*", r"\s*$"):
        assert re.findall(edge, text.translation)[0] == re.findall(edge, text.source)[0]
    assert len(letters(text.translation)) == len(letters(text.source))


def letters(text: str) -> list[str]:
    """The letters that are pressed with Alt."""
    return re.findall(r"&(\w)", text.casefold())


@pytest.mark.parametrize("language", TEXTS)
def test_in_one_window_each_letter_presses_one_button(language: str) -> None:
    pressed = Counter((text.context, each) for text in TEXTS[language] for each in letters(text.translation))
    assert set(pressed.values()) == {1}


def test_what_is_named_in_a_sentence_is_called_so_in_its_window() -> None:
    said = " ".join(SPANISH.values()).casefold()
    for menu in ("Check the set-up", "Sound"):
        advice = [
            spanish
            for (window, source), spanish in SPANISH.items()
            if window == "Overlay" and menu in source and source != menu
        ]
        assert advice
        assert all(SPANISH["Overlay", menu] in spanish for spanish in advice)
    for row in (("Acknowledge", "Empathize", "Respond"), ("Connect", "Assess", "Relate", "Engage")):
        assert ", ".join(SPANISH["Overlay", step] for step in row).casefold() in said
    keys = ", ".join(SPANISH["Actions", action] for action in ("Done", "Not now", "Wrong", "Why"))
    assert keys.casefold() in said

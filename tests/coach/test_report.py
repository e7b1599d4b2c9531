"""The report belongs to what is shipped, and to sets that nobody has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from assist import model_files
from tests.coach import sets
from tests.making import CALLS

HERE = Path(__file__).parent
SETS = {
    "details.tsv": "4c5ef9c8a8fdd4b826000c7fdf01137e50ed51a3f5c2828f5b43036e4df4ed0d",
    "steps.tsv": "bb5e171568d8998e76ae2632b04a48f5d10b1f3b38633d48fa008d926fbe293d",
    "wording.tsv": "a8e44c0a453487028b8132f2138ceba1de6bcb31c1bfc2dfdddf586003afb652",
}


def test_the_report_is_of_the_model_that_is_shipped() -> None:
    """Mend with: python3 packaging/dev.py evaluate coach."""
    model = (model_files.ours("agent_words") / "model.onnx").read_bytes()
    assert hashlib.sha256(model).hexdigest() in (HERE / "REPORT.md").read_text(encoding="utf-8")


def test_the_model_and_its_tokenizer_are_small_enough() -> None:
    folder = model_files.ours("agent_words")
    assert sum((folder / name).stat().st_size for name in ("model.onnx", "tokenizer.json", "config.json")) < 30e6


def test_the_sets_are_as_they_were_frozen() -> None:
    for name, frozen in SETS.items():
        assert hashlib.sha256((sets.SETS / name).read_bytes()).hexdigest() == frozen, name


def test_the_sets_are_large_enough_and_the_held_third_is_a_third() -> None:
    for name, least in (("steps", 300), ("wording", 300)):
        held, others = (sets.agent_turns(name, held=held) for held in (True, False))
        assert len(held) + len(others) >= least
        assert 0.25 <= len(held) / (len(held) + len(others)) <= 0.42
    wording = [turn for held in (True, False) for turn in sets.agent_turns("wording", held=held)]
    neither = [turn for turn in wording if not {"judgmental", "scripted"} & turn.labels]
    assert 0.4 <= len(neither) / len(wording) <= 0.6
    assert len(list(CALLS.glob("*.call"))) >= 15


def test_no_turn_of_the_sets_was_learnt_from() -> None:
    learnt = {turn.text.lower() for turn in sets.learnt()}
    for name in ("steps", "wording"):
        for held in (True, False):
            assert not [turn.text for turn in sets.agent_turns(name, held=held) if turn.text.lower() in learnt]

"""`assist classify`: lines in, lines out, on material that is no call."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import soxr

from assist.events import RATE
from tests.making import ROOT, assist, demo_channels

TURNS: list[dict[str, Any]] = [
    {"id": "a1", "context": [{"speaker": "agent", "text": "how can i help"}], "text": "I'd like to pay my bill please"},
    {"id": 2, "text": "I have called four times about this and it is ridiculous that nobody can fix it."},
    {"id": "c", "context": [], "text": "hm"},
]


def lines(path: Path, turns: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(turn) + "\n" for turn in turns), encoding="utf-8")
    return path


def test_each_turn_gets_a_state_with_its_probabilities(tmp_path: Path) -> None:
    run = assist("classify", "customer", lines(tmp_path / "turns.jsonl", TURNS))
    judged = [json.loads(line) for line in run.stdout.splitlines()]
    assert [each["id"] for each in judged] == ["a1", 2, "c"]
    assert [each["state"] for each in judged[:2]] == ["neutral", "frustrated"]
    for each in judged:
        assert sum(each["probabilities"].values()) == pytest.approx(1, abs=0.001)
        assert each["confidence"] == max(each["probabilities"].values())
    assert judged[1]["intensity"] > 0.5
    assert (run.returncode, run.stderr) == (0, "")


def test_without_abstaining_every_state_is_the_best_guess(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "turns.jsonl", [{"id": n, "text": text} for n, text in enumerate(("hm", "right", "well no"))]
    )
    for line in assist("classify", "customer", path, "--no-abstain").stdout.splitlines():
        judged = json.loads(line)
        assert judged["state"] == max(judged["probabilities"], key=judged["probabilities"].get)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b'{"id": 1', "line 2: "),
        (b'{"id": 1, "text": " "}', "line 2: "),
        (b'{"text": "hello"}', "line 2: "),
        (b'{"id": 1, "text": "hello", "context": [{"speaker": "robot", "text": "hi"}]}', "line 2: "),
        (b"\xff\xfe", "line 2: "),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_those_before_it_are_not_lost(
    tmp_path: Path, line: bytes, complaint: str
) -> None:
    path = tmp_path / "turns.jsonl"
    path.write_bytes(b'{"id": "good", "text": "hello"}\n' + line + b"\n")
    run = assist("classify", "customer", path)
    assert json.loads(run.stdout)["id"] == "good"
    assert run.returncode == 2
    assert complaint in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_model_that_is_none_is_said(tmp_path: Path) -> None:
    path = lines(tmp_path / "turns.jsonl", TURNS)
    run = assist("classify", "customer", path, "--model", tmp_path)
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert "config.json is missing" in run.stderr


AGENT_TURNS: list[dict[str, Any]] = [
    {"id": 1, "context": [{"speaker": "customer", "text": "I've waited two weeks for my fridge."}],
     "text": "Well, you should have checked the tracking page."},
    {"id": 2, "context": [{"speaker": "customer", "text": "I've waited two weeks for my fridge."}],
     "text": "We sincerely apologise for any inconvenience this may have caused."},
    {"id": "c", "text": "good morning my name is sam how can i help you"},
]  # fmt: skip


def test_an_agents_turns_get_steps_and_what_their_wording_does(tmp_path: Path) -> None:
    run = assist("classify", "agent", lines(tmp_path / "turns.jsonl", AGENT_TURNS))
    assert (run.returncode, run.stderr) == (0, "")
    blame, stock, plain = (json.loads(line) for line in run.stdout.splitlines())
    assert (blame["judgmental"], blame["judgmental_span"]) == (True, "you should have checked the tracking page")
    assert blame["suggestion"] == "Let's check the tracking page together now."
    assert (stock["scripted"], stock["judgmental"], stock["judgmental_span"]) == (True, False, None)
    assert stock["scripted_why"].startswith('stock: "')
    assert "two weeks" in stock["suggestion"] or "fridge" in stock["suggestion"]
    assert plain == {
        "id": "c", "judgmental": False, "judgmental_span": None, "scripted": False, "scripted_why": None,
        "steps": ["care.connect"],
    }  # fmt: skip


def write_customer(path: Path, start_s: float, end_s: float, pace: float = 1.0) -> Path:
    """A stretch of the bundled call's customer; faster is higher too, and 6 dB louder."""
    stretch = demo_channels()[1][round(start_s * RATE) : round(end_s * RATE)]
    if pace != 1:
        stretch = np.clip(2 * soxr.resample(stretch, pace, 1), -1, 1)
    soundfile.write(path, stretch, RATE)
    return path


def test_recordings_are_judged_beside_the_callers_usual_voice(tmp_path: Path) -> None:
    usual = write_customer(tmp_path / "usual.wav", 0, 30)
    calm = write_customer(tmp_path / "calm.wav", 39, 44)
    raised = write_customer(tmp_path / "raised.wav", 39, 44, 1.3)
    run = assist("classify", "tone", calm, raised, "--baseline", usual)
    first, second = (json.loads(line) for line in run.stdout.splitlines())
    assert (first["file"], second["file"]) == (str(calm), str(raised))
    assert first["arousal"] < 0.5 < second["arousal"]
    assert second["features"]["pitch_st"] > first["features"]["pitch_st"] + 2
    alone = json.loads(assist("classify", "tone", raised).stdout)
    assert alone["confidence"] < second["confidence"]


def test_a_recording_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    run = assist("classify", "tone", ROOT / "README.md")
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert "README.md" in run.stderr
    both = assist("classify", "tone", ROOT / "assist" / "demo" / "double_charge.flac")
    assert "has 2 different channels; give a mono file for each speaker" in both.stderr

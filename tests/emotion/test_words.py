"""The model that reads a customer's words: ours as it was trained, another team's, and folders that are neither."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from assist.emotion.words import FEELINGS, Feeling, WordsModel
from assist.errors import ModelError
from assist.text_model import Said
from tests.making import ROOT

OURS = ROOT / "models" / "customer_words"


@pytest.fixture(scope="module")
def ours() -> WordsModel:
    return WordsModel(OURS)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("I've been passed around four people now and not one of them can tell me anything.", "frustrated"),
        ("And that will definitely be there before Saturday? Because we fly on Sunday morning.", "anxious"),
        ("The letter says one thing and the website says another, so which of them is it?", "confused"),
        ("I was hoping it would arrive before my daughter's birthday. It didn't.", "disappointed"),
        ("Oh, that's such a weight off my mind. Thank you, you've been so kind.", "satisfied"),
        ("I'd like to change the address on my account, please.", "neutral"),
    ],
)
def test_a_plain_case_of_each_state_is_read(ours: WordsModel, text: str, state: Feeling) -> None:
    assert ours.judge(text).state == state


def test_what_was_said_before_decides_what_a_short_answer_means(ours: WordsModel) -> None:
    bad = ours.judge("Okay, great.", [Said("agent", "I'm afraid your claim has been declined.")])
    good = ours.judge("Okay, great.", [Said("agent", "Your claim is approved in full, the money is on its way.")])
    assert (bad.state, good.state) == ("frustrated", "satisfied")


def test_the_evidence_is_the_customers_own_words(ours: WordsModel) -> None:
    text = "My account ends in 4471. This is absolutely ridiculous."
    estimate = ours.judge(text, [Said("agent", "can i take your account number")])
    assert estimate.state == "frustrated"
    (words,) = estimate.because
    assert words in text
    assert "ridiculous" in words
    assert ours.judge("my account ends in 4471").because == ()


def test_strong_words_are_more_intense_than_mild_ones(ours: WordsModel) -> None:
    mild = ours.judge("Oh. Well, that's a bit of a shame.")
    strong = ours.judge("We buried him on Tuesday, and now you tell me that you've lost the only photographs we had.")
    assert strong.intensity > mild.intensity + 0.15


def test_anything_that_may_be_said_is_read(ours: WordsModel) -> None:
    for text in ("?", "x" * 5000, "no " * 3000, "\N{FAMILY} \u0644\u0627 \u6ca1\u6709", "\n\t ok \x00"):
        estimate = ours.judge(text, [Said("agent", text)] * 5)
        assert sum(estimate.probabilities.values()) == pytest.approx(1)
        assert 0 <= estimate.intensity <= 1


def test_the_shipped_model_says_what_the_trained_network_said(ours: WordsModel) -> None:
    rows = json.loads((OURS / "parity.json").read_text(encoding="utf-8"))
    assert len(rows) >= 200
    gaps, agree = [], 0
    for row in rows:
        estimate = ours.judge(row["text"], [Said(*turn) for turn in row["context"]])
        shares = [estimate.probabilities[state] for state in FEELINGS]
        gaps.append(np.abs(np.array(shares) - row["probabilities"]).max())
        agree += int(np.argmax(shares) == np.argmax(row["probabilities"]))
        assert estimate.intensity == pytest.approx(row["intensity"], abs=0.15)
    assert agree / len(rows) >= 0.95
    assert np.mean(gaps) < 0.04


def test_the_model_is_small_enough() -> None:
    assert sum((OURS / name).stat().st_size for name in ("model.onnx", "tokenizer.json", "config.json")) < 30e6


# --- another team's model -----------------------------------------------------------------------------------------


def save_model(folder: Path, scores: list[float], output: str = "logits") -> None:
    """A network that says the same of every text."""
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])
    logits = helper.make_tensor_value_info(output, TensorProto.FLOAT, [1, len(scores)])
    unsqueezed = helper.make_node("Unsqueeze", ["flat", "axis"], [output])
    node = helper.make_node("Constant", [], ["flat"], value_floats=scores)
    axis = helper.make_node("Constant", [], ["axis"], value_ints=[0])
    graph = helper.make_graph([node, axis, unsqueezed], "constant", [ids], [logits])
    onnx.save(
        helper.make_model(graph, ir_version=9, opset_imports=[helper.make_opsetid("", 17)]), folder / "model.onnx"
    )


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder as a team would export it: three labels of their own, no context, no intensity."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    shutil.copyfile(OURS / "tokenizer.json", folder / "tokenizer.json")
    save_model(folder, [2.0, 0.0, 0.0])
    write_config(folder, {"id2label": {"0": "anger", "1": "joy", "2": "other"}})
    return folder


def write_config(folder: Path, config: dict[str, Any]) -> None:
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


STATES = {"anger": "frustrated", "joy": "satisfied", "other": "neutral"}


def test_another_teams_labels_are_read_as_they_say(theirs: Path) -> None:
    write_config(theirs, {"id2label": {"0": "anger", "1": "joy", "2": "other"}, "assist": {"states": STATES}})
    estimate = WordsModel(theirs).judge("where is my order", [Said("agent", "hello")])
    assert estimate.state == "frustrated"
    assert estimate.probabilities["frustrated"] == pytest.approx(np.e**2 / (np.e**2 + 2), abs=1e-6)
    assert estimate.intensity == pytest.approx(1 - estimate.probabilities["neutral"])
    assert estimate.because == ("where is my order",)


def refusal(folder: Path) -> str:
    with pytest.raises(ModelError) as refused:
        WordsModel(folder)
    return str(refused.value)


def test_a_label_that_is_no_state_is_said_with_what_to_write(theirs: Path) -> None:
    assert 'The label "anger"' in refusal(theirs)
    assert '"states": {"anger": "neutral"}' in refusal(theirs)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.onnx"])
def test_a_missing_or_broken_file_is_named(theirs: Path, name: str) -> None:
    write_config(theirs, {"id2label": {"0": "anger", "1": "joy", "2": "other"}, "assist": {"states": STATES}})
    (theirs / name).write_text("{", encoding="utf-8")
    assert name in refusal(theirs)
    (theirs / name).unlink()
    assert f"{name} is missing" in refusal(theirs)


def test_labels_that_are_not_numbered_and_misspelt_wishes_are_refused(theirs: Path) -> None:
    write_config(theirs, {"id2label": {"a": "neutral"}})
    assert "does not number its labels from 0" in refusal(theirs)
    write_config(theirs, {"id2label": {"0": "neutral"}, "assist": {"context": 2}})
    assert "context" in refusal(theirs)


def test_a_network_with_other_outputs_or_another_number_of_them_is_refused(theirs: Path) -> None:
    write_config(theirs, {"id2label": {"0": "neutral", "1": "anxious"}})
    with pytest.raises(ModelError, match="3 scores for 2 labels"):
        WordsModel(theirs).judge("hello")
    save_model(theirs, [1.0, 2.0], output="scores")
    assert "has no output called logits" in refusal(theirs)

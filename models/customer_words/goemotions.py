"""What the encoder of customer-words knows of Reddit comments: GoEmotions' test split (Demszky et al. 2020).

The heads are logistic regressions on the shipped model's `sentence` output, fitted on the training split, with
thresholds from the dev split: what anybody can do with the shipped files. The encoder itself was trained on the same
training split, beside the customer turns.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer

from assist.emotion.words import FEELINGS
from assist.text_model import MAX_TOKENS, encode
from models.customer_words import sources
from models.scores import Floats, by_class, confusion
from models.tables import table

BATCH = 64
C = 0.1
"""Inverse of the regularisation, the best on the dev split of 0.01, 0.1, 1 and 10."""
THRESHOLDS = np.geomspace(0.01, 0.8, 60)
PAPER, SIX_ALONE = 0.46, 0.63
"""BERT-base on 28 labels (arXiv 2005.00547); six states by a MiniLM fine-tuned on these comments alone."""

Sentences = npt.NDArray[np.float64]


class Scores(NamedTuple):
    labels: Floats
    """F1 of each of the 28 labels; the last is "neutral"."""
    six: Floats
    """F1 of each state."""
    six_comments: int
    embed_s: float
    fit_s: float

    @property
    def macro_28(self) -> float:
        return float(self.labels.mean())

    @property
    def macro_27(self) -> float:
        """Without "neutral"."""
        return float(self.labels[:-1].mean())

    @property
    def macro_six(self) -> float:
        return float(self.six.mean())


def measure(words: Path, public: Path) -> Scores:
    """`words` is the model's folder; `public` holds `goemotions`."""
    began = time.monotonic()
    encoder = Encoder(words)
    comments = {split: sources.goemotions(public, split) for split in ("train", "dev", "test")}
    sentences = {split: encoder.embed([each.text for each in some]) for split, some in comments.items()}
    embedded = time.monotonic()
    labels = {split: _labels(some) for split, some in comments.items()}
    f1 = [_label_f1(sentences, {split: all_of[:, label] for split, all_of in labels.items()})
          for label in range(sources.LABELS)]  # fmt: skip
    six, count = _six_f1(sentences, comments)
    return Scores(
        labels=np.array(f1),
        six=six,
        six_comments=count,
        embed_s=embedded - began,
        fit_s=time.monotonic() - embedded,
    )


class Encoder:
    """The shipped model, many texts at once."""

    def __init__(self, words: Path) -> None:
        self._session = onnxruntime.InferenceSession(str(words / "model.onnx"), providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(words / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def embed(self, texts: Sequence[str]) -> Sentences:
        """[text, 384]. Texts of the same length go together, so that nothing is padded."""
        encodings = [encode(self._tokenizer, text, ()) for text in texts]
        order = sorted(range(len(texts)), key=lambda row: len(encodings[row]))
        sentences = np.zeros((len(texts), 384))
        for rows in _alike(order, [len(each) for each in encodings]):
            ids = np.array([encodings[row].ids for row in rows], np.int64)
            feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
            (sentences[rows],) = self._session.run(["sentence"], feeds)
        return sentences


def _alike(order: list[int], lengths: list[int]) -> list[list[int]]:
    """Runs of rows of one length, at most `BATCH` long."""
    runs: list[list[int]] = []
    for row in order:
        if runs and len(runs[-1]) < BATCH and lengths[runs[-1][0]] == lengths[row]:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _labels(comments: list[sources.Comment]) -> npt.NDArray[np.int_]:
    """1 where the comment has the label."""
    labels = np.zeros((len(comments), sources.LABELS), int)
    for row, comment in enumerate(comments):
        labels[row, list(comment.labels)] = 1
    return labels


def _label_f1(sentences: dict[str, Sentences], truth: dict[str, npt.NDArray[np.int_]]) -> float:
    head = LogisticRegression(C=C, solver="newton-cholesky").fit(sentences["train"], truth["train"])
    dev, test = (head.predict_proba(sentences[split])[:, 1] for split in ("dev", "test"))
    threshold = max(THRESHOLDS, key=lambda each: _f1(truth["dev"], dev >= each))
    return _f1(truth["test"], test >= threshold)


def _f1(truth: npt.NDArray[np.int_], said: npt.NDArray[np.bool_]) -> float:
    return float(by_class(confusion(truth, said.astype(int), 2)).f1[1])


def _six_f1(sentences: dict[str, Sentences], comments: dict[str, list[sources.Comment]]) -> tuple[Floats, int]:
    """Over the test comments whose labels all belong to one of our states, and how many these are."""
    names: tuple[str, ...] = FEELINGS
    rows = {split: [row for row, each in enumerate(some) if each.state] for split, some in comments.items()}
    truth = {split: np.array([names.index(comments[split][row].state or "") for row in rows[split]]) for split in rows}
    head = LogisticRegression(C=C, solver="newton-cholesky")
    head.fit(sentences["train"][rows["train"]], truth["train"])
    answers = head.predict(sentences["test"][rows["test"]])
    return by_class(confusion(truth["test"], answers, len(names))).f1, len(answers)


def scores_table(scores: Scores) -> str:
    return table(
        ("GoEmotions' test split", "macro-F1", "to compare with"),
        [
            ("27 emotions", scores.macro_27, ""),
            ("27 emotions and neutral", scores.macro_28, f"{PAPER}: BERT-base, five times as large"),
            ("our six states", scores.macro_six, f"{SIX_ALONE}: a MiniLM fine-tuned on these comments alone"),
        ],
    )

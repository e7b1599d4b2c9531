"""Public corpora beside our own, read from a folder that holds them as published: `goemotions`, `natcs_intents`.

GoEmotions (Apache-2.0): https://github.com/google-research/google-research/tree/master/goemotions.
NatCS intents (CDLA-Permissive-2.0): https://github.com/amazon-science/dstc11-track2-intent-induction.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

LABELS = 28
REDDIT_STATES: dict[str, frozenset[str]] = {
    "frustrated": frozenset({"anger", "annoyance", "disapproval", "disgust"}),
    "anxious": frozenset({"fear", "nervousness"}),
    "confused": frozenset({"confusion"}),
    "disappointed": frozenset({"disappointment", "sadness", "grief", "remorse", "embarrassment"}),
    "satisfied": frozenset({"gratitude", "joy", "relief", "admiration", "approval", "excitement", "love", "pride", "amusement"}),
    "neutral": frozenset({"neutral"}),
}  # fmt: skip
"""Our states in GoEmotions' names. Left out: hope, wish and care are no satisfaction; surprise has no side."""


class Comment(NamedTuple):
    """A Reddit comment with its labels, and the one of our states that all of them belong to, if there is one."""

    text: str
    labels: tuple[int, ...]
    state: str | None


def goemotions(folder: Path, split: str) -> list[Comment]:
    """The comments of `split`: "train", "dev" or "test"."""
    names = (folder / "goemotions" / "emotions.txt").read_text(encoding="utf-8").split()
    comments = []
    for line in (folder / "goemotions" / f"{split}.tsv").read_text(encoding="utf-8").splitlines():
        text, ids, _ = line.split("\t")
        labels = tuple(int(number) for number in ids.split(","))
        comments.append(Comment(text, labels, _state({names[label] for label in labels})))
    return comments


def _state(names: set[str]) -> str | None:
    return next((state for state, members in REDDIT_STATES.items() if names <= members), None)


def requests(folder: Path) -> list[str]:
    """What callers of banks and insurers ask for, one request each; nearly all without any feeling."""
    lines = [
        line
        for path in sorted((folder / "natcs_intents").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return sorted({json.loads(line)["utterance"].strip() for line in lines})

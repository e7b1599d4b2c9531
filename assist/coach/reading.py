"""What an agent's words do: the seven steps, and whether they judge or sound like a script. Words only.

A small text classifier (`models/agent_words`) says how likely each is; each label has its own threshold, set where its
mistakes cost least. The words that showed it are the model's own evidence; `judging.py` and `scripted.py` know more
exact ones for what they recognise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import msgspec

from assist.errors import ModelError
from assist.events import Step
from assist.text_model import Answer, Said, TextModel

Family = Literal[
    "blame", "dismissal", "minimising", "commanding", "doubting", "condescension", "generalising", "policy"
]
Kind = Literal["stock", "generic", "stacked", "moment", "again"]
STEPS: tuple[Step, ...] = get_args(Step)
FAMILIES: tuple[Family, ...] = get_args(Family)
KINDS: tuple[Kind, ...] = get_args(Kind)
LABELS: tuple[str, ...] = (*STEPS, "judgmental", "scripted", *FAMILIES, *KINDS)


class Shares(NamedTuple):
    """How likely each label is, 0 to 1, and the words that speak most for it."""

    of: Mapping[str, float]
    answer: Answer | None = None

    def because(self, label: str) -> str:
        """The words in a row that speak most for the label; nothing without a model's answer."""
        return self.answer.telling([LABELS.index(label)], against_others=False) if self.answer else ""

    def likeliest(self, labels: Sequence[str]) -> str:
        """The likeliest of these."""
        return max(labels, key=lambda label: self.of.get(label, 0.0))


class _OfAssist(msgspec.Struct, forbid_unknown_fields=True):
    """What `config.json` says under `assist`."""

    context_turns: int = 0
    thresholds: dict[str, float] = {}
    """Probability from which on a label holds; a half where nothing is said."""


class AgentWords:
    """A loaded model, to be shared. Raises ModelError, in a sentence, when the folder cannot be used as one."""

    def __init__(self, folder: Path) -> None:
        self._model = TextModel(folder)
        if tuple(self._model.labels) != LABELS:
            raise ModelError(f"{folder / 'config.json'} does not have the labels {', '.join(LABELS)} in this order.")
        extras = self._model.extras(_OfAssist)
        self._context_turns = extras.context_turns
        self.thresholds: Mapping[str, float] = {label: extras.thresholds.get(label, 0.5) for label in LABELS}

    def read(self, text: str, context: Sequence[Said] = ()) -> Shares:
        """How likely each label is, given the turns before, oldest first. Deterministic; a few milliseconds."""
        answer = self._model.read(text, context[-self._context_turns :] if self._context_turns else ())
        shares = {label: 1 / (1 + math.exp(-score)) for label, score in zip(LABELS, answer.scores, strict=True)}
        return Shares(shares, answer)

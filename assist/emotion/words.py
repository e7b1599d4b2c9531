"""What a customer's words say about their state. The model is ours (`models/customer_words`) or a team's own.

`config.json` of a model may say under `assist`: see `_OfAssist`; the rest of the layout is in `text_model.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import msgspec
import numpy as np

from assist.errors import ModelError
from assist.text_model import Answer, Said, TextModel

Feeling = Literal["frustrated", "anxious", "confused", "disappointed", "satisfied", "neutral"]
FEELINGS: tuple[Feeling, ...] = get_args(Feeling)


class WordsEstimate(NamedTuple):
    """The probability of each state, adding up to one, and how strongly it is felt, 0 to 1."""

    probabilities: Mapping[Feeling, float]
    intensity: float
    because: tuple[str, ...] = ()
    """The words that count most for the likeliest state, as they were recognised; none for neutral."""

    @property
    def state(self) -> Feeling:
        """The likeliest state."""
        return max(FEELINGS, key=lambda state: self.probabilities[state])


class _OfAssist(msgspec.Struct, forbid_unknown_fields=True):
    """What `config.json` may say under `assist`."""

    context_turns: int = 0
    """How many turns before the utterance the model was trained to see."""
    states: dict[str, Feeling] = {}
    """State of each label, where the labels have other names; several may share one."""
    stated_above: float = 0.6
    """Confidence from which on the answer is right often enough to be said."""


class WordsModel:
    """A loaded model, to be shared. Raises ModelError, in a sentence, when the folder cannot be used as one."""

    def __init__(self, folder: Path) -> None:
        self._model = TextModel(folder)
        extras = self._model.extras(_OfAssist)
        self._states = _states(self._model.labels, extras.states, folder)
        self._context_turns = extras.context_turns
        self.stated_above = extras.stated_above

    def judge(self, text: str, context: Sequence[Said] = ()) -> WordsEstimate:
        """What the utterance shows, given the turns before it, oldest first. Deterministic; a few milliseconds."""
        answer = self.read(text, context)
        scores = np.array(answer.scores)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        probabilities: dict[Feeling, float] = dict.fromkeys(FEELINGS, 0.0)
        for state, share in zip(self._states, shares.tolist(), strict=True):
            probabilities[state] += share
        felt = answer.number("intensity")
        # Without an output for it, that it is not neutral is the best that can be said.
        estimate = WordsEstimate(
            probabilities, 1 - probabilities["neutral"] if felt is None else min(1.0, max(0.0, felt))
        )
        if estimate.state == "neutral":
            return estimate
        own = [number for number, state in enumerate(self._states) if state == estimate.state]
        return estimate._replace(because=(answer.telling(own, against_others=True),))

    def read(self, text: str, context: Sequence[Said] = ()) -> Answer:
        """The model's own answer."""
        return self._model.read(text, context[-self._context_turns :] if self._context_turns else ())


def _states(labels: Sequence[str], states: Mapping[str, Feeling], folder: Path) -> list[Feeling]:
    """The state of each score, in order."""
    named: dict[str, Feeling] = {state: state for state in FEELINGS} | dict(states)
    for label in labels:
        if label not in named:
            raise ModelError(
                f'The label "{label}" in {folder / "config.json"} is none of {", ".join(FEELINGS)}; '
                f'"assist": {{"states": {{"{label}": "neutral"}}}} in that file would say which it stands for.'
            )
    return [named[label] for label in labels]

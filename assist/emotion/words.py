"""What a customer's words say about their state: a small text classifier in ONNX, one thread, no call state.

A model is a folder in the Hugging Face layout: `config.json` (with `id2label`), `tokenizer.json`, and `model.onnx` with
an output `logits`. Ours is `models/customer_words`; a team can put its own in its place. What that layout has no word
for, `config.json` may say under `assist`: see `_OfAssist`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import msgspec
import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

from assist.errors import ModelError
from assist.events import Speaker

Feeling = Literal["frustrated", "anxious", "confused", "disappointed", "satisfied", "neutral"]
FEELINGS: tuple[Feeling, ...] = get_args(Feeling)
FILES = ("config.json", "tokenizer.json", "model.onnx")
TEXT_WORDS, CONTEXT_WORDS = 70, 30
"""How much of the utterance, and of each turn before it, is read: the end, where people come to the point."""
MAX_TOKENS = 128
SHOWN_WORDS = 5
PUNCTUATION = ' .,;:!?"-'

Numbers = npt.NDArray[np.float32]


class Said(NamedTuple):
    """A turn of the conversation."""

    speaker: Speaker
    text: str


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


class _Config(msgspec.Struct):
    id2label: dict[str, str]
    assist: _OfAssist = msgspec.field(default_factory=_OfAssist)


def encode(tokenizer: Tokenizer, text: str, context: Sequence[Said]) -> Encoding:
    """The utterance and what was said before, as the model reads them: training and running share this."""
    said = " ".join(text.split()[-TEXT_WORDS:])
    before = " ".join(f"{turn.speaker}: {' '.join(turn.text.split()[-CONTEXT_WORDS:])}" for turn in context)
    return tokenizer.encode(said, before or None)


class WordsModel:
    """A loaded model, to be shared. Raises ModelError, in a sentence, when the folder cannot be used as one."""

    def __init__(self, folder: Path) -> None:
        for name in FILES:
            if not (folder / name).is_file():
                raise ModelError(f"{folder} is no model for words: {name} is missing.")
        config = _read_config(folder / "config.json")
        self._states = _states(config, folder)
        self._context_turns = config.assist.context_turns
        self.stated_above = config.assist.stated_above
        self._tokenizer = _read_tokenizer(folder / "tokenizer.json")
        self._session = _open_session(folder / "model.onnx")
        self._inputs = {value.name for value in self._session.get_inputs()}
        self._outputs = [value.name for value in self._session.get_outputs()]
        if "logits" not in self._outputs:
            raise ModelError(f"{folder / 'model.onnx'} has no output called logits.")

    def judge(self, text: str, context: Sequence[Said] = ()) -> WordsEstimate:
        """What the utterance shows, given the turns before it, oldest first. Deterministic; a few milliseconds."""
        encoding, outputs = self.run(text, context)
        scores = outputs["logits"]
        if len(scores) != len(self._states):
            raise ModelError(f"The words model gives {len(scores)} scores for {len(self._states)} labels.")
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        probabilities: dict[Feeling, float] = dict.fromkeys(FEELINGS, 0.0)
        for state, share in zip(self._states, shares.tolist(), strict=True):
            probabilities[state] += share
        intensity = 1 - probabilities["neutral"]  # the best that a model without an output for it can say
        if "intensity" in outputs:
            intensity = float(np.clip(outputs["intensity"][0], 0, 1))
        estimate = WordsEstimate(probabilities, intensity)
        if estimate.state == "neutral":
            return estimate
        return estimate._replace(because=_because(text, encoding, self._part_of(outputs, estimate.state)))

    def run(self, text: str, context: Sequence[Said] = ()) -> tuple[Encoding, dict[str, Numbers]]:
        """What the model reads, and its outputs by name, one row each."""
        turns = context[-self._context_turns :] if self._context_turns else ()
        encoding = encode(self._tokenizer, text, turns)
        columns = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        feeds = {name: np.array([values], np.int64) for name, values in columns.items() if name in self._inputs}
        return encoding, dict(zip(self._outputs, (row[0] for row in self._session.run(None, feeds)), strict=True))

    def _part_of(self, outputs: Mapping[str, Numbers], state: Feeling) -> Numbers | None:
        """How much each token speaks for `state` against the others, where the model tells."""
        if "evidence" not in outputs:
            return None
        own = [number for number, named in enumerate(self._states) if named == state]
        parts = outputs["evidence"]
        return np.asarray(parts[:, own].max(1) - parts.mean(1), np.float32)


def _because(text: str, encoding: Encoding, parts: Numbers | None) -> tuple[str, ...]:
    """The `SHOWN_WORDS` words in a row that speak most for the state; the end of the text if that is unknown."""
    said = text.split()[-TEXT_WORDS:]
    last = max(0, len(said) - SHOWN_WORDS)
    if parts is None:
        return (" ".join(said[last:]),)
    whole = " ".join(said)
    pieces: list[list[float]] = [[] for _ in said]
    for token, (start, _) in enumerate(encoding.offsets):
        if encoding.sequence_ids[token] == 0:
            pieces[whole[: start + 1].count(" ")].append(float(parts[token]))
    # The mean over a word's pieces, or rare words, which come in many, would always win.
    weights = [sum(values) / len(values) if values else 0.0 for values in pieces]
    first = max(range(last + 1), key=lambda start: sum(weights[start : start + SHOWN_WORDS]))
    return (" ".join(said[first : first + SHOWN_WORDS]).strip(PUNCTUATION),)


def _read_config(path: Path) -> _Config:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Config)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{path} cannot be used: {error}.") from None


def _states(config: _Config, folder: Path) -> list[Feeling]:
    """The state of each score, in order."""
    try:
        labels = [config.id2label[str(number)] for number in range(len(config.id2label))]
    except KeyError:
        raise ModelError(f"{folder / 'config.json'} does not number its labels from 0.") from None
    named: dict[str, Feeling] = {state: state for state in FEELINGS} | config.assist.states
    for label in labels:
        if label not in named:
            raise ModelError(
                f'The label "{label}" in {folder / "config.json"} is none of {", ".join(FEELINGS)}; '
                f'"assist": {{"states": {{"{label}": "neutral"}}}} in that file would say which it stands for.'
            )
    return [named[label] for label in labels]


def _read_tokenizer(path: Path) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception:  # noqa: BLE001  (the library raises nothing more exact)
        raise ModelError(f"{path} cannot be read as a tokenizer.") from None
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _open_session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what goes wrong is raised; the library's own lines would be noise
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception:  # noqa: BLE001  (the library's exceptions share no class of their own)
        raise ModelError(f"{path} cannot be read as an ONNX model.") from None

"""A small text classifier in ONNX, one thread, no call state: text and the turns before it in, a score a label out.

A model is a folder in the Hugging Face layout: `config.json` (with `id2label`), `tokenizer.json`, and `model.onnx` with
an output `logits`. What that layout has no word for, `config.json` may say under `assist`; what is allowed there is the
business of whoever uses the model. Reads words, whoever said them; knows nothing of sound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from assist import integrity
from assist.errors import ModelError
from assist.events import Speaker
from assist.model_loading import load, open_session

if TYPE_CHECKING:  # 25 MB: not before a model is loaded, so that the window is there first
    from tokenizers import Encoding, Tokenizer

FILES = ("config.json", "tokenizer.json", "model.onnx")
TEXT_WORDS, CONTEXT_WORDS = 70, 30
"""How much of the text, and of each turn before it, is read: the end, where people come to the point."""
MAX_TOKENS = 128
SHOWN_WORDS = 5
PUNCTUATION = ' .,;:!?"-'

Numbers = npt.NDArray[np.float32]
Extras = TypeVar("Extras", bound=msgspec.Struct)


class Said(NamedTuple):
    """A turn of the conversation."""

    speaker: Speaker
    text: str


class _Config(msgspec.Struct):
    id2label: dict[str, str]
    assist: msgspec.Raw = msgspec.Raw(b"{}")


def encode(tokenizer: Tokenizer, text: str, context: Sequence[Said]) -> Encoding:
    """The text and what was said before, as a model reads them: training and running share this."""
    said = " ".join(text.split()[-TEXT_WORDS:])
    before = " ".join(f"{turn.speaker}: {' '.join(turn.text.split()[-CONTEXT_WORDS:])}" for turn in context)
    return tokenizer.encode(said, before or None)


class Answer:
    """What a model says of a text."""

    def __init__(self, text: str, encoding: Encoding, outputs: Mapping[str, Numbers]) -> None:
        self._said = text.split()[-TEXT_WORDS:]
        self._encoding = encoding
        self._outputs = outputs
        self.scores: list[float] = outputs["logits"].tolist()
        """One a label, on the scale of log odds."""

    def number(self, output: str) -> float | None:
        """The first number of an output; None if the model has no such output."""
        return float(self._outputs[output][0]) if output in self._outputs else None

    def telling(self, labels: Sequence[int], *, against_others: bool) -> str:
        """The `SHOWN_WORDS` words in a row that speak most for these labels; the text's end if that is unknown.

        `against_others` where the labels exclude each other, so that what speaks for all of them counts for none.
        """
        last = max(0, len(self._said) - SHOWN_WORDS)
        first = last
        if "evidence" in self._outputs:
            evidence = self._outputs["evidence"]
            weights = self._by_word(evidence[:, labels].max(1) - (evidence.mean(1) if against_others else 0))
            first = max(range(last + 1), key=lambda start: sum(weights[start : start + SHOWN_WORDS]))
        return " ".join(self._said[first : first + SHOWN_WORDS]).strip(PUNCTUATION)

    def _by_word(self, parts: Numbers) -> list[float]:
        whole = " ".join(self._said)
        pieces: list[list[float]] = [[] for _ in self._said]
        for token, (start, _) in enumerate(self._encoding.offsets):
            if self._encoding.sequence_ids[token] == 0:
                pieces[whole[: start + 1].count(" ")].append(float(parts[token]))
        # The mean over a word's pieces, or rare words, which come in many, would always win.
        return [sum(values) / len(values) if values else 0.0 for values in pieces]


class TextModel:
    """A loaded model, to be shared. Raises ModelError, in a sentence, when the folder cannot be used as one, or
    ChangedFile."""

    def __init__(self, folder: Path) -> None:
        for name in FILES:
            if not (folder / name).is_file():
                raise ModelError(f"{folder} is no model for words: {name} is missing.")
        integrity.check_model(folder)
        integrity.check(folder / "config.json")  # `load` looks at the other two
        self._folder = folder
        self._config = self._read_config()
        self.labels = self._labels()
        self._tokenizer = _read_tokenizer(folder / "tokenizer.json")
        self._session = open_session(folder / "model.onnx")
        self._inputs = {value.name for value in self._session.get_inputs()}
        self._outputs = [value.name for value in self._session.get_outputs()]
        if "logits" not in self._outputs:
            raise ModelError(f"{folder / 'model.onnx'} has no output called logits.")

    def extras(self, kind: type[Extras]) -> Extras:
        """What `config.json` says under `assist`. Raises ModelError when it is none of `kind`."""
        try:
            return msgspec.json.decode(self._config.assist, type=kind)
        except msgspec.DecodeError as error:
            raise ModelError(f"{self._folder / 'config.json'} cannot be used: assist: {error}.") from None

    def read(self, text: str, context: Sequence[Said] = ()) -> Answer:
        """What the text shows, given the turns before it, oldest first. Deterministic; a few milliseconds."""
        encoding = encode(self._tokenizer, text, context)
        columns = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        feeds = {name: np.array([values], np.int64) for name, values in columns.items() if name in self._inputs}
        outputs = dict(zip(self._outputs, (row[0] for row in self._session.run(None, feeds)), strict=True))
        if len(outputs["logits"]) != len(self.labels):
            raise ModelError(f"The words model gives {len(outputs['logits'])} scores for {len(self.labels)} labels.")
        return Answer(text, encoding, outputs)

    def _read_config(self) -> _Config:
        path = self._folder / "config.json"
        try:
            return msgspec.json.decode(path.read_bytes(), type=_Config)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ModelError(f"{path} cannot be used: {error}.") from None

    def _labels(self) -> list[str]:
        named = self._config.id2label
        try:
            return [named[str(number)] for number in range(len(named))]
        except KeyError:
            raise ModelError(f"{self._folder / 'config.json'} does not number its labels from 0.") from None


def _read_tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = load(path, "a tokenizer", Tokenizer.from_file)
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, direction="left")
    return tokenizer

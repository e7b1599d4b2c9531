"""The Moonshine network on one thread: sound in, tokens out. Knows nothing of utterances, calls or moments.

The files are those inside the moonshine-voice package, run by onnxruntime rather than by the package's own library.
That library starts a thread a core and lets them wait actively, which costs more than the work itself, and it cannot
be told what was read before. Here a reading takes an earlier reading as a draft: one step checks all of it, and only
what has changed or come since is read a token at a time (after arXiv:2211.17192, with the draft for free).

Layout, from the files themselves: the encoder takes samples at `RATE` and gives a vector for each 384 of them; the
decoder takes tokens and both its memories ("past key values") and has one branch for the first step and one for the
rest; `tokenizer.bin` is each token's length (one byte, or two from 128 on) and bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from assist import integrity
from assist.errors import ModelError
from assist.events import RATE, Samples
from assist.model_loading import open_session

if TYPE_CHECKING:  # 25 MB: not before the model is loaded
    from onnxruntime import InferenceSession

BEGIN, END = 1, 2
TOKENS_A_SECOND = 6.5
"""More than anybody says; where the decoder runs in circles it ends here. The package's own library has the same."""
BEAM = 3
SHORTEST = RATE // 10
"""Samples; less gives the encoder nothing to work on."""
BROKEN = "Moonshine's English model does not load; `assist doctor` checks the installation."
SPACE = "\u2581"

Tokens = tuple[int, ...]
Numbers = npt.NDArray[np.float32]
Memory = dict[str, Numbers]


class MoonshineModel:
    """A loaded model, to be shared between sessions of one thread. Raises ModelError when its files do not load, or
    ChangedFile."""

    def __init__(self, folder: Path) -> None:
        integrity.check(folder / "tokenizer.bin")  # `open_session` looks at the other two
        self._encoder = _open(folder / "encoder_model.ort")
        self._decoder = _open(folder / "decoder_model_merged.ort")
        try:
            self._pieces = list(_pieces((folder / "tokenizer.bin").read_bytes()))
        except (OSError, IndexError):
            raise ModelError(BROKEN) from None
        if len(self._pieces) != self._decoder.get_outputs()[0].shape[-1]:
            raise ModelError(BROKEN)
        self._outputs = [output.name for output in self._decoder.get_outputs()]
        memories = [given for given in self._decoder.get_inputs() if given.name.startswith("past_key_values")]
        self._empty = {given.name: np.zeros((1, given.shape[1], 0, given.shape[3]), np.float32) for given in memories}

    def read(self, audio: Samples, draft: Tokens = ()) -> Tokens:
        """What is said in the utterance at `RATE` so far, quickly.

        `draft`: an earlier reading of its beginning. Its tokens stay only where the network agrees, up to rounding:
        the eight-bit numbers inside come out a little different when several tokens are read at once.
        """
        if len(audio) < SHORTEST:
            return ()
        sound, memory, most = self._encode(audio), dict(self._empty), _most_tokens(audio)
        tokens, following = self._check(sound, memory, draft[:most])
        while following != END and len(tokens) < most:
            tokens.append(following)
            following = int(self._step(sound, memory, [[following]])[0, -1].argmax())
        return tuple(tokens)

    def read_carefully(self, audio: Samples) -> Tokens:
        """What is said in one utterance at `RATE`; depends on the sound alone.

        A beam search: the `BEAM` best ways to go on are followed, and the likeliest whole one is the answer, by the
        mean over its tokens. It makes about a tenth fewer errors than the likeliest token each time, for half as much
        work again.
        """
        if len(audio) < SHORTEST:
            return ()
        sound, memory = self._encode(audio), dict(self._empty)
        paths = [_Path((BEGIN,), 0.0)]
        ended: list[_Path] = []
        for _ in range(_most_tokens(audio)):
            logits = self._step(np.repeat(sound, len(paths), 0), memory, [[path.tokens[-1]] for path in paths])
            onward = [
                (parent, path.then(*step)) for parent, path in enumerate(paths) for step in _best(logits[parent, -1])
            ]
            onward.sort(key=lambda step: -step[1].score)
            ended += [path for _, path in onward[:BEAM] if path.tokens[-1] == END]
            kept = [step for step in onward if step[1].tokens[-1] != END][:BEAM]
            _keep(memory, [parent for parent, _ in kept], len(paths))
            paths = [path for _, path in kept]
            if ended and max(path.mean for path in ended) >= max(path.mean for path in paths):
                break
        best = max(ended or paths, key=lambda path: path.mean)
        return tuple(token for token in best.tokens if token not in (BEGIN, END))

    def text(self, tokens: Sequence[int]) -> str:
        """The tokens as words."""
        joined = b"".join(self._pieces[token] for token in tokens)
        return joined.decode("utf-8", errors="ignore").replace(SPACE, " ").strip()

    def _encode(self, audio: Samples) -> Numbers:
        everywhere = np.ones((1, len(audio)), np.int64)
        (sound,) = self._encoder.run(None, {"input_values": audio[np.newaxis], "attention_mask": everywhere})
        return np.asarray(sound, np.float32)

    def _check(self, sound: Numbers, memory: Memory, draft: Tokens) -> tuple[list[int], int]:
        """The part of the draft that the network agrees with, and the token that follows it."""
        likeliest = self._step(sound, memory, [[BEGIN, *draft]])[0].argmax(-1).tolist()
        agreed = 0
        while agreed < len(draft) and likeliest[agreed] == draft[agreed]:
            agreed += 1
        for name in memory:
            if ".decoder." in name:
                memory[name] = memory[name][:, :, : agreed + 1]
        return list(draft[:agreed]), likeliest[agreed]

    def _step(self, sound: Numbers, memory: Memory, rows: list[list[int]]) -> Numbers:
        """How likely each token is (rows, tokens, vocabulary) after each of the new ones; the memory takes them in."""
        first = next(iter(memory.values())).shape[2] == 0
        given = {
            "input_ids": np.array(rows, np.int64),
            "encoder_hidden_states": sound,
            "encoder_attention_mask": np.ones((1, 1), np.int64),  # nothing is padded; one value stands for all
            "use_cache_branch": np.array([not first]),
        }
        logits, *kept = self._decoder.run(None, given | memory)
        for name, value in zip(self._outputs[1:], kept, strict=True):
            if first or ".decoder." in name:  # later steps do not answer with the sound's memory
                memory[name.replace("present", "past_key_values")] = value
        return np.asarray(logits, np.float32)


class _Path(NamedTuple):
    """Tokens in a row, and the logarithm of how likely they are together."""

    tokens: Tokens
    score: float

    def then(self, token: int, score: float) -> _Path:
        return _Path((*self.tokens, token), self.score + score)

    @property
    def mean(self) -> float:
        return self.score / max(1, len(self.tokens) - 1)


def _best(logits: Numbers) -> Iterator[tuple[int, float]]:
    """The likeliest tokens, one more than paths go on because one may be the end, with the logarithms of their odds."""
    top = np.argpartition(-logits, BEAM)[: BEAM + 1]
    highest = float(logits.max())
    everything = highest + math.log(float(np.exp(logits - highest).sum()))
    return ((int(token), float(logits[token]) - everything) for token in top)


def _keep(memory: Memory, parents: list[int], rows: int) -> None:
    """Each path's memory is its parent's; what they remember of the sound is the same for all."""
    for name, value in memory.items():
        if ".decoder." in name or len(parents) != rows:
            memory[name] = value[parents]


def _most_tokens(audio: Samples) -> int:
    return math.ceil(len(audio) / RATE * TOKENS_A_SECOND)


def package_folder() -> Path:
    """The model inside the moonshine-voice package, which is not imported. Raises ModelError where it is missing."""
    found = find_spec("moonshine_voice")
    for place in (found.submodule_search_locations or []) if found else []:
        if (folder := Path(place) / "assets" / "tiny-en").is_dir():
            return folder
    raise ModelError("Moonshine's English model is not installed; `assist doctor` checks the installation.")


def _open(path: Path) -> InferenceSession:
    try:
        return open_session(path)
    except ModelError:
        raise ModelError(BROKEN) from None


def _pieces(table: bytes) -> Iterator[bytes]:
    """The bytes of each token, in their order."""
    place = 0
    while place < len(table):
        length = table[place]
        place += 1
        if length >= 128:
            length += 128 * table[place] - 128
            place += 1
        yield table[place : place + length]
        place += length

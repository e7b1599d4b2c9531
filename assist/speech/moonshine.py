"""Moonshine tiny (MIT), English, the engine that works right after install: its model is inside the wheel.

It reads a whole utterance at a time. The boundaries and the moment of every reading are ours (`session.py`), so that a
busy machine can leave partial texts out and a replay is the same each time; `moonshine_model.py` runs the network.
"""

from __future__ import annotations

import re

import numpy as np

from assist.events import Samples, Speaker
from assist.speech.boundaries import Patience
from assist.speech.moonshine_model import MoonshineModel, Tokens, package_folder
from assist.speech.session import GatedSession, Reading

LOUDNESS = 0.08
"""Root mean square that an utterance is brought to: quiet callers are read with fewer errors."""
LARGEST_GAIN = 20.0
_LOOP = re.compile(r"\b(\S+(?: \S+){0,5}?)(?:[ ,.]+\1\b){3,}", re.IGNORECASE)
"""The same words four times and more without a break: what the decoder makes of sounds that are no speech."""


class Moonshine:
    """The loaded model. Raises ModelError when the installed package cannot load it."""

    name = "moonshine"

    def __init__(self) -> None:
        self._model = MoonshineModel(package_folder())

    def open(self, speaker: Speaker) -> GatedSession:
        return GatedSession(speaker, lambda: MoonshineLine(self._model), Patience())

    def close(self) -> None:
        del self._model


class MoonshineLine:
    """One utterance, kept as audio and read whole each time it is asked for and has grown.

    Guesses take the guess before as a draft, which makes them cheap. The final reading takes none and more care, so it
    is the same however often somebody guessed; a guess in a pause is made in the same way and saves the final one.
    """

    def __init__(self, model: MoonshineModel) -> None:
        self._model = model
        self._frames: list[Samples] = []
        self._read_frames = 0
        self._settled = False
        self._tokens: Tokens = ()

    def feed(self, samples: Samples) -> None:
        self._frames.append(samples)

    def guess(self, *, settled: bool) -> str:
        grown = len(self._frames) != self._read_frames
        if grown or (settled and not self._settled):
            audio = _brought_to_loudness(np.concatenate(self._frames))
            self._tokens = self._model.read_carefully(audio) if settled else self._model.read(audio, self._tokens)
            self._read_frames, self._settled = len(self._frames), settled
        return self._text(self._tokens)

    def close(self, leave_out: int = 0) -> Reading:
        if leave_out == 0:
            return Reading(self.guess(settled=True))
        audio = np.concatenate(self._frames)
        audio = _brought_to_loudness(audio[: len(audio) - leave_out])
        return Reading(self._text(self._model.read_carefully(audio)))

    def _text(self, tokens: Tokens) -> str:
        return _LOOP.sub(r"\1", self._model.text(tokens))


def _brought_to_loudness(audio: Samples) -> Samples:
    level = float(np.sqrt(np.mean(np.square(audio)))) or LOUDNESS
    gain = min(LARGEST_GAIN, LOUDNESS / level, 0.99 / float(np.abs(audio).max() or 1.0))
    return audio * np.float32(gain)

"""Vosk (Apache-2.0): any language with a Vosk model, words with times and confidences.

It reads as it hears, so a partial costs nothing extra and long utterances do no harm. Its own boundaries are used
inside ours: when it ends a sentence in the middle of an utterance, the reading goes on.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import vosk

from assist.errors import ModelError
from assist.events import RATE, Samples, Speaker
from assist.speech.boundaries import Patience
from assist.speech.session import GatedSession, Reading, TimedWord

_PATIENCE = Patience(relaxed_until_s=15.0, longest_s=30.0)


class Vosk:
    """The loaded model of one folder. Raises ModelError when the folder holds no model that loads."""

    name = "vosk"

    def __init__(self, folder: Path) -> None:
        vosk.SetLogLevel(-1)
        try:
            self._model = vosk.Model(str(folder))
        except Exception as error:
            raise ModelError(f"The Vosk model in {folder} does not load; fetch or add it again.") from error

    def open(self, speaker: Speaker) -> GatedSession:
        return GatedSession(speaker, lambda: VoskLine(self._model), _PATIENCE)

    def close(self) -> None:
        del self._model


class VoskLine:
    """One utterance; a fresh recogniser, so that times count from its first sample."""

    def __init__(self, model: vosk.Model) -> None:
        self._recogniser = vosk.KaldiRecognizer(model, float(RATE))
        self._recogniser.SetWords(True)
        self._words: list[TimedWord] = []

    def feed(self, samples: Samples) -> None:
        pcm = (np.clip(samples, -1.0, 1.0) * 32767).astype("<i2").tobytes()
        if self._recogniser.AcceptWaveform(pcm):
            self._keep(json.loads(self._recogniser.Result()))

    def guess(self) -> str:
        open_words: str = json.loads(self._recogniser.PartialResult())["partial"]
        return " ".join([*(word.text for word in self._words), *open_words.split()])

    def close(self) -> Reading:
        self._keep(json.loads(self._recogniser.FinalResult()))
        return Reading(" ".join(word.text for word in self._words), tuple(self._words))

    def _keep(self, result: dict[str, Any]) -> None:
        self._words += [
            TimedWord(word["word"], word["start"], word["end"], word["conf"]) for word in result.get("result", [])
        ]

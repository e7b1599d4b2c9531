"""Vosk (Apache-2.0): any language with a Vosk model, words with times and confidences.

It reads as it hears, so a partial costs nothing extra and long utterances do no harm. Its own boundaries are used
inside ours: when it ends a sentence in the middle of an utterance, the reading goes on.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import vosk

from assist import integrity
from assist.errors import ModelError
from assist.events import RATE, Samples, Speaker
from assist.speech.boundaries import Patience
from assist.speech.session import GatedSession, Reading, TimedWord

_PATIENCE = Patience(relaxed_until_s=15.0, longest_s=30.0)


class Vosk:
    """The loaded model of one folder. Raises ModelError when the folder holds no model that loads, or ChangedFile."""

    name = "vosk"

    def __init__(self, folder: Path) -> None:
        integrity.check_model(folder)
        vosk.SetLogLevel(-1)
        try:
            with tempfile.TemporaryDirectory(prefix="assist-vosk-") as scratch:
                self._model = vosk.Model(str(_without_dither(folder, Path(scratch))))
        except Exception as error:
            raise ModelError(f"The Vosk model in {folder} does not load; fetch or add it again.") from error

    def open(self, speaker: Speaker) -> GatedSession:
        return GatedSession(speaker, lambda: VoskLine(self._model), _PATIENCE)

    def close(self) -> None:
        del self._model


def _without_dither(folder: Path, scratch: Path) -> Path:
    """The model with one option changed: no random dither, so that the same call gives the same words.

    Models are trained with dither, a random last bit on every sample; `VoskLine` adds one that is always the same.

    The folder may not be ours to write: a scratch folder links to everything in it but the one file. Where links
    cannot be made, or the model is laid out another way, it is used as it is: words may then differ between runs.
    """
    options = folder / "conf" / "mfcc.conf"
    if not options.is_file():
        return folder
    (scratch / "conf").mkdir()
    try:
        for path in [*folder.iterdir(), *options.parent.iterdir()]:
            if path not in (options, options.parent):
                (scratch / path.relative_to(folder)).symlink_to(path.resolve())
    except OSError:
        return folder
    (scratch / "conf" / "mfcc.conf").write_text(options.read_text(encoding="utf-8").rstrip() + "\n--dither=0\n")
    return scratch


class VoskLine:
    """One utterance; a fresh recogniser, so that times count from its first sample."""

    def __init__(self, model: vosk.Model) -> None:
        self._recogniser = vosk.KaldiRecognizer(model, float(RATE))
        self._recogniser.SetWords(True)
        self._words: list[TimedWord] = []
        self._fed = 0
        self._dither = np.random.default_rng(0)

    def feed(self, samples: Samples) -> None:
        self._fed += len(samples)
        noisy = samples * 32766 + self._dither.normal(0, 1, len(samples))
        pcm = np.clip(noisy, -32767, 32767).astype("<i2").tobytes()
        if self._recogniser.AcceptWaveform(pcm):
            self._keep(json.loads(self._recogniser.Result()))

    def guess(self, *, settled: bool) -> str:  # noqa: ARG002  (it reads as it hears, always with the same care)
        open_words: str = json.loads(self._recogniser.PartialResult())["partial"]
        return " ".join([*(word.text for word in self._words), *open_words.split()])

    def close(self, leave_out: int = 0) -> Reading:
        self._keep(json.loads(self._recogniser.FinalResult()))
        until = (self._fed - leave_out) / RATE
        words = tuple(word for word in self._words if (word.start_s + word.end_s) / 2 < until)
        return Reading(" ".join(word.text for word in words), words)

    def _keep(self, result: dict[str, Any]) -> None:
        self._words += [
            TimedWord(word["word"], word["start"], word["end"], word["conf"]) for word in result.get("result", [])
        ]

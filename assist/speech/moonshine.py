"""Moonshine tiny (MIT), English, the engine that works right after install: its model is inside the wheel.

It reads a whole utterance at a time. Its own streaming costs as much (the bench compares them) but decides by itself
when to read; here the boundaries and the moment of every reading are ours (`session.py`), so that a busy machine can
leave partial texts out and a replay is the same each time. Its own voice detection is switched off for that reason.
"""

from __future__ import annotations

import re

import numpy as np
from moonshine_voice.errors import MoonshineError
from moonshine_voice.moonshine_api import ModelArch
from moonshine_voice.transcriber import Transcriber as Model
from moonshine_voice.utils import get_model_path

from assist.errors import ModelError
from assist.events import RATE, Samples, Speaker
from assist.speech.boundaries import Patience
from assist.speech.session import GatedSession, Reading

LOUDNESS = 0.08
"""Root mean square that an utterance is brought to: quiet callers are read with fewer errors."""
LARGEST_GAIN = 20.0
_OPTIONS = {"vad_threshold": 0, "identify_speakers": "false", "return_audio_data": "false"}
_LOOP = re.compile(r"\b(\S+(?: \S+){0,5}?)(?:[ ,.]+\1\b){3,}", re.IGNORECASE)
"""The same words four times and more without a break: what the decoder makes of sounds that are no speech."""


class Moonshine:
    """The loaded model. Raises ModelError when the installed package cannot load it."""

    name = "moonshine"

    def __init__(self) -> None:
        try:
            self._model = Model(get_model_path("tiny-en"), ModelArch.TINY, options=_OPTIONS)
        except (MoonshineError, OSError) as error:
            raise ModelError(
                "Moonshine's English model does not load; `assist doctor` checks the installation."
            ) from error

    def open(self, speaker: Speaker) -> GatedSession:
        return GatedSession(speaker, lambda: MoonshineLine(self._model), Patience())

    def close(self) -> None:
        self._model.close()


class MoonshineLine:
    """One utterance, kept as audio and read whole each time it is asked for and has grown."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._frames: list[Samples] = []
        self._read_frames = 0
        self._text = ""

    def feed(self, samples: Samples) -> None:
        self._frames.append(samples)

    def guess(self) -> str:
        if len(self._frames) != self._read_frames:
            self._text = self._read(np.concatenate(self._frames))
            self._read_frames = len(self._frames)
        return self._text

    def close(self) -> Reading:
        return Reading(self.guess())

    def _read(self, audio: Samples) -> str:
        level = float(np.sqrt(np.mean(np.square(audio)))) or LOUDNESS
        gain = min(LARGEST_GAIN, LOUDNESS / level, 0.99 / float(np.abs(audio).max() or 1.0))
        # A Python list is what the package's own interface takes; converting costs 2 % of the reading.
        transcript = self._model.transcribe_without_streaming((audio * gain).tolist(), RATE)
        text = " ".join(line.text.strip() for line in transcript.lines).strip()
        return _LOOP.sub(r"\1", text)

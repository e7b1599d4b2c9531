"""Where an utterance begins and ends, from the speech probability of each frame. Knows nothing of words.

An utterance begins when three frames in a row are surely speech, and ends at a pause. A short one is given a longer
pause, because fragments are read with more errors and are seldom a whole thought; a long one a shorter and shorter
pause, because a recogniser that reads whole utterances costs more and errs more on long ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from assist.events import FRAME, RATE

FRAMES_A_SECOND = RATE / FRAME
SURE = 0.5
STILL = 0.35
"""Below SURE to begin but above STILL, speech that has begun goes on: fading word ends stay inside."""
ONSET_FRAMES = 3
VOICED_S = 0.2
"""An utterance with less sure speech than this was a click or a cough; it is not recognised."""
CERTAIN = 0.9
CERTAIN_FRAMES = 3
"""Nor is one without a moment of certainty: voices reach it in every word, hold music hardly ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long an engine may be given: the pause that ends an utterance, and the length that forces an end."""

    short_s: float = 2.5
    short_pause_s: float = 0.9
    pause_s: float = 0.6
    relaxed_until_s: float = 4.0
    longest_s: float = 9.0

    def pause_frames(self, length_s: float) -> int:
        """Quiet frames that end an utterance of this length; from `longest_s` on none are needed."""
        if length_s < self.short_s:
            return round(self.short_pause_s * FRAMES_A_SECOND)
        over = (length_s - self.relaxed_until_s) / (self.longest_s - self.relaxed_until_s)
        return round(self.pause_s * min(1.0, max(0.0, 1.0 - over)) * FRAMES_A_SECOND)


class Mark(Enum):
    QUIET = auto()
    SPEECH = auto()
    END = auto()


class Boundaries:
    """Frame probabilities in, marks out: QUIET outside an utterance, SPEECH inside (its short pauses too), END."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._onset = 0
        self._certain = 0
        self.frames = 0
        """Frames of the open utterance, counted from the first sure one; 0 outside."""
        self.quiet = 0
        """Quiet frames at its end so far."""
        self.voiced = 0
        """Frames in it that were surely speech."""

    def hear(self, probability: float) -> Mark:
        if self.frames == 0:
            return self._outside(probability)
        self.frames += 1
        self.voiced += probability >= SURE
        self._certain += probability >= CERTAIN
        self.quiet = 0 if probability >= STILL else self.quiet + 1
        length_s = self.frames / FRAMES_A_SECOND
        if self.quiet >= self._patience.pause_frames(length_s):
            return Mark.END
        return Mark.SPEECH

    def close(self) -> None:
        """Forget the utterance that has ended."""
        self._onset = self._certain = self.frames = self.quiet = self.voiced = 0

    def _outside(self, probability: float) -> Mark:
        self._onset = self._onset + 1 if probability >= SURE else 0
        if self._onset < ONSET_FRAMES:
            return Mark.QUIET
        self.frames = self.voiced = self._onset
        return Mark.SPEECH

    @property
    def worth_reading(self) -> bool:
        """Whether there is enough speech in the utterance for a recogniser."""
        return self.voiced >= VOICED_S * FRAMES_A_SECOND and self._certain >= CERTAIN_FRAMES

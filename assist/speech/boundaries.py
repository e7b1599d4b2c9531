"""Where an utterance begins and ends, from the speech probability of each frame. Knows nothing of words or loudness.

An utterance begins when three frames in a row are surely speech, and ends at a pause. A short one is given a longer
pause, because fragments are read with more errors and are seldom a whole thought; a long one a shorter and shorter
pause, because a recogniser that reads whole utterances costs more and errs more on long ones. Whoever speaks on
without any pause is cut where the last seconds were least like speech, and what came after begins the next utterance.
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
CUT_WITHIN_S = 2.0
"""How far back an utterance without a pause may be cut."""
CUT_WIDTH = 3
"""Frames over which the least speech is looked for: a single low one is a consonant as often as a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long an engine may be given: the pause that ends an utterance, and the length at which it is cut."""

    short_s: float = 2.5
    short_pause_s: float = 0.9
    pause_s: float = 0.6
    shortest_pause_s: float = 0.2
    relaxed_until_s: float = 4.0
    longest_s: float = 8.0

    def pause_frames(self, length_s: float) -> int:
        """Quiet frames that end an utterance of this length."""
        if length_s < self.short_s:
            return round(self.short_pause_s * FRAMES_A_SECOND)
        over = min(1.0, max(0.0, (length_s - self.relaxed_until_s) / (self.longest_s - self.relaxed_until_s)))
        return round((self.pause_s + over * (self.shortest_pause_s - self.pause_s)) * FRAMES_A_SECOND)


class Mark(Enum):
    QUIET = auto()
    SPEECH = auto()
    END = auto()
    CUT = auto()


class Boundaries:
    """Frame probabilities in, marks out: QUIET outside an utterance, SPEECH inside (its short pauses too), then END.

    CUT instead of END when it has grown too long: `rest` frames of it belong to the next one.
    """

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._heard: list[float] = []
        self._open = False
        self._goes_on = False
        self.quiet = 0
        """Quiet frames at the end of the open utterance so far."""

    @property
    def frames(self) -> int:
        """Frames of the open utterance, counted from the first sure one; 0 outside."""
        return len(self._heard) if self._open else 0

    def hear(self, probability: float) -> Mark:
        if not self._open:
            return self._outside(probability)
        self._heard.append(probability)
        self.quiet = 0 if probability >= STILL else self.quiet + 1
        length_s = len(self._heard) / FRAMES_A_SECOND
        if self.quiet >= self._patience.pause_frames(length_s):
            return Mark.END
        return Mark.CUT if length_s >= self._patience.longest_s else Mark.SPEECH

    def close(self, rest: int = 0) -> None:
        """The utterance has ended; its last `rest` frames are the next one's first. With none, wait for speech."""
        self._goes_on = rest > 0 and self.worth_reading
        self._heard = self._heard[len(self._heard) - rest :]
        self._open = rest > 0
        self.quiet = min(self.quiet, rest)

    @property
    def rest(self) -> int:
        """Frames after the place where a cut does least harm: the middle of the least speech lately, or the latest."""
        first = max(1, len(self._heard) - round(CUT_WITHIN_S * FRAMES_A_SECOND))
        half = CUT_WIDTH // 2
        places = range(first + half, len(self._heard) - half)
        least = min(places, key=lambda place: (sum(self._heard[place - half : place + half + 1]), -place))
        return len(self._heard) - least

    def _outside(self, probability: float) -> Mark:
        self._heard = [*self._heard, probability] if probability >= SURE else []
        self._open = len(self._heard) >= ONSET_FRAMES
        return Mark.SPEECH if self._open else Mark.QUIET

    @property
    def worth_reading(self) -> bool:
        """Whether there is enough speech in the utterance for a recogniser; little is enough after a cut."""
        voiced = sum(probability >= SURE for probability in self._heard)
        if self._goes_on:
            return voiced >= ONSET_FRAMES
        certain = sum(probability >= CERTAIN for probability in self._heard)
        return voiced >= VOICED_S * FRAMES_A_SECOND and certain >= CERTAIN_FRAMES

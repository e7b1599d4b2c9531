"""One speaker's session for engines that recognise audio: voice gate, boundaries, partials, times and ids.

An engine brings a `Line`: one utterance being recognised. Everything else is here, once. The recogniser is never
given audio without speech: it costs, and some engines invent sentences from it.

When partials are made is decided in audio time, never by the clock, so that a replay gives the same events every
time. The interval grows with the utterance because Moonshine encodes it anew each time; and one more is made in the
first short pause, which usually catches the last word at once and, when the pause turns out to be the end, is
already the final text. A partial that is due while the machine is behind is made when it has caught up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np

from assist.events import FRAME, Samples, Speaker, seconds
from assist.speech.boundaries import CUT_WITHIN_S, FRAMES_A_SECOND, ONSET_FRAMES, Boundaries, Mark, Patience
from assist.speech.voice import Voice
from assist.spoken import Spoken, SpokenWord

LEAD_FRAMES = 16
"""Frames before the first sure one that the recogniser gets too (0.5 s): soft beginnings are words as well."""
TAIL_FRAMES = 8
"""Quiet frames after the last speech that the recogniser gets too (0.26 s): with more, Moonshine errs more."""
FIRST_PARTIAL_S = 0.45
PARTIAL_GROWTH = 0.1
"""Seconds to the next partial: at least the first, and this share of the utterance so far."""


class TimedWord(NamedTuple):
    """A word with times in seconds since the line's first sample."""

    text: str
    start_s: float
    end_s: float
    confidence: float


class Reading(NamedTuple):
    text: str
    words: tuple[TimedWord, ...] = ()


class Line(Protocol):
    """One utterance being recognised."""

    def feed(self, samples: Samples) -> None: ...

    def guess(self, *, settled: bool) -> str:
        """The words so far. `settled`: nothing is being said, so read as carefully as `close` would."""
        ...

    def close(self, leave_out: int = 0) -> Reading:
        """The final words, without those in the last `leave_out` samples; the line is not used again."""
        ...


class GatedSession:
    """A `Session` around an engine's lines."""

    def __init__(self, speaker: Speaker, open_line: Callable[[], Line], patience: Patience) -> None:
        self._speaker = speaker
        self._open_line = open_line
        self._patience = patience
        self._voice = Voice()
        self._boundaries = Boundaries(patience)
        self._rest = np.zeros(0, np.float32)
        self._frame = 0
        self._lead: deque[Samples] = deque(maxlen=LEAD_FRAMES + ONSET_FRAMES)
        self._held: list[Samples] = []
        self._recent: deque[Samples] = deque(maxlen=round(CUT_WITHIN_S * FRAMES_A_SECOND))
        self._open: _OpenLine | None = None
        self._uttered = 0

    def accept(self, samples: Samples, *, partials: bool = True) -> list[Spoken]:
        audio = np.concatenate([self._rest, samples])
        whole = len(audio) - len(audio) % FRAME
        self._rest = audio[whole:]
        heard: list[Spoken] = []
        for start in range(0, whole, FRAME):
            heard += self._hear(audio[start : start + FRAME], partials=partials)
        return heard

    def skip(self, length: int) -> None:
        passed = len(self._rest) + length
        self._frame += passed // FRAME
        self._rest = np.zeros(passed % FRAME, np.float32)
        self._forget()

    def finish(self) -> list[Spoken]:
        return self._end() if self._open else []

    def _forget(self) -> None:
        """Nothing of what was heard lately is left; an utterance that was told in part gets no end."""
        self._uttered += self._open is not None
        self._open = None
        self._boundaries = Boundaries(self._patience)
        for kept in (self._lead, self._held, self._recent):
            kept.clear()

    def _hear(self, frame: Samples, *, partials: bool) -> list[Spoken]:
        self._frame += 1
        mark = self._boundaries.hear(self._voice.probability(frame))
        if mark is Mark.QUIET:
            self._lead.append(frame)
            return []
        if self._open is None:
            self._begin()
        line = self._open
        assert line is not None
        self._feed(line, frame)
        self._recent.append(frame)
        if mark is Mark.END:
            return self._end()
        if mark is Mark.CUT:
            return self._end(self._boundaries.rest)
        return self._partial(line) if partials and line.partial_due(self._boundaries) else []

    def _begin(self) -> None:
        begun = self._frame - self._boundaries.frames
        self._open = _OpenLine(self._open_line(), begun, self._frame - 1 - len(self._lead))
        for frame in self._lead:
            self._open.feed(frame)
        self._lead.clear()

    def _go_on(self, rest: int) -> None:
        """Begin with what was cut off from the utterance before."""
        self._open = _OpenLine(self._open_line(), self._frame - rest, self._frame - rest)
        for frame in list(self._recent)[-rest:]:
            self._open.feed(frame)

    def _feed(self, line: _OpenLine, frame: Samples) -> None:
        """Hold back what may be the silence after the end; give it all when speech goes on."""
        self._held.append(frame)
        if self._boundaries.quiet <= TAIL_FRAMES:
            for held in self._held:
                line.feed(held)
            self._held.clear()

    def _partial(self, line: _OpenLine) -> list[Spoken]:
        text = line.guess(settled=self._boundaries.quiet > 0)
        if not text:
            return []
        start, end = self._span(line)
        now = seconds(self._frame * FRAME)
        return [Spoken(at=now, speaker=self._speaker, id=self._id, start=start, end=end, text=text, final=False)]

    def _end(self, rest: int = 0) -> list[Spoken]:
        """Close the utterance; its last `rest` frames are the next one's first."""
        line = self._open
        assert line is not None
        start, end = self._span(line, rest)
        leave_out = max(0, rest - len(self._held)) * FRAME
        reading = line.close(leave_out) if self._boundaries.worth_reading else Reading("")
        self._boundaries.close(rest)
        self._open = None
        if rest:
            self._go_on(rest)
        else:
            self._lead.extend(self._held)
        self._held.clear()
        self._recent.clear()
        if not reading.text:
            return []
        utterance = Spoken(
            at=seconds(self._frame * FRAME),
            speaker=self._speaker,
            id=self._id,
            start=start,
            end=end,
            text=reading.text,
            final=True,
            words=tuple(line.placed(word, end) for word in reading.words),
        )
        self._uttered += 1
        return [utterance]

    @property
    def _id(self) -> str:
        return f"{self._speaker}-{self._uttered + 1}"

    def _span(self, line: _OpenLine, rest: int = 0) -> tuple[float, float]:
        """First and last moment of speech, in seconds."""
        return seconds(line.begun * FRAME), seconds((self._frame - max(rest, self._boundaries.quiet)) * FRAME)


class _OpenLine:
    """The engine's line, with what the session must remember about it."""

    def __init__(self, line: Line, begun: int, first_frame: int) -> None:
        self._line = line
        self.begun = begun
        self._first_frame = first_frame
        self._guessed_at = 0
        self._guessed_in_pause = False

    def feed(self, frame: Samples) -> None:
        self._line.feed(frame)

    def partial_due(self, boundaries: Boundaries) -> bool:
        if not boundaries.worth_reading:
            return False
        if boundaries.quiet:
            due = boundaries.quiet >= TAIL_FRAMES and not self._guessed_in_pause
            self._guessed_in_pause = self._guessed_in_pause or due
        else:
            self._guessed_in_pause = False
            interval = max(FIRST_PARTIAL_S, PARTIAL_GROWTH * boundaries.frames / FRAMES_A_SECOND)
            due = boundaries.frames - self._guessed_at >= interval * FRAMES_A_SECOND
        if due:
            self._guessed_at = boundaries.frames
        return due

    def guess(self, *, settled: bool) -> str:
        return self._line.guess(settled=settled)

    def close(self, leave_out: int) -> Reading:
        return self._line.close(leave_out)

    def placed(self, word: TimedWord, end: float) -> SpokenWord:
        """A word of the line on the call's clock, inside what was heard of the utterance."""
        zero = self._first_frame / FRAMES_A_SECOND
        word_end = round(min(zero + word.end_s, max(end, zero)), 4)
        return SpokenWord(
            text=word.text,
            start=round(min(zero + word.start_s, word_end), 4),
            end=word_end,
            confidence=min(1.0, max(0.0, word.confidence)),
        )

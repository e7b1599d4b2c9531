"""Words as a recogniser gave them, with whatever secrets were spoken.

Known to the recognisers, the masker and the pipeline between them, and to nobody else: an import contract holds it.
Its representation leaves the words out, so that no log and no traceback can hold them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assist.events import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWord:
    """One word with the engine's own times (seconds of call) and confidence (0 to 1)."""

    text: str = field(repr=False)
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What was understood of one stretch of speech. Times are seconds of call audio.

    Not `final`: the words so far; a later one of the same id replaces it. `words` only from engines that time them;
    they are those of `text`, in order, divided by spaces.
    """

    at: float
    speaker: Speaker
    id: str
    start: float
    end: float
    text: str = field(repr=False)
    final: bool
    words: tuple[SpokenWord, ...] = ()

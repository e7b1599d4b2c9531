"""The notes that were sent from this window, and what became of each. Knows no Qt, no link and no clock."""

from __future__ import annotations

from typing import Literal, NamedTuple

from assist.console.steps_in import Became

KEPT = 300
"""Notes that are remembered at most."""


class SentNote(NamedTuple):
    """A note to an agent. `at`: the console's clock, s since 1970."""

    id: str
    call: str
    text: str
    at: float
    became: Became | Literal["on its way"] = "on its way"
    why: str = ""
    """Where it was refused: a sentence."""


class Notes:
    """All of them, the oldest first."""

    def __init__(self) -> None:
        self._notes: dict[str, SentNote] = {}

    def add(self, note: SentNote) -> None:
        self._notes[note.id] = note
        for oldest in list(self._notes)[:-KEPT]:
            del self._notes[oldest]

    def settle(self, note: str, became: Became, why: str = "") -> None:
        """Take in what became of a note; one that is not ours, or of an earlier run, is left."""
        if note in self._notes:
            self._notes[note] = self._notes[note]._replace(became=became, why=why)

    def of(self, call: str) -> tuple[SentNote, ...]:
        """Those to a call, the newest first."""
        return tuple(reversed([note for note in self._notes.values() if note.call == call]))

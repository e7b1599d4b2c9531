"""What comes from the floor: a supervisor's note, and what supervisors see of the call. Knows no Qt."""

from __future__ import annotations

from typing import NamedTuple

from assist.events import AnyEvent, CallState, FloorLink, FloorNote, Shared

NOTE_S = 120.0
"""A note goes by itself after this long: it was about the moment in which it was sent."""


class Note(NamedTuple):
    """A supervisor's line."""

    id: str
    name: str
    text: str


class FloorNews:
    """One agent's, over all calls. `now` is any steady clock in seconds."""

    def __init__(self) -> None:
        self._note: Note | None = None
        self._note_at = 0.0
        self.joined: bool | None = None
        """Whether supervisors are told of calls just now; None where there is no floor."""
        self.shared: Shared | None = None
        """What they see of the call that goes on."""

    def see(self, event: AnyEvent, now: float) -> None:
        match event:
            case FloorLink():
                self.joined = event.joined
            case FloorNote():
                self._note, self._note_at = Note(event.id, event.name, event.text), now
            case Shared():
                self.shared = event
            case CallState():
                self._note = self.shared = None
            case _:
                pass

    def note(self, now: float) -> Note | None:
        """The note to be shown."""
        return self._note if self._note is not None and now - self._note_at < NOTE_S else None

    def put_away(self) -> None:
        """The agent has read the note."""
        self._note = None

"""The latest words of each speaker, as far as they are known. Knows no Qt."""

from __future__ import annotations

from assist.events import AnyEvent, Partial, Pause, Revealed, Speaker, Utterance


class LiveWords:
    """One call's."""

    def __init__(self) -> None:
        self._lines: dict[Speaker, str] = {}
        self._ids: dict[Speaker, str] = {}
        self._unfinished: set[Speaker] = set()

    def see(self, event: AnyEvent) -> None:
        """Words, words shown again, or the beginning of a pause: of a line that it cuts off no end will come."""
        match event:
            case Partial() | Utterance():
                self._forget(event.speaker)
                self._lines[event.speaker] = event.text
                self._ids[event.speaker] = event.id
                if isinstance(event, Partial):
                    self._unfinished.add(event.speaker)
            case Revealed() if self._ids.get(event.speaker) == event.utterance:
                self._lines[event.speaker] = event.text  # a dict keeps its order
            case Pause(paused=True) if "customer" in self._unfinished:
                self._forget("customer")
            case _:
                pass

    @property
    def lines(self) -> tuple[tuple[Speaker, str], ...]:
        """In the order in which they spoke, the newest last."""
        return tuple(self._lines.items())

    def _forget(self, speaker: Speaker) -> None:
        self._lines.pop(speaker, None)
        self._ids.pop(speaker, None)
        self._unfinished.discard(speaker)

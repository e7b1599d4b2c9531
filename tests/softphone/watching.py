"""What Assist does during a call, read from outside: its events as they come into a file, and its window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from assist.events import AnyEvent, from_json
from assist.terminal import describe
from tests.overlay.screen import until

T = TypeVar("T")


class Watching:
    """The events of `--events-out`, each said once as a line for people."""

    def __init__(self, file: Path, say: Callable[[str], None]) -> None:
        self._file = file
        self._say = say
        self._read = 0
        self.events: list[AnyEvent] = []

    def of(self, kind: type[T]) -> list[T]:
        """Those of one kind so far."""
        return [event for event in self.events if isinstance(event, kind)]

    def look(self) -> None:
        """Take what is new; a line that is still being written is for the next look."""
        if not self._file.exists():
            return
        with self._file.open("rb") as file:
            file.seek(self._read)
            text, end, _ = file.read().rpartition(b"\n")
        self._read += len(text + end)
        for line in text.splitlines():
            event = from_json(line)
            self.events.append(event)
            for words in describe(event):
                self._say("  " + click.unstyle(words))

    def until(self, condition: Callable[[], T | None], patience_s: float) -> T:
        """What `condition` answers once it is something, with everything said that happens before."""

        def looked() -> T | None:
            self.look()
            return condition()

        return until(looked, patience_s)

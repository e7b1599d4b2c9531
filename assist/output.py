"""Where a command's events go: standard output, as lines or JSON, and a file. Sinks like the overlay."""

from __future__ import annotations

import errno
import os
import sys
from functools import partial
from pathlib import Path
from typing import IO

from assist.errors import AssistError
from assist.events import AnyEvent, to_json
from assist.live import Sink
from assist.terminal import print_event


class Output:
    """The sinks of a command, with the events file open while they are used.

    A sink never raises: when a disk is full or a pipe is closed, that output stops, the call goes on, and the end
    says so in one sentence.
    """

    def __init__(self, *, as_json: bool, events_out: Path | None) -> None:
        self._as_json = as_json
        self._path = events_out
        self._file: IO[bytes] | None = None
        self._broken: dict[str, str] = {}

    def __enter__(self) -> list[Sink]:
        stdout = partial(_write_line, sys.stdout.buffer) if self._as_json else print_event
        sinks = [self._guarded("The output", stdout)]
        if self._path is not None:
            try:
                self._file = self._path.open("wb")
            except OSError as error:
                raise AssistError(f"{self._path} cannot be written: {error.strerror}.") from None
            sinks.append(self._guarded(str(self._path), partial(_write_line, self._file)))
        return sinks

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for name, stream in ((str(self._path), self._file), ("The output", sys.stdout)):
            try:
                if stream is not None:
                    stream.flush()
            except OSError as error:
                self._broken[name] = str(error.strerror)
        wrong = [(name, reason) for name, reason in self._broken.items() if reason != os.strerror(errno.EPIPE)]
        if wrong and kind is None:  # a reader that had enough, as `head`, is no problem
            name, reason = wrong[0]
            raise AssistError(f"{name} could not be written to its end: {reason}.")

    def _guarded(self, name: str, sink: Sink) -> Sink:
        def take(event: AnyEvent) -> None:
            if name not in self._broken:
                try:
                    sink(event)
                except OSError as error:
                    self._broken[name] = str(error.strerror)

        return take


def _write_line(stream: IO[bytes], event: AnyEvent) -> None:
    """JSON is UTF-8 whatever the terminal is."""
    stream.write(to_json(event) + b"\n")
    stream.flush()

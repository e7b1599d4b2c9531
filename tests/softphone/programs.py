"""Programs of the demo: each writes into a file of its own, and is ended by its id, the last one first."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.making import ROOT

_LEAVE_S = 5.0
"""baresip would go on saying goodbye for half a minute to a phone that has gone."""
_END_S = 60.0


class Program:
    """One that runs, and the lines that it has said."""

    def __init__(self, process: subprocess.Popen[bytes], said: Path) -> None:
        self._process = process
        self._said = said

    @property
    def lines(self) -> list[str]:
        """What is complete."""
        return lines(self._said)

    @property
    def complaints(self) -> str:
        return _complaints(self._said).read_text(encoding="utf-8", errors="replace")

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def tell(self, line: str) -> None:
        """One line on its stdin."""
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def kill(self) -> None:
        """As a crash would end it."""
        self._process.kill()

    def interrupt(self) -> int:
        """Ctrl-C; its exit code."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(timeout=_END_S)


@contextmanager
def started(words: Sequence[str | Path], environment: Mapping[str, str], said: Path) -> Iterator[Program]:
    """A program, in a session of its own: Ctrl-C in the terminal is for whoever started it, who ends all in order."""
    with said.open("wb") as out, _complaints(said).open("wb") as err, subprocess.Popen(
        [str(word) for word in words], env=os.environ | environment, cwd=ROOT, start_new_session=True,
        stdin=subprocess.PIPE, stdout=out, stderr=err,
    ) as process:  # fmt: skip
        program = Program(process, said)
        try:
            yield program
        except AssertionError as error:
            error.add_note(f"{said.name} complained: {program.complaints[-800:] or 'of nothing'}")
            raise
        finally:
            process.terminate()
            try:
                process.wait(_LEAVE_S)
            except subprocess.TimeoutExpired:
                process.kill()


def lines(file: Path) -> list[str]:
    """The complete lines of a file that another program may still be writing; none where there is no file yet."""
    if not file.exists():
        return []
    return file.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]


def _complaints(said: Path) -> Path:
    return said.with_suffix(".errors")

"""The standard streams of a program that may have none: a menu, a link or the log-in started it. Knows no window."""

from __future__ import annotations

import os
import stat
import sys
from typing import TextIO

_SESSION_LOGS = ("/.xsession-errors", "/sddm/")
"""In the names of the files into which a desktop without systemd's journal sends what its programs say."""


def open_missing() -> None:
    """Let all that is written go nowhere where the system gave no place for it: pythonw.exe has no streams."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # as long as the program


def are_read() -> bool:
    """Whether a person or a program may read what is said on the standard error.

    Yes at a terminal, and where it goes through a pipe or into a file; no where it goes nowhere or into the desktop's
    own log, as of what a menu starts. Asked after `open_missing`.
    """
    if any(_is_terminal(stream) for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return True
    try:
        mode = os.fstat(sys.stderr.fileno()).st_mode
    except (OSError, ValueError):  # a program that runs us within itself took it
        return True
    return stat.S_ISFIFO(mode) or (stat.S_ISREG(mode) and not _is_session_log(sys.stderr))


def _is_terminal(stream: TextIO | None) -> bool:
    """NUL of Windows says that it is one."""
    return stream is not None and getattr(stream, "name", "") != os.devnull and stream.isatty()


def _is_session_log(stream: TextIO) -> bool:
    try:
        name = os.readlink(f"/proc/self/fd/{stream.fileno()}")
    except OSError:  # other systems have no such logs
        return False
    return any(part in name for part in _SESSION_LOGS)

"""The system's own log: the journal or syslog through a local socket, on Windows the event log. For those who wish it.

What is in a line is said in `log_lines.py`. A log that is full or gone is not waited for: its lines are left out.
"""

from __future__ import annotations

import ctypes
import logging
import os
import socket
import sys
from pathlib import Path
from typing import Protocol

from assist.log_lines import Plain, is_wanted

SOCKETS = (Path("/dev/log"), Path("/var/run/syslog"))
"""Of Linux, whose journal listens there, and of macOS."""
NAME = "Assist"
"""By which Windows knows where an event comes from; the installer registers it with EventCreate.exe as message file."""
_USER = 1 << 3
"""Facility of syslog: programs of users."""
_EVENT = 1
"""Number of every event: EventCreate.exe shows numbers up to 1000 as the text that was given."""


class Out(Protocol):
    """A log of the system."""

    def write(self, level: int, line: str) -> None:
        """`level` is logging's. Raises OSError."""
        ...

    def close(self) -> None: ...


class SystemLog(logging.Handler):
    """Hands lines to the system's log, those that ours gets; never fails."""

    def __init__(self, out: Out) -> None:
        super().__init__(logging.INFO)
        self._out = out
        self.setFormatter(Plain(moment=False))
        self.addFilter(is_wanted)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._out.write(record.levelno, self.format(record))
        except OSError:  # full or gone: the program's own log has the line
            return

    def close(self) -> None:
        self._out.close()
        super().close()


if sys.platform != "win32":

    class Syslog:
        """A datagram a line, as RFC 3164 has them and journald reads them."""

        def __init__(self, place: Path) -> None:
            """Raises OSError where nobody listens."""
            self._place = place
            self._socket = self._open()

        def write(self, level: int, line: str) -> None:
            data = f"<{_USER | _severity(level)}>assist[{os.getpid()}]: {line}".encode()
            try:
                self._socket.send(data)
            except BlockingIOError:
                raise
            except OSError:  # it was begun anew
                self._socket.close()
                self._socket = self._open()
                self._socket.send(data)

        def close(self) -> None:
            self._socket.close()

        def _open(self) -> socket.socket:
            made = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            try:
                made.setblocking(False)
                made.connect(str(self._place))
            except OSError:
                made.close()
                raise
            return made


def _severity(level: int) -> int:
    """Syslog's for logging's."""
    return next((code for least, code in ((50, 2), (40, 3), (30, 4)) if level >= least), 6)


class EventLog:
    """Windows' log of applications. `advapi` is advapi32, with errors kept."""

    def __init__(self, advapi: ctypes.CDLL) -> None:
        """Raises OSError where it cannot be opened."""
        register, self._report, self._deregister = (
            advapi.RegisterEventSourceW, advapi.ReportEventW, advapi.DeregisterEventSource,
        )  # fmt: skip
        register.argtypes = ctypes.c_wchar_p, ctypes.c_wchar_p
        register.restype = ctypes.c_void_p
        word, number, some = ctypes.c_ushort, ctypes.c_uint32, ctypes.c_void_p
        lines = ctypes.POINTER(ctypes.c_wchar_p)
        self._report.argtypes = some, word, word, number, some, word, number, lines, some
        self._deregister.argtypes = (some,)
        self._source: int | None = register(None, NAME)
        if not self._source:
            raise OSError("Windows' event log cannot be opened.")

    def write(self, level: int, line: str) -> None:
        kind = next((code for least, code in ((40, 1), (30, 2)) if level >= least), 4)
        texts = (ctypes.c_wchar_p * 1)(line)
        if not self._report(self._source, kind, 0, _EVENT, None, 1, 0, texts, None):
            raise OSError("Windows' event log took no line.")

    def close(self) -> None:
        if self._source:
            self._deregister(self._source)
            self._source = None


if sys.platform == "win32":

    def open_system_log() -> Out:
        """The log of this system. Raises OSError where there is none."""
        return EventLog(ctypes.WinDLL("advapi32", use_last_error=True))

else:

    def open_system_log() -> Out:
        """The log of this system. Raises OSError where there is none."""
        return Syslog(next((place for place in SOCKETS if place.exists()), SOCKETS[0]))

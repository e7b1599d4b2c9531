"""The system's own log: real datagrams to a socket as the journal's, and the calls that Windows' event log gets."""

from __future__ import annotations

import ctypes
import logging
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from assist import system_log
from assist.log_lines import HIDDEN
from assist.logs import kept, log_folder
from assist.system_log import EventLog, Syslog, SystemLog, open_system_log
from tests.conftest import CANARY


@pytest.fixture
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="log-") as folder:  # short: a socket's path has a limit
        yield Path(folder) / "socket"


def listen(place: Path) -> socket.socket:
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    heard.bind(str(place))
    heard.settimeout(30)
    return heard


def told(heard: socket.socket) -> str:
    return heard.recv(65536).decode()


def fill(out: Syslog) -> None:
    """Write more than a socket holds while nobody reads."""
    for _ in range(100_000):
        out.write(logging.INFO, "x" * 200)


def record(level: int = logging.INFO, name: str = "assist.logs") -> logging.LogRecord:
    return logging.LogRecord(name, level, "x.py", 1, CANARY, (), None)


# --- the journal ------------------------------------------------------------------------------------------------------


def test_a_line_is_a_datagram_with_priority_name_and_process(place: Path) -> None:
    with listen(place) as heard:
        out = SystemLog(Syslog(place))
        out.handle(record())
        assert told(heard) == f"<14>assist[{os.getpid()}]: INFO logs: {HIDDEN}"
        out.close()


@pytest.mark.parametrize(
    ("level", "priority"),
    [(logging.INFO, 14), (logging.WARNING, 12), (logging.ERROR, 11), (logging.CRITICAL, 10)],
)
def test_the_priority_is_that_of_a_users_program_and_the_level(place: Path, level: int, priority: int) -> None:
    with listen(place) as heard:
        out = Syslog(place)
        out.write(level, "x")
        assert told(heard).startswith(f"<{priority}>")
        out.close()


def test_it_gets_what_the_programs_own_log_gets_and_nothing_else(place: Path) -> None:
    with listen(place) as heard:
        out = SystemLog(Syslog(place))
        out.handle(record(logging.DEBUG))
        out.handle(record(logging.INFO, "msgspec"))
        out.handle(record(logging.WARNING, "msgspec"))
        assert told(heard).endswith("WARNING msgspec: said something.")
        out.close()


def test_a_journal_that_was_begun_anew_is_found_again(place: Path) -> None:
    heard = listen(place)
    out = SystemLog(Syslog(place))
    heard.close()
    place.unlink()
    out.handle(record())  # nobody there: left out
    with listen(place) as again:
        out.handle(record(logging.WARNING))
        assert told(again).startswith("<12>")
    out.close()


def test_a_journal_that_takes_nothing_is_not_waited_for(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with listen(place) as heard:
        out = Syslog(place)
        with pytest.raises(BlockingIOError):
            fill(out)
        handler = SystemLog(out)
        handler.handle(record())  # left out
        assert told(heard).endswith("x" * 200)
        handler.close()
    assert capsys.readouterr() == ("", "")


def test_with_the_setting_a_whole_log_comes_there_too(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_log, "SOCKETS", (place,))
    with listen(place) as heard, kept("run", system=True):
        assert "INFO logs: Assist " in told(heard)
    assert "INFO logs: Assist " in (log_folder() / "run.log").read_text(encoding="utf-8")


def test_without_one_the_programs_own_log_says_so_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_log, "SOCKETS", (place,))
    with pytest.raises(FileNotFoundError):
        open_system_log()
    with kept("run", system=True):
        pass
    text = (log_folder() / "run.log").read_text(encoding="utf-8")
    assert text.count("The system has no log that can be written to; there is this one.") == 1
    assert text.endswith("It ends as it should.\n")


# --- Windows ----------------------------------------------------------------------------------------------------------


class FakeFunction:
    """As one of a DLL's: takes types, and calls."""

    argtypes: object = None
    restype: object = None

    def __init__(self, call: Callable[..., int]) -> None:
        self._call = call

    def __call__(self, *given: object) -> int:
        return self._call(*given)


class FakeAdvapi:
    """The three functions of advapi32, with what they were given."""

    def __init__(self, *, there: bool = True, takes: bool = True) -> None:
        self.reported: list[tuple[object, ...]] = []
        self.sources: list[object] = []
        self.closed: list[object] = []

        def register(_server: object, name: object) -> int:
            self.sources.append(name)
            return 7 if there else 0

        def report(*given: object) -> int:
            self.reported.append((*given[:7], cast("ctypes.Array[ctypes.c_wchar_p]", given[7])[0], given[8]))
            return int(takes)

        def deregister(handle: object) -> int:
            self.closed.append(handle)
            return 1

        self.RegisterEventSourceW = FakeFunction(register)
        self.ReportEventW = FakeFunction(report)
        self.DeregisterEventSource = FakeFunction(deregister)


def event_log(advapi: FakeAdvapi) -> EventLog:
    return EventLog(cast(ctypes.CDLL, advapi))


def test_on_windows_a_line_is_an_event_of_our_source() -> None:
    advapi = FakeAdvapi()
    out = SystemLog(event_log(advapi))
    for level in (logging.INFO, logging.WARNING, logging.ERROR):
        out.handle(record(level))
    assert advapi.sources == ["Assist"]
    kinds = {4: "INFO", 2: "WARNING", 1: "ERROR"}
    assert advapi.reported == [
        (7, kind, 0, 1, None, 1, 0, f"{level} logs: {HIDDEN}", None) for kind, level in kinds.items()
    ]
    out.close()
    out.close()
    assert advapi.closed == [7]
    register = advapi.RegisterEventSourceW
    assert register.restype is ctypes.c_void_p  # a handle is as wide as a pointer


def test_an_event_log_that_is_not_there_or_full_ends_nothing() -> None:
    with pytest.raises(OSError, match="cannot be opened"):
        event_log(FakeAdvapi(there=False))
    full = FakeAdvapi(takes=False)
    SystemLog(event_log(full)).handle(record())
    assert len(full.reported) == 1

"""The program's own log: files of bounded size that tell how a day went, and never what anybody said.

`log_lines.py` says what is in a line. A log is kept by the commands that run for long, in the system's folder for logs:
up to four files of 1 MB for each kind of process, and beside them where a crash happened. Two processes never write to
one file: each has the lock of its own. Also here: what an error that nobody caught leaves behind.
"""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import os
import platform
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal

import platformdirs

from assist.errors import AssistError
from assist.log_lines import Plain, is_wanted, place_of, placed
from assist.settings import APP
from assist.system_log import SystemLog, open_system_log

log = logging.getLogger(__name__)

Kind = Literal["run", "floor"]
MOST_BYTES = 1_000_000
OLDER = 3
"""Files that are kept beside the one that is written."""
AT_ONCE = 3
"""Processes of one kind that have a log; further ones have none."""
_CRASH_BYTES = 100_000


def log_folder() -> Path:
    """Where the logs of this user are."""
    return platformdirs.user_log_path(APP, appauthor=False)


@contextmanager
def kept(kind: Kind, *, system: bool = False) -> Iterator[None]:
    """Keep a log meanwhile; `system`: in the system's own too. That one cannot be written is said and ends nothing."""
    with ExitStack() as up:
        root, ours = logging.getLogger(), logging.getLogger("assist")
        up.callback(ours.setLevel, ours.level)
        ours.setLevel(logging.INFO)
        try:
            name = up.enter_context(_own_name(log_folder(), kind))
            _attach(up, root, LogFile(log_folder() / f"{name}.log"))
            _keep_crashes(up, log_folder() / f"{name}.crash.txt")
        except OSError as error:
            _tell(f"assist: No log can be written in {log_folder()}: {error.strerror}.")
        if system:
            _attach_system(up, root)
        up.enter_context(_uncaught())
        log.info("Assist %d.%d.%d begins: %s on %s, Python %d.%d.%d.", *_numbers(version(APP)), kind,
                 sys.platform, *_numbers(platform.python_version()))  # fmt: skip
        try:
            yield
        except BaseException as error:
            log.info("It ends: %s.", place_of(error))
            raise
        else:
            log.info("It ends as it should.")


class LogFile(logging.handlers.RotatingFileHandler):
    """A file that goes on in a new one when it is full; private, and silent where it cannot be written."""

    def __init__(self, path: Path, *, most_bytes: int = MOST_BYTES, older: int = OLDER) -> None:
        """Opens it. Raises OSError."""
        super().__init__(path, maxBytes=most_bytes, backupCount=older, encoding="utf-8", errors="replace")
        self.setFormatter(Plain())
        self.addFilter(is_wanted)

    def _open(self) -> Any:
        return open(self.baseFilename, "a", encoding="utf-8", errors="replace", opener=_private)

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: logging would print what was to be written, with its words. A full disk may be emptied again."""


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _attach(up: ExitStack, logger: logging.Logger, handler: logging.Handler) -> None:
    up.callback(handler.close)
    up.callback(logger.removeHandler, handler)
    logger.addHandler(handler)


def _attach_system(up: ExitStack, root: logging.Logger) -> None:
    try:
        out = open_system_log()
    except OSError:
        log.info("The system has no log that can be written to; there is this one.")
        return
    _attach(up, root, SystemLog(out))


# --- one process, one file --------------------------------------------------------------------------------------------


@contextmanager
def _own_name(folder: Path, kind: Kind) -> Iterator[str]:
    """A name that no other process has meanwhile. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for number in range(1, AT_ONCE + 1):
        name = kind if number == 1 else f"{kind}-{number}"
        with open(folder / f"{name}.lock", "ab", opener=_private) as file:
            if _lock(file):
                yield name
                return
    raise BlockingIOError(0, "several of this program write there already")


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        """Until it is closed; whether nobody else had it."""
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[bytes]) -> bool:
        """Until it is closed; whether nobody else had it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


# --- what ends a program ----------------------------------------------------------------------------------------------


def _keep_crashes(up: ExitStack, path: Path) -> None:
    """Where each thread was when a native library crashed: files and lines, no values. Raises OSError."""
    if faulthandler.is_enabled():  # somebody looks for one already
        return
    begun = path.exists() and path.stat().st_size < _CRASH_BYTES
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if begun else os.O_TRUNC)
    file = up.enter_context(os.fdopen(_private(str(path), flags), "ab"))
    faulthandler.enable(file)
    up.callback(faulthandler.disable)


@contextmanager
def _uncaught() -> Iterator[None]:
    """Errors that nobody caught, by kind and place; their text is shown only where a person sits at the terminal.

    It stays so after an error that ends the program: Python's own report, with the error's text, comes only then.
    """
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    on_main, on_thread, in_passing = before

    def main(kind: type[BaseException], error: BaseException, came: TracebackType | None) -> None:
        if _lost(kind, came):
            on_main(kind, error, came)

    def thread(args: threading.ExceptHookArgs) -> None:
        if _lost(args.exc_type, args.exc_traceback):
            on_thread(args)

    def passing(args: Any) -> None:
        if _lost(args.exc_type, args.exc_traceback):
            in_passing(args)

    sys.excepthook, threading.excepthook, sys.unraisablehook = main, thread, passing
    try:
        yield
    except (AssistError, SystemExit):  # an end with a sentence of our own, or none
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
        raise
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def _lost(kind: type[BaseException], came: TracebackType | None) -> bool:
    """Write it; whether the usual report may follow: into a file or the session's journal no words may go."""
    if issubclass(kind, KeyboardInterrupt):
        return True
    where = placed(kind, came)
    if log.hasHandlers():  # where the log has ended already, logging itself would print it
        log.error("Nobody caught an error: %s.", where)
    if sys.stderr is None or sys.stderr.isatty():
        return sys.stderr is not None
    _tell(f"assist: Nobody caught an error: {where}.")
    return False


def _tell(sentence: str) -> None:
    """A program without a terminal may have nowhere to say it."""
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")


def _numbers(text: str) -> list[int]:
    """The first three numbers of a version."""
    digits = [int("".join(letter for letter in part if letter.isdecimal()) or 0) for part in text.split(".")]
    return [*digits, 0, 0, 0][:3]

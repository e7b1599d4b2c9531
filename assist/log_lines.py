"""What of a log record may be written: a sentence that stands in our own code, with numbers and a few known words.

Here it is made sure that no word a person said comes into a log, whatever is logged by mistake: a sentence that was put
together at run time is not in the code, and of what is filled in only numbers, the words below, kinds of errors and
places in our code are shown. Of another library's records only its name and the level are written. Refused: trusting
every line that logs to be careful; a list of the sentences beside the code, which would be forgotten.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import CodeType, TracebackType

HIDDEN = "\u2026"
"""Stands where something is not shown."""
MOST = 1_000_000
"""Numbers from here on are not shown: they may be somebody's."""
DEEPEST = 8
"""Places shown of an error that came a long way."""
WORDS = frozenset({
    "agent", "customer", "heard", "lost", "changed", "gone", "stopped", "refused", "connecting", "joined",
    "channels", "coach", "echo", "emotion", "privacy", "recording", "speech", "tone", "call",
    "moonshine", "vosk", "scripted", "run", "floor", "linux", "win32", "darwin",
})  # fmt: skip
"""What may be filled into a sentence: speakers, states, parts, engines, kinds of logs, systems."""

_FILLED = re.compile(r"%(?:%|[-+ #0]*\d*(?:\.\d+)?[a-zA-Z])")
_PLACE = re.compile(r"(?P<kind>\w+)(?: at (?:assist[\w.]*|__main__):\d+)*")


class Plain(logging.Formatter):
    """One line a record: moment, level, part, sentence. `moment` is off where the reader of the lines adds one."""

    def __init__(self, *, moment: bool = True) -> None:
        super().__init__()
        self._moment = moment

    def format(self, record: logging.LogRecord) -> str:
        line = f"{record.levelname} {_part(record)}: {_sentence(record)}"
        if not self._moment:
            return line
        return f"{datetime.fromtimestamp(record.created).astimezone().isoformat(timespec='milliseconds')} {line}"


def is_wanted(record: logging.LogRecord) -> bool:
    """Ours from INFO; of other libraries, which say nothing here but that there was something, from WARNING."""
    return record.levelno >= (logging.INFO if is_ours(record.name) else logging.WARNING)


def place_of(error: BaseException) -> str:
    """Kind of an error and where in our code it came by, the last first; never its text, which may hold words."""
    return placed(type(error), error.__traceback__)


def placed(kind: type[BaseException], came: TracebackType | None) -> str:
    """The same of its parts. By names of modules, for an installed program's code knows no files."""
    frames = [(str(frame.f_globals.get("__name__")), line) for frame, line in traceback.walk_tb(came)]
    ours = [f"{module}:{line}" for module, line in reversed(frames) if is_ours(module)]
    return " at ".join([kind.__name__, *ours[:DEEPEST]])


def is_ours(module: str) -> bool:
    """Whether a module, or what logs in its name, is a part of this program."""
    return module in ("assist", "__main__") or module.startswith("assist.")


def _part(record: logging.LogRecord) -> str:
    """The module that logs; of another library its package, if there is one of that name."""
    if is_ours(record.name):
        return record.name.removeprefix("assist.") if record.name in sys.modules else "assist"
    package = record.name.partition(".")[0]
    return package if package in sys.modules else HIDDEN


def _sentence(record: logging.LogRecord) -> str:
    if not is_ours(record.name):
        return "said something."
    sentence = filled(record.msg, record.args) if _is_in_the_code(record) else HIDDEN
    error = record.exc_info[1] if record.exc_info else None
    return sentence if error is None else f"{sentence} ({place_of(error)})"


def _is_in_the_code(record: logging.LogRecord) -> bool:
    """Whether its sentence stands as it is in the function that logs it: looked up on the stack, which still has it."""
    frame = sys._getframe()
    while frame is not None and (frame.f_code.co_filename, frame.f_lineno) != (record.pathname, record.lineno):
        frame = frame.f_back  # type: ignore[assignment]  # None at the stack's end
    return frame is not None and isinstance(record.msg, str) and record.msg in _texts(frame.f_code)


def _texts(code: CodeType) -> Iterator[str]:
    return (text for text in code.co_consts if isinstance(text, str))


def filled(sentence: str, values: object) -> str:
    """A sentence with those of its values that may be shown, and a sign in the place of others."""
    left = [] if isinstance(values, Mapping) or not isinstance(values, tuple) else list(values)

    def fill(match: re.Match[str]) -> str:
        if match[0] == "%%":
            return "%"
        value = left.pop(0) if left else None
        try:
            return match[0] % value if _may_be_shown(value) else HIDDEN
        except (TypeError, ValueError):
            return HIDDEN

    return _FILLED.sub(fill, sentence)


def _may_be_shown(value: object) -> bool:
    match value:
        case bool():
            return True
        case int() | float():
            return abs(value) < MOST
        case str():
            place = _PLACE.fullmatch(value)
            return value in WORDS or (place is not None and place["kind"] in _kinds_of_errors())
        case _:
            return False


def _kinds_of_errors() -> set[str]:
    """The names of all classes of errors that there are just now: none of them was said by anybody."""
    kinds: set[type] = set()
    left: list[type] = [BaseException]
    while left:
        kind = left.pop()
        if kind not in kinds:
            kinds.add(kind)
            left.extend(type.__subclasses__(kind))
    return {kind.__name__ for kind in kinds}

"""The newest lines of the program's logs, for a support bundle: those that look as the program writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

MOST_BYTES = 2_000_000
"""Of all logs together, the newest first."""
_NAME = re.compile(r"(?:run|floor)(?:-\d)?\.(?:log(?:\.\d)?|crash\.txt)")
_LINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d (?:INFO|WARNING|ERROR|CRITICAL) [\w.\u2026]+: .*")
_CRASH = re.compile(
    r"(?:Fatal Python error: (?:Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception)"
    r"|Windows fatal exception: (?:code 0x[0-9a-f]+|access violation|stack overflow)"
    r"|(?:Current thread|Thread) 0x[0-9a-f]+ .*"
    r'|  File ".*", line \d+ in [\w<>]+)'
)
_THREAD = re.compile(r"((?:Current thread|Thread) 0x[0-9a-f]+) .*")
_FILE = re.compile(r'  File ".*?([\w.]+)"')


def recent(folder: Path) -> Iterator[tuple[str, str]]:
    """The name and the text of each log, the newest first; nothing where none was kept."""
    try:
        there = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
        newest = sorted(there, key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return
    left = MOST_BYTES
    for path in newest:
        try:
            text = path.read_bytes()[-left:].decode(errors="replace")
        except OSError:
            continue
        lines = [_shown(line) for line in text.splitlines() if (_CRASH if _is_crash(path) else _LINE).fullmatch(line)]
        yield path.name, "".join(f"{line}\n" for line in lines)
        left -= len(text)
        if left <= 0:
            return


def _is_crash(path: Path) -> bool:
    return path.suffix == ".txt"


def _shown(line: str) -> str:
    """Of a crash the threads and the files without their folders."""
    return _FILE.sub(r'  File "\1"', _THREAD.sub(r"\1", line))

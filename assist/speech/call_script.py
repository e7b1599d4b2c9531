"""`.call` scripts: a call that a trainer can read, line by line.

     0.2  1.4  AGENT     thank you for calling this is sam how can i help
     1.6  4.2  CUSTOMER  this is the third time i call and it is ridiculous
     4.2            =>   cue aer.acknowledge  because "third time"

A spoken line has start and end in seconds, the speaker and the words. A line with `=>` says what the program should
answer at that time; only tests read those. `#` begins a comment line.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from assist.errors import ScriptError
from assist.events import Speaker

_SPEAKERS: dict[str, Speaker] = {"AGENT": "agent", "CUSTOMER": "customer"}


class SpokenLine(NamedTuple):
    start_s: float
    end_s: float
    speaker: Speaker
    text: str


class ExpectedLine(NamedTuple):
    """What should have happened at `at_s`: the words after `=>`, as written."""

    at_s: float
    what: str


class CallScript(NamedTuple):
    spoken: list[SpokenLine]
    expected: list[ExpectedLine]

    @property
    def length_s(self) -> float:
        return max((line.end_s for line in self.spoken), default=0.0)


def read_call_script(path: Path) -> CallScript:
    """The script in a file. Raises ScriptError with the line number when a line cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ScriptError(f"There is no call script {path}.") from None
    except (OSError, UnicodeDecodeError):
        raise ScriptError(f"{path} cannot be read as a text file.") from None
    script = CallScript([], [])
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                _add(script, line)
            except ValueError as error:
                raise ScriptError(f"{path}, line {number}: {error}.") from None
    if not script.spoken:
        raise ScriptError(f"{path} has no spoken line.")
    return script


def _add(script: CallScript, line: str) -> None:
    head, arrow, what = line.partition("=>")
    if arrow:
        script.expected.append(ExpectedLine(_seconds(head.strip()), what.strip()))
        return
    words = line.split(maxsplit=3)
    if len(words) < 4 or words[2] not in _SPEAKERS:
        raise ValueError("a spoken line reads START END AGENT|CUSTOMER WORDS")
    start, end = _seconds(words[0]), _seconds(words[1])
    speaker = _SPEAKERS[words[2]]
    if end <= start:
        raise ValueError("the end is not after the start")
    if any(said.speaker == speaker and said.end_s > start for said in script.spoken):
        raise ValueError(f"the {speaker} is still speaking then")
    script.spoken.append(SpokenLine(start, end, speaker, words[3].strip()))


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a time in seconds") from None
    if not 0 <= value < 24 * 3600:
        raise ValueError(f"{text!r} is not a time inside a call")
    return value

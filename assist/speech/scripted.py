"""The engine for tests and training material: it "hears" the lines of a `.call` script, whatever the audio is.

Words come up one by one, evenly over the line, as partials; the utterance is complete at the line's end.
"""

from __future__ import annotations

from dataclasses import replace

from assist.events import RATE, Samples, Speaker, seconds
from assist.speech.call_script import CallScript, SpokenLine
from assist.spoken import Spoken


class Scripted:
    name = "scripted"

    def __init__(self, script: CallScript) -> None:
        self._script = script

    def open(self, speaker: Speaker) -> ScriptedSession:
        return ScriptedSession(speaker, [line for line in self._script.spoken if line.speaker == speaker])

    def close(self) -> None:
        pass


class ScriptedSession:
    def __init__(self, speaker: Speaker, lines: list[SpokenLine]) -> None:
        self._coming = [
            moment for number, line in enumerate(lines, 1) for moment in _moments(line, f"{speaker}-{number}")
        ]
        self._latest: Spoken | None = None
        self._samples = 0

    def accept(self, samples: Samples, *, partials: bool = True) -> list[Spoken]:
        self._samples += len(samples)
        return [moment for moment in self._pass() if partials or moment.final]

    def skip(self, length: int) -> None:
        """What is left of a line that is being spoken is not heard either."""
        self._samples += length
        self._pass()
        self._coming = [moment for moment in self._coming if moment.start >= self._samples / RATE]
        self._latest = None

    def finish(self) -> list[Spoken]:
        """The line that was being spoken ends with the audio."""
        cut = self._latest
        if cut is None or cut.final:
            return []
        now = seconds(self._samples)
        return [replace(cut, at=now, end=now, final=True)]

    def _pass(self) -> list[Spoken]:
        """What came up until now."""
        passed: list[Spoken] = []
        while self._coming and self._coming[0].at <= self._samples / RATE:
            passed.append(self._coming.pop(0))
        self._latest = passed[-1] if passed else self._latest
        return passed


def _moments(line: SpokenLine, name: str) -> list[Spoken]:
    """What a line gives, in order: what is understood at each word's end, at the last one for good."""
    words = line.text.split()
    each = (line.end_s - line.start_s) / len(words)
    start = round(line.start_s, 4)
    moments: list[Spoken] = []
    for count in range(1, len(words) + 1):
        final = count == len(words)
        end = round(line.end_s if final else line.start_s + count * each, 4)
        text = line.text if final else " ".join(words[:count])
        moments.append(Spoken(at=end, speaker=line.speaker, id=name, start=start, end=end, text=text, final=final))
    return moments

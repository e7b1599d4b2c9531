"""The engine for tests and training material: it "hears" the lines of a `.call` script, whatever the audio is.

Words come up one by one, evenly over the line, as partials; the utterance is complete at the line's end.
"""

from __future__ import annotations

from assist.events import RATE, Partial, Samples, Speaker, Utterance, seconds
from assist.speech.call_script import CallScript, SpokenLine
from assist.speech.transcriber import Heard


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
        self._latest: Heard | None = None
        self._samples = 0

    def accept(self, samples: Samples, *, partials: bool = True) -> list[Heard]:
        self._samples += len(samples)
        now = self._samples / RATE
        heard: list[Heard] = []
        while self._coming and self._coming[0].at <= now:
            moment = self._latest = self._coming.pop(0)
            if partials or isinstance(moment, Utterance):
                heard.append(moment)
        return heard

    def finish(self) -> list[Heard]:
        """The line that was being spoken ends with the audio."""
        cut, now = self._latest, seconds(self._samples)
        if not isinstance(cut, Partial):
            return []
        return [Utterance(at=now, speaker=cut.speaker, id=cut.id, start=cut.start, end=now, text=cut.text)]


def _moments(line: SpokenLine, name: str) -> list[Heard]:
    """What a line gives, in order: a partial at each word's end but the last, then the utterance."""
    words = line.text.split()
    each = (line.end_s - line.start_s) / len(words)
    start = round(line.start_s, 4)
    heard: list[Heard] = []
    for count in range(1, len(words)):
        end = round(line.start_s + count * each, 4)
        text = " ".join(words[:count])
        heard.append(Partial(at=end, speaker=line.speaker, id=name, start=start, end=end, text=text))
    end = round(line.end_s, 4)
    return [*heard, Utterance(at=end, speaker=line.speaker, id=name, start=start, end=end, text=line.text)]

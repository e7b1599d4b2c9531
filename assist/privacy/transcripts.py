"""A call that is written down, line by line: what is secret in each line, told once nothing in it is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assist.errors import AssistError
from assist.events import Speaker
from assist.masked import Masked
from assist.privacy.finding import Finding
from assist.privacy.judging import close, judge
from assist.privacy.kinds import Table
from assist.privacy.masking import masked
from assist.privacy.memory import READABLE, Memory

TURNED_OUT = "nobody said what it is, and it turned out to be one"


class MaskedLine(NamedTuple):
    """A line without its secrets, and what they were and where."""

    text: Masked
    findings: tuple[Finding, ...]


def mask_lines(table: Table, lines: Iterable[tuple[Speaker, str]]) -> Iterator[MaskedLine]:
    """The lines in order, each as soon as nothing in it is in doubt.

    When the lines break off with an AssistError, what waited is given first.
    """
    memory = Memory()
    waiting: list[tuple[str, list[Finding]]] = []
    broken: AssistError | None = None
    coming = iter(lines)
    while True:
        try:
            speaker, text = next(coming)
        except StopIteration:
            break
        except AssistError as error:
            broken = error
            break
        judged = judge(table, memory, speaker, text)
        memory = judged.memory
        waiting.append((text, judged.findings))
        waiting = [(each, _settled(findings, judged.settled)) for each, findings in waiting]
        while waiting and not any(finding.doubt for finding in waiting[0][1]):
            yield _line(*waiting.pop(0))
    settled = close(memory)
    for text, findings in waiting:
        yield _line(text, _settled(findings, settled))
    if broken is not None:
        raise broken


def _settled(findings: list[Finding], settled: dict[int, str]) -> list[Finding]:
    """Without what has proved to be no secret; the rest under its name."""
    return [
        finding._replace(kind=settled[finding.doubt], why=TURNED_OUT, doubt=0) if finding.doubt in settled else finding
        for finding in findings
        if settled.get(finding.doubt) != READABLE
    ]


def _line(text: str, findings: list[Finding]) -> MaskedLine:
    return MaskedLine(masked(text, findings), tuple(findings))

"""A call that is written down, line by line: what is secret in each line, told once nothing in it is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assist.events import Speaker
from assist.masked import Masked
from assist.privacy.finding import Finding
from assist.privacy.judging import close, judge
from assist.privacy.kinds import Table
from assist.privacy.masking import masked
from assist.privacy.memory import READABLE, Memory


class MaskedLine(NamedTuple):
    """A line without its secrets, and what they were and where."""

    text: Masked
    findings: tuple[Finding, ...]


def mask_lines(table: Table, lines: Iterable[tuple[Speaker, str]]) -> Iterator[MaskedLine]:
    """The lines in order, each as soon as nothing in it is in doubt."""
    memory = Memory()
    waiting: list[tuple[str, list[Finding]]] = []
    for speaker, text in lines:
        judged = judge(table, memory, speaker, text)
        memory = judged.memory
        waiting.append((text, judged.findings))
        waiting = [(each, _settled(findings, judged.settled)) for each, findings in waiting]
        while waiting and not any(finding.doubt for finding in waiting[0][1]):
            yield _line(*waiting.pop(0))
    for text, findings in waiting:
        yield _line(text, _settled(findings, close(memory)))


def _settled(findings: list[Finding], settled: dict[int, str]) -> list[Finding]:
    """Without what has proved to be no secret; the rest under its name."""
    return [
        finding._replace(kind=settled[finding.doubt], doubt=0) if finding.doubt in settled else finding
        for finding in findings
        if settled.get(finding.doubt) != READABLE
    ]


def _line(text: str, findings: list[Finding]) -> MaskedLine:
    return MaskedLine(masked(text, findings), tuple(findings))

"""The masker: what a recogniser gave in, the same with its secrets hidden out. The only maker of `Masked` words.

It stands between recognition and everything else. Of both speakers it gets every text in the order in which they were
known, the unfinished ones too, and remembers the call (`memory.py`). What it hides gives way to the kind in brackets;
of a card, the last four digits stay once the whole number is known to be one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import UNSET

from assist.events import Partial, Revealed, Speaker, Utterance, Word
from assist.masked import Masked
from assist.privacy.checks import is_card
from assist.privacy.finding import Finding, united
from assist.privacy.judging import close, judge
from assist.privacy.kinds import Table
from assist.privacy.memory import READABLE, Memory
from assist.spoken import Spoken, SpokenWord

KEPT = 4
"""Digits of a card that stay readable."""
SHORTEST = 14
"""Digits that a card has at least for some to stay: the beginning of a longer one may look like a shorter."""


class Masker:
    """One call's."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._memory = Memory()
        self._open: dict[Speaker, str] = {}
        """What each is saying and has not finished."""
        self._doubted: list[_Doubted] = []

    def hear(self, spoken: Spoken) -> list[Partial | Utterance | Revealed]:
        """What was understood next, without its secrets; and earlier words that have proved to hold none."""
        if not spoken.final:
            self._open[spoken.speaker] = spoken.text
            findings = judge(self._table, self._before(spoken.speaker), spoken.speaker, spoken.text).findings
            return [_partial(spoken, findings)]
        self._open.pop(spoken.speaker, None)
        judged = judge(self._table, self._memory, spoken.speaker, spoken.text)
        findings = self._with_open(spoken, judged.findings)
        self._memory = judged.memory
        self._doubted.append(_Doubted(spoken, findings))
        return [_utterance(spoken, findings), *self._settle(judged.settled, spoken.at)]

    def finish(self, at: float) -> list[Revealed]:
        """The call is over, at so many seconds: what was hidden in doubt and has not become a secret."""
        return self._settle(close(self._memory), at)

    def _settle(self, settled: Mapping[int, str], at: float) -> list[Revealed]:
        """Show again what is no secret, and forget the words that nothing is in doubt of."""
        revealed: list[Revealed] = []
        kept: list[_Doubted] = []
        for doubted in self._doubted:
            findings = [
                each._replace(doubt=0) if each.doubt in settled else each
                for each in doubted.findings
                if settled.get(each.doubt) != READABLE
            ]
            if len(findings) < len(doubted.findings):
                spoken = doubted.spoken
                text = masked(spoken.text, findings)
                revealed.append(Revealed(at=at, speaker=spoken.speaker, utterance=spoken.id, text=text))
            if any(each.doubt for each in findings):
                kept.append(_Doubted(doubted.spoken, findings))
        self._doubted = kept
        return revealed

    def _with_open(self, spoken: Spoken, findings: list[Finding]) -> list[Finding]:
        """The findings, and what is one besides because of what the other is just saying. Their words are remembered
        when they are final, so whatever rests on them is not left in doubt."""
        before = self._before(spoken.speaker)
        if before is self._memory:
            return findings
        more = judge(self._table, before, spoken.speaker, spoken.text).findings
        return united([*findings, *(each for each in more if not each.doubt)])

    def _before(self, speaker: Speaker) -> Memory:
        """What is known before this speaker's words: what the other is saying too."""
        memory = self._memory
        for other, text in self._open.items():
            if other != speaker:
                memory = judge(self._table, memory, other, text).memory
        return memory


class _Doubted(NamedTuple):
    """Words of which something is hidden that may be no secret."""

    spoken: Spoken
    findings: list[Finding]


def _partial(spoken: Spoken, findings: list[Finding]) -> Partial:
    return Partial(
        at=spoken.at, speaker=spoken.speaker, id=spoken.id, start=spoken.start, end=spoken.end,
        text=_masked(spoken.text, findings, final=False),
    )  # fmt: skip


def _utterance(spoken: Spoken, findings: list[Finding]) -> Utterance:
    return Utterance(
        at=spoken.at, speaker=spoken.speaker, id=spoken.id, start=spoken.start, end=spoken.end,
        text=_masked(spoken.text, findings, final=True), words=_words(spoken, findings) or UNSET,
    )  # fmt: skip


def masked(text: str, findings: Iterable[Finding]) -> Masked:
    """The text with its secrets hidden."""
    return _masked(text, findings, final=True)


def _masked(text: str, findings: Iterable[Finding], *, final: bool) -> Masked:
    parts: list[str] = []
    at = 0
    for finding in findings:
        parts += [text[at : finding.start], sign(finding, final=final)]
        at = finding.end
    return Masked("".join([*parts, text[at:]]))


def sign(finding: Finding, *, final: bool = True) -> str:
    """What stands in place of a secret."""
    kept = finding.digits[-KEPT:] if final and finding.kind == "card" and _is_whole(finding.digits) else ""
    return f"[{finding.kind} {kept}]" if kept else f"[{finding.kind}]"


def _is_whole(digits: str) -> bool:
    return len(digits) >= SHORTEST and is_card(digits)


def _words(spoken: Spoken, findings: list[Finding]) -> tuple[Word, ...]:
    """The timed words, each that has part in a secret without its letters."""
    words: list[Word] = []
    at = 0
    for word in spoken.words:
        at = _place(spoken.text, word, at)
        hidden = next((each for each in findings if at < each.end and each.start < at + len(word.text)), None)
        text = word.text if hidden is None else f"[{hidden.kind}]"
        words.append(Word(text=Masked(text), start=word.start, end=word.end, confidence=word.confidence))
        at += len(word.text)
    return tuple(words)


def _place(text: str, word: SpokenWord, at: int) -> int:
    """Where a word stands in the text, from a place on."""
    return text.index(word.text, at)

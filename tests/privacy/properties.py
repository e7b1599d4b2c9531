"""What holds of the masker for any call and any rules. Each check raises AssertionError where it does not."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from assist.errors import RulesError
from assist.events import Partial, Revealed, Speaker, Utterance
from assist.privacy import kinds
from assist.privacy.kinds import Table, read_table
from assist.privacy.masking import Masker
from assist.privacy.transcripts import mask_lines
from assist.spoken import Spoken

DIGITS = ("oh zero nought o", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SIGN = re.compile(r"\[[a-z][a-z0-9 -]*\]")
"""What may stand in place of a secret."""


class Text(NamedTuple):
    """What was understood of somebody: an unfinished one is replaced by their next."""

    speaker: Speaker
    words: str
    final: bool = True


def heard(texts: Sequence[Text]) -> list[Spoken]:
    """The texts as a recogniser gives them, a second each."""
    count = {"agent": 1, "customer": 1}
    spoken: list[Spoken] = []
    for at, (speaker, words, final) in enumerate(texts, 1):
        name = f"{speaker}-{count[speaker]}"
        spoken.append(Spoken(at=at, speaker=speaker, id=name, start=at - 1, end=at, text=words, final=final))
        count[speaker] += final
    return spoken


def masked(table: Table, spoken: Sequence[Spoken]) -> list[Partial | Utterance | Revealed]:
    masker = Masker(table)
    return [*(event for each in spoken for event in masker.hear(each)), *masker.finish(spoken[-1].at + 1)]


def keeps_the_rest(text: str, shown: str) -> bool:
    """Whether what is shown is the text with something in the place of each sign."""
    first, *rest = SIGN.split(shown)
    if not rest:
        return shown == text
    *middle, last = rest
    if not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        at = text.find(piece, at, end) + len(piece)
        if at < len(piece):
            return False
    return at <= end


def check_each_text_is_given_once(table: Table, texts: Sequence[Text]) -> None:
    """In order, the rest of its words as they were; one shown again had something hidden."""
    spoken = heard(texts)
    events = masked(table, spoken)
    given = [event for event in events if not isinstance(event, Revealed)]
    assert [(event.at, event.id, isinstance(event, Utterance)) for event in given] == [
        (each.at, each.id, each.final) for each in spoken
    ]
    for each, shown in zip(spoken, (event.text for event in given), strict=True):
        assert keeps_the_rest(each.text, shown), shown
    before = {event.id: str(event.text) for event in given if isinstance(event, Utterance)}
    said = {each.id: each.text for each in spoken if each.final}
    for event in events:
        if isinstance(event, Revealed):
            assert SIGN.search(before[event.utterance]), event
            assert before[event.utterance] != event.text
            assert keeps_the_rest(said[event.utterance], event.text), event
            before[event.utterance] = event.text


def check_unfinished_texts_change_nothing(table: Table, texts: Sequence[Text]) -> None:
    """One that its speaker goes on at once to say otherwise might as well not have been known."""
    spoken = heard(texts)
    needed = [
        each for each, after in zip(spoken, [*spoken[1:], None], strict=True)
        if each.final or after is None or after.id != each.id
    ]  # fmt: skip
    said, short = (
        [event for event in masked(table, some) if not isinstance(event, Partial)] for some in (spoken, needed)
    )
    assert said == short


def check_lines_are_masked_as_a_call_is(table: Table, texts: Sequence[Text]) -> None:
    """A call that is written down, line by line, has the same hidden as one that is heard, and says where."""
    finals = [text for text in texts if text.final]
    events = masked(table, heard(finals)) if finals else []
    shown = {event.id: event.text for event in events if isinstance(event, Utterance)}
    shown |= {event.utterance: event.text for event in events if isinstance(event, Revealed)}
    lines = list(mask_lines(table, ((text.speaker, text.words) for text in finals)))
    assert [_unnamed(line.text) for line in lines] == [_unnamed(text) for text in shown.values()]
    for line, text in zip(lines, finals, strict=True):
        ends = [0, *(end for found in line.findings for end in (found.start, found.end)), len(text.words)]
        assert ends == sorted(ends)
        assert not any(found.doubt for found in line.findings)


def _unnamed(text: str) -> str:
    return SIGN.sub("[]", text)


def check_a_card_is_never_readable(table: Table, texts: Sequence[Text], card: str) -> None:
    if table.is_allowed(card):  # a team says that it is none
        return
    for event in masked(table, heard(texts)):
        assert card not in digits_read(event.text), event
    for line in mask_lines(table, ((text.speaker, text.words) for text in texts if text.final)):
        assert card not in digits_read(line.text), line


def digits_read(text: str) -> str:
    """The digits that a person reads in a text, and nothing of what stands between them."""
    read = {word: str(digit) for digit, names in enumerate(DIGITS) for word in names.split()}
    return "".join(
        read.get(word, "".join(filter(str.isdecimal, word))) for word in re.split(r"[\s,.!?-]+", text.lower())
    )


def check_all_mistakes_in_rules_are_told(rules: bytes) -> None:
    """Never an error but RulesError, and that where something is wrong; every mistake on a line that there is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.toml"
        path.write_bytes(rules)
        mistakes = kinds.check(path)
        for mistake in mistakes:
            assert 1 <= mistake.line <= rules.count(b"\n") + 1, mistake
        if not mistakes:
            read_table(path)
            return
        with pytest.raises(RulesError, match=re.escape(str(mistakes[0]))):
            read_table(path)

"""Calls that a trainer can read, and what is hidden in them: what the masker is to do, whatever rules do it.

A file in `calls/` has many small calls:

    # what these calls show
    == the number is spread over turns
    AGENT     could i take the long number on the card
    CUSTOMER  yes it's four one one ...               => yes it's [card] ...
    CUSTOMER  yes it's four one double one            => yes it's [card]
    AGENT     mhm
    CUSTOMER  eleven eleven eleven eleven eleven eleven
              => [card 1111]

`=>` is the text once nothing in it is in doubt; without it the text stays as it is. `=>>` is what is shown at once,
live, where that is told too. A text that ends with ` ...` is unfinished: its speaker is still speaking, and `=>` is
what is shown meanwhile. After the row `-- by now nothing is in doubt` all that was said before it is shown live as it
is in the end. After `|` in the first line of a call stand the settings that are on in it.

The calls in `not_yet.txt` are right, and the program is not: no test runs them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from assist.events import Partial, Revealed, Speaker, Utterance
from assist.privacy.kinds import Table, read_table
from assist.privacy.masking import Masker
from assist.privacy.transcripts import mask_lines
from assist.spoken import Spoken

FOLDER = Path(__file__).with_name("calls")
NOT_YET = "not_yet.txt"
SPEAKERS: dict[str, Speaker] = {"AGENT": "agent", "CUSTOMER": "customer"}
HEAD = re.compile(r"== ([^|]*\w)(?: \| (.+))?")
SPOKEN = re.compile(r"(AGENT|CUSTOMER) +(\S(?:(?!=>).)*?)(?: +=> +(\S.*))?")
MARK = re.compile(r" +(=>>?) +(\S.*)")
UNFINISHED = " ..."
KNOWN = "-- by now nothing is in doubt"
SETTINGS = frozenset({"mask_phone", "mask_email", "mask_postcode", "mask_birth_date", "mask_name"})
SIGN = re.compile(r"\[[a-z -]+( \d{4})?\]")
READABLE_WORDS = 2
"""So many words of a card's number may be read while it is given: from the third digit on it is hidden."""


class Line(NamedTuple):
    """What somebody says, and what is to come out: in the end, and at once where that is told."""

    speaker: Speaker
    text: str
    settled: str
    at_once: str = ""
    known: bool = False
    """Nothing said so far is in doubt after it."""

    @property
    def final(self) -> bool:
        return not self.text.endswith(UNFINISHED)


class Call(NamedTuple):
    name: str
    settings: tuple[str, ...]
    lines: list[Line]


def read(path: Path) -> Iterator[Call]:
    """The calls of a file. Raises ValueError with file and line."""
    call: Call | None = None
    for number, row in enumerate(path.read_text("utf-8").splitlines(), 1):
        head, spoken, mark = HEAD.fullmatch(row), SPOKEN.fullmatch(row), MARK.fullmatch(row)
        if head and SETTINGS.issuperset((head[2] or "").split()):
            if call:
                yield call
            call = Call(head[1], tuple((head[2] or "").split()), [])
        elif call and spoken:
            who, text, settled = spoken.groups()
            call.lines.append(Line(SPEAKERS[who], text, settled or text))
        elif call and call.lines and mark:
            line = call.lines.pop()
            is_settled = mark[1] == "=>"
            call.lines.append(line._replace(settled=mark[2]) if is_settled else line._replace(at_once=mark[2]))
        elif call and call.lines and row == KNOWN:
            call.lines.append(call.lines.pop()._replace(known=True))
        elif row.strip() and not row.startswith("#"):
            raise ValueError(f"{path.name}:{number}: what is this? {row}")
    if call:
        yield call


ALL = [(path.stem, call) for path in sorted(FOLDER.glob("*.txt")) if path.name != NOT_YET for call in read(path)]
CARDS = [(stem, call) for stem, call in ALL if stem.startswith("cards")]


def each(calls: list[tuple[str, Call]]) -> pytest.MarkDecorator:
    """A test of each call."""
    return pytest.mark.parametrize("call", [pytest.param(call, id=f"{stem}: {call.name}") for stem, call in calls])


@cache
def table(settings: tuple[str, ...]) -> Table:
    return read_table(settings=settings)


def said(line: Line, number: int, text: str | None = None, *, final: bool | None = None) -> Spoken:
    """As a recogniser gives it; `text` in place of the line's."""
    return Spoken(
        at=float(number), speaker=line.speaker, id=f"{line.speaker}-{number}", start=float(number), end=float(number),
        text=line.text.removesuffix(UNFINISHED) if text is None else text, final=line.final if final is None else final,
    )  # fmt: skip


def live(call: Call) -> list[list[str]]:
    """The call as it happens. Of each line: what is shown of it at once, after each later line, and in the end."""
    masker = Masker(table(call.settings))
    now: dict[str, str] = {}
    shown: list[list[str]] = []
    for number, line in enumerate(call.lines):
        now |= texts(masker.hear(said(line, number)))
        shown.append([])
        for earlier, history in enumerate(shown):
            history.append(now[said(call.lines[earlier], earlier).id])
    now |= texts(masker.finish(float(len(call.lines))))
    return [
        [*history, now[said(line, at).id]] for at, (line, history) in enumerate(zip(call.lines, shown, strict=True))
    ]


def texts(events: Sequence[Partial | Utterance | Revealed]) -> dict[str, str]:
    """What is shown from now on of each utterance."""
    return {each.utterance if isinstance(each, Revealed) else each.id: each.text for each in events}


@each(ALL)
def test_what_comes_out_when_nothing_is_in_doubt(call: Call) -> None:
    lines = [line for line in call.lines if line.final]
    came = mask_lines(table(call.settings), ((line.speaker, line.text) for line in lines))
    assert [each.text for each in came] == [line.settled for line in lines]


@each(ALL)
def test_what_is_shown_live(call: Call) -> None:
    known = max((at for at, line in enumerate(call.lines) if line.known), default=len(call.lines))
    for at, (line, shown) in enumerate(zip(call.lines, live(call), strict=True)):
        if not line.final:
            assert shown[0] == line.settled.removesuffix(UNFINISHED)
            continue
        assert shown[0] == (line.at_once or shown[0])
        assert not words(shown[0]) - words(line.settled), "at once no word is shown that is hidden later"
        told = shown[-1] if known < at else shown[known - at]
        assert SIGN.sub("[]", told) == SIGN.sub("[]", line.settled), "what was in doubt is shown again"


@each(CARDS)
def test_while_a_card_is_given_no_more_than_two_of_its_words_are_shown(call: Call) -> None:
    masker = Masker(table(call.settings))
    for number, line in enumerate(call.lines):
        for so_far, hidden in growing(line):
            (partial,) = masker.hear(said(line, number, so_far, final=False))
            shown = (words(partial.text) & hidden).total()
            assert shown <= READABLE_WORDS, f"{so_far!r} is shown as {partial.text!r}"
        masker.hear(said(line, number))


@each([("not yet", call) for call in read(FOLDER / NOT_YET)])
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="what the program is to do and does not do yet")
def test_what_is_not_so_yet(call: Call) -> None:
    """Once it is, the call belongs in the file that is named before the colon."""
    test_what_comes_out_when_nothing_is_in_doubt(call)
    test_what_is_shown_live(call)
    if call.name.startswith("cards"):
        test_while_a_card_is_given_no_more_than_two_of_its_words_are_shown(call)


def words(text: str) -> Counter[str]:
    """What can be read in it."""
    return Counter(SIGN.sub(" ", text).split())


def growing(line: Line) -> Iterator[tuple[str, Counter[str]]]:
    """The texts from which one with a card's number grows, each with the words in it that only that number has."""
    if not line.final or "[card" not in line.settled:
        return
    spoken = line.text.split()
    for count in range(1, len(spoken) + 1):
        so_far = spoken[:count]
        yield " ".join(so_far), Counter(so_far) - words(line.settled)


def test_there_are_calls_and_each_has_a_name_of_its_own() -> None:
    assert len(ALL) == len({(stem, call.name) for stem, call in ALL}) > 90


def test_the_calls_show_every_kind_of_secret() -> None:
    settled = " ".join(line.settled for _, call in ALL for line in call.lines if line.final)
    assert set(re.findall(r"\[([a-z -]+?)(?: \d+)?\]", settled)) == read_table(settings=SETTINGS).kinds


def test_a_line_that_is_none_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "some.txt"
    for wrong in ("SOMEONE  hello", "AGENT", "AGENT  hello => ", "hello", "== another | mask_fone"):
        file.write_text(f"== a call\nAGENT  hello\n{wrong}\n", "utf-8")
        with pytest.raises(ValueError, match=r"some\.txt:3: "):
            list(read(file))

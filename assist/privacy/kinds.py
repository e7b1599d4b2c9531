"""The table of what is hidden and what stays readable: ours, and a team's rules put to it.

Both are TOML of the same form, described at the head of `kinds.toml`. Every mistake in a team's file is told with its
line, all at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct

from assist.errors import RulesError
from assist.privacy.phrases import Phrases

OURS = Path(__file__).with_name("kinds.toml")
Form = Literal["digits", "letters and digits", "date", "words", "email"]
Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9 -]{0,30}$")]


class Kind(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of secret."""

    name: Name
    said: Annotated[tuple[str, ...], Meta(min_length=1)]
    form: Form = "digits"
    least: Annotated[int, Meta(ge=1, le=20)] = msgspec.field(default=3, name="from")
    """Hidden from so many digits, spelled letters or words on."""
    near: tuple[str, ...] = ()
    """Only where one of these words was said lately."""
    paying: bool = False
    """Only while a card is given."""
    setting: str = ""
    """Only where the setting of this name is on."""
    country: str = ""


class Readable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Numbers that stay readable: those so announced, or those whose digits are of a pattern."""

    said: tuple[str, ...] = ()
    digits: str = ""
    """A regular expression for the whole number."""
    amount: bool = False
    """Not of a number's name but of something counted or measured; what answers it is not known by that alone."""
    longest: Annotated[int, Meta(ge=1)] = 99
    """Digits; a longer number is not meant."""


Label = Kind | Readable


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, str] = {}
    kind: tuple[Kind, ...] = ()
    readable: tuple[Readable, ...] = ()


class Mistake(NamedTuple):
    """Something wrong in a file of rules."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class Table:
    """Everything that a masker looks for."""

    def __init__(self, kinds: Collection[Kind], readable: Collection[Readable], words: dict[str, str]) -> None:
        labels: list[Label] = [*kinds, *readable]
        self.phrases: Phrases[Label] = Phrases(((said, label) for label in labels for said in label.said), words)
        self.cards = frozenset(words["card"].split())
        """What cards are called."""
        self.spoken_cards = frozenset(words["spoken"].split())
        """What people call a card when they speak of it and of nothing else."""
        self._near = {kind: _near(kind, words) for kind in kinds}
        self.all_near = frozenset[str]().union(*self._near.values())
        self._forms: dict[str, set[Form]] = {}
        for kind in kinds:
            self._forms.setdefault(kind.name, set()).add(kind.form)
        self._patterns = tuple(re.compile(each.digits) for each in readable if each.digits)

    def near(self, label: Label) -> frozenset[str]:
        """The words of which one must have been said; empty where the label stands by itself."""
        return self._near.get(label, frozenset()) if isinstance(label, Kind) else frozenset()

    def forms(self, kind: str) -> set[Form]:
        """What the secrets of this name are made of; nothing for one that is not looked for."""
        return self._forms.get(kind, set())

    def is_allowed(self, digits: str) -> bool:
        """Whether a team says that a number with these digits is no secret."""
        return any(pattern.fullmatch(digits) for pattern in self._patterns)


def read_table(team: Path | None = None, *, settings: Collection[str] = ()) -> Table:
    """Ours with a team's rules over it; `settings` are the names of those that are on. Raises RulesError."""
    ours = _ours()
    rules, mistakes = _read(team) if team is not None else (_File(), [])
    if rules is None or mistakes:
        raise RulesError(f"{mistakes[0]} `assist mask --check-rules` tells all that is wrong.")
    kinds = [kind for kind in (*rules.kind, *ours.kind) if not kind.setting or kind.setting in settings]
    # A team's own come first: of two that were said with the same words the first counts.
    return Table(kinds, (*rules.readable, *ours.readable), ours.words | rules.words)


def check(team: Path) -> list[Mistake]:
    """Everything that is wrong with a team's rules."""
    return _read(team)[1]


@cache
def _ours() -> _File:
    return msgspec.toml.decode(OURS.read_bytes(), type=_File)


def _near(kind: Kind, words: dict[str, str]) -> frozenset[str]:
    return frozenset(
        word for each in kind.near for word in (words[each[1:-1]].split() if each.startswith("<") else [each])
    )


def _read(path: Path) -> tuple[_File | None, list[Mistake]]:
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        return None, [Mistake(path, 1, f"the file cannot be read ({error.strerror}).")]
    except UnicodeDecodeError as error:
        return None, [Mistake(path, 1, f"the file is no UTF-8 text (at byte {error.start}).")]
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        return None, [Mistake(path, int(line[1]) if line else text.count("\n") + 1, f"this is no TOML: {error}.")]
    try:
        rules = msgspec.convert(table, _File)
    except msgspec.ValidationError as error:
        return None, [Mistake(path, _line(text, str(error)), f"{_plain(error)}.")]
    return rules, list(_wrong(path, text, rules))


def _wrong(path: Path, text: str, rules: _File) -> Iterator[Mistake]:
    """What the form of the file does not say: phrases and patterns that cannot be looked for."""
    words = _ours().words | rules.words
    sorts: tuple[tuple[str, tuple[Label, ...]], ...] = (("kind", rules.kind), ("readable", rules.readable))
    for sort, labels in sorts:
        for number, label in enumerate(labels):
            for said in (*label.said, *(label.near if isinstance(label, Kind) else ())):
                try:
                    Phrases([(said, label)], words)
                except ValueError as error:
                    yield Mistake(path, _line_of(text, sort, number, said), f'"{said}": {error}.')
            if isinstance(label, Readable):
                yield from _wrong_readable(path, text, number, label)


def _wrong_readable(path: Path, text: str, number: int, label: Readable) -> Iterator[Mistake]:
    line = _line_of(text, "readable", number, label.digits or "[[readable]]")
    if not label.said and not label.digits:
        yield Mistake(path, line, "a [[readable]] needs `said` or `digits`.")
    try:
        re.compile(label.digits)
    except re.error as error:
        yield Mistake(path, line, f"`digits` is no regular expression: {error}.")


def _plain(error: msgspec.ValidationError) -> str:
    """The library's sentence, its path as a person says it."""
    return re.sub(r" - at `\$\.?(.*)`", r" at `\1`", str(error))


def _line(text: str, error: str) -> int:
    """The line of the table that an error of the library is about: it says which by number, and the key."""
    place = re.search(r"\$\.(kind|readable)\[(\d+)\](?:\.(\w+))?", error)
    if place is None:
        key = re.search(r"unknown field `(\w+)`", error)
        return _line_of(text, "", -1, key[1] if key else "")
    key = re.search(r"unknown field `(\w+)`", error)
    return _line_of(text, place[1], int(place[2]), place[3] or (key[1] if key else f"[[{place[1]}]]"))


def _line_of(text: str, sort: str, number: int, wanted: str) -> int:
    """The first line with `wanted` in the table `number` of this sort; the table's own where it is not written so."""
    tables, begun = -1, 1
    inside = not sort
    for line, words in enumerate(text.splitlines(), 1):
        if sort and words.strip().startswith("["):
            tables += words.strip().startswith(f"[[{sort}]]")
            inside = tables == number and words.strip().startswith(f"[[{sort}]]")
            begun = line if inside else begun
        if inside and wanted in words:
            return line
    return begun

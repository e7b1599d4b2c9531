"""The table of what is hidden and what stays readable: ours, and a team's rules put to it.

Both are TOML of the same form, described at the head of `kinds.toml`. Every mistake in a team's file is told with its
line, all at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from assist import integrity
from assist.errors import Mistake, RulesError
from assist.privacy.phrases import Phrases
from assist.privacy.places import mend, place_of
from assist.privacy.tokens import tokenise
from assist.toml_lines import line_of

OURS = Path(__file__).with_name("kinds.toml")
Form = Literal["digits", "letters and digits", "date", "words", "email"]
Name = Annotated[str, Meta(pattern=r"^(?!readable$)[a-z][a-z0-9 -]{0,30}$")]


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

    @property
    def kinds(self) -> frozenset[str]:
        """The names of all secrets that are looked for."""
        return frozenset(self._forms)

    def forms(self, kind: str) -> set[Form]:
        """What the secrets of this name are made of; nothing for one that is not looked for."""
        return self._forms.get(kind, set())

    def is_allowed(self, digits: str) -> bool:
        """Whether a team says that a number with these digits is no secret."""
        return any(pattern.fullmatch(digits) for pattern in self._patterns)


def read_table(team: Path | None = None, *, settings: Collection[str] = ()) -> Table:
    """Ours with a team's rules over it; `settings` are the names of those that are on. Raises RulesError, or
    ChangedFile where ours is not as it was made."""
    ours = _ours()
    rules, mistakes = _read(team) if team is not None else (_File(), [])
    if rules is None or mistakes:
        raise RulesError(f"{mistakes[0]} `assist mask --check-rules` tells all that is wrong.")
    kinds = [kind for kind in (*rules.kind, *ours.kind) if not kind.setting or kind.setting in settings]
    # A team's own come first: of two that were said with the same words the first counts.
    return Table(kinds, (*rules.readable, *ours.readable), _words(rules))


def check(team: Path) -> list[Mistake]:
    """Everything that is wrong with a team's rules."""
    return _read(team)[1]


@cache
def _ours() -> _File:
    integrity.check(OURS)
    return msgspec.toml.decode(OURS.read_bytes(), type=_File)


def _words(rules: _File) -> dict[str, str]:
    """Ours and a team's: of a name that both have, both, so that a team's never take away what we look for."""
    words = dict(_ours().words)
    for name, more in rules.words.items():
        words[name.lower()] = f"{words.get(name.lower(), '')} {more.lower()}".strip()
    return words


def _near(kind: Kind, words: dict[str, str]) -> frozenset[str]:
    lists = (words[each[1:-1]].split() if each.startswith("<") else [each] for each in map(str.lower, kind.near))
    return frozenset().union(*lists)


def _read(path: Path) -> tuple[_File | None, list[Mistake]]:
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        table = tomllib.loads(text)
    except OSError as error:
        return None, [Mistake(path, 1, f"the file cannot be read ({error.strerror}).")]
    except UnicodeDecodeError as error:
        return None, [Mistake(path, 1, f"the file is no UTF-8 text (at byte {error.start}).")]
    except (ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        return None, [Mistake(path, int(line[1]) if line else text.count("\n") + 1, f"this is no TOML: {error}.")]
    return _converted(path, text, table)


def _converted(path: Path, text: str, table: dict[str, Any]) -> tuple[_File | None, list[Mistake]]:
    """The rules, and all that is wrong in them; what is wrong in their form is put right to find the next."""
    mistakes: list[Mistake] = []
    rules: _File | None = None
    changed = True
    while changed:
        changed = False
        try:
            rules = msgspec.convert(table, _File)
        except msgspec.ValidationError as error:
            what = re.sub(r" - at `\$\.?(.*)`", r" at `\1`", str(error))
            sort, number, key = place = place_of(table, str(error))
            line = line_of(text, sort if number >= 0 and key else "", number, key or sort, is_key=True)
            mistakes.append(Mistake(path, line, f"{what}."))
            changed = mend(table, *place)
    wrong = _wrong(path, text, rules) if rules is not None else ()
    return rules, sorted({*mistakes, *wrong})


def _wrong(path: Path, text: str, rules: _File) -> Iterator[Mistake]:
    """What the form of the file does not say: what would never be found."""
    words, settings = _words(rules), {kind.setting for kind in _ours().kind}
    for said in rules.words.values():
        yield from (Mistake(path, line_of(text, "", -1, said), why) for why in _unheard(said.split()))
    sorts: tuple[tuple[str, tuple[Label, ...]], ...] = (("kind", rules.kind), ("readable", rules.readable))
    for sort, labels in sorts:
        for number, label in enumerate(labels):
            near = label.near if isinstance(label, Kind) else ()
            for said in (*label.said, *near):
                for why in _wrong_phrase(said, words, alone=said in near):
                    yield Mistake(path, line_of(text, sort, number, said or '""'), why)
            if isinstance(label, Readable):
                line = line_of(text, sort, number, "digits", is_key=True)
                yield from (Mistake(path, line, what) for what in _wrong_readable(label))
            elif label.setting not in settings:
                what = f'there is no setting "{label.setting}", only {", ".join(sorted(settings - {""}))}.'
                yield Mistake(path, line_of(text, sort, number, label.setting), what)


def _wrong_phrase(said: str, words: dict[str, str], *, alone: bool) -> Iterator[str]:
    """What is wrong in it; `alone`: it must be a single word."""
    try:
        Phrases([(said, said)], words)
    except ValueError as error:
        yield f'"{said}": {error}.'
    if alone and (len(said.split()) > 1 or "|" in said):
        yield f'"{said}": here, a single word or the <name> of [words].'
    yield from _unheard(re.sub(r"(?<!\S)\*(?!\S)|<\S*?>", " ", said.replace("|", " ")).split())


def _unheard(words: Iterable[str]) -> Iterator[str]:
    """Those that no text has as one word of its own."""
    for word in words:
        heard = " ".join(token.text for token in tokenise(word))
        if heard != word.lower():
            yield f'"{word}" is never heard' + (f': write "{heard}".' if heard else ".")


def _wrong_readable(label: Readable) -> Iterator[str]:
    if not label.said and not label.digits:
        yield "a [[readable]] needs `said` or `digits`."
    try:
        re.compile(label.digits)
    except (re.error, OverflowError, RecursionError) as error:
        yield f"`digits` is no regular expression: {error}."

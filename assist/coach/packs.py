"""Packs: what the coach may suggest, as data that a trainer can write. Read, checked, and a team's put over ours.

A pack is a TOML file with `[[phrase]]` tables, `[[situation]]` tables, and lists: `nouns`, `remove`
(ids), and `do_not_trigger` (what somebody says triggers nothing if one of these is in it).
A team's phrase or situation with an id of ours takes its place. Every mistake is told with its line, all at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct

from assist import integrity
from assist.coach.details import SLOTS
from assist.errors import AssistError, Mistake
from assist.events import Stage, State, Step

FOLDER = Path(__file__).parent / "packs"
OURS = ("acknowledge", "empathize", "respond", "connect", "assess", "relate", "engage", "situations", "nouns")
HEADLINE_WORDS, SAY_WORDS, SLOT_WORDS = 6, 18, 2

Name = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]


class Phrase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something to say in one's own words. `say` holds slots in braces; empty lists mean: any."""

    id: Name
    method: Literal["aer", "care"]
    step: Step
    states: tuple[State, ...]
    headline: str
    say: str
    strength: Literal["mild", "strong"] | None = None
    stages: tuple[Stage, ...] = ()
    situations: tuple[str, ...] = ()
    not_when: tuple[str, ...] = ()

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(name for _, name, _, _ in Formatter().parse(self.say) if name)


class Situation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a call is about. `words` as customers say them: `*` is the rest of a word, ` ... ` up to four words."""

    id: Name
    words: tuple[str, ...]
    alone: bool = False
    """Only phrases that name this situation are fit for it."""


class _Pack(Struct, frozen=True, forbid_unknown_fields=True):
    phrase: tuple[Phrase, ...] = ()
    situation: tuple[Situation, ...] = ()
    nouns: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    do_not_trigger: tuple[str, ...] = ()


class Library(NamedTuple):
    """Everything that may be suggested."""

    phrases: tuple[Phrase, ...]
    situations: tuple[Situation, ...]
    nouns: tuple[str, ...]
    do_not_trigger: tuple[str, ...] = ()
    """What somebody says triggers nothing if one of these is in it."""


def read_library(team: Sequence[Path] = ()) -> Library:
    """Our packs with a team's files over them. Raises AssistError with the first mistake, or
    ChangedFile where ours are not as they were made."""
    phrases: dict[str, Phrase] = {}
    situations: dict[str, Situation] = {}
    nouns: list[str] = []
    mute: list[str] = []
    for path in (*(FOLDER / f"{name}.toml" for name in OURS), *team):
        integrity.check(path)
        pack, mistakes = _read(path)
        if pack is None or mistakes:
            raise AssistError(f"{mistakes[0]} `assist packs check` tells all that is wrong.")
        for name in pack.remove:
            phrases.pop(name, None)
        phrases |= {phrase.id: phrase for phrase in pack.phrase}
        situations |= {situation.id: situation for situation in pack.situation}
        nouns += pack.nouns
        mute += pack.do_not_trigger
    return Library(tuple(phrases.values()), tuple(situations.values()), tuple(nouns), tuple(mute))


def team_files(folder: Path) -> list[Path]:
    """The packs in a team's folder, in the order of their names. Raises AssistError when there is none."""
    if not folder.is_dir():
        raise AssistError(f"There is no folder {folder} with packs.")
    return sorted(folder.glob("*.toml"))


def check(paths: Iterable[Path]) -> list[Mistake]:
    """Everything that is wrong with these packs, each by itself and together with ours."""
    read = [(path, *_read(path)) for path in paths]
    mistakes = [mistake for _, _, found in read for mistake in found]
    known = {situation.id for situation in read_library().situations}
    known |= {situation.id for _, pack, _ in read if pack for situation in pack.situation}
    seen: dict[str, Path] = {}
    for path, pack, _ in read:
        for number, phrase in enumerate(pack.phrase if pack else ()):
            for name in phrase.situations:
                if name not in known:
                    line = _line(path, "phrase", number, "situations")
                    mistakes.append(Mistake(path, line, f'no situation is called "{name}".'))
            if phrase.id in seen:
                line = _line(path, "phrase", number, "id")
                mistakes.append(Mistake(path, line, f'"{phrase.id}" is in {seen[phrase.id].name} already.'))
            seen[phrase.id] = path
    return sorted(mistakes)


def _read(path: Path) -> tuple[_Pack | None, list[Mistake]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError):
        return None, [Mistake(path, 1, "cannot be read as a text file.")]
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        return None, [Mistake(path, int(found.group(1)) if found else 1, f"{str(error).split(' (at')[0]}.")]
    mistakes = [mistake for kind in ("phrase", "situation") for mistake in _mistakes(path, tables.get(kind, []), kind)]
    if mistakes:
        return None, mistakes
    try:
        return msgspec.convert(tables, _Pack), []
    except msgspec.ValidationError as error:
        return None, [Mistake(path, 1, f"{error}.")]


def _mistakes(path: Path, tables: Any, kind: str) -> list[Mistake]:
    if not isinstance(tables, list):
        return [Mistake(path, 1, f"{kind} must be written as [[{kind}]].")]
    mistakes = []
    for number, table in enumerate(tables):
        try:
            if kind == "phrase":
                wrongs = list(_wrongs(msgspec.convert(table, Phrase)))
            else:
                wrongs = [
                    ("words", "is empty") for words in msgspec.convert(table, Situation).words if not words.strip()
                ]
        except msgspec.ValidationError as error:
            key = re.search(r"`\$\.?([a-z_]+)|field `([a-z_]+)`", str(error))
            wrongs = [((key.group(1) or key.group(2)) if key else "", str(error))]
        mistakes += [Mistake(path, _line(path, kind, number, key), f"{what}.") for key, what in wrongs]
    return mistakes


def _wrongs(phrase: Phrase) -> Iterable[tuple[str, str]]:
    """What msgspec cannot know: (key, what is wrong)."""
    if not phrase.step.startswith(phrase.method):
        yield "step", f"the step {phrase.step} is none of the method {phrase.method}"
    if not phrase.states:
        yield "states", "name at least one state"
    if not 1 <= len(phrase.headline.split()) <= HEADLINE_WORDS:
        yield "headline", f"a headline has at most {HEADLINE_WORDS} words"
    try:
        slots = phrase.slots
        odd = [part for part in Formatter().parse(phrase.say) if part[1] == "" or part[2] or part[3]]
    except ValueError as error:
        yield "say", f"the braces do not fit: {error}"
        return
    if odd or not phrase.say.strip():
        yield "say", "an example has words, and slots as {name}" if odd else "an example has words"
    for slot in slots:
        if slot not in SLOTS:
            yield "say", f'no slot is called "{slot}"; there are {", ".join(SLOTS)}'
    if len(re.sub(r"\{\w+\}", " x" * SLOT_WORDS, phrase.say).split()) > SAY_WORDS:
        yield "say", f"an example has at most {SAY_WORDS} words, a slot counted as {SLOT_WORDS}"


def _line(path: Path, kind: str, number: int, key: str) -> int:
    """The line of a key in the table `number` of this kind; of the table itself where the key is not written."""
    table, found, inside = -1, 1, False
    for line, text in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if text.lstrip().startswith("["):
            inside = text.partition("#")[0].strip() == f"[[{kind}]]"
            table += inside
            if inside and table == number:
                found = line
        elif inside and table == number and key and re.match(rf"\s*{re.escape(key)}\s*=", text):
            return line
    return found

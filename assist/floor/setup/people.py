"""Who may join the floor: agents and supervisors, from a list (CSV) or numbered for a first try.

Must not know brokers, passwords or certificates.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from assist.errors import FloorError, Mistake
from assist.floor.topics import is_name

Role = Literal["agent", "supervisor"]
ALL_TEAMS = "*"
COLUMNS = ("user", "name", "team", "role")
LONGEST_NAME = 60
"""Characters, as in the messages."""


class Person(Struct, frozen=True, kw_only=True):
    """Somebody who may join. An agent is in one team; a supervisor's `team` may be several (`a+b`) or all (`*`)."""

    user: str
    name: str
    team: str
    role: Role


def teams_of(team: str) -> tuple[str, ...]:
    """The teams of a person as topics name them: `a+b` is both, `*` is the wildcard for every team."""
    return ("+",) if team == ALL_TEAMS else tuple(team.split("+"))


def complaint(person: Person) -> str | None:
    """What is wrong with a person's row, as one sentence; None when nothing is."""
    if not is_name(person.user):
        return f"{person.user!r} is no user: 1 to 64 of A-Z a-z 0-9 . _ @ -, the first a letter or a digit."
    if not 1 <= len(person.name) <= LONGEST_NAME or any(unicodedata.category(mark) == "Cc" for mark in person.name):
        return f"The name of {person.user} must be one line of 1 to {LONGEST_NAME} characters."
    several = person.role == "supervisor"
    if several and person.team == ALL_TEAMS:
        return None
    if not all(is_name(team) for team in (person.team.split("+") if several else [person.team])):
        more = "; a supervisor of several has them joined with +, of all has *" if several else "; an agent has one"
        return f"{person.team!r} is no team: 1 to 64 of A-Z a-z 0-9 . _ @ -{more}."
    return None


def numbered(*, agents: int, supervisors: int, team: str) -> tuple[Person, ...]:
    """People for a first try: agent1, agent2, ... and supervisor1, ... of one team. Raises FloorError."""
    if not is_name(team):
        raise FloorError(f"{team!r} is no team: 1 to 64 of A-Z a-z 0-9 . _ @ -.")
    wanted: tuple[tuple[Role, int], ...] = (("agent", agents), ("supervisor", supervisors))
    return tuple(
        Person(user=f"{role}{number}", name=f"{role.capitalize()} {number}", team=team, role=role)
        for role, many in wanted
        for number in range(1, many + 1)
    )


def read_people(
    path: Path, *, team: str, taken: Sequence[Person] = ()
) -> tuple[tuple[Person, ...], tuple[Mistake, ...]]:
    """The people of a CSV file with a head line, and what is wrong in it.

    Columns are found by name: `user` must be there; `name` is the user, `team` is `team` and `role` is agent where the
    list does not say. Nobody in it may have the user of somebody in `taken`. Comma or semicolon, as spreadsheets write
    it. Raises FloorError where there is no such list.
    """
    text = _text(path)
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, restkey="")
    columns = [(name or "").strip().lower() for name in rows.fieldnames or ()]
    if "user" not in columns:
        raise FloorError(f"{path}, line 1: the list begins with the names of its columns: {','.join(COLUMNS)}.")
    rows.fieldnames = columns
    people: list[Person] = []
    mistakes: list[Mistake] = []
    seen = {person.user.casefold() for person in taken}
    for line, row in _rows(rows, path):
        found = _read_row(row, team=team, seen=seen)
        if isinstance(found, Person):
            people.append(found)
            seen.add(found.user.casefold())
        else:
            mistakes.append(Mistake(path, line, found))
    return tuple(people), tuple(mistakes)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FloorError(f"The list of people {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise FloorError(f'The list of people {path} is no UTF-8 text; save it as "CSV UTF-8".') from None


def _rows(rows: csv.DictReader[str], path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that say something, with their lines."""
    try:
        for row in rows:
            cells = {name: (text or "").strip() for name, text in row.items() if isinstance(text, str | None)}
            if any(cells.values()):
                yield rows.line_num, cells
    except csv.Error as error:
        raise FloorError(f"{path}, line {rows.line_num + 1}: {error}.") from None


def _read_row(row: dict[str, str], *, team: str, seen: Collection[str]) -> Person | str:
    """The person of a row, or what is wrong with it."""
    user = row["user"]
    role = row.get("role", "").lower() or "agent"
    if role not in get_args(Role):
        return f"{role!r} is no role; there are agent and supervisor."
    chosen: Role = "supervisor" if role == "supervisor" else "agent"
    person = Person(user=user, name=row.get("name") or user, team=row.get("team") or team, role=chosen)
    if wrong := complaint(person):
        return wrong
    if user.casefold() in seen:
        return f"{user} is in the list twice; everybody needs a user of their own."
    return person

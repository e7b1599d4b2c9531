"""`packaging/licences.toml`: what is allowed, what is stated by hand, what licences ask for. Knows no bundle."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from boolean.boolean import AND, OR, Expression
from license_expression import ExpressionError, get_spdx_licensing

from ship.places import PACKAGING, CannotBuild

TABLE = PACKAGING / "licences.toml"
TEXTS = PACKAGING / "licences"
PREFERRED = "Apache-2.0"
_SPDX = get_spdx_licensing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One fact of the table: the licence of a part, of something inside a part, or of a model."""

    name: str
    licence: str
    source: str
    """Where the fact is from."""
    of: str = ""
    """The part that it is inside of, "*" for any; "" where it is a part itself."""
    files: str = ""
    """Patterns (`fnmatch`) of its files, apart by spaces; "" where it has no file of its own."""
    texts: tuple[str, ...] = ()
    """Files of `TEXTS`, and `wheel:NAME` for the licence files of a wheel of the building environment."""
    home: str = ""
    what: str = ""

    def has(self, path: str) -> bool:
        """Whether the file with this path inside `site-packages` is of it."""
        return any(fnmatchcase(path, pattern) for pattern in self.files.split())


@dataclass(frozen=True, slots=True)
class Duty:
    """What licences ask of whoever hands the program on."""

    licences: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table."""

    allowed: Mapping[str, str]
    """SPDX id, with its exception if it has one → why it permits commercial use."""
    forbidden: Mapping[str, str]
    """Pattern of file names → why no bundle may have one."""
    parts: Mapping[str, Stated]
    inside: tuple[Stated, ...]
    models: tuple[Stated, ...]
    duties: tuple[Duty, ...]

    def choose(self, expression: str) -> str:
        """Of an SPDX expression what is made use of: of every choice Apache-2.0, else the first that is allowed.
        (Apache-2.0 asks for its text alone, where MIT asks for the names of authors too, which wheels often leave out.)

        Raises CannotBuild where nothing is, naming the licence.
        """
        try:
            parsed = _SPDX.parse(expression.replace("/", " OR "))
        except ExpressionError as wrong:
            raise CannotBuild(f"“{expression}” is no SPDX expression") from wrong
        chosen = self._chosen(parsed) if parsed is not None else None
        if chosen is None:
            raise CannotBuild(f"“{expression}” is not allowed by {TABLE.name}")
        return str(chosen)

    def _chosen(self, node: Expression) -> Expression | None:
        if isinstance(node, OR):
            choices = [chosen for part in node.args if (chosen := self._chosen(part)) is not None]
            return min(choices, key=lambda choice: str(choice) != PREFERRED, default=None)
        if isinstance(node, AND):
            parts = [self._chosen(part) for part in node.args]
            return None if any(part is None for part in parts) else _SPDX.AND(*parts)
        return node if str(node) in self.allowed else None

    def why_forbidden(self, path: str) -> str:
        """Why no bundle may have the file with this path; "" where it may."""
        return next((why for pattern, why in self.forbidden.items() if fnmatchcase(path, pattern)), "")

    def duties_of(self, licences: Iterable[str]) -> list[Duty]:
        """The duties that the licences in these chosen expressions bring."""
        named = {name for licence in licences for name in ids(licence)}
        return [duty for duty in self.duties if named & set(duty.licences)]


def ids(expression: str) -> list[str]:
    """The licences of an expression, each with its exception, in order, each once."""
    parsed = _SPDX.parse(expression)
    return list(dict.fromkeys(str(symbol) for symbol in parsed.literals)) if parsed is not None else []


def load(path: Path = TABLE) -> Table:
    """The table of a file."""
    given: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Table(
        allowed=given["allowed"],
        forbidden={rule["files"]: rule["why"] for rule in given.get("forbidden", [])},
        parts={entry["name"]: _stated(entry) for entry in given.get("part", [])},
        inside=tuple(_stated(entry) for entry in given.get("inside", [])),
        models=tuple(_stated(entry) for entry in given.get("model", [])),
        duties=tuple(Duty(tuple(entry["licences"]), entry["text"].strip()) for entry in given.get("duty", [])),
    )


def _stated(entry: Mapping[str, Any]) -> Stated:
    return Stated(**{**entry, "texts": tuple(entry.get("texts", ()))})

"""Where in a TOML file that people write something stands, so that a mistake in it can be told with its line.

Of the sort of file that a team's rules are: tables `[[kind]]` one after another, and keys outside of them. Knows
nothing of what the keys mean but which of them a table cannot be without.
"""

from __future__ import annotations

import re
from typing import Any

_NEEDED: dict[str, dict[str, Any]] = {"kind": {"name": "x", "said": ["x"]}, "readable": {"said": ["x"]}}
"""Good values of keys that must be there."""


def place_of(table: dict[str, Any], error: str) -> tuple[str, int, str]:
    """What an error of the library is about: a sort of table, which of them (-1: none that it names), the key."""
    place = re.search(r"\$\.(\w+)(?:\[(\d+)\](?:\.(\w+))?)?", error)
    field = re.search(r"field `(.*?)`(?: - at `\$[^`]*`)?$", error, re.DOTALL)
    sort, number, key = place.groups() if place else ("", None, None)
    if error.endswith("`$.words[...]`"):
        key = next(name for name, said in table["words"].items() if not isinstance(said, str))
    return sort, -1 if number is None else int(number), key or (field[1] if field else "")


def mend(table: dict[str, Any], sort: str, number: int, key: str) -> bool:
    """Take out what was wrong, or put something good in its place; whether that changed anything."""
    if number < 0 or not key:
        return (table[sort] if sort and key else table).pop(key or sort, None) is not None
    label, needed = table[sort][number], _NEEDED[sort]
    before = dict(label)
    label.pop(key, None)
    label |= {key: needed[key]} if key in needed else {}
    return bool(label != before)

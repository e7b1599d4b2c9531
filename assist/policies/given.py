"""One setting as somebody wrote it."""

from __future__ import annotations

from typing import NamedTuple


class Given(NamedTuple):
    """`where` is the file, key or variable that says so. Nobody has looked yet whether there is such a setting."""

    name: str
    value: object
    where: str

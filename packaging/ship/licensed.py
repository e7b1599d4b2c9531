"""One thing in a bundle that has a licence of its own. Knows nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Licensed:
    """Something in the bundle with a licence of its own."""

    name: str
    version: str
    of: str
    """The part that it is inside of; "" for a part itself."""
    what: str
    """"part", "inside", "crate" or "model"."""
    said: str
    """Its whole SPDX expression."""
    chosen: str
    """What is made use of."""
    source: str
    """Where that is known from."""
    home: str = ""
    files: tuple[str, ...] = ()
    """Its own files in the bundle, if it has some."""
    modules: int = 0
    """How many of its modules are in the program's archive."""
    texts: tuple[Path, ...] = ()
    """The texts to enclose."""
    authors: str = ""
    purl: str = ""
    sha256: str = ""

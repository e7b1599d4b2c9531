"""Where in a TOML file that people write something stands, so that a mistake in it can be told with its line.

Of the sort of file that teams write: tables such as `[[kind]]` one after another, and keys outside of them. Knows
nothing of what the keys mean.
"""

from __future__ import annotations

import re


def line_of(text: str, sort: str, number: int, wanted: str, *, is_key: bool = False) -> int:
    """The first line with `wanted` in the table `number` of this sort; the table's own where it is not written so."""
    pattern = rf"[\s\['\"]*{re.escape(wanted)}['\"]?\s*[=.\]]" if is_key else rf".*{re.escape(wanted)}"
    tables, begun, inside = -1, 1, not sort
    for line, words in enumerate(text.split("\n"), 1):
        if sort and words.strip().startswith("["):
            inside = re.match(rf"\s*\[\[\s*{sort}\s*\]\]", words) is not None
            tables += inside
            inside = inside and tables == number
            begun = line if inside else begun
        if inside and wanted and re.match(pattern, words):
            return line
    return begun

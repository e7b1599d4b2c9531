"""What administrators set the program's settings with, made from their table: `python -m ship.policies` writes it.

Templates for Group Policy (`admx.py`), and samples of the policy on Linux and of managed preferences on macOS in which
every setting stands with its default, as a comment: as they are they set nothing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import msgspec

from assist.policies.file import PLACE
from assist.policies.managed import DOMAIN
from assist.settings import Settings
from assist.settings_editing import Row, described, in_full
from ship.admx import adml, admx, english, spanish
from ship.places import PACKAGING

FOLDER = PACKAGING / "policies"
SAMPLE = "policy.toml"
PREFERENCES = f"{DOMAIN}.plist"


def made() -> Mapping[str, bytes]:
    """Every file by its name in the folder."""
    files = {"Assist.admx": admx(), SAMPLE: _sample().encode(), PREFERENCES: _preferences().encode()}
    return files | {f"{language.code}/Assist.adml": adml(language) for language in (english(), spanish())}


def write(folder: Path = FOLDER) -> None:
    for name, content in made().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _sample() -> str:
    """TOML; a setting is set when the mark before it is taken away."""
    lines = [
        f"# Settings that hold for everybody on this computer: as {PLACE} they go before the command line,",
        "# the environment and each user's own settings, which they lock. `assist settings list` shows who set what.",
        "# Take the # away before a setting to set it. What is here is each setting's default.",
    ]
    for group, rows in groupby(described(Settings()), key=lambda row: row.group):
        lines += ["", f"# --- {group} ---"]
        for row in rows:
            lines += ["", *_wrapped(in_full(row), first="# ", further="# ")]
            lines.append(f"#{row.name} = {msgspec.json.encode(row.default).decode()}")
    return "\n".join(lines) + "\n"


def _preferences() -> str:
    """A property list; a setting is set when the comment around it is opened."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
        f"<!-- Managed preferences of {DOMAIN}, for a device management. What is set here is locked",
        "     for everybody. Open the comment around a setting to set it; what is here is each setting's default. -->",
        '<plist version="1.0">',
        "<dict>",
        *(line for row in described(Settings()) for line in _preference(row)),
        "</dict>",
        "</plist>",
    ]
    return "\n".join(lines) + "\n"


def _preference(row: Row) -> Iterator[str]:
    meaning = in_full(row).replace("--", "\u2011\u2011")  # which no comment may hold
    yield from _wrapped(f"<!-- {meaning} -->", first="  ", further="       ")
    if isinstance(row.default, bool):
        value = "<true/>" if row.default else "<false/>"
    elif isinstance(row.default, int):
        value = f"<integer>{row.default}</integer>"
    else:
        value = f"<string>{row.default}</string>"
    yield f"  <!-- <key>{row.name}</key> {value} -->"


def _wrapped(text: str, *, first: str, further: str) -> list[str]:
    return textwrap.wrap(text, 110, initial_indent=first, subsequent_indent=further, break_on_hyphens=False)


if __name__ == "__main__":
    write()

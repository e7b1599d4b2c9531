"""The policy on macOS: the preferences that a device management laid down for the program, for this user or for all.

The system writes them to `/Library/Managed Preferences/`, as property lists that only it can write. What is managed for
the user goes before what is managed for the computer, as the system itself has it. They are read as files, since asking
the system for preferences would mix in the user's own.
"""

from __future__ import annotations

import os
import plistlib
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from assist.errors import SettingsError
from assist.policies.given import Given

FOLDER = Path("/Library/Managed Preferences")
DOMAIN = "io.github.assist_overlay.Assist"


def user_name() -> str:
    """The account's name as the system knows it: $USER can be anything."""
    import pwd  # not on Windows

    return pwd.getpwuid(os.getuid()).pw_name


def read(*, user: str, folder: Path = FOLDER) -> tuple[Given, ...]:
    """What both files say, each name once; nothing where there are none. Raises SettingsError."""
    given: dict[str, Given] = {}
    for path in (folder / f"{DOMAIN}.plist", folder / user / f"{DOMAIN}.plist"):
        for name, value in _read(path).items():
            if not name.startswith("Payload"):  # the management's own notes
                given[name] = Given(name, value, str(path))
    return tuple(given.values())


def _read(path: Path) -> dict[str, Any]:
    try:
        table = plistlib.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{path} cannot be read ({error.strerror}).") from None
    except (plistlib.InvalidFileException, ExpatError, ValueError):
        raise SettingsError(f"{path} is no property list.") from None
    if not isinstance(table, dict):
        raise SettingsError(f"{path} is no property list of names and values.")
    return table

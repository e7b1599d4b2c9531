"""A file of settings in TOML: the policy on Linux, and a user's own everywhere."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from assist.errors import SettingsError
from assist.policies.given import Given

PLACE = Path("/etc/assist/policy.toml")


def read(path: Path) -> tuple[Given, ...]:
    """What a file says, name by name; nothing where there is no file. Raises SettingsError."""
    return tuple(Given(name, value, str(path)) for name, value in read_table(path).items())


def read_table(path: Path) -> dict[str, Any]:
    """The same as a table. Raises SettingsError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # some editors on Windows begin with a mark
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{path} cannot be read as a text file.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.") from None

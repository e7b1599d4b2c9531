"""Where the settings are kept, and reading them.

They live in `settings.toml` in the user's configuration folder (`assist doctor` says where); what the command line
says comes first, and what the machine's policy sets comes before both and is locked.
"""

from __future__ import annotations

import ctypes
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

from assist.errors import SettingsError
from assist.settings import APP, POLICY_ONLY, Settings


def settings_path() -> Path:
    return platformdirs.user_config_path(APP, appauthor=False) / "settings.toml"


def policy_path() -> Path:
    """The machine's policy: a place that only an administrator can write and no environment variable can move."""
    if sys.platform == "win32":
        return _program_data() / "Assist" / "policy.toml"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Assist/policy.toml")
    return Path("/etc/assist/policy.toml")


def load_settings(path: Path, *, policy: Path | None = None) -> Settings:
    """The settings of a file with the machine's policy over them, the defaults where both say nothing.

    `policy` is where to look for it instead of `policy_path()`. Raises SettingsError with file and setting.
    """
    wanted = read_table(path)
    checked(wanted, path)
    for name in POLICY_ONLY & wanted.keys():
        raise SettingsError(f"{path}: `{name}` can only be set by the machine's policy, {policy or policy_path()}.")
    return msgspec.convert(wanted | policy_values(policy), Settings)


def policy_values(policy: Path | None = None) -> dict[str, Any]:
    """What the machine's policy sets, by name: it is locked. Nothing without one. Raises SettingsError."""
    place = policy or policy_path()
    table = read_table(place)
    checked(table, place)
    return table


def read_table(path: Path) -> dict[str, Any]:
    """What a file of settings says, unchecked; nothing where there is no file. Raises SettingsError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # some editors on Windows begin with a mark
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{path} cannot be read as a text file.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.") from None


def checked(table: Mapping[str, Any], path: Path) -> Settings:
    """The settings of a table, the defaults where it says nothing. Raises SettingsError with file and setting."""
    try:
        return msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {error}.") from None


def models_folder(settings: Settings) -> Path:
    """Where fetched and added models are."""
    if settings.models_folder:
        return Path(settings.models_folder).expanduser()
    return platformdirs.user_data_path(APP, appauthor=False) / "models"


def recordings_folder(settings: Settings) -> Path:
    """Where recordings are kept, if the organisation has them made."""
    if settings.recordings_folder:
        return Path(settings.recordings_folder).expanduser()
    return platformdirs.user_data_path(APP, appauthor=False) / "recordings"


if sys.platform == "win32":

    def _program_data() -> Path:
        """Asked of Windows itself: %PROGRAMDATA% and what platformdirs reads can be set by the user."""
        common_application_data = 0x23
        place = ctypes.create_unicode_buffer(260)
        ctypes.windll.shell32.SHGetFolderPathW(None, common_application_data, None, 0, place)
        return Path(place.value)

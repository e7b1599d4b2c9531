"""Where the settings are kept, and reading them.

They live in `settings.toml` in the user's configuration folder (`assist doctor` says where); environment variables go
before it, what the command line says before those, and what the machine's policy sets before all and is locked
(`settings_layers.py`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

from assist.policies import file, policy_place, read_policy
from assist.policies.given import Given
from assist.settings import APP, Settings
from assist.settings_layers import Layers, layered, of_environment


def settings_path() -> Path:
    return platformdirs.user_config_path(APP, appauthor=False) / "settings.toml"


def read_layers(path: Path, *, policy: Path | None = None, wishes: Mapping[str, object] | None = None) -> Layers:
    """Every setting with who set it: the user's file, and environment, command line (`wishes`) and policy over it.

    `policy` is a TOML file to look into instead of the machine's own place. Raises SettingsError with place and
    setting.
    """
    return layered(
        policy=_policy(policy),
        wishes=wishes or {},
        environment=of_environment(os.environ),
        file=file.read(path),
        policy_place=str(policy or policy_place()),
    )


def load_settings(path: Path, *, policy: Path | None = None) -> Settings:
    """The settings alone, without a command line. Raises SettingsError."""
    return read_layers(path, policy=policy).settings


def policy_values(policy: Path | None = None) -> dict[str, Any]:
    """What the machine's policy sets, by name: it is locked. Nothing without one. Raises SettingsError."""
    layers = _policy_alone(policy)
    return {name: getattr(layers.settings, name) for name in layers.locked()}


def policy_places(policy: Path | None = None) -> dict[str, str]:
    """The same names, each with the file or key that sets it, for sentences. Raises SettingsError."""
    return _policy_alone(policy).locked()


def read_table(path: Path) -> dict[str, Any]:
    """What a file of settings says, unchecked; nothing where there is no file. Raises SettingsError."""
    return file.read_table(path)


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


def _policy(place: Path | None) -> tuple[Given, ...]:
    return read_policy() if place is None else file.read(place)


def _policy_alone(place: Path | None) -> Layers:
    return layered(policy=_policy(place), wishes={}, environment=(), file=(), policy_place="")

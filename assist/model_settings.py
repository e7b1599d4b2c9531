"""Models as the settings have them: where this user's are, where those for all are, how one is fetched."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from assist import model_files
from assist.model_files import Installed
from assist.settings import APP, Settings
from assist.settings_files import models_folder

if TYPE_CHECKING:
    from requests import Session


def shared_folder(settings: Settings) -> Path:
    """Where models for all people are; only `assist models add`, `install` and `remove` with --shared write there."""
    if settings.shared_models:
        return Path(settings.shared_models).expanduser()
    return _computers_own()


def _computers_own() -> Path:
    """The shared folder where none is set: one that only an administrator can write, and no variable can move."""
    if sys.platform == "win32":  # everybody may make folders in ProgramData
        return Path(sys.executable).parent / "shared-models"
    if sys.platform == "darwin":
        return platformdirs.site_data_path(APP, appauthor=False) / "models"
    return Path("/usr/local/share") / APP / "models"


def vosk_models(settings: Settings) -> dict[str, Installed]:
    """The Vosk model that is used for each language."""
    return model_files.vosk_models(models_folder(settings), shared_folder(settings))


def all_models(settings: Settings) -> list[Installed]:
    """Every Vosk model on this machine, those first that are used first."""
    return model_files.all_models(models_folder(settings), shared_folder(settings))


def open_session(settings: Settings) -> Session:
    """What fetches and asks. Raises NetworkError."""
    from assist import network  # with requests: a tenth of a second, not before something is fetched

    return network.open_session(proxy=settings.proxy, authorities=settings.authorities)

"""Every setting: name, default, unit, meaning. Only `app.py` reads them; parts take plain arguments.

They live in `settings.toml` in the user's configuration folder (`assist doctor` says where); what the command line
says comes first. The table in the README is this file's; a test keeps it in step.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import platformdirs
from msgspec import Meta, Struct

from assist.errors import SettingsError

APP = "assist-overlay"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    language: Annotated[str, Meta(pattern="^[a-z]{2,3}$", description="Language of the calls, as `en` or `ko`.")] = "en"
    engine: Annotated[
        Literal["auto", "moonshine", "vosk"],
        Meta(description="Speech engine; `auto` takes a Vosk model of the language if there is one."),
    ] = "auto"
    agent_device: Annotated[
        str, Meta(description="Sound input with the agent's voice; empty is the system's microphone.")
    ] = ""
    customer_device: Annotated[
        str, Meta(description="Sound input with what the softphone plays; empty is what the system's output plays.")
    ] = ""
    agent_channel: Annotated[
        Literal["left", "right"], Meta(description="Channel of the agent in stereo recordings.")
    ] = "left"
    models_folder: Annotated[
        str, Meta(description="Folder of fetched and added models; empty is the user's data folder.")
    ] = ""
    words_model: Annotated[
        str, Meta(description="Folder of a text-classification model for the customer's words; empty is ours.")
    ] = ""
    tone: Annotated[bool, Meta(description="Listen to the customer's tone of voice too; off, words stand alone.")] = (
        True
    )
    profile: Annotated[
        Literal["novice", "standard", "expert", "quiet"], Meta(description="How much the coach says in a call.")
    ] = "standard"
    packs_folder: Annotated[
        str, Meta(description="Folder with the team's own packs of phrases and situations; empty is none.")
    ] = ""
    scripts: Annotated[
        str, Meta(description="The team's scripts (text or CSV), so that reading them aloud is noticed; empty is none.")
    ] = ""
    window_width: Annotated[int, Meta(ge=240, le=800, description="Width of the overlay, in pixels.")] = 340
    over_fullscreen: Annotated[
        bool, Meta(description="Stay above full-screen programs too (X11: leave the window manager out).")
    ] = False


def settings_path() -> Path:
    return platformdirs.user_config_path(APP, appauthor=False) / "settings.toml"


def load_settings(path: Path) -> Settings:
    """The settings of a file, the defaults where it says nothing. Raises SettingsError with file and setting."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors on Windows begin with a mark
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{path} cannot be read as a text file.") from None
    try:
        return msgspec.convert(tomllib.loads(text), Settings)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.") from None
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {error}.") from None


def models_folder(settings: Settings) -> Path:
    """Where fetched and added models are."""
    if settings.models_folder:
        return Path(settings.models_folder).expanduser()
    return platformdirs.user_data_path(APP, appauthor=False) / "models"

"""Every setting: name, group, title, default, unit, meaning. Only `app.py` and the commands read them; parts take plain
arguments.

They live in `settings.toml` in the user's configuration folder (`assist doctor` says where); what the command line
says comes first, and what the machine's policy sets comes before both and is locked. `settings_editing.py` changes
them; the README's tables and the settings window are made from `Settings`, and tests keep them in step.
"""

from __future__ import annotations

import ctypes
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import platformdirs
from msgspec import Meta, Struct

from assist.errors import SettingsError

APP = "assist-overlay"


def _about(group: str, title: str, description: str, *, unit: str = "", **limits: Any) -> Meta:
    return Meta(title=title, description=description, extra={"group": group, "unit": unit}, **limits)


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    language: Annotated[
        str, _about("Call", "Language", "Language of the calls, as `en` or `ko`.", pattern="^[a-z]{2,3}$")
    ] = "en"
    engine: Annotated[
        Literal["auto", "moonshine", "vosk"],
        _about("Call", "Speech engine", "Speech engine; `auto` takes a Vosk model of the language if there is one."),
    ] = "auto"
    agent_device: Annotated[
        str,
        _about("Call", "Your microphone", "Sound input with the agent's voice; empty is the system's microphone."),
    ] = ""
    customer_device: Annotated[
        str,
        _about(
            "Call",
            "The customer's sound",
            "Sound input with what the softphone plays; empty is what the system's output plays.",
        ),
    ] = ""
    agent_channel: Annotated[
        Literal["left", "right"],
        _about("Call", "Your channel in recordings", "Channel of the agent in stereo recordings."),
    ] = "left"
    profile: Annotated[
        Literal["novice", "standard", "expert", "quiet"],
        _about("Coach", "How much is said", "How much the coach says in a call."),
    ] = "standard"
    packs_folder: Annotated[
        str,
        _about("Coach", "Team packs", "Folder with the team's own packs of phrases and situations; empty is none."),
    ] = ""
    scripts: Annotated[
        str,
        _about(
            "Coach",
            "Team scripts",
            "The team's scripts (text or CSV), so that reading them aloud is noticed; empty is none.",
        ),
    ] = ""
    tone: Annotated[
        bool, _about("Coach", "Tone of voice", "Listen to the customer's tone of voice too; off, words stand alone.")
    ] = True
    models_folder: Annotated[
        str, _about("Models", "Models folder", "Folder of fetched and added models; empty is the user's data folder.")
    ] = ""
    words_model: Annotated[
        str,
        _about(
            "Models", "Words model", "Folder of a text-classification model for the customer's words; empty is ours."
        ),
    ] = ""
    view: Annotated[Literal["compact", "full"], _about("Window", "View", "How the overlay opens the first time.")] = (
        "compact"
    )
    theme: Annotated[
        Literal["auto", "dark", "light", "contrast"],
        _about("Window", "Colours", "Colours of the windows; `auto` follows the system."),
    ] = "auto"
    text_size: Annotated[
        int, _about("Window", "Text size", "Size of all text, in per cent of the usual.", unit="%", ge=80, le=200)
    ] = 100
    window_width: Annotated[
        int, _about("Window", "Width", "Width of the overlay, in pixels.", unit="px", ge=240, le=800)
    ] = 380
    over_fullscreen: Annotated[
        bool,
        _about(
            "Window",
            "Above full-screen programs",
            "Stay above full-screen programs too (X11: leave the window manager out).",
        ),
    ] = False
    motion: Annotated[
        Literal["auto", "soft", "none"],
        _about(
            "Window", "Movement", "Whether cues fade in and out; `auto` follows the system's wish for less movement."
        ),
    ] = "auto"
    click_through: Annotated[
        bool,
        _about(
            "Window",
            "Clicks go through",
            "In compact view clicks go to the program below, unless Ctrl is held.",
        ),
    ] = True
    show_customer_words: Annotated[
        bool, _about("Window", "The customer's words", "Show what the customer says in the full view.")
    ] = True
    show_agent_words: Annotated[bool, _about("Window", "Your words", "Show what the agent says in the full view.")] = (
        False
    )
    sound: Annotated[bool, _about("Window", "Sound", "A short sound with each cue.")] = False
    window_language: Annotated[
        Literal["auto", "en", "es"],
        _about("Window", "Language of the windows", "Language of the windows; `auto` is the system's."),
    ] = "auto"
    hide_from_sharing: Annotated[
        bool,
        _about(
            "Privacy",
            "Hide from screen sharing",
            "Ask the system to leave the overlay out of screen sharing; not every system can.",
        ),
    ] = True
    notice: Annotated[
        str,
        _about(
            "Privacy",
            "Text for the customer",
            "What an agent reads to the customer about the analysis; empty is ours.",
        ),
    ] = ""
    key_done: Annotated[str, _about("Keys", "Done", "I did what the cue says; empty is no key.")] = "Ctrl+F9"
    key_not_now: Annotated[str, _about("Keys", "Not now", "The cue comes at a bad moment; empty is no key.")] = (
        "Ctrl+F10"
    )
    key_wrong: Annotated[str, _about("Keys", "Wrong", "The cue is wrong; empty is no key.")] = "Ctrl+F11"
    key_why: Annotated[str, _about("Keys", "Why", "Show what the cue was shown for; empty is no key.")] = "Ctrl+F12"
    key_snooze: Annotated[str, _about("Keys", "Snooze", "No cues for five minutes, or back; empty is no key.")] = (
        "Ctrl+F8"
    )
    key_help: Annotated[
        str, _about("Keys", "Ask for help", "Raise or lower the hand for a supervisor; empty is no key.")
    ] = "Ctrl+F7"
    key_notice: Annotated[
        str, _about("Keys", "Text for the customer", "Show the text to read to the customer; empty is no key.")
    ] = "Ctrl+F6"
    key_view: Annotated[str, _about("Keys", "View", "Compact or full view; empty is no key.")] = "Ctrl+F2"
    key_hide: Annotated[str, _about("Keys", "Hide", "Out of sight and back, for screen sharing; empty is no key.")] = (
        "Ctrl+F3"
    )


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


if sys.platform == "win32":

    def _program_data() -> Path:
        """Asked of Windows itself: %PROGRAMDATA% and what platformdirs reads can be set by the user."""
        common_application_data = 0x23
        place = ctypes.create_unicode_buffer(260)
        ctypes.windll.shell32.SHGetFolderPathW(None, common_application_data, None, 0, place)
        return Path(place.value)

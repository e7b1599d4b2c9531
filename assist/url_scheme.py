"""Links that begin with `assist:`: what they mean, and that this user's desktop opens them with this program.

Each system keeps for every user which program opens which kind of link; nothing is written for other users. Knows
nothing of calls and windows.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from assist.errors import AssistError
from assist.whole_files import write_whole

SCHEME = "assist"
DESKTOP_FILE = "assist-overlay-link.desktop"
WINDOW_LAUNCHER = "assistw.exe"
"""What starts the installed program on Windows without a console."""
_KIND = f"x-scheme-handler/{SCHEME}"
_DEFAULTS = "[Default Applications]"
_PLAIN = re.compile(r"[A-Za-z0-9_./:=@+,-]+")


class LinkError(AssistError):
    """A link that this program cannot follow, or cannot be given."""


def meaning(url: str) -> str:
    """What a link asks for, as "call/start". Raises LinkError for what is no link to this program."""
    scheme, colon, rest = url.strip().partition(":")
    if not colon or scheme.lower() != SCHEME:
        raise LinkError(f"A link to this program begins with `{SCHEME}:`, as `{SCHEME}:call/start`.")
    return rest.removeprefix("//").removesuffix("/").lower()


def own_command() -> list[str]:
    """What starts this very program: its words for a command line without those that follow.

    Installed on Windows it is the launcher without a console, which would flash at every link.
    """
    launcher = Path(sys.executable).with_name(WINDOW_LAUNCHER)
    if launcher.exists():
        return [str(launcher)]
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "assist"]


def register() -> str:
    """Have this user's desktop open these links with this program; a sentence that says so. Raises LinkError."""
    if sys.platform == "win32":
        _write_registry(registry_values(own_command()))
        return f"Windows opens {SCHEME}: links with this program now."
    if sys.platform == "darwin":
        raise LinkError(f"On macOS {SCHEME}: links are not opened by this program; `assist call start` does the same.")
    try:
        file = _write_desktop_file()
        _become_default()
    except OSError as error:
        raise LinkError(f"The desktop cannot be told of {SCHEME}: links: {error.strerror}: {error.filename}.") from None
    return f"This desktop opens {SCHEME}: links with this program now ({file})."


# --- Linux ------------------------------------------------------------------------------------------------------------


def desktop_entry(command: Sequence[str]) -> str:
    """The desktop file (freedesktop.org, Desktop Entry 1.5) by which `command` opens the links."""
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=Assist",
        f"Exec={' '.join(quoted(word) for word in command)} url %u",
        f"MimeType={_KIND};",
        "NoDisplay=true",
        "Terminal=false",
    )
    return "\n".join(lines) + "\n"


def quoted(word: str) -> str:
    """A word for the key Exec, by the two rules that hold there: first those of arguments, then those of strings."""
    safe = word.replace("%", "%%")
    if not _PLAIN.fullmatch(word):
        safe = '"' + re.sub(r'(["`$\\])', r"\\\1", safe) + '"'
    return safe.replace("\\", "\\\\")


def with_default(text: str, file: str) -> str:
    """The text of a mimeapps.list in which `file` opens the links, and all else is as it was."""
    kept, section = [], ""
    for line in text.splitlines():
        section = line.strip() if line.startswith("[") else section
        if section != _DEFAULTS or line.partition("=")[0].strip() != _KIND:
            kept.append(line)
    if _DEFAULTS not in kept:
        kept += [*([""] if kept else []), _DEFAULTS]
    kept.insert(kept.index(_DEFAULTS) + 1, f"{_KIND}={file}")
    return "\n".join(kept) + "\n"


def _write_desktop_file() -> Path:
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    file = data / "applications" / DESKTOP_FILE
    _write(file, desktop_entry(own_command()))
    return file


def _become_default() -> None:
    """By the desktop's own program where there is one: it knows where each desktop looks first."""
    program = shutil.which("xdg-mime")
    if program is not None:
        done = subprocess.run([program, "default", DESKTOP_FILE, _KIND], capture_output=True, check=False)
        if done.returncode == 0:
            return
    place = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "mimeapps.list"
    before = place.read_text(encoding="utf-8", errors="surrogateescape") if place.exists() else ""
    _write(place, with_default(before, DESKTOP_FILE))


def _write(path: Path, text: str) -> None:
    write_whole(path, text.encode(errors="surrogateescape"))


# --- Windows ----------------------------------------------------------------------------------------------------------


def registry_values(command: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    r"""Keys below HKEY_CURRENT_USER\Software\Classes with their values, "" being a key's own."""
    words = subprocess.list2cmdline(command)
    return {
        SCHEME: {"": "URL:Assist", "URL Protocol": ""},
        rf"{SCHEME}\shell\open\command": {"": f'{words} url "%1"'},
    }


if sys.platform == "win32":

    def _write_registry(keys: Mapping[str, Mapping[str, str]]) -> None:
        import winreg

        for name, values in keys.items():
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, rf"Software\Classes\{name}") as key:
                for value, text in values.items():
                    winreg.SetValueEx(key, value, 0, winreg.REG_SZ, text)

"""A file that a person can give to whoever supports the program: how it is set up and how it went, and nobody's words.

Everything in it is chosen by what may be in it, not by what may not: words from the program's own text, names of
settings with values that are switches, choices or numbers, lines of the log that look as the log writes them, words
that devices have in common. At last the names of the user, the computer and the home folder are looked for all the
same. Nothing is sent anywhere.
"""

from __future__ import annotations

import getpass
import io
import re
import socket
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from assist.audio import systems
from assist.audio.devices import Inputs
from assist.audio.softphones import programs
from assist.device_words import plain_device
from assist.errors import AssistError
from assist.installed import versions
from assist.log_lines import HIDDEN, place_of
from assist.logs import log_folder
from assist.settings_files import read_layers, settings_path
from assist.settings_layers import Layers, Origin
from assist.support_logs import recent
from assist.whole_files import write_private

SHOWN = frozenset({
    "agent_channel", "autostart", "call_detection", "click_through", "engine", "floor_days", "floor_excerpts",
    "floor_sound", "hide_from_sharing", "mask_birth_date", "mask_email", "mask_name", "mask_phone", "mask_postcode",
    "motion", "over_fullscreen", "pause_by_itself", "pause_seconds", "profile", "recording_days", "show_agent_words",
    "show_customer_words", "sound", "system_log", "text_size", "theme", "tone", "view", "window_language",
    "window_width",
})  # fmt: skip
"""Settings whose values are told: switches, choices and numbers. Of all others only whether they are set."""
_LANGUAGES = frozenset({
    "ar", "ca", "cs", "de", "en", "eo", "es", "fa", "fr", "gu", "hi", "it", "ja", "kk", "ko", "nl", "pl", "pt", "ru",
    "sv", "tr", "uk", "uz", "vi", "zh",
})  # fmt: skip
"""Of calls; anything else that is set as one is not told."""

README = """\
What this file is
A support bundle of Assist, made by `assist doctor --bundle`. It was written to this computer and sent nowhere: give it
to whoever supports the program, after reading it. Every part is plain text.

versions.txt   versions of the program, of Python, of the system and of every library of the program
findings.txt   what `assist doctor` found
devices.txt    the sound devices: what kind they are and who made them
settings.txt   every setting: who set it, whether it is locked, and its value where that is a switch, choice or number
logs/          the newest lines of the program's logs: when it began and ended, calls by number and length, devices that
               went and came, parts that failed

What is not in it
No sound, no word that a customer or an agent said, no number that was spoken, no cue, no note. No names: not the
user's, the computer's, the team's or the broker's, no names of files and folders, no serial numbers. No passwords,
keys or addresses. Where something was left out there is the sign \u2026.
"""


class Finding(Protocol):
    """What was looked at, whether it is well, and what of the answer stands in the program's own text."""

    @property
    def what(self) -> str: ...
    @property
    def ok(self) -> bool: ...
    @property
    def plain(self) -> str: ...


def write_bundle(path: Path, findings: Iterable[Finding]) -> None:
    """Write it, in the place of a file that is there. Raises AssistError, and then none is written."""
    made: dict[str, str] = {"versions.txt": _lines(versions()), "findings.txt": _lines(map(_finding, findings))}
    settings, layers = _settings()
    made["settings.txt"] = _lines(settings)
    made["devices.txt"] = _lines(_devices(layers.settings.softphone if layers else ""))
    made |= {f"logs/{name}": text for name, text in recent(log_folder())}
    hide = _hiding(_names(layers))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("README.txt", f"{README}\nMade {datetime.now().astimezone().isoformat(timespec='seconds')}.\n")
        for name, text in made.items():
            bundle.writestr(name, hide(text))
    try:
        write_private(path, packed.getvalue())
    except OSError as error:
        raise AssistError(f"{path} cannot be written: {error.strerror}; name another file.") from None


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _finding(finding: Finding) -> str:
    return f"{'ok ' if finding.ok else 'FIX'} {finding.what}: {finding.plain or HIDDEN}"


def _settings() -> tuple[Sequence[str], Layers | None]:
    try:
        layers = read_layers(settings_path())
    except AssistError as error:
        return [f"They cannot be read: {place_of(error)}."], None
    lines = []
    for name, origin in layers.origins.items():
        locked = ", locked" if origin.source == "policy" else ""
        lines.append(f"{name}: {_shown(name, getattr(layers.settings, name), origin)} ({origin.source}{locked})")
    lines += [f"Passed over: a setting of the {each.source}." for each in layers.passed_over]
    return lines, layers


def _shown(name: str, value: object, origin: Origin) -> str:
    if name in SHOWN or (name == "language" and value in _LANGUAGES):
        return str(value)
    return "not set" if origin.source == "default" or value == "" else "set"


def _devices(softphone: str) -> Iterator[str]:
    try:
        known = systems.inputs(programs(softphone))
    except AssistError as error:
        yield f"They cannot be listed: {place_of(error)}."
        return
    yield f"{len(known.found)} inputs"
    for number, one in enumerate(known.found, start=1):
        roles = ", ".join(role for role, so in _roles(known, number - 1) if so)
        plays = "what an output plays" if one.plays else "a microphone"
        yield f"{number}. {plays}, by {one.kind}: {plain_device(one.name)} | {plain_device(one.note)} [{roles}]"


def _roles(known: Inputs, number: int) -> Iterator[tuple[str, bool]]:
    one = known.found[number]
    yield "default microphone", one == known.microphone
    yield "default output", one == known.playback
    yield "softphone", one == known.softphone
    yield "muted", one.name in known.muted


# --- names that are looked for all the same ---------------------------------------------------------------------------


def _names(layers: Layers | None) -> Iterator[str]:
    host = socket.gethostname()
    home = Path.home()
    yield from (str(home), home.name, host, host.partition(".")[0])
    try:
        yield getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        return
    finally:
        if layers is not None:
            people = (layers.settings.floor_user, layers.settings.floor_name, layers.settings.floor_team)
            yield from (word for name in people for word in (name, *re.split(r"[^\w]+", name)))


def _hiding(names: Iterable[str]) -> Callable[[str], str]:
    """What takes these names out of a text, as whole words, in large or small letters."""
    wanted = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    one_of = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in wanted), re.IGNORECASE)
    return lambda text: one_of.sub(HIDDEN, text)

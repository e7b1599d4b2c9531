"""`assist devices`: the sound inputs with what they are to a call, and on a terminal how loud each is just now.

For choosing inputs before a call and for seeing which is whose. Of the sound a meter keeps one number for a moment;
nothing is written down, and no call is listened to here. Also plays the test sound, for this and for the windows.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

import click
import msgspec
import numpy as np

from assist.audio import systems
from assist.audio.devices import Input, Inputs, find, find_again
from assist.audio.levels import LevelMeter
from assist.audio.softphones import programs
from assist.audio.streams import sounddevice
from assist.command_options import wished
from assist.errors import DeviceError
from assist.events import Samples
from assist.url_scheme import own_command

LOOK_S = 0.1
_BAR = 16
_LOWEST_DB, _SOUND_DB, _LOUD_DB = -60.0, -45.0, -6.0
"""As the windows have them: the bar's left end, where a level counts as sound, where it is called loud."""
_WORD = len("no sound yet")
_LEAST_NAME = 20
"""Columns that a name keeps beside its roles: one that has all of them is the one that is looked for."""
_TONE_RATE = 48000


@click.command()
@click.option("--once", is_flag=True, help="Only the list, without levels; so it is too where there is no terminal.")
@click.option("--seconds", type=click.FloatRange(min=0), help="Show the levels for so long instead of until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array an input, with its fields in order.")
@click.option(
    "--play", metavar="NAME", help="Play a test sound on the output that this input hears; an empty NAME: the system's."
)
def devices(once: bool, seconds: float | None, as_json: bool, play: str | None) -> None:
    """List the sound inputs, with their levels."""
    known = systems.inputs(programs(wished().softphone))
    if play is not None:
        _play(find(play, known) if play else None, pulse=any(one.kind == "pulse" for one in known.found))
    elif as_json:
        for one in known.found:
            click.echo(msgspec.json.encode(one))
    elif not known.found:
        click.echo("There is no sound input; connect a microphone or start the sound server.")
    elif once or not sys.stdout.isatty():
        _list(known)
    else:
        _show_levels(known, seconds)


def start_test_sound(one: Input | None) -> None:
    """Play the test sound where that input hears it, or as the system plays; returns at once. Raises DeviceError.

    A process of its own plays it: the sound system takes an output's name from the environment alone, and PortAudio of
    a process where a call goes on is left as it is.
    """
    if one is not None and one.kind in ("process", "tap"):
        raise DeviceError(
            "Only the softphone itself is heard there; have it play something, as its own test of the sound."
        )
    playing = subprocess.Popen(
        [*own_command(), "devices", "--play", one.name if one is not None and one.plays else ""],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    # How it ends is nobody's matter: whether it was heard is seen. But a process that nobody waits for stays a zombie.
    threading.Thread(target=playing.wait, name="assist-test-sound", daemon=True).start()


def name_now(wanted: str, known: Inputs) -> str:
    """The name that an input of the settings has just now: they may have a part of it, or that of another port."""
    if not wanted:
        return ""
    try:
        return (find_again(wanted, known) or find(wanted, known)).name
    except DeviceError:  # it is not there
        return wanted


# --- the list ---------------------------------------------------------------------------------------------------------


def roles(one: Input, known: Inputs) -> list[str]:
    """What an input is to a call just now."""
    heard = known.softphone or known.playback
    said = {
        "agent by default": one == known.microphone,
        "customer by default": one == heard,
        "the softphone plays here": one == known.softphone,
        "muted in the system": one.name in known.muted,
    }
    return [role for role, so in said.items() if so]


def groups(known: Inputs) -> list[tuple[str, list[Input]]]:
    """Microphones and what outputs play, each with those first that a call would take."""
    sides = (("Microphones", False), ("What outputs play", True))
    chosen = (known.microphone, known.softphone or known.playback)
    return [
        (title, sorted((one for one in known.found if one.plays == plays), key=lambda one: one not in chosen))
        for title, plays in sides
        if any(one.plays == plays for one in known.found)
    ]


def _list(known: Inputs) -> None:
    for title, found in groups(known):
        click.echo(f"{title}:")
        for one in found:
            marks = "".join(f"  [{role}]" for role in roles(one, known))
            note = click.style(f"  {one.note}", dim=True) if one.note else ""
            click.echo(f"  {one.name}{note}{marks}")


# --- levels -----------------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """An input on the terminal."""

    shown: str
    marks: str
    """Its roles."""
    meter: LevelMeter
    problem: str
    """Why it could not be opened; empty where it was."""

    def line(self, width: int) -> str:
        """In so many columns; what does not fit goes from the name first, then from the roles."""
        if self.problem:
            return cut(f"{self.shown}{self.marks}: {self.problem}", width)
        bar, word = drawn(self.meter.level, arrived=self.meter.arrived)
        start = f"{bar} {word:{_WORD}}  "
        room = max(_LEAST_NAME, width - len(start) - len(self.marks))
        return cut(start + cut(self.shown, room) + self.marks, width)


def drawn(level: float, *, arrived: bool) -> tuple[str, str]:
    """A level in dBFS as a bar of plain characters and a word."""
    full = round(_BAR * min(1.0, max(0.0, 1 - level / _LOWEST_DB))) if arrived else 0
    word = "quiet" if level < _SOUND_DB else "sound" if level < _LOUD_DB else "loud"
    return f"[{'#' * full}{'-' * (_BAR - full)}]", word if arrived else "no sound yet"


def _show_levels(known: Inputs, seconds: float | None) -> None:
    """Until Ctrl-C or for so long; every meter that was opened is closed again."""
    click.echo("Speak, then play something on the softphone: whose bar moves? Ctrl-C ends this.")
    rows: list[Row | str] = []
    try:
        for title, found in groups(known):
            rows.append(f"{title}:")
            rows.extend(_opened(one, known) for one in found)
        _refresh(rows, None if seconds is None else time.monotonic() + seconds)
    except KeyboardInterrupt:
        click.echo()
    finally:
        for row in rows:
            if isinstance(row, Row):
                row.meter.stop()


def _opened(one: Input, known: Inputs) -> Row:
    alike = sum(other.shown == one.shown for other in known.found) > 1
    shown = f"{one.name} ({one.shown})" if alike else one.shown
    marks = "".join(f"  [{role}]" for role in roles(one, known))
    meter = LevelMeter(one)
    try:
        meter.start()
    except DeviceError as error:
        return Row(shown, marks, meter, str(error))
    return Row(shown, marks, meter, "")


def _refresh(rows: Sequence[Row | str], until: float | None) -> None:
    """Write the rows again and again in their place; a row that is too long, and rows too many, are cut off."""
    drawn_before = 0
    while True:
        width, height = _size()
        lines = [cut(row, width - 1) if isinstance(row, str) else row.line(width - 1) for row in rows]
        if len(lines) > height - 2:
            lines = [*lines[: height - 3], "(there are more: --once lists them all)"]
        up = f"\x1b[{drawn_before}A" if drawn_before else ""
        click.echo(up + "\x1b[J" + "\n".join(lines))
        drawn_before = len(lines)
        if until is not None and time.monotonic() >= until:
            return
        time.sleep(LOOK_S)


def _size() -> tuple[int, int]:
    """Columns and lines of the terminal; at least so many that there is something to see."""
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        return 80, 24
    return max(size.columns, 40) if size.columns else 80, max(size.lines, 6) if size.lines else 24


def cut(text: str, width: int) -> str:
    """At most `width` columns of a line; letters of East Asia take two."""
    room = width
    for at, letter in enumerate(text):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return text[:at]
    return text


# --- the test sound ---------------------------------------------------------------------------------------------------


def chime() -> Samples:
    """Three soft notes, about two and a half seconds at 48 kHz, up to -12 dBFS, without a click at either end."""
    notes = []
    for pitch in (523.25, 659.25, 783.99):
        at = np.arange(int(0.8 * _TONE_RATE)) / _TONE_RATE
        fade = np.minimum(1.0, np.minimum(at, at[::-1]) / 0.05)
        notes.append(0.25 * fade * np.sin(2 * np.pi * pitch * at))
    return np.concatenate(notes).astype(np.float32)


def _play(one: Input | None, *, pulse: bool) -> None:
    """Raises DeviceError."""
    module = sounddevice()
    if pulse and one is not None and one.plays:
        os.environ["PULSE_SINK"] = str(one.address).removesuffix(".monitor")
    try:
        module.play(chime(), _TONE_RATE, device="pulse" if pulse else None, blocking=True)
    except (module.PortAudioError, ValueError):  # ValueError: there is no such device
        raise DeviceError("The test sound cannot be played; is an output connected?") from None

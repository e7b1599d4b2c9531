"""What a sound input is called, which ones there are just now, and how a wished one is found among them.

Pure: who asks the system is `pulse.py`, `portaudio.py` and what is in `windows/` and `macos/`. An input is known by its
name, which holds for as long as the system can tell one device from another (a headset's serial number or Bluetooth
address is part of it), never by its place in a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from assist.errors import DeviceError

_HARDWARE = (
    re.compile(r"^alsa_(?:input|output)\.(?P<usb>usb-.+-\d\d(?:\.\d+)?)\.[^.]+(?P<twin>\.\d+)?(?:\.monitor)?$"),
    re.compile(r"^bluez_(?:input|output|source|sink)\.(?P<bluetooth>(?:[0-9A-F]{2}[_:]){5}[0-9A-F]{2})", re.IGNORECASE),
)
"""How PulseAudio and PipeWire name what can be plugged: maker, product, serial number and interface; or a Bluetooth
address. After them comes a profile, which changes when a headset goes over to calls; a number at the end tells twins
apart.
"""


class NoSuchInput(DeviceError):
    """None is called so just now."""


class Input(NamedTuple):
    """One sound input."""

    name: str
    """What it is known by, in settings too."""
    note: str
    """What people call it."""
    kind: Literal["pulse", "portaudio", "soundcard", "process", "tap"]
    """Who opens it."""
    address: int | str
    """What it is opened by: a source of the server, an index, an endpoint."""
    plays: bool = False
    """Whether it gives what an output plays, rather than what a microphone hears."""
    master: str = ""
    """The name of the input that it is made of, where it is made of one."""

    @property
    def shown(self) -> str:
        """What a person is told of it."""
        return self.note or self.name


class Inputs(NamedTuple):
    """What there is just now."""

    found: Sequence[Input] = ()
    microphone: Input | None = None
    """What the system calls the default input, when it is no output's sound."""
    playback: Input | None = None
    """What the default output plays, where it can be heard."""
    softphone: Input | None = None
    """What the output plays on which the softphone is heard just now."""
    muted: Collection[str] = ()
    """Names of inputs that are muted in the system."""

    def without(self, one: Input | None) -> Inputs:
        """The same without what would give that one's sound: itself, what it is made of, and what is made of it."""
        if one is None:
            return self

        def other(each: Input | None) -> Input | None:
            return None if each is None or self.same_sound(each, one) else each

        return self._replace(
            found=[each for each in self.found if not self.same_sound(each, one)],
            microphone=other(self.microphone),
            playback=other(self.playback),
            softphone=other(self.softphone),
        )

    def same_sound(self, one: Input, other: Input) -> bool:
        """Whether they are the same, or one of them is made of the other."""
        return one.name in self._made_of(other) or other.name in self._made_of(one)

    def _made_of(self, one: Input) -> Collection[str]:
        masters = {each.name: each.master for each in self.found}
        names, name = [one.name], one.master
        while name and name not in names:
            names.append(name)
            name = masters.get(name, "")
        return names


def find(wanted: str, known: Inputs) -> Input:
    """The input of that name, or the only one whose name or note holds it. Raises DeviceError."""
    there = _named(wanted, known)
    if there is not None:
        return there
    called = [one for one in known.found if wanted.lower() in (one.name.lower(), one.note.lower())]
    matches = called or [one for one in known.found if wanted.lower() in f"{one.name} {one.note}".lower()]
    if len(matches) == 1:
        return matches[0]
    if matches:
        names = ", ".join(f'"{one.name}"' for one in matches[:4])
        raise DeviceError(f'"{wanted}" could be {names}; give more of the name.')
    raise NoSuchInput(f'There is no sound input called "{wanted}"; `assist devices` lists those that there are.')


def find_again(wanted: str, known: Inputs) -> Input | None:
    """The input of that name, or the same piece of hardware under another profile; never another one."""
    there = _named(wanted, known)
    hardware = _hardware(wanted)
    if there is not None or hardware is None:
        return there
    plays = wanted.endswith(".monitor")
    again = [one for one in known.found if _hardware(one.name) == hardware and one.plays == plays]
    return again[0] if len(again) == 1 else None


def _named(wanted: str, known: Inputs) -> Input | None:
    return next((one for one in known.found if one.name == wanted), None)


def _hardware(name: str) -> str | None:
    """The part of a name that stays with a piece of hardware; None where nothing does."""
    found = next((match for pattern in _HARDWARE if (match := pattern.match(name))), None)
    return "".join(part or "" for part in found.groups()).replace(":", "_").upper() if found else None

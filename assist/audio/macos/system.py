"""What macOS has to be heard by: PortAudio's inputs, virtual cables among them, and taps of what programs play.

Which of these is whose is chosen here; each is opened by its own module.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from assist.audio.devices import Input, Inputs
from assist.audio.macos import process_tap
from assist.audio.macos.privacy import REFUSED, microphone_refused
from assist.audio.portaudio import listed
from assist.audio.streams import Hear, Stream, does_not_open, open_converted
from assist.errors import DeviceError


class MacDesktop:
    """A `Desktop` of portaudio.py."""

    def look(self, module: Any, softphones: Collection[str]) -> Inputs:
        known = listed(module, process_tap.is_virtual_cable)
        taps = process_tap.inputs()
        found = [*known.found, *taps]
        return Inputs(
            found=found,
            microphone=known.microphone,
            playback=process_tap.best_playback(found),
            softphone=_softphone(taps, softphones),
        )

    def open(self, device: Input, hear: Hear, *, called: str) -> Stream:
        """Raises DeviceError; also for an input that macOS keeps back, which would open and give zeros."""
        if device.kind == "tap":
            return process_tap.open_tap(device, hear, called=called)
        if microphone_refused():
            raise DeviceError(f"{called} does not open: {REFUSED}")
        return open_converted(device, hear, refused=does_not_open(called, device))


def _softphone(taps: Sequence[Input], softphones: Collection[str]) -> Input | None:
    """The program that is followed, with its helpers; of several nobody can tell which the customer is on."""
    wanted = [one for one in taps if one.address != process_tap.SYSTEM and _is_called(one, softphones)]
    first = min(wanted, key=lambda one: len(one.name), default=None)
    if first is None or not all(f"{one.name}.".startswith(f"{first.name}.") for one in wanted):
        return None
    return first


def _is_called(tap: Input, softphones: Collection[str]) -> bool:
    """By what macOS calls the program, as "zoom.us" or "Google Chrome Helper", or by the end of its bundle id."""
    shown = tap.note.lower().removeprefix("only what ").removesuffix(" plays")
    return not {shown, shown.partition(" helper")[0], tap.name.lower().rpartition(".")[2]}.isdisjoint(softphones)

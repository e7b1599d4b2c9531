"""What Windows has to be heard by: PortAudio's microphones, what outputs play, and what the softphone alone plays.

Which of these is whose is chosen here; each is opened by its own module.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from assist.audio.devices import Input, Inputs
from assist.audio.streams import Hear, Stream, does_not_open, open_converted
from assist.audio.windows import process_loopback, soundcard_loopback
from assist.audio.windows.playback import best_playback, portaudio_inputs
from assist.audio.windows.privacy import REFUSED, microphone_refused
from assist.errors import DeviceError


class WindowsDesktop:
    """A `Desktop` of portaudio.py."""

    def __init__(self) -> None:
        self._failed: set[str] = set()
        """Programs that run and could not be heard alone, as on a Windows that is too old: their output is, then."""

    def look(self, module: Any, softphones: Collection[str]) -> Inputs:
        devices = portaudio_inputs(module)
        if not any(one.plays for one in devices):
            devices = [*devices, *soundcard_loopback.inputs()]
        programs = process_loopback.inputs([f"{name}.exe" for name in sorted(softphones)])
        self._failed.intersection_update(one.name for one in programs)
        return Inputs(
            found=[*devices, *programs],
            microphone=next((one for one in devices if not one.plays), None),
            playback=best_playback(devices),
            softphone=self._softphone(programs),
        )

    def open(self, device: Input, hear: Hear, *, called: str) -> Stream:
        """Raises DeviceError; of a microphone that Windows keeps back it says so."""
        if device.kind == "soundcard":
            return soundcard_loopback.open_soundcard(device, hear, called=called)
        if device.kind == "process":
            try:
                return process_loopback.open_process(device, hear, called=called)
            except DeviceError:
                self._failed.add(device.name)
                raise
        is_refused = not device.plays and microphone_refused()
        refused = DeviceError(f"{called} does not open: {REFUSED}") if is_refused else does_not_open(called, device)
        return open_converted(device, hear, refused=refused, steady=not device.plays)

    def _softphone(self, programs: Sequence[Input]) -> Input | None:
        """The one that runs. Of several nobody can tell which the customer is on, so what the output plays is heard."""
        return programs[0] if len(programs) == 1 and programs[0].name not in self._failed else None

"""The sound inputs of this machine, by name.

PortAudio (by sounddevice) knows the inputs; on Linux with a PulseAudio or PipeWire server, its monitors, where the
softphone's sound can be heard, are asked of the server itself.
"""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

from assist.errors import DeviceError

PORTAUDIO_MISSING = "PortAudio is missing, so no sound can be captured; on Debian: sudo apt-get install libportaudio2"


class Input(NamedTuple):
    """One input. `pulse_source` is set when it is a source of the sound server."""

    name: str
    note: str
    portaudio: int | str
    pulse_source: str | None = None

    @property
    def is_monitor(self) -> bool:
        return self.pulse_source is not None and self.pulse_source.endswith(".monitor")


class Inputs(NamedTuple):
    found: list[Input]
    microphone: Input | None
    """What the system calls the default input."""
    playback: Input | None
    """What the default output plays, where it can be heard."""


def sounddevice() -> Any:
    """The sounddevice module. Raises DeviceError when PortAudio is not there: it is loaded at import."""
    try:
        import sounddevice as module
    except OSError:
        raise DeviceError(PORTAUDIO_MISSING) from None
    return module


def inputs() -> Inputs:
    """Every input, the sound server's first. Raises DeviceError without PortAudio."""
    module = sounddevice()
    devices = [(index, device) for index, device in enumerate(module.query_devices()) if device["max_input_channels"]]
    plain = [Input(device["name"], "", index) for index, device in devices]
    default = module.default.device[0]
    microphone = next((known for known in plain if known.portaudio == default), plain[0] if plain else None)
    pulse = _pulse_inputs() if any(device["name"] == "pulse" for _, device in devices) else None
    if pulse is None:
        return Inputs(plain, microphone, None)
    return Inputs([*pulse.found, *plain], pulse.microphone or microphone, pulse.playback)


def find(wanted: str, known: Inputs) -> Input:
    """The input of that name, or the only one whose name or note holds it. Raises DeviceError."""
    exact = [one for one in known.found if one.name == wanted]
    close = [one for one in known.found if wanted.lower() in f"{one.name} {one.note}".lower()]
    matches = exact or close
    if len(matches) == 1 or exact:
        return matches[0]
    if matches:
        names = ", ".join(f'"{one.name}"' for one in matches[:4])
        raise DeviceError(f'"{wanted}" could be {names}; give more of the name.')
    raise DeviceError(f'There is no sound input called "{wanted}"; `assist devices` lists those that there are.')


def _pulse_inputs() -> Inputs | None:
    """The sound server's sources; None when there is no server."""
    if not sys.platform.startswith("linux"):
        return None
    import pulsectl

    try:
        with pulsectl.Pulse("assist-devices", connect=False) as pulse:
            pulse.connect(autospawn=False)  # with a timeout pulsectl waits for all of it, connected or not
            found = {source.name: Input(source.name, source.description, "pulse", source.name)
                     for source in pulse.source_list()}  # fmt: skip
            server = pulse.server_info()
    except pulsectl.PulseError:
        return None
    except OSError:  # libpulse itself is not there
        return None
    playback = found.get(f"{server.default_sink_name}.monitor")
    return Inputs(list(found.values()), found.get(server.default_source_name), playback)

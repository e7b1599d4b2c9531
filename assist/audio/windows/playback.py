"""Where the customer can be heard on Windows, chosen from the inputs that there are. Pure, but for asking PortAudio."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assist.audio.devices import Input

LOOPBACK = "[Loopback]"
"""How PortAudio names an input that is what an output plays; the wheels of sounddevice so far have none."""
_WASAPI = "Windows WASAPI"


def portaudio_inputs(sounddevice: Any) -> list[Input]:
    """PortAudio's WASAPI inputs: the default microphone first, then the loopbacks, the default output's first.

    Every device comes once for each of Windows' interfaces; only WASAPI gives whole names and the loopbacks.
    """
    wasapi = next((one for one in sounddevice.query_hostapis() if one["name"] == _WASAPI), None)
    if wasapi is None:
        return []
    found = [(index, sounddevice.query_devices(index)) for index in wasapi["devices"]]
    default = wasapi["default_output_device"]
    first = "" if default < 0 else sounddevice.query_devices(default)["name"]
    listed = [
        Input(name=device["name"], note="", kind="portaudio", address=index, plays=LOOPBACK in device["name"])
        for index, device in found
        if device["max_input_channels"]
    ]
    return sorted(
        listed,
        key=lambda one: (
            one.plays,
            one.name != f"{first} {LOOPBACK}" if one.plays else one.address != wasapi["default_input_device"],
        ),
    )


def best_playback(inputs: Sequence[Input], *, softphone: str = "") -> Input | None:
    """The softphone alone where it is named and runs; else what the default output plays, by PortAudio or soundcard.

    Of each kind the default output's comes first in `inputs`.
    """
    playing = [one for one in inputs if one.plays]
    wanted = [one for one in playing if one.kind == "process" and one.name.lower() == softphone.lower()]
    by_kind = [one for kind in ("portaudio", "soundcard") for one in playing if one.kind == kind]
    return next(iter([*wanted, *by_kind]), None)

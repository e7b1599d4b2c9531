"""How to ask PortAudio for one input, best first: the caller tries them in turn and converts what it gets.

Windows' shared mode refuses every rate but the device's own ("Invalid sample rate"), unless it is asked to convert;
and asked to convert, headsets' microphones give zeros and no error on some Windows 11 (cpal issue 1200, 2026). So
there the device's own format comes first, and Windows' conversion last. Core Audio, ALSA and the sound servers convert
what they are asked for. What an output plays cannot be opened with one channel on some Windows (PortAudio issue 875):
own formats have the device's channels.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from assist.events import RATE

_WASAPI = "Windows WASAPI"


class Format(NamedTuple):
    """`rate` in Hz; `extra` is InputStream's `extra_settings`."""

    rate: int
    channels: int
    extra: Any


def formats(sounddevice: Any, index: int | str) -> list[Format]:
    """For `sounddevice.InputStream`, of the device with that index or name."""
    device = sounddevice.query_devices(index, "input")
    own = Format(round(device["default_samplerate"]), device["max_input_channels"], None)
    ours = Format(RATE, 1, None)
    if sounddevice.query_hostapis(device["hostapi"])["name"] != _WASAPI:
        return [ours, own]
    return [own, Format(RATE, 1, sounddevice.WasapiSettings(auto_convert=True))]

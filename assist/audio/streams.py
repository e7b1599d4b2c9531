"""Opens one sound input as this program listens to it; knows neither who speaks nor what becomes of the sound.

16 kHz, 16 bits, blocks of 20 ms at a latency of 40 ms: what worked without dropouts on PulseAudio and PipeWire.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np

from assist.audio.devices import Input, sounddevice
from assist.errors import DeviceError
from assist.events import RATE, Samples


def open_input(device: Input, hear: Callable[[Samples], None], *, called: str) -> Any:
    """A stream of `sounddevice`, opened and not yet started; the caller starts and closes it.

    `hear` gets mono samples at RATE on a thread of PortAudio: it may copy and must leave. `called` begins the sentence
    of the DeviceError that is raised when the input does not open, as in "The agent's input".
    """
    module = sounddevice()

    def arrived(block: Any, frames: int, at: Any, status: Any) -> None:  # noqa: ARG001  (PortAudio's signature)
        hear(block[:, 0].astype(np.float32) / 32768.0)

    if device.pulse_source is not None:  # the ALSA plug-in reads it when the stream is opened
        os.environ["PULSE_SOURCE"] = device.pulse_source
    try:
        return module.InputStream(
            device=device.portaudio,
            samplerate=RATE,
            channels=1,
            dtype="int16",
            blocksize=320,
            latency=0.04,
            callback=arrived,
        )
    except module.PortAudioError:
        raise does_not_open(called, device) from None
    finally:
        os.environ.pop("PULSE_SOURCE", None)


def does_not_open(called: str, device: Input) -> DeviceError:
    return DeviceError(f'{called} "{device.name}" does not open; is another program using it?')

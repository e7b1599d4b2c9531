"""What an output of Windows plays, by `soundcard` (BSD-3-Clause): for a PortAudio without `[Loopback]` inputs.

WASAPI gives nothing while nothing plays; soundcard 0.4.6 then makes up zeros by the clock, in steps of 40 ms. It is
asked for at least two channels, since one gives noise, and for the device's own number of them. Its "data
discontinuity" warning says that sound was lost; the timeline fills the gap, so the warning is not shown.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from typing import Any

from assist.audio.devices import Input
from assist.audio.reading import Ended, Heard, Reading
from assist.audio.streams import Hear
from assist.audio.windows.com import ComError, apartment, libraries
from assist.errors import DeviceError

RATE_HZ = 48000
"""Windows converts when the output runs at another rate; ours is a third of this."""
BUFFER_FRAMES = 9600
"""0.2 s, so that a busy machine loses nothing; it adds no delay."""
FEWEST_CHANNELS = 2
_FAILED = (RuntimeError, AssertionError, IndexError, OSError)
"""What soundcard raises: HRESULTs, mix formats it does not know, a device that is not there."""


def inputs() -> list[Input]:
    """What each output plays, the default output's first; none without soundcard or any output."""
    try:
        with apartment(libraries().ole32):
            module = import_module("soundcard")
            default = module.default_speaker().id
            found = [
                Input(name=one.id, note=f"{one.name} (what it plays)", kind="soundcard", address=one.id, plays=True)
                for one in module.all_microphones(include_loopback=True)
                if one.isloopback
            ]
    except (ImportError, ComError, *_FAILED):
        return []
    return sorted(found, key=lambda one: one.address != default)


def open_soundcard(device: Input, hear: Hear, *, called: str) -> Reading:
    """Opened, not yet started. Raises DeviceError with one sentence beginning with `called`."""
    reading = Reading(lambda: _opened(device, called=called), hear)
    reading.open(too_slow=f"{called} does not answer; choose another output, or restart the sound device.")
    return reading


class _Recorder:
    """A recorder of soundcard as a Reader."""

    def __init__(self, recorder: Any) -> None:
        self._recorder = recorder

    def read(self) -> Heard | None:
        try:
            block = self._recorder.record(numframes=None)
        except _FAILED:  # AUDCLNT_E_DEVICE_INVALIDATED is one of them: the headset was unplugged, the format changed
            raise Ended from None
        return Heard(block, RATE_HZ) if len(block) else None


@contextmanager
def _opened(device: Input, *, called: str) -> Iterator[_Recorder]:
    with ExitStack() as held:
        try:
            held.enter_context(apartment(libraries().ole32))
            recorder = _recorder(device, called=called)
            recording = recorder.__enter__()
        except (ComError, *_FAILED):
            reason = "is its output still connected, and not used by one program alone?"
            raise DeviceError(f"{called} does not open; {reason}") from None
        try:
            yield _Recorder(recording)
        finally:
            with suppress(*_FAILED):  # a device that is gone cannot be stopped
                recorder.__exit__(None, None, None)


def _recorder(device: Input, *, called: str) -> Any:
    try:
        module = import_module("soundcard")
    except ImportError:
        raise DeviceError(f"{called} needs the package soundcard; install Assist with it.") from None
    warnings.simplefilter("ignore", module.SoundcardRuntimeWarning)
    known = {one.id: one for one in module.all_microphones(include_loopback=True)}  # get_microphone would guess
    if device.address not in known:
        raise DeviceError(f"{called} is not there any more; choose another output.")
    microphone = known[device.address]
    channels = max(FEWEST_CHANNELS, _channels(microphone))
    return microphone.recorder(samplerate=RATE_HZ, channels=channels, blocksize=BUFFER_FRAMES)


def _channels(microphone: Any) -> int:
    try:
        return int(microphone.channels)
    except _FAILED:  # it does not know every way in which a driver describes its format
        return FEWEST_CHANNELS

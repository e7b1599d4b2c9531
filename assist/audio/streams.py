"""Opens one sound input as this program listens to it; knows neither who speaks nor what becomes of the sound.

16 kHz, 16 bits, blocks of 40 ms at a latency of 80 ms: without dropouts on PulseAudio and PipeWire, and at half the
cost of 20 ms, for every block takes the interpreter's time. Windows gives its devices' own rates only: converted here.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any, Protocol

import numpy as np

from assist.audio.conversion import Conversion
from assist.audio.devices import Input
from assist.audio.formats import Format, formats
from assist.errors import DeviceError
from assist.events import RATE, Samples

Hear = Callable[[Samples], None]
"""Gets mono samples at RATE on a thread of the stream: it may copy and must leave."""

PORTAUDIO_MISSING = "PortAudio is missing, so no sound can be captured; on Debian: sudo apt-get install libportaudio2"
STARTS_WITHIN_S = 2.0
"""PortAudio itself gives up after one second."""
_ENVIRONMENT = threading.Lock()
"""The process has one environment, and two inputs may be opened at once."""


class NoAnswer(DeviceError):
    """The sound system does not answer just now; it may go on by itself."""


class Stream(Protocol):
    """An input that was opened. `start` raises DeviceError; `close` may be called again."""

    @property
    def steady(self) -> bool:
        """Whether it gives samples all the time, also when nothing is to be heard."""
        ...

    @property
    def alive(self) -> bool:
        """False once it has ended by itself."""
        ...

    def start(self) -> None: ...

    def close(self) -> None:
        """End it; nothing is heard afterwards."""
        ...


def sounddevice() -> Any:
    """The sounddevice module. Raises DeviceError when PortAudio is not there: it is loaded at import."""
    try:
        import sounddevice as module
    except OSError:
        raise DeviceError(PORTAUDIO_MISSING) from None
    return module


def look_again(module: Any) -> None:
    """Have PortAudio, which looks for devices at its start, start anew. Every stream of it must be closed before.

    `module` is sounddevice. Raises NoAnswer when it does not start, as while a driver is being changed.
    """
    with suppress(module.PortAudioError):  # it did not start the last time
        module._terminate()
    try:
        module._initialize()
    except module.PortAudioError:
        raise NoAnswer("The sound system does not start; is a sound driver being changed?") from None


class PortAudioStream:
    """A stream of sounddevice."""

    def __init__(self, stream: Any, refused: DeviceError, *, steady: bool = True) -> None:
        self.steady = steady
        self.module = sounddevice()
        self._stream = stream
        self._refused = refused
        self._closed = False
        self.hangs = False
        """Whether it never started, and never ends."""
        _OPEN.add(self)

    @property
    def alive(self) -> bool:
        try:
            return not self._closed and bool(self._stream.active)
        except sounddevice().PortAudioError:  # its device has gone
            return False

    def start(self) -> None:
        """PortAudio 19.6 never comes back where a device disappears at the wrong moment, so a thread is left with it.

        Such a stream must not be touched again, and PortAudio not be ended: it would abort the program.
        """
        errors: list[Exception] = []
        starting = threading.Thread(target=self._start, args=(errors,), name="assist-start", daemon=True)
        starting.start()
        starting.join(STARTS_WITHIN_S)
        if starting.is_alive():
            self._closed = self.hangs = True
            atexit.unregister(sounddevice()._exit_handler)
            raise self._refused
        if errors:
            self.close()
            raise self._refused

    def _start(self, errors: list[Exception]) -> None:
        try:
            self._stream.start()
        except sounddevice().PortAudioError as error:
            errors.append(error)

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._stream.close()
            _OPEN.discard(self)


_OPEN: set[PortAudioStream] = set()
"""The process has one PortAudio, whoever opened its streams: a call, the meters of a window."""


def others_listen(mine: Collection[PortAudioStream]) -> bool:
    """Whether PortAudio has open streams beside these: then it must not be started anew."""
    module = sounddevice()
    return any(one.module is module and one not in mine for one in tuple(_OPEN))


def open_portaudio(
    device: Input, hear: Hear, *, called: str, environment: Mapping[str, str] | None = None
) -> PortAudioStream:
    """An input that PortAudio opens. `called` begins the sentence of the DeviceError, as in "The agent's input".

    `environment` is set while it is opened: the one way to tell ALSA's Pulse plug-in anything.
    """
    module = sounddevice()
    refused = does_not_open(called, device)
    opened: list[PortAudioStream] = []

    def arrived(block: Any, frames: int, at: Any, status: Any) -> None:  # noqa: ARG001  (PortAudio's signature)
        if not (opened and opened[0].hangs):  # it may start after all, when another has been opened in its place
            hear(np.frombuffer(block, np.int16).astype(np.float32) / 32768.0)

    with _ENVIRONMENT:
        before = {name: os.environ.get(name) for name in environment or {}}
        os.environ.update(environment or {})
        try:
            stream = module.RawInputStream(
                device=device.address if device.kind == "portaudio" else "pulse",
                samplerate=RATE,
                channels=1,
                dtype="int16",
                blocksize=640,
                latency=0.08,
                callback=arrived,
            )
        except (module.PortAudioError, ValueError):  # ValueError: there is no such device any more
            raise refused from None
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
    opened.append(PortAudioStream(stream, refused))
    return opened[0]


def open_converted(device: Input, hear: Hear, *, refused: DeviceError, steady: bool = True) -> PortAudioStream:
    """An input that PortAudio opens in the first of its formats that does. Raises `refused` when none does.

    Not `steady`: it gives nothing while nothing plays.
    """
    module = sounddevice()
    with suppress(module.PortAudioError, ValueError):  # the device has gone
        for each in formats(module, device.address):
            with suppress(module.PortAudioError, ValueError):
                return _open_in(each, device, hear, refused=refused, steady=steady)
    raise refused


def _open_in(how: Format, device: Input, hear: Hear, *, refused: DeviceError, steady: bool) -> PortAudioStream:
    opened: list[PortAudioStream] = []
    conversion = Conversion()

    def arrived(block: Any, frames: int, at: Any, status: Any) -> None:  # noqa: ARG001  (PortAudio's signature)
        samples = conversion.convert(block, rate=how.rate)
        if len(samples) and not (opened and opened[0].hangs):
            hear(samples)

    stream = sounddevice().InputStream(
        device=device.address,
        samplerate=how.rate,
        channels=how.channels,
        dtype="int16",
        blocksize=how.rate // 25,
        latency=0.08,
        extra_settings=how.extra,
        callback=arrived,
    )
    opened.append(PortAudioStream(stream, refused, steady=steady))
    return opened[0]


def does_not_open(called: str, device: Input) -> DeviceError:
    return DeviceError(f'{called} "{device.name}" does not open; is another program using it?')

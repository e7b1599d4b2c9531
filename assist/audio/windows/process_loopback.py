"""What one program on Windows plays and nothing else: "softphone only". Windows 10 2004 or newer.

It is not bound to an output, so a change of headset does not end it, and other programs' sound never passes here.
Refused: `process-audio-capture` 1.0.0 gives levels or writes a WAV file, never samples, and carries a library without
its source; `proc-tap` 1.1.1 falls back to everything that plays without a word, and needs SciPy; `flexaudio` 0.8.1 is
29 MB. So the five calls it takes are made here, by ctypes alone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress

import numpy as np

from assist.audio.devices import Input
from assist.audio.reading import Ended, Heard, Reading
from assist.audio.streams import Hear
from assist.audio.windows.activation import activate
from assist.audio.windows.com import ComError, Interface, Libraries, address, apartment, guid, libraries
from assist.audio.windows.programs import programs, root_of, watched
from assist.errors import DeviceError

RATE_HZ, CHANNELS = 48000, 2
"""Asked for, since this source has no format of its own for GetMixFormat to tell."""
_FLOAT = 3
_SHARED = 0
_LOOPBACK, _CONVERT, _CONVERT_WELL = 0x00020000, 0x80000000, 0x08000000
_BUFFER_100NS = 2_000_000
_SILENT = 0x2
_CAPTURE_CLIENT = "C8ADBD64-E71E-48A0-A4DE-185C395CD317"
_INITIALIZE, _START, _STOP, _GET_SERVICE = 3, 10, 11, 14
_GET_BUFFER, _RELEASE_BUFFER, _GET_NEXT_PACKET_SIZE = 3, 4, 5


class _Format(ctypes.Structure):
    """WAVEFORMATEX; the two bytes that C leaves out at its end are not read."""

    _fields_ = (
        ("tag", ctypes.c_uint16),
        ("channels", ctypes.c_uint16),
        ("rate", ctypes.c_uint32),
        ("bytes_a_second", ctypes.c_uint32),
        ("bytes_a_frame", ctypes.c_uint16),
        ("bits", ctypes.c_uint16),
        ("more", ctypes.c_uint16),
    )


def inputs(names: Sequence[str]) -> list[Input]:
    """Those of the programs, by file name as in "Zoom.exe", that run now."""
    running = programs(libraries().kernel32)
    found = [root_of(name, running) for name in names]
    return [
        Input(name=one.name, note=f"only what {one.name} plays", kind="process", address=one.name, plays=True)
        for one in found
        if one is not None
    ]


def open_process(device: Input, hear: Hear, *, called: str) -> Reading:
    """Opened, not yet started; `device.address` is a file name. Raises DeviceError beginning with `called`."""
    reading = Reading(lambda: _opened(str(device.address), called=called), hear)
    reading.open(too_slow=f"{called} does not answer; choose the output that the softphone plays to instead.")
    return reading


@contextmanager
def _opened(name: str, *, called: str) -> Iterator[_Capture]:
    system = libraries()
    program = root_of(name, programs(system.kernel32))
    if program is None:
        raise DeviceError(f"{called} cannot be heard: {name} does not run; start it, or choose an output instead.")
    with ExitStack() as held:
        try:
            held.enter_context(apartment(system.ole32))
            client = _initialized(system, program.id)
            held.callback(client.release)
            capture = _service(client)
            held.callback(capture.release)
            client.call(_START)
        except (ComError, AttributeError):  # AttributeError: a Windows that is too old has no such function
            reason = "one program alone can be heard from Windows 10 2004 on; choose an output instead."
            raise DeviceError(f"{called} does not open: {reason}") from None
        held.callback(_stopped, client)
        yield _Capture(capture, held.enter_context(watched(system.kernel32, program)))


def _initialized(system: Libraries, process: int) -> Interface:
    client = activate(system, process)
    size = 4 * CHANNELS
    wanted = _Format(_FLOAT, CHANNELS, RATE_HZ, RATE_HZ * size, size, 32, 0)
    try:
        client.call(
            _INITIALIZE,
            ctypes.c_int32(_SHARED),
            ctypes.c_uint32(_LOOPBACK | _CONVERT | _CONVERT_WELL),
            ctypes.c_int64(_BUFFER_100NS),
            ctypes.c_int64(0),
            address(wanted),
            ctypes.c_void_p(),
        )
    except ComError:
        client.release()
        raise
    return client


def _service(client: Interface) -> Interface:
    found, wanted = ctypes.c_void_p(), guid(_CAPTURE_CLIENT)
    client.call(_GET_SERVICE, address(wanted), address(found))
    return Interface(found.value or 0)


def _stopped(client: Interface) -> None:
    with suppress(ComError):
        client.call(_STOP)


class _Capture:
    """An IAudioCaptureClient as a Reader: one packet a time."""

    def __init__(self, client: Interface, program_ended: Callable[[], bool]) -> None:
        self._client = client
        self._program_ended = program_ended

    def read(self) -> Heard | None:
        try:
            return self._packet()
        except ComError:
            raise Ended from None

    def _packet(self) -> Heard | None:
        waiting = ctypes.c_uint32()
        self._client.call(_GET_NEXT_PACKET_SIZE, address(waiting))
        if not waiting.value:
            if self._program_ended():
                raise Ended
            return None
        data, frames, flags = ctypes.c_void_p(), ctypes.c_uint32(), ctypes.c_uint32()
        nothing = ctypes.c_void_p()
        self._client.call(_GET_BUFFER, address(data), address(frames), address(flags), nothing, nothing)
        block = np.zeros((frames.value, CHANNELS), np.float32)
        if data.value and not flags.value & _SILENT:
            ctypes.memmove(block.ctypes.data, data.value, block.nbytes)
        self._client.call(_RELEASE_BUFFER, ctypes.c_uint32(frames.value))
        return Heard(block, RATE_HZ)

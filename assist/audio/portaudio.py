"""The sound system where PortAudio knows best: a desktop without sound server, Windows, macOS.

PortAudio lists the devices once, at its start. While nothing of it is open it is simply started anew; while one channel
goes on and the other's device is gone, a fresh process is asked whether that is there again, and only then is PortAudio
started anew, which interrupts the healthy channel for a moment. What else a system has to be heard by (`Desktop`) is
listed here again and again, and is never touched by such a start.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

import msgspec

from assist.audio.devices import Input, Inputs
from assist.audio.streams import (
    Hear,
    NoAnswer,
    PortAudioStream,
    Stream,
    look_again,
    open_portaudio,
    others_listen,
    sounddevice,
)
from assist.errors import DeviceError

_PROGRAM = (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "assist")
ASK: tuple[str, ...] = (*_PROGRAM, "devices", "--json")
"""Lists the inputs, one JSON array a line: the fields of an Input in their order."""
AGAIN_S = 1.0
"""How often it is asked while something is missing."""
SELDOM_S = 10.0
"""How often a process is asked once it has been missing for long: each costs a third of a second of processor time."""
LONG_S = 60.0
ANSWERS_WITHIN_S = 10.0
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows a program of the command line would show one for a moment."""
_LOOPBACK = "loopback"
"""In the names of ALSA's inputs that give what is played to their other end."""


class Desktop(Protocol):
    """What one system has, and how its inputs are opened. `PlainDesktop`, or in `windows/` and `macos/` system.py."""

    def look(self, module: Any, softphones: Collection[str]) -> Inputs:
        """What there is; of PortAudio's, what there was at its start. `module` is sounddevice.

        `softphones`: names of the programs whose sound is the customer's, in lower case and without ".exe". Not for ten
        times a second: it may ask the system for every program and output. Raises the module's PortAudioError.
        """
        ...

    def open(self, device: Input, hear: Hear, *, called: str) -> Stream:
        """Raises DeviceError."""
        ...


class PlainDesktop:
    """PortAudio's inputs and nothing else."""

    def look(self, module: Any, softphones: Collection[str]) -> Inputs:
        del softphones  # PortAudio does not know programs
        return listed(module, lambda one: _LOOPBACK in one.name.lower())

    def open(self, device: Input, hear: Hear, *, called: str) -> PortAudioStream:
        return open_portaudio(device, hear, called=called)


class PortAudioSystem:
    """For one thread."""

    def __init__(
        self,
        softphones: Collection[str] = (),
        *,
        desktop: Desktop | None = None,
        ask: Sequence[str] = ASK,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`softphones` as in `Desktop.look`; `ask` is the command of a fresh process that lists the inputs."""
        self._softphones = softphones
        self._desktop = desktop or PlainDesktop()
        self._ask = ask
        self._clock = clock
        self._asked_at = clock()
        self._asking: subprocess.Popen[bytes] | None = None
        self._missing_from: float | None = None
        """Since when something has been missing."""
        self._streams: list[PortAudioStream] = []
        self._inputs = Inputs()
        self._listed_at: float | None = None

    def look(self, *, missing: bool) -> Inputs:
        """What there is; `missing`: something that should be open is not, so look for what has come since.

        Raises NoAnswer while PortAudio does not start, another DeviceError when it is not there.
        """
        if not missing:
            self._missing_from = None
        elif self._asking is None and self._is_time():
            self._asked_at = self._clock()
            if any(stream.alive for stream in self._streams) or others_listen(self._streams):
                self._asking = subprocess.Popen(
                    self._ask, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                    creationflags=_NO_WINDOW,
                )  # fmt: skip
            else:
                self._restart()
        if self._is_old(missing=missing):
            self._list()
        come = self._come()
        return self._inputs._replace(found=[*self._inputs.found, *come])

    def places(self) -> Mapping[str, str] | None:
        """None: streams stay where they are."""
        return None

    def open(self, device: Input, hear: Hear, *, called: str, mark: str) -> Stream:
        """Open an input; one of PortAudio that has come since its start ends its other streams. Raises DeviceError."""
        del mark
        if device.kind == "portaudio":
            device = self._here(device, called=called)
        stream = self._desktop.open(device, hear, called=called)
        if isinstance(stream, PortAudioStream):
            self._streams.append(stream)
        return stream

    def follow(self, softphones: Collection[str]) -> None:
        """These softphones from now on."""
        self._softphones, self._listed_at = softphones, None

    def close(self) -> None:
        if self._asking is not None:
            self._asking.kill()
            self._asking.communicate()
            self._asking = None

    def _is_time(self) -> bool:
        """Whether to look again for what is missing: it is asked often at first, and seldom after a minute."""
        now = self._clock()
        if self._missing_from is None:
            self._missing_from = now
        heard = any(stream.alive for stream in self._streams)
        return now - self._asked_at >= (SELDOM_S if heard and now - self._missing_from > LONG_S else AGAIN_S)

    def _is_old(self, *, missing: bool) -> bool:
        """Whether to list again: programs come and go, and the default output may be another."""
        if self._listed_at is None:
            return True
        return (missing or bool(self._softphones)) and self._clock() - self._listed_at >= AGAIN_S

    def _list(self) -> None:
        module = sounddevice()
        self._listed_at = self._clock()
        with suppress(module.PortAudioError):  # it did not start the last time, which was said
            self._inputs = self._desktop.look(module, self._softphones)

    def _here(self, device: Input, *, called: str) -> Input:
        """The input of that name as PortAudio has it now, if need be after a new start."""
        if self._named(device.name) is None:
            self._restart()
        here = self._named(device.name)
        if here is None:
            raise DeviceError(f'{called} "{device.name}" is not there any more.')
        return here

    def _named(self, name: str) -> Input | None:
        return next((one for one in self._inputs.found if one.kind == "portaudio" and one.name == name), None)

    def _restart(self) -> None:
        if any(stream.hangs for stream in self._streams):
            raise NoAnswer("The sound system hangs; start Assist again.")
        if others_listen(self._streams):
            raise NoAnswer("What was plugged in is heard once no other window listens; close the Sound window.")
        for stream in self._streams:
            stream.close()
        self._streams.clear()
        look_again(sounddevice())
        self._list()

    def _come(self) -> list[Input]:
        """What a fresh process knows of PortAudio's and this one does not."""
        if self._asking is None:
            return []
        if self._asking.poll() is None:
            if self._clock() - self._asked_at > ANSWERS_WITHIN_S:
                self.close()
            return []
        answer = self._asking.communicate()[0]
        self._asking = None
        try:
            told = [msgspec.json.decode(line, type=Input) for line in answer.splitlines()]
        except msgspec.DecodeError:
            return []
        return [one for one in told if one.kind == "portaudio" and self._named(one.name) is None]


def listed(module: Any, is_played: Callable[[Input], bool]) -> Inputs:
    """The inputs that `module`, which is sounddevice, knows. `is_played`: whether one gives what an output plays."""
    known = [
        Input(device["name"], "", "portaudio", index)
        for index, device in enumerate(module.query_devices())
        if device["max_input_channels"]
    ]
    found = [one._replace(plays=is_played(one)) for one in known]
    default = module.default.device[0]
    microphones = [one for one in found if not one.plays]
    fallback = microphones[0] if microphones else None
    microphone = next((one for one in microphones if one.address == default), fallback)
    return Inputs(found, microphone, next((one for one in found if one.plays), None))

"""The sound system where PortAudio knows best: a desktop without sound server, Windows, macOS.

PortAudio lists the devices once, at its start. While nothing is open it is simply started anew; while one channel goes
on and the other's device is gone, a fresh process is asked whether that is there again, and only then is PortAudio
started anew, which interrupts the healthy channel for a moment.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import msgspec

from assist.audio.devices import Input, Inputs
from assist.audio.streams import Hear, NoAnswer, PortAudioStream, look_again, open_portaudio, sounddevice
from assist.errors import DeviceError

ASK: tuple[str, ...] = (sys.executable, "-m", "assist", "devices", "--json")
"""Lists the inputs, one JSON object a line."""
AGAIN_S = 1.0
"""How often it is asked while something is missing."""
SELDOM_S = 10.0
"""How often a process is asked once it has been missing for long: each costs a third of a second of processor time."""
LONG_S = 60.0
ANSWERS_WITHIN_S = 10.0
_PLAYED = ("[loopback]", "blackhole", "vb-cable", "soundflower", "stereo mix")
"""In the names of inputs that give what an output plays."""


class PortAudioSystem:
    """For one thread."""

    def __init__(self, ask: Sequence[str] = ASK, clock: Callable[[], float] = time.monotonic) -> None:
        """`ask` is the command of a fresh process that lists the inputs."""
        self._ask = ask
        self._clock = clock
        self._asked_at = clock()
        self._asking: subprocess.Popen[bytes] | None = None
        self._missing_from: float | None = None
        """Since when something has been missing."""
        self._streams: list[PortAudioStream] = []
        self._inputs: Inputs | None = None

    def look(self, *, missing: bool) -> Inputs:
        """What there is; `missing`: something that should be open is not, so look for what has come since.

        Raises NoAnswer while PortAudio does not start, another DeviceError when it is not there.
        """
        if self._inputs is None:
            self._inputs = listed(sounddevice())
        if not missing:
            self._missing_from = None
        elif self._asking is None and self._is_time():
            self._asked_at = self._clock()
            if any(stream.alive for stream in self._streams):
                self._asking = subprocess.Popen(self._ask, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            else:
                self._restart()
        come = self._come()
        return self._inputs._replace(found=[*self._inputs.found, *come])

    def _is_time(self) -> bool:
        """Whether to look again for what is missing: it is asked often at first, and seldom after a minute."""
        now = self._clock()
        if self._missing_from is None:
            self._missing_from = now
        heard = any(stream.alive for stream in self._streams)
        return now - self._asked_at >= (SELDOM_S if heard and now - self._missing_from > LONG_S else AGAIN_S)

    def places(self) -> Mapping[str, str] | None:
        """None: PortAudio's streams stay where they are."""
        return None

    def open(self, device: Input, hear: Hear, *, called: str, mark: str) -> PortAudioStream:
        """Open an input; one that has come since the start ends all other streams. Raises DeviceError."""
        del mark
        assert self._inputs is not None
        if device not in self._inputs.found:
            self._restart()
        here = next((one for one in self._inputs.found if one.name == device.name), None)
        if here is None:
            raise DeviceError(f'{called} "{device.name}" is not there any more.')
        stream = open_portaudio(here, hear, called=called)
        self._streams.append(stream)
        return stream

    def follow(self, softphones: Collection[str]) -> None:
        """PortAudio does not know programs."""

    def close(self) -> None:
        if self._asking is not None:
            self._asking.kill()
            self._asking.communicate()
            self._asking = None

    def _restart(self) -> None:
        if any(stream.hangs for stream in self._streams):
            raise NoAnswer("The sound system hangs; start Assist again.")
        for stream in self._streams:
            stream.close()
        self._streams.clear()
        module = sounddevice()
        look_again(module)
        self._inputs = listed(module)

    def _come(self) -> list[Input]:
        """What a fresh process knows and this one does not."""
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
        assert self._inputs is not None
        names = {one.name for one in self._inputs.found}
        return [one for one in told if one.name not in names]


def listed(module: Any) -> Inputs:
    """The inputs that `module`, which is sounddevice, knows. On Windows those of WASAPI: others cut names short."""
    apis = module.query_hostapis()
    found = [
        Input(device["name"], "", "portaudio", index, any(word in device["name"].lower() for word in _PLAYED))
        for index, device in enumerate(module.query_devices())
        if device["max_input_channels"] and _is_best(apis, device)
    ]
    default = module.default.device[0]
    microphones = [one for one in found if not one.plays]
    fallback = microphones[0] if microphones else None
    microphone = next((one for one in microphones if one.address == default), fallback)
    return Inputs(found, microphone, next((one for one in found if one.plays), None))


def _is_best(apis: Sequence[Mapping[str, Any]], device: Mapping[str, Any]) -> bool:
    names = [api["name"] for api in apis]
    return "Windows WASAPI" not in names or names[device["hostapi"]] == "Windows WASAPI"

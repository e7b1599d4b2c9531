"""A module like sounddevice whose devices a test plugs; it lists them at its start only, as PortAudio does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any


class FakeStream:
    """`asked` is what it was opened with."""

    def __init__(self, module: FakeSounddevice, device: int, callback: Callable[..., None], asked: Any = None) -> None:
        self._module = module
        self.name = module.names[device]
        self.callback = callback
        self.asked = asked
        self.active = False
        self.closed = False

    def start(self) -> None:
        if self.name in self._module.refused:
            raise self._module.PortAudioError("refused")
        self.active = True

    def close(self) -> None:
        self.active, self.closed = False, True


class FakeSounddevice:
    """`plugged` is what there is, `names` what was there at the start; all are inputs of one interface, `api`.

    Each has a rate of its own, `rate`, and two channels. WASAPI refuses other rates unless it is asked to convert.
    """

    class PortAudioError(Exception):
        pass

    def __init__(self, *plugged: str, api: str = "ALSA", rate: int = 48000) -> None:
        self.plugged = list(plugged)
        self.api = api
        self.rate = rate
        self.refused: set[str] = set()
        """Names of those that do not start."""
        self.locked: set[str] = set()
        """Names of those that do not open."""
        self.names: list[str] = list(plugged)
        self.streams: list[FakeStream] = []
        self.starts = 1
        self.listings = 0
        self.default = SimpleNamespace(device=(0, 0))

    def _terminate(self) -> None:
        assert all(stream.closed for stream in self.streams), "a stream was open"

    def _initialize(self) -> None:
        self.starts += 1
        self.names = list(self.plugged)

    def query_hostapis(self, index: int | None = None) -> Any:
        self.listings += index is None
        default = self.default.device[0]
        here = {
            "name": self.api, "devices": list(range(len(self.names))), "default_input_device": default,
            "default_output_device": -1,
        }  # fmt: skip
        return [here] if index is None else here

    def query_devices(self, index: int | None = None, kind: str = "input") -> Any:
        self.listings += index is None
        if index is None:
            return [self._device(name) for name in self.names]
        if index >= len(self.names):
            raise self.PortAudioError("Error querying device")
        return self._device(self.names[index])

    def RawInputStream(self, *, device: int, callback: Callable[..., None], **_: Any) -> FakeStream:
        return self._opened(FakeStream(self, device, callback))

    def InputStream(self, *, device: int, callback: Callable[..., None], **asked: Any) -> FakeStream:
        if self.api == "Windows WASAPI" and asked["samplerate"] != self.rate and asked["extra_settings"] is None:
            raise self.PortAudioError("Invalid sample rate")
        return self._opened(FakeStream(self, device, callback, asked))

    def WasapiSettings(self, *, auto_convert: bool) -> str:
        return f"auto_convert={auto_convert}"

    def _opened(self, stream: FakeStream) -> FakeStream:
        if stream.name in self.locked:
            raise self.PortAudioError("Unanticipated host error")
        self.streams.append(stream)
        return stream

    def _device(self, name: str) -> dict[str, Any]:
        return {"name": name, "max_input_channels": 2, "hostapi": 0, "default_samplerate": float(self.rate)}


def names_of(streams: Sequence[FakeStream]) -> list[str]:
    """Of those that are open."""
    return [stream.name for stream in streams if not stream.closed]

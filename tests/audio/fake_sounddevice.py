"""A module like sounddevice whose devices a test plugs; it lists them at its start only, as PortAudio does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any


class FakeStream:
    def __init__(self, module: FakeSounddevice, device: int, callback: Callable[..., None]) -> None:
        self._module = module
        self.name = module.names[device]
        self.callback = callback
        self.active = False
        self.closed = False

    def start(self) -> None:
        if self.name in self._module.refused:
            raise self._module.PortAudioError("refused")
        self.active = True

    def close(self) -> None:
        self.active, self.closed = False, True


class FakeSounddevice:
    """`plugged` is what there is, `names` what was there at the start."""

    class PortAudioError(Exception):
        pass

    def __init__(self, *plugged: str) -> None:
        self.plugged = list(plugged)
        self.refused: set[str] = set()
        self.names: list[str] = list(plugged)
        self.streams: list[FakeStream] = []
        self.starts = 1
        self.default = SimpleNamespace(device=(0, 0))

    def _terminate(self) -> None:
        assert all(stream.closed for stream in self.streams), "a stream was open"

    def _initialize(self) -> None:
        self.starts += 1
        self.names = list(self.plugged)

    def query_hostapis(self) -> Sequence[dict[str, Any]]:
        return [{"name": "ALSA"}]

    def query_devices(self) -> Sequence[dict[str, Any]]:
        return [{"name": name, "max_input_channels": 1, "hostapi": 0} for name in self.names]

    def RawInputStream(self, *, device: int, callback: Callable[..., None], **_: Any) -> FakeStream:
        stream = FakeStream(self, device, callback)
        self.streams.append(stream)
        return stream

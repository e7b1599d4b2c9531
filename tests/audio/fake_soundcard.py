"""What stands in for `soundcard` 0.4.6 on Windows, after its source; compared with no real Windows."""

from __future__ import annotations

import threading
import types
import warnings
from typing import Any

import numpy as np

from tests.audio.fake_windows import INVALIDATED, LOUD, NOT_INITIALIZED, Apartments


class FakeSoundcard(types.ModuleType):
    """`soundcard` on Windows, with one microphone and the outputs that are named; the first is the default."""

    class SoundcardRuntimeWarning(RuntimeWarning):
        pass

    def __init__(self, ole32: Apartments, outputs: dict[str, str], *, channels: int = 2) -> None:
        super().__init__("soundcard")
        self._ole32 = ole32
        self._outputs = outputs
        self.channels: int | None = channels
        """None: a driver whose format soundcard does not know."""
        self.plays = threading.Event()
        self.unplugged = False
        self.discontinuity = False
        self.refuses_to_open = False
        self.hangs: threading.Event | None = None
        self.recorders: list[FakeRecorder] = []

    def default_speaker(self) -> FakeMicrophone:
        self.check()
        return FakeMicrophone(self, next(iter(self._outputs)), loopback=True)

    def all_microphones(self, include_loopback: bool = False) -> list[FakeMicrophone]:
        self.check()
        played = [FakeMicrophone(self, one, loopback=True) for one in sorted(self._outputs)]
        return [*(played if include_loopback else []), FakeMicrophone(self, "{mic}", loopback=False)]

    def name_of(self, endpoint: str) -> str:
        return self._outputs.get(endpoint, "Microphone")

    def check(self) -> None:
        if not self._ole32.here:
            raise RuntimeError(f"Error {hex(NOT_INITIALIZED)}")
        if not self._outputs:
            raise RuntimeError("Error 0x80070490")  # E_NOTFOUND: there is no output at all


class FakeMicrophone:
    def __init__(self, module: FakeSoundcard, endpoint: str, *, loopback: bool) -> None:
        self._module = module
        self.id = endpoint
        self.name = module.name_of(endpoint)
        self.isloopback = loopback

    @property
    def channels(self) -> int:
        assert self._module.channels is not None
        return self._module.channels

    def recorder(self, samplerate: int, channels: int, blocksize: int) -> FakeRecorder:
        self._module.check()
        if self._module.hangs is not None:
            self._module.hangs.wait()
        if self._module.refuses_to_open:
            raise RuntimeError("Error 0x8889000a")  # AUDCLNT_E_DEVICE_IN_USE
        recorder = FakeRecorder(self._module, samplerate, channels)
        self._module.recorders.append(recorder)
        return recorder


class FakeRecorder:
    """Packets of 10 ms while something plays; while nothing does, zeros made up after four such periods."""

    def __init__(self, module: FakeSoundcard, rate: int, channels: int) -> None:
        self._module = module
        self.rate = rate
        self.channels = channels
        self.entered = self.left = False

    def __enter__(self) -> FakeRecorder:
        self.entered = True
        return self

    def __exit__(self, *error: object) -> None:
        self.left = True
        if self._module.unplugged:
            raise RuntimeError(f"Error {hex(INVALIDATED)}")

    def record(self, numframes: None) -> np.ndarray[Any, Any]:
        self._module.check()
        if self._module.unplugged:
            raise RuntimeError(f"Error {hex(INVALIDATED)}")
        if self._module.discontinuity:
            warnings.warn("data discontinuity in recording", self._module.SoundcardRuntimeWarning, stacklevel=1)
        if not self._module.plays.wait(0.04):
            return np.zeros((round(0.04 * self.rate), self.channels), np.float32)
        noise = np.random.default_rng(1).uniform(-1, 1, (self.rate // 100, self.channels)).astype(np.float32)
        if self.channels == 1:  # "Windows/WASAPI currently records garbage if you record only a single channel"
            return noise
        return np.full_like(noise, LOUD)

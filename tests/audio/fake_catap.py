"""What stands in for `catap` 0.6.0 and pyobjc, after catap's source and README; compared with no real macOS."""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Process:
    name: str
    bundle_id: str | None
    pid: int


@dataclass(frozen=True)
class Format:
    sample_rate: float
    num_channels: int
    bits_per_sample: int
    sample_type: str


@dataclass(frozen=True)
class Buffer:
    data: bytes
    frame_count: int
    format: Format


class FakeSession:
    """A RecordingSession: nothing is asked of macOS before `start`."""

    def __init__(self, taps: list[str | Process], on_buffer: Callable[[Buffer], None], module: FakeCatap) -> None:
        self.taps = taps
        self._on_buffer = on_buffer
        self._module = module
        self.is_recording = False
        self.capture_failed = False
        self.captured_only_silence = True
        self.needs_cleanup = False
        self.closed = 0

    def start(self) -> None:
        if self._module.does_not_start:
            raise OSError("Failed to start recording: status 560947818")
        self.is_recording = True

    def close(self) -> None:
        """Again does nothing. It may fail once, still holding the tap, and is then to be called again."""
        self.closed += 1
        was, self.is_recording = self.is_recording, False
        if was and self._module.closing_fails:
            self.needs_cleanup = True
            raise RuntimeError("Failed to close recording session")
        self.needs_cleanup = False

    def give(self, block: np.ndarray[Any, Any], *, rate: float = 48000.0) -> None:
        """A buffer, on a thread of catap's; zeros where macOS does not allow it."""
        kind = "float" if block.dtype == np.float32 else "signed_integer"
        if not self._module.allowed:
            block = np.zeros_like(block)
        self.captured_only_silence = self.captured_only_silence and not block.any()
        channels = 1 if block.ndim == 1 else block.shape[1]
        self._on_buffer(
            Buffer(block.tobytes(), len(block), Format(rate, channels, 8 * block.dtype.itemsize, kind))
        )  # fmt: skip


class FakeCatap(types.ModuleType):
    def __init__(self, running: Sequence[Process] = (), *, follows: bool = False) -> None:
        super().__init__("catap")
        self.running = list(running)
        self.follows = follows
        """Whether taps follow a program through a restart: macOS 26."""
        self.allowed = True
        self.does_not_start = False
        self.closing_fails = False
        self.listing_fails = False
        self.sessions: list[FakeSession] = []

    def list_audio_processes(self) -> list[Process]:
        if self.listing_fails:
            raise OSError("AudioObjectGetPropertyData failed")
        return sorted(self.running, key=lambda one: (one.name.casefold(), one.pid))

    def find_process_by_pid(self, pid: int) -> Process | None:
        return next((one for one in self.running if one.pid == pid), None)

    def bundle_id_taps_supported(self) -> bool:
        return self.follows

    def record_system_audio(self, *, mono: bool, on_buffer: Callable[[Buffer], None]) -> FakeSession:
        return self._session([], on_buffer)

    def record_processes(
        self, processes: Sequence[Process], *, mono: bool, on_buffer: Callable[[Buffer], None]
    ) -> FakeSession:
        assert processes, "At least one process is required"
        return self._session(list(processes), on_buffer)

    def record_bundle_ids(
        self, bundle_ids: Sequence[str], *, mono: bool, restore: bool, on_buffer: Callable[[Buffer], None]
    ) -> FakeSession:
        assert bundle_ids, "At least one bundle ID is required"
        assert self.follows, "macOS 26 and later"
        assert restore
        return self._session(list(bundle_ids), on_buffer)

    def _session(self, taps: list[str | Process], on_buffer: Callable[[Buffer], None]) -> FakeSession:
        self.sessions.append(FakeSession(taps, on_buffer, self))
        return self.sessions[-1]


class FakeBridge(types.ModuleType):
    """pyobjc's `objc`, with an AVCaptureDevice that answers `status`."""

    def __init__(self, status: int) -> None:
        super().__init__("objc")
        self._status = status
        self._loaded: set[str] = set()

    def loadBundle(self, name: str, into: dict[str, Any], *, bundle_path: str) -> None:
        assert bundle_path == f"/System/Library/Frameworks/{name}.framework"
        self._loaded.add(name)

    def lookUpClass(self, name: str) -> FakeBridge:
        assert name == "AVCaptureDevice"
        assert "AVFoundation" in self._loaded, "an unknown class raises objc.nosuchclass_error"
        return self

    def authorizationStatusForMediaType_(self, kind: str) -> int:
        assert kind == "soun"
        return self._status

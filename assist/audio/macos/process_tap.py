"""What programs on macOS play, by process taps: `catap` (MIT), macOS 14.2 or newer.

A tap of one program by its bundle id takes its helpers along, as programs made of web pages play from one. From
macOS 26 a tap follows the program through a restart; before, it gives zeros then, so the stream says that it ended.
Without the permission for system audio macOS gives zeros and no error (`only_silence`).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import numpy as np

from assist.audio.conversion import Conversion
from assist.audio.devices import Input
from assist.audio.streams import Hear
from assist.errors import DeviceError

SYSTEM = "everything that plays"
_FAILED = (OSError, RuntimeError, LookupError, ValueError)
"""What catap raises; its own errors are of these kinds."""
_TYPES = {("float", 32): np.float32, ("signed_integer", 16): np.int16, ("signed_integer", 32): np.int32}


def inputs() -> list[Input]:
    """A tap of everything, then one of each program that uses sound; none where macOS has no taps."""
    module = _catap()
    if module is None:
        return []
    everything = Input(name=SYSTEM, note="what this Mac plays", kind="tap", address=SYSTEM, plays=True)
    try:
        running = [one for one in module.list_audio_processes() if one.bundle_id]
    except _FAILED:
        return [everything]
    named = {one.bundle_id: one.name for one in reversed(running)}
    return [everything, *(
        Input(name=bundle, note=f"only what {named[bundle]} plays", kind="tap", address=bundle, plays=True)
        for bundle in sorted(named)
    )]  # fmt: skip


def open_tap(device: Input, hear: Hear, *, called: str) -> TapStream:
    """Opened, not yet started. Raises DeviceError with one sentence beginning with `called`."""
    module = _catap()
    if module is None:
        raise DeviceError(f"{called} needs macOS 14.2 or newer and the package catap; or choose a virtual cable.")
    stream = TapStream(hear, called=called)
    try:
        stream.attach(module, str(device.address))
    except _FAILED:
        raise DeviceError(f"{called} does not open; choose everything that plays, or a virtual cable.") from None
    return stream


class TapStream:
    """One session of catap; its samples come on a thread of catap's."""

    steady = False
    """Whether a tap gives anything while nothing plays is not written anywhere."""

    def __init__(self, hear: Hear, *, called: str) -> None:
        self._hear = hear
        self._called = called
        self._conversion = Conversion()
        self._session: Any = None
        self._module: Any = None
        self._processes: list[int] = []

    def attach(self, module: Any, address: str) -> None:
        """Describe the tap; macOS hears of it when it is started. Raises what catap raises, and DeviceError."""
        self._module = module
        if address == SYSTEM:
            self._session = module.record_system_audio(mono=True, on_buffer=self._arrived)
            return
        wanted = [one for one in module.list_audio_processes() if _belongs(one.bundle_id, address)]
        if not wanted:
            raise DeviceError(f"{self._called} cannot be heard: {address} has not used sound yet; start it first.")
        if module.bundle_id_taps_supported():
            bundles = sorted({address, *(one.bundle_id for one in wanted)})
            self._session = module.record_bundle_ids(bundles, mono=True, restore=True, on_buffer=self._arrived)
            return
        self._processes = [one.pid for one in wanted]
        self._session = module.record_processes(wanted, mono=True, on_buffer=self._arrived)

    def start(self) -> None:
        """Raises DeviceError."""
        try:
            self._session.start()
        except _FAILED:
            self.close()
            raise DeviceError(
                f"{self._called} does not open; allow Assist under System Settings, Privacy & Security, "
                "Screen & System Audio Recording."
            ) from None

    def close(self) -> None:
        """Stop; again does nothing. A tap that macOS does not let go of is tried a second time."""
        with suppress(*_FAILED):
            self._session.close()
        if self._session.needs_cleanup:
            with suppress(*_FAILED):
                self._session.close()

    @property
    def alive(self) -> bool:
        """False once the capture failed, or every program that is tapped has gone."""
        if not self._session.is_recording or self._session.capture_failed:
            return False
        return not self._processes or any(self._module.find_process_by_pid(pid) for pid in self._processes)

    @property
    def only_silence(self) -> bool:
        """Whether there was nothing but zeros so far: what a tap gives that macOS does not allow."""
        return bool(self._session.captured_only_silence)

    def _arrived(self, buffer: Any) -> None:
        kind = buffer.format
        block = np.frombuffer(buffer.data, _TYPES[kind.sample_type, kind.bits_per_sample])
        samples = self._conversion.convert(block.reshape(-1, kind.num_channels), rate=round(kind.sample_rate))
        if len(samples):
            self._hear(samples)


def best_playback(inputs: Sequence[Input], *, softphone: str = "") -> Input | None:
    """The softphone's tap where it is named and there; else everything's; else a virtual cable."""
    taps = [one for one in inputs if one.kind == "tap"]
    wanted = [one for one in taps if softphone and softphone.lower() in f"{one.name} {one.note}".lower()]
    everything = [one for one in taps if one.address == SYSTEM]
    cables = [one for one in inputs if is_virtual_cable(one)]
    return next(iter([*wanted, *everything, *cables]), None)


def is_virtual_cable(device: Input) -> bool:
    """Whether it is an input that plays back what is sent to it, by the names of those that are known."""
    return any(name in device.name.lower() for name in ("blackhole", "loopback audio", "vb-cable", "soundflower"))


def _belongs(bundle: str | None, wanted: str) -> bool:
    return bundle is not None and (bundle == wanted or bundle.startswith(f"{wanted}."))


def _catap() -> Any:
    """The module; None where it is not installed, or macOS is too old: it says so by an ImportError."""
    try:
        return import_module("catap")
    except ImportError:
        return None

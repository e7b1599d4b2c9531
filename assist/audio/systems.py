"""Which sound system this machine has, and an input of it opened for a moment."""

from __future__ import annotations

import sys
from collections.abc import Collection
from typing import Protocol

from assist.audio.capture import System
from assist.audio.devices import Input, Inputs
from assist.audio.portaudio import Desktop, PlainDesktop, PortAudioSystem
from assist.audio.streams import Hear, Stream, sounddevice


def this_system(softphones: Collection[str] = ()) -> System:
    """The sound system of this machine. Raises DeviceError without PortAudio."""
    module = sounddevice()
    desktop = desktop_of(sys.platform)
    without_server = PortAudioSystem(softphones, desktop=desktop)
    if not sys.platform.startswith("linux"):
        return without_server
    try:
        from assist.audio.pulse import PulseSystem
    except OSError:  # libpulse itself is not there
        return without_server
    pulse = PulseSystem(softphones)
    if pulse.reachable or not desktop.look(module, softphones).found:  # a server that is down now may come
        return pulse
    return without_server


def desktop_of(platform: str) -> Desktop:
    """What a system without sound server has to be heard by; `platform` as in sys.platform."""
    if platform == "win32":
        from assist.audio.windows.system import WindowsDesktop

        return WindowsDesktop()
    if platform == "darwin":
        from assist.audio.macos.system import MacDesktop

        return MacDesktop()
    return PlainDesktop()


def inputs(softphones: Collection[str] = ()) -> Inputs:
    """What there is to be heard now. Raises DeviceError without PortAudio."""
    system = this_system(softphones)
    try:
        return system.look(missing=False)
    finally:
        system.close()


def open_input(device: Input, hear: Hear, *, called: str) -> Stream:
    """One input, opened and not yet started. Raises DeviceError."""
    system = this_system()
    try:
        system.look(missing=False)
        return system.open(device, hear, called=called, mark="meter")
    finally:
        system.close()


class SoftphoneWatch(Protocol):
    """Whether the softphone listens to a microphone just now. For one thread."""

    @property
    def softphone_listens(self) -> bool:
        """Raises NoAnswer when nobody can tell just now."""
        ...

    def close(self) -> None: ...


def watched_softphone(softphones: Collection[str]) -> SoftphoneWatch | None:
    """What tells whether one of these programs listens; None where no sound server knows who does."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        from assist.audio.pulse import PulseSystem
    except OSError:  # libpulse itself is not there
        return None
    return PulseSystem(softphones)

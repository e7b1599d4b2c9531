"""What is told of one speaker's input: on what it is heard, that it was lost, which sound is missing.

Knows no device and no clock; what an agent reads of it is the overlay's matter.
"""

from __future__ import annotations

from typing import Literal, Protocol

from msgspec import UNSET

from assist.audio.devices import Input
from assist.events import Audio, AudioGap, Device, Speaker

State = Literal["heard", "lost", "changed"]
Why = Literal["gone", "stopped", "refused"]


class Inbox(Protocol):
    def put(self, audio: Audio, *, filler: bool = False) -> None: ...

    def say(self, news: AudioGap | Device) -> None: ...

    def mute(self, who: Speaker, muted: bool) -> None: ...


class Telling:
    """Of one speaker; each thing once."""

    def __init__(self, speaker: Speaker, inbox: Inbox) -> None:
        self._speaker: Speaker = speaker
        self._inbox = inbox
        self._told: tuple[State, str] | None = None
        """What was told last, and of which input."""

    @property
    def anything(self) -> bool:
        return self._told is not None

    @property
    def is_lost(self) -> bool:
        """Whether the last that was told is that it is lost."""
        return self._told is not None and self._told[0] == "lost"

    def heard(self, device: Input) -> None:
        """It gives sound."""
        if self._told not in (("heard", device.name), ("changed", device.name)):
            self._tell("heard", device.name, device.shown)

    def changed(self, device: Input) -> None:
        """Another than before is open."""
        if self._told != ("changed", device.name):
            self._tell("changed", device.name, device.shown)

    def lost(self, why: Why, device: Input | None, *, wanted: str) -> None:
        """It gives no sound. One trouble is told once, whatever becomes of it."""
        if not self.is_lost:
            name, shown = (wanted, wanted) if device is None else (device.name, device.shown)
            self._tell("lost", name, shown, why)

    def gap(self, start_s: float, end_s: float, reason: Literal["lost", "late"]) -> None:
        """From when to when sound is missing, in seconds of call."""
        start, end = round(start_s, 4), round(end_s, 4)
        if end > start:
            self._inbox.say(AudioGap(at=0.0, speaker=self._speaker, start=start, end=end, reason=reason))

    def _tell(self, state: State, name: str, shown: str, why: Why | None = None) -> None:
        self._told = state, name
        reason = UNSET if why is None else why
        self._inbox.say(Device(at=0.0, speaker=self._speaker, state=state, name=shown, reason=reason))

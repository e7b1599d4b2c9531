"""What the calls of a day hear with: the two inputs of each call, and what notices by itself that one begins.

Beside `app.py`, the place that turns settings into sound. A running call follows what is chosen in the Sound window.
"""

from __future__ import annotations

from collections.abc import Mapping

from assist.audio.capture import Capture
from assist.audio.devices import find
from assist.audio.softphones import programs
from assist.audio.systems import inputs, this_system, watched_softphone
from assist.audio.telling import Inbox
from assist.detection import By, Detector
from assist.detectors import FromBefore, SoftphoneDetector, SpeechDetector
from assist.live_call import Source
from assist.settings import Settings


class Hearing:
    """One day's."""

    def __init__(self) -> None:
        self._capture: Capture | None = None
        self._speech: SpeechDetector | None = None

    def open(self, settings: Settings, inbox: Inbox) -> Source:
        """The two inputs of a call, with what was heard just before it where speech began it. Raises AssistError."""

        def capture(inbox: Inbox) -> Capture:
            self._capture = _capture(settings, inbox)
            return self._capture

        before = self._speech.take_recent() if self._speech is not None else None
        return capture(inbox) if before is None else FromBefore(before, inbox, capture)

    def want(self, agent: str, customer: str, softphone: str) -> None:
        """Other inputs for the call that goes on, from its next look on. Raises SettingsError for a wrong softphone."""
        if self._capture is not None:
            self._capture.want(agent=agent, customer=customer, softphones=programs(softphone))

    def detectors(self, settings: Settings) -> Mapping[By, Detector]:
        """What begins and ends calls by itself with these settings; the softphone only where it can be watched."""
        found: dict[By, Detector] = {}
        if settings.call_detection in ("softphone", "both"):
            softphone = watched_softphone(programs(settings.softphone))
            if softphone is not None:
                found["softphone"] = SoftphoneDetector(softphone)
        if settings.call_detection in ("speech", "both"):
            self._speech = SpeechDetector(lambda inbox: _capture(settings, inbox))
            found["speech"] = self._speech
        return found


def check_names(*names: str | None) -> None:
    """That there are inputs of these names now, for those that are given. Raises DeviceError."""
    wanted = [name for name in names if name]
    if wanted:
        known = inputs()
        for name in wanted:
            find(name, known)


def _capture(settings: Settings, inbox: Inbox) -> Capture:
    system = this_system(programs(settings.softphone))
    return Capture(system, inbox, agent=settings.agent_device, customer=settings.customer_device)

"""What looks after the two channels themselves, before anybody understands a word: echo, swapped sides, recording.

One call long; each of the three may be missing. Failures are caught by the pipeline, which calls this.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from assist.events import Partial, Samples, Speaker, Utterance

Frames = dict[Speaker, Samples]


class Echo(Protocol):
    """Keeps the customer, heard again through the agent's microphone, from the agent's words."""

    @property
    def found(self) -> bool: ...

    def hear(self, microphone: Samples, customer: Samples) -> Samples:
        """The next frame of both; the microphone's as it may be listened to."""
        ...

    def was_customer(self, start_s: float, end_s: float) -> bool:
        """Whether what the microphone held then was the customer."""
        ...


class Sides(Protocol):
    """Whether the two seem to be heard on each other's input."""

    @property
    def swapped(self) -> bool: ...

    def hear(self, speaker: Speaker, text: str) -> None: ...


class Recorder(Protocol):
    """Keeps the call's sound, where the organisation has it kept."""

    def keep(self, agent: Samples, customer: Samples) -> None: ...

    def skip(self, length: int) -> None:
        """So many samples of which nothing may be kept."""
        ...

    def close(self) -> None: ...


class Wrong(NamedTuple):
    """What is wrong with the channels just now."""

    echo: bool = False
    swapped: bool = False


class BothChannels:
    """One call's. What answers is a list, as the pipeline guards it."""

    def __init__(
        self, *, echo: Echo | None = None, sides: Sides | None = None, recorder: Recorder | None = None
    ) -> None:
        self._echo = echo
        self._sides = sides
        self._recorder = recorder

    @property
    def recorded(self) -> bool:
        return self._recorder is not None

    @property
    def wrong(self) -> Wrong:
        return Wrong(
            echo=self._echo is not None and self._echo.found, swapped=self._sides is not None and self._sides.swapped
        )

    def record(self, frames: Frames, *, paused: bool = False) -> list[None]:
        """Keep both as they were heard, before anything is taken out. Raises RecordingError.

        Nothing of either while paused: the agent may read a number back, and their microphone hear the customer.
        """
        if self._recorder is not None and paused:
            self._recorder.skip(len(frames["customer"]))
        elif self._recorder is not None:
            self._recorder.keep(frames["agent"], frames["customer"])
        return []

    def clean(self, frames: Frames) -> list[Frames]:
        """The frames with the customer taken out of the agent's."""
        if self._echo is None:
            return [frames]
        return [{**frames, "agent": self._echo.hear(frames["agent"], frames["customer"])}]

    def compare(self, heard: Partial | Utterance) -> list[bool]:
        """Whether it counts; not when it was the customer before their echo was found."""
        if isinstance(heard, Partial):
            return [True]
        if heard.speaker == "agent" and self._echo is not None and self._echo.was_customer(heard.start, heard.end):
            return [False]
        if self._sides is not None:
            self._sides.hear(heard.speaker, heard.text)
        return [True]

    def finish(self) -> list[None]:
        """The call is over. Raises RecordingError."""
        if self._recorder is not None:
            self._recorder.close()
        return []

"""What a pipeline is made of, as it sees its parts; who builds them is `app.py`'s business."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from assist.events import (
    Answer,
    CoachEvent,
    CustomerAudio,
    EmotionEstimate,
    Partial,
    Pause,
    Revealed,
    Samples,
    Utterance,
)
from assist.spoken import Spoken


class Privacy(Protocol):
    """What keeps spoken secrets back, one call long."""

    @property
    def paused(self) -> bool:
        """Whether nothing of the customer's may be transcribed or kept now."""
        ...

    def hear(self, customer: Samples, now: float) -> list[Pause]:
        """The customer's next frame, before anybody else gets it: whether a keypad is heard, or a pause is over."""
        ...

    def mask(self, spoken: Spoken) -> list[Partial | Utterance | Revealed | Pause]:
        """The words as they may be known, earlier ones that hold no secret after all, and the pause that they begin."""
        ...

    def finish(self, now: float) -> list[Revealed]:
        """The call is over: earlier words that hold no secret after all."""
        ...

    def pause(self, paused: bool, now: float) -> list[Pause]:
        """As the agent wishes."""
        ...


class Emotion(Protocol):
    """The customer's state, one call long: only their sound, and what both say."""

    def listen(self, audio: CustomerAudio) -> None: ...

    def hear(self, heard: Partial | Utterance) -> list[EmotionEstimate]: ...


class Coach(Protocol):
    """The agent's coach, one call long; `now` and every `at` are seconds of call audio."""

    def hear(self, heard: Partial | Utterance) -> list[CoachEvent]: ...

    def feel(self, estimate: EmotionEstimate) -> list[CoachEvent]: ...

    def advance(self, now: float) -> list[CoachEvent]: ...

    def answer(self, cue: str, answer: Answer, now: float) -> list[CoachEvent]: ...

    def snooze(self, until: float, now: float) -> list[CoachEvent]: ...

    def pause(self, paused: bool) -> list[CoachEvent]:
        """The customer is not heard from now on, or is again: their silence says nothing meanwhile."""
        ...

    def stop_feeling(self, now: float) -> list[CoachEvent]: ...

    def finish(self, now: float) -> list[CoachEvent]: ...


class Listening(NamedTuple):
    """How the listening goes, as far as only a live call can tell; a replay has all of it."""

    agent: bool = True
    customer: bool = True
    behind_s: float = 0.0
    partials: bool = True
    agent_silent: bool = False
    customer_silent: bool = False

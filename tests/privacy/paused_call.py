"""A call in which both make a sound all the time, and what was kept of it and listened to."""

from __future__ import annotations

import numpy as np

from assist.both_channels import BothChannels
from assist.emotion.fusion import CustomerState
from assist.events import (
    RATE,
    AgentAudio,
    AnyEvent,
    CustomerAudio,
    Fault,
    Partial,
    Pause,
    Samples,
    Speaker,
    Utterance,
)
from assist.pipeline import Pipeline
from assist.pipeline_parts import Privacy
from assist.speech.call_script import CallScript
from assist.speech.scripted import Scripted
from tests.coach.making import new_coach
from tests.making import call_privacy


class Tape:
    """A recorder that remembers: agent and customer, sample by sample."""

    def __init__(self) -> None:
        self.agent: Samples = np.zeros(0, np.float32)
        self.customer: Samples = np.zeros(0, np.float32)

    def keep(self, agent: Samples, customer: Samples) -> None:
        self.agent, self.customer = np.append(self.agent, agent), np.append(self.customer, customer)

    def skip(self, length: int) -> None:
        self.keep(np.zeros(length, np.float32), np.zeros(length, np.float32))

    def close(self) -> None: ...


class Listened(CustomerState):
    """The customer's state with all that it listened to."""

    def __init__(self) -> None:
        super().__init__(None, None)
        self.sound: Samples = np.zeros(0, np.float32)

    def listen(self, audio: CustomerAudio) -> None:
        self.sound = np.append(self.sound, audio.samples)
        super().listen(audio)


class Call:
    """A call in which both make a sound all the time."""

    def __init__(self, script: CallScript, privacy: Privacy | None = None) -> None:
        self.tape, self.emotion = Tape(), Listened()
        self.pipeline = Pipeline(
            Scripted(script), privacy=privacy or call_privacy(by_itself=False), emotion=self.emotion,
            coach=new_coach(), language="en", channels=BothChannels(recorder=self.tape),
        )  # fmt: skip
        self.events: list[AnyEvent] = self.pipeline.start()

    def hear(self, seconds: float, customer: Samples | None = None) -> None:
        """So much more of the call."""
        sound = np.full(round(seconds * RATE), 0.25, np.float32) if customer is None else customer
        self.events += self.pipeline.accept(AgentAudio(samples=np.full(len(sound), 0.5, np.float32)))
        self.events += self.pipeline.accept(CustomerAudio(samples=sound))

    def pause(self, paused: bool) -> None:
        self.events += self.pipeline.pause(paused)

    def finish(self) -> None:
        self.events += self.pipeline.finish()

    def words(self, speaker: Speaker) -> list[str]:
        return [event.text for event in self.events if isinstance(event, Utterance) and event.speaker == speaker]

    def known(self, speaker: Speaker) -> list[float]:
        """When words of a speaker became known, also unfinished ones."""
        texts = [event for event in self.events if isinstance(event, Partial | Utterance)]
        return [event.at for event in texts if event.speaker == speaker]

    @property
    def pauses(self) -> list[Pause]:
        return [event for event in self.events if isinstance(event, Pause)]

    def faults(self) -> list[tuple[str, str]]:
        return [(event.part, event.error) for event in self.events if isinstance(event, Fault)]

    def silent(self, start_s: float, end_s: float) -> list[bool]:
        """Whether nothing was kept of the agent, kept of the customer, and listened to of the customer."""
        place = slice(round(start_s * RATE), round(end_s * RATE))
        sounds = (self.tape.agent[place], self.tape.customer[place], self.emotion.sound[place])
        assert all(len(sound) == place.stop - place.start for sound in sounds)
        assert all(not sound.any() or sound.all() for sound in sounds), "it is one thing all the time"
        return [not sound.any() for sound in sounds]

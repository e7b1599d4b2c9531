"""Echo, swapped sides and recording inside a call: who hears what, and what is told."""

from __future__ import annotations

import numpy as np

from assist.both_channels import BothChannels, Frames
from assist.errors import RecordingError
from assist.events import (
    FRAME,
    AgentAudio,
    AnyEvent,
    CallState,
    CustomerAudio,
    Fault,
    Health,
    Samples,
    Speaker,
    Utterance,
)
from assist.pipeline import Pipeline
from assist.speech.call_script import CallScript, SpokenLine
from assist.speech.scripted import Scripted
from tests.making import call_privacy, scripted_pipeline

SECOND = 16000
SCRIPT = CallScript(
    [
        SpokenLine(0.2, 1.2, "customer", "i have been charged twice"),
        SpokenLine(0.4, 1.4, "agent", "i have been charged twice"),
        SpokenLine(2.0, 3.0, "agent", "let me look at that"),
    ],
    [],
)


class FakeEcho:
    """Finds an echo after one second; what the microphone held before was the customer."""

    def __init__(self) -> None:
        self.heard = 0

    @property
    def found(self) -> bool:
        return self.heard * FRAME >= SECOND

    def hear(self, microphone: Samples, customer: Samples) -> Samples:
        self.heard += 1
        return np.zeros_like(microphone)

    def was_customer(self, start_s: float, end_s: float) -> bool:
        return end_s < 1.5


class FakeSides:
    def __init__(self) -> None:
        self.heard: list[str] = []

    @property
    def swapped(self) -> bool:
        return "let me look at that" in self.heard

    def hear(self, speaker: Speaker, text: str) -> None:
        self.heard.append(text)


class FakeRecorder:
    def __init__(self, *, fails: bool = False) -> None:
        self.kept: list[tuple[float, float]] = []
        self.skipped = 0
        self.closed = False
        self._fails = fails

    def keep(self, agent: Samples, customer: Samples) -> None:
        if self._fails:
            raise RecordingError("The disk is full.")
        self.kept.append((float(agent.max()), float(customer.max())))

    def skip(self, length: int) -> None:
        self.skipped += length

    def close(self) -> None:
        self.closed = True


def events_of(channels: BothChannels, seconds: float = 4.0) -> list[AnyEvent]:
    """A call of `SCRIPT` in which the agent's sound is 0.5 and the customer's 0.25."""
    pipeline = _pipeline(channels)
    events = pipeline.start()
    events += pipeline.accept(AgentAudio(samples=np.full(round(seconds * SECOND), 0.5, np.float32)))
    events += pipeline.accept(CustomerAudio(samples=np.full(round(seconds * SECOND), 0.25, np.float32)))
    return events + pipeline.finish()


def _pipeline(channels: BothChannels) -> Pipeline:
    plain = scripted_pipeline(SCRIPT)
    emotion = plain._emotion
    assert emotion is not None
    return Pipeline(
        Scripted(SCRIPT), privacy=call_privacy(), emotion=emotion, coach=plain._coach, language="en", channels=channels
    )


def texts(events: list[AnyEvent], speaker: str) -> list[str]:
    return [event.text for event in events if isinstance(event, Utterance) and event.speaker == speaker]


def test_a_call_without_any_of_it_is_as_it_was() -> None:
    events = events_of(BothChannels())
    assert texts(events, "agent") == ["i have been charged twice", "let me look at that"]
    assert not any(event.echo or event.swapped for event in events if isinstance(event, Health))
    assert not any(event.recording for event in events if isinstance(event, CallState))


def test_the_customers_words_heard_again_are_not_the_agents() -> None:
    events = events_of(BothChannels(echo=FakeEcho()))
    assert texts(events, "agent") == ["let me look at that"]
    assert texts(events, "customer") == ["i have been charged twice"]


def test_an_echo_is_told_at_once_and_not_only_every_ten_seconds() -> None:
    told = [event for event in events_of(BothChannels(echo=FakeEcho())) if isinstance(event, Health)]
    assert told[0].echo
    assert 1.0 <= told[0].at <= 1.1


def test_swapped_sides_are_told_at_once() -> None:
    told = [event for event in events_of(BothChannels(sides=FakeSides())) if isinstance(event, Health)]
    assert told[0].swapped
    assert 3.0 <= told[0].at <= 3.1


def test_what_was_an_echo_says_nothing_about_the_sides() -> None:
    sides = FakeSides()
    events_of(BothChannels(echo=FakeEcho(), sides=sides))
    assert sides.heard == ["i have been charged twice", "let me look at that"]  # once: the customer's own


def test_a_recorded_call_says_so_and_keeps_both_as_they_were_heard() -> None:
    recorder = FakeRecorder()
    events = events_of(BothChannels(echo=FakeEcho(), recorder=recorder))
    assert next(event for event in events if isinstance(event, CallState)).recording
    assert len(recorder.kept) == 4 * SECOND // FRAME
    assert set(recorder.kept) == {(0.5, 0.25)}
    assert recorder.closed


def test_of_a_pause_nothing_is_kept_of_either_and_its_length_is() -> None:
    recorder = FakeRecorder()
    channels = BothChannels(echo=FakeEcho(), recorder=recorder)
    frames: Frames = {"agent": np.full(FRAME, 0.5, np.float32), "customer": np.full(FRAME, 0.25, np.float32)}
    for paused in (False, True, True, False):
        channels.record(frames, paused=paused)
    assert (recorder.kept, recorder.skipped) == ([(0.5, 0.25)] * 2, 2 * FRAME)


def test_a_pause_without_a_recording_skips_nothing() -> None:
    frames: Frames = {"agent": np.zeros(FRAME, np.float32), "customer": np.zeros(FRAME, np.float32)}
    assert BothChannels().record(frames, paused=True) == []


def test_the_echo_is_listened_for_in_a_pause_too() -> None:
    echo = FakeEcho()
    pipeline = _pipeline(BothChannels(echo=echo))
    pipeline.pause(True)
    pipeline.accept(AgentAudio(samples=np.zeros(SECOND, np.float32)))
    pipeline.accept(CustomerAudio(samples=np.zeros(SECOND, np.float32)))
    assert echo.heard == SECOND // FRAME


def test_a_recording_that_fails_is_a_fault_and_the_call_goes_on() -> None:
    events = events_of(BothChannels(recorder=FakeRecorder(fails=True)))
    assert [(event.part, event.error) for event in events if isinstance(event, Fault)] == [
        ("recording", "RecordingError")
    ]
    assert texts(events, "agent")

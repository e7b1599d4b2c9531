"""Calls that begin by themselves: by the softphone, by speech on both sides, and what was said first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import chain, repeat

import numpy as np
import pytest

from assist.audio.telling import Inbox as AnyInbox
from assist.detection import Watch
from assist.detectors import (
    GONE_S,
    KEPT_S,
    Ears,
    FromBefore,
    SoftphoneDetector,
    SpeechDetector,
)
from assist.errors import DeviceError
from assist.events import RATE, AgentAudio, Audio, AudioGap, CustomerAudio, Device, Samples, Speaker
from tests.making import demo_channels
from tests.overlay.screen import until

SOON_S = 30.0


class Told:
    """A watch that writes down what it is told."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.goes_on = False
        self._changed = threading.Condition()

    @property
    def watch(self) -> Watch:
        return Watch(lambda: self._tell("begin"), lambda: self._tell("end"), lambda: self.goes_on)

    def until(self, *words: str) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.words == list(words), SOON_S), self.words

    def _tell(self, word: str) -> None:
        with self._changed:
            self.words.append(word)
            self.goes_on = word == "begin"
            self._changed.notify_all()


class FakeSoftphone:
    """Listens at some looks and not at others; the last answer stays."""

    def __init__(self, *looks: bool) -> None:
        self._looks = chain(looks, repeat(looks[-1]))
        self.looked = threading.Semaphore(0)
        self.closed = False

    @property
    def softphone_listens(self) -> bool:
        self.looked.release()
        return next(self._looks)

    def close(self) -> None:
        self.closed = True


def seconds(length: float, poll_s: float) -> int:
    """Looks in so many seconds."""
    return round(length / poll_s)


def test_a_call_goes_on_while_the_softphone_has_the_microphone() -> None:
    told, softphone = Told(), FakeSoftphone(False, False, True, True, *[False] * 999)
    detector = SoftphoneDetector(softphone, poll_s=0.01)
    detector.start(told.watch)
    told.until("begin", "end")
    detector.stop()
    assert softphone.closed


def test_a_softphone_that_takes_another_microphone_ends_no_call() -> None:
    poll_s = 0.01
    pause = [False] * (seconds(GONE_S, poll_s) - 1)
    told, softphone = Told(), FakeSoftphone(True, *pause, True)
    detector = SoftphoneDetector(softphone, poll_s=poll_s)
    detector.start(told.watch)
    for _ in range(len(pause) + 20):
        assert softphone.looked.acquire(timeout=SOON_S)
    detector.stop()
    assert told.words == ["begin"]


class FakeCapture:
    """Gives an inbox what it was made with as soon as it is started."""

    def __init__(self, inbox: AnyInbox, agent: Samples, customer: Samples, *, fails: bool = False) -> None:
        self._inbox = inbox
        self._audio = (AgentAudio(samples=agent), CustomerAudio(samples=customer))
        self._fails = fails
        self.open = False

    def start(self) -> None:
        if self._fails:
            raise DeviceError("There is no sound here.")
        self.open = True
        for audio in self._audio:
            self._inbox.put(audio)

    def stop(self) -> None:
        self.open = False


def captures(agent: Samples, customer: Samples) -> tuple[list[FakeCapture], Callable[[AnyInbox], FakeCapture]]:
    made: list[FakeCapture] = []

    def make(inbox: AnyInbox) -> FakeCapture:
        made.append(FakeCapture(inbox, agent, customer))
        return made[-1]

    return made, make


def speech(speaker: int) -> Samples:
    """Some seconds of the bundled call in which both speak in turn."""
    return demo_channels()[speaker][4 * RATE : 13 * RATE]


def test_a_call_begins_when_both_sides_have_spoken_and_its_first_words_are_kept() -> None:
    made, make = captures(speech(0), speech(1))
    told, detector = Told(), SpeechDetector(make, poll_s=0.01)
    detector.start(told.watch)
    told.until("begin")
    before = detector.take_recent()
    detector.stop()
    assert [capture.open for capture in made] == [False]
    assert before is not None
    agent, customer = before
    assert len(agent) == len(customer)
    assert np.array_equal(agent, speech(0)[: len(agent)])
    assert np.array_equal(customer, speech(1)[: len(customer)])
    assert len(agent) > 8 * RATE


def test_what_was_said_before_one_call_is_in_no_other() -> None:
    _, make = captures(speech(0), speech(1))
    told, detector = Told(), SpeechDetector(make, poll_s=0.01)
    detector.start(told.watch)
    told.until("begin")
    assert detector.take_recent() is not None
    assert detector.take_recent() is None
    detector.stop()


def test_a_call_that_others_begin_meanwhile_closes_its_inputs_and_has_nothing_from_before() -> None:
    made, make = captures(speech(0), speech(1) * 0)
    told, detector = Told(), SpeechDetector(make, poll_s=0.01)
    detector.start(told.watch)
    until(lambda: [capture.open for capture in made] == [True])
    told.goes_on = True
    until(lambda: [capture.open for capture in made] == [False])
    assert detector.take_recent() is None
    detector.stop()
    assert told.words == []


def test_it_listens_again_after_the_call() -> None:
    made, make = captures(speech(0), speech(1))
    told, detector = Told(), SpeechDetector(make, poll_s=0.01)
    detector.start(told.watch)
    told.until("begin")
    told.goes_on = False
    told.until("begin", "begin")
    detector.stop()
    assert len(made) == 2


def test_where_nothing_can_be_heard_no_call_begins_and_nothing_breaks() -> None:
    told = Told()
    detector = SpeechDetector(lambda inbox: FakeCapture(inbox, speech(0), speech(1), fails=True), poll_s=0.01)
    detector.start(told.watch)
    detector.stop()
    assert told.words == []


@pytest.mark.parametrize("silent", [0, 1])
def test_one_side_alone_is_no_call(silent: int) -> None:
    ears = Ears()
    ears.put(AgentAudio(samples=speech(0) * (silent != 0)))
    ears.put(CustomerAudio(samples=speech(1) * (silent != 1)))
    assert not ears.spoken


def test_speech_of_long_ago_does_not_count() -> None:
    ears = Ears()
    ears.put(AgentAudio(samples=np.concatenate([speech(0), np.zeros(11 * RATE, np.float32)])))
    ears.put(CustomerAudio(samples=np.concatenate([np.zeros(11 * RATE, np.float32), speech(1)])))
    assert not ears.spoken


def test_only_the_last_seconds_are_kept() -> None:
    ears = Ears()
    for _ in range(4):
        ears.put(AgentAudio(samples=speech(0)))
        ears.put(CustomerAudio(samples=speech(1)))
    agent, customer = ears.recent()
    assert len(agent) == len(customer)
    assert abs(len(agent) / RATE - KEPT_S) < 0.1


class Inbox:
    """Keeps everything."""

    def __init__(self) -> None:
        self.audio: dict[Speaker, int] = {"agent": 0, "customer": 0}
        self.news: list[AudioGap | Device] = []

    def put(self, audio: Audio, *, filler: bool = False) -> None:
        self.audio[audio.speaker] += len(audio.samples)

    def say(self, news: AudioGap | Device) -> None:
        self.news.append(news)

    def mute(self, who: Speaker, muted: bool) -> None:
        """Not looked at here."""


def test_a_call_that_began_by_speech_has_what_was_said_before_and_its_gaps_come_later() -> None:
    inbox = Inbox()
    inner: list[AnyInbox] = []

    def make(given: AnyInbox) -> FakeCapture:
        inner.append(given)
        return FakeCapture(given, speech(0)[:RATE], speech(1)[:RATE])

    source = FromBefore((speech(0)[: 3 * RATE], speech(1)[: 3 * RATE]), inbox, make)
    source.start()
    inner[0].say(AudioGap(at=0.0, speaker="agent", start=0.5, end=1.0, reason="lost"))
    inner[0].say(Device(at=0.0, speaker="agent", state="heard", name="Headset"))
    source.stop()
    assert inbox.audio == {"agent": 4 * RATE, "customer": 4 * RATE}
    gap, device = inbox.news
    assert isinstance(gap, AudioGap)
    assert (gap.start, gap.end) == (3.5, 4.0)
    assert isinstance(device, Device)

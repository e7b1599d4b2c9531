"""Audio on its way to the call's thread: what it is said to be like, and what is kept when there is too much."""

from __future__ import annotations

import numpy as np

from assist.events import RATE, AgentAudio, AudioGap, Device
from assist.inbox import INBOX_S, SILENT_S, Inbox


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def audio(seconds: float, level: float = 0.1) -> AgentAudio:
    return AgentAudio(samples=np.full(round(seconds * RATE), level, np.float32))


def news(state: str) -> Device:
    return Device(at=0.0, speaker="agent", state=state, name="Acme Talk")  # type: ignore[arg-type]


def test_an_input_that_is_muted_is_silent_at_once_and_not_when_it_no_longer_is() -> None:
    inbox = Inbox(Clock())
    inbox.put(audio(0.1))
    inbox.mute("agent", True)
    assert inbox.silent("agent")
    assert not inbox.silent("customer")
    inbox.mute("agent", False)
    assert not inbox.silent("agent")


def test_nothing_but_zeros_is_silent_after_a_minute_and_one_sound_ends_it() -> None:
    clock = Clock()
    inbox = Inbox(clock)
    for _ in range(round(SILENT_S) + 2):
        inbox.put(audio(0.04, 0.0))
        clock.now_s += 1.0
    assert inbox.silent("agent")
    inbox.put(audio(0.04))
    assert not inbox.silent("agent")


def test_a_lost_input_does_not_arrive_though_silence_is_filled_in_until_it_is_heard_again() -> None:
    inbox = Inbox(Clock())
    inbox.put(audio(0.1))
    inbox.say(news("lost"))
    inbox.put(audio(0.1, 0.0), filler=True)
    assert not inbox.arriving("agent")
    inbox.say(news("heard"))
    inbox.put(audio(0.1))
    assert inbox.arriving("agent")


def test_what_is_told_of_a_device_is_kept_when_the_oldest_audio_goes() -> None:
    inbox = Inbox(Clock())
    inbox.say(news("lost"))
    inbox.say(news("heard"))
    for _ in range(4):
        inbox.put(audio(INBOX_S / 2))
    inbox.close()
    items = []
    while (taken := inbox.take()) is not None:
        items += taken
    assert [item.state for item in items if isinstance(item, Device)] == ["lost", "heard"]
    assert [item.end for item in items if isinstance(item, AudioGap)] == [INBOX_S]

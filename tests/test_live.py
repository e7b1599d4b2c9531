"""The live call: the thread gives what a replay gives, dropping is said aloud, silence of a device is said."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from assist.audio.player import Player
from assist.errors import ModelError
from assist.events import (
    RATE,
    AgentAudio,
    Answer,
    AnyEvent,
    AudioGap,
    CallState,
    Cue,
    CueOutcome,
    CustomerAudio,
    Fault,
    Hand,
    Health,
    Notice,
    Partial,
    Samples,
    Utterance,
)
from assist.inbox import INBOX_S, QUIET_S, SILENT_S, Inbox
from assist.live import SHED_S, Live
from assist.pipeline import Pipeline
from assist.replay import replay, script_blocks
from tests.making import script, scripted_pipeline


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def put(inbox: Inbox, seconds: float) -> None:
    inbox.put(AgentAudio(samples=silence(seconds)))
    inbox.put(CustomerAudio(samples=silence(seconds)))


def pipeline() -> Pipeline:
    return scripted_pipeline(script("third_time"))


def without_health(events: list[AnyEvent]) -> list[AnyEvent]:
    return [event for event in events if not isinstance(event, Health)]


def test_the_thread_gives_what_a_replay_gives() -> None:
    events: list[AnyEvent] = []
    inbox = Inbox()
    live = Live(pipeline, [events.append], inbox)
    player = Player(script_blocks(script("third_time")), inbox, speed=None)
    live.start()
    player.start()
    live.wait(60)
    player.stop()
    live.stop()
    assert without_health(events) == without_health(list(replay(script_blocks(script("third_time")), pipeline())))


def test_a_player_at_speed_takes_its_time_and_can_be_stopped() -> None:
    inbox = Inbox()
    endless = Player(((AgentAudio(samples=silence(5)), CustomerAudio(samples=silence(5))) for _ in range(9)), inbox)
    endless.start()
    endless.stop()
    assert inbox.behind_s <= 5


def test_a_full_inbox_drops_the_oldest_and_says_so_once_a_speaker() -> None:
    inbox = Inbox()
    for _ in range(round(INBOX_S) + 12):
        put(inbox, 1.0)
    inbox.close()
    items = list(taken(inbox))
    gaps = [item for item in items if isinstance(item, AudioGap)]
    assert [(gap.speaker, gap.start, gap.end) for gap in gaps] == [("agent", 0.0, 12.0), ("customer", 0.0, 12.0)]
    assert sum(len(item.samples) for item in items if isinstance(item, AgentAudio)) == INBOX_S * RATE


def taken(inbox: Inbox) -> Iterator[object]:
    while (items := inbox.take()) is not None:
        yield from items


def backlog(seconds: int) -> list[AnyEvent]:
    """What a live call tells that finds so much audio waiting at its start."""
    inbox = Inbox()
    for _ in range(seconds):
        put(inbox, 1.0)
    inbox.close()
    events: list[AnyEvent] = []
    live = Live(pipeline, [events.append], inbox)
    live.start()
    live.stop()
    return events


def test_the_events_of_an_overrun_tell_the_gap_and_health_counts_it() -> None:
    events = backlog(round(INBOX_S) + 6)
    assert len([event for event in events if isinstance(event, AudioGap)]) == 2
    last = [event for event in events if isinstance(event, Health)][-1]
    assert last.dropped == 12.0
    ended = events[-1]
    assert isinstance(ended, CallState)
    assert ended.at == pytest.approx(INBOX_S + 6, abs=0.05)


def test_falling_behind_sheds_partials_first_and_says_so() -> None:
    events = backlog(round(SHED_S) + 25)
    shed = next(event for event in events if isinstance(event, Health))
    assert not shed.partials
    assert shed.behind > SHED_S
    assert not [event for event in events if isinstance(event, Partial) and event.at < 20]
    assert len([event for event in events if isinstance(event, Utterance)]) == 8
    assert [event for event in events if isinstance(event, Health)][-1].partials


def test_a_channel_without_samples_is_told_and_its_return_too() -> None:
    clock = Clock()
    inbox = Inbox(clock)
    states: list[tuple[bool, bool]] = []
    changed = threading.Condition()

    def sink(event: AnyEvent) -> None:
        if isinstance(event, Health):
            with changed:
                states.append((event.agent_arriving, event.customer_arriving))
                changed.notify_all()

    def told(state: tuple[bool, bool]) -> bool:
        with changed:
            return changed.wait_for(lambda: bool(states) and states[-1] == state, timeout=20)

    live = Live(pipeline, [sink], inbox)
    live.start()
    put(inbox, 0.1)
    assert told((True, True))
    clock.now += QUIET_S + 1
    inbox.put(AgentAudio(samples=silence(0.1)))
    inbox.put(CustomerAudio(samples=silence(0.1)), filler=True)
    assert told((True, False))
    put(inbox, 0.1)
    assert told((True, True))
    live.stop()


def test_no_sound_is_not_said_before_a_device_had_its_time() -> None:
    clock = Clock()
    inbox = Inbox(clock)
    events: list[AnyEvent] = []
    live = Live(pipeline, [events.append], inbox)
    live.start()
    inbox.put(AgentAudio(samples=silence(0.1)))
    inbox.wait_until_taken()
    live.stop()
    assert [event for event in events if isinstance(event, Health)][:-1] == []


def test_a_model_that_does_not_load_is_one_fault_and_one_sentence() -> None:
    def broken() -> Pipeline:
        raise ModelError("The model does not load.")

    events: list[AnyEvent] = []
    live = Live(broken, [events.append], Inbox())
    live.start()
    live.stop()
    assert str(live.failure) == "The model does not load."
    assert [(event.part, event.error) for event in events if isinstance(event, Fault)] == [("speech", "ModelError")]


def test_a_call_that_breaks_off_is_told_and_not_listened_to_in_silence() -> None:
    def broken() -> Pipeline:
        raise RuntimeError("zanzibar")

    events: list[AnyEvent] = []
    live = Live(broken, [events.append], Inbox())
    live.start()
    live.stop()
    assert live.ended
    assert str(live.failure) == "The call could not go on: RuntimeError."
    assert [(event.part, event.error) for event in events if isinstance(event, Fault)] == [("call", "RuntimeError")]


def test_what_comes_after_the_end_is_not_kept() -> None:
    inbox = Inbox()
    inbox.close()
    put(inbox, 1.0)
    assert inbox.take() is None
    Live(pipeline, [], inbox).stop()  # nor does it matter that it never began


def test_what_the_agent_does_reaches_the_call_between_two_blocks() -> None:
    inbox = Inbox()
    events: list[AnyEvent] = []
    live = Live(pipeline, [events.append], inbox)
    put(inbox, 5.0)
    live.start()
    inbox.wait_until_taken()
    live.raise_hand(True)
    live.show_notice()
    live.object()
    live.answer("cue-1", "wrong")
    live.snooze(300)
    put(inbox, 10.0)
    inbox.wait_until_taken()
    live.stop()
    assert [event.raised for event in events if isinstance(event, Hand)] == [True]
    assert [event.outcome for event in events if isinstance(event, Notice)] == ["shown", "objected"]


def answered(answer: Answer) -> tuple[str, object]:
    """How a call's first cue ends that is answered so on the live thread."""
    inbox = Inbox()
    ends: list[CueOutcome] = []
    live: list[Live] = []

    def sink(event: AnyEvent) -> None:
        if isinstance(event, Cue) and event.id == "cue-1":
            live[0].answer(event.id, answer)
        if isinstance(event, CueOutcome):
            ends.append(event)

    live.append(Live(pipeline, [sink], inbox))
    for _ in range(8):
        put(inbox, 1.0)
    inbox.close()
    live[0].start()
    live[0].stop()
    return ends[0].outcome, ends[0].answer


def test_an_answer_to_a_cue_is_its_outcome() -> None:
    assert answered("done") == ("done", "done")
    assert answered("not now") == ("dismissed", "not now")
    assert answered("wrong") == ("dismissed", "wrong")


def test_a_channel_of_nothing_but_zeros_is_told_after_a_minute() -> None:
    clock = Clock()
    inbox = Inbox(clock)
    put(inbox, 0.1)
    assert not inbox.silent("agent")
    clock.now += SILENT_S + 1
    put(inbox, 0.1)
    assert inbox.silent("agent")
    assert inbox.silent("customer")
    inbox.put(AgentAudio(samples=silence(0.1) + np.float32(0.01)))
    assert not inbox.silent("agent")
    assert inbox.silent("customer")
    clock.now += QUIET_S + 1
    assert not inbox.silent("customer"), "a channel that gives nothing is dead, not silent"

"""A live call: the thread gives what a replay gives, dropping is said aloud, silence of a device is said.

One call after another, and who begins and ends them: `test_calls.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
    Device,
    Fault,
    Hand,
    Health,
    Notice,
    Partial,
    Pause,
    Speaker,
    Utterance,
)
from assist.inbox import INBOX_S, QUIET_S, SILENT_S, Inbox
from assist.live import Live
from assist.live_call import SHED_S
from assist.pipeline import Pipeline
from assist.replay import replay, script_blocks
from tests.making import script, scripted_pipeline
from tests.scripted_calls import Happened, Line, ScriptedCalls, put, silence


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def ignore(_: object) -> None:
    pass


def pipeline() -> Pipeline:
    return scripted_pipeline(script("third_time"))


def without_health(events: list[AnyEvent]) -> list[AnyEvent]:
    return [event for event in events if not isinstance(event, Health)]


def test_the_thread_gives_what_a_replay_gives() -> None:
    events: list[AnyEvent] = []
    blocks = script_blocks(script("third_time"))
    live = Live(ScriptedCalls(lambda inbox: Player(blocks, inbox, speed=None)), [events.append])
    live.begin()
    live.start()
    assert live.wait(60)
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
    events: list[AnyEvent] = []
    live = Live(ScriptedCalls(lambda inbox: Line(inbox, ignore, seconds)), [events.append])
    live.begin()
    live.start()
    assert live.wait(60)
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
    clock, calls, happened = Clock(), ScriptedCalls(), Happened()
    live = Live(calls, [happened.add], clock)

    def told(agent: bool, customer: bool) -> None:
        def said(all_: list[object]) -> bool:
            states = [(one.agent_arriving, one.customer_arriving) for one in all_ if isinstance(one, Health)]
            return states[-1:] == [(agent, customer)]

        happened.until(said)

    live.begin()
    live.start()
    calls.happened.until(lambda all_: "call" in all_)
    inbox = calls.line.inbox
    put(inbox, 0.1)
    told(True, True)
    clock.now += QUIET_S + 1
    inbox.put(AgentAudio(samples=silence(0.1)))
    inbox.put(CustomerAudio(samples=silence(0.1)), filler=True)
    told(True, False)
    put(inbox, 0.1)
    told(True, True)
    live.stop()


def test_no_sound_is_not_said_before_a_device_had_its_time() -> None:
    calls, events = ScriptedCalls(), list[AnyEvent]()
    live = Live(calls, [events.append], Clock())
    live.begin()
    live.start()
    calls.happened.until(lambda all_: "call" in all_)
    calls.line.inbox.put(AgentAudio(samples=silence(0.1)))
    calls.line.inbox.wait_until_taken()
    live.stop()
    assert [event for event in events if isinstance(event, Health)][:-1] == []


def test_another_device_is_told_at_its_moment_in_the_call() -> None:
    calls, happened = ScriptedCalls(), Happened()
    live = Live(calls, [happened.add])
    live.begin()
    live.start()
    calls.happened.until(lambda all_: "call" in all_)
    put(calls.line.inbox, 2.0)
    calls.line.inbox.say(Device(at=0.0, speaker="customer", state="changed", name="Headset"))
    happened.until(lambda all_: any(isinstance(each, Device) for each in all_))
    live.stop()
    (changed,) = [event for event in happened.events() if isinstance(event, Device)]
    assert changed.name == "Headset"
    assert changed.at == pytest.approx(2.0, abs=0.05)


def faults(broken: Callable[[], Pipeline]) -> tuple[str, list[tuple[str, str]]]:
    """Why a call did not come to be or go on: the sentence, and what is told."""
    events: list[AnyEvent] = []
    live = Live(ScriptedCalls(pipeline=broken), [events.append])
    live.begin()
    live.start()
    assert live.wait(60)
    live.stop()
    return str(live.failure), [(event.part, event.error) for event in events if isinstance(event, Fault)]


def test_a_model_that_does_not_load_is_one_fault_and_one_sentence() -> None:
    def broken() -> Pipeline:
        raise ModelError("The model does not load.")

    assert faults(broken) == ("The model does not load.", [("speech", "ModelError")])


def test_what_nobody_thought_of_does_not_say_what_it_saw() -> None:
    def broken() -> Pipeline:
        raise RuntimeError("zanzibar")

    assert faults(broken) == ("The call could not go on: RuntimeError.", [("speech", "RuntimeError")])


def test_a_call_that_breaks_off_is_told_and_not_listened_to_in_silence() -> None:
    class Broken(Pipeline):
        def start(self) -> list[AnyEvent]:
            raise RuntimeError("zanzibar")

    def broken() -> Pipeline:
        made = pipeline()
        made.__class__ = Broken
        return made

    assert faults(broken) == ("The call could not go on: RuntimeError.", [("call", "RuntimeError")])


def test_what_comes_after_the_end_is_not_kept() -> None:
    inbox = Inbox()
    inbox.close()
    put(inbox, 1.0)
    assert inbox.take() is None
    Live(ScriptedCalls(), []).stop()  # nor does it matter that it never began


def test_what_the_agent_does_reaches_the_call_between_two_blocks() -> None:
    calls, events = ScriptedCalls(), list[AnyEvent]()
    live = Live(calls, [events.append])
    live.begin()
    live.start()
    calls.happened.until(lambda all_: "call" in all_)
    inbox = calls.line.inbox
    put(inbox, 5.0)
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


def test_a_pause_reaches_the_call_between_two_blocks_and_so_does_its_end() -> None:
    calls, happened = ScriptedCalls(), Happened()
    live = Live(calls, [happened.add])
    live.pause(True)  # no call goes on: nothing to pause
    live.begin()
    live.start()
    calls.happened.until(lambda all_: "call" in all_)

    def hear(seconds: float, *, until: Speaker) -> None:
        """So much more of the call; return when all is known of it, for that speaker said something in it."""
        before = len(happened.all)
        put(calls.line.inbox, seconds)
        happened.until(lambda all_: [one for one in all_[before:] if isinstance(one, Partial) and one.speaker == until])

    hear(3.0, until="customer")
    live.pause(True)
    hear(8.0, until="agent")
    live.pause(False)
    hear(20.0, until="customer")
    live.stop()
    begin, end = [event for event in happened.events() if isinstance(event, Pause)]
    assert [begin.paused, begin.by, end.paused, end.by] == [True, "agent", False, "agent"]
    assert [begin.at, end.at] == pytest.approx([3.0, 11.0], abs=0.05)
    texts = [event for event in happened.events() if isinstance(event, Partial | Utterance)]
    assert {event.speaker for event in texts if begin.at < event.at <= end.at} == {"agent"}


def answered(answer: Answer) -> tuple[str, object]:
    """How a call's first cue ends that is answered so on the live thread."""
    ends: list[CueOutcome] = []
    live: list[Live] = []

    def sink(event: AnyEvent) -> None:
        if isinstance(event, Cue) and event.id == "cue-1":
            live[0].answer(event.id, answer)
        if isinstance(event, CueOutcome):
            ends.append(event)

    live.append(Live(ScriptedCalls(lambda inbox: Line(inbox, ignore, 8)), [sink]))
    live[0].begin()
    live[0].start()
    assert live[0].wait(60)
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

"""The pipeline's properties: the same twice, any chunk size, failures as data, the agent out of emotion's reach."""

from __future__ import annotations

import typing

import numpy as np
import pytest

from assist.app import make_coach, make_pipeline
from assist.audio.recording import open_stereo
from assist.emotion.fusion import CustomerState
from assist.events import (
    RATE,
    AgentAudio,
    AnyEvent,
    Audio,
    AudioGap,
    CallState,
    Cue,
    CueOutcome,
    CustomerAudio,
    EmotionEstimate,
    Fault,
    Hand,
    Health,
    Notice,
    Progress,
    Samples,
    StepTaken,
    Utterance,
)
from assist.pipeline import Pipeline
from assist.pipeline_parts import Coach, Emotion
from assist.replay import replay, script_blocks
from assist.settings import Settings
from assist.speech.moonshine import Moonshine
from assist.speech.scripted import Scripted
from assist.speech.transcriber import Transcriber
from tests.coach.making import new_coach
from tests.making import DEMO, call_privacy, script, scripted_pipeline


@pytest.fixture(scope="module")
def moonshine() -> typing.Iterator[Moonshine]:
    engine = Moonshine()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def demo_events(moonshine: Moonshine) -> list[AnyEvent]:
    return list(replay(open_stereo(DEMO).blocks(0.1), make_pipeline(moonshine, Settings())))


def test_the_same_call_gives_the_same_events_at_any_chunk_size(
    moonshine: Moonshine, demo_events: list[AnyEvent]
) -> None:
    again = list(replay(open_stereo(DEMO).blocks(3.7), make_pipeline(moonshine, Settings())))
    assert again == demo_events


def test_the_demo_call_brings_every_kind_of_event(demo_events: list[AnyEvent]) -> None:
    kinds = {type(event).__name__ for event in demo_events}
    assert kinds == {
        "CallState", "Partial", "Utterance", "EmotionEstimate", "StepTaken", "Progress", "Cue", "CueOutcome", "Health",
    }  # fmt: skip
    finals = [event for event in demo_events if isinstance(event, EmotionEstimate) and not event.provisional]
    states = [event.state for event in finals]
    felt = [state for state in states if state not in ("neutral", "unsure")]
    assert list(dict.fromkeys(felt)) == ["anxious", "frustrated", "satisfied"]
    assert felt[-1] == "satisfied"


def test_the_clock_never_runs_backwards(demo_events: list[AnyEvent]) -> None:
    times = [event.at for event in demo_events]
    assert times == sorted(times)
    assert isinstance(demo_events[0], CallState)
    assert isinstance(demo_events[-1], CallState)


@pytest.mark.parametrize("chunk", [1, 511, 512, 16001])
def test_uneven_chunks_of_one_speaker_after_the_other_change_nothing(chunk: int) -> None:
    wanted = list(replay(script_blocks(script("third_time")), scripted_pipeline(script("third_time"))))
    pipeline, sound = scripted_pipeline(script("third_time")), np.zeros(round(55.0 * RATE), np.float32)
    events: list[AnyEvent] = pipeline.start()
    step = chunk * (1 if chunk > 400 else 4000)
    for start in range(0, len(sound), step):
        events += pipeline.accept(CustomerAudio(samples=sound[start : start + step]))
        events += pipeline.accept(AgentAudio(samples=sound[start : start + step]))
    events += pipeline.finish()
    assert events == wanted


class Failing:
    """Emotion and coach that fail as parts may: always, with a caller's word in the message."""

    def listen(self, _: object) -> typing.Any:
        raise OSError("zanzibar")

    def hear(self, _: object) -> typing.Any:
        raise ValueError("zanzibar")

    def feel(self, _: object) -> typing.Any:
        raise KeyError("zanzibar")

    def advance(self, _: float) -> typing.Any:
        raise RuntimeError("zanzibar")

    finish = stop_feeling = advance

    def answer(self, cue: str, answer: str, now: float) -> typing.Any:
        raise RuntimeError("zanzibar")

    def snooze(self, until: float, now: float) -> typing.Any:
        raise RuntimeError("zanzibar")

    def pause(self, paused: bool) -> typing.Any:
        raise RuntimeError("zanzibar")


def made_of(transcriber: Transcriber, *, emotion: Emotion | None = None, coach: Coach | None = None) -> Pipeline:
    """A call of these parts, and of ours where none are given."""
    return Pipeline(
        transcriber,
        privacy=call_privacy(),
        emotion=emotion or CustomerState(None, None),
        coach=coach or new_coach(),
        language="en",
    )


def run(pipeline: Pipeline, seconds: float) -> list[AnyEvent]:
    silence: Samples = np.zeros(round(seconds * RATE), np.float32)
    events: list[AnyEvent] = [*pipeline.start(), *pipeline.accept(AgentAudio(samples=silence))]
    return [*events, *pipeline.accept(CustomerAudio(samples=silence)), *pipeline.finish()]


def test_a_raising_part_is_a_fault_without_words_and_the_call_goes_on() -> None:
    failing = Failing()
    pipeline = made_of(Scripted(script("third_time")), emotion=failing, coach=failing)
    events = run(pipeline, 30)
    faults = [event for event in events if isinstance(event, Fault)]
    assert {fault.part for fault in faults} == {"tone", "emotion", "coach"}
    assert len([event for event in events if isinstance(event, Utterance)]) == 8
    assert "zanzibar" not in "".join(fault.error for fault in faults)
    assert [fault.part for fault in faults].count("coach") <= 4, "the same failure is not said thirty times a second"
    health = [event for event in events if isinstance(event, Health)]
    assert health[-1].faults > len(faults)


def test_the_agents_answer_and_snooze_reach_the_coach() -> None:
    pipeline = scripted_pipeline(script("third_time"))
    sound = np.zeros(round(5.0 * RATE), np.float32)
    events = [*pipeline.accept(AgentAudio(samples=sound)), *pipeline.accept(CustomerAudio(samples=sound))]
    (cue,) = [event for event in events if isinstance(event, Cue)]
    (end,) = pipeline.answer(cue.id, "not now")
    assert isinstance(end, CueOutcome)
    assert (end.outcome, end.answer, end.at) == ("dismissed", "not now", pipeline.now)
    assert pipeline.answer(cue.id, "wrong") == []
    assert pipeline.snooze(60) == []


class Deaf:
    """An engine whose agent session fails."""

    name = "deaf"

    def open(self, speaker: str) -> typing.Any:
        return Deafness() if speaker == "agent" else Scripted(script("third_time")).open("customer")

    def close(self) -> None: ...


class Deafness:
    def accept(self, samples: Samples, *, partials: bool = True) -> typing.Any:
        raise OSError

    def skip(self, length: int) -> typing.Any:
        raise OSError

    def finish(self) -> typing.Any:
        raise OSError


def test_one_deaf_ear_does_not_stop_the_other() -> None:
    events = run(
        Pipeline(Deaf(), privacy=call_privacy(), emotion=CustomerState(None, None), coach=new_coach(), language="en"),
        30,
    )
    assert {event.speaker for event in events if isinstance(event, Utterance)} == {"customer"}
    assert {event.part for event in events if isinstance(event, Fault)} == {"speech"}


def test_a_gap_is_said_and_keeps_the_clock_right() -> None:
    pipeline = scripted_pipeline(script("third_time"))
    second: Samples = np.zeros(RATE, np.float32)
    pipeline.accept(AgentAudio(samples=np.zeros(5 * RATE, np.float32)))
    pipeline.accept(CustomerAudio(samples=second))
    gap = AudioGap(at=0.0, speaker="customer", start=1.0, end=4.0, reason="dropped")
    events = pipeline.skip(gap)
    assert [(event.start, event.end) for event in events if isinstance(event, AudioGap)] == [(1.0, 4.0)]
    pipeline.accept(CustomerAudio(samples=second))
    assert pipeline.now == pytest.approx(5.0, abs=0.04)
    assert pipeline.health().dropped == 3.0


def test_only_the_customers_sound_reaches_the_emotion_part() -> None:
    heard: list[Audio] = []

    class Listening(CustomerState):
        def listen(self, audio: CustomerAudio) -> None:
            heard.append(audio)
            super().listen(audio)

    pipeline = Pipeline(
        Scripted(script("third_time")),
        privacy=call_privacy(),
        emotion=Listening(None, None),
        coach=new_coach(),
        language="en",
    )
    pipeline.accept(AgentAudio(samples=np.full(RATE, 0.5, np.float32)))
    pipeline.accept(CustomerAudio(samples=np.full(RATE, 0.25, np.float32)))
    assert {type(audio) for audio in heard} == {CustomerAudio}
    assert {float(value) for audio in heard for value in audio.samples} == {0.25}


# --- what the agent does ----------------------------------------------------------------------------------------------


def part_of(pipeline: Pipeline, seconds: float) -> list[AnyEvent]:
    """The next seconds of a scripted call."""
    silence = np.zeros(round(seconds * RATE), np.float32)
    return [*pipeline.accept(AgentAudio(samples=silence)), *pipeline.accept(CustomerAudio(samples=silence))]


def test_an_objection_stops_the_customers_analysis_at_once_and_takes_its_cue_away() -> None:
    coach = make_coach(Settings())
    pipeline = make_pipeline(Scripted(script("third_time")), Settings(), coach)
    before = part_of(pipeline, 5.0)
    assert coach.habits.moments == 1
    cues = [event.id for event in before if isinstance(event, Cue)]
    assert [event for event in before if isinstance(event, EmotionEstimate)]
    assert cues == ["cue-1"]
    said = pipeline.object()
    assert [(event.outcome, event.at) for event in said if isinstance(event, Notice)] == [("objected", pipeline.now)]
    assert [event.cue for event in said if isinstance(event, CueOutcome)] == ["cue-1"]
    assert [event.aer for event in said if isinstance(event, Progress)] == ["none"]
    after = [*part_of(pipeline, 25.0), *pipeline.finish()]
    assert coach.habits.moments == 0, "nor is it remembered that there was a moment"
    assert not [event for event in after if isinstance(event, EmotionEstimate | Fault)]
    assert not [event for event in after if isinstance(event, Cue) and event.rule.startswith("aer.")]
    assert len([event for event in after if isinstance(event, Utterance)]) == 6
    assert [event.step for event in after if isinstance(event, StepTaken)], "the agent's words are still read"


def test_without_an_objection_the_same_call_has_its_warning() -> None:
    pipeline = scripted_pipeline(script("third_time"))
    events = [*part_of(pipeline, 30.0), *pipeline.finish()]
    assert "aer.overdue" in [event.rule for event in events if isinstance(event, Cue)]


def test_a_raised_hand_and_a_notice_are_events_of_the_call() -> None:
    pipeline = scripted_pipeline(script("third_time"))
    part_of(pipeline, 1.0)
    assert pipeline.raise_hand(True) == [Hand(at=pipeline.now, raised=True)]
    assert pipeline.raise_hand(False) == [Hand(at=pipeline.now, raised=False)]
    assert pipeline.show_notice() == [Notice(at=pipeline.now, outcome="shown")]

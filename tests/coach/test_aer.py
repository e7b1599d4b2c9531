"""The AER moment and the governance of cues: feelings and words in, cues out."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assist.coach.aer import AerCoach, CoachEvent
from assist.coach.governance import APART_S, ON_SCREEN_S
from assist.coach.steps import steps_in
from assist.events import Cue, CueOutcome, EmotionEstimate, Partial, State, StepTaken, Utterance


def customer_feels(at: float, state: State = "frustrated", intensity: float = 0.8) -> EmotionEstimate:
    return EmotionEstimate(
        at=at, utterance=f"customer-{at:.0f}", state=state, confidence=0.8, intensity=intensity, trend="rising",
        because=("third time",),
    )  # fmt: skip


def agent_says(at: float, text: str) -> Utterance:
    return Utterance(at=at, speaker="agent", id=f"agent-{at:.0f}", start=at - 1, end=at, text=text)


def agent_speaking(at: float) -> Partial:
    return Partial(at=at, speaker="agent", id="agent-9", start=at - 1, end=at, text="well")


def cues(events: list[CoachEvent]) -> list[Cue]:
    return [event for event in events if isinstance(event, Cue)]


def outcomes(events: list[CoachEvent]) -> list[str]:
    return [event.outcome for event in events if isinstance(event, CueOutcome)]


def test_a_shown_feeling_asks_for_acknowledgement_with_its_evidence() -> None:
    coach = AerCoach()
    coach.feel(customer_feels(10))
    (cue,) = cues(coach.advance(10))
    assert (cue.rule, cue.kind, cue.because) == ("aer.acknowledge", "suggest", ("third time",))
    assert "frustrating" in str(cue.say)


def test_nothing_is_said_of_a_neutral_unsure_or_faint_feeling() -> None:
    coach = AerCoach()
    for at, state in enumerate(("neutral", "unsure", "satisfied")):
        coach.feel(customer_feels(at, state))  # type: ignore[arg-type]
    coach.feel(customer_feels(5, "anxious", intensity=0.3))
    assert coach.advance(6) == []


def test_a_cue_waits_while_the_agent_is_speaking() -> None:
    coach = AerCoach()
    coach.hear(agent_speaking(9.5))
    coach.feel(customer_feels(10))
    assert coach.advance(10) == []
    coach.hear(agent_says(11, "one moment"))
    assert [cue.rule for cue in cues(coach.advance(11))] == ["aer.acknowledge"]


def test_it_is_overdue_only_when_the_agent_moved_on_and_four_seconds_passed() -> None:
    coach = AerCoach()
    coach.feel(customer_feels(10))
    coach.advance(10)
    assert coach.advance(14.5) == []
    coach.hear(agent_says(15, "can i take your account number"))
    events = coach.advance(15)
    assert outcomes(events) == ["replaced"]
    assert [(cue.rule, cue.kind) for cue in cues(events)] == [("aer.overdue", "warn")]
    assert cues(coach.advance(16)) == []


def test_the_steps_tick_off_and_name_the_utterance_that_did_it() -> None:
    coach = AerCoach()
    coach.feel(customer_feels(10))
    coach.advance(10)
    events = coach.hear(agent_says(13, "I can hear how frustrating this is."))
    assert [event.step for event in events if isinstance(event, StepTaken)] == ["aer.acknowledge"]
    (end,) = (event for event in events if isinstance(event, CueOutcome))
    assert (end.outcome, end.utterance) == ("done", "agent-13")
    assert [cue.rule for cue in cues(coach.advance(18.1))] == ["aer.empathize"]
    coach.hear(agent_says(20, "that must be tiring"))
    assert [cue.rule for cue in cues(coach.advance(26.2))] == ["aer.respond"]
    assert outcomes(coach.hear(agent_says(28, "I will send it today"))) == ["done"]
    assert coach.advance(60) == []


def test_a_cue_expires() -> None:
    coach = AerCoach()
    coach.feel(customer_feels(10))
    coach.advance(10)
    assert outcomes(coach.advance(10 + ON_SCREEN_S)) == ["expired"]


def test_a_moment_handled_well_is_praised_once() -> None:
    coach = AerCoach()
    coach.feel(customer_feels(10))
    coach.hear(agent_says(12, "I can hear how annoying that is, and I will send it today"))
    coach.feel(customer_feels(30, "satisfied"))
    assert [cue.kind for cue in cues(coach.advance(30))] == ["praise"]
    coach.feel(customer_feels(50, "satisfied"))
    assert cues(coach.advance(50)) == []


def test_the_call_s_end_ends_the_cue() -> None:
    coach = AerCoach()
    coach.feel(customer_feels(10))
    coach.advance(10)
    assert outcomes(coach.finish(12)) == ["expired"]
    assert coach.finish(12) == []


MOVES = (
    "frustrated",
    "anxious",
    "satisfied",
    "neutral",
    "partial",
    "i can hear how",
    "i will send",
    "can i take your number",
)


@given(st.lists(st.tuples(st.floats(0.1, 15), st.sampled_from(MOVES)), max_size=40))
def test_cues_keep_apart_and_each_ends_once(moves: list[tuple[float, str]]) -> None:
    coach, now = AerCoach(), 0.0
    events: list[CoachEvent] = []
    for wait, move in moves:
        now += wait
        if move in ("frustrated", "anxious", "satisfied", "neutral"):
            events += coach.feel(customer_feels(now, move))  # type: ignore[arg-type]
        else:
            events += coach.hear(agent_speaking(now) if move == "partial" else agent_says(now, move))
        events += coach.advance(now)
    events += coach.finish(now)
    shown = cues(events)
    ended = [event.cue for event in events if isinstance(event, CueOutcome)]
    assert sorted(ended) == sorted(cue.id for cue in shown)
    for first, second in pairwise(shown):
        assert second.at - first.at >= APART_S or second.kind == "warn"


def test_steps_are_read_from_plain_and_from_punctuated_words() -> None:
    assert set(steps_in("Thank you for calling, my name is Sam.")) == {"care.connect"}
    assert "aer.respond" in steps_in("i am sending the second payment back right now")
    assert "aer.empathize" in steps_in("That must have been so tiring!")
    assert "care.engage" in steps_in("is there anything else")
    assert steps_in("the system is slow today") == {}

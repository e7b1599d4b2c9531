"""Whatever happens in a call: the coach never raises, keeps its limits, and does the same again for the same events."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import hypothesis.strategies as st
import numpy as np
from hypothesis import given, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from assist.coach.coach import Coach
from assist.coach.governance import APART_S
from assist.coach.plain import plain
from assist.events import RATE, AgentAudio, Answer, AnyEvent, CoachEvent, Cue, CueOutcome, CustomerAudio, State
from assist.speech.call_script import CallScript, SpokenLine
from tests.coach.making import (
    agent_says,
    agent_speaking,
    cues,
    customer_feels,
    customer_pauses,
    customer_says,
    new_coach,
    profile,
)
from tests.making import scripted_pipeline

CUSTOMERS = (
    "I've been waiting two weeks for my fridge and it still hasn't come",
    "i want to speak to your manager",
    "my name is peter and you charged me forty pounds twice",
    "this is the third time i call and it is ridiculous",
    "okay thanks that's all",
    "[card number] is what i gave you",
    "i am so worried about my daughter's wedding on saturday",
    "my husband died on monday",
    "i don't want to live anymore",
    "",
)
AGENTS = (
    "you should have read the terms",
    "we apologise for any inconvenience this may have caused",
    "i can hear how tiring that is after two weeks",
    "i'm sending a new one today",
    "can i take your account number",
    "calm down please sir",
    "would tuesday suit you",
    "mhm",
    "",
)
STATES: tuple[State, ...] = ("frustrated", "anxious", "confused", "disappointed", "satisfied", "neutral", "unsure")
ANSWERS: tuple[Answer, ...] = ("done", "not now", "wrong")
waits = st.floats(0.05, 15)


class AnyCall(RuleBasedStateMachine):
    """One call; every step is kept so that a second coach can be taken through the same."""

    @initialize(named=st.sampled_from(["novice", "standard", "expert", "quiet"]))
    def begin(self, named: str) -> None:
        self.named = named
        self.coach = new_coach(named)
        self.now = 0.0
        self.said: list[str] = []
        self.steps: list[Callable[[Coach], list[CoachEvent]]] = []
        self.events: list[CoachEvent] = []

    def do(self, step: Callable[[Coach], list[CoachEvent]]) -> None:
        self.steps.append(step)
        self.events += step(self.coach)

    @rule(wait=waits)
    def time_passes(self, wait: float) -> None:
        self.now = now = self.now + wait
        self.do(lambda coach: coach.advance(now))

    @rule(text=st.sampled_from(CUSTOMERS), state=st.sampled_from(STATES), intensity=st.floats(0, 1), wait=waits)
    def the_customer_speaks(self, text: str, state: State, intensity: float, wait: float) -> None:
        self.time_passes(wait)
        now = self.now
        self.said.append(plain(text))
        self.do(lambda coach: coach.hear(customer_says(now, text)))
        self.do(lambda coach: coach.feel(customer_feels(now, state, intensity)))

    @rule(text=st.sampled_from(CUSTOMERS), state=st.sampled_from(STATES), wait=waits)
    def the_customer_pauses(self, text: str, state: State, wait: float) -> None:
        self.time_passes(wait)
        now = self.now + 3
        self.said.append(plain(text))
        self.do(lambda coach: coach.hear(customer_pauses(now, text)))
        self.do(lambda coach: coach.feel(customer_feels(now, state, provisional=True)))
        self.time_passes(3)

    @rule(text=st.sampled_from(AGENTS), wait=waits)
    def the_agent_speaks(self, text: str, wait: float) -> None:
        self.time_passes(wait)
        now = self.now
        self.do(lambda coach: coach.hear(agent_says(now, text)))

    @rule(wait=waits)
    def the_agent_begins(self, wait: float) -> None:
        self.time_passes(wait)
        now = self.now
        self.do(lambda coach: coach.hear(agent_speaking(now)))

    @rule(answer=st.sampled_from(ANSWERS))
    def the_agent_answers(self, answer: Answer) -> None:
        now, name = self.now, f"cue-{len(cues(self.events))}"
        self.do(lambda coach: coach.answer(name, answer, now))

    @rule(length=st.floats(1, 60))
    def the_agent_snoozes(self, length: float) -> None:
        now = self.now
        self.do(lambda coach: coach.snooze(now + length, now))

    @invariant()
    def cues_keep_apart_and_stay_inside_their_budget(self) -> None:
        shown, limits = cues(self.events), profile(self.named)
        kinds = [cue.kind for cue in shown]
        assert kinds.count("warn") <= limits.warnings
        assert kinds.count("suggest") + kinds.count("praise") <= limits.suggestions
        for first, second in pairwise(shown):
            assert second.at - first.at >= APART_S - 1e-9 or second.kind in ("warn", "escalate")

    @invariant()
    def no_cue_says_what_was_not_said_or_was_masked_and_none_twice(self) -> None:
        says = [str(cue.say) for cue in cues(self.events) if cue.kind == "suggest" and cue.step and cue.say]
        assert len(set(says)) == len(says)
        known = " ".join(self.said)
        for word in ("peter", "forty", "fridge", "two weeks", "wedding", "daughter", "monday", "third", "twice"):
            assert word in known or not any(word in plain(say).split() or f" {word} " in plain(say) for say in says), (
                word
            )
        assert "[" not in " ".join(says)

    def teardown(self) -> None:
        if not hasattr(self, "coach"):
            return
        self.do(lambda coach: coach.finish(self.now))
        shown = sorted(cue.id for cue in cues(self.events))
        assert sorted(event.cue for event in self.events if isinstance(event, CueOutcome)) == shown
        again = new_coach(self.named)
        assert [event for step in self.steps for event in step(again)] == self.events


TestAnyCall = AnyCall.TestCase
TestAnyCall.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


@st.composite
def scripts(draw: st.DrawFn) -> CallScript:
    """A short written call: both speak when they like."""
    spoken = []
    for speaker, texts in (("agent", AGENTS), ("customer", CUSTOMERS)):
        now = 0.0
        for text in draw(st.lists(st.sampled_from([each for each in texts if each]), max_size=3)):
            start = now + draw(st.floats(0.1, 4))
            now = start + draw(st.floats(0.5, 4))
            spoken.append(SpokenLine(start, now, speaker, text))  # type: ignore[arg-type]
    return CallScript(spoken, [])


@settings(max_examples=8, deadline=None)
@given(scripts(), st.floats(0.02, 7))
def test_the_division_of_the_audio_changes_no_cue(script: CallScript, block_s: float) -> None:
    def heard(block: int) -> list[Cue]:
        pipeline = scripted_pipeline(script)
        events: list[AnyEvent] = []
        sound = np.zeros(30 * RATE, np.float32)
        for start in range(0, len(sound), block):
            events += pipeline.accept(AgentAudio(samples=sound[start : start + block]))
            events += pipeline.accept(CustomerAudio(samples=sound[start : start + block]))
        return [event for event in [*events, *pipeline.finish()] if isinstance(event, Cue)]

    assert heard(round(block_s * RATE)) == heard(512)

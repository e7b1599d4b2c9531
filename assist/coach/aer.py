"""The coach, first version: the AER moment. A feeling shows; then acknowledge, empathize, respond.

A state machine with time as an argument: same events in, same cues out. It hears words and timing of both speakers
and the customer's state; it knows nothing of audio, screens or clocks.

    feeling shown ──► acknowledge ──► empathize ──► respond ──► closed
                          │ the agent moves on, four seconds pass
                          └──► overdue (a warning)
"""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import UNSET

from assist.coach.governance import Shown, Stage
from assist.coach.steps import steps_in
from assist.events import Cue, CueOutcome, EmotionEstimate, Partial, State, Step, StepTaken, Utterance

CoachEvent = StepTaken | Cue | CueOutcome

AER: tuple[Step, ...] = ("aer.acknowledge", "aer.empathize", "aer.respond")
FEELINGS: frozenset[State] = frozenset({"frustrated", "anxious", "confused", "disappointed"})
CONFIDENT = 0.6
CLEAR = 0.4
"""Confidence and intensity from which a feeling opens a moment."""
RELIEVED = 0.45
"""Satisfaction that follows a moment handled well; a polite "thanks" is less."""
OVERDUE_S = 4.0
FRESH_S = 25.0
"""A moment that nothing has touched for this long is over."""


@dataclass(slots=True, kw_only=True)
class Moment:
    """An open AER moment."""

    opened_s: float
    touched_s: float
    state: State
    because: tuple[str, ...]
    utterance: str
    done: set[Step] = field(default_factory=set)
    moved_on: bool = False
    warned: bool = False

    @property
    def handled(self) -> bool:
        """Whoever has acknowledged and responded is through; empathy later would only delay the solution."""
        return {"aer.acknowledge", "aer.respond"} <= self.done

    @property
    def next_step(self) -> Step | None:
        """The first step not done yet; None when the moment is handled."""
        return None if self.handled else next((step for step in AER if step not in self.done), None)


_SUGGESTIONS: dict[Step, tuple[str, str, dict[State, str]]] = {
    "aer.acknowledge": (
        "Say that you heard it",
        "Name their trouble in their own words first.",
        {
            "frustrated": "I can hear how frustrating this has been for you.",
            "anxious": "I can hear that this is worrying you.",
            "confused": "I can see why that is confusing.",
            "disappointed": "I can hear that we have let you down.",
        },
    ),
    "aer.empathize": (
        "Stand in their shoes",
        "Say what that must be like, then move on.",
        {
            "frustrated": "That must have worn your patience thin.",
            "anxious": "That must weigh on your mind.",
            "confused": "I would be puzzled by that as well.",
            "disappointed": "You were counting on us, and I am sorry that it went wrong.",
        },
    ),
    "aer.respond": (
        "Now one concrete step",
        "Say what you will do, and by when.",
        {},
    ),
}


class AerCoach:
    """One call's coach."""

    def __init__(self) -> None:
        self._moment: Moment | None = None
        self._stage = Stage()
        self._handled = False
        self._praise: Shown | None = None
        self._praised = False

    def hear(self, heard: Partial | Utterance) -> list[CoachEvent]:
        """What somebody says: partials tell that they are speaking, utterances what they said."""
        if heard.speaker == "agent":
            self._stage.agent_speaking = isinstance(heard, Partial)
            if isinstance(heard, Utterance):
                return self._agent_said(heard)
        return []

    def feel(self, estimate: EmotionEstimate) -> list[CoachEvent]:
        """The customer's state after their latest utterance; what is provisional opens nothing."""
        if estimate.provisional:
            return []
        if estimate.state == "satisfied":
            return self._relieved(estimate)
        clear = estimate.confidence >= CONFIDENT and estimate.intensity >= CLEAR
        if estimate.state not in FEELINGS or not clear:
            return []
        known = self._moment
        self._moment = Moment(
            opened_s=estimate.at,
            touched_s=estimate.at,
            state=estimate.state,
            because=estimate.because,
            utterance=estimate.utterance,
            # What was done for this feeling need not be asked for again; a new feeling wants to be heard anew.
            done=known.done if known and known.state == estimate.state else set(),
        )
        return []

    def advance(self, now: float) -> list[CoachEvent]:
        """The call's clock moved to `now`, in seconds: cues that are due come up, old ones go."""
        events: list[CoachEvent] = list(self._stage.expire(now))
        if self._praise is not None and (shown := self._stage.show(self._praise, now)):
            self._praise = None
            return [*events, *shown]
        moment = self._moment
        if moment is None:
            return events
        if now - moment.touched_s > FRESH_S:
            self._moment = None
            return events
        step = moment.next_step
        if step == "aer.acknowledge" and moment.moved_on and not moment.warned and now - moment.opened_s >= OVERDUE_S:
            shown = self._stage.show(_overdue(moment), now)
            moment.warned = bool(shown)
            return [*events, *shown]
        if step is not None and not moment.warned and not self._stage.has_shown(step, moment.utterance):
            events += self._stage.show(_suggestion(moment, step), now)
        return events

    def finish(self, now: float) -> list[CoachEvent]:
        """The call is over, and with it what is on screen."""
        return list(self._stage.clear(now))

    def _agent_said(self, utterance: Utterance) -> list[CoachEvent]:
        found = steps_in(utterance.text)
        events: list[CoachEvent] = [
            StepTaken(at=utterance.at, utterance=utterance.id, step=step, because=tuple(words))
            for step, words in found.items()
        ]
        moment = self._moment
        if moment is None or utterance.start < moment.opened_s - 1.0:
            return events
        taken = [step for step in AER if step in found]
        moment.done.update(taken)
        moment.moved_on = moment.moved_on or not taken
        if taken:
            moment.touched_s = utterance.at
            self._handled = self._handled or moment.handled
            moment.warned = moment.warned and "aer.acknowledge" not in moment.done
            events += self._stage.done(taken, utterance)
            if moment.handled:
                events += self._stage.withdraw(AER, utterance.at)
        return events

    def _relieved(self, estimate: EmotionEstimate) -> list[CoachEvent]:
        self._moment = None
        withdrawn: list[CoachEvent] = list(self._stage.withdraw(AER, estimate.at))
        if not self._handled or self._praised or estimate.intensity < RELIEVED:
            return withdrawn
        self._praised = True
        self._praise = Shown(
            kind="praise",
            rule="aer.handled",
            step=UNSET,
            utterance=estimate.utterance,
            headline="You turned that around",
            body="Heard first, then solved. That is why it worked.",
            say=UNSET,
            because=estimate.because,
        )
        return withdrawn


def _suggestion(moment: Moment, step: Step) -> Shown:
    headline, body, examples = _SUGGESTIONS[step]
    return Shown(
        kind="suggest",
        rule=step,
        step=step,
        utterance=moment.utterance,
        headline=headline,
        body=body,
        say=examples.get(moment.state, UNSET),
        because=moment.because,
    )


def _overdue(moment: Moment) -> Shown:
    return Shown(
        kind="warn",
        rule="aer.overdue",
        step="aer.acknowledge",
        utterance=moment.utterance,
        headline="They have not been heard yet",
        body="Before the next question, name what they told you.",
        say=_SUGGESTIONS["aer.acknowledge"][2].get(moment.state, UNSET),
        because=moment.because,
    )

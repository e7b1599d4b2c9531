"""The coach of one call: hears what both say and how the customer feels, and decides which cue helps now.

A state machine with time as an argument: same events in, same cues out. It knows words and timing, nothing of audio,
screens or clocks. What is done where: the customer's details (`details.py`), situation (`situations.py`), whether they
show a hard feeling (`showing.py`) or need a person (`person.py`); the agent's steps and wording (`agent_turns.py`,
`wording.py`); the AER moment (`moment.py`) and the CARE stage (`arc.py`); who speaks when (`timing.py`); what a cue
says (`wishes.py`, `choosing.py`); and whether it may be shown (`governance.py`), which has the last word.

Partial texts of the customer prepare: a feeling that shows in them opens a moment tentatively, and its cue comes in the
first pause. They never make a warning or an escalation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assist.coach.agent_turns import AgentTurns
from assist.coach.arc import Arc
from assist.coach.feelings import named_in
from assist.coach.governance import Screen, Shown, Think, Thought
from assist.coach.habits import NO_HABITS, CallHabits, Habits
from assist.coach.moment import AER, FRESH_S, Moment, opened
from assist.coach.packs import Library
from assist.coach.person import Need, Strain, needs_in
from assist.coach.plain import plain, spoken
from assist.coach.profiles import Profile
from assist.coach.showing import Showing, with_plain_words
from assist.coach.timing import Timing, ends_call
from assist.coach.wishes import Wishes
from assist.coach.wording import Reader
from assist.events import (
    Answer,
    CoachEvent,
    Cue,
    EmotionEstimate,
    Escalation,
    Partial,
    Progress,
    Step,
    StepTaken,
    Utterance,
)

RELIEVED = 0.45
"""Intensity of satisfaction that follows a moment handled well; a polite "thanks" is less."""
PAUSE_S = 0.25
"""Quiet at the end of a partial text: the customer has stopped, perhaps for good."""
SPEAKING_S = 2.0
"""After their last partial text an agent is held to be speaking for this long, if no final words come."""
PATIENCE_S = 3.0
"""What an agent who mostly acts unprompted is given before a cue."""
_OF_FEELINGS = frozenset({"aer.handled", "person.sustained", "care.engage", "care.connect"})
"""Rules outside a moment that rest on how the customer feels."""
NO_STEP_WORDS = 3
"""An utterance shorter than this ("okay", "mhm") is no moving on."""


class Coach:
    """One call's coach. `reader` is None for a language that it cannot read: then it is silent."""

    def __init__(
        self, reader: Reader | None, library: Library, profile: Profile, *,
        habits: Habits = NO_HABITS, seed: int = 0, think: Think = lambda _: None,
    ) -> None:  # fmt: skip
        self._reader = reader
        self._profile = profile
        self._earlier = habits
        self._think = think
        self._screen = Screen(profile, think)
        self._arc = Arc()
        self._wishes = Wishes(library, self._arc, seed=seed)
        self._mute = library.do_not_trigger
        self._timing = Timing()
        self._strain = Strain()
        self._showing = Showing(profile.clear, think)
        self._moment: Moment | None = None
        self._handled = self._moments = self._unprompted = 0
        self._was_heard = self._settled = False
        """Whether the customer was heard in a hard moment, and whether the last one got its answer."""
        self._progress: Progress | None = None
        self._needed: set[str] = set()
        self._said = AgentTurns(habits.sentences)
        self._agent_heard_s = 0.0
        self._greeted = False
        """Whether the agent was told to use the customer's name."""
        self._paused = False
        """Whether the customer has stopped in the middle of what may be a whole utterance."""

    # --- what comes in --------------------------------------------------------------------------------------------

    def hear(self, heard: Partial | Utterance) -> list[CoachEvent]:
        """What somebody says: partial texts tell that they are speaking, utterances what they said."""
        if self._reader is None:
            return []
        for remark in self._timing.hear(heard):
            self._screen.ask(self._wishes.timing(remark, heard.at, heard.id), heard.at)
        if heard.speaker == "agent":
            self._agent_heard_s = heard.at
            self._screen.agent_speaking = isinstance(heard, Partial)
            return self._agent_said(heard, self._reader) if isinstance(heard, Utterance) else []
        self._wishes.hear(heard)
        self._paused = isinstance(heard, Partial) and heard.at - heard.end >= PAUSE_S
        if isinstance(heard, Partial):
            return []
        return [*self._screen.done("timing.monologue", heard), *self._customer_said(heard)]

    def feel(self, estimate: EmotionEstimate) -> list[CoachEvent]:
        """The customer's state after their latest utterance; a provisional one only prepares."""
        if self._reader is None:
            return []
        words = self._wishes.last_words
        named = named_in(words)
        estimate = with_plain_words(estimate, named)
        shows = self._showing.shows(
            estimate, words, named=named is not None, again=self._wishes.again, muted=self._muted
        )
        if estimate.provisional and not (shows and self._paused):
            return []
        events: list[CoachEvent] = []
        if not estimate.provisional:
            self._wishes.state = "neutral" if estimate.state == "unsure" else estimate.state
            need = self._strain.feel(estimate)
            events += self._call_a_person([need] if need else [], estimate.utterance, estimate.at)
        if shows:
            return [*events, *self._open(estimate)]
        if estimate.state == "satisfied" and not estimate.provisional:
            events += self._relieved(estimate)
        elif self._moment is not None and self._moment.tentative and self._moment.utterance == estimate.utterance:
            events += self._close("the whole sentence says otherwise", estimate.at)
        return events

    def advance(self, now: float) -> list[CoachEvent]:
        """The call's clock moved to `now`, in seconds: cues that are due come up, old ones go."""
        if now - self._agent_heard_s > SPEAKING_S:
            self._screen.agent_speaking = False
        for remark in self._timing.advance(now) if self._reader else ():
            self._screen.ask(self._wishes.timing(remark, now, ""), now)
        events: list[CoachEvent] = []
        stale = self._moment is not None and now - self._moment.touched_s > FRESH_S
        if stale and not self._screen.agent_speaking:
            events += self._close("the moment is over", now)
        return [*events, *self._shown(self._screen.advance(now), now)]

    def answer(self, cue: str, answer: Answer, now: float) -> list[CoachEvent]:
        """The agent answered to a cue by key; to one that is gone, nothing happens. "Wrong" ends its moment."""
        rule = self._screen.rule
        events: list[CoachEvent] = list(self._screen.answer(cue, answer, now))
        if events and answer == "wrong" and _of_aer(rule):
            events += self._close("the agent says that it is wrong", now)
        return events

    def snooze(self, until: float, now: float) -> list[CoachEvent]:
        """No cues until then, but for escalations. Nothing tells that it was asked for."""
        return list(self._screen.snooze(until, now))

    def pause(self, paused: bool) -> list[CoachEvent]:
        """The customer is not listened to from now on, or is again."""
        self._timing.pause(paused)
        return []

    def stop_feeling(self, now: float) -> list[CoachEvent]:
        """The customer objected: how they felt so far counts no more, and what was asked for because of it goes."""
        self._strain, self._wishes.state = Strain(), "neutral"
        self._screen.hard = self._was_heard = self._settled = False
        self._moments = self._unprompted = self._handled = 0
        self._screen.drop(lambda wish: wish.rule in _OF_FEELINGS, "the customer objected", now)
        withdrawn = self._screen.withdraw(lambda rule: rule in _OF_FEELINGS, now)
        return [*withdrawn, *self._close("the customer objected", now)]

    def finish(self, now: float) -> list[CoachEvent]:
        """The call is over, and with it what is on screen."""
        return list(self._screen.clear(now))

    @property
    def habits(self) -> CallHabits:
        """What this call tells about the agent's habits; for the agent's own machine only."""
        return CallHabits(
            sentences=self._said.fingerprints,
            moments=self._moments,
            unprompted=self._unprompted,
        )

    # --- the customer ---------------------------------------------------------------------------------------------

    def _customer_said(self, utterance: Utterance) -> list[CoachEvent]:
        self._said.customer(utterance)
        self._arc.customer(utterance.text)
        self._think(Thought(utterance.at, "customer", self._wishes.known))
        if self._muted:
            return []
        if self._screen.hard and self._wishes.named and not self._greeted:
            self._greeted = True
            self._screen.ask(self._wishes.step("care.connect", utterance.at, utterance.id, once=True), utterance.at)
        unsettled = self._screen.hard and self._wishes.state not in ("satisfied", "neutral")
        if unsettled and ends_call(utterance.text):
            self._screen.ask(self._wishes.step("care.engage", utterance.at, utterance.id, once=True), utterance.at)
        return [*self._call_a_person(needs_in(utterance.text), utterance.id, utterance.at), *self._told(utterance.at)]

    @property
    def _muted(self) -> bool:
        """Whether the customer's last words are among those that trigger nothing."""
        return self._triggers_nothing(self._wishes.last_words)

    def _triggers_nothing(self, words: str) -> bool:
        return any(f" {plain(each)} " in f" {words} " for each in self._mute)

    def _call_a_person(self, needs: Sequence[Need], utterance: str, at: float) -> list[CoachEvent]:
        new = [need for need in needs if need.reason not in self._needed]
        for need in new:
            self._needed.add(need.reason)
            self._screen.hard = True
            self._screen.ask(self._wishes.person(need, utterance), at)
        return [Escalation(at=at, reason=need.reason, utterance=utterance, because=need.because) for need in new]

    def _open(self, estimate: EmotionEstimate) -> list[CoachEvent]:
        before = self._moment
        if estimate.provisional and before is not None and not before.tentative:
            return []  # what is known already needs no preparing
        moment = self._moment = self._wishes.moment = opened(estimate, before, handled_before=self._handled)
        if not moment.tentative:
            self._screen.hard = True
            self._settled = moment.handled
            self._moments += before is None or before.tentative or before.state != moment.state
        same = before is not None and (before.utterance, before.state) == (moment.utterance, moment.state)
        if not (same and before is not None and before.next_step == moment.next_step):
            self._want_next(estimate.at)
        return self._told(estimate.at)

    def _relieved(self, estimate: EmotionEstimate) -> list[CoachEvent]:
        if self._settled and estimate.intensity >= RELIEVED:
            self._screen.ask(self._wishes.praise(estimate), estimate.at)
        return self._close("the customer is content", estimate.at)

    def _close(self, why: str, now: float) -> list[CoachEvent]:
        """The moment is over: nothing of it is asked for any more."""
        self._moment = self._wishes.moment = None
        self._screen.drop(lambda wish: _of_aer(wish.rule), why, now)
        return [*self._screen.withdraw(_of_aer, now), *self._told(now)]

    # --- the agent ------------------------------------------------------------------------------------------------

    def _agent_said(self, utterance: Utterance, reader: Reader) -> list[CoachEvent]:
        steps, findings, wording, goes_on = self._said.read(utterance, reader)
        likely = ", ".join(f"{label} {share:.2f}" for label, share in wording.likely.items())
        self._think(Thought(utterance.at, "wording", f"{likely}; goes on with the words before" if goes_on else likely))
        self._arc.agent(steps)
        if any(step in AER for step in steps):
            self._strain.helped()
        if self._was_heard and "aer.respond" in steps:
            self._handled, self._settled = max(self._handled, 1), True  # it may come when the feeling has eased
        events: list[CoachEvent] = [
            StepTaken(at=utterance.at, utterance=utterance.id, step=step, because=words)
            for step, words in steps.items()
        ]
        events += self._screen.done("timing.silence", utterance)
        events += self._screen.took({*steps, *(("aer.acknowledge",) if "aer.empathize" in steps else ())}, utterance)
        events += self._tick_off(steps, utterance)
        if self._triggers_nothing(plain(utterance.text)):
            return [*events, *self._told(utterance.at)]
        findings = [each for each in findings if wording.sure_enough(each, calm=not self._screen.hard)]
        if findings:
            sure = findings[0].rule == "wording.judgmental" and wording.sure_enough(findings[0], calm=True)
            self._screen.hard = self._screen.hard or sure
            self._screen.ask(self._wishes.wording(findings[0], utterance), utterance.at)
        return [*events, *self._told(utterance.at)]

    def _tick_off(self, steps: Iterable[Step], utterance: Utterance) -> list[CoachEvent]:
        moment, taken_any = self._moment, bool(set(steps))
        if moment is None or utterance.start < moment.opened_s - 1.0:
            return []
        if not taken_any and len(spoken(utterance.text).split()) < NO_STEP_WORDS:
            return []
        handled, heard = moment.handled, moment.heard
        taken = moment.take(steps, utterance.at)
        self._was_heard = self._was_heard or moment.heard
        self._unprompted += moment.heard and not heard and not moment.cued
        self._handled += moment.handled and not handled
        self._settled = moment.handled
        if moment.heard:
            self._screen.drop(lambda wish: wish.rule == "aer.overdue", "done", utterance.at)
        elif not moment.warned and not moment.tentative:
            self._screen.drop(lambda wish: _of_aer(wish.rule), "the agent moved on", utterance.at)
            self._screen.ask(self._wishes.overdue(moment), utterance.at)
            return []
        if moment.handled:
            self._screen.drop(lambda wish: _of_aer(wish.rule), "the moment is handled", utterance.at)
            return list(self._screen.withdraw(_of_aer, utterance.at))
        if taken:
            self._want_next(utterance.at)
        return []

    def _want_next(self, now: float) -> None:
        """Ask for the moment's next step."""
        moment = self._moment
        if moment is None or moment.next_step is None or (moment.warned and moment.aer == "overdue"):
            return
        if moment.next_step in moment.asked:
            return
        self._screen.drop(lambda wish: wish.kind == "suggest" and _of_aer(wish.rule), "another step is next", now)
        step = moment.next_step
        if step == "aer.empathize" and moment.state == "confused":
            step = "care.assess"  # who is confused is helped by a question more than by pity
        elif step == "aer.empathize" and self._handled:
            step = "care.relate"
        patience = self._profile.patience_s
        if self._earlier.fluent or self._unprompted >= 2:
            patience = max(patience, PATIENCE_S)
        self._screen.ask(self._wishes.step(step, now, moment.utterance, because=moment.because, patience=patience), now)

    # --- what goes out --------------------------------------------------------------------------------------------

    def _shown(self, events: Sequence[Shown], now: float) -> list[CoachEvent]:
        for event in events:
            if isinstance(event, Cue):
                self._wishes.shown(event)
                if self._moment is not None and _of_aer(event.rule):
                    self._moment.cued = True
                    self._moment.asked |= {event.step} if event.step else set()
                    if event.rule in ("care.assess", "care.relate"):
                        self._moment.asked.add("aer.empathize")
                    self._moment.warned = self._moment.warned or event.rule == "aer.overdue"
        return [*events, *(self._told(now) if events else ())]

    def _told(self, now: float) -> list[CoachEvent]:
        """Where the call is, when that has changed."""
        moment, was = self._moment, self._progress
        if moment is not None and moment.tentative:
            return []
        aer = moment.aer if moment else "done" if was is not None and was.aer == "done" else "none"
        steps = tuple(step for step in AER if moment is not None and step in moment.done)
        if was is not None and (was.stage, was.aer, was.steps) == (self._arc.stage, aer, steps):
            return []
        self._progress = Progress(at=now, stage=self._arc.stage, aer=aer, steps=steps)
        return [self._progress]


def _of_aer(rule: str) -> bool:
    """Whether a cue of this rule belongs to a moment."""
    return rule in AER or rule in ("aer.overdue", "care.assess", "care.relate")

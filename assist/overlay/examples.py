"""Calls in a few events, each ending in another state of the overlay: what the tour shows and the pictures are made of.

Nothing here is a stand-in for a view: the events go through `Overlay` as those of a call do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from msgspec import UNSET

from assist.events import (
    AnyEvent,
    AudioGap,
    CallState,
    Cue,
    CueEnd,
    CueKind,
    CueOutcome,
    Device,
    EmotionEstimate,
    Fault,
    FloorLink,
    FloorNote,
    Hand,
    Health,
    Notice,
    Partial,
    Pause,
    Progress,
    Shared,
    SharedAlert,
    Speaker,
    State,
    Trend,
    Utterance,
)
from assist.masked import Masked
from assist.overlay.state import Overlay, View

NOW = 1000.0
"""The clock at the end of each example, in seconds."""


class Example(NamedTuple):
    """A state of the window: what happened, and what the agent did then."""

    events: tuple[AnyEvent, ...]
    full: bool = False
    wish: Callable[[Overlay], object] = lambda _: None
    waits: bool = False
    """Whether calls come one after another."""

    @property
    def view(self) -> View:
        overlay = Overlay(waits=self.waits)
        for event in self.events:
            overlay.see(event, NOW - 201 + event.at)
        self.wish(overlay)
        return overlay.view(NOW)


def _health(
    *, agent: bool = True, customer: bool = True, partials: bool = True, muted: bool = False, echo: bool = False,
    swapped: bool = False,
) -> Health:  # fmt: skip
    return Health(
        at=190.0, agent_arriving=agent, customer_arriving=customer, agent_silent=muted, behind=0.0, dropped=0.0,
        faults=0, partials=partials, echo=echo, swapped=swapped,
    )  # fmt: skip


def _device(speaker: Speaker, state: Literal["heard", "lost", "changed"], name: str) -> Device:
    return Device(at=195.0, speaker=speaker, state=state, name=name)


def _feels(
    at: float, state: State, intensity: float, *, trend: Trend = "steady", because: tuple[str, ...] = (),
    confidence: float = 0.9,
) -> EmotionEstimate:  # fmt: skip
    return EmotionEstimate(
        at=at, utterance="customer-1", state=state, confidence=confidence, intensity=intensity, trend=trend,
        because=because, tone=("louder than their usual",) if intensity > 0.7 else (),
    )  # fmt: skip


def _cue(
    number: int, kind: CueKind, headline: str, body: str, *, say: str = "", because: tuple[str, ...] = (),
    who: Speaker = "customer",
) -> Cue:  # fmt: skip
    return Cue(
        at=190.0, id=f"cue-{number}", kind=kind, rule="example", headline=headline, body=body, because=because,
        say=say or UNSET, utterance=f"{who}-1",
    )  # fmt: skip


def _ended(number: int, end: CueEnd) -> CueOutcome:
    return CueOutcome(at=195.0, cue=f"cue-{number}", outcome=end)


def _said(at: float, speaker: Speaker, text: str) -> Utterance:
    return Utterance(at=at, speaker=speaker, id=f"{speaker}-9", start=at - 3, end=at, text=Masked(text))


_SPEAKING = Partial(at=190, speaker="customer", id="customer-10", start=189, end=190, text=Masked("Yes it is"))
_ASKED = Pause(at=191.0, paused=True, by="card", until=241.0)
_KEYPAD = Pause(at=198.0, paused=True, by="keypad", until=258.0)
_WISHED = Pause(at=200.0, paused=True, by="agent", until=320.0)
_TIME_OVER = Pause(at=197.0, paused=False, by="time")
_STARTED = CallState(at=0.0, phase="started", engine="moonshine", language="en")
_OVER = CallState(at=198.0, phase="ended", engine="moonshine", language="en")
_LISTENING = (_STARTED, _health())
_RECORDED = (
    CallState(at=0.0, phase="started", engine="moonshine", language="en", recording=True), _health(),
)  # fmt: skip
_RISING = (
    _feels(20, "neutral", 0.05),
    _feels(50, "confused", 0.35, confidence=0.7),
    _feels(90, "neutral", 0.1),
    _feels(120, "frustrated", 0.45, trend="rising", confidence=0.75),
    _feels(160, "frustrated", 0.8, trend="rising", because=("the third time",)),
)
_WORDS = (
    _said(185, "agent", "Could I take your account number please?"),
    _said(189, "customer", "This is the third time I call about this bill, and nobody has put it right."),
)
_SUGGESTION = _cue(
    3, "suggest", "Say that you heard it", "Name what happened before anything else.",
    say="Three calls about one bill, and it is still wrong.", because=("the third time",),
)  # fmt: skip
_WARNING = _cue(
    4, "warn", "You may sound judging", "It puts the fault on them.",
    say="Let's look at what the form was missing.", because=("you should have",), who="agent",
)  # fmt: skip
_PAST = (
    _cue(1, "suggest", "Ask one open question", ""), _ended(1, "done"),
    _cue(2, "warn", "You may sound scripted", ""), _ended(2, "expired"),
)  # fmt: skip
_OPEN = Progress(at=188.0, stage="assess", aer="open", steps=())
_OVERDUE = Progress(at=192.0, stage="assess", aer="overdue", steps=())
_HALF = Progress(at=192.0, stage="assess", aer="open", steps=("aer.acknowledge",))
_HELP = _cue(
    5, "escalate", "They ask for a supervisor", "Get a person, or offer a call back today.",
    say="I'll get my supervisor for you now.", because=("speak to your manager",),
)  # fmt: skip

_ON_FLOOR = (
    FloorLink(at=0.0, joined=True),
    Shared(at=190.0, state="frustrated", trend="rising", alerts=(
        SharedAlert(reason="rising"), SharedAlert(reason="supervisor", answer="assigned", name="Dana Fox"),
    )),
    FloorNote(at=195.0, id="note-1", name="Dana Fox", text="You may refund both charges today. I am listening in."),
)  # fmt: skip
EXAMPLES: Mapping[str, Example] = {
    "waiting": Example((), waits=True),
    "getting_ready": Example(()),
    "listening": Example(_LISTENING),
    "calm": Example((*_LISTENING, _feels(60, "neutral", 0.05))),
    "rising": Example((*_LISTENING, *_RISING)),
    "suggestion": Example((*_LISTENING, *_RISING, _OPEN, _SUGGESTION)),
    "warning_with_why": Example((*_LISTENING, *_RISING, _WARNING), wish=Overlay.ask_why),
    "well_done": Example(
        (*_LISTENING, *_RISING, _feels(190, "satisfied", 0.6, trend="easing"),
         _cue(6, "praise", "That helped: they are relieved", "You heard them first, then acted."))
    ),
    "get_help": Example((*_LISTENING, *_RISING, _HELP)),
    "unsure": Example((*_LISTENING, *_RISING, _feels(190, "unsure", 0.3, confidence=0.3))),
    "customer_not_heard": Example((_STARTED, *_RISING, _health(customer=False))),
    "microphone_gone": Example((*_LISTENING, *_RISING, _device("agent", "lost", "Jabra Evolve2 65 Mono"))),
    "device_changed": Example((*_LISTENING, *_RISING, _device("customer", "changed", "Jabra Evolve2 65 Mono"))),
    "echo": Example((_STARTED, _health(echo=True), *_RISING)),
    "swapped": Example((_STARTED, _health(swapped=True), *_RISING)),
    "recorded": Example((*_RECORDED, *_RISING)),
    "recorded_suggestion": Example((*_RECORDED, *_RISING, _OPEN, _SUGGESTION)),
    "recorded_notice": Example(_RECORDED, wish=lambda overlay: overlay.show_notice(True, NOW)),
    "no_sound": Example((_STARTED, _health(agent=False, customer=False))),
    "gap": Example(
        (*_LISTENING, *_RISING, AudioGap(at=196.0, speaker="customer", start=180.0, end=187.0, reason="dropped"))
    ),
    "busy": Example((_STARTED, _health(partials=False))),
    "no_model": Example((Fault(at=0.0, part="speech", error="ModelMissing"),)),
    "floor_lost": Example((*_LISTENING, *_RISING, FloorLink(at=190.0, joined=False))),
    "note": Example((*_LISTENING, *_RISING, *_ON_FLOOR)),
    "note_and_suggestion": Example((*_LISTENING, *_RISING, _OPEN, _SUGGESTION, *_ON_FLOOR)),
    "away": Example((FloorLink(at=0.0, joined=True),), waits=True, wish=Overlay.turn_away),
    "snoozed_with_hand_up": Example(
        (*_LISTENING, *_RISING, Hand(at=190.0, raised=True)), wish=lambda overlay: overlay.snooze(NOW)
    ),
    "notice": Example(_LISTENING, wish=lambda overlay: overlay.show_notice(True, NOW)),
    "objected": Example((*_LISTENING, *_RISING, Notice(at=190.0, outcome="objected"))),
    "ended": Example((*_LISTENING, *_RISING, _OVER)),
    "paused": Example((*_LISTENING, *_RISING, _ASKED)),
    "paused_suggestion": Example((*_RECORDED, *_RISING, _OPEN, _SUGGESTION, _KEYPAD)),
    "heard_again": Example((*_LISTENING, *_RISING, _ASKED, _TIME_OVER)),
    "full_waiting": Example((), full=True, waits=True),
    "full_recorded": Example((*_RECORDED, *_RISING, *_PAST, _HALF, *_WORDS, _SUGGESTION), full=True),
    "full_device_changed": Example(
        (*_LISTENING, *_RISING, *_WORDS, _device("agent", "changed", "Built-in microphone of this computer")), full=True
    ),
    "full_paused": Example(
        (*_LISTENING, *_RISING, *_PAST, _HALF, _said(190, "agent", "Thank you, go ahead."), _SPEAKING, _WISHED),
        full=True,
    ),
    "full_calm": Example((*_LISTENING, _feels(60, "neutral", 0.05), *_PAST[:2]), full=True),
    "full_suggestion": Example((*_LISTENING, *_RISING, *_PAST, _HALF, *_WORDS, _SUGGESTION), full=True),
    "full_overdue_with_why": Example(
        (*_LISTENING, *_RISING, *_PAST, _OVERDUE, *_WORDS,
         _cue(7, "warn", "First show that you understood", "Before the next question, name what they told you.",
              say="Three calls, and it is still wrong. I hear you.", because=("the third time",))),
        full=True, wish=Overlay.ask_why,
    ),
    "full_on_the_floor": Example((*_LISTENING, *_RISING, *_PAST, _HALF, *_WORDS, *_ON_FLOOR), full=True),
    "full_muted": Example((_STARTED, _health(muted=True), *_RISING, *_WORDS), full=True),
    "full_objected": Example((*_LISTENING, *_RISING, *_WORDS, Notice(at=190.0, outcome="objected")), full=True),
}  # fmt: skip
"""By name. Compact where nothing else is said."""

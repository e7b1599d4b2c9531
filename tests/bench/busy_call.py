"""A call that never rests: each event changes what the overlay shows, and nothing is shown twice in a row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from assist.events import (
    Aer,
    AnyEvent,
    CallState,
    Cue,
    CueKind,
    CueOutcome,
    EmotionEstimate,
    Health,
    Partial,
    Progress,
    Speaker,
    Stage,
    State,
    Step,
)
from assist.masked import Masked

STARTED = CallState(at=0.0, phase="started", engine="moonshine", language="en")
HEARD = Health(at=0.0, agent_arriving=True, customer_arriving=True, behind=0.0, dropped=0.0, faults=0, partials=True)

_CUSTOMER = "this is the third time I call about this bill and nobody has put it right"
_AGENT = "I am sorry that is three calls too many let me look at it with you now"
_KINDS: tuple[CueKind, ...] = ("suggest", "warn", "praise", "escalate")
_STATES: tuple[State, ...] = ("frustrated", "neutral", "unsure", "anxious", "satisfied")
_STAGES: tuple[Stage, ...] = ("connect", "assess", "relate", "engage")
_AERS: tuple[Aer, ...] = ("open", "overdue", "done", "none")
_STEPS: tuple[Step, ...] = ("aer.acknowledge", "aer.empathize", "aer.respond")


def events() -> Iterator[AnyEvent]:
    """Without end. In a turn of about four seconds at ten a second: words of both sides, three estimates, one cue that
    comes and goes, two changes of progress.
    """
    yield STARTED
    yield HEARD
    for turn in count():
        customer, agent = _words("customer", turn, _CUSTOMER), _words("agent", turn, _AGENT)
        yield from customer[:8]
        yield _feels(turn, 0.3)
        yield from customer[8:]
        yield _feels(turn, 0.6)
        yield _cue(turn)
        yield from agent[:4]
        yield _progress(turn, 2)
        yield from agent[4:12]
        yield _feels(turn + 1, 0.8)
        yield CueOutcome(at=0.0, cue=f"cue-{turn}", outcome="done")
        yield from agent[12:]
        yield _progress(turn, 1)


def _words(speaker: Speaker, turn: int, text: str) -> list[Partial]:
    """One after another, as they are heard."""
    words = text.split()
    return [
        Partial(
            at=0.0, speaker=speaker, id=f"{speaker}-{turn}", start=0.0, end=0.0, text=Masked(" ".join(words[:known]))
        )
        for known in range(1, len(words) + 1)
    ]


def _feels(turn: int, intensity: float) -> EmotionEstimate:
    return EmotionEstimate(
        at=0.0, utterance=f"customer-{turn}", state=_STATES[turn % len(_STATES)], confidence=intensity,
        intensity=intensity, trend="rising" if turn % 2 else "easing", because=("the third time",),
    )  # fmt: skip


def _cue(turn: int) -> Cue:
    return Cue(
        at=0.0, id=f"cue-{turn}", kind=_KINDS[turn % len(_KINDS)], rule="bench",
        headline=f"Say that you heard it {turn}", because=("the third time",),
        body="Name what happened before anything else." if turn % 2 else "",
        say="Three calls about one bill, and it is still wrong.",
    )  # fmt: skip


def _progress(turn: int, taken: int) -> Progress:
    return Progress(
        at=0.0, stage=_STAGES[turn % len(_STAGES)], aer=_AERS[(turn + taken) % len(_AERS)], steps=_STEPS[:taken]
    )

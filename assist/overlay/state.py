"""What the overlay shows, computed from events. Knows no Qt.

`Overlay.see` takes every event; `Overlay.view` is what a person should see now. The listening state is the truth
about samples: it says "listening" only while both channels give some.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import UNSET

from assist.events import (
    AnyEvent,
    CallState,
    Cue,
    CueKind,
    CueOutcome,
    EmotionEstimate,
    Fault,
    Health,
    Partial,
    Speaker,
    State,
    Trend,
    Utterance,
)

Ear = Literal["starting", "listening", "agent silent", "customer silent", "no sound", "ended", "failed"]
_SPOKEN: dict[Ear, str] = {
    "starting": "Getting ready",
    "listening": "Listening",
    "agent silent": "No sound from your microphone",
    "customer silent": "No sound from the customer",
    "no sound": "No sound arrives",
    "ended": "Call ended",
    "failed": "Not listening",
}
_TRENDS: dict[Trend, str] = {"rising": "\u2197 rising", "steady": "\u2192 steady", "easing": "\u2198 easing"}


class CueCard(NamedTuple):
    id: str
    kind: CueKind
    headline: str
    body: str
    say: str
    because: str


class View(NamedTuple):
    """Everything on the window."""

    ear: Ear
    ear_text: str
    state: State | None
    state_text: str
    trend_text: str
    lines: tuple[tuple[Speaker, str], ...]
    """The latest words of each speaker, in the order in which they spoke; the newest last."""
    cue: CueCard | None


class Overlay:
    """One window's content."""

    def __init__(self) -> None:
        self._ear: Ear = "starting"
        self._mood: EmotionEstimate | None = None
        self._lines: dict[Speaker, str] = {}
        self._cue: Cue | None = None

    def see(self, event: AnyEvent) -> None:
        match event:
            case CallState(phase="ended"):
                self._ear, self._cue = "ended", None
            case Health() if self._ear != "ended":
                self._ear = _ear(agent=event.agent_arriving, customer=event.customer_arriving)
            case Fault(part="speech") if self._ear == "starting":
                self._ear = "failed"
            case Partial() | Utterance():
                self._lines.pop(event.speaker, None)
                self._lines[event.speaker] = event.text
            case EmotionEstimate(provisional=False) if event.state != "unsure":
                self._mood = event
            case Cue():
                self._cue = event
            case CueOutcome() if self._cue is not None and event.cue == self._cue.id:
                self._cue = None
            case _:
                pass

    @property
    def view(self) -> View:
        mood = self._mood
        return View(
            ear=self._ear,
            ear_text=_SPOKEN[self._ear],
            state=mood.state if mood else None,
            state_text=mood.state.capitalize() if mood else "\u2013",
            trend_text=_TRENDS[mood.trend] if mood else "",
            lines=tuple(self._lines.items()),
            cue=_card(self._cue) if self._cue else None,
        )


def _ear(*, agent: bool, customer: bool) -> Ear:
    if agent and customer:
        return "listening"
    if customer:
        return "agent silent"
    return "customer silent" if agent else "no sound"


def _card(cue: Cue) -> CueCard:
    say = "" if cue.say is UNSET else str(cue.say)
    because = ", ".join(f"\u201c{words}\u201d" for words in cue.because[:2])
    return CueCard(cue.id, cue.kind, cue.headline, cue.body, say, because)

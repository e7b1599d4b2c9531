"""What supervisors are told of an agent's calls, computed from the calls' events. Knows no network, file or thread.

Only what the events say of the customer and of the call: nothing that is about the agent's manner is even looked at,
neither cues nor warnings nor their outcomes.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import msgspec
from msgspec import UNSET

from assist.events import (
    AlertReason,
    AnyEvent,
    CallState,
    EmotionEstimate,
    Escalation,
    Hand,
    Notice,
    Pause,
    Progress,
    Revealed,
    State,
    Utterance,
)
from assist.floor.messages import MOST_ALERTS, Alert, Alerts, Answer, CallSummary, End

SUMMARY_S = 2.0
"""A call's summary goes out at most this often."""
ALERTS_S = 12 * 3600.0
"""Alerts are told for so long: a console that was away for a shift still learns of them."""
HARD: frozenset[State] = frozenset({"frustrated", "anxious", "confused", "disappointed"})
CALMED = 2
"""Neutral utterances in a row after which a hard feeling counts as over, as it does for the coach."""
RISING = 0.5
"""Intensity from which growing frustration is worth a supervisor's look."""
FELT: frozenset[AlertReason] = frozenset({"rising", "sustained"})
"""Reasons that are inferred from feelings: they end when the feeling does, and go when the customer objects."""

NO_CALL = CallSummary(number=0, sent=0.0, call="none", goes_on=False, seconds=0.0)


class Report:
    """One agent's. `wall` is the clock in seconds since 1970; the call's own times come with the events."""

    def __init__(self, *, excerpts: bool = False, new_id: Callable[[], str] = lambda: uuid4().hex[:16]) -> None:
        """`excerpts`: the organisation has the customer's last words, masked, told too."""
        self._excerpts = excerpts
        self._new_id = new_id
        self.alerts: tuple[Alert, ...] = ()
        self.notes: tuple[str, ...] = ()
        """Ids of the notes that were shown."""
        self._call = NO_CALL
        self._told: CallSummary | None = None
        self._told_at = 0.0
        self._alerts_told: tuple[object, ...] = ((), ())
        self._began = 0.0
        self._hard_since: float | None = None
        self._calm = self._raised = 0
        self._heard = ""

    def resume(self, known: Alerts, wall: float) -> None:
        """Go on from what was told before the program ended, perhaps in the middle of a call."""
        self.alerts, self.notes = known.alerts, known.notes
        self._end_all(wall)

    def tell_again(self) -> None:
        """What was told is lost: all of it is due."""
        self._told, self._alerts_told = None, ((), ())

    @property
    def call(self) -> str:
        """The id of the call that goes on; nothing without one."""
        return self._call.call if self._call.goes_on else ""

    @property
    def summary(self) -> CallSummary:
        """The call as it is known now, the last one after its end."""
        return self._call

    def seconds(self, wall: float) -> float:
        """The length of the call that goes on."""
        return max(0.0, wall - self._began) if self._call.goes_on else self._call.seconds

    # --- what happens -------------------------------------------------------------------------------------------------

    def see(self, event: AnyEvent, wall: float) -> None:
        """Take an event of the call."""
        match event:
            case CallState(phase="started"):
                self._begin(wall)
            case _ if not self._call.goes_on:
                pass
            case CallState():
                self._end_all(wall)
                self._set(goes_on=False, seconds=max(0.0, wall - self._began), excerpt=UNSET)
            case EmotionEstimate(provisional=False) if not self._call.objected:
                self._feel(event, wall)
            case Progress():
                self._set(stage=event.stage, aer=event.aer, steps=event.steps)
            case Escalation():
                self._raise(event.reason, wall)
            case Hand():
                self._turn_hand(event, wall)
            case Pause():
                self._set(paused=event.paused)
            case Notice(outcome="objected"):
                self._object()
            case Utterance(speaker="customer") if self._excerpts:
                self._heard = event.id
                self._set(excerpt=event.text)
            case Revealed() if self._excerpts and event.utterance == self._heard:
                self._set(excerpt=event.text)
            case _:
                pass

    def answer(self, alert: str, answer: Answer, name: str) -> None:
        """A supervisor answered to an alert; nothing where it is not known."""
        self._revise(lambda each: each.id == alert, answer=answer, by=name)

    def note_shown(self, note: str) -> None:
        """A supervisor's note is before the agent's eyes."""
        if note not in self.notes:
            self.notes = (*self.notes, note)[-20:]

    # --- what is to be told -------------------------------------------------------------------------------------------

    def due_summary(self, wall: float) -> CallSummary | None:
        """The call's summary when it has changed and the last one is old enough; the end of a call at once."""
        call = self._call
        recent = self._told is not None and self._told.call == call.call and wall - self._told_at < SUMMARY_S
        if call in (NO_CALL, self._told) or (call.goes_on and recent):
            return None
        self._told, self._told_at = call, wall
        hard_for = wall - self._hard_since if self._hard_since is not None and call.goes_on else 0.0
        return msgspec.structs.replace(call, seconds=round(self.seconds(wall), 1), hard_for=round(max(0.0, hard_for)))

    def due_alerts(self, wall: float) -> tuple[tuple[Alert, ...], tuple[str, ...]] | None:
        """The alerts and the notes shown, when they have changed."""
        now = self.alerts, self.notes
        if now == self._alerts_told:
            return None
        self.alerts = tuple(each for each in self.alerts if wall - each.at < ALERTS_S or each.ended is UNSET)
        self._alerts_told = self.alerts, self.notes
        return self.alerts, self.notes

    def open_alerts(self) -> tuple[Alert, ...]:
        """Those of the call that goes on which have not ended."""
        return tuple(each for each in self.alerts if each.ended is UNSET)

    # --- parts --------------------------------------------------------------------------------------------------------

    def _begin(self, wall: float) -> None:
        self._end_all(wall)
        self._call = CallSummary(number=0, sent=0.0, call=self._new_id(), goes_on=True, seconds=0.0)
        self._began, self._hard_since, self._calm, self._raised = wall, None, 0, 0

    def _feel(self, felt: EmotionEstimate, wall: float) -> None:
        self._set(state=felt.state, intensity=round(felt.intensity, 1), trend=felt.trend)
        if felt.state in HARD:
            self._calm = 0
            self._hard_since = wall if self._hard_since is None else self._hard_since
            self._revise(lambda each: each.ended is UNSET and each.intensity < felt.intensity, intensity=felt.intensity)
        elif felt.state == "neutral":
            self._calm += 1
        if felt.state == "satisfied" or self._calm >= CALMED:
            self._hard_since = None
            self._end("eased", wall, *FELT)
        if felt.state == "frustrated" and felt.trend == "rising" and felt.intensity >= RISING:
            self._raise("rising", wall)

    def _turn_hand(self, hand: Hand, wall: float) -> None:
        self._set(hand=hand.raised)
        self._end("lowered", wall, "hand", "help")
        if hand.raised:
            self._raise("hand" if hand.about is UNSET else "help", wall, about=hand.about)

    def _object(self) -> None:
        """What was inferred of the customer's feelings is forgotten here too."""
        self._set(state="unsure", intensity=0.0, trend="steady", objected=True)
        self._hard_since = None
        self.alerts = tuple(each for each in self.alerts if each.call != self.call or each.reason not in FELT)
        self._revise(lambda each: each.call == self.call, intensity=0.0)

    def _raise(self, reason: AlertReason, wall: float, about: object = UNSET) -> None:
        """An alert, unless one for this reason is open."""
        if any(each.reason == reason and each.ended is UNSET for each in self.alerts):
            return
        self._raised += 1
        alert = Alert(
            id=f"{self.call}-{self._raised}", call=self.call, reason=reason, at=wall,
            seconds=round(self.seconds(wall), 1), intensity=self._call.intensity, about=about,  # type: ignore[arg-type]
        )  # fmt: skip
        room = MOST_ALERTS - 1
        over = [each for each in self.alerts if each.ended is not UNSET]
        kept = self.alerts if len(self.alerts) <= room else tuple(each for each in self.alerts if each != over[0])
        self.alerts = (*kept, alert)

    def _end(self, end: End, wall: float, *reasons: AlertReason) -> None:
        self._revise(lambda each: each.ended is UNSET and each.reason in reasons, ended=wall, end=end)

    def _end_all(self, wall: float) -> None:
        self._revise(lambda each: each.ended is UNSET, ended=wall, end="call over")

    def _revise(self, wanted: Callable[[Alert], bool], **changes: object) -> None:
        self.alerts = tuple(msgspec.structs.replace(each, **changes) if wanted(each) else each for each in self.alerts)

    def _set(self, **changes: object) -> None:
        self._call = msgspec.structs.replace(self._call, **changes)

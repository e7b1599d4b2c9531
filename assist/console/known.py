"""What one agent has said, which message is newer, and the card that comes of it. Knows no other agent.

A call is on the wall until a document says that it is over, or a later presence is in no call. When the agent's line is
lost it stays for GONE_S, since that may be the middle of a bad call. What lay at the broker beside a lost line is as
old as it says: of a call that was left open yesterday nothing is shown.
"""

from __future__ import annotations

from collections import deque
from math import inf
from typing import Literal

from msgspec import UNSET

from assist.console.card import TICK_S, TRACK_MOST, TRACK_S, CallCard, Heard, Key, OpenAlert, Point, level
from assist.console.clocks import SenderClock
from assist.console.need import feeling, need
from assist.floor.messages import Alerts, Answer, CallSummary, Presence, Reason

GONE_S = 60.0
"""A call whose agent's line is lost stays on the wall so long."""
LONGEST_CALL_S = 86400.0
SAME_MOMENT_S = 1.0
"""Two reckonings of a moment that differ by less are the same one seen through another delay."""


class Known:
    """What is known of one agent."""

    def __init__(self, key: Key) -> None:
        self.key = key
        self.clock = SenderClock()
        self.presence: Presence | None = None
        self.gone_at = -inf
        """When it was heard that nobody is there; -inf where that lay at the broker and no card was shown."""
        self.call: CallSummary | None = None
        self.call_at = 0.0
        """When the call's document was last known to be true."""
        self.began = 0.0
        self.alerts: Alerts | None = None
        self.alerts_at = 0.0
        self.track: deque[Point] = deque(maxlen=TRACK_MOST)
        self.card: CallCard | None = None
        self.placed_by = 0.0
        """The need by which the card has its place."""
        self.due = -inf
        """When the card is to be made anew."""

    @property
    def is_gone(self) -> bool:
        return self.presence is None or self.presence.status == "gone"

    @property
    def ends_at(self) -> float:
        """Until when the call is on the wall."""
        call, presence = self.call, self.presence
        if call is None or not call.goes_on:
            return -inf
        if presence is not None and presence.status in ("online", "away") and presence.number > call.number:
            return -inf
        return max(self.gone_at, self.call_at) + GONE_S if self.is_gone else inf

    def hear(self, heard: Heard) -> bool:
        """Keep a message if it is newer than what is known; whether it was."""
        match heard.message:
            case Presence() as presence:
                if self.presence is not None and _order(presence) <= _order(self.presence):
                    return False
                self.presence = presence
                if presence.status == "gone":
                    self.gone_at = -inf if heard.retained and self.card is None else heard.at
                    # A last will says when the connection began, not when it ended: of no use for the clock.
                    return True
                self._learn(heard)
            case CallSummary() as call:
                if self.call is not None and call.number <= self.call.number:
                    return False
                self._learn(heard)
                self._hear_call(call, heard)
            case Alerts() as alerts:
                if self.alerts is not None and alerts.number <= self.alerts.number:
                    return False
                self.alerts, self.alerts_at = alerts, heard.at
                self._learn(heard)
        return True

    def shown(self, now: float) -> CallCard | None:
        """The call's card at `now`, s of the console's clock; None when there is nothing to show."""
        call = self.call
        if call is None or now >= self.ends_at:
            return None
        known = max(self.call_at, self.gone_at) if self.is_gone else now
        lasting = max(0.0, known - self.call_at) // TICK_S * TICK_S
        hard_for = call.hard_for + lasting if call.hard_for else 0.0
        alerts = self._open_alerts(call)
        felt = 0.0 if call.objected else feeling(call.state, call.intensity, call.trend, hard_for)
        presence = self.presence
        return CallCard(
            *self.key,
            name=presence.name if presence is not None else self.key[1],
            status=presence.status if presence is not None else "gone",
            call=call.call,
            began=self.began,
            state=call.state,
            intensity=call.intensity,
            trend=call.trend,
            hard_for=hard_for,
            stage=call.stage,
            aer=call.aer,
            steps=call.steps,
            hand=call.hand,
            paused=call.paused,
            objected=call.objected,
            excerpt="" if call.excerpt is UNSET else call.excerpt,
            alerts=alerts,
            track=tuple(self.track),
            need=need(felt, _reasons(alerts, hand=call.hand)),
            stale=self.is_gone,
        )

    def _learn(self, heard: Heard) -> None:
        self.clock.hear(heard.message.number, heard.message.sent, at=heard.at, retained=heard.retained)

    def _hear_call(self, call: CallSummary, heard: Heard) -> None:
        if self.call is None or self.call.call != call.call:
            self.track.clear()
            self.began = inf
        self.call = call
        sent = min(self.clock.here(call.sent), heard.at)
        self.call_at = sent if heard.retained else heard.at
        began = sent - min(call.seconds, LONGEST_CALL_S)
        if abs(began - self.began) > SAME_MOMENT_S:
            self.began = began
        if call.objected:
            self.track.clear()
        elif call.goes_on:
            _draw(self.track, Point(sent, level(call.state, call.intensity)))

    def _open_alerts(self, call: CallSummary) -> tuple[OpenAlert, ...]:
        if self.alerts is None:
            return ()
        return tuple(
            OpenAlert(
                each.id,
                each.reason,
                max(min(self.clock.here(each.at), self.alerts_at), self.began),
                "" if each.about is UNSET else each.about,
                "" if each.answer is UNSET else each.answer,
                "" if each.by is UNSET else each.by,
            )
            for each in self.alerts.alerts
            if each.call == call.call and each.ended is UNSET
        )


def _order(presence: Presence) -> tuple[int, bool, int]:
    return presence.connection, presence.status == "gone", presence.number


def _draw(track: deque[Point], point: Point) -> None:
    """Put a point to a track; those that are near to each other become one, with the later level."""
    if track and point.at - track[-1].at < TRACK_S / TRACK_MOST:
        track[-1] = Point(track[-1].at, point.level)
    else:
        track.append(point)
    while track[0].at < track[-1].at - TRACK_S:
        track.popleft()


def _reasons(alerts: tuple[OpenAlert, ...], *, hand: bool) -> list[tuple[Reason, Answer | Literal[""]]]:
    """What the need is reckoned from: the alerts, and a hand whose alert has not come yet."""
    reasons = [(each.reason, each.answer) for each in alerts]
    if hand and not any(reason in ("hand", "help") for reason, _ in reasons):
        reasons.append(("hand", ""))
    return reasons

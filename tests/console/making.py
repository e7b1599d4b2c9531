"""Small makers of what agents' programs send, and of cards. Times are seconds since 1970."""

from __future__ import annotations

from typing import Any

from assist.console.alarms import Alarms
from assist.console.card import CallCard, Heard, OpenAlert
from assist.console.limits import Limits
from assist.console.rules import Rule
from assist.floor.messages import Alert, Alerts, CallSummary, Presence, Reason
from assist.floor.topics import Place, Sort

NOON = 1_800_000_000.0
"""Some day, a whole number of seconds."""
PLENTY = Limits(burst=1000, refill_s=1.0, most=1000, spare=0)
"""No limit that a test would meet."""


def presence(number: int = 1, **but: Any) -> Presence:
    """An agent who is in a call; the connection is the number's unless it is said."""
    values: dict[str, Any] = {
        "sent": NOON, "status": "in call", "connection": number, "name": "Ann", "program": "1.0",
    }  # fmt: skip
    return Presence(number=number, **values | but)


def summary(number: int = 1, **but: Any) -> CallSummary:
    """A call that has just begun and is calm."""
    values: dict[str, Any] = {"sent": NOON, "call": "call-1", "goes_on": True, "seconds": 0.0}
    return CallSummary(number=number, **values | but)


def alert(reason: Reason = "rising", **but: Any) -> Alert:
    """An alert of the call `summary` makes, open and without an answer."""
    values: dict[str, Any] = {"id": f"call-1-{reason}", "call": "call-1", "at": NOON, "seconds": 0.0}
    return Alert(reason=reason, **values | but)


def alerts(number: int = 1, *those: Alert, **but: Any) -> Alerts:
    """An agent's alerts."""
    values: dict[str, Any] = {"sent": NOON, "alerts": those}
    return Alerts(number=number, **values | but)


def heard(
    message: Presence | CallSummary | Alerts,
    at: float = NOON,
    *,
    agent: str = "ann",
    team: str = "blue",
    retained: bool = False,
) -> Heard:
    """A message as a console got it."""
    sort: Sort = "presence"
    if isinstance(message, CallSummary):
        sort = "call"
    elif isinstance(message, Alerts):
        sort = "alerts"
    return Heard(Place(team, agent, sort), message, at, retained)


def card(agent: str = "ann", **but: Any) -> CallCard:
    """A calm call's card."""
    values: dict[str, Any] = {
        "team": "blue", "name": agent.capitalize(), "status": "in call", "call": f"{agent}-1", "began": NOON,
        "state": "neutral", "intensity": 0.0, "trend": "steady", "hard_for": 0.0, "stage": "connect", "aer": "none",
        "steps": (), "hand": False, "paused": False, "objected": False, "excerpt": "", "alerts": (), "track": (),
        "need": 0.0, "stale": False,
    }  # fmt: skip
    return CallCard(agent=agent, **values | but)


def open_alert(reason: Reason = "rising", **but: Any) -> OpenAlert:
    """An alert on a card."""
    values: dict[str, Any] = {"id": f"{reason}-1", "since": NOON, "about": "", "answer": "", "by": ""}
    return OpenAlert(reason=reason, **values | but)


def rule(when: Any = "rising", **but: Any) -> Rule:
    """A rule without a threshold or a duration."""
    values: dict[str, Any] = {"id": when, "severity": "high", "text": f"It is {when}"}
    return Rule(when=when, **values | but)


def alarms_of(*rules: Rule, limits: Limits = PLENTY) -> Alarms:
    """Rules (or the one of customers who may leave) without a limit that a test would meet."""
    return Alarms(rules or (rule("leave"),), limits)


def alerted(agent: str = "ann", reason: Reason = "leave", **but: Any) -> CallCard:
    """A call with an alert."""
    return card(agent, alerts=(open_alert(reason, id=f"{agent}-{reason}", **but),))


def angry(intensity: float = 0.8, agent: str = "ann", **but: Any) -> CallCard:
    """A call whose customer is frustrated."""
    return card(agent, state="frustrated", intensity=intensity, **but)

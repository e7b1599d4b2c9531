"""A call as the wall shows it, and what it is made from. Types alone; `state.py` gives them all."""

from __future__ import annotations

from typing import Literal, NamedTuple

from assist.console.need import HARDNESS
from assist.events import Aer, Stage, State, Step, Trend
from assist.floor.messages import Alerts, Answer, CallSummary, Presence, Reason, Status
from assist.floor.topics import Place

TICK_S = 5.0
"""How often a card whose call is in trouble counts the time anew."""
TRACK_S, TRACK_MOST = 300.0, 60

Key = tuple[str, str]
"""Team and agent: whose card it is."""


class Heard(NamedTuple):
    """A message as it came. `at`: the console's clock, s since 1970."""

    place: Place
    message: Presence | CallSummary | Alerts
    at: float
    retained: bool


class Point(NamedTuple):
    """The customer's level at a time of the console's clock: 0 to 1 is hard, below 0 satisfied."""

    at: float
    level: float


class OpenAlert(NamedTuple):
    """An alert that has not ended, of a call on the wall. `since`: the console's clock."""

    id: str
    reason: Reason
    since: float
    about: str
    answer: Answer | Literal[""]
    by: str


class CallCard(NamedTuple):
    """A call that goes on, as the wall shows it. State, intensity, trend, track and excerpt are the customer's."""

    team: str
    agent: str
    name: str
    """The agent's, as supervisors read it."""
    status: Status
    call: str
    began: float
    """The console's clock."""
    state: State
    intensity: float
    trend: Trend
    hard_for: float
    """Seconds; counted on every TICK_S."""
    stage: Stage
    aer: Aer
    steps: tuple[Step, ...]
    hand: bool
    paused: bool
    objected: bool
    excerpt: str
    alerts: tuple[OpenAlert, ...]
    track: tuple[Point, ...]
    """The last TRACK_S before the last point, at most TRACK_MOST points; none when the customer objected."""
    need: float
    stale: bool
    """The agent's line is lost: what the card says is the last that was heard."""

    @property
    def key(self) -> Key:
        return (self.team, self.agent)


def level(state: State, intensity: float) -> float:
    """A customer's state as one number: 0 to 1 is hard, below 0 satisfied."""
    if state == "satisfied":
        return -intensity
    return intensity if state in HARDNESS else 0.0

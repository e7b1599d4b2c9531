"""What the desk needs of others: somebody who makes alarms, and a way out for what a supervisor does. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assist.console.card import CallCard
from assist.console.cases import Alarm
from assist.console.rules import Rule
from assist.console.stepping_in import AlertAnswer
from assist.floor.messages import Answer


class AlarmSource(Protocol):
    """What makes alarms of calls (`alarms.py`)."""

    def advance(self, now: float, cards: Sequence[CallCard]) -> list[Alarm]:
        """Those that are new or have changed."""

    def answer(self, alarm: str, answer: Answer, by: str) -> object:
        """A supervisor's answer to an alarm of something that no agent's program has told."""

    def use(self, rules: Sequence[Rule]) -> None:
        """Go by these rules from now on."""

    @property
    def open(self) -> list[Alarm]: ...
    @property
    def waiting(self) -> int: ...


class Doings(Protocol):
    """What leaves the window. All of it is called on the main thread, returns at once and never raises."""

    def note(self, team: str, agent: str, call: str, text: str) -> str:
        """Send a note; its id."""

    def answer(self, answer: AlertAnswer) -> None:
        """Send an answer to an alert."""

    def keep_alarm(self, alarm: Alarm, at: float) -> None:
        """Write an alarm that is new or has changed into the history."""

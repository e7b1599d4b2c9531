"""What the console's window shows, and what is chosen in it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assist.console.arrangement import Row
from assist.console.cases import Alarm
from assist.console.refusals import Refusals
from assist.console.state import Agents
from assist.floor.trouble import LinkState


class View(NamedTuple):
    """Everything the window shows."""

    rows: Sequence[Row] = ()
    """Of the wall."""
    empty: tuple[str, str] = ("", "")
    """What a wall without rows says."""
    alarms: Sequence[Alarm] = ()
    waiting: int = 0
    agents: Agents = Agents(0, 0, 0)
    teams: Sequence[str] = ()
    refused: Refusals = Refusals()
    link: LinkState = LinkState("connecting")
    warning: str = ""
    """Why the wall is not of now, or nothing is kept."""


class Target(NamedTuple):
    """What an answer is for: a call of the wall, or an alarm with all its calls."""

    key: str = ""
    alarm: str = ""

"""Where messages go: `assist/TEAM/AGENT/...`. Who may publish where is the broker's to say (`setup/`).

    assist/TEAM/AGENT/presence            retained  whether the agent is there; also their last will
    assist/TEAM/AGENT/call                retained  how the call stands
    assist/TEAM/AGENT/alerts              retained  their alerts of the shift
    assist/TEAM/AGENT/desk/SUPERVISOR               notes and answers to alerts, for that agent

The topic says who sent a message, because the broker checks it there; no message names its sender a second time.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, get_args

ROOT = "assist"
Sort = Literal["presence", "call", "alerts", "desk"]
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
"""What teams and users may be called: nothing that means something in a topic or to a terminal."""


class Place(NamedTuple):
    """What a topic says."""

    team: str
    agent: str
    sort: Sort
    supervisor: str = ""
    """Who sent it, of sort "desk"."""

    @property
    def topic(self) -> str:
        return "/".join(part for part in (ROOT, *self[:3], self.supervisor) if part)


def is_name(text: str) -> bool:
    """Whether a team or a user may be called so."""
    return NAME.fullmatch(text) is not None


def place_of(topic: str) -> Place | None:
    """What a topic says; None of one that is not ours."""
    root, *parts = topic.split("/")
    named = len(parts) >= 3 and parts[2] in get_args(Sort) and len(parts) == (4 if parts[2] == "desk" else 3)
    if root != ROOT or not named or not all(is_name(part) for part in parts):
        return None
    return Place(*parts)  # type: ignore[arg-type]  # the third was looked at above


def of_team(team: str) -> tuple[str, ...]:
    """What a supervisor of a team listens to; `+` is every team."""
    return (f"{ROOT}/{team}/+/presence", f"{ROOT}/{team}/+/call", f"{ROOT}/{team}/+/alerts")


def for_agent(team: str, agent: str) -> str:
    """What an agent listens to."""
    return f"{ROOT}/{team}/{agent}/desk/+"

"""Floors for the tests and pictures of the console's window: what the agents' programs have said, by a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import UNSET

from assist.console.state import Heard
from assist.events import State, Trend
from assist.floor.messages import Alert, Alerts, Answer, CallSummary, Presence, Reason
from assist.floor.topics import Place, Sort

NOW = 1_790_000_000.0
FIRST = (
    "Ana", "Ben", "Carla", "Dmitri", "Emeka", "Farah", "Grace", "Hiro", "Ines", "Jonas", "Katya", "Leila", "Marek",
    "Nora", "Oscar", "Priya", "Quinn", "Rosa", "Samir", "Tessa", "Umar", "Vera", "Wanda", "Yusuf", "Zoe",
)  # fmt: skip
LAST = (
    "Ruiz", "Okafor", "Lindqvist", "Haddad", "Novak", "Tanaka", "Moreau", "Silva", "Becker", "Castellanos", "Iyer",
    "Kowalska", "Brandt", "Osei", "Fontaine", "Meyer", "Duarte", "Nakamura", "Petrov", "Weiss",
)  # fmt: skip
TEAMS = ("billing", "orders", "care")


class Said(NamedTuple):
    """What an agent's program has told of its call."""

    state: State = "neutral"
    intensity: float = 0.05
    trend: Trend = "steady"
    minutes: float = 4.0
    reasons: tuple[Reason, ...] = ()
    answer: Answer | None = None
    about: str = ""
    hand: bool = False
    paused: bool = False
    objected: bool = False
    hard_s: float = 0.0


def name_of(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {LAST[(number * 7 + number // len(FIRST)) % len(LAST)]}"


def place(number: int, sort: Sort) -> Place:
    return Place(TEAMS[number % len(TEAMS)], f"agent{number:03d}", sort)


def presence(number: int, *, at: float = NOW, status: str = "in call", count: int = 1) -> Heard:
    message = Presence(
        number=count, sent=at, status=status, connection=1, name=name_of(number), program="assist 1"  # type: ignore[arg-type]
    )  # fmt: skip
    return Heard(place(number, "presence"), message, at, False)


def summary(number: int, said: Said, *, at: float = NOW, level: float | None = None, count: int = 0) -> Heard:
    """A call's state as it was at a time; `level` instead of the intensity."""
    intensity = said.intensity if level is None else level
    began = NOW - said.minutes * 60
    message = CallSummary(
        number=count or int(at * 1000), sent=at, call=f"call-{number}", goes_on=True, seconds=max(0.0, at - began),
        state=said.state, intensity=intensity, trend=said.trend, hard_for=max(0.0, said.hard_s - (NOW - at)),
        stage="assess", aer="open" if said.hard_s else "none",
        steps=("aer.acknowledge",) if said.hard_s else (), hand=said.hand, paused=said.paused, objected=said.objected,
    )  # fmt: skip
    return Heard(place(number, "call"), message, at, False)


def alerts(number: int, said: Said, *, at: float = NOW, notes: tuple[str, ...] = (), count: int = 1) -> Heard:
    """The alerts of a call."""
    told = tuple(
        Alert(
            id=f"alert-{number}-{index}", call=f"call-{number}", reason=reason, at=at - 100 + 20 * index, seconds=60.0,
            intensity=said.intensity, about=said.about if reason == "help" and said.about else UNSET,
            answer=said.answer or UNSET, by="Maria" if said.answer else UNSET,
        )
        for index, reason in enumerate(said.reasons)
    )  # fmt: skip
    return Heard(place(number, "alerts"), Alerts(number=count, sent=at, alerts=told, notes=notes), at, False)


def agent(number: int, said: Said) -> Iterator[Heard]:
    """Everything an agent's program has said in the last five minutes of a call."""
    random_ = random.Random(number)
    yield presence(number, at=NOW - 300)
    for step in range(20):
        at = NOW - 290 + 15 * step
        if at >= NOW - said.minutes * 60:
            share = min(1.0, 0.35 + step / 20) if said.hard_s or said.reasons else 1.0
            wobble = random_.uniform(-0.12, 0.12)
            yield summary(number, said, at=at, level=min(1.0, max(0.0, said.intensity * share + wobble)))
    yield summary(number, said, at=NOW - 1)
    if said.reasons:
        yield alerts(number, said)


def quiet(number: int) -> Said:
    """A call in which all is well."""
    random_ = random.Random(number * 31 + 5)
    state: State = random_.choice(("neutral", "neutral", "neutral", "satisfied", "confused", "unsure"))
    intensity = {"neutral": 0.05, "satisfied": 0.45, "confused": 0.2, "unsure": 0.0}[state]
    return Said(state, intensity, minutes=random_.uniform(0.5, 17))


def calm(count: int = 24) -> list[Heard]:
    """A floor on which nothing needs anybody."""
    calls = [heard for number in range(count) for heard in agent(number, quiet(number))]
    return calls + [presence(count + extra, status="online" if extra < 4 else "away") for extra in range(6)]


BAD = {
    3: Said("anxious", 0.9, "rising", 9.4, ("harm",), hard_s=130),
    7: Said("frustrated", 0.85, "rising", 14.2, ("sustained", "supervisor"), hard_s=263),
    11: Said("confused", 0.35, "steady", 6.3, ("help",), about="refund after the return window"),
    5: Said("frustrated", 0.7, "steady", 22.8, ("sustained", "leave", "complaint"), hard_s=410),
    18: Said("neutral", 0.05, "steady", 3.1, ("hand",), hand=True),
    9: Said("frustrated", 0.75, "easing", 11.0, ("supervisor",), answer="assigned", hard_s=180),
    14: Said("disappointed", 0.6, "steady", 8.0, hard_s=95),
    20: Said("frustrated", 0.55, "rising", 5.5, hard_s=50),
    21: Said(paused=True, minutes=4.6),
    22: Said(objected=True, minutes=2.4),
}  # fmt: skip
"""The calls of a bad quarter of an hour that are not quiet."""


def bad(count: int = 24) -> list[Heard]:
    """A floor on which several calls turn bad at once."""
    calls = [heard for number in range(count) for heard in agent(number, BAD.get(number) or quiet(number))]
    return calls + [presence(count + extra, status="online" if extra < 4 else "away") for extra in range(6)]


def large(count: int = 500) -> list[Heard]:
    """Five hundred calls, one in forty of them bad."""
    told = list(BAD.values())
    found = []
    for number in range(count):
        said = told[(number // 40) % len(told)] if number % 40 == 7 else quiet(number)
        found += list(agent(number, said))
    return found

"""What goes wrong, and what agent and supervisor do meanwhile, drawn from a seed: the same seed, the same schedule.

Must not know who carries it out (`rig.py`) and how the network does what it is told (`lines.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any, Literal, NamedTuple, get_args

from tests.floor.lines import Weather

Fault = Literal[
    "delay", "duplicate", "reorder", "sent late", "cut", "half open", "answers lost", "nothing comes",
    "broker killed", "agent killed", "console killed", "partition",
]  # fmt: skip
Deed = Literal["call", "hand", "harm", "leave", "rising", "eased", "reply", "note"]
"""What the agent's calls bring, and (the last two) what the supervisor does."""
FAULTS: tuple[Fault, ...] = get_args(Fault)
LENGTH_S = 2.0
"""Everything goes wrong within this; then it heals."""
PARTITION_S = 8 * 3600.0
"""By the clocks of agent and console; the schedule goes on while it lasts."""
WEATHER: dict[Fault, dict[str, Any]] = {
    "delay": {"delay_s": 0.15},
    "duplicate": {"duplicate": 0.6},
    "reorder": {"reorder": 0.6},
    "sent late": {"late": 1.0},
    "half open": {"passes": "none"},
    "answers lost": {"passes": "up"},
    "nothing comes": {"passes": "down"},
    "partition": {"open": False},
}


class Step(NamedTuple):
    """A fault begins or a deed is done; `lasts_s` is a fault's."""

    at_s: float
    what: Fault | Deed
    lasts_s: float = 0.0


class Schedule(NamedTuple):
    """In order of time. `keeps`: the broker writes retained messages to disk now and then; else it forgets them."""

    seed: int
    keeps: bool
    faults: tuple[Step, ...]
    deeds: tuple[Step, ...]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(step.what for step in self.faults)

    @property
    def steps(self) -> list[Step]:
        """Faults and deeds together."""
        return sorted((*self.faults, *self.deeds))

    def weather(self, at_s: float) -> Weather:
        """How bad the network is then."""
        on = [step.what for step in self.faults if step.at_s <= at_s < step.at_s + step.lasts_s]
        weather = Weather()
        for what, changes in WEATHER.items():
            if what in on:
                weather = replace(weather, **changes)
        return weather

    def changes_s(self) -> list[float]:
        """When the network becomes another."""
        ends = (step.at_s + step.lasts_s for step in self.faults)
        return sorted({*(step.at_s for step in self.faults), *ends})


def schedule(seed: int) -> Schedule:
    """Two to five faults, each kind first in turn, among a dozen deeds of agent and supervisor."""
    random = Random(seed)
    kinds = [FAULTS[seed % len(FAULTS)], *random.sample(FAULTS, random.randint(1, 3))]
    if "sent late" in kinds:  # what was under way is sent again only when something ended the connection
        kinds.append("answers lost")
    keeps = random.random() < 0.5
    return Schedule(seed, keeps, tuple(sorted(_faults(dict.fromkeys(kinds), random))), tuple(sorted(_deeds(random))))


def _faults(kinds: Iterable[Fault], random: Random) -> Iterable[Step]:
    for kind in kinds:
        if kind == "sent late":
            yield Step(0.0, kind, LENGTH_S)
        elif kind in WEATHER:
            lasts = random.uniform(0.2, 0.8)
            yield Step(random.uniform(0.2, LENGTH_S - lasts), kind, lasts)
        else:
            yield Step(random.uniform(0.2, LENGTH_S), kind)


def _deeds(random: Random) -> Iterable[Step]:
    yield Step(0.0, "call")
    yield Step(0.05, "hand")
    for what, most in (("call", 1), ("hand", 3), ("harm", 1), ("leave", 1), ("rising", 2), ("eased", 1)):
        for _ in range(random.randint(0, most)):
            yield Step(random.uniform(0.1, LENGTH_S), what)  # type: ignore[arg-type]  # mypy widens a tuple's strings
    for what in ("reply", "reply", "reply", "note", "note"):
        yield Step(random.uniform(0.3, LENGTH_S), what)  # type: ignore[arg-type]

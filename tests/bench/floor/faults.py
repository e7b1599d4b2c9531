"""`bench floor-faults`: two hundred schedules of faults, each with our ends and with paho's defaults."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.bench.table import Figure, median
from tests.floor.ours import OURS
from tests.floor.plain import PLAIN
from tests.floor.rig import Ends, Outcome, play
from tests.floor.schedules import schedule

SEEDS = range(200)
AT_ONCE = 6
NOTES = [
    "A schedule: two seconds in which two to five things go wrong between one agent and one console, while alerts are "
    "raised, answered and end, and notes are sent. Fault proxy, broker and both ends are processes of their own.",
    "Lost: an alert that the agent raised and the console never knew, a state that it does not show in the end, a note "
    "or an answer that did not come. Twice: announced or taken again. Out of order: against the order of raising, or a "
    "document older than the one before.",
    "Heals: from when everything is well again until all has arrived; what is missing a minute later is lost.",
    "Value is how many of n seeds it happened in, min and max how often in one; of healing, the median and its spread.",
    "Plain: paho with its defaults, QoS 1, no outbox, happenings in place of states.",
]


def measured(folder: Path, seeds: Sequence[int] = SEEDS) -> tuple[list[Figure], list[str], bool]:
    """The figures, sentences about them and about each seed that was not good, and whether all were."""
    ours, plain = (_played(name, ends, folder / name, seeds) for name, ends in (("ours", OURS), ("plain", PLAIN)))
    bad = [outcome for outcome in ours if not outcome.verdict.is_good]
    figures = [*_counts("ours", ours), *_counts("plain", plain)]
    figures += median("ours: heals in", "s", [outcome.healed_s for outcome in ours])
    kinds = Counter(kind for outcome in ours for kind in outcome.kinds)
    done = sum((outcome.done for outcome in ours), Counter[str]())
    about = [
        "Seeds with each fault: " + _listed(kinds),
        "What the proxy did to packets and connections: " + _listed(done),
        *(f"Seed {one.seed} ({', '.join(sorted(one.kinds))}): {'; '.join(sum(one.verdict, ()))}" for one in bad),
    ]
    return figures, [*NOTES, *about], not bad


def _played(name: str, ends: Ends, folder: Path, seeds: Sequence[int]) -> list[Outcome]:
    for seed in seeds:
        (folder / str(seed)).mkdir(parents=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = []
        for outcome in pool.map(partial(_one, ends, folder), seeds):
            outcomes.append(outcome)
            if len(outcomes) % 20 == 0:
                print(f"  {name} {len(outcomes)}/{len(seeds)}", file=sys.stderr, flush=True)
    return outcomes


def _one(ends: Ends, folder: Path, seed: int) -> Outcome:
    return play(schedule(seed), ends, folder / str(seed))


def _counts(name: str, outcomes: Sequence[Outcome]) -> Iterable[Figure]:
    """How many seeds were bad in each way; `low` and `high` are the fewest and most cases in a seed."""
    kinds = {
        "lost": [len(outcome.verdict.lost) for outcome in outcomes],
        "twice": [len(outcome.verdict.twice) for outcome in outcomes],
        "out of order": [len(outcome.verdict.disordered) for outcome in outcomes],
        "any of these": [len(sum(outcome.verdict, ())) for outcome in outcomes],
    }
    for what, cases in kinds.items():
        bad = sum(count > 0 for count in cases)
        yield Figure(
            name=f"{name}: {what}", unit="seeds", value=float(bad), low=float(min(cases)), high=float(max(cases)),
            count=len(cases),
        )  # fmt: skip


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{what} {count}" for what, count in sorted(counts.items()))

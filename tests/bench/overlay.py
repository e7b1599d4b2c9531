"""What the overlay costs, beside a bare Qt window: `bench overlay`. Every job runs in turn with its peer."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from tests.bench.table import Figure, median

Ask = Callable[[str], Mapping[str, list[float]] | None]
"""The numbers of a job, from a fresh process; None when it failed."""
Found = dict[str, dict[str, list[float]]]
"""Of each job its numbers by name, those of all repeats."""

WAITS = {"p50": "p50", "p99": "p99", "p99.9": "p99.9", "max": "longest"}
NOTES = [
    "Value is the median of n fresh processes, min and max are theirs. Overlay and bare window (a QWidget of a program "
    "that imports PySide6 alone) run in turn; a ratio is of neighbours.",
    "First paint: from the start of the process until the first picture was given to the screen, models still loading. "
    "Own CPU is the main thread's.",
    "Waits: what an input would have waited for the loop, for every millisecond of 30 s. By the clock they hold what "
    "the machine gave to others. By own CPU: of the loop's thread alone, between two beats of a 1 ms timer; the beat's "
    "own cost is in it, as in the CPU share.",
    "Updates: ten a second from a thread, each a change on the overlay in full view with live words (words, estimates, "
    "cues that come and go, progress); on the bare window a label's text.",
    "Idle: 20 s in which nothing happens, after 2 s; a call listens, and clicks go through the compact window.",
    "Memory: VmRSS and VmHWM without speech model, the overlay's after all examples were shown once. Imports alone are "
    "those of the command line, or of PySide6.QtWidgets.",
]


def measured(ask: Ask, repeats: int) -> list[Figure]:
    """Every figure, in the order in which they are measured."""
    return [*_memory(ask, repeats), *_paint(ask, repeats), *_idle(ask, repeats), *_stalls(ask, repeats)]


def _memory(ask: Ask, repeats: int) -> list[Figure]:
    found = _in_turn(ask, ("memory-examples", "memory-bare"), repeats)
    names = {"imports_mib": "imports alone", "rss_mib": "memory at the end", "peak_mib": "peak memory"}
    return [
        figure
        for job, of in (("memory-examples", "overlay"), ("memory-bare", "bare window"))
        for key, what in names.items()
        for figure in median(f"{of}: {what}", "MiB", found[job][key])
    ]


def _paint(ask: Ask, repeats: int) -> list[Figure]:
    jobs = {"paint-run": "assist run", "paint-demo": "assist demo", "paint-bare": "bare window"}
    found = _in_turn(ask, jobs, repeats)
    figures = []
    for job, of in jobs.items():
        figures += median(f"{of}: start to first paint", "s", found[job]["paint_s"])
        figures += median(f"{of}:   of it own CPU", "s", found[job]["main_thread_s"])
    for job in ("paint-run", "paint-demo"):
        figures += _ratio(f"{jobs[job]} / bare window: first paint", found[job], found["paint-bare"], "paint_s")
    return figures


def _idle(ask: Ask, repeats: int) -> list[Figure]:
    jobs = {
        "idle-compact": "overlay idle, compact",
        "idle-hidden": "overlay idle, hidden",
        "idle-waiting": "whole program between calls, models loaded",
        "idle-bare": "bare window idle",
    }
    found = _in_turn(ask, jobs, repeats)
    return [figure for job, name in jobs.items() for figure in median(name, "% core", _per_cent(found[job]["cpu"]))]


def _stalls(ask: Ask, repeats: int) -> list[Figure]:
    jobs = {"stalls-overlay": "overlay", "stalls-bare": "bare window"}
    found = _in_turn(ask, jobs, repeats)
    figures = []
    for job, of in jobs.items():
        for key, kind in (("late", "waits by the clock"), ("worked", "waits by own CPU")):
            for mark, said in WAITS.items():
                figures += median(f"{of} updated: {kind}, {said}", "ms", found[job][f"{key}_{mark}"])
        figures += median(f"{of} updated: waits over 50 ms in 30 s", "times", found[job]["long"])
        figures += median(f"{of} updated: CPU", "% core", _per_cent(found[job]["cpu"]))
    return figures


def _in_turn(ask: Ask, jobs: Iterable[str], repeats: int) -> Found:
    """Each job once, and all again."""
    found: Found = {job: defaultdict(list) for job in jobs}
    for repeat in range(repeats):
        for job, numbers in found.items():
            print(f"  {job} {repeat + 1}/{repeats}", file=sys.stderr, flush=True)
            for name, values in (ask(job) or {}).items():
                numbers[name] += values
    return found


def _ratio(name: str, ours: Mapping[str, list[float]], bare: Mapping[str, list[float]], key: str) -> list[Figure]:
    return median(name, "times", [one / other for one, other in zip(ours[key], bare[key], strict=False)])


def _per_cent(shares: list[float]) -> list[float]:
    return [share * 100 for share in shares]

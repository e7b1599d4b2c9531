"""Figures, and how they are printed and kept."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. `value` is the median of `count` measurements, or the percentile that `name` says."""

    name: str
    unit: str
    value: float
    low: float
    high: float
    count: int


def median(name: str, unit: str, values: Sequence[float]) -> list[Figure]:
    """The middle of repeated measurements with their spread; nothing where there are none."""
    if not values:
        return []
    value = statistics.median(values)
    return [Figure(name=name, unit=unit, value=value, low=min(values), high=max(values), count=len(values))]


def percentiles(name: str, unit: str, values: Sequence[float], shares: Sequence[int]) -> list[Figure]:
    """One figure for each share of 100, over single events; nothing where there are fewer than two."""
    if len(values) < 2:
        return []
    cuts, low, high = statistics.quantiles(values, n=100, method="inclusive"), min(values), max(values)
    return [
        Figure(name=f"{name}, p{share}", unit=unit, value=cuts[share - 1], low=low, high=high, count=len(values))
        for share in shares
    ]


def printed(figures: Sequence[Figure], notes: Sequence[str]) -> str:
    """The table with its notes, as text."""
    wide = max(len(figure.name) for figure in figures)
    unit_wide = max(len(figure.unit) for figure in figures)
    lines = [f"{'figure':{wide}}  {'unit':{unit_wide}} {'value':>9}  {'min':>9} {'max':>9} {'n':>5}"]
    lines += [
        f"{one.name:{wide}}  {one.unit:{unit_wide}} {_number(one.value):>9}  "
        f"{_number(one.low):>9} {_number(one.high):>9} {one.count:>5}"
        for one in figures
    ]
    return "\n".join([*lines, "", *(f"- {note}" for note in notes)])


Machine = dict[str, str | int | float]


def write(path: Path, measured_on: Machine, figures: Sequence[Figure], notes: Sequence[str]) -> None:
    """Everything as JSON, with what it was measured on."""
    kept = {"machine": measured_on, "figures": [asdict(figure) for figure in figures], "notes": list(notes)}
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def machine() -> Machine:
    """What was measured, where and when."""
    described = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return {
        "when": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "commit": described.stdout.strip(),
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count() or 0,
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else "unknown",
        "python": platform.python_version(),
    }


def _processor() -> str:
    """The processor's name where the system tells."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("model name")[1]
    except (OSError, IndexError):
        return platform.processor() or platform.machine()
    return told.split("\n")[0].strip("\t :")


def _number(value: float) -> str:
    """Three figures that mean something."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}" if abs(value) >= 1 else f"{value:.4f}"

"""Delays of single messages, from just before they were written to now, by this machine's own clock."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

Numbers = dict[str, float]


def now() -> float:
    """The clock by which agents stamp what they send."""
    return time.time()


MARKS = ("p50", "p99", "longest")


def spread(delays_ms: Sequence[float], name: str = "") -> Numbers:
    """How many, and of two or more their MARKS, each with `name` before."""
    numbers = {f"{name}count": float(len(delays_ms))}
    if len(delays_ms) > 1:
        cuts = statistics.quantiles(delays_ms, n=100, method="inclusive")
        numbers |= {f"{name}p50": cuts[49], f"{name}p99": cuts[98], f"{name}longest": max(delays_ms)}
    return numbers

"""Markdown tables of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Numbers as they come: fractions with three digits, everything else as it prints."""
    lines = [head, ["---"] * len(head), *([_cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def between(value: float, low: float, high: float) -> str:
    """A figure with its 95 % interval."""
    return f"{value:.3f} ({low:.3f} to {high:.3f})"


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)

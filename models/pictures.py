"""The pictures of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from models.scores import Bin, Floats, Ints, calibration_error

COLOURS = ("#1f5fa8", "#c8641b", "#4b8b3b")
GREY = "#888888"
mpl.use("Agg")


def confusions(path: Path, matrices: Mapping[str, Ints], names: Sequence[str]) -> None:
    """Side by side: a row is a true state, a column an answer; shade by share of the row, number by turns."""
    figure, axes = pyplot.subplots(1, len(matrices), figsize=(5.2 * len(matrices), 4.8), squeeze=False)
    for axis, (title, counts) in zip(axes[0], matrices.items(), strict=True):
        shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
        axis.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        for (row, column), count in np.ndenumerate(counts):
            dark = shares[row, column] > 0.5
            axis.text(column, row, count or "", ha="center", va="center", color="white" if dark else "black")
        axis.set_xticks(range(len(names)), names, rotation=40, ha="right")
        axis.set_yticks(range(len(names)), names)
        axis.set(title=title, xlabel="answer", ylabel="label")
    _save(figure, path)


def reliability(path: Path, sets: Mapping[str, list[Bin]]) -> None:
    """Share right against confidence; a dot's area is its share of the answers."""
    figure, axis = _square("confidence", "right")
    axis.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1, label="as confident as right")
    for colour, (name, bins) in zip(COLOURS, sets.items(), strict=False):
        filled = [each for each in bins if each.share]
        xs, ys = [each.confidence for each in filled], [each.right for each in filled]
        axis.plot(xs, ys, color=colour, linewidth=1, alpha=0.5)
        axis.scatter(xs, ys, [20 + 600 * each.share for each in filled], color=colour, alpha=0.8, linewidth=0,
                     label=f"{name}: error {calibration_error(bins):.3f}")  # fmt: skip
    legend = axis.legend(loc="upper left", frameon=False)
    for handle in legend.legend_handles[1:]:
        handle.set_sizes([40])  # type: ignore[union-attr]
    _save(figure, path)


def coverage(path: Path, sets: Mapping[str, tuple[Floats, Floats]], shipped: Mapping[str, tuple[float, float]]) -> None:
    """Share right against the share of turns answered, the surest first; a ring is what the program states."""
    figure, axis = _square("turns answered, the surest first", "right of these")
    for colour, (name, (given, right)) in zip(COLOURS, sets.items(), strict=False):
        some = given >= 0.05  # the first few answers jump up and down
        axis.plot(given[some], right[some], color=colour, label=name)
        axis.scatter(*shipped[name], 90, facecolor="white", edgecolor=colour, linewidth=2, zorder=3,
                     label=f"{name}: what is stated")  # fmt: skip
    axis.axhline(0.9, color=GREY, linestyle="--", linewidth=1)
    axis.set_ylim(0.6, 1.01)
    axis.legend(loc="lower left", frameon=False)
    _save(figure, path)


def heard(path: Path, points: Sequence[tuple[float, float, tuple[float, float]]]) -> None:
    """Macro-F1 and its interval against word errors."""
    figure, axis = _square("word errors of the recogniser", "macro-F1")
    xs, ys = [each[0] for each in points], [each[1] for each in points]
    off = [[score - low for _, score, (low, _) in points], [high - score for _, score, (_, high) in points]]
    axis.errorbar(xs, ys, off, color=COLOURS[0], marker="o", capsize=4, linewidth=1.5)
    axis.set(xlim=(-0.02, max(xs) + 0.03), ylim=(0.4, 1.0))
    axis.yaxis.set_major_formatter("{x:.1f}")
    _save(figure, path)


def _square(across: str, up: str) -> tuple[Figure, Axes]:
    figure, axis = pyplot.subplots(figsize=(5.6, 5.0))
    axis.set(xlabel=across, ylabel=up, xlim=(0, 1.02), ylim=(0, 1.02))
    for each in (axis.xaxis, axis.yaxis):
        each.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axis.grid(alpha=0.25)
    axis.spines[["top", "right"]].set_visible(False)
    return figure, axis


def _save(figure: Figure, path: Path) -> None:
    """Without the date and version, so that the same figures give the same file."""
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})
    pyplot.close(figure)

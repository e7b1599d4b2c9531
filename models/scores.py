"""Scores of answers against the truth. Classes are numbers from 0; nothing here knows what they stand for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int_]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

RESAMPLES = 1000
Z_95 = 1.96


def confusion(truth: Ints, answers: Ints, classes: int) -> Ints:
    """How often each class (row) was answered as each (column)."""
    return np.bincount(truth * classes + answers, minlength=classes**2).reshape(classes, classes)


class ByClass(NamedTuple):
    """One value a class; 0 where nothing was there to be counted."""

    precision: Floats
    recall: Floats
    f1: Floats


def by_class(counts: Ints) -> ByClass:
    """Precision, recall and F1 from a confusion matrix."""
    right, there, said = np.diag(counts), counts.sum(1), counts.sum(0)
    return ByClass(
        precision=right / np.maximum(said, 1),
        recall=right / np.maximum(there, 1),
        f1=2 * right / np.maximum(there + said, 1),
    )


def macro_f1(truth: Ints, answers: Ints, classes: int) -> float:
    """The mean F1 of the classes that occur."""
    counts = confusion(truth, answers, classes)
    return float(by_class(counts).f1[counts.sum(1) > 0].mean())


def interval(score: Callable[[Ints], float | Floats], count: int) -> tuple[Floats, Floats]:
    """Where 95 % of the scores lie when `count` rows are drawn anew, with replacement; `score` takes row numbers."""
    random = np.random.default_rng(0)
    again = np.array([score(random.integers(0, count, count)) for _ in range(RESAMPLES)])
    low, high = np.percentile(again, (2.5, 97.5), axis=0)
    return low, high


def share_interval(hits: int, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not count:
        return 0.0, 1.0
    share = hits / count
    middle = share + Z_95**2 / (2 * count)
    half = Z_95 * np.sqrt(share * (1 - share) / count + Z_95**2 / (4 * count**2))
    low, high = (float((middle + side * half) / (1 + Z_95**2 / count)) for side in (-1, 1))
    return max(0.0, low), min(1.0, high)


class Bin(NamedTuple):
    """Answers of like confidence."""

    share: float
    """Of all answers."""
    confidence: float
    right: float
    """How confident they were, and how many of them were right; both 0 where the bin is empty."""


def reliability(confidence: Floats, right: Bools, bins: int = 10) -> list[Bin]:
    """The answers in `bins` equal steps of confidence from 0 to 1."""
    step = np.minimum((confidence * bins).astype(int), bins - 1)
    counts = np.bincount(step, minlength=bins)
    confident, correct = (np.bincount(step, weights=each, minlength=bins) for each in (confidence, right))
    shares, some = counts / len(step), np.maximum(counts, 1)
    return [Bin(*map(float, each)) for each in zip(shares, confident / some, correct / some, strict=True)]


def calibration_error(bins: list[Bin]) -> float:
    """How far confidence is from the share that is right, on the average over answers (Guo et al. 2017)."""
    return sum(each.share * abs(each.confidence - each.right) for each in bins)


def coverage_curve(confidence: Floats, right: Bools) -> tuple[Floats, Floats]:
    """Share of the answers that are given, and share of these that are right, the surest first."""
    order = np.argsort(-confidence, kind="stable")
    given = np.arange(1, len(order) + 1)
    return given / len(order), np.cumsum(right[order]) / given


def rank_correlation(one: Floats, other: Floats) -> float:
    """Spearman's, with ties at their mean rank."""
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: Floats) -> Floats:
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return ranks

"""Who speaks and who writes: a speaker's habits with numbers and an engine's way of writing, each for a whole call."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How one speaker says numbers, for a whole call. Shares are between 0 and 1."""

    zero: str
    in_twos: float
    doubled: float
    threefold: str
    round_numbers: float
    irregular: float
    hesitant: float
    by_alphabet: bool
    british: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How an engine writes; `digits`: "words", "run" 4111, "spaced" 4 1 1 1, "hyphens" 4-1-1-1, "twos" 41 11."""

    plain: bool
    digits: str
    between: str
    mixed: float
    hyphen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A speaker as the engine writes them."""

    habits: Habits
    writing: Writing


def habits(random: Random, *, british: bool) -> Habits:
    """A speaker's habits."""
    uk, us = ("oh", "oh", "zero", "nought", "naught", "o"), ("oh", "oh", "zero", "zero", "zero", "o")
    return Habits(
        zero=random.choice(uk if british else us),
        in_twos=random.choice((0.0, 0.0, 0.0, 0.3, 0.9)),
        doubled=random.choice((0.0, 0.5, 0.95) if british else (0.0, 0.0, 0.3, 0.9)),
        threefold=random.choice(("triple", "treble", "triple") if british else ("triple",)),
        round_numbers=random.choice((0.0, 0.3, 0.8)),
        irregular=random.choice((0.0, 0.0, 0.1, 0.5)),
        hesitant=random.choice((0.0, 0.05, 0.2)),
        by_alphabet=random.random() < 0.4,
        british=british,
    )


def writing(random: Random) -> Writing:
    """An engine's way of writing: most know words only."""
    digits = random.choices(("words", "run", "spaced", "hyphens", "twos"), (70, 14, 6, 4, 6))[0]
    between = {"run": (" ", ", ", "-", ". "), "spaced": (" ", ", "), "hyphens": (" ", ", ", "-"), "twos": (" ", ", ")}
    return Writing(
        plain=random.random() < (0.85 if digits == "words" else 0.25),
        digits=digits,
        between=random.choice(between.get(digits, (" ", " ", ", "))),
        mixed=random.choice((0.0, 0.0, 0.1, 0.3)) if digits != "words" else random.choice((0.0, 0.0, 0.0, 0.1)),
        hyphen=random.choice((" ", "-")),
    )

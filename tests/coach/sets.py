"""The coach's evaluation sets, by writers who saw neither the program nor what its model learnt from.

A third of each (by a hash of its text) is held back: whoever works on the coach looks at the others only.
"""

from __future__ import annotations

import hashlib
import random
from pathlib import Path
from typing import NamedTuple

from models.agent_words.corpus import Turn, read, read_all
from models.noise import disturb_at

SETS = Path(__file__).parent / "sets"
RAW_WORD_ERRORS = 0.1


def agent_turns(name: str, *, held: bool) -> list[Turn]:
    """The turns of `steps` or `wording`: the third that is held back, or the others."""
    return [turn for turn in read(SETS / f"{name}.tsv") if _is_held(turn.text) == held]


def learnt() -> list[Turn]:
    """What the model learnt from, or had its thresholds from."""
    return read_all()


def raw(turns: list[Turn]) -> list[Turn]:
    """The same as a recogniser writes them: no punctuation, every tenth word wrong, lost or doubled."""
    rng = random.Random(0)
    return [turn._replace(text=disturb_at(turn.text, rng, RAW_WORD_ERRORS)) for turn in turns]


class Told(NamedTuple):
    """A customer's turn, what it is about, and the details in it."""

    situation: str
    details: dict[str, str]
    text: str


def told(*, held: bool) -> list[Told]:
    """The turns of `details`."""
    found = []
    for line in (SETS / "details.tsv").read_text(encoding="utf-8").splitlines():
        situation, details, text = line.split("\t")
        pairs = (pair.partition("=") for pair in details.split("; ") if "=" in pair)
        if _is_held(text) == held:
            found.append(Told(situation, {slot.strip(): value.strip() for slot, _, value in pairs}, text))
    return found


def _is_held(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 3 == 0

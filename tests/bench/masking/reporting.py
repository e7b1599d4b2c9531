"""The table of how well secrets are masked, ours beside Presidio's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.masking.generating import CARDS_AND_CODES
from tests.bench.masking.pieces import KINDS
from tests.bench.masking.scoring import Score, recalls, share, times
from tests.bench.table import Figure, Machine, printed, write

SHOWN_MISSES = 40
NOTES = [
    "Masked: no digit of the number can be read anywhere in its call; of a card, the first two and last four may be. "
    "Value is the share of n numbers, min and max its 95 % interval (Wilson).",
    "Innocent words masked: of n words that belong to no secret; fillers between a secret's parts count as neither.",
    "Ratios: min and max are our misses and Presidio's.",
    "Calls by hand: written by somebody who knew neither rules nor generator; `open` and `more` were looked at while "
    "the rules were made, `held` were not.",
    "Time: CPU of one utterance from words to event, both sorts of calls.",
    "Presidio: credit cards, IBAN, US social security, bank and routing numbers, UK national insurance, on six texts "
    "of each call (line by line or each speaker's lines joined; as written, numbers in figures, figures run together); "
    "a number is missed only where all six miss it; innocent words are those of the one that misses fewest. It has no "
    "recogniser for security codes, PINs, passwords and one-time codes.",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was measured: ours on calls with secrets and on calm ones, and Presidio's best on the same, if it ran.

    `utterance_s` are the seconds of single utterances, where they were timed; without, each call's mean is told.
    """

    ours: Score
    calm: Score
    clean: Score | None = None
    """Ours on calls in which no word was misheard."""
    peer: Score | None = None
    peer_calm: Score | None = None
    utterance_s: tuple[float, ...] = ()
    written: Mapping[str, tuple[Score, Score]] = field(default_factory=dict)
    """Ours on the calls written by hand, by part: with secrets, and calm."""


def figures(outcome: Outcome) -> list[Figure]:
    """The lines of the table."""
    ours, calm = outcome.ours, outcome.calm
    right = sum(count for (kind, said), count in ours.confused.items() if kind == said)
    masked = sum(count for (_, said), count in ours.confused.items() if said)
    lines = [
        *recalls("ours", ours),
        share("ours: cards and codes masked", *_found(ours, CARDS_AND_CODES)),
        share("ours: cards of which seven digits or more can be read", ours.exposed, ours.numbers["card"]),
        share("ours: masked as the right kind", right, masked),
        share("ours: innocent words masked, calm calls", calm.innocent_masked, calm.innocent),
        share("ours: innocent words masked, calls with secrets", ours.innocent_masked, ours.innocent),
        *_times(outcome),
    ]
    if outcome.clean is not None:
        lines.append(share("ours: cards and codes masked, no word misheard", *_found(outcome.clean, CARDS_AND_CODES)))
        lines.append(share("ours: cards masked, no word misheard", *_found(outcome.clean, ("card",))))
    for part, (secret, innocent) in outcome.written.items():
        lines += [
            share(f"ours, {part} calls by hand: cards and codes masked", *_found(secret, CARDS_AND_CODES)),
            share(f"ours, {part} calls by hand: all kinds masked", *_found(secret, KINDS)),
            share(
                f"ours, {part} calls by hand: innocent words masked, calm", innocent.innocent_masked, innocent.innocent
            ),
        ]
    if outcome.peer is None:
        return lines
    peer = outcome.peer
    lines += [
        *recalls("Presidio", peer),
        share("Presidio: cards and codes masked", *_found(peer, CARDS_AND_CODES)),
        share("Presidio: innocent words masked, calls with secrets", peer.innocent_masked, peer.innocent),
        _ratio("missed, ours / Presidio: cards", ours, peer, ("card",)),
        _ratio("missed, ours / Presidio: cards and codes", ours, peer, CARDS_AND_CODES),
        _ratio("missed, ours / Presidio: all kinds", ours, peer, KINDS),
    ]
    if outcome.peer_calm is not None:
        few = outcome.peer_calm
        lines.append(share("Presidio: innocent words masked, calm calls", few.innocent_masked, few.innocent))
    return lines


def report(outcome: Outcome) -> str:
    """The table, what was masked as another kind, and the numbers that can be read, as text."""
    wrong = [(count, *pair) for pair, count in outcome.ours.confused.items() if pair[1] and pair[0] != pair[1]]
    parts = [printed(figures(outcome), NOTES)]
    parts += ["", "Masked as another kind:"] if wrong else []
    parts += [f"  {kind} as {said}: {count}" for count, kind, said in sorted(wrong, reverse=True)]
    lost = outcome.calm.lost_words.most_common(20)
    parts += ["", "Innocent words masked most, calm calls:"] if lost else []
    parts += [f"  {word}: {count}" for word, count in lost]
    misses = outcome.ours.misses
    parts += ["", f"Numbers that can be read: {len(misses)}, of which {min(len(misses), SHOWN_MISSES)}:"]
    for miss in misses[:SHOWN_MISSES]:
        parts += [f"- {miss.kind}, {miss.template}", *(f"    {line}" for line in miss.shown)]
    return "\n".join(parts)


def keep(path: Path, measured_on: Machine, outcome: Outcome, notes: Sequence[str] = ()) -> None:
    """The figures as JSON, with what they were measured on."""
    write(path, measured_on, figures(outcome), [*NOTES, *notes])


def _times(outcome: Outcome) -> list[Figure]:
    """How long an utterance takes."""
    if outcome.utterance_s:
        return times("ours: time of an utterance", outcome.utterance_s)
    return times("ours: time of an utterance, mean of a call", [*outcome.ours.utterance_s, *outcome.calm.utterance_s])


def _found(of: Score, kinds: Sequence[str]) -> tuple[int, int]:
    """How many numbers of these kinds were masked, and how many there were."""
    count = sum(of.numbers[kind] for kind in kinds)
    return count - sum(of.missed[kind] for kind in kinds), count


def _ratio(name: str, ours: Score, peer: Score, kinds: Sequence[str]) -> Figure:
    """Our misses for one of the peer's; the counts themselves as lowest and highest."""
    mine, theirs = (sum(one.missed[kind] for kind in kinds) for one in (ours, peer))
    ratio = mine / theirs if theirs else 0.0
    return Figure(
        name=name,
        unit="ratio",
        value=ratio,
        low=float(mine),
        high=float(theirs),
        count=sum(ours.numbers[kind] for kind in kinds),
    )

"""The whole measurement: calls made, masked, scored, and given to Presidio."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.bench.child import ROOT
from tests.bench.masking import marked
from tests.bench.masking.generating import calls, calm_calls
from tests.bench.masking.ours import utterance_costs_s
from tests.bench.masking.peers import presidio
from tests.bench.masking.reporting import Outcome
from tests.bench.masking.scoring import Mask, Score, best, score

WRITTEN = ROOT / "tests" / "privacy" / "written"
"""Calls written by hand, their secrets marked: all but `held_*` were looked at while the rules were made."""
SEED = 20_406
"""Of the published figures. Whoever writes rules looks at other seeds."""
NUMBERS = 5_000
CALM_CALLS = 1_000


def measured(mask: Mask, *, numbers: int = NUMBERS, calm: int = CALM_CALLS, peer: Path | None = None) -> Outcome:
    """The outcome on calls with so many cards and codes and on so many calm ones.

    `peer` is the interpreter of the environment with Presidio; without it there is nothing beside us.
    """
    secret, innocent = list(calls(SEED, numbers)), list(calm_calls(SEED, calm))
    print(f"  {len(secret)} calls with secrets, {len(innocent)} calm ones", file=sys.stderr, flush=True)
    ours, ours_calm = score(mask, secret), score(mask, innocent)
    costs = tuple(utterance_costs_s([*secret, *innocent]))
    clean = score(mask, calls(SEED, numbers // 3, word_errors=0.0))
    by_hand = {part: written(mask, part) for part in ("open", "more", "held")}
    if peer is None:
        return Outcome(ours=ours, calm=ours_calm, clean=clean, utterance_s=costs, written=by_hand)
    print("  the same for Presidio; some minutes", file=sys.stderr, flush=True)
    ways, calm_ways = presidio(peer, secret), presidio(peer, innocent)
    fewest = min(ways, key=lambda way: len(ways[way].misses))
    return Outcome(
        ours=ours,
        calm=ours_calm,
        peer=best(list(ways.values())),
        peer_calm=calm_ways[fewest],
        utterance_s=costs,
        written=by_hand,
    )


def written(mask: Mask, part: str) -> tuple[Score, Score]:
    """The scores of the calls written by hand of one part ("open", "more" or "held"): with secrets, and calm."""
    both = []
    for sort in "sc":
        files = sorted(WRITTEN.glob(f"{part}_{sort}*.jsonl"))
        calls = [
            call for file in files for call in marked.read(file.stem, file.read_text(encoding="utf-8").splitlines())
        ]
        both.append(score(mask, calls))
    return both[0], both[1]

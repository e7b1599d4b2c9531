"""Presidio's score: the peer runs by an interpreter of its own, calls in, spans out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.bench.child import ROOT
from tests.bench.masking.pieces import Call
from tests.bench.masking.scoring import Score, count

LIMIT_S = 3600.0


def presidio(python: Path, calls: Sequence[Call]) -> dict[str, Score]:
    """The score of every way of asking Presidio.

    `python` is the interpreter of the environment with Presidio. RuntimeError if it ends with a fault.
    """
    asked = "".join(json.dumps(call.spoken()) + "\n" for call in calls)
    command = [str(python), "-m", "tests.bench.masking.presidio_peer"]
    done = subprocess.run(
        command, input=asked, capture_output=True, text=True, cwd=ROOT, check=False, timeout=LIMIT_S, encoding="utf-8"
    )
    if done.returncode != 0:
        raise RuntimeError(f"The peer ended with {done.returncode}: {done.stderr[-2000:]}")
    scores: dict[str, Score] = {}
    for number, (call, answer) in enumerate(zip(calls, done.stdout.splitlines(), strict=True)):
        for way, spans in json.loads(answer).items():
            count(scores.setdefault(way, Score()), number, call, spans)
    return scores

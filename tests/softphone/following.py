"""`assist call follow` beside the agent's phone, and what it says."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.overlay.screen import until
from tests.softphone.phones import AGENT_FEED, PATIENCE_S, Network
from tests.softphone.programs import Program, started

FOLLOW = ("-m", "assist", "call", "follow")
FOLLOWED = f"baresip at {AGENT_FEED} is followed."
LOST = f"No baresip at {AGENT_FEED}; it is looked for."
BEGINS = "The call begins."
ENDS = "The call ends."


@contextmanager
def following(network: Network, environment: Mapping[str, str], folder: Path) -> Iterator[Program]:
    """Once it does: in the phones' network, with the user's own files for everything else."""
    words = [*network.inside, sys.executable, *FOLLOW, AGENT_FEED]
    with started(words, environment, folder / "following.txt") as program:
        until(lambda: FOLLOWED in program.lines or not program.runs, PATIENCE_S)
        assert program.runs, "nobody follows the agent's phone"
        yield program

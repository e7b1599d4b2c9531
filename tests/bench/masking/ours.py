"""Our masker as the bench asks it: calls in, spans out; and what one utterance costs in a call as it happens."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from assist.events import Speaker
from assist.privacy.kinds import read_table
from assist.privacy.masking import Masker
from assist.privacy.transcripts import mask_lines
from assist.spoken import Spoken
from tests.bench.masking.pieces import Call
from tests.bench.masking.scoring import Span

_KINDS = {
    "security code": "security_code",
    "sort code": "sort_code",
    "routing number": "routing",
    "national id": "national_id",
    "one-time code": "one_time_code",
}
_TABLE = read_table()


def mask(lines: list[tuple[str, str]]) -> list[list[Span]]:
    """What is hidden in each line of a call, once nothing is in doubt."""
    said: list[tuple[Speaker, str]] = [("agent" if who == "agent" else "customer", text) for who, text in lines]
    return [
        [(each.start, each.end, _KINDS.get(each.kind, each.kind)) for each in line.findings]
        for line in mask_lines(_TABLE, said)
    ]


def utterance_costs_s(calls: Iterable[Call]) -> Iterator[float]:
    """CPU seconds of each utterance of each call, from a recogniser's words to the event."""
    for call in calls:
        masker = Masker(_TABLE)
        for number, (who, text) in enumerate(call.spoken()):
            speaker: Speaker = "agent" if who == "agent" else "customer"
            spoken = Spoken(
                at=number, speaker=speaker, id=f"{who}-{number}", start=number, end=number, text=text, final=True
            )
            began = time.thread_time()
            masker.hear(spoken)
            yield time.thread_time() - began

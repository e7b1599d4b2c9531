"""A recorded call through the pipeline, as fast as it goes: no thread, no clock, the same events every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from assist.events import RATE, AgentAudio, AnyEvent, CustomerAudio
from assist.pipeline import Pipeline
from assist.speech.call_script import CallScript

BLOCK_S = 0.1
SCRIPT_TAIL_S = 30.0
"""Silence after a script's last line, so that what is due by then still comes."""


def replay(blocks: Iterable[tuple[AgentAudio, CustomerAudio]], pipeline: Pipeline) -> Iterator[AnyEvent]:
    """Every event of the call, in order. The blocks' size changes nothing."""
    yield from pipeline.start()
    for agent, customer in blocks:
        yield from pipeline.accept(agent)
        yield from pipeline.accept(customer)
    yield from pipeline.finish()


def script_blocks(script: CallScript) -> Iterator[tuple[AgentAudio, CustomerAudio]]:
    """The silence that stands in for the voices of a script."""
    silence = np.zeros(round(BLOCK_S * RATE), np.float32)
    for _ in range(round((script.length_s + SCRIPT_TAIL_S) / BLOCK_S)):
        yield AgentAudio(samples=silence), CustomerAudio(samples=silence)

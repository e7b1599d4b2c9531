"""A recorded call through the pipeline, as fast as it goes: no thread, no clock, the same events every time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assist.audio.recording import Recording
from assist.events import RATE, AgentAudio, AnyEvent, CustomerAudio
from assist.pipeline import Pipeline
from assist.speech.call_script import CallScript

BLOCK_S = 0.1
SCRIPT_TAIL_S = 30.0
"""Silence after a script's last line, so that what is due by then still comes."""


def replay(recording: Recording, pipeline: Pipeline, *, block_s: float = BLOCK_S) -> Iterator[AnyEvent]:
    """Every event of the call, in order. The blocks' size changes nothing."""
    yield from pipeline.start()
    for agent, customer in recording.blocks(block_s):
        yield from pipeline.accept(agent)
        yield from pipeline.accept(customer)
    yield from pipeline.finish()


def replay_script(script: CallScript, pipeline: Pipeline) -> Iterator[AnyEvent]:
    """Every event of a `.call` script; silence stands in for the voices."""
    yield from pipeline.start()
    second = np.zeros(RATE, np.float32)
    for _ in range(round(script.length_s + SCRIPT_TAIL_S)):
        yield from pipeline.accept(AgentAudio(samples=second))
        yield from pipeline.accept(CustomerAudio(samples=second))
    yield from pipeline.finish()

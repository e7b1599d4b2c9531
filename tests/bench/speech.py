"""The job that asks whether speech recognition keeps up: both channels, as they would come in a call, on one thread.

Nothing waits for a clock: a step of audio comes when its last sample would have been heard, and the thread takes it
as soon as it is free, for as long as the work really used the processor. So other programs on the machine count only
as far as they make the same work dearer.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from assist import app
from assist.events import FRAME, RATE, Samples, Speaker
from assist.speech import engines
from assist.speech.transcriber import Session
from assist.spoken import Spoken
from tests.bench.measuring import Numbers
from tests.bench.replays import ENGINE

SPEAKERS: tuple[Speaker, Speaker] = ("agent", "customer")


def keeping_up(path: Path) -> Numbers:
    """A stereo call through both sessions: CPU, how far behind the thread is at each step, how many texts it gives."""
    transcriber = engines.load(ENGINE)
    sessions = {who: transcriber.open(who) for who in SPEAKERS}
    agent, customer = _channels(path)
    heard: list[Spoken] = []
    behind_s: list[float] = []
    free_at = used = 0.0
    for start in range(0, len(agent), FRAME):
        due = (start + FRAME) / RATE
        behind_s.append(max(0.0, free_at - due))
        work_s = 0.0
        for who, audio in zip(SPEAKERS, (agent, customer), strict=True):
            work_s += _work(sessions[who], audio[start : start + FRAME], heard)
        free_at = max(free_at, due) + work_s
        used += work_s
    transcriber.close()
    length_s = len(agent) / RATE
    return {
        "cpu": [used / length_s],
        "behind_s": behind_s,
        "partials": [sum(not one.final for one in heard) / length_s],
        "utterances": [sum(one.final for one in heard) / length_s],
        "first_s": _first_partials(heard),
    }


def _channels(path: Path) -> tuple[Samples, Samples]:
    blocks = list(app.open_call(path, pair=None, agent_channel="left").blocks())
    agent, customer = (np.concatenate([block[side].samples for block in blocks]) for side in (0, 1))
    return agent, customer


def _work(session: Session, samples: Samples, heard: list[Spoken]) -> float:
    """CPU seconds of one step; what it gave goes to `heard`."""
    begun = time.process_time()
    heard += session.accept(samples)
    return time.process_time() - begun


def _first_partials(heard: list[Spoken]) -> list[float]:
    """Seconds of audio from the beginning of each utterance to its first text."""
    first: dict[str, float] = {}
    for one in heard:
        first.setdefault(one.id, one.at - one.start)
    return list(first.values())

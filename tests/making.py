"""Small makers of what tests need: speech, noise, recordings, pipelines, quick runs of the command line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import soundfile
import soxr

from assist.app import make_pipeline
from assist.events import RATE, AnyEvent, Samples, Utterance
from assist.pipeline import Pipeline
from assist.privacy.call_privacy import CallPrivacy
from assist.privacy.kinds import read_table
from assist.privacy.masking import Masker
from assist.settings import Settings
from assist.speech.call_script import CallScript, read_call_script
from assist.speech.scripted import Scripted

ROOT = Path(__file__).parent.parent
CALLS = ROOT / "tests" / "calls"
DEMO = ROOT / "assist" / "demo" / "double_charge.flac"


@cache
def demo_channels() -> tuple[Samples, Samples]:
    """The bundled call: agent and customer at RATE."""
    audio, rate = soundfile.read(DEMO, dtype="float32")
    agent, customer = (soxr.resample(audio[:, channel], rate, RATE).astype(np.float32) for channel in (0, 1))
    return agent, customer


def call_privacy(*, by_itself: bool = True, pause_s: float = 60.0) -> CallPrivacy:
    """What keeps secrets back, as in a call with the settings as they come."""
    return CallPrivacy(Masker(read_table()), pause_s=pause_s, by_itself=by_itself)


def scripted_pipeline(script: CallScript) -> Pipeline:
    return make_pipeline(Scripted(script), Settings())


def script(name: str) -> CallScript:
    return read_call_script(CALLS / f"{name}.call")


def plain_words(text: str) -> str:
    """Words as word error rates compare them: lower case, no punctuation."""
    return " ".join(re.sub(r"[^\w' ]+", " ", text.lower().replace("\u2019", "'").replace("-", " ")).split())


def said(events: list[AnyEvent], speaker: str) -> str:
    """All final words of a speaker."""
    return plain_words(" ".join(e.text for e in events if isinstance(e, Utterance) and e.speaker == speaker))


def assist(*words: str | Path, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "assist", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | (environment or {}),
        cwd=ROOT,
        check=False,
    )

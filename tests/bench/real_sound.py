"""Jobs on a sound server of their own: what hearing costs, and a call of an hour.

PipeWire, started for the job; what is played is the bundled call, in its two halves, over and over.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import soundfile

from assist.events import AnyEvent, AudioGap, CallState, Fault, Health, Utterance
from tests.audio.pipewire import pipewire_server
from tests.making import DEMO
from tests.softphone.programs import Program, started
from tests.softphone.watching import Watching

Numbers = dict[str, list[float]]
MINUTES = 60.0
LOAD = 0.2
"""The share of one core that something else takes meanwhile."""
COST_S = 60.0
PATIENCE_S = 120.0
BUSY = """
import time
while True:
    end = time.process_time() + 0.02
    while time.process_time() < end:
        pass
    time.sleep({pause})
"""
SIDES = {"agent": "mic_feed", "customer": "softphone_out"}


def long_call(minutes: float = MINUTES) -> Numbers:
    """A call of `minutes` through `assist run`, with load beside it: what was lost, how far behind, what it cost."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        sound = stack.enter_context(pipewire_server())
        events = folder / "events.jsonl"
        words = ["run", "--text", "--agent", "agent_mic", "--customer", "softphone_out", "--events-out", str(events)]
        assist = stack.enter_context(
            started([sys.executable, "-m", "assist", *words], {**sound, **_home(folder)}, folder / "assist.txt")
        )
        watching = Watching(events, lambda _: None)
        watching.until(lambda: watching.of(CallState), PATIENCE_S)
        stack.enter_context(_playing(folder, sound))
        pause = 0.02 / LOAD - 0.02
        stack.enter_context(started([sys.executable, "-c", BUSY.format(pause=pause)], {}, folder / "load.txt"))
        measured = psutil.Process(assist.pid)
        begun_cpu, begun = _cpu(measured), time.monotonic()
        threading.Event().wait(60 * minutes)
        cost = (_cpu(measured) - begun_cpu) / (time.monotonic() - begun)
        peak = measured.memory_info().rss / 2**20
        watching.look()  # before anything is ended: an hour is not to be lost by its last minute
    return _of_the_call(watching.events) | {"cpu": [cost], "held_mib": [peak]}


def hearing() -> Numbers:
    """CPU of capture, conversion and voice gate of both channels, without a recogniser."""
    import os

    with tempfile.TemporaryDirectory() as name, pipewire_server() as sound:
        os.environ.update(sound)
        from assist.audio.capture import Capture
        from assist.audio.pulse import PulseSystem
        from assist.detectors import Ears

        with _playing(Path(name), sound):
            capture = Capture(PulseSystem(()), Ears(), agent="agent_mic", customer="softphone_out.monitor")
            capture.start()
            threading.Event().wait(5)
            begun = time.process_time()
            threading.Event().wait(COST_S)
            cost = (time.process_time() - begun) / COST_S
            capture.stop()
    return {"cpu": [cost]}


def _of_the_call(events: list[AnyEvent]) -> Numbers:
    reports = [event for event in events if isinstance(event, Health)]
    return {
        "length_s": [events[-1].at],
        "gaps": [float(sum(isinstance(event, AudioGap) for event in events))],
        "lost_s": [sum(event.end - event.start for event in events if isinstance(event, AudioGap))],
        "faults": [float(sum(isinstance(event, Fault) for event in events))],
        "utterances": [float(sum(isinstance(event, Utterance) for event in events))],
        "shed": [sum(not report.partials for report in reports) / len(reports)],
        "behind_s": [report.behind for report in reports],
    }


@contextmanager
def _playing(folder: Path, sound: Mapping[str, str]) -> Iterator[None]:
    """Both halves of the bundled call, over and over."""
    audio, rate = soundfile.read(DEMO, dtype="float32")
    loops = []
    for channel, side in enumerate(SIDES):
        soundfile.write(folder / f"{side}.wav", audio[:, channel], rate, subtype="PCM_16")
        loops.append(f'while paplay -d {SIDES[side]} "{folder / side}.wav"; do :; done')
    with ExitStack() as stack:
        for side, loop in zip(SIDES, loops, strict=True):
            stack.enter_context(_group(["sh", "-c", loop], {**sound}, folder / f"{side}.txt"))
        yield


@contextmanager
def _group(words: list[str], environment: Mapping[str, str], said: Path) -> Iterator[Program]:
    """A program with the children that it has when it is to end."""
    with started(words, environment, said) as program:
        try:
            yield program
        finally:
            for child in psutil.Process(program.pid).children(recursive=True):
                child.kill()


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _home(folder: Path) -> dict[str, str]:
    return {f"XDG_{kind.upper()}_HOME": str(folder / "home" / kind) for kind in ("config", "data", "state", "cache")}

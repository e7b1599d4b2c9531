"""How well the customer's arousal is told from the voice: acted speech of speakers that nothing was fitted to.

`python models/customer_tone/evaluate.py --data FOLDER` prints a table; FOLDER holds `tone_eval/ravdess` (Livingstone &
Russo 2018, CC BY-NC-SA 4.0: for evaluation only) and `noise/office_ambience_16k.mp3`. High arousal is angry, fearful,
happy and surprised; low is neutral, calm and sad; disgust is left out. The program has no trained weights for tone, so
every actor is unseen; the few choices that were made while looking were made on actors 1 to 4, so `--actors 5 16` is
the figure to quote.

Baseline and recording come over the same line, as in a call, but for the gain, which changes between them.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from assist.emotion.pitch import PitchTracker
from assist.emotion.tone import ToneEstimate, judge_measured, measure_recording
from assist.emotion.tone_features import Measured
from assist.events import RATE, CustomerAudio, Samples

HIGH = {"03", "05", "06", "08"}
LOW = {"01", "02", "04"}
NEUTRAL = "01"
THRESHOLD = 0.5
SURE = 0.5
"""Confidence from which an estimate counts as covered."""
NOISE_DB = 10.0
RESAMPLES = 1000
BASELINES = ("own neutral clips", "one neutral clip", "none")
TELEPHONE = "telephone, 8 kHz mu-law"


class Clip(NamedTuple):
    actor: int
    emotion: str
    take: str
    measured: list[Measured]


class Judged(NamedTuple):
    """One value a clip."""

    actor: npt.NDArray[np.int_]
    high: npt.NDArray[np.bool_]
    arousal: npt.NDArray[np.float64]
    confidence: npt.NDArray[np.float64]


class Heard(NamedTuple):
    """The clips as they come over each line, measured, and the cost in CPU seconds a second of audio."""

    clips: dict[str, list[Clip]]
    cost: float


def evaluate(data: Path, actors: Iterable[int] = range(1, 17)) -> dict[str, Any]:
    """The figures of every condition and baseline, and the cost in CPU seconds a second of audio."""
    actors = list(actors)
    return report(listen(data, actors), actors)


def listen(data: Path, actors: Iterable[int]) -> Heard:
    """Measure every clip of these actors, over every line."""
    tracker = PitchTracker()
    noise = _read(data / "noise" / "office_ambience_16k.mp3")
    spent = heard = 0.0
    lines = _lines(noise)
    clips: dict[str, list[Clip]] = {name: [] for name in lines}
    for actor in actors:
        for path in sorted((data / "tone_eval" / "ravdess" / f"Actor_{actor:02}").glob("*.flac")):
            _, _, emotion, *take, _ = path.stem.split("-")
            if emotion not in HIGH | LOW:
                continue
            samples = _read(path)
            for name, line in lines.items():
                audio = CustomerAudio(samples=line(samples))
                began = time.process_time()
                measured = measure_recording(audio, tracker)
                spent += time.process_time() - began
                heard += len(samples) / RATE
                clips[name].append(Clip(actor, emotion, "-".join(take), measured))
    return Heard(clips, spent / heard)


def report(heard: Heard, actors: Iterable[int]) -> dict[str, Any]:
    """What `evaluate` gives, of some of the actors that were heard."""
    actors = list(actors)
    clips = {name: [clip for clip in some if clip.actor in actors] for name, some in heard.clips.items()}
    figures = {
        name: {each: _figures(_judge(some, _usual(name, clips), each)) for each in BASELINES}
        for name, some in clips.items()
    }
    return {"actors": actors, "cost": heard.cost, "figures": figures}


def _lines(noise: Samples) -> dict[str, Callable[[Samples], Samples]]:
    return {
        "clean": lambda samples: samples,
        TELEPHONE: _telephone,
        "office noise, 10 dB": lambda samples: _in_noise(samples, noise),
        "gain +12 dB": lambda samples: samples * np.float32(10 ** (12 / 20)),
        "gain -12 dB": lambda samples: samples * np.float32(10 ** (-12 / 20)),
    }


def _usual(name: str, clips: dict[str, list[Clip]]) -> list[Clip]:
    """The neutral clips to compare with."""
    line = "clean" if name.startswith("gain") else name
    return [clip for clip in clips[line] if clip.emotion == NEUTRAL]


def _judge(clips: list[Clip], usual: list[Clip], baseline: str) -> Judged:
    told = estimates(clips, usual, baseline)
    return Judged(
        actor=np.array([clip.actor for clip in clips]),
        high=np.array([clip.emotion in HIGH for clip in clips]),
        arousal=np.array([each.arousal for each in told]),
        confidence=np.array([each.confidence for each in told]),
    )


def estimates(clips: list[Clip], usual: list[Clip], baseline: str) -> list[ToneEstimate]:
    """Each clip beside its actor's clips among `usual`; a neutral clip is not its own baseline."""
    told = []
    for clip in clips:
        own = [
            each.measured
            for each in usual
            if each.actor == clip.actor and (clip.emotion, clip.take) != (each.emotion, each.take)
        ]
        kept = {"own neutral clips": own, "one neutral clip": own[:1], "none": []}[baseline]
        told.append(judge_measured(clip.measured, [piece for measured in kept for piece in measured]))
    return told


def _figures(judged: Judged) -> dict[str, Any]:
    random = np.random.default_rng(0)
    actors = np.unique(judged.actor)
    again: list[float] = []
    for _ in range(RESAMPLES):
        drawn = random.choice(actors, len(actors))
        rows = np.concatenate([np.flatnonzero(judged.actor == actor) for actor in drawn])
        drawn_accuracy = _balanced_accuracy(judged.high[rows], judged.arousal[rows])
        again += [] if drawn_accuracy is None else [drawn_accuracy]
    sure = judged.confidence >= SURE
    high, low = judged.arousal[judged.high], judged.arousal[~judged.high]
    return {
        "clips": len(judged.high),
        "balanced_accuracy": _balanced_accuracy(judged.high, judged.arousal),
        "interval_95": [float(each) for each in np.percentile(again, (2.5, 97.5))],
        "sensitivity": float((high > THRESHOLD).mean()),
        "specificity": float((low <= THRESHOLD).mean()),
        "auc": float(np.mean((high[:, None] > low) + 0.5 * (high[:, None] == low))),
        "coverage": float(sure.mean()),
        "balanced_accuracy_where_sure": _balanced_accuracy(judged.high[sure], judged.arousal[sure]),
    }


def _balanced_accuracy(high: npt.NDArray[np.bool_], arousal: npt.NDArray[np.float64]) -> float | None:
    """None where one of the classes is missing."""
    if high.all() or not high.any():
        return None
    return float(((arousal[high] > THRESHOLD).mean() + (arousal[~high] <= THRESHOLD).mean()) / 2)


def _read(path: Path) -> Samples:
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return np.asarray(soxr.resample(samples.mean(axis=1), rate, RATE), np.float32)


def _telephone(samples: Samples) -> Samples:
    """300 to 3400 Hz, 8 kHz, mu-law with 8 bits, and back."""
    narrow = soxr.resample(samples, RATE, 8000)
    spectrum = np.fft.rfft(narrow)
    hertz = np.fft.rfftfreq(len(narrow), 1 / 8000)
    spectrum[(hertz < 300) | (hertz > 3400)] = 0
    band = np.clip(np.fft.irfft(spectrum, len(narrow)), -1, 1)
    steps = np.round(np.sign(band) * np.log1p(255 * np.abs(band)) / np.log(256) * 127) / 127
    heard = np.sign(steps) * (256 ** np.abs(steps) - 1) / 255
    return np.asarray(soxr.resample(heard, 8000, RATE), np.float32)


def _in_noise(samples: Samples, noise: Samples) -> Samples:
    """The clip at NOISE_DB above office noise, both as mean power; the silence around the words is no speech."""
    at = len(samples) * 7 % (len(noise) - len(samples))
    part = noise[at : at + len(samples)]
    power = samples**2
    speech = power[power > power.max() / 1000].mean()
    return samples + part * np.float32(np.sqrt(speech / np.mean(part**2) / 10 ** (NOISE_DB / 10)))


def table(report: dict[str, Any]) -> str:
    """The report as Markdown."""
    lines = [
        f"Actors {report['actors'][0]} to {report['actors'][-1]}; cost {report['cost']:.4f} x audio (CPU, one thread).",
        "",
        "| line | baseline | balanced accuracy (95 %) | high found | low kept | AUC | sure | where sure |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for line, baselines in report["figures"].items():
        for baseline, each in baselines.items():
            low, high = each["interval_95"]
            where_sure = each["balanced_accuracy_where_sure"]
            lines.append(
                f"| {line} | {baseline} | {each['balanced_accuracy']:.3f} ({low:.3f} to {high:.3f}) | "
                f"{each['sensitivity']:.2f} | {each['specificity']:.2f} | {each['auc']:.3f} | {each['coverage']:.0%} | "
                f"{'-' if where_sure is None else f'{where_sure:.3f}'} |"
            )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--actors", type=int, nargs=2, default=(1, 16), metavar=("FIRST", "LAST"))
    parser.add_argument("--json", action="store_true", help="print the figures instead of the table")
    asked = parser.parse_args()
    report = evaluate(asked.data, range(asked.actors[0], asked.actors[1] + 1))
    print(json.dumps(report) if asked.json else table(report))


if __name__ == "__main__":
    main()

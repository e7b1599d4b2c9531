"""The baseline for the customer's state: telling words in, states out."""

from __future__ import annotations

import pytest

from assist.emotion.word_list import WordList
from assist.events import EmotionEstimate, State, Utterance


def heard(text: str, words: WordList | None = None) -> EmotionEstimate:
    utterance = Utterance(at=3.0, speaker="customer", id="customer-1", start=1.0, end=2.5, text=text)
    return (words or WordList()).hear(utterance)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("This is the third time I call, it's ridiculous.", "frustrated"),
        ("I'm really worried that it won't come.", "anxious"),
        ("sorry i don't understand what you mean", "confused"),
        ("you have really let us down", "disappointed"),
        ("oh that is such a relief thank you so much", "satisfied"),
        ("i would like to change my address", "neutral"),
        ("I am not worried about it at all", "neutral"),
        ("thank you but this is ridiculous and i am worried", "unsure"),
    ],
)
def test_states_a_telling_sentence(text: str, state: State) -> None:
    assert heard(text).state == state


def test_names_its_evidence_and_its_utterance() -> None:
    estimate = heard("This is the third time I have had to call")
    assert estimate.because == ("third time",)
    assert estimate.utterance == "customer-1"


def test_more_and_stronger_words_are_more_intense() -> None:
    assert heard("nobody called").intensity < heard("this is ridiculous nobody called me").intensity


def test_the_trend_rises_and_eases_over_the_turns() -> None:
    words = WordList()
    turns = ["hello", "i am worried", "this is ridiculous i am furious", "okay", "thank you so much", "my name is jo"]
    trends = [heard(text, words).trend for text in turns]
    assert trends == ["steady", "rising", "rising", "easing", "easing", "steady"]


def test_a_language_it_does_not_know_is_not_neutral() -> None:
    assert heard("감사합니다", WordList("ko")).state == "unsure"


def test_neutral_and_unsure_have_no_intensity() -> None:
    assert heard("my number is four five six").intensity == 0.0

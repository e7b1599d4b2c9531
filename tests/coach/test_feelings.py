"""Feelings that a customer names, and words that only sound like one."""

from __future__ import annotations

import pytest

from assist.coach.feelings import named_in, reflects
from assist.events import State


@pytest.mark.parametrize(
    ("text", "state", "words"),
    [
        ("i am absolutely sick of it", "frustrated", "sick of it"),
        ("this is ridiculous", "frustrated", "this is ridiculous"),
        ("that's not good enough", "frustrated", "that's not good enough"),
        ("I'm really worried that my tickets won't come.", "anxious", "i'm really worried"),
        ("I'm completely confused.", "confused", "i'm completely confused"),
        ("I don't understand this letter", "confused", "i don't understand"),
        ("I had to put him to sleep, and I'm just heartbroken.", "disappointed", "i'm just heartbroken"),
        ("my mum passed away in may", "disappointed", "my mum passed away"),
    ],
)
def test_a_feeling_is_found_with_its_words(text: str, state: State, words: str) -> None:
    named = named_in(text)
    assert named is not None
    assert (named.state, named.words) == (state, words)


@pytest.mark.parametrize(
    "text",
    [
        "I'm afraid I can't make it on Thursday",
        "my husband passed his test",
        "we put him to sleep around seven",
        "that's unbelievable, thank you so much",
        "I'm done with it now thanks",
        "I lost my partner in the shop",
        "my brother died years ago so he's not on the account",
        "I don't follow the news",
        "I'm sick of the colour",
        "I'm lost for words, thank you",
        "I wouldn't say I'm annoyed",
        "i am not worried about it at all",
        "i was so angry last week",
        "no i'm joking i am furious of course",
    ],
)
def test_idioms_denials_and_the_past_are_none(text: str) -> None:
    assert named_in(text) is None


def test_a_feeling_given_back_in_the_customers_word_is_known() -> None:
    assert reflects("I can hear that you're worried about it", "i am so worried")
    assert not reflects("I can hear that you're worried about it", "where is my parcel")
    assert not reflects("worried? no need", "i am so worried")

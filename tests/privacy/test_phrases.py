"""Phrases looked for in words: what they may be made of, where they are found, which of several stands."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.privacy.phrases import GAP, Found, Phrases

NAMED = {"card": "visa amex", "spoken": "card cod"}


def found(text: str, *phrases: str) -> list[str]:
    """Which phrases were said, each with its words."""
    words = text.split()
    looked_for = Phrases([(phrase, phrase) for phrase in phrases], NAMED)
    return [f"{each.meaning}: {' '.join(words[each.first : each.last + 1])}" for each in looked_for.find(words)]


def is_said(phrase: str, text: str) -> bool:
    return found(text, phrase) != []


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("card number", "my card number is", True),
        ("card number", "card number", True),
        ("card number", "my card", False),
        ("card number", "number card", False),
        ("card number", "card and number", False),
        ("Card NUMBER", "my card number is", True),
        ("pin", "my pin", True),
        ("card|cart number", "the cart number", True),
        ("card|cart number", "the card number", True),
        ("card|cart number", "the car number", False),
        ("<card> number", "my amex number", True),
        ("<card> number", "my card number", False),
        ("<card>|bank number", "my bank number", True),
        ("bank|<card> number", "my bank number", True),
        ("<card>|<spoken> number", "my cod number", True),
        ("card number", "the card's number's", True),
        ("<card> number", "the visa's number", True),
        ("<card number", "<card number", True),
        ("card> number", "card> number", True),
    ],
)
def test_a_phrase_is_said_word_for_word_or_with_one_of_its_words(phrase: str, text: str, expected: bool) -> None:
    assert is_said(phrase, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("number card", True),
        ("number on card", True),
        ("number on your new card", True),
        ("number on your very new card", False),
        ("number on", False),
        ("number", False),
    ],
)
def test_a_star_is_up_to_three_words(text: str, expected: bool) -> None:
    assert GAP == 3
    assert is_said("number * card", text) == expected


def test_of_several_ends_the_nearest_counts() -> None:
    assert found("number on card of card", "number * card") == ["number * card: number on card"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("read it to me now", True),
        ("read me now", True),
        ("read a b c d e me now", False),
        ("read it then me and now", True),
        ("read me and you and he now", False),
    ],
)
def test_a_phrase_may_have_several_stars(text: str, expected: bool) -> None:
    assert is_said("read * me * now", text) == expected


def test_two_stars_in_a_row_are_up_to_six_words() -> None:
    assert is_said("read * * now", "read a b c d e f now")
    assert not is_said("read * * now", "read a b c d e f g now")


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        ("pin then code", ("code", "pin"), ["pin: pin", "code: code"]),
        ("pin pin", ("pin",), ["pin: pin", "pin: pin"]),
        ("card number please", ("card", "card number"), ["card number: card number"]),
        ("long card number", ("card number", "long card"), ["long card: long card"]),
        ("number on the card", ("number * card", "card", "the"), ["number * card: number on the card"]),
        ("the number on card", ("the * card", "number on card"), ["number on card: number on card"]),
        ("read the card code", ("read * code", "card code"), ["card code: card code"]),
        ("card number", ("card number", "card|cart number"), ["card number: card number"]),
        ("card number", ("card|cart number", "card number"), ["card|cart number: card number"]),
        ("a b c d", ("c d", "a b", "b c d"), ["b c d: b c d"]),
        ("one two three", ("one two", "three", "two three"), ["one two: one two", "three: three"]),
    ],
)  # fmt: skip
def test_of_phrases_that_overlap_the_one_with_more_words_stands(
    text: str, phrases: tuple[str, ...], expected: list[str]
) -> None:
    assert found(text, *phrases) == expected


def test_of_the_same_words_and_gaps_the_earlier_stands() -> None:
    assert found("card number card", "number card", "card number") == ["card number: card number"]


def test_what_does_not_count_stands_in_no_others_way() -> None:
    phrases = Phrases([("card number", 1), ("card", 2)], {})
    assert phrases.find(["card", "number"]) == [Found(0, 1, 1)]
    assert phrases.find(["card", "number"], lambda meaning: meaning == 2) == [Found(0, 0, 2)]


@pytest.mark.parametrize("phrase", ["", "  ", "*", "* card", "card *"])
def test_a_phrase_begins_and_ends_with_a_word(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"^a phrase begins and ends with a word$"):
        Phrases([(phrase, 1)], {})


def test_a_name_that_is_not_in_the_table_is_told() -> None:
    with pytest.raises(ValueError, match=r"^there are no \[words\] named <cards>$"):
        Phrases([("card|<cards> number", 1)], NAMED)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from("abc"), max_size=12),
    st.lists(st.sampled_from(["a", "b", "a|c", "<name>"]), min_size=1, max_size=3),
)
def test_a_phrase_with_stars_is_found_where_a_regular_expression_finds_it(words: list[str], steps: list[str]) -> None:
    said = Phrases([(" * ".join(steps), 0)], {"name": "b c"}).find(words)
    patterns = {"a": "a", "b": "b", "a|c": "[ac]", "<name>": "[bc]"}
    expected = re.search(r"\w{0,3}?".join(patterns[step] for step in steps), "".join(words))
    assert bool(said) == bool(expected)
    assert all(one.last < other.first for one, other in pairwise(said))

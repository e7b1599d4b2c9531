"""The words of a text: what is one word, how it is written in small, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.privacy.tokens import Token, tokenise


def words(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four one, one... ONE!", ["four", "one", "one", "one"]),
        ("", []),
        (" -- ?", []),
        ("4111-1111 1111/1111", ["4111", "1111", "1111", "1111"]),
        ("£45.99", ["45", "99"]),
        ("first_second", ["first", "second"]),
        ("it's the children's o'clock", ["it's", "the", "children's", "o'clock"]),
        ("the boys' toys 'quoted'", ["the", "boys", "toys", "quoted"]),
        ("rock'n'roll", ["rock'n'roll"]),
        ("it's'", ["it's"]),
        ("5'10", ["5", "10"]),
    ],
)
def test_words_are_what_stands_between_spaces_and_signs(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pin4821", ["pin", "4821"]),
        ("code123456", ["code", "123456"]),
        ("gb29nwbk", ["gb29nwbk"]),
        ("4th", ["4th"]),
        ("41a", ["41a"]),
    ],
)
def test_a_number_that_is_glued_to_a_word_is_one_by_itself_but_a_code_of_both_is_one(
    text: str, expected: list[str]
) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it\u2019s", ["it's"]),
        ("\u2019ello", ["ello"]),
        ("\uff14\uff11\uff11\uff11", ["4111"]),  # full width
        ("\u0664\u0661 caf\u00c9", ["41", "caf\u00e9"]),  # Arabic
        ("x\u00b2", ["x2"]),
    ],
)
def test_other_writing_is_read_as_the_same_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_word_keeps_its_place_in_the_text() -> None:
    assert tokenise("My PIN: it\u2019s 4821") == [
        Token("my", 0, 2),
        Token("pin", 3, 6),
        Token("it's", 8, 12),
        Token("4821", 13, 17),
    ]


def test_a_letter_that_grows_in_small_moves_no_place() -> None:
    assert [(token.start, token.end) for token in tokenise("\u0130\u0130\u0130 4821")] == [(0, 3), (4, 8)]


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_places_follow_each_other_and_hold_what_no_sign_is(text: str) -> None:
    tokens = tokenise(text)
    ends = [0, *(end for token in tokens for end in (token.start, token.end)), len(text)]
    assert ends == sorted(ends)
    outside = "".join(text[end:start] for end, start in zip(ends[::2], ends[1::2], strict=True))
    assert not any(char.isalnum() for char in outside)

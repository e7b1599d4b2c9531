"""The masker: what becomes of the texts of a call, in the order in which they are known, with our own table."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET

from assist.events import Partial, Revealed, Utterance
from assist.privacy.checks import is_card
from assist.privacy.kinds import read_table
from assist.privacy.masking import Masker
from assist.spoken import Spoken, SpokenWord
from tests.privacy import properties
from tests.privacy.any_call import some_case, some_words
from tests.privacy.properties import Text, digits_read, heard, masked

TABLE = read_table()
ASKS = Text("agent", "can i take the long card number please")
CARD = "four one one one one one one one one one one one one one one one"
UNKNOWN = "four one one one one one"
TALK = ("so is the weather nice", "yes it is lovely out here") * 8


def texts_of(*texts: Text) -> list[str]:
    return [event.text for event in masked(TABLE, heard(texts)) if not isinstance(event, Revealed)]


def revealed(*texts: Text) -> list[tuple[str, str]]:
    return [(event.utterance, event.text) for event in masked(TABLE, heard(texts)) if isinstance(event, Revealed)]


def talk(turns: int) -> list[Text]:
    """So many turns that have nothing to do with it."""
    return [Text("agent" if turn % 2 == 0 else "customer", TALK[turn]) for turn in range(turns)]


def test_words_without_a_secret_are_what_they_were() -> None:
    (spoken,) = heard([Text("customer", "My bill is £20, isn’t it?")])
    assert Masker(TABLE).hear(spoken) == [
        Utterance(at=1, speaker="customer", id="customer-1", start=0, end=1, text=spoken.text)  # type: ignore[arg-type]
    ]


def test_what_is_hidden_is_so_from_the_first_words_on() -> None:
    so_far = [" ".join(CARD.split()[:count]) for count in (3, 5, 15)]
    partials = [Text("customer", f"it's {words}", final=False) for words in so_far]
    shown = texts_of(ASKS, *partials, Text("customer", f"it's {CARD} okay"))
    assert shown[1:] == ["it's [card]", "it's [card]", "it's [card]", "it's [card 1111] okay"]


def test_an_unfinished_text_keeps_no_digit_of_a_card() -> None:
    (event,) = masked(TABLE, heard([Text("customer", CARD, final=False)]))
    assert isinstance(event, Partial)
    assert event.text == "[card]"


def test_partials_and_utterances_keep_who_when_and_which() -> None:
    spoken = Spoken(at=9.5, speaker="agent", id="agent-7", start=8.0, end=9.25, text="hello", final=False)
    (partial,) = Masker(TABLE).hear(spoken)
    assert partial == Partial(at=9.5, speaker="agent", id="agent-7", start=8.0, end=9.25, text=partial.text)


def test_timed_words_lose_their_letters_and_keep_their_times() -> None:
    text = f"it's {CARD} then you"
    times = [SpokenWord(text=word, start=n, end=n + 0.5, confidence=0.9) for n, word in enumerate(text.split())]
    spoken = Spoken(
        at=20, speaker="customer", id="customer-1", start=0, end=20, text=text, final=True, words=tuple(times)
    )
    (event,) = Masker(TABLE).hear(spoken)
    assert isinstance(event, Utterance)
    assert event.words is not UNSET
    assert len(event.words) == len(times)
    assert [(word.start, word.end, word.confidence) for word in event.words] == [
        (word.start, word.end, word.confidence) for word in times
    ]
    assert event.words[0].text == "it's"
    assert {word.text for word in event.words[1:17]} == {"[card]"}
    assert event.words[-1].text == "you"
    assert "1" not in "".join(word.text for word in event.words), "a single word does not tell the last four either"


def test_a_timed_word_is_not_taken_for_the_end_of_the_one_before() -> None:
    text = "my pin is someone one two three four"
    times = [SpokenWord(text=word, start=n, end=n + 0.5, confidence=0.9) for n, word in enumerate(text.split())]
    spoken = Spoken(
        at=9, speaker="customer", id="customer-1", start=0, end=9, text=text, final=True, words=tuple(times)
    )
    (event,) = Masker(TABLE).hear(spoken)
    assert isinstance(event, Utterance)
    assert event.words is not UNSET
    assert " ".join(word.text for word in event.words) == "my pin is someone [pin] [pin] [pin] [pin]"


def test_an_engine_without_times_has_no_timed_words() -> None:
    (event,) = Masker(TABLE).hear(heard([Text("customer", "hello")])[0])
    assert isinstance(event, Utterance)
    assert event.words is UNSET


def test_a_number_that_nothing_tells_of_is_shown_again_some_turns_later() -> None:
    call = [Text("customer", f"it says {UNKNOWN} here"), *talk(12)]
    assert texts_of(*call)[0] == "it says [number] here"
    assert revealed(*call) == [("customer-1", f"it says {UNKNOWN} here")]


def test_at_the_end_of_a_call_it_is_shown_at_once() -> None:
    assert revealed(Text("customer", UNKNOWN)) == [("customer-1", UNKNOWN)]


def test_what_is_shown_again_keeps_its_other_secrets() -> None:
    words = "the letter says {} and my pin is {}"
    assert revealed(Text("customer", words.format(UNKNOWN, "nine two one four"))) == [
        ("customer-1", words.format(UNKNOWN, "[pin]"))
    ]


def test_what_turns_out_a_card_is_never_shown_again() -> None:
    half, rest = " ".join(CARD.split()[:8]), " ".join(CARD.split()[8:])
    call = [Text("customer", half), Text("customer", rest), *talk(12)]
    assert revealed(*call) == []
    assert digits_read(" ".join(texts_of(*call))) in ("", "1111")


def test_what_the_other_is_just_saying_counts_and_is_in_no_doubt_later() -> None:
    asked = Text("agent", "and what's the security code on your card", final=False)
    other = Text("agent", "it is lovely weather")
    for number in ("four one one", UNKNOWN):
        call = [asked, Text("customer", number), other, *talk(12)]
        assert number not in texts_of(*call)[1]
        assert revealed(*call) == []


def test_a_question_counts_while_it_is_still_being_asked() -> None:
    for question in (ASKS, ASKS._replace(final=False)):
        assert texts_of(question, Text("customer", "four one one"))[1] == "[card]"


def test_what_was_being_said_counts_no_more_when_it_ends_otherwise() -> None:
    asked = Text("agent", "what's the security code on your card", final=False)
    readable = (Text("agent", "what's your order number"), Text("customer", "eight two two nine one"))
    assert texts_of(asked, *readable)[1:] == [text.words for text in readable]


def test_a_card_read_back_by_the_agent_is_hidden_too() -> None:
    shown = texts_of(ASKS, Text("customer", CARD), Text("agent", f"so that's {CARD}"))
    assert digits_read(shown[-1]) in ("", "1111")


def test_two_calls_know_nothing_of_each_other() -> None:
    masker = Masker(TABLE)
    masker.hear(heard([ASKS])[0])
    masker.hear(heard([Text("customer", "four one one")])[0])
    assert texts_of(Text("customer", "four one one")) != ["[card]"]


def test_the_words_of_a_doubt_that_is_settled_are_forgotten() -> None:
    masker = Masker(TABLE)
    half, rest = " ".join(CARD.split()[:8]), " ".join(CARD.split()[8:])
    call = [
        Text("customer", f"it says {UNKNOWN}"),
        *talk(14),
        Text("customer", half),
        Text("customer", rest),
        *talk(14),
    ]
    for spoken in heard(call):
        masker.hear(spoken)
    assert masker._doubted == []


# --- any call ---------------------------------------------------------------------------------------------------------

SEEDS = st.integers(0, 10**9)
WORDS = st.one_of(st.text(max_size=60), SEEDS.map(lambda seed: some_words(random.Random(seed))))
CALLS = st.lists(st.builds(Text, st.sampled_from(("agent", "customer")), WORDS, st.booleans()), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(CALLS)
def test_any_texts_in_any_order_are_given_once_with_nothing_but_secrets_hidden(texts: list[Text]) -> None:
    properties.check_each_text_is_given_once(TABLE, texts)


@settings(max_examples=60, deadline=None)
@given(CALLS)
def test_an_unfinished_text_never_changes_what_later_ones_give(texts: list[Text]) -> None:
    properties.check_unfinished_texts_change_nothing(TABLE, texts)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_card_said_in_one_turn_of_any_call_is_not_readable(seed: int) -> None:
    case = some_case(random.Random(seed))
    if case.card:
        properties.check_a_card_is_never_readable(TABLE, case.texts, case.card)


def test_the_properties_can_fail() -> None:
    card = "4111111111111111"
    assert is_card(card)
    assert card in digits_read(CARD)
    assert digits_read("oh four, 12-7. [card 1111]") == "041271111"
    assert properties.keeps_the_rest("a b c d", "a [card] d")
    for shown in ("a [card] c", "[card] b d", "x [card] d", "a b c", "a [card] b [card] b d"):
        assert not properties.keeps_the_rest("a b c d", shown)
    with pytest.raises(AssertionError):
        properties.check_a_card_is_never_readable(read_table(), [Text("customer", "five")], "5")

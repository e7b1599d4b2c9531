"""Details: the customer's own words, in the meaning that the words around them give, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.coach.details import Details, Slot
from assist.coach.packs import read_library
from assist.coach.plain import plain

NOUNS = read_library().nouns


def details(*texts: str) -> dict[Slot, str]:
    known = Details(NOUNS)
    for number, text in enumerate(texts):
        known.hear(text, f"customer-{number}")
    return {slot: detail.value for slot, detail in known.known().items()}


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("I've been waiting two weeks for my fridge.", "duration", "two weeks"),
        ("i've been waiting two weeks for my fridge", "product", "fridge"),
        ("this is the third time i call about it", "nth", "third"),
        ("This is the second time it's broken down.", "recurrence", "second"),
        ("I called three times since Sunday", "times", "three times"),
        ("I called three times since Sunday", "since", "Sunday"),
        ("nobody came on tuesday", "day", "Tuesday"),
        ("you have charged my credit card twice", "charges", "twice"),
        ("I tried it four times and it says no", "tries", "four times"),
        ("you took $49.99 from me", "amount", "$49.99"),
        ("forty nine pounds and twenty pence is gone", "amount", "forty nine pounds and twenty pence"),
        ("my name is peter walker", "name", "Peter"),
        ("Hi, this is Tyrell, calling back", "name", "Tyrell"),
        ("Good morning, Samir speaking. My premium", "name", "Samir"),
        ("its been sat in leeds for nine days", "duration", "nine days"),
        ("ive put my password in three times", "tries", "three times"),
        ("i was on hold for forty five minutes", "held", "forty five minutes"),
        ("my daughter has her exams next week", "who", "daughter"),
        ("it must be here before our wedding", "event", "wedding"),
    ],
)
def test_a_detail_is_taken_with_the_meaning_of_the_words_around_it(text: str, slot: Slot, value: str) -> None:
    assert details(text)[slot] == value


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("we are moving in two weeks", "duration"),
        ("I've been with you for ten years", "duration"),
        ("my son is two weeks old", "duration"),
        ("i was on hold for forty five minutes", "duration"),
        ("can you come on friday", "day"),
        ("my wedding is on saturday", "day"),
        ("I never called twice", "times"),
        ("this is ridiculous calling again and again", "name"),
        ("you have charged me twice", "times"),
        ("the second time the engineer came", "nth"),
        ("his name is robert and he passed away", "name"),
        ("It's Monday, and I took a day off", "name"),
        ("It's Monday, and I took a day off", "duration"),
        ("they called me twice", "times"),
        ("it cuts out after ten minutes", "duration"),
    ],
)
def test_what_may_mean_something_else_is_left_out(text: str, slot: Slot) -> None:
    assert slot not in details(text)


def test_the_product_spoken_of_most_stays() -> None:
    assert details("my router is dead", "the router again", "i paid the bill")["product"] == "router"


@pytest.mark.parametrize(
    "text",
    [
        "my name is [name]",
        "it took \u2588\u2588\u2588\u2588 pounds",
        "you took 4 1 1 1 2 2 2 2 pounds",
        "four one one one two two pounds",
    ],
)
def test_secrets_and_what_stands_in_their_place_are_no_details(text: str) -> None:
    assert details(text) == {}


SAYABLE = (
    "my name is peter third time i call two weeks waiting for the fridge charged twice forty pounds on monday "
    "since sunday daughter wedding [card] **** 4111 not never in after hold three times tried"
)
WORDS = st.lists(st.sampled_from(SAYABLE.split()), max_size=25)


@given(st.lists(WORDS, max_size=4))
def test_no_slot_is_ever_filled_with_something_not_said(turns: list[list[str]]) -> None:
    texts = [" ".join(words) for words in turns]
    said = " | ".join(plain(text, keep="\u00a3$.,") for text in texts)
    for value in details(*texts).values():
        assert value.lower() in said
        assert not set("[]*") & set(value)
        assert "4111" not in value

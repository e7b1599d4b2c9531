"""What makes secrets likelier from now on: what is spoken of, and when."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from assist.events import Speaker
from assist.privacy.evidence import hear
from assist.privacy.memory import Memory
from assist.privacy.turn import Turn
from tests.privacy.small_table import TABLE, known, number

CARD_IN_DOUBT = number("411111111111", doubt=1)
MEMORY = known(said_at={"text": 3})
TIMES = ("card_at", "other_card_at", "pay_at", "sent_at", "bank_at", "code_at", "expiry_at", "parted_at")


def heard(text: str, speaker: Speaker = "customer", memory: Memory = MEMORY) -> Memory:
    """What is known after this was said in turn 20."""
    return hear(Turn(TABLE, memory, speaker, text), memory)


def spoken_of(text: str, speaker: Speaker = "customer", memory: Memory = MEMORY) -> set[str]:
    """What this speaks of."""
    after = heard(text, speaker, memory)
    return {name for name in TIMES if getattr(after, name) == 20}


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("hello there", set()),
        ("it's an amex", {"card_at", "pay_at"}),
        ("my library card", {"other_card_at"}),
        ("can i pay", {"pay_at"}),
        ("it's £20", {"pay_at"}),
        ("it's €20", {"pay_at"}),
        ("it's 20 percent", set()),
        ("it is from my bank", {"bank_at"}),
        ("there was a code", {"code_at"}),
        ("there was a promo code", set()),
        ("the code on parcel", set()),
        ("the pin of the promo code", {"code_at"}),
        ("the promo code and the pin", {"code_at"}),
    ],
)
@pytest.mark.parametrize("speaker", ["agent", "customer"])
def test_what_is_spoken_of_is_remembered_whoever_says_it(text: str, times: set[str], speaker: Speaker) -> None:
    assert spoken_of(text, speaker) == times


def test_only_an_agent_says_that_something_is_sent() -> None:
    assert spoken_of("i'll text you", "agent") == {"sent_at"}
    assert spoken_of("i'll text you", "customer") == set()
    assert spoken_of("i'll call you", "agent") == set()


def test_what_was_spoken_of_before_is_kept() -> None:
    before = replace(MEMORY, **dict.fromkeys(TIMES, 7))
    assert heard("hello there", memory=before) == before
    assert heard("hello there", "agent", memory=before) == before


def test_words_that_make_a_kind_likely_are_remembered_with_the_others() -> None:
    assert heard("it was the bank").said_at == {"text": 3, "bank": 20}
    assert heard("i got your text").said_at == {"text": 20}


@pytest.mark.parametrize(
    ("speaker", "text", "parts"),
    [
        ("agent", "let us see now", True),
        ("agent", "mhm okay", False),
        ("agent", "four one one one", False),
        ("customer", "let us see now", False),
    ],
)
def test_an_agent_who_says_something_else_parts_the_numbers(speaker: Speaker, text: str, parts: bool) -> None:
    memory = known(giving=CARD_IN_DOUBT)
    assert ("parted_at" in spoken_of(text, speaker, memory)) is parts


def test_where_no_number_is_in_doubt_there_is_nothing_to_part() -> None:
    assert spoken_of("let us see now", "agent") == set()


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("one two two eight", True),
        ("oh six thirty one", True),
        ("one one two thousand twenty nine", True),
        ("six twenty eight", True),
        ("one three two eight", False),
        ("one two two four", False),
        ("one two", False),
        ("one two two eight nine", False),
        ("my dog was born in one two two eight or so they say", False),
    ],
)
def test_a_month_and_year_after_a_long_number_is_an_expiry(text: str, gives: bool) -> None:
    memory = known(giving=CARD_IN_DOUBT, parted_at=19)
    assert ("expiry_at" in spoken_of(text, memory=memory)) is gives


@pytest.mark.parametrize(
    "memory",
    [
        known(giving=CARD_IN_DOUBT, parted_at=18),
        known(giving=CARD_IN_DOUBT, parted_at=20),
        known(parted_at=19),
        known(giving=number("41111111111", doubt=1), parted_at=19),
        known(giving=number("411111111111", kind="card"), parted_at=19),
    ],
)
def test_a_month_and_year_after_anything_else_is_none(memory: Memory) -> None:
    assert "expiry_at" not in spoken_of("one two two eight", memory=memory)


def test_a_date_that_the_agent_reads_back_is_no_expiry() -> None:
    memory = known(giving=CARD_IN_DOUBT, parted_at=19)
    assert "expiry_at" not in spoken_of("one two two eight", "agent", memory)


def test_of_several_numbers_in_doubt_one_that_is_long_is_enough() -> None:
    memory: Memory = known(giving=number("12", doubt=2), waiting=(CARD_IN_DOUBT,), parted_at=19)
    assert "expiry_at" in spoken_of("one two two eight", memory=memory)


def test_an_empty_memory_hears_too() -> None:
    memory: Any = hear(Turn(TABLE, Memory(), "customer", "hello"), Memory())
    assert memory == Memory()

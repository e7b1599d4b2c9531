"""What a call is about: by the customer's words, and as data that a team can add to."""

from __future__ import annotations

import pytest

from assist.coach.packs import Situation
from assist.coach.situations import Situations
from tests.coach.making import LIBRARY


def about(*texts: str) -> str:
    situations = Situations(LIBRARY.situations)
    for text in texts:
        situations.hear(text)
    now = situations.now()
    return now.id if now else "-"


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("My parcel never arrived.", "late_delivery"),
        ("when do i get my money back", "refund"),
        ("You've charged me twice for the same thing.", "double_charge"),
        ("we've had no internet since sunday", "outage"),
        ("I'd like to cancel my subscription", "cancellation"),
        ("im locked out of my account", "locked_account"),
        ("my husband passed away in may", "bereavement"),
        ("nobody turned up and i took a day off work", "missed_appointment"),
        ("You sent me the wrong size.", "wrong_item"),
    ],
)
def test_a_plain_case_is_known(text: str, situation: str) -> None:
    assert about(text) == situation


@pytest.mark.parametrize("text", ["Good morning.", "what are your opening hours", "I'd like to change my address"])
def test_a_routine_question_is_none_of_them(text: str) -> None:
    assert about(text) == "-"


def test_what_the_call_was_about_stays_for_a_while_and_gives_way() -> None:
    assert about("My parcel never arrived.", "yes that's right") == "late_delivery"
    assert about("My parcel never arrived.", *["yes that's right"] * 6) == "-"
    assert about("My parcel never arrived.", "and you charged me twice, two payments went out") == "double_charge"


def test_a_death_is_not_forgotten() -> None:
    assert about("my husband passed away in may", *["yes that's right"] * 20) == "bereavement"


def test_a_partial_text_counts_while_it_is_spoken() -> None:
    situations = Situations(LIBRARY.situations)
    now = situations.now("my parcel never arrived")
    assert now is not None
    assert now.id == "late_delivery"
    assert situations.now() is None


def test_stars_end_words_and_dots_leave_a_gap() -> None:
    moving = Situations([Situation(id="moving", words=("tenan*", "moved ... new place"))])
    for text in ("the tenancy ends", "I've moved to a lovely new place"):
        assert moving.now(text) is not None, text
    for text in ("a lieutenant", "moved", "i moved away from there and then it was to a new place"):
        assert moving.now(text) is None, text

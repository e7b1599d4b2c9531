"""Whether the two speakers sit on the right inputs: whole calls as they are and with the speakers exchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.events import Speaker
from assist.speech.call_script import CallScript, SpokenLine, read_call_script
from assist.speech.sides import Sides, whose
from tests.making import CALLS, ROOT

WHOLE_CALLS = sorted([*CALLS.glob("*.call"), *(ROOT / "tests" / "coach" / "sets" / "calls").glob("*.call")])
OTHER: dict[Speaker, Speaker] = {"agent": "customer", "customer": "agent"}
GREETING = "Thank you for calling Brightwater Energy, this is Sam. How can I help you today?"
TROUBLE = "I was charged twice and my rent goes out on Friday."


def in_order(script: CallScript) -> list[SpokenLine]:
    return sorted(script.spoken, key=lambda line: line.end_s)


def told_after_s(path: Path, *, swapped: bool) -> float | None:
    """Seconds of speech until the sides were first said to be swapped."""
    sides, spoken_s = Sides(), 0.0
    for line in in_order(read_call_script(path)):
        spoken_s += line.end_s - line.start_s
        sides.hear(OTHER[line.speaker] if swapped else line.speaker, line.text)
        if sides.swapped:
            return spoken_s
    return None


@pytest.mark.parametrize("path", WHOLE_CALLS, ids=lambda path: path.stem)
def test_a_call_on_the_right_inputs_is_never_called_swapped(path: Path) -> None:
    assert told_after_s(path, swapped=False) is None


def test_four_of_five_swapped_calls_are_told_in_their_first_minute_of_speech() -> None:
    times = [told_after_s(path, swapped=True) for path in WHOLE_CALLS]
    in_time = sum(time is not None and time <= 60 for time in times)
    assert in_time >= 0.8 * len(times), f"{in_time} of {len(times)}"


def test_one_sentence_from_each_is_not_enough() -> None:
    sides = Sides()
    sides.hear("customer", GREETING)
    sides.hear("agent", TROUBLE)
    assert not sides.swapped
    sides.hear("agent", "I want to cancel.")
    assert sides.swapped


def test_an_announcement_on_the_customers_line_alone_is_not_enough() -> None:
    sides = Sides()
    for _ in range(10):
        sides.hear("customer", "Thank you for holding. Calls may be recorded. How can we help?")
        sides.hear("agent", "Mhm.")
    assert not sides.swapped


def test_it_is_taken_back_once_the_inputs_are_exchanged() -> None:
    sides = Sides()
    for _ in range(3):
        sides.hear("customer", GREETING)
        sides.hear("agent", TROUBLE)
    assert sides.swapped
    for _ in range(3):
        sides.hear("customer", TROUBLE)
        sides.hear("agent", "Can I take your account number, please?")
    assert not sides.swapped


@pytest.mark.parametrize(("language", "told"), [("en", True), ("en-GB", True), ("ko", False), ("de", False)])
def test_only_english_is_judged(language: str, told: bool) -> None:
    sides = Sides(language)
    for _ in range(3):
        sides.hear("customer", GREETING)
        sides.hear("agent", TROUBLE)
    assert sides.swapped is told


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (GREETING, 2),
        ("you\u2019re through to kyle", 2),
        ("can i take your account number", 1),
        ("Let me check that for you.", 1),
        (TROUBLE, -1),
        ("I want to cancel", -1),
        ("it's about my tablets", -1),
        ("my name is Lee", 0),
        ("four four seven one nine", 0),
        ("", 0),
    ],
)
def test_whose_sentence_it_seems(text: str, points: int) -> None:
    assert whose(text) == points

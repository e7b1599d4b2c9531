"""Agents' clocks: what is learned of them from when messages come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.console.clocks import SenderClock
from tests.console.making import NOON


def test_a_clock_that_is_right_needs_no_correction() -> None:
    clock = SenderClock()
    clock.hear(1, NOON, at=NOON, retained=False)
    assert clock.here(NOON + 5) == NOON + 5


@pytest.mark.parametrize("ahead", [3600.0, -3600.0])
def test_a_wrong_clock_is_corrected(ahead: float) -> None:
    clock = SenderClock()
    clock.hear(1, NOON + ahead, at=NOON + 0.25, retained=False)
    assert clock.here(NOON + ahead - 60) == NOON - 60 + 0.25


def test_the_quickest_message_is_the_nearest_to_the_truth() -> None:
    clock = SenderClock()
    for number, late in enumerate((30.0, 0.5, 12.0)):
        clock.hear(number, NOON + number, at=NOON + number + late, retained=False)
    assert clock.offset == 0.5


def test_a_retained_message_of_the_past_says_nothing_of_the_clock() -> None:
    clock = SenderClock()
    clock.hear(1, NOON - 7200, at=NOON, retained=True)
    assert clock.offset == 0.0


def test_a_retained_message_from_the_future_shows_a_fast_clock() -> None:
    clock = SenderClock()
    clock.hear(1, NOON + 600, at=NOON, retained=True)
    assert clock.here(NOON + 600) == NOON


def test_what_a_live_message_shows_counts_more_than_retained_ones() -> None:
    clock = SenderClock()
    clock.hear(1, NOON + 600, at=NOON, retained=True)
    clock.hear(2, NOON + 602, at=NOON + 1, retained=False)
    clock.hear(3, NOON + 900, at=NOON + 1, retained=True)
    assert clock.offset == -601


def test_a_clock_that_was_set_back_is_learned_anew() -> None:
    clock = SenderClock()
    clock.hear(1, NOON + 3600, at=NOON, retained=False)
    clock.hear(2, NOON + 10, at=NOON + 10, retained=False)
    assert clock.offset == 0.0


def test_a_late_copy_is_not_a_clock_that_was_set_back() -> None:
    clock = SenderClock()
    clock.hear(5, NOON + 3600, at=NOON, retained=False)
    clock.hear(4, NOON + 3500, at=NOON + 1, retained=False)
    assert clock.offset == -3600


@given(
    ahead=st.floats(-1e6, 1e6),
    messages=st.lists(st.tuples(st.floats(0, 60), st.floats(0, 30)), min_size=1, max_size=30),
)
def test_times_of_live_messages_are_never_taken_for_earlier_and_at_most_for_as_late_as_the_least_delay(
    ahead: float, messages: list[tuple[float, float]]
) -> None:
    clock, now = SenderClock(), NOON
    for number, (gap, late) in enumerate(messages):
        now += gap
        clock.hear(number, now + ahead, at=now + late, retained=False)
    assert -1e-5 <= clock.here(now + ahead) - now <= min(late for _, late in messages) + 1e-5

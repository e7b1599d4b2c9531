"""How much a call needs a person."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.console.need import FEELING_MOST, STEP, WEIGHTS, feeling, need, placed
from assist.events import State, Trend
from assist.floor.messages import Answer, Reason

FELT = st.floats(0, FEELING_MOST)
CLASSES: tuple[tuple[Reason, ...], ...] = (
    ("harm",), ("supervisor", "hand", "help"), ("leave",), ("complaint",), ("sustained",), ("rising",),
)  # fmt: skip


def test_every_reason_has_its_class() -> None:
    assert {reason for reasons in CLASSES for reason in reasons} == set(get_args(Reason)) == set(WEIGHTS)


@given(FELT, FELT)
def test_reasons_without_an_answer_stand_in_classes_that_never_mix(one: float, other: float) -> None:
    for graver, lighter in pairwise(CLASSES):
        for grave in graver:
            for light in lighter:
                assert need(one, [(grave, "")]) > need(other, [(light, "")])
    assert need(one, [("rising", "")]) > need(other, [])


@given(
    FELT, st.lists(st.tuples(st.sampled_from(get_args(Reason)), st.sampled_from(("", *get_args(Answer)))), max_size=8)
)
def test_need_is_between_0_and_100_and_the_gravest_reason_decides(
    felt: float, reasons: list[tuple[Reason, Answer]]
) -> None:
    found = need(felt, reasons)
    assert 0 <= found <= 100
    assert found == max((need(felt, [each]) for each in reasons), default=felt)


@pytest.mark.parametrize("reason", get_args(Reason))
@pytest.mark.parametrize("answer", ["acknowledged", "assigned"])
def test_what_somebody_looks_after_counts_much_less(reason: Reason, answer: Answer) -> None:
    for felt in (0.0, FEELING_MOST):
        assert need(felt, [(reason, answer)]) <= max(need(felt, [(reason, "")]) / 2, felt)


@pytest.mark.parametrize("reason", get_args(Reason))
def test_a_false_alarm_counts_nothing(reason: Reason) -> None:
    assert need(7.0, [(reason, "false alarm")]) == need(7.0, [])


def test_between_calls_of_one_reason_the_customers_feeling_decides() -> None:
    bad = feeling("frustrated", 0.9, "rising", 300)
    mild = feeling("confused", 0.4, "easing", 10)
    assert need(bad, [("leave", "")]) > need(mild, [("leave", "")])


@pytest.mark.parametrize("state", ["neutral", "satisfied", "unsure"])
def test_a_customer_who_is_not_in_trouble_needs_nobody(state: State) -> None:
    assert feeling(state, 1.0, "rising", 1000.0) == 0.0


@given(
    st.sampled_from(("frustrated", "anxious", "confused", "disappointed")),
    st.floats(0, 1), st.floats(0, 1), st.floats(0, 2000), st.floats(0, 2000),
)  # fmt: skip
def test_more_feeling_longer_trouble_and_a_worse_trend_are_never_less_need(
    state: State, weak: float, strong: float, short: float, long: float
) -> None:
    (weak, strong), (short, long) = sorted((weak, strong)), sorted((short, long))
    trends: tuple[Trend, ...] = ("easing", "steady", "rising")
    assert feeling(state, weak, "steady", short) <= feeling(state, strong, "steady", long)
    counts = [feeling(state, strong, trend, long) for trend in trends]
    assert counts == sorted(counts)
    assert 0 <= counts[0] <= counts[2] <= FEELING_MOST


def test_time_trend_and_intensity_each_count() -> None:
    plain = feeling("frustrated", 0.5, "steady", 60)
    assert feeling("frustrated", 0.6, "steady", 60) > plain
    assert feeling("frustrated", 0.5, "rising", 60) > plain > feeling("frustrated", 0.5, "easing", 60)
    assert feeling("frustrated", 0.5, "steady", 120) > plain


def test_a_place_is_kept_until_the_need_has_clearly_changed() -> None:
    assert placed(50 + STEP - 0.1, 50) == 50
    assert placed(50 - STEP + 0.1, 50) == 50
    assert placed(50 + STEP, 50) == 50 + STEP
    assert placed(50 - STEP, 50) == 50 - STEP

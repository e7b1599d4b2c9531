"""Where samples belong on the call's clock, with the time as an argument."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assist.audio.timeline import PATIENCE_S, Timeline
from assist.events import RATE, Samples


def sound(seconds: float) -> Samples:
    return np.ones(round(seconds * RATE), np.float32)


def test_samples_in_time_are_placed_whole() -> None:
    timeline = Timeline(10.0)
    for block in range(1, 50):
        assert len(timeline.fill(10.0 + block * 0.02)) == 0
        assert len(timeline.place(sound(0.02), 10.0 + block * 0.02)) == 320
    assert timeline.now_s == 49 * 0.02


def test_a_channel_that_gives_nothing_is_filled_with_silence() -> None:
    timeline = Timeline(10.0)
    assert len(timeline.fill(10.4)) == 0
    filler = timeline.fill(10.6)
    assert len(filler) == round(0.6 * RATE)
    assert not filler.any()


def test_what_comes_late_for_filled_time_is_left_out_but_the_newest() -> None:
    timeline = Timeline(0.0)
    timeline.fill(2.0)
    late = np.arange(2 * RATE, dtype=np.float32)
    kept = timeline.place(late, 2.0)
    assert len(kept) == PATIENCE_S * RATE
    assert kept[-1] == late[-1]


@given(st.lists(st.tuples(st.floats(0.001, 3), st.floats(0, 3)), max_size=30))
def test_a_channel_is_never_far_from_the_clock(steps: list[tuple[float, float]]) -> None:
    timeline, now = Timeline(0.0), 0.0
    for wait, arrives in steps:
        now += wait
        timeline.fill(now)
        timeline.place(sound(arrives), now)
        assert abs(timeline.now_s - now) <= PATIENCE_S + 1 / RATE

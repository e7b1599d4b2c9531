"""When nothing of the customer's is heard: what begins it, what prolongs it, what ends it, and what is told of it."""

from __future__ import annotations

from assist.events import Pause
from assist.privacy.pausing import RENEWED_S, Pausing


def begun(length_s: float = 60.0) -> Pausing:
    pausing = Pausing(length_s)
    assert pausing.begin("agent", 10.0)
    return pausing


def test_nobody_is_paused_who_has_no_reason() -> None:
    pausing = Pausing(60.0)
    assert not pausing.paused
    assert pausing.advance(1e6) == []
    assert not pausing.paused


def test_a_pause_says_why_and_until_when() -> None:
    pausing = Pausing(60.0)
    assert pausing.begin("card", 10.0) == [Pause(at=10.0, paused=True, by="card", until=70.0)]
    assert pausing.paused


def test_a_pause_ends_by_itself_once() -> None:
    pausing = begun()
    assert pausing.advance(69.99) == []
    assert pausing.paused
    assert pausing.advance(70.0) == [Pause(at=70.0, paused=False, by="time")]
    assert not pausing.paused
    assert pausing.advance(71.0) == []


def test_who_ends_a_pause_is_told_and_there_is_nothing_to_end_twice() -> None:
    pausing = begun()
    assert pausing.end("agent", 12.0) == [Pause(at=12.0, paused=False, by="agent")]
    assert not pausing.paused
    assert pausing.end("agent", 13.0) == []


def test_one_more_reason_moves_the_end_and_is_told_when_that_is_much() -> None:
    pausing = begun()
    assert pausing.begin("keypad", 10.0 + RENEWED_S - 0.1) == []
    assert pausing.begin("keypad", 10.0 + RENEWED_S) == [
        Pause(at=10.0 + RENEWED_S, paused=True, by="keypad", until=70.0 + RENEWED_S)
    ]
    assert pausing.begin("keypad", 10.0 + 2 * RENEWED_S - 0.1) == [], "it counts from what was told last"
    assert pausing.advance(70.0 + 2 * RENEWED_S - 0.2) == [], "the end has moved though nothing was told"
    assert pausing.advance(70.0 + 2 * RENEWED_S)


def test_a_pause_after_a_pause_is_told_however_soon_it_comes() -> None:
    pausing = begun()
    pausing.end("agent", 10.1)
    assert pausing.begin("card", 10.2) == [Pause(at=10.2, paused=True, by="card", until=70.2)]

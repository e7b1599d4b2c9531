"""A pause as lines of a terminal."""

from __future__ import annotations

import click
import pytest

from assist.events import Pause, Revealed
from assist.masked import Masked
from assist.terminal import describe


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (
            Pause(at=61.0, paused=True, by="card", until=121.0),
            " 1:01.0  paused until 2:01 (the agent asked for a card): nothing of the customer's is heard or kept",
        ),
        (
            Pause(at=65.0, paused=True, by="keypad", until=125.4),
            " 1:05.0  paused until 2:05 (a keypad is heard): nothing of the customer's is heard or kept",
        ),
        (
            Pause(at=65.0, paused=True, by="agent"),
            " 1:05.0  paused (the agent wished it): nothing of the customer's is heard or kept",
        ),
        (Pause(at=70.0, paused=False, by="agent"), " 1:10.0  the customer is heard again"),
        (
            Pause(at=121.0, paused=False, by="time"),
            " 2:01.0  the customer is heard again, for the pause's time is over",
        ),
    ],
)
def test_a_pause_and_its_end_are_one_line_each(event: Pause, line: str) -> None:
    assert [click.unstyle(each) for each in describe(event)] == [line]


def test_words_that_were_hidden_in_doubt_are_printed_when_they_prove_to_be_none() -> None:
    event = Revealed(at=9.0, speaker="customer", utterance="customer-2", text=Masked("it is 4482"))
    assert [click.unstyle(each) for each in describe(event)] == [" 0:09.0  customer  shown again: it is 4482"]

"""What comes from the floor: notes, what supervisors see, and that they are told who is away."""

from __future__ import annotations

from typing import get_args

import pytest

from assist.events import AlertAnswer, AlertReason, FloorLink, FloorNote, Shared, SharedAlert
from assist.overlay.doing import Doing
from assist.overlay.floor_news import NOTE_S, Note
from assist.overlay.floor_words import alert_words, shared_words
from assist.overlay.state import Overlay
from tests.overlay.test_doing import Told, Window
from tests.overlay.test_state import NOW, OVER, STARTED, health

JOINED, LOST = FloorLink(at=0.0, joined=True), FloorLink(at=0.0, joined=False, why="The broker does not answer.")
NOTE = FloorNote(at=3.0, id="n-1", name="Dana", text="Offer the refund.")
SHARED = Shared(at=3.0, state="frustrated", trend="rising", alerts=(SharedAlert(reason="rising"),))


class Floor:
    """A floor that writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def note_seen(self, note: str) -> None:
        self.told.append(note)

    def turn_away(self, away: bool) -> None:
        self.told.append(away)


def overlay(*events: object) -> Overlay:
    made = Overlay(waits=True)
    for event in events:
        made.see(event, NOW)  # type: ignore[arg-type]
    return made


def test_a_note_stands_until_it_is_put_away_or_its_moment_is_over() -> None:
    noted = overlay(STARTED, health(), NOTE)
    assert noted.view(NOW).note == Note("n-1", "Dana", "Offer the refund.")
    assert noted.view(NOW + NOTE_S - 1).note is not None
    assert noted.view(NOW + NOTE_S + 1).note is None
    noted.put_note_away()
    assert noted.view(NOW).note is None


def test_a_note_goes_with_its_call() -> None:
    assert overlay(STARTED, NOTE, OVER).view(NOW).note is None
    assert overlay(STARTED, NOTE, OVER, STARTED).view(NOW).note is None


def test_the_agent_sees_what_supervisors_see_while_the_call_goes_on() -> None:
    assert overlay(JOINED, STARTED, SHARED).view(NOW).shared == SHARED
    assert overlay(JOINED, STARTED, SHARED, OVER).view(NOW).shared is None


@pytest.mark.parametrize("reason", get_args(AlertReason))
def test_every_alert_has_words_and_says_who_answered_what(reason: AlertReason) -> None:
    plain = alert_words(SharedAlert(reason=reason, about="a refund"))
    assert plain
    for answer in get_args(AlertAnswer):
        told = alert_words(SharedAlert(reason=reason, about="a refund", answer=answer, name="Dana"))
        assert told.startswith(plain)
        assert "Dana" in told
    assert ("a refund" in plain) == (reason == "help")


def test_what_supervisors_see_is_one_line() -> None:
    assert shared_words(SHARED) == "Supervisors see: Frustrated \u00b7 frustration grows"


def test_without_a_floor_nothing_is_said_of_it() -> None:
    view = overlay(STARTED, health()).view(NOW)
    assert (view.floor, view.shared, view.trouble) == (False, None, None)


def test_that_supervisors_do_not_see_a_call_is_said_while_it_goes_on_and_after_the_next_began() -> None:
    assert overlay(LOST).view(NOW).trouble is None, "no call goes on"
    for events in ((LOST, STARTED, health()), (LOST, STARTED, OVER, STARTED, health())):
        trouble = overlay(*events).view(NOW).trouble
        assert trouble is not None
        assert trouble.kind == "no floor"
    assert overlay(LOST, STARTED, health(), JOINED).view(NOW).trouble is None


def test_away_is_told_between_calls_and_over_when_a_call_begins() -> None:
    told, floor = Told(begun=False), Floor()
    waiting = overlay(JOINED)
    doing = Doing(waiting, told, Window(), lambda: NOW, floor)
    doing.do("away")
    assert waiting.view(NOW).away
    doing.do("away")
    doing.do("away")
    assert floor.told == [True, False, True]
    waiting.see(STARTED, NOW)
    assert not waiting.view(NOW).away
    told.begun = True
    doing.do("away")
    assert floor.told == [True, False, True], "in a call nobody is away"


def test_without_a_floor_nobody_is_told_to_be_away() -> None:
    waiting = overlay()
    Doing(waiting, Told(begun=False), Window(), lambda: NOW).do("away")
    assert not waiting.view(NOW).away


def test_help_with_something_raises_the_hand_and_the_key_lowers_it() -> None:
    told = Told()
    doing = Doing(Overlay(), told, Window(), lambda: NOW, Floor())
    doing.ask_help("a refund")
    doing.do("help")
    assert told.all == [("hand", True, "a refund"), ("hand", False)]


def test_help_is_not_asked_for_without_a_call() -> None:
    told = Told(begun=False)
    Doing(Overlay(), told, Window(), lambda: NOW, Floor()).ask_help("a refund")
    assert told.all == []

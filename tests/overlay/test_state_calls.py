"""What the overlay shows of one call after another, without a window."""

from __future__ import annotations

from assist.events import AnyEvent, CallState, FloorNote, Hand, Progress, Shared, Utterance
from assist.masked import Masked
from assist.overlay.state import ENDED_S, Overlay, View
from assist.overlay.trouble import STALE_S, Trouble
from tests.overlay.test_state import (
    NOW,
    OBJECTED,
    OVER,
    STARTED,
    cue,
    end,
    fault,
    gap,
    health,
    mood,
    shown,
    view,
)

RECORDED = CallState(at=0.0, phase="started", engine="scripted", language="en", recording=True)

NOTE = FloorNote(at=1.0, id="n-1", name="Dana", text="Offer the refund.")
SHARED = Shared(at=1.0, state="frustrated", trend="rising", alerts=())


def day(*events: AnyEvent) -> Overlay:
    overlay = Overlay(waits=True)
    for event in events:
        overlay.see(event, NOW)
    return overlay


def test_without_a_call_it_waits_for_one() -> None:
    overlay = day()
    assert overlay.view(NOW) == View(ear="waiting")
    overlay.follow(begun=False, now=NOW)
    assert overlay.view(NOW).ear == "waiting"
    overlay.follow(begun=True, now=NOW)
    assert overlay.view(NOW).ear == "starting"
    overlay.see(STARTED, NOW)
    overlay.see(health(), NOW)
    overlay.follow(begun=True, now=NOW)
    assert overlay.view(NOW).ear == "listening"


def test_a_call_that_was_taken_back_before_it_began_is_waited_for_again() -> None:
    overlay = day()
    overlay.follow(begun=True, now=NOW)
    overlay.follow(begun=False, now=NOW)
    assert overlay.view(NOW).ear == "waiting"
    overlay.see(STARTED, NOW)
    assert overlay.view(NOW).ear == "starting", "it began all the same"
    overlay.see(OVER, NOW)
    assert overlay.view(NOW).ear == "ended"


def test_a_call_that_was_ended_is_said_to_be_before_its_last_words_have_come() -> None:
    overlay = day(RECORDED, health(customer=False), cue())
    overlay.follow(begun=False, now=NOW)
    left = overlay.view(NOW)
    assert (left.ear, left.trouble, left.recorded) == ("ended", None, False)
    overlay.see(Utterance(at=2.0, speaker="agent", id="agent-1", start=0, end=1, text=Masked("bye")), NOW)
    assert overlay.view(NOW).lines == (("agent", "bye"),)
    overlay.see(OVER, NOW)
    assert overlay.view(NOW).ear == "ended"


def test_who_begins_the_next_call_at_once_sees_the_last_one_until_it_is_told() -> None:
    overlay = day(STARTED, health())
    overlay.follow(begun=False, now=NOW)
    overlay.follow(begun=True, now=NOW)
    overlay.see(OVER, NOW)
    overlay.follow(begun=True, now=NOW)
    assert overlay.view(NOW) == View(ear="starting")


def full_call() -> Overlay:
    """A call that left something of everything."""
    overlay = day(
        STARTED, health(), mood("frustrated"), cue(), end(), cue("cue-2"), Hand(at=1.0, raised=True), gap(2.0)
    )
    for event in (Progress(at=1.0, stage="relate", aer="open", steps=()), NOTE, SHARED, OBJECTED):
        overlay.see(event, NOW)
    overlay.see(Utterance(at=2.0, speaker="agent", id="agent-1", start=0, end=1, text=Masked("yes")), NOW)
    overlay.turn_hand()
    overlay.snooze(NOW)
    overlay.ask_why()
    overlay.show_notice(True, NOW)
    return overlay


def test_after_a_call_its_end_is_shown_and_then_the_next_is_waited_for() -> None:
    overlay = full_call()
    overlay.see(OVER, NOW)
    overlay.follow(begun=False, now=NOW + ENDED_S - 1)
    assert overlay.view(NOW + ENDED_S - 1).ear == "ended"
    assert overlay.view(NOW + ENDED_S - 1).past
    overlay.follow(begun=False, now=NOW + ENDED_S)
    assert overlay.view(NOW + ENDED_S) == View(ear="waiting"), "nothing of the call is left"


def test_a_replay_shows_its_end_until_the_window_goes() -> None:
    overlay = shown(STARTED, health(), OVER)
    overlay.follow(begun=False, now=NOW + 3600)
    assert overlay.view(NOW + 3600).ear == "ended"


def test_the_next_call_begins_with_nothing_of_the_last_one() -> None:
    said, unsaid = full_call(), full_call()
    for overlay in (said, unsaid):
        overlay.see(OVER, NOW)
    said.follow(begun=True, now=NOW)
    assert said.view(NOW) == View(ear="starting")
    for overlay in (said, unsaid):
        overlay.see(STARTED, NOW)
        assert overlay.view(NOW) == View(ear="starting", seconds=0)
        assert overlay.turn_hand(), "the hand is down, so the key raises it"


def test_what_was_wished_before_the_call_was_ready_is_kept() -> None:
    overlay = day()
    overlay.follow(begun=True, now=NOW)
    overlay.snooze(NOW)
    overlay.see(STARTED, NOW)
    assert overlay.view(NOW).snoozed_min == 5


def test_a_call_that_could_not_begin_is_told_until_the_next_try() -> None:
    overlay = day(STARTED, health(), OVER)
    overlay.follow(begun=True, now=NOW)
    overlay.see(fault("speech", "DeviceError"), NOW)
    overlay.follow(begun=False, now=NOW + 3600)
    assert overlay.view(NOW + 3600).ear == "failed"
    assert overlay.view(NOW + 3600).trouble == Trouble("no device")
    overlay.follow(begun=True, now=NOW + 3600)
    assert overlay.view(NOW + 3600) == View(ear="starting")


def test_a_model_that_is_missing_is_told_before_any_call() -> None:
    assert day(fault("speech", "ModelMissing")).view(NOW).trouble == Trouble("no model")
    assert day(fault("speech", "ModelMissing")).view(NOW).ear == "failed"


def test_a_call_that_broke_off_is_told_until_the_next_begins() -> None:
    overlay = day(RECORDED, health(), fault("call", "RuntimeError"))
    overlay.follow(begun=False, now=NOW + 60)
    assert (overlay.view(NOW + 60).ear, overlay.view(NOW + 60).recorded) == ("failed", False)
    overlay.follow(begun=True, now=NOW + 60)
    assert overlay.view(NOW + 60).trouble is None


def test_a_call_that_nobody_knows_to_be_heard_is_not_taken_for_one_that_is_over() -> None:
    overlay = day(STARTED, health())
    overlay.follow(begun=True, now=NOW + STALE_S + 1)
    assert overlay.view(NOW + STALE_S + 1).trouble == Trouble("stopped")


def test_recorded_is_said_for_as_long_as_the_call_goes_on() -> None:
    assert not view(STARTED).recorded
    assert view(RECORDED).recorded
    assert view(RECORDED, health(), cue()).recorded
    assert view(RECORDED, health(), now=NOW + STALE_S + 1).recorded, "whatever is heard of it"
    assert not view(RECORDED, health(), OVER).recorded
    overlay = day(RECORDED, health(), OVER)
    overlay.see(STARTED, NOW)
    assert not overlay.view(NOW).recorded

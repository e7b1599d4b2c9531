"""The pause as the overlay knows it, without a window: its countdown, its end, and what it takes along."""

from __future__ import annotations

import pytest
from msgspec import UNSET

from assist.events import AnyEvent, Partial, Pause, PausedBy, Revealed, Speaker, Utterance
from assist.masked import Masked
from assist.overlay.pauses import HEARD_AGAIN_S, WISH_S, Paused
from assist.overlay.state import Overlay
from assist.overlay.trouble import SILENCE_S, STALE_S
from tests.overlay.test_state import NOW, OVER, STARTED, cue, fault, health, lost, mood, shown, trouble, view


def pause(by: PausedBy = "agent", *, at: float = 30.0, until: float = 90.0) -> Pause:
    return Pause(at=at, paused=True, by=by, until=until)


def resume(by: PausedBy = "agent", *, at: float = 90.0) -> Pause:
    return Pause(at=at, paused=False, by=by)


def partial(speaker: Speaker, text: str = "yes it is") -> Partial:
    return Partial(at=29.0, speaker=speaker, id=f"{speaker}-1", start=28, end=29, text=Masked(text))


def said(speaker: Speaker, text: str = "hello") -> Utterance:
    return Utterance(at=29.0, speaker=speaker, id=f"{speaker}-1", start=28, end=29, text=Masked(text))


def call(*events: AnyEvent) -> Overlay:
    return shown(STARTED, health(), *events)


# --- how long, and why ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["agent", "card", "keypad"])
def test_a_pause_is_shown_with_its_reason_and_counts_down_on_the_clock_of_the_window(by: PausedBy) -> None:
    overlay = call(pause(by))
    assert overlay.view(NOW).pause == Paused(by, 60)
    assert overlay.view(NOW + 0.5).pause == Paused(by, 60), "never less than there is"
    assert overlay.view(NOW + 20).pause == Paused(by, 40)


def test_a_pause_is_over_when_that_is_told_and_not_before() -> None:
    overlay = call(pause())
    overlay.see(health(), NOW + 60)
    assert overlay.view(NOW + 63).pause == Paused("agent", 0), "the call's own clock may lag behind"
    overlay.see(resume("time"), NOW + 64)
    assert overlay.view(NOW + 64).pause is None


def test_a_pause_that_is_prolonged_has_a_later_end_and_the_newer_reason() -> None:
    overlay = call(pause("card"))
    overlay.see(pause("keypad", at=50, until=110), NOW + 20)
    assert overlay.view(NOW + 20).pause == Paused("keypad", 60)


def test_a_pause_without_a_known_end_counts_nothing() -> None:
    assert call(Pause(at=30.0, paused=True, by="agent", until=UNSET)).view(NOW).pause == Paused("agent", None)


def test_that_the_customer_is_heard_again_is_told_for_a_moment_where_it_came_by_itself() -> None:
    by_time = call(pause(), resume("time"))
    assert by_time.view(NOW).heard_again
    assert by_time.view(NOW + HEARD_AGAIN_S).heard_again
    assert not by_time.view(NOW + HEARD_AGAIN_S + 1).heard_again
    assert not call(pause(), resume("agent")).view(NOW).heard_again, "who pressed the key knows it"
    assert not call(pause(), resume("time"), pause()).view(NOW).heard_again
    assert not call(pause(), resume("time"), OVER).view(NOW).heard_again


@pytest.mark.parametrize("end", [OVER, fault("call")])
def test_no_pause_is_left_when_the_call_is_over(end: AnyEvent) -> None:
    assert call(pause(), end).view(NOW).pause is None


def test_nothing_is_said_of_a_pause_when_nobody_knows_whether_the_call_is_heard() -> None:
    assert call(pause()).view(NOW + STALE_S + 1).pause is None
    left = call(pause())
    left.follow(begun=False, now=NOW)
    assert left.view(NOW).pause is None


def test_a_new_call_begins_without_the_last_ones_pause_and_wishes() -> None:
    overlay = call(pause())
    assert not overlay.turn_pause(NOW)
    overlay.see(STARTED, NOW)
    assert overlay.view(NOW).pause is None
    assert overlay.turn_pause(NOW)


# --- what the agent wishes --------------------------------------------------------------------------------------------


def test_who_presses_twice_at_once_pauses_and_resumes() -> None:
    overlay = call()
    assert (overlay.turn_pause(NOW), overlay.turn_pause(NOW)) == (True, False)
    overlay.see(pause(), NOW)
    overlay.see(resume(), NOW)
    assert overlay.turn_pause(NOW)


def test_a_press_after_the_first_of_two_wishes_came_true_follows_the_last_one() -> None:
    overlay = call()
    overlay.turn_pause(NOW)
    overlay.turn_pause(NOW)
    overlay.see(pause(), NOW)
    assert overlay.turn_pause(NOW), "it was wished to end, and will"


def test_a_pause_that_came_and_went_by_itself_leaves_the_key_as_it_was() -> None:
    overlay = call(pause("card"))
    assert not overlay.turn_pause(NOW)
    overlay.see(resume(), NOW)
    overlay.see(pause("keypad"), NOW)
    overlay.see(resume("time"), NOW)
    assert overlay.turn_pause(NOW)


def test_who_presses_again_because_nothing_happened_wishes_the_same() -> None:
    overlay = call()
    assert overlay.turn_pause(NOW)
    assert overlay.turn_pause(NOW + WISH_S + 0.1)


def test_a_wish_is_not_shown_before_it_is_so() -> None:
    overlay = call()
    overlay.turn_pause(NOW)
    overlay.wish_pause(True, NOW)
    assert overlay.view(NOW).pause is None


# --- what goes along with it, and what stays --------------------------------------------------------------------------


def test_the_customers_line_that_a_pause_cuts_off_goes_and_a_finished_one_stays() -> None:
    assert view(partial("customer"), pause()).lines == ()
    assert view(said("customer"), pause()).lines == (("customer", "hello"),)
    assert view(partial("customer"), said("customer"), pause()).lines == (("customer", "hello"),)
    assert view(partial("customer"), resume()).lines == (("customer", "yes it is"),), "only its beginning cuts"


def test_the_agents_words_go_on_during_a_pause() -> None:
    overlay = call(partial("agent", "the long"), pause())
    assert overlay.view(NOW).lines == (("agent", "the long"),)
    overlay.see(partial("agent", "the long number please"), NOW)
    assert overlay.view(NOW).lines == (("agent", "the long number please"),)


def test_the_customers_trend_is_as_it_was() -> None:
    before = call(mood("frustrated"), mood("neutral")).view(NOW)
    after = call(mood("frustrated"), mood("neutral"), pause()).view(NOW)
    assert (after.mood, after.track) == (before.mood, before.track)


def test_cues_come_and_go_during_a_pause() -> None:
    overlay = call(pause(), cue())
    assert overlay.cue == "cue-1"
    assert overlay.view(NOW).cue is not None


def test_because_of_a_pause_nobody_is_told_that_the_customer_is_silent() -> None:
    silent = health(silent=(False, True))
    assert trouble(silent, pause()) is None
    assert trouble(pause(), silent) is None
    overlay = shown(STARTED, pause(), resume())
    overlay.see(silent, NOW + SILENCE_S - 1)
    assert overlay.view(NOW + SILENCE_S - 1).trouble is None, "that silence began during the pause"
    overlay.see(silent, NOW + SILENCE_S)
    late = overlay.view(NOW + SILENCE_S).trouble
    assert late is not None
    assert late.kind == "muted customer"


def test_what_else_is_wrong_is_told_during_a_pause_too() -> None:
    assert trouble(health(), pause(), lost("customer")) == "no customer"
    assert trouble(health(), pause(), health(silent=(True, False))) == "muted agent"


def test_words_whose_secrets_cannot_be_taken_out_are_told_as_words_that_are_missing() -> None:
    assert trouble(health(), fault("privacy")) == "no words"
    assert trouble(health(), fault("privacy"), said("agent")) is None


def test_words_that_were_hidden_in_doubt_are_shown_again_where_they_still_stand() -> None:
    overlay = Overlay()
    said = Utterance(at=5, speaker="customer", id="customer-2", start=3, end=5, text=Masked("it is [number]"))
    for event in (STARTED, said):
        overlay.see(event, NOW)
    overlay.see(Revealed(at=9, speaker="customer", utterance="customer-1", text=Masked("an older line")), NOW)
    assert overlay.view(NOW).lines == (("customer", "it is [number]"),)
    overlay.see(Revealed(at=9, speaker="customer", utterance="customer-2", text=Masked("it is 4482")), NOW)
    assert overlay.view(NOW).lines == (("customer", "it is 4482"),)

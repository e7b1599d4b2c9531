"""What the overlay shows, without a window."""

from __future__ import annotations

import pytest

from assist.events import (
    AnyEvent,
    AudioGap,
    CallState,
    Cue,
    CueEnd,
    CueOutcome,
    Device,
    EmotionEstimate,
    Fault,
    FloorLink,
    Hand,
    Health,
    Notice,
    Partial,
    Progress,
    Speaker,
    State,
    Utterance,
)
from assist.masked import Masked
from assist.overlay.state import NOTICE_S, SNOOZE_S, Overlay, View
from assist.overlay.trouble import CHANGED_S, FAULT_S, GAP_S, STALE_S, Changed, Trouble

NOW = 100.0


def shown(*events: AnyEvent) -> Overlay:
    overlay = Overlay()
    for event in events:
        overlay.see(event, NOW)
    return overlay


def view(*events: AnyEvent, now: float = NOW) -> View:
    return shown(*events).view(now)


FLOOR_LOST = FloorLink(at=1.0, joined=False, why="The broker is not there.")


def trouble(*events: AnyEvent, now: float = NOW) -> str | None:
    found = view(*events, now=now).trouble
    return found.kind if found else None


def health(
    *, agent: bool = True, customer: bool = True, partials: bool = True, silent: tuple[bool, bool] = (False, False),
    echo: bool = False, swapped: bool = False,
) -> Health:  # fmt: skip
    return Health(
        at=1.0, agent_arriving=agent, customer_arriving=customer, agent_silent=silent[0], customer_silent=silent[1],
        behind=0, dropped=0, faults=0, partials=partials, echo=echo, swapped=swapped,
    )  # fmt: skip


def lost(speaker: Speaker) -> Device:
    return Device(at=2.0, speaker=speaker, state="lost", name="Jabra")


def heard(speaker: Speaker) -> Device:
    return Device(at=3.0, speaker=speaker, state="heard", name="Jabra")


def cue(name: str = "cue-1", headline: str = "h") -> Cue:
    return Cue(at=1.0, id=name, kind="suggest", rule="r", headline=headline, body="b", because=("third time",), say="s")


def end(name: str = "cue-1", outcome: CueEnd = "done") -> CueOutcome:
    return CueOutcome(at=2.0, cue=name, outcome=outcome)


def gap(seconds: float, *, start: float = 1.0, speaker: Speaker = "agent") -> AudioGap:
    return AudioGap(at=9.0, speaker=speaker, start=start, end=start + seconds, reason="dropped")


def fault(part: str, error: str = "ValueError") -> Fault:
    return Fault(at=1.0, part=part, error=error)


STARTED = CallState(at=0.0, phase="started", engine="scripted", language="en")
OVER = CallState(at=60.0, phase="ended", engine="scripted", language="en")
OBJECTED = Notice(at=1.0, outcome="objected")


def mood(state: State, *, intensity: float = 0.5, provisional: bool = False) -> EmotionEstimate:
    return EmotionEstimate(
        at=1.0, utterance="customer-1", state=state, confidence=0.7, intensity=intensity, trend="rising",
        because=("no answer",), provisional=provisional,
    )  # fmt: skip


# --- the truth about listening ------------------------------------------------------------------------------------


def test_listening_is_said_only_when_samples_arrive_from_both() -> None:
    assert view().ear == "starting"
    assert view(STARTED).ear == "starting"
    assert view(STARTED, health()).ear == "listening"
    assert view(health(), health(customer=False)).ear == "partly"
    assert view(health(), health(agent=False)).ear == "partly"
    assert view(health(), health(agent=False, customer=False)).ear == "deaf"
    assert view(health(), OVER).ear == "ended"
    assert view(OVER, health()).ear == "ended"


@pytest.mark.parametrize(
    ("events", "kind"),
    [
        ([health()], None),
        ([health(agent=False, customer=False)], "no sound"),
        ([health(agent=False)], "no agent"),
        ([health(customer=False)], "no customer"),
        ([health(silent=(True, False))], "muted agent"),
        ([health(silent=(False, True))], "muted customer"),
        ([health(partials=False)], "busy"),
        ([health(echo=True)], "echo"),
        ([health(swapped=True)], "swapped"),
        ([health(), lost("agent")], "no agent"),
        ([health(), lost("customer")], "no customer"),
        ([lost("customer")], "no customer"),
        ([health(), lost("agent"), lost("customer")], "no sound"),
        ([gap(2.0)], "gap"),
        ([fault("speech", "ModelMissing")], "no model"),
        ([fault("speech", "ModelError")], "no model"),
        ([fault("speech", "SettingsError")], "no start"),
        ([fault("speech", "DeviceError")], "no device"),
        ([health(), fault("call")], "stopped"),
        ([health(), fault("speech")], "no words"),
        ([health(), fault("emotion")], "no state"),
        ([health(), fault("tone")], "no state"),
        ([health(), fault("coach")], "no coach"),
        ([health(), FLOOR_LOST], "no floor"),
        ([health(), OBJECTED], "objected"),
    ],
)
def test_each_trouble_is_told_by_itself(events: list[AnyEvent], kind: str | None) -> None:
    assert trouble(*events) == kind


def test_a_call_that_cannot_begin_is_not_listened_to_whatever_comes_after() -> None:
    assert view(fault("speech", "ModelMissing"), health(agent=False, customer=False)).ear == "failed"
    assert trouble(fault("speech", "ModelMissing"), health(agent=False, customer=False)) == "no model"
    assert view(fault("speech", "DeviceError")).ear == "failed"


def test_listening_is_not_said_when_nothing_was_heard_of_the_call_for_long() -> None:
    assert view(health(), now=NOW + STALE_S - 1).ear == "listening"
    assert view(health(), now=NOW + STALE_S + 1).ear == "failed"
    assert trouble(health(), now=NOW + STALE_S + 1) == "stopped"
    assert trouble(health(), OVER, now=NOW + STALE_S + 1) is None
    assert view(health(), fault("call", "RuntimeError")).ear == "failed"


def test_the_worst_of_several_troubles_is_told() -> None:
    assert trouble(FLOOR_LOST, health(customer=False), gap(1.0)) == "no customer"
    assert trouble(FLOOR_LOST, health(), gap(1.0)) == "gap"


def test_a_trouble_that_is_over_is_told_no_more() -> None:
    assert trouble(health(customer=False), health()) is None
    assert trouble(health(partials=False), health()) is None
    assert trouble(health(silent=(True, True)), health()) is None
    assert trouble(health(), fault("emotion"), mood("neutral")) is None
    assert trouble(health(), fault("coach"), cue()) is None
    said = Utterance(at=2.0, speaker="agent", id="agent-1", start=0, end=1, text=Masked("yes"))
    assert trouble(health(), fault("speech"), said) is None


def test_a_device_that_is_gone_is_told_at_once_with_its_name() -> None:
    overlay = shown(STARTED, health(), lost("agent"))
    assert overlay.view(NOW).ear == "partly"
    assert overlay.view(NOW).trouble == Trouble("no agent", device="Jabra")
    overlay.see(health(), NOW)  # of a moment ago: nothing can have come since
    assert overlay.view(NOW).trouble == Trouble("no agent", device="Jabra")
    overlay.see(heard("agent"), NOW)
    assert (overlay.view(NOW).ear, overlay.view(NOW).trouble) == ("listening", None)


def test_a_device_that_is_back_is_not_heard_before_it_gives_sound() -> None:
    assert trouble(health(), lost("customer"), health(customer=False), heard("customer")) == "no customer"
    assert trouble(health(), lost("customer"), health(customer=False), heard("customer"), health()) is None
    assert view(health(customer=False)).trouble == Trouble("no customer"), "no device is named that nobody said is gone"


def test_what_a_lost_device_did_not_give_is_a_gap() -> None:
    missed = AudioGap(at=9.0, speaker="agent", start=1.0, end=8.0, reason="lost")
    assert view(health(), lost("agent"), missed, heard("agent"), health()).trouble == Trouble("gap", 7.0)


def test_another_device_is_no_trouble_and_told_for_a_moment() -> None:
    changed = Device(at=3.0, speaker="customer", state="changed", name="Jabra")
    found = view(health(), changed)
    assert (found.ear, found.trouble, found.changed) == ("listening", None, (Changed("customer", "Jabra"),))
    assert view(health(), changed, now=NOW + CHANGED_S - 1).changed
    assert view(health(), changed, now=NOW + CHANGED_S + 1).changed == ()
    assert view(health(), changed, OVER).changed == ()
    assert view(health(), lost("customer"), changed).trouble is None
    assert view(health(), heard("customer")).changed == ()


def test_sides_that_were_swapped_are_both_told() -> None:
    swapped = [
        Device(at=3.0, speaker="customer", state="changed", name="Jabra"),
        Device(at=3.1, speaker="agent", state="changed", name="Monitor of Jabra"),
    ]
    assert view(health(), *swapped).changed == (Changed("agent", "Monitor of Jabra"), Changed("customer", "Jabra"))


def test_a_gap_and_a_fault_are_told_for_a_while() -> None:
    assert trouble(gap(1.0), now=NOW + GAP_S - 1) == "gap"
    assert trouble(gap(1.0), now=NOW + GAP_S + 1) is None
    assert trouble(fault("coach"), now=NOW + FAULT_S - 1) == "no coach"
    assert trouble(fault("coach"), now=NOW + FAULT_S + 1) is None
    assert trouble(FLOOR_LOST, now=NOW + 3600) == "no floor"


def test_seconds_that_both_sides_lost_count_once() -> None:
    assert view(gap(7.0), gap(7.2, speaker="customer")).trouble == Trouble("gap", 7.2)
    assert view(gap(1.0, start=5.0), gap(7.0, speaker="customer")).trouble == Trouble("gap", 7.0)
    assert view(gap(2.0, start=9.0), gap(3.0, speaker="customer")).trouble == Trouble("gap", 5.0)


def test_gaps_that_come_together_are_added_up() -> None:
    found = view(gap(2.0), gap(1.5, start=4.0)).trouble
    assert found is not None
    assert found.lost_s == 3.5
    overlay = shown(gap(2.0))
    overlay.see(gap(1.0), NOW + GAP_S + 5)
    later = overlay.view(NOW + GAP_S + 5).trouble
    assert later is not None
    assert later.lost_s == 1.0


def test_after_the_call_only_an_objection_is_still_told() -> None:
    assert trouble(health(customer=False), gap(1.0), OVER) is None
    assert trouble(OBJECTED, health(customer=False), OVER) == "objected"


# --- the customer's state -----------------------------------------------------------------------------------------


def test_unsure_is_said_as_unsure_beside_what_was_known() -> None:
    found = view(mood("anxious"), mood("unsure")).mood
    assert found is not None
    assert (found.state, found.was) == ("unsure", "anxious")
    first = view(mood("unsure")).mood
    assert first is not None
    assert (first.state, first.was) == ("unsure", None)
    again = view(mood("anxious"), mood("unsure"), mood("satisfied")).mood
    assert again is not None
    assert (again.state, again.was) == ("satisfied", None)


def test_a_provisional_estimate_is_not_shown() -> None:
    assert view(mood("anxious", provisional=True)).mood is None
    assert view(mood("anxious", provisional=True)).track == ()


def test_the_line_rises_with_hard_feelings_and_falls_with_good_ones() -> None:
    levels = [point.level for point in view(
        mood("neutral", intensity=0.1), mood("frustrated", intensity=0.8), mood("satisfied", intensity=0.6)
    ).track]  # fmt: skip
    assert levels == [0.0, 0.8, -0.6]


def test_the_line_goes_on_doubtfully_where_nothing_is_known() -> None:
    track = view(mood("frustrated", intensity=0.8), mood("unsure", intensity=0.2)).track
    assert [(point.level, point.sure) for point in track] == [(0.8, True), (0.8, False)]


def test_the_line_keeps_the_last_points_only() -> None:
    assert len(view(*[mood("neutral")] * 100).track) == 24


def test_after_an_objection_nothing_of_the_feelings_is_left_or_comes() -> None:
    found = view(mood("frustrated"), OBJECTED, mood("frustrated"))
    assert found.objected
    assert found.mood is None
    assert found.track == ()


# --- words, progress, cues ----------------------------------------------------------------------------------------


def test_the_latest_words_of_each_speaker_the_newest_last() -> None:
    partial = Partial(at=1.0, speaker="agent", id="agent-1", start=0, end=1, text=Masked("how can"))
    said = Utterance(at=2.0, speaker="customer", id="customer-1", start=1, end=2, text=Masked("hello"))
    later = Utterance(at=3.0, speaker="agent", id="agent-1", start=0, end=3, text=Masked("how can i help"))
    assert view(partial, said).lines == (("agent", "how can"), ("customer", "hello"))
    assert view(partial, said, later).lines == (("customer", "hello"), ("agent", "how can i help"))


def test_the_progress_of_moment_and_call() -> None:
    found = view(Progress(at=1.0, stage="assess", aer="open", steps=("aer.acknowledge",)))
    assert (found.stage, found.aer, found.steps) == ("assess", "open", ("aer.acknowledge",))


def test_one_cue_until_it_ends() -> None:
    card = view(cue()).cue
    assert card is not None
    assert (card.headline, card.say, card.because) == ("h", "s", ("third time",))
    assert view(cue(), end()).cue is None
    other = view(cue(), end(outcome="replaced"), cue("cue-2")).cue
    assert other is not None
    assert other.id == "cue-2"
    assert view(cue("cue-2"), end("cue-1", "expired")).cue is not None
    assert view(cue(), OVER).cue is None


def test_the_last_three_cues_and_how_they_ended_the_newest_first() -> None:
    events: list[AnyEvent] = []
    for number in range(5):
        events += [cue(f"cue-{number}", f"headline {number}"), end(f"cue-{number}")]
    found = view(*events).past
    assert [past.headline for past in found] == ["headline 4", "headline 3", "headline 2"]
    assert {past.end for past in found} == {"done"}


def test_the_call_is_timed_from_its_start_to_its_end() -> None:
    assert view().seconds is None
    assert view(STARTED, fault("speech", "DeviceError"), now=NOW + 60).seconds is None
    assert view(STARTED, now=NOW + 61.9).seconds == 61
    overlay = shown(STARTED)
    overlay.see(OVER, NOW + 30)
    assert overlay.view(NOW + 90).seconds == 30


# --- what the agent wishes ----------------------------------------------------------------------------------------


def test_the_evidence_is_shown_on_request_and_goes_with_its_cue() -> None:
    overlay = shown(cue())
    overlay.ask_why()
    assert overlay.view(NOW).why
    overlay.see(end(), NOW)
    assert not overlay.view(NOW).why
    overlay.ask_why()
    overlay.see(cue("cue-2"), NOW)
    assert not overlay.view(NOW).why
    overlay.ask_why()
    overlay.ask_why()
    assert not overlay.view(NOW).why


def test_snoozing_lasts_five_minutes_and_can_be_taken_back() -> None:
    overlay = shown()
    assert overlay.snooze(NOW) == SNOOZE_S == 300
    assert overlay.view(NOW).snoozed_min == 5
    assert overlay.view(NOW + 241).snoozed_min == 1
    assert overlay.view(NOW + 301).snoozed_min == 0
    assert overlay.snooze(NOW + 10) == 0
    assert overlay.view(NOW + 10).snoozed_min == 0
    assert overlay.snooze(NOW + 400) == SNOOZE_S


def test_a_hand_is_up_until_it_is_lowered() -> None:
    assert view(Hand(at=1.0, raised=True)).hand
    assert not view(Hand(at=1.0, raised=True), Hand(at=2.0, raised=False)).hand


def test_the_notice_is_shown_until_it_is_closed_or_the_call_ends() -> None:
    overlay = shown()
    overlay.show_notice(True, NOW)
    assert overlay.view(NOW).notice
    assert overlay.view(NOW + NOTICE_S - 1).notice
    assert not overlay.view(NOW + NOTICE_S).notice, "cues wait behind it, so it goes by itself"
    overlay.see(OVER, NOW)
    assert not overlay.view(NOW).notice

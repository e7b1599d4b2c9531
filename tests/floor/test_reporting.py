"""What supervisors are told of calls: events in, summaries and alerts out."""

from __future__ import annotations

from itertools import count

import pytest
from msgspec import UNSET

from assist.events import (
    AnyEvent,
    CallState,
    Cue,
    CueOutcome,
    EmotionEstimate,
    Escalation,
    Hand,
    Notice,
    Pause,
    Progress,
    Reason,
    Revealed,
    State,
    Trend,
    Utterance,
)
from assist.floor.messages import MOST_ALERTS, Alert, Alerts, CallSummary
from assist.floor.reporting import ALERTS_S, RISING, SUMMARY_S, Report
from assist.masked import Masked

NOW = 1_700_000_000.0
STARTED = CallState(at=0.0, phase="started", engine="moonshine", language="en")
OVER = CallState(at=60.0, phase="ended", engine="moonshine", language="en")
OBJECTED = Notice(at=5.0, outcome="objected")


def felt(
    state: State = "frustrated", intensity: float = 0.7, trend: Trend = "rising", *, provisional: bool = False
) -> EmotionEstimate:
    return EmotionEstimate(
        at=5.0, utterance="customer-1", state=state, confidence=0.9, intensity=intensity, trend=trend,
        because=("zanzibar",), provisional=provisional,
    )  # fmt: skip


def said(text: str, id: str = "customer-1") -> Utterance:
    return Utterance(at=5.0, speaker="customer", id=id, start=4.0, end=5.0, text=Masked(text))


def escalated(reason: Reason) -> Escalation:
    return Escalation(at=5.0, reason=reason, utterance="customer-1", because=("zanzibar",))


def report(*events: AnyEvent, excerpts: bool = False, wall: float = NOW) -> Report:
    ids = count(1)
    made = Report(excerpts=excerpts, new_id=lambda: f"call{next(ids)}")
    for event in (STARTED, *events):
        made.see(event, wall)
    return made


def reasons(made: Report) -> list[str]:
    return [each.reason for each in made.open_alerts()]


def ends(made: Report) -> list[object]:
    return [each.end for each in made.alerts]


# --- the summary --------------------------------------------------------------------------------------------------


def test_before_the_first_call_there_is_nothing_to_tell() -> None:
    made = Report()
    made.see(felt(), NOW)
    assert made.due_summary(NOW) is None
    assert made.due_alerts(NOW) is None


def test_a_summary_says_how_the_call_stands() -> None:
    made = report(felt(), Progress(at=6.0, stage="assess", aer="open", steps=("aer.acknowledge",)))
    assert made.due_summary(NOW + 30.0) == CallSummary(
        number=0, sent=0.0, call="call1", goes_on=True, seconds=30.0, state="frustrated", intensity=0.7, trend="rising",
        hard_for=30.0, stage="assess", aer="open", steps=("aer.acknowledge",),
    )  # fmt: skip


def test_it_is_told_at_most_every_two_seconds_and_only_when_it_changed() -> None:
    made = report()
    assert made.due_summary(NOW) is not None
    assert made.due_summary(NOW + 60) is None, "nothing has changed"
    made.see(felt(), NOW + 60)
    assert made.due_summary(NOW + 60) is not None
    made.see(felt("neutral", 0.1), NOW + 60.1)
    assert made.due_summary(NOW + 60 + SUMMARY_S - 0.1) is None
    last = made.due_summary(NOW + 60 + SUMMARY_S)
    assert last is not None
    assert last.state == "neutral"


def test_the_end_of_a_call_and_the_beginning_of_the_next_are_told_at_once() -> None:
    made = report()
    made.due_summary(NOW)
    made.see(OVER, NOW + 0.5)
    over = made.due_summary(NOW + 0.5)
    assert over is not None
    assert (over.goes_on, over.seconds) == (False, 0.5)
    made.see(STARTED, NOW + 0.6)
    begun = made.due_summary(NOW + 0.6)
    assert begun is not None
    assert (begun.call, begun.goes_on, begun.seconds) == ("call2", True, 0.0)


def test_provisional_estimates_are_not_told() -> None:
    assert report(felt(provisional=True)).due_summary(NOW) == report().due_summary(NOW)


def test_a_hard_feeling_lasts_until_two_calm_utterances_or_a_pleased_one() -> None:
    made = report(felt(), felt("neutral", 0.1), felt("anxious", 0.5), felt("neutral", 0.1))
    assert made.due_summary(NOW + 100.0).hard_for == 100.0  # type: ignore[union-attr]
    made.see(felt("neutral", 0.0), NOW + 101.0)
    assert made.due_summary(NOW + 110.0).hard_for == 0.0  # type: ignore[union-attr]
    assert report(felt(), felt("satisfied", 0.5)).due_summary(NOW + 9.0).hard_for == 0.0  # type: ignore[union-attr]


def test_a_pause_and_a_raised_hand_are_told() -> None:
    summary = report(Pause(at=1.0, paused=True, by="card"), Hand(at=1.0, raised=True)).due_summary(NOW)
    assert summary is not None
    assert (summary.paused, summary.hand) == (True, True)


# --- the agent's manner is not looked at --------------------------------------------------------------------------


def test_warnings_and_answers_to_cues_change_nothing() -> None:
    warned = Cue(at=1.0, id="cue-1", kind="warn", rule="judging", headline="h", body="b", because=("you should have",))
    dismissed = CueOutcome(at=2.0, cue="cue-1", outcome="dismissed", answer="wrong")
    quiet, told = report(), report(warned, dismissed)
    assert told.due_summary(NOW) == quiet.due_summary(NOW)
    assert told.due_alerts(NOW) == quiet.due_alerts(NOW)


# --- excerpts -----------------------------------------------------------------------------------------------------


def test_without_the_organisations_wish_no_word_is_told() -> None:
    made = report(said("my zanzibar bill"), felt(), escalated("harm"))
    assert "zanzibar" not in repr(made.due_summary(NOW))
    assert "zanzibar" not in repr(made.due_alerts(NOW))


def test_with_it_the_customers_last_words_are_and_the_agents_never() -> None:
    agents = Utterance(at=6.0, speaker="agent", id="agent-1", start=5.0, end=6.0, text=Masked("let me see"))
    summary = report(said("one"), said("two", "customer-2"), agents, excerpts=True).due_summary(NOW)
    assert summary is not None
    assert summary.excerpt == "two"


def test_words_that_were_hidden_in_doubt_come_when_they_are_shown() -> None:
    shown = Revealed(at=7.0, speaker="customer", utterance="customer-1", text=Masked("order 1234"))
    assert report(said("order [number]"), shown, excerpts=True).due_summary(NOW).excerpt == "order 1234"  # type: ignore[union-attr]
    later = report(said("order [number]"), said("yes", "customer-2"), shown, excerpts=True)
    assert later.due_summary(NOW).excerpt == "yes"  # type: ignore[union-attr]


def test_words_do_not_outlive_their_call() -> None:
    assert report(said("mine"), OVER, excerpts=True).due_summary(NOW).excerpt is UNSET  # type: ignore[union-attr]


# --- alerts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["supervisor", "leave", "complaint", "harm", "sustained"])
def test_each_escalation_is_one_alert_however_often_it_comes(reason: Reason) -> None:
    made = report(escalated(reason), escalated(reason))
    assert reasons(made) == [reason]
    assert [each.id for each in made.alerts] == ["call1-1"]


def test_growing_frustration_is_an_alert_once_and_ends_when_it_eased() -> None:
    made = report(felt(intensity=RISING), felt())
    assert reasons(made) == ["rising"]
    assert made.alerts[0].intensity == 0.7, "the highest since"
    made.see(felt("satisfied", 0.5, "easing"), NOW)
    assert ends(made) == ["eased"]
    made.see(felt(), NOW)
    assert reasons(made) == ["rising"]
    assert [each.id for each in made.alerts] == ["call1-1", "call1-2"]


@pytest.mark.parametrize(
    "estimate", [felt(intensity=RISING - 0.1), felt(trend="steady"), felt("anxious"), felt("neutral", 0.0, "steady")]
)
def test_less_than_growing_frustration_is_none(estimate: EmotionEstimate) -> None:
    assert reasons(report(estimate)) == []


def test_a_hand_is_an_alert_until_it_is_lowered() -> None:
    made = report(Hand(at=1.0, raised=True))
    assert reasons(made) == ["hand"]
    made.see(Hand(at=2.0, raised=False), NOW)
    assert (reasons(made), ends(made)) == ([], ["lowered"])


def test_help_with_something_says_what_with() -> None:
    made = report(Hand(at=1.0, raised=True), Hand(at=2.0, raised=True, about="a refund"))
    assert reasons(made) == ["help"]
    assert made.open_alerts()[0].about == "a refund"


def test_with_the_call_everything_ends() -> None:
    made = report(felt(), escalated("harm"), Hand(at=1.0, raised=True), OVER)
    assert (reasons(made), ends(made)) == ([], ["call over"] * 3)


def test_an_objection_forgets_what_was_felt_and_nothing_that_was_asked_for() -> None:
    made = report(felt(), escalated("supervisor"), OBJECTED, felt())
    assert [each.reason for each in made.alerts] == ["supervisor"]
    assert made.alerts[0].intensity == 0.0
    summary = made.due_summary(NOW)
    assert summary is not None
    assert (summary.objected, summary.state, summary.intensity, summary.hard_for) == (True, "unsure", 0.0, 0.0)


def test_a_supervisors_answer_stands_at_the_alert() -> None:
    made = report(felt())
    made.due_alerts(NOW)
    made.answer("call1-1", "assigned", "Dana")
    made.answer("call9-9", "assigned", "Dana")
    told = made.due_alerts(NOW)
    assert told is not None
    assert [(each.answer, each.by) for each in told[0]] == [("assigned", "Dana")]


def test_alerts_are_told_when_something_changed_and_only_then() -> None:
    made = report(felt())
    assert made.due_alerts(NOW) is not None
    assert made.due_alerts(NOW) is None
    made.note_shown("n1")
    made.note_shown("n1")
    assert made.due_alerts(NOW) == (made.alerts, ("n1",))
    assert made.due_alerts(NOW) is None


def test_a_shifts_alerts_are_told_and_older_ones_no_more() -> None:
    made = report(felt(), OVER)
    made.see(STARTED, NOW + ALERTS_S + 1)
    made.see(escalated("leave"), NOW + ALERTS_S + 1)
    told = made.due_alerts(NOW + ALERTS_S + 1)
    assert told is not None
    assert [each.reason for each in told[0]] == ["leave"]


def test_of_very_many_the_oldest_that_ended_go_first() -> None:
    made = report(escalated("harm"))
    for _ in range(MOST_ALERTS + 20):
        made.see(Hand(at=1.0, raised=True), NOW)
        made.see(Hand(at=1.0, raised=False), NOW)
    assert len(made.alerts) == MOST_ALERTS
    assert reasons(made) == ["harm"], "what is open stays"
    assert made.alerts[-1].id == f"call1-{MOST_ALERTS + 21}"


def test_what_was_open_when_the_program_ended_ends_with_it() -> None:
    open_one = Alert(id="old-1", call="old", reason="harm", at=NOW - 60, seconds=3.0)
    made = Report()
    made.resume(Alerts(number=1, sent=NOW - 50, alerts=(open_one,), notes=("n1",)), NOW)
    assert (ends(made), made.notes, made.call) == (["call over"], ("n1",), "")
    assert made.due_alerts(NOW) is not None

"""Who gets an answer, and what is known of notes."""

from __future__ import annotations

from assist.console.arrangement import Row
from assist.console.notes import KEPT, Notes, SentNote
from assist.console.stepping_in import AlertAnswer, alarms_of, to_alarm, to_call, watched_here
from tests.console.making import NOON, card, open_alert
from tests.console.test_arrangement import alarm


def test_an_answer_to_a_call_goes_to_each_alert_that_does_not_have_it_yet() -> None:
    told = (
        open_alert("leave"),
        open_alert("hand", answer="assigned", by="Kim"),
        open_alert("harm", answer="acknowledged"),
    )
    row = Row("k", "needs", card("ann", alerts=told))
    whose = ("blue", "ann", "ann-1")
    assert to_call(row, "assigned", "Kim") == [
        AlertAnswer(*whose, "leave-1", "assigned"), AlertAnswer(*whose, "harm-1", "assigned"),
    ]  # fmt: skip
    assert len(to_call(row, "assigned", "Jon")) == 3, "somebody else may take it over"
    assert to_call(Row("#needs", "needs"), "assigned", "Kim") == []


def test_an_answer_to_an_alarm_goes_to_the_alerts_of_all_its_calls() -> None:
    both = alarm("ann", "bob")
    cases = (both.cases[0]._replace(alert="a1"), both.cases[1])
    assert to_alarm(both._replace(cases=cases), "false alarm") == [
        AlertAnswer("blue", "ann", "ann-1", "a1", "false alarm")
    ]


def test_an_alarm_is_a_calls_own_when_it_stands_for_no_other() -> None:
    row, own, shared = Row("k", "needs", card("ann")), alarm("ann"), alarm("ann", "bob")
    assert alarms_of(row, [own, shared, alarm("bob")]) == [own]


def test_a_note_is_on_its_way_until_something_is_known_of_it() -> None:
    notes = Notes()
    for name in ("a", "b"):
        notes.add(SentNote(name, "call-1", f"Text {name}", NOON))
    notes.settle("a", "shown")
    notes.settle("b", "refused", "Too long.")
    notes.settle("of an earlier run", "shown")
    assert [(note.id, note.became, note.why) for note in notes.of("call-1")] == [
        ("b", "refused", "Too long."), ("a", "shown", ""),
    ]  # fmt: skip
    assert notes.of("call-2") == ()


def test_only_so_many_notes_are_remembered() -> None:
    notes = Notes()
    for number in range(KEPT + 5):
        notes.add(SentNote(str(number), "call-1", "Text", NOON))
    assert [note.id for note in notes.of("call-1")] == [str(number) for number in reversed(range(5, KEPT + 5))]


def test_an_alarm_is_answered_here_where_no_agents_program_has_told_it() -> None:
    here = alarm("ann")
    assert watched_here(here, "assigned", "Kim")
    assert not watched_here(here._replace(answer="assigned", by="Kim"), "assigned", "Kim")
    assert not watched_here(here._replace(cases=(here.cases[0]._replace(alert="a1"),)), "assigned", "Kim")

"""Alarms that were shown, and what supervisors did, in the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assist.console.cases import Case
from assist.console.effect import StepIn
from assist.console.history import History
from assist.console.history_reading import HistoryReading
from tests.console.consoles import alarm
from tests.console.making import NOON, alert, alerts, heard, presence, summary


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    history = History(path)
    history.open()
    yield history
    history.close()


def test_an_alarm_is_one_line_however_often_it_changes(history: History, path: Path) -> None:
    two = (*alarm().cases, Case("red", "bob", "Bob", "call-9", "y", NOON))
    history.write(heard(presence(1, name="Ann"), NOON))
    history.write(heard(presence(1, name="Bob"), NOON, agent="bob", team="red"))
    history.write_alarm(alarm(), NOON)
    history.write_alarm(alarm(cases=two, text="2 calls: harm"), NOON + 5)
    history.write_alarm(alarm(answer="assigned", by="Kim", ended=NOON + 9, loud=False), NOON + 9)
    history.close()
    (found,) = HistoryReading(path).search(kinds=["alarm"]).entries
    assert (found.cases, found.loud, found.answer, found.by, found.ended) == (2, True, "assigned", "Kim", NOON + 9)
    assert (found.team, found.agent, found.name) == ("", "", "Ann, Bob")
    for team in ("blue", "red", "green"):
        assert bool(HistoryReading(path).search(team=team, kinds=["alarm"]).entries) is (team != "green")


def test_an_answer_is_one_step_in_whether_it_was_given_here_or_heard(history: History, path: Path) -> None:
    history.write_step(StepIn("blue", "ann", "call-1", "assigned", "Kim", NOON, id="call-1-harm"))
    history.write(heard(alerts(1, alert("harm", answer="assigned", by="Kim"), sent=NOON + 1), NOON + 1))
    history.write(heard(alerts(2, alert("harm", answer="acknowledged", by="Lee"), sent=NOON + 2), NOON + 2))
    history.close()
    found = HistoryReading(path).steps()
    expected = [("assigned", "Kim", NOON), ("acknowledged", "Lee", NOON + 2)]
    assert [(each.kind, each.by, each.at) for each in found] == expected


def test_a_note_counts_as_a_step_in_from_when_it_was_shown(history: History, path: Path) -> None:
    note = StepIn("blue", "ann", "call-1", "note", "Kim", NOON, "Offer a call back", "n0")
    notes = [note, note._replace(id="n1", at=NOON - 1), note._replace(id="n2", at=NOON - 2)]
    for each in notes:
        history.write_step(each)
    history.settle(notes[0], "shown", NOON + 4)
    history.settle(notes[1], "not shown", NOON + 120)
    history.close()
    reading = HistoryReading(path)
    assert reading.steps() == [notes[0]._replace(at=NOON + 4)]
    assert [each.answer for each in reading.search(kinds=["note"]).entries] == ["shown", "not shown", ""]


def test_an_answer_that_never_arrived_is_no_step_in(history: History, path: Path) -> None:
    answer = StepIn("blue", "ann", "call-1", "assigned", "Kim", NOON, id="call-1-harm")
    history.write_step(answer)
    history.settle(answer, "not shown", NOON + 3600)
    history.close()
    reading = HistoryReading(path)
    assert not reading.steps()
    (entry,) = reading.search().entries
    assert (entry.kind, entry.what, entry.answer) == ("answer", "assigned", "not shown")


def test_a_call_that_somebody_wrote_to_is_looked_at_without_an_alert_too(history: History, path: Path) -> None:
    for agent in ("ann", "bob"):
        history.write(heard(summary(1, call=f"{agent}-1"), NOON, agent=agent))
    history.write_step(StepIn("blue", "bob", "bob-1", "note", "Kim", NOON, "Well done", "n1"))
    history.close()
    assert [each.place.agent for each in HistoryReading(path).heards(alerted_only=True)] == ["bob"]

"""Searching the history: what is found, in which order, and that nobody's text means anything but itself."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assist.console.effect import StepIn
from assist.console.history import History
from assist.console.history_reading import HistoryReading
from tests.console.making import NOON, alert, alerts, heard, presence, summary


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> HistoryReading:
    path = tmp_path_factory.mktemp("history") / "history.db"
    history = History(path)
    history.open()
    for team, agent, name in (("blue", "ann", "Ann Öztürk"), ("red", "bob", "Bob 100%"), ("red", "cy", "Cy_s Zoë")):
        history.write(heard(presence(1, name=name, status="online"), NOON, team=team, agent=agent))
        history.write(heard(summary(2, call=f"{agent}-1", sent=NOON + 10), NOON + 10, team=team, agent=agent))
    raised = alert("help", id="a1", call="ann-1", about="a Refund", at=NOON + 20)
    history.write(heard(alerts(3, raised, sent=NOON + 20), NOON + 20))
    asked = alert("supervisor", id="b1", call="bob-1", at=NOON + 30, answer="assigned", by="Kim")
    history.write(heard(alerts(3, asked, sent=NOON + 30), NOON + 30, team="red", agent="bob"))
    history.write_step(StepIn("red", "bob", "bob-1", "note", "Lee", NOON + 40, "I take it over", "n1"))
    history.close()
    return HistoryReading(path)


def test_all_of_it_comes_the_newest_first(reading: HistoryReading) -> None:
    found = reading.search().entries
    assert [each.at for each in found] == sorted((each.at for each in found), reverse=True)
    assert sorted(each.kind for each in found) == [
        "alert", "alert", "answer", "call", "call", "call", "note", "presence", "presence", "presence",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ÖZTÜRK", ["alert", "call", "presence"]),
        ("ann", ["alert", "call", "presence"]),
        ("refund", ["alert"]),
        ("supervisor", ["alert"]),
        ("take it OVER", ["note"]),
        ("lee", ["note"]),
        ("kim", ["alert", "answer"]),
        ("zoë", ["call", "presence"]),
        ("100%", ["alert", "answer", "call", "note", "presence"]),
        ("1%0", []),
        ("%", ["alert", "answer", "call", "note", "presence"]),
        ("_", ["call", "presence"]),
        ("' OR 1=1 --", []),
        ("  ann ", ["alert", "call", "presence"]),
    ],
)
def test_a_text_is_looked_for_as_it_stands(reading: HistoryReading, text: str, kinds: list[str]) -> None:
    assert sorted(each.kind for each in reading.search(text).entries) == kinds


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), max_size=30))
@example(text="\ud800")
def test_no_text_is_too_strange_to_look_for(reading: HistoryReading, text: str) -> None:
    wanted = text.encode(errors="ignore").decode().casefold().strip()
    for entry in reading.search(text).entries:
        said = (entry.name, entry.agent, entry.what, entry.text, entry.by)
        assert any(wanted in each.casefold() for each in said)


def test_a_team_a_time_and_kinds_narrow_it(reading: HistoryReading) -> None:
    assert {each.team for each in reading.search(team="red").entries} == {"red"}
    assert not reading.search(team="re%").entries
    between = reading.search(since=NOON + 10, until=NOON + 30).entries
    assert sorted(each.kind for each in between) == ["alert", "call", "call", "call"]
    assert [each.kind for each in reading.search(kinds=["note"]).entries] == ["note"]
    assert not reading.search(kinds=[]).entries


def test_it_is_told_when_there_is_more(reading: HistoryReading) -> None:
    assert reading.search(limit=3) == (reading.search().entries[:3], True)
    assert reading.search(limit=10) == (reading.search().entries, False)


def test_an_entry_says_what_happened(reading: HistoryReading) -> None:
    (found,) = reading.search("supervisor").entries
    assert found == (
        NOON + 30, "alert", "red", "bob", "Bob 100%", "bob-1", "supervisor", "", "Kim", "assigned", None, 0, False,
    )  # fmt: skip


def test_heards_of_calls_that_somebody_looked_at_are_fewer(reading: HistoryReading) -> None:
    every, alerted = list(reading.heards()), list(reading.heards(alerted_only=True))
    assert len(every) == 8
    assert [each for each in every if each not in alerted] == [
        heard(summary(2, call="cy-1", sent=NOON + 10), NOON + 10, team="red", agent="cy")
    ]
    assert [each.at for each in reading.heards(NOON + 10, NOON + 30)] == [NOON + 10] * 3 + [NOON + 20]

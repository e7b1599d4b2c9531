"""What the history keeps of what is heard, and gives again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from assist.console.card import Heard
from assist.console.history import History
from assist.console.history_agents import BURST
from assist.console.history_reading import HistoryReading
from assist.console.state import MOST_AGENTS, Floor
from assist.floor.messages import Alerts, CallSummary, Presence
from tests.conftest import CANARY
from tests.console.making import NOON, alert, alerts, heard, presence, summary

DAY = 86400.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "floor" / "history.db"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    history = History(path)
    assert history.open() == ""
    yield history
    history.close()


def kept(history: History, path: Path) -> list[Heard]:
    """All messages that are in the file."""
    history.close()
    return list(HistoryReading(path).heards())


def test_what_was_kept_is_given_again_as_it_was_heard(history: History, path: Path) -> None:
    call = summary(
        1_800_000_000_123, sent=NOON - 0.5, state="frustrated", intensity=0.7, trend="rising", seconds=61.2,
        hard_for=12.0, stage="assess", aer="open", steps=("aer.acknowledge", "care.connect"), hand=True, paused=True,
    )  # fmt: skip
    raised = alert("help", about="a refund", intensity=0.4, seconds=60.0)
    said = [
        heard(presence(3, program=""), NOON - 1),
        heard(call, NOON, retained=True),
        heard(alerts(4, raised), NOON + 1),
        heard(alerts(5, replace(raised, answer="assigned", by="Kim")), NOON + 2),
        heard(alerts(6, replace(raised, answer="assigned", by="Kim", ended=NOON + 3, end="lowered")), NOON + 3),
    ]
    for each in said:
        history.write(each)
    assert kept(history, path) == said


def test_a_summary_is_kept_when_it_says_something_else(history: History, path: Path) -> None:
    first = summary(1, state="frustrated", intensity=0.5)
    others = {
        "state": "anxious", "trend": "rising", "intensity": 0.6, "hand": True, "stage": "assess", "goes_on": False,
        "objected": True, "paused": True, "call": "call-2",
    }  # fmt: skip
    for index, (name, value) in enumerate(others.items()):
        agent = f"agent{index}"
        history.write(heard(first, NOON, agent=agent))
        history.write(heard(replace(first, number=2, seconds=9.0, hard_for=9.0, intensity=0.54), NOON + 1, agent=agent))
        history.write(heard(replace(first, number=3, **{name: value}), NOON + 2, agent=agent))
    found: dict[str, list[int]] = {}
    for each in kept(history, path):
        found.setdefault(each.place.agent, []).append(each.message.number)
    objected = f"agent{list(others).index('objected')}"
    assert found == {f"agent{index}": [1, 3] for index in range(len(others))} | {objected: [3]}


def test_small_changes_of_the_level_add_up(history: History, path: Path) -> None:
    for step in range(9):
        history.write(heard(summary(step, state="frustrated", intensity=0.5 + step * 0.04), NOON + step))
    levels = [each.message.intensity for each in kept(history, path) if isinstance(each.message, CallSummary)]
    assert levels == pytest.approx([0.5, 0.62, 0.74])


def test_late_and_doubled_messages_are_kept_once(history: History, path: Path) -> None:
    for number in (5, 5, 4, 6):
        history.write(heard(summary(number, intensity=number / 10, state="frustrated"), NOON + number))
    for connection, status, number in ((2, "in call", 9), (2, "gone", 2), (2, "online", 10), (1, "online", 11)):
        said = presence(number, connection=connection, status=status)
        history.write(heard(said, NOON + 20 + number))
    numbers = [(type(each.message), each.message.number) for each in kept(history, path)]
    assert sorted(numbers, key=str) == sorted(
        [(CallSummary, 5), (CallSummary, 6), (Presence, 9), (Presence, 2)], key=str
    )


def test_a_customers_words_are_kept_only_where_the_organisation_wants_it(tmp_path: Path) -> None:
    message = summary(1, excerpt=f"not again {CANARY}")
    for excerpts in (False, True):
        path = tmp_path / f"{excerpts}.db"
        history = History(path, excerpts=excerpts)
        history.open()
        history.write(heard(message))
        (found,) = kept(history, path)
        assert isinstance(found.message, CallSummary)
        assert (found.message.excerpt == message.excerpt) is excerpts
        files = b"".join(each.read_bytes() for each in tmp_path.glob(f"{excerpts}.db*"))
        assert (CANARY.encode() in files) is excerpts


def test_when_the_customer_objects_what_was_inferred_of_them_is_deleted(history: History, path: Path) -> None:
    felt, asked = alert("rising", intensity=0.8), alert("supervisor", intensity=0.8)
    history.write(heard(summary(1, state="frustrated", intensity=0.8), NOON))
    history.write(heard(summary(1, call="other", state="frustrated", intensity=0.6), NOON, agent="bob"))
    history.write(heard(alerts(2, felt, asked), NOON + 1))
    history.write(heard(summary(3, state="unsure", objected=True, seconds=2.0), NOON + 2))
    history.write(heard(summary(4, state="unsure", objected=True, seconds=4.0, stage="assess"), NOON + 4))
    found = kept(history, path)
    ours = [each.message for each in found if each.place.agent == "ann"]
    assert [each.state for each in ours if isinstance(each, CallSummary)] == ["unsure", "unsure"]
    (documents,) = [each for each in ours if isinstance(each, Alerts)]
    assert [(each.reason, each.intensity) for each in documents.alerts] == [("supervisor", 0.0)]
    assert [each.message.number for each in found if each.place.agent == "bob"] == [1]
    assert len(HistoryReading(path).search(kinds=["alert"]).entries) == 1


def test_a_second_customer_who_objects_is_heard_as_the_first_was(history: History, path: Path) -> None:
    history.write(heard(summary(1, state="unsure", objected=True), NOON))
    history.write(heard(alerts(2, alert("rising", call="call-2")), NOON + 1))
    history.write(heard(summary(3, call="call-2", state="unsure", objected=True), NOON + 2))
    kept(history, path)
    assert not HistoryReading(path).search(kinds=["alert"]).entries


def test_a_floor_of_what_was_kept_shows_the_calls_as_they_were(history: History, path: Path) -> None:
    said = [
        heard(presence(1), NOON),
        heard(summary(2, state="frustrated", intensity=0.8, trend="rising", hard_for=70.0, seconds=80.0), NOON + 1),
        heard(alerts(3, alert("harm")), NOON + 2),
    ]
    for each in said:
        history.write(each)
    live, again = Floor(), Floor()
    for each in said:
        live.hear(each)
    for each in kept(history, path):
        again.hear(each)
    assert again.cards(NOON + 3) == live.cards(NOON + 3)
    assert len(again.cards(NOON + 3)) == 1


def test_a_console_that_begins_again_in_the_middle_keeps_nothing_twice(path: Path) -> None:
    raised = alert("harm", answer="acknowledged", by="Kim")
    for start in (NOON, NOON + 600):
        history = History(path)
        history.open()
        history.write(heard(presence(1), start, retained=start > NOON))
        history.write(heard(summary(2, seconds=5.0), start, retained=start > NOON))
        history.write(heard(alerts(3, raised), start + 1, retained=start > NOON))
        history.close()
    reading = HistoryReading(path)
    kinds = [each.kind for each in reading.search(kinds=["call", "alert", "answer"]).entries]
    assert sorted(kinds) == ["alert", "answer", "call"]
    assert len(reading.search(kinds=["presence"]).entries) == 2  # it was there at the second start too


def test_an_agent_that_says_something_else_every_moment_does_not_fill_the_disk(history: History, path: Path) -> None:
    for index in range(int(BURST) + 500):
        history.write(heard(summary(index, call=f"call-{index}"), NOON))
    assert history.left_out == 500
    history.write(heard(summary(9000), NOON + 60))
    history.write(heard(summary(1), NOON + 60, agent="bob"))
    assert history.left_out == 500
    assert len(kept(history, path)) == BURST + 2


def test_there_is_room_for_so_many_agents_and_no_more(history: History, path: Path) -> None:
    for index in range(MOST_AGENTS + 50):
        history.write(heard(presence(1), NOON, agent=f"agent{index}"))
    assert history.left_out == 50
    assert len(kept(history, path)) == MOST_AGENTS


def test_two_agents_of_the_same_name_in_two_teams_are_two(history: History, path: Path) -> None:
    history.write(heard(presence(7, name="Ann B"), NOON, team="blue"))
    history.write(heard(presence(3, name="Ann R"), NOON, team="red"))
    history.close()
    found = {(each.team, each.name) for each in HistoryReading(path).search().entries}
    assert found == {("blue", "Ann B"), ("red", "Ann R")}


def test_an_alert_that_got_harder_is_kept_again(history: History, path: Path) -> None:
    for number, intensity in enumerate((0.5, 0.55, 0.6, 0.65, 0.4, 0.8)):
        history.write(heard(alerts(number, alert("rising", intensity=intensity)), NOON + number))
    found = [each.message for each in kept(history, path)]
    assert [each.alerts[0].intensity for each in found if isinstance(each, Alerts)] == [0.5, 0.6, 0.8]


def test_who_reads_sees_the_words_that_each_row_stands_for(history: History, path: Path) -> None:
    history.write(heard(summary(1, state="anxious", intensity=0.25)))
    history.close()
    db = sqlite3.connect(path)
    rows = db.execute("SELECT word.text, intensity FROM summary JOIN word ON word.id = summary.state").fetchall()
    db.close()
    assert rows == [("anxious", 250)]

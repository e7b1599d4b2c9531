"""When things were, by the history; when they are on disk, and when they go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assist.console.effect import StepIn
from assist.console.history import History
from assist.console.history_reading import HistoryReading
from tests.console.consoles import alarm
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


def test_what_is_kept_is_on_disk_a_second_later_and_not_before(history: History, path: Path) -> None:
    history.write(heard(presence(1), NOON))
    history.advance(NOON + 0.9)
    assert not list(HistoryReading(path).heards())
    history.write(heard(summary(2), NOON + 0.95))
    history.advance(NOON + 1.0)
    assert len(list(HistoryReading(path).heards())) == 2


def test_a_clock_that_was_set_back_keeps_nothing_from_the_disk(history: History, path: Path) -> None:
    history.write(heard(presence(1), NOON))
    history.advance(NOON - 3600)
    assert len(list(HistoryReading(path).heards())) == 1


def test_what_is_too_old_goes_by_itself_and_nobodys_name_stays(path: Path) -> None:
    history = History(path, keep_days=7)
    history.open()
    history.write(heard(presence(1, name="Ann Old"), NOON))
    history.write(heard(summary(2, seconds=1.0), NOON))
    history.write(heard(summary(3, goes_on=False, seconds=2.0), NOON + 1))
    history.write(heard(alerts(4, alert("harm", answer="assigned", by="Kim")), NOON + 1))
    history.write_step(StepIn("blue", "ann", "call-1", "note", "Kim", NOON + 2, "Well done", "n1"))
    history.write_alarm(alarm(at=NOON + 2), NOON + 2)
    history.advance(NOON + 2)
    history.write(heard(presence(1, name="Bob"), NOON + 8 * DAY, agent="bob"))
    for beat in range(3):
        history.advance(NOON + 8 * DAY + beat)
    history.write(heard(presence(2, connection=2, name="Ann"), NOON + 8 * DAY + 5))
    history.close()
    assert [(each.kind, each.name) for each in HistoryReading(path).search().entries] == [
        ("presence", "Ann"), ("presence", "Bob"),
    ]  # fmt: skip
    files = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert not any(word in files for word in (b"Ann Old", b"Well done", b"may come to harm"))


def test_a_history_can_be_deleted_at_once_and_the_file_gets_small(history: History, path: Path) -> None:
    for index in range(3000):
        at = NOON + index
        history.write(
            heard(summary(index, call=f"call-{index}", goes_on=False, seconds=1.0), at, agent=f"a{index % 9}")
        )
    history.close()
    before = path.stat().st_size
    history.open()
    history.forget(0.0, NOON + 90_000)
    history.close()
    assert not HistoryReading(path).search().entries
    assert path.stat().st_size < before / 2


def test_numbers_at_their_limits_fit(history: History, path: Path) -> None:
    history.write(heard(summary(2**53, sent=1e11, seconds=1e308, hard_for=1e308, intensity=1.0), NOON))
    history.write(heard(alerts(2**53, alert("harm", at=0.0, seconds=1e300, ended=1e11), sent=0.0), NOON))
    history.write(heard(presence(2**53, connection=2**53, sent=1e11), NOON))
    history.close()
    assert len(list(HistoryReading(path).heards())) == 3
    assert all(0 <= each.at <= NOON for each in HistoryReading(path).search().entries)


def test_the_times_of_an_agent_whose_clock_is_wrong_are_ours(history: History, path: Path) -> None:
    ahead = 3600.0
    history.write(heard(summary(1, sent=NOON + ahead, seconds=30.0), NOON))
    history.write(heard(alerts(2, alert("harm", at=NOON + ahead + 5), sent=NOON + ahead + 60), NOON + 60))
    history.close()
    found = {each.kind: each.at for each in HistoryReading(path).search().entries}
    assert found == {"call": NOON - 30, "alert": NOON + 5}


def test_no_time_is_after_it_was_heard_or_before_there_were_any(history: History, path: Path) -> None:
    history.write(heard(summary(1, sent=1e11, seconds=1e308, goes_on=False), NOON))
    early, late = alert("harm", at=0.0), alert("help", at=2e10, ended=1e11)
    history.write(heard(alerts(2, early, late, sent=1e11), NOON))
    history.close()
    found = HistoryReading(path).search().entries
    assert {(each.kind, each.what, each.at, each.ended) for each in found} == {
        ("alert", "harm", 0.0, None), ("alert", "help", 0.0, NOON), ("call", "", NOON - DAY, NOON),
    }  # fmt: skip


def test_a_last_will_says_nothing_of_the_agents_clock(history: History, path: Path) -> None:
    history.write(heard(presence(1, status="gone", sent=NOON - 3600), NOON))
    history.write(heard(alerts(2, alert("harm", at=NOON - 1800), sent=NOON - 1700), NOON + 1, retained=True))
    history.close()
    (found,) = HistoryReading(path).search(kinds=["alert"]).entries
    assert found.at == NOON - 1800


def test_what_is_said_to_be_still_to_come_was_when_it_was_heard(history: History, path: Path) -> None:
    history.write(heard(alerts(1, alert("harm", at=NOON + 500, ended=NOON + 900)), NOON))
    history.close()
    (found,) = HistoryReading(path).search().entries
    assert (found.at, found.ended) == (NOON, NOON)


def test_a_call_and_an_alert_end_when_the_agents_program_says_so_and_once(history: History, path: Path) -> None:
    history.write(heard(summary(1, sent=NOON), NOON))
    for number in (2, 3):
        over = summary(number, sent=NOON + 9 * number, goes_on=False, stage=("assess", "relate")[number - 2])
        history.write(heard(over, NOON + 9 * number))
    history.write(heard(alerts(4, alert("harm"), sent=NOON + 30), NOON + 30))
    history.write(heard(alerts(5, alert("harm", ended=NOON + 33, end="call over"), sent=NOON + 40), NOON + 40))
    history.close()
    assert {each.kind: each.ended for each in HistoryReading(path).search().entries} == {
        "call": NOON + 18, "alert": NOON + 33,
    }  # fmt: skip

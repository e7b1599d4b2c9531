"""The history's file: newer, older, damaged, full, in use; the console goes on with one sentence."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assist.console.history import History
from assist.console.history_file import MAJOR, STEPS, is_damage, move_aside, open_file, sentence
from assist.console.history_reading import HistoryReading
from assist.errors import FloorError
from tests.console.making import NOON, heard, presence, summary

MOST_MB = 100
MORE = (*STEPS, ("ALTER TABLE step ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'", "CREATE TABLE more (id INTEGER)"))
"""What a later version of this program may know."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def filled(path: Path) -> Path:
    history = History(path)
    history.open()
    history.write(heard(presence(1, name="Ann"), NOON))
    history.write(heard(summary(2), NOON))
    history.close()
    return path


def fill(history: History) -> None:
    for index in range(100_000):
        history.write(heard(summary(index, call=f"call-{index}"), NOON + index, agent=f"agent{index % 1000}"))
        history.advance(NOON + index)


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        (found,) = db.execute("PRAGMA user_version").fetchone()
    return int(found)


def test_a_newer_program_brings_an_older_file_up_to_date_and_loses_nothing(path: Path) -> None:
    filled(path)
    open_file(path, MORE, most_mb=MOST_MB).close()
    assert version(path) == MAJOR * 1000 + len(MORE)
    assert len(HistoryReading(path).search().entries) == 2


def test_an_older_program_reads_and_writes_a_newer_file_of_the_same_kind(path: Path) -> None:
    open_file(path, MORE, most_mb=MOST_MB).close()
    filled(path)
    assert version(path) == MAJOR * 1000 + len(MORE)
    assert len(HistoryReading(path).search().entries) == 2
    assert len(list(HistoryReading(path).heards())) == 2


def test_a_step_that_cannot_be_taken_leaves_the_file_as_it_was(path: Path) -> None:
    filled(path)
    broken = (*STEPS, ("CREATE TABLE more (id INTEGER)", "CREATE TABLE more (id INTEGER)"))
    with pytest.raises(FloorError, match=r"history\.db cannot be used"):
        open_file(path, broken, most_mb=MOST_MB)
    assert version(path) == MAJOR * 1000 + len(STEPS)
    assert len(HistoryReading(path).search().entries) == 2


def test_a_file_that_this_program_cannot_know_is_left_alone(path: Path) -> None:
    filled(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {(MAJOR + 1) * 1000}")
    before = path.read_bytes()
    with pytest.raises(FloorError, match="newer version"):
        History(path).open()
    with pytest.raises(FloorError, match="newer version"):
        HistoryReading(path).search()
    assert path.read_bytes() == before


def test_another_programs_file_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE accounts (id INTEGER)")
        db.commit()
    before = path.read_bytes()
    with pytest.raises(FloorError, match="another program"):
        History(path).open()
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_moved_aside_whole(path: Path) -> None:
    path.write_bytes(b"no database at all " * 500)
    history = History(path)
    said = history.open()
    history.write(heard(presence(1)))
    history.close()
    (aside,) = path.parent.glob("history.damaged-*")
    assert str(aside) in said
    assert aside.read_bytes() == b"no database at all " * 500
    assert len(HistoryReading(path).search().entries) == 1


def test_what_belongs_to_a_damaged_file_is_moved_with_it(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).write_text(end)
    aside = move_aside(path, NOON)
    assert not list(path.parent.glob("history.db*"))
    assert [aside.with_name(aside.name + end).read_text() for end in ("", "-wal", "-shm")] == ["", "-wal", "-shm"]


def test_damage_that_shows_later_closes_the_history_and_the_next_start_begins_a_new_one(path: Path) -> None:
    filled(path)
    size = path.stat().st_size
    history = History(path)
    with path.open("r+b") as file:  # all tables, but not the head, which `open` looks at
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    assert history.open() == ""
    with pytest.raises(FloorError, match="damaged"):
        history.write(heard(presence(9), agent="bob"))
    assert not history.is_open
    assert "was damaged" in history.open()
    history.write(heard(presence(9)))
    history.close()
    assert len(list(path.parent.glob("history.damaged-*"))) == 1
    assert len(HistoryReading(path).search().entries) == 1


def test_two_damaged_files_of_the_same_second_are_both_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: NOON)
    for content in (b"first " * 900, b"second " * 900):
        path.write_bytes(content)
        history = History(path)
        history.open()
        history.close()
        path.unlink()
    asides = [each.read_bytes()[:5] for each in sorted(path.parent.glob("history.damaged-*"))]
    assert sorted(asides) == [b"first", b"secon"]


def test_a_file_that_somebody_else_has_locked_costs_a_sentence_and_nothing_else(path: Path) -> None:
    filled(path)
    history = History(path)
    history.open()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FloorError, match="in use by another program"):
            history.write(heard(presence(2), agent="bob"))
    assert not history.is_open
    history.open()
    history.write(heard(presence(2), agent="bob"))
    history.close()
    assert len(HistoryReading(path).search().entries) == 3


def test_a_history_grows_to_its_bound_and_keeps_what_it_has(path: Path) -> None:
    history = History(path, most_mb=1)
    history.open()
    with pytest.raises(FloorError, match=r"no more room.*keep fewer days"):
        fill(history)
    assert not history.is_open
    assert 900_000 < path.stat().st_size <= 1_000_000
    assert HistoryReading(path).search().entries


def test_a_folder_that_cannot_be_made_costs_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FloorError, match="cannot be opened"):
        History(tmp_path / "file" / "history.db").open()


def test_a_file_that_may_not_be_written_to_is_said_as_such(path: Path) -> None:
    filled(path)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db, pytest.raises(sqlite3.Error) as caught:
        db.execute("DELETE FROM agent")
    assert "may not be written to" in sentence(path, caught.value)
    assert not is_damage(caught.value)


def test_what_is_told_to_a_closed_history_is_refused(path: Path) -> None:
    with pytest.raises(FloorError, match="not open"):
        History(path).write(heard(presence(1)))
    History(path).advance(NOON)
    assert not path.exists()


def test_no_one_else_may_read_the_file(path: Path) -> None:
    filled(path)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [None, b"", b"no database " * 900])
def test_reading_what_is_not_there_or_no_history_says_so(path: Path, content: bytes | None) -> None:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FloorError, match=r"history\.db"):
        HistoryReading(path).search()
    with pytest.raises(FloorError, match=r"history\.db"):
        list(HistoryReading(path).heards())

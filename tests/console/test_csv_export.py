"""A search as a table: a spreadsheet program reads it, and runs nothing in it."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterator
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from assist.console.csv_export import COLUMNS, FORMULA, export_csv
from assist.console.history_entries import Entry
from assist.errors import FloorError
from tests.console.making import NOON

ENTRY = Entry(NOON, "alert", "blue", "ann", "Ann", "call-1", "help", "a refund", "Kim", "assigned", NOON + 90, 0, False)
ZONE = timezone(timedelta(hours=5, minutes=30))


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_table_is_what_spreadsheet_programs_read(tmp_path: Path) -> None:
    path = tmp_path / "shift.csv"
    assert export_csv(path, [ENTRY._replace(name="Zoë Müller")], zone=ZONE) == 1
    assert path.read_bytes() == (
        b"\xef\xbb\xbftime,kind,team,agent,name,call,what,text,by,answer,ended,cases,sound\r\n"
        b"2027-01-15 13:30:00+05:30,alert,blue,ann,Zo\xc3\xab M\xc3\xbcller,call-1,help,a refund,Kim,assigned,"
        b"2027-01-15 13:31:30+05:30,,\r\n"
    )


def test_an_alarm_says_how_many_calls_and_whether_it_was_heard(tmp_path: Path) -> None:
    alarm = ENTRY._replace(kind="alarm", cases=3, loud=True, ended=None)
    export_csv(tmp_path / "shift.csv", [alarm])
    assert rows(tmp_path / "shift.csv")[1][-3:] == ["", "3", "yes"]


def test_commas_quotes_and_line_breaks_stay_in_their_cell(tmp_path: Path) -> None:
    text = 'He said "no", twice;\nthen\r\nleft'
    export_csv(tmp_path / "shift.csv", [ENTRY._replace(text=text)])
    header, row = rows(tmp_path / "shift.csv")
    assert tuple(header) == COLUMNS
    assert row[7] == text


@pytest.mark.parametrize("first", FORMULA)
@pytest.mark.parametrize("field", ["team", "agent", "name", "call", "what", "text", "by", "answer"])
def test_no_cell_begins_a_formula(tmp_path: Path, first: str, field: str) -> None:
    formula = f'{first}HYPERLINK("http://127.0.0.1/?"&A1)'
    entry = ENTRY._replace(**{field: formula})  # type: ignore[arg-type]
    export_csv(tmp_path / "shift.csv", [entry])
    (row,) = rows(tmp_path / "shift.csv")[1:]
    assert row[COLUMNS.index(field)] == f"'{formula}"
    assert not any(cell.startswith(FORMULA) for cell in row)


def test_what_only_holds_such_a_sign_is_left_as_it_is(tmp_path: Path) -> None:
    export_csv(tmp_path / "shift.csv", [ENTRY._replace(text="a=b, c@d -1")])
    assert rows(tmp_path / "shift.csv")[1][7] == "a=b, c@d -1"


def test_the_local_time_is_the_computers_where_none_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC-02:00")
    time.tzset()
    try:
        export_csv(tmp_path / "shift.csv", [ENTRY])
    finally:
        monkeypatch.undo()
        time.tzset()
    assert rows(tmp_path / "shift.csv")[1][0] == "2027-01-15 10:00:00+02:00"


def test_a_table_that_breaks_off_leaves_the_old_one_and_no_rest(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    path = folder / "shift.csv"
    export_csv(path, [ENTRY])
    before = path.read_bytes()

    def entries() -> Iterator[Entry]:
        yield ENTRY
        raise FloorError("The history is damaged.")

    with pytest.raises(FloorError, match="damaged"):
        export_csv(path, entries())
    assert path.read_bytes() == before
    assert os.listdir(folder) == ["shift.csv"]


def test_who_has_the_old_table_open_keeps_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "shift.csv"
    export_csv(path, [ENTRY])
    with path.open("rb") as old:
        export_csv(path, [])
        assert b"refund" in old.read()
    assert len(rows(path)) == 1


def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    with pytest.raises(FloorError, match="cannot be written"):
        export_csv(tmp_path / "nowhere" / "shift.csv", [ENTRY])
    taken = tmp_path / "tables" / "folder.csv"
    taken.mkdir(parents=True)
    with pytest.raises(FloorError, match="cannot be written"):
        export_csv(taken, [ENTRY])
    assert os.listdir(taken.parent) == ["folder.csv"]

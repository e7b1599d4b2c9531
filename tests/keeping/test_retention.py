"""Recordings go when their time is up, and nothing else ever does."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from assist.keeping.layout import kept_calls
from assist.keeping.retention import forget_old
from tests.keeping.making import BEGAN, complaint, recorded

LATER = BEGAN + timedelta(days=30)


def forget(folder: Path, now: datetime = LATER) -> int:
    return forget_old(folder, days=30, now=now)


def test_a_call_goes_after_its_days_and_not_a_second_before(tmp_path: Path) -> None:
    call = recorded(tmp_path)
    assert forget(tmp_path, LATER - timedelta(seconds=1)) == 0
    assert len(list(call.iterdir())) == 3
    assert forget(tmp_path, LATER) == 1
    assert not call.exists()
    assert forget(tmp_path, LATER) == 0


def test_only_the_old_ones_go_whatever_zone_they_began_in(tmp_path: Path) -> None:
    seoul = timezone(timedelta(hours=9))
    old = recorded(tmp_path, seconds=1, began=datetime(2026, 8, 1, 18, 29, 59, tzinfo=seoul))
    young = recorded(tmp_path, seconds=1, began=datetime(2026, 8, 1, 18, 30, 1, tzinfo=seoul))
    assert [call.folder for call in kept_calls(tmp_path)] == [old, young]
    assert forget(tmp_path) == 1
    assert [call.folder for call in kept_calls(tmp_path)] == [young]


def test_the_time_of_the_name_counts_not_the_files(tmp_path: Path) -> None:
    call = recorded(tmp_path, seconds=1)
    for path in (*call.iterdir(), call):
        os.utime(path, (LATER.timestamp(), LATER.timestamp()))
    assert forget(tmp_path) == 1


def test_what_a_crash_left_goes_too(tmp_path: Path) -> None:
    call = recorded(tmp_path, seconds=1)
    (call / "0001.flac.age.part").write_bytes(b"half")
    (tmp_path / "2026-07-31T09-30-00Z-00000000").mkdir()
    assert forget(tmp_path) == 2
    assert kept_calls(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        "2026-08-01", "2026-08-01T09-30-00Z", "2026-08-01T09-30-00Z-1a2b3c4", "x2026-08-01T09-30-00Z-1a2b3c4d",
        "2026-02-30T09-30-00Z-1a2b3c4d", "2026-08-01T09-30-00Z-1a2b3c4d.bak", "\u0662026-08-01T09-30-00Z-1a2b3c4d",
    ],
)  # fmt: skip
def test_folders_with_other_names_are_not_touched(tmp_path: Path, name: str) -> None:
    file = tmp_path / name / "0000.flac.age"
    file.parent.mkdir()
    file.touch()
    assert forget(tmp_path) == 0
    assert file.exists()


def test_other_things_in_a_call_stay_with_their_folder(tmp_path: Path) -> None:
    call = recorded(tmp_path, seconds=1)
    others = {"notes.txt", "0000.flac", "0000.flac.age.bak", "x0000.flac.age", "notes.part", "000.flac.age"}
    for name in others:
        (call / name).touch()
    (call / "0005.flac.age").mkdir()
    assert forget(tmp_path) == 1
    assert {path.name for path in call.iterdir()} == others | {"0005.flac.age"}
    assert forget(tmp_path) == 0


def test_a_file_named_as_a_call_stays(tmp_path: Path) -> None:
    file = tmp_path / "2026-08-01T09-30-00Z-1a2b3c4d"
    file.touch()
    assert forget(tmp_path) == 0
    assert file.exists()


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_no_link_is_followed(tmp_path: Path) -> None:
    elsewhere, recordings = tmp_path / "elsewhere", tmp_path / "recordings"
    other = recorded(elsewhere, seconds=1)
    call = recorded(recordings, seconds=1)
    (recordings / other.name).symlink_to(other)
    (call / "0007.flac.age").symlink_to(other / "0000.flac.age")
    assert forget(recordings) == 1
    assert [path.name for path in other.iterdir()] == ["0000.flac.age"]
    assert [path.name for path in call.iterdir()] == ["0007.flac.age"]
    assert (recordings / other.name).is_symlink()


def test_without_a_folder_there_is_nothing_to_forget(tmp_path: Path) -> None:
    assert forget(tmp_path / "recordings") == 0


def test_a_file_in_the_folders_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "recordings").touch()
    assert "cannot be listed" in complaint(lambda: forget(tmp_path / "recordings"))


def test_what_cannot_be_deleted_is_said_after_the_rest_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck, also_stuck, other = (recorded(tmp_path, seconds=1, began=BEGAN - timedelta(days=n)) for n in (3, 2, 1))
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.parent in {stuck, also_stuck}:
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)  # not even root can be refused otherwise
    sentence = complaint(lambda: forget(tmp_path))
    assert f"cannot be deleted: {stuck} (Permission denied) and 1 more." in sentence
    assert not other.exists()

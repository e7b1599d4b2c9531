"""The agent's habits between calls: kept whole or not at all, and never a reason for a call to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist import habits_file
from assist.coach.habits import CALLS, NO_HABITS, CallHabits, Habits


def call(number: int) -> CallHabits:
    return CallHabits(sentences=(number,), moments=1, unprompted=1)


def test_the_latest_calls_are_kept_and_the_oldest_go(tmp_path: Path) -> None:
    path = tmp_path / "new" / "habits.json"
    assert habits_file.load(path) == NO_HABITS
    for number in range(CALLS + 5):
        habits_file.add(path, call(number))
    assert [each.sentences for each in habits_file.load(path).calls] == [(number,) for number in range(5, CALLS + 5)]
    assert [each.name for each in path.parent.iterdir()] == ["habits.json"]


def test_a_broken_file_begins_anew_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "habits.json"
    path.write_bytes(b"{")
    assert habits_file.load(path) == NO_HABITS
    assert "cannot be read" in caplog.text
    habits_file.add(path, call(1))
    assert habits_file.load(path) == Habits((call(1),))


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_bytes(b"")
    habits_file.add(tmp_path / "file" / "habits.json", call(1))
    assert "cannot be written" in caplog.text


def test_an_agent_is_fluent_only_after_some_moments() -> None:
    assert not Habits((CallHabits(moments=5, unprompted=5),)).fluent
    assert Habits((CallHabits(moments=6, unprompted=5),)).fluent
    assert not Habits((CallHabits(moments=10, unprompted=5),)).fluent

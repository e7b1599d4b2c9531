"""The outbox's file: numbers that never go back, damage, a place that cannot be written, and kill -9."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assist.errors import FloorError
from assist.floor.outbox import Outbox
from tests.floor.test_outbox import SetClock, keys, message


def test_numbers_only_grow_also_when_the_clock_goes_back_or_the_file_is_opened_again(tmp_path: Path) -> None:
    clock = SetClock()
    outbox = Outbox(tmp_path / "outbox.db", clock=clock)
    outbox.open()
    numbers = [outbox.number(), outbox.number()]
    clock.now -= 3600
    numbers.append(outbox.number())
    outbox.close()
    outbox.open()
    numbers.append(outbox.number())
    outbox.close()
    again = Outbox(tmp_path / "outbox.db", clock=clock)
    again.open()
    numbers.append(again.number())
    again.close()
    assert numbers == [1_000_000_000, 1_000_000_001, 1_000_000_002, 1_000_000_003, 1_000_000_004]


def test_numbers_grow_without_the_old_file_because_time_does(tmp_path: Path) -> None:
    clock = SetClock()
    first = Outbox(tmp_path / "lost.db", clock=clock)
    first.open()
    before = [first.number() for _ in range(100)]
    first.close()
    clock.now += 1
    second = Outbox(tmp_path / "new.db", clock=clock)
    second.open()
    assert second.number() > max(before)
    second.close()


def test_a_file_keeps_its_own_mark(tmp_path: Path) -> None:
    tokens = []
    for name in ("a", "a", "b"):
        outbox = Outbox(tmp_path / name)
        outbox.open()
        tokens.append(outbox.token)
        outbox.close()
    assert tokens[0] == tokens[1] != tokens[2]
    assert all(len(token) == 8 and int(token, 16) >= 0 for token in tokens)


def garbage(file: Path) -> None:
    file.write_bytes(b"this is no database" * 1000)


def cut_in_half(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def overwritten_inside(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as inside:
        inside.seek(4096)
        inside.write(b"\xa5" * (size - 4096))


def of_another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE outgoing (something)")


@pytest.mark.parametrize("damage", [garbage, cut_in_half, overwritten_inside, of_another_program])
def test_a_damaged_file_is_moved_aside_and_a_new_one_begun(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    file = tmp_path / "outbox.db"
    outbox = Outbox(file)
    for _ in range(2):  # the second time in place of the first: only one is kept
        outbox.open()
        for number in range(50):
            outbox.put(message(str(number), b"x" * 500))
        number_before = outbox.number()
        outbox.close()
        damage(file)
        outbox.open()
        assert keys(outbox) == []
        assert outbox.number() > number_before
        outbox.put(message("new"))
        outbox.close()
    assert len(list(tmp_path.glob("outbox.damaged-*"))) == 1


def test_a_place_where_nothing_can_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "outbox.db", tmp_path):
        outbox = Outbox(path)
        with pytest.raises(FloorError, match=f"{path} cannot be written: check the disk"):
            outbox.open()
        outbox.close()


def test_a_second_program_on_the_same_file_is_told_so(tmp_path: Path) -> None:
    outbox, second = Outbox(tmp_path / "outbox.db"), Outbox(tmp_path / "outbox.db")
    outbox.open()
    with pytest.raises(FloorError, match="runs twice"):
        second.open()
    outbox.put(message("a"))
    assert keys(outbox) == ["a"]
    outbox.close()


WRITER = """
import sys
from pathlib import Path
from assist.floor.outbox import Outbox, Outgoing

outbox = Outbox(Path(sys.argv[1]), most=10**6)
outbox.open()
for number in range(10**6):
    outbox.put(Outgoing(str(number), "t", b"x" * 300, stays=number % 3 == 0))
    print(number, outbox.number(), flush=True)
"""


def test_what_was_put_is_there_after_a_kill_at_any_moment(tmp_path: Path) -> None:
    file = tmp_path / "outbox.db"
    known = -1
    for lines in (1, 40, 333):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            said = [child.stdout.readline() for _ in range(lines)]
            child.send_signal(signal.SIGKILL)
            said += child.stdout.readlines()
        last, number = max((tuple(map(int, line.split())) for line in said if line.endswith("\n")), default=(0, 0))
        outbox = Outbox(file, most=10**6)
        outbox.open()
        assert {str(one) for one in range(last + 1)} <= set(keys(outbox))
        assert outbox.number() > number > known
        known = number
        outbox.close()
    assert not list(tmp_path.glob("outbox.damaged-*"))

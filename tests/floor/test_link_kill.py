"""kill -9 of the program at any moment: everything arrives, and the broker says the last will."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assist.floor.outbox import Outgoing
from tests.floor.brokers import RunningBroker, mosquitto, nats
from tests.floor.diary import PATIENCE_S, Diary, linked, plain

BROKERS = pytest.mark.parametrize("kind", [mosquitto, nats])
MESSAGES = 300
CHILD = """
import sys
from functools import partial
from pathlib import Path
from assist.floor.broker import Broker
from assist.floor.outbox import Outgoing
from tests.floor.diary import Diary, linked

port, outbox, first, last = int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
stays = sys.argv[5] == "stays"
diary = Diary(will=Outgoing("w", "a/gone", b"gone"), first=Outgoing("p", "a/presence", b"here"))

def put(number):
    diary.put(Outgoing(str(number), "a/happening", b"%d" % number, stays=stays))
    print(number, flush=True)

with linked(Broker("127.0.0.1", port, tls=False), diary, outbox) as link:
    for number in range(first, last):
        link.do(partial(put, number))
    sys.stdin.readline()
    print("told:", diary.told[-1].state, flush=True)
"""


@contextmanager
def child(
    running: RunningBroker, outbox: Path, first: int, last: int, *, stays: bool = False
) -> Iterator[subprocess.Popen[str]]:
    """A program with a link, which puts the messages from `first` to before `last`."""
    arguments = [str(running.port), str(outbox), str(first), str(last), "stays" if stays else ""]
    command = [sys.executable, "-c", CHILD, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def kill_after(process: subprocess.Popen[str], lines: int) -> int:
    """kill -9 when so many were put; how many were, as far as it could say."""
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    said += process.stdout.readlines()
    return int(max((line for line in said if line.endswith("\n")), key=int)) + 1


@BROKERS
@pytest.mark.parametrize("lines", [1, 25, 140])
def test_a_killed_program_loses_nothing_that_it_had_put(kind, lines: int, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with kind(tmp_path / "broker") as running:
        watcher = Diary(("a/happening",))
        with linked(plain(running), watcher, tmp_path / "w.db"):
            watcher.until_told("joined")
            with child(running, tmp_path / "c.db", 0, MESSAGES) as process:
                put = kill_after(process, lines)
            with child(running, tmp_path / "c.db", put, MESSAGES):
                watcher.until(lambda: len(set(watcher.bodies)) == MESSAGES)
        firsts = list(dict.fromkeys(watcher.bodies))
        assert firsts == [b"%d" % number for number in range(MESSAGES)]


def test_program_and_broker_killed_again_and_again_lose_nothing_that_stays(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker") as running:
        put = 0
        for lines in (7, 60, 33):
            with child(running, tmp_path / "c.db", put, put + 100, stays=True) as process:
                put = kill_after(process, lines)
            running.kill()
            running.restart()
        watcher = Diary(("a/happening",))
        with linked(plain(running), watcher, tmp_path / "w.db"):
            watcher.until_told("joined")
            with child(running, tmp_path / "c.db", put, put + 1):
                watcher.until(lambda: set(watcher.bodies) >= {b"%d" % number for number in range(put + 1)})
        assert put >= 100
        assert len(watcher.bodies) == put + 1


@BROKERS
def test_the_broker_says_the_will_of_a_program_that_was_killed(kind, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with kind(tmp_path / "broker") as running:
        watcher = Diary(("a/gone", "a/presence"))
        with linked(plain(running), watcher, tmp_path / "w.db"):
            watcher.until_told("joined")
            with child(running, tmp_path / "c.db", 0, 1) as process:
                watcher.until_came(b"here")
                assert watcher.bodies == [b"here"]
                process.send_signal(signal.SIGKILL)
                watcher.until_came(b"gone")


def test_a_program_that_ends_by_itself_has_no_will(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker") as running:
        watcher = Diary(("a/#",))
        with linked(plain(running), watcher, tmp_path / "w.db") as link:
            watcher.until_told("joined")
            with child(running, tmp_path / "c.db", 0, 5) as process:
                watcher.until_came(b"here")
                out, _ = process.communicate("\n", PATIENCE_S)
            assert out.endswith("told: joined\n")
            watcher.send(link, Outgoing("end", "a/end", b"end"))
            watcher.until_came(b"end")
            assert b"gone" not in watcher.bodies

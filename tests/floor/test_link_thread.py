"""A link and the program around it: it never blocks or runs full, ends quickly, and says what went wrong."""

from __future__ import annotations

import random
import socket
import sqlite3
import threading
from functools import partial
from pathlib import Path

import pytest

from assist.errors import FloorError
from assist.floor import works
from assist.floor.broker import Broker
from assist.floor.link import Incoming, Link, LinkState
from assist.floor.outbox import Outgoing
from assist.floor.waiting import wait_s
from tests.floor.brokers import HOST, mosquitto
from tests.floor.diary import PATIENCE_S, Diary, LeapingClock, linked, plain

EVERYTHING = ("a/#",)
STATE = Outgoing("state", "a/state", b"state", retained=True, stays=True)


def test_work_is_done_in_order_from_as_many_threads_as_like(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker") as running, linked(plain(running), diary := Diary(), tmp_path / "d.db") as link:
        done: list[tuple[int, int]] = []
        where: set[str] = set()

        def write(who: int, number: int) -> None:
            done.append((who, number))
            where.add(threading.current_thread().name)

        def hand_over(who: int) -> None:
            for number in range(500):
                link.do(partial(write, who, number))

        threads = [threading.Thread(target=hand_over, args=(who,)) for who in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        diary.until(lambda: len(done) == 4000)
        assert all([n for w, n in done if w == who] == list(range(500)) for who in range(8))
        assert where == {"floor-link"}
        assert link.counts.dropped == 0


def test_handing_over_never_blocks_and_what_is_too_much_is_counted(tmp_path: Path) -> None:
    diary, busy, free = Diary(), threading.Event(), threading.Event()
    link = Link(Broker(HOST, 1, tls=False), diary, outbox=tmp_path / "d.db", tell=diary.tell)
    link.start()

    def wait() -> None:
        busy.set()
        free.wait(PATIENCE_S)

    link.do(wait)
    assert busy.wait(PATIENCE_S)
    done: list[int] = []
    for number in range(works.MOST + 7):
        link.do(partial(done.append, number))
    assert link.counts.dropped == 7
    free.set()
    diary.until(lambda: len(done) == works.MOST)
    link.stop(PATIENCE_S)
    link.do(lambda: done.append(-1))
    assert link.counts.dropped == 8
    assert done == list(range(works.MOST))


@pytest.mark.parametrize("tls", [True, False])
def test_stopping_does_not_wait_for_a_broker_that_never_answers(tls: bool, tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as black_hole:
        black_hole.settimeout(PATIENCE_S)
        diary = Diary(last=Outgoing("l", "a/b", b"left"))
        broker = Broker(HOST, black_hole.getsockname()[1], tls=tls)
        with linked(broker, diary, tmp_path / "d.db"):
            taken, _ = black_hole.accept()
        with taken:
            # The secured way is still being dialled, for five seconds: nobody waited for that.
            assert not tls or any(thread.name == "floor-dial" for thread in threading.enumerate())
        assert not any(thread.name == "floor-link" for thread in threading.enumerate())
        assert diary.closed
        assert diary.told == [LinkState("connecting")]


def test_a_broker_that_takes_the_call_and_says_nothing_is_given_up(tmp_path: Path) -> None:
    clock, diary = LeapingClock(), Diary()
    with socket.create_server((HOST, 0)) as black_hole:
        black_hole.settimeout(PATIENCE_S)
        broker = Broker(HOST, black_hole.getsockname()[1], tls=False)
        with linked(broker, diary, tmp_path / "d.db", clock):
            taken, _ = black_hole.accept()
            with taken:
                assert taken.recv(1) == b"\x10"
                clock.ahead = 11.0
                assert "does not answer" in diary.until_told("lost").why


def test_a_link_that_was_never_started_can_be_stopped(tmp_path: Path) -> None:
    Link(Broker(HOST, 1, tls=False), Diary(), outbox=tmp_path / "d.db").stop()
    assert not list(tmp_path.glob("d.db*"))


def test_the_password_is_asked_where_waiting_does_no_harm(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker", users={"sam": "zanzibar"}) as running:
        diary, asked = Diary(), []

        def password() -> str:
            asked.append(threading.current_thread().name)
            return "zanzibar"

        link = Link(plain(running, "sam", "old"), diary, outbox=tmp_path / "d.db", tell=diary.tell, password=password)
        link.start()
        diary.until_told("joined")
        link.stop(PATIENCE_S)
        assert asked == ["floor-dial"]


@pytest.mark.parametrize(
    ("error", "why", "logged"),
    [
        (FloorError("The disk is on fire: put it out."), "on fire", ""),
        (sqlite3.OperationalError("database or disk is full"), "free space", ""),
        (OSError(28, "No space left on device"), "free space", ""),
        (KeyError("zanzibar"), "made a mistake", "the link made a mistake: KeyError at assist.floor."),
        (TypeError("zanzibar"), "made a mistake", "the link made a mistake: TypeError at assist.floor."),
    ],
)
def test_what_goes_wrong_in_the_party_is_told_and_all_begins_again(
    error: Exception, why: str, logged: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise error

    with mosquitto(tmp_path / "broker") as running:
        diary = Diary(first=STATE)
        with linked(plain(running), diary, tmp_path / "d.db") as link:
            diary.until(lambda: link.counts.published == 1)
            done: list[int] = []
            link.do(fail)
            link.do(lambda: done.append(1))
            diary.until(lambda: len(diary.connections) == 2)
            lost = next(state for state in diary.told if state.state == "lost")
            assert why in lost.why
            diary.until(lambda: link.counts.published == 2)
            assert done == [1]
            assert diary.told[-1] == LinkState("joined")
    warnings = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert len(warnings) == bool(logged)
    assert all(line.startswith(logged) for line in warnings)
    caplog.clear()


def test_a_message_that_cannot_be_taken_costs_only_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def stumble(incoming: Incoming) -> None:
        if incoming.body.startswith(b"bad"):
            raise LookupError("zanzibar")

    with mosquitto(tmp_path / "broker") as running:
        diary = Diary(EVERYTHING)
        diary.on_receive = stumble
        with linked(plain(running), diary, tmp_path / "d.db") as link:
            diary.until_told("joined")
            diary.send(link, *(Outgoing(body.decode(), "a/b", body) for body in (b"bad 1", b"bad 2", b"good")))
            diary.until_came(b"good")
            assert diary.told[-1] == LinkState("joined")
            diary.until(lambda: link.counts == (1, 3, 0, 2, 3))
    assert [r.getMessage()[:44] for r in caplog.records if r.levelname == "WARNING"] == [
        "a message that came could not be taken: Look"
    ]
    caplog.clear()


def test_a_mistake_that_nobody_foresaw_is_told_before_the_link_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: seen.append(args.exc_type))

    def fail() -> None:
        raise AssertionError

    diary = Diary()
    with linked(Broker(HOST, 1, tls=False), diary, tmp_path / "d.db") as link:
        link.do(fail)
        diary.until(lambda: "start it again" in diary.told[-1].why if diary.told else False)
    assert seen == [AssertionError]
    assert diary.closed
    link.do(lambda: None)
    assert link.counts.dropped == 1


def test_an_outbox_that_cannot_be_opened_is_told_and_tried_again(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker") as running:
        (tmp_path / "in the way").write_text("")
        diary, done = Diary(), []
        with linked(plain(running), diary, tmp_path / "in the way" / "d.db") as link:
            link.do(lambda: done.append(1))
            assert "check the disk" in diary.until_told("lost").why
            assert not done
            (tmp_path / "in the way").unlink()
            diary.until_told("joined")
            assert done == [1]


def test_waits_double_up_to_half_a_minute_and_lie_between_half_and_the_whole() -> None:
    chance = random.Random(7)
    wholes = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]
    for failures, whole in enumerate(wholes, start=1):
        waits = [wait_s(failures, chance) for _ in range(200)]
        assert whole / 2 <= min(waits) < whole * 0.55
        assert whole * 0.95 < max(waits) <= whole
    assert wait_s(10**6, chance) <= 30.0
    assert [wait_s(3, random.Random(1)) for _ in range(2)] == [wait_s(3, random.Random(1)) for _ in range(2)]
    assert len({wait_s(3, random.Random(seed)) for seed in range(50)}) == 50

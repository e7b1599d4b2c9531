"""The link with real brokers: what goes through, what comes back after a cut, and what never blocks."""

from __future__ import annotations

import signal
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from assist.floor.link import LinkState
from assist.floor.outbox import Outgoing
from tests.floor.brokers import mosquitto, nats
from tests.floor.diary import PATIENCE_S, Diary, LeapingClock, linked, plain

BROKERS = pytest.mark.parametrize("kind", [mosquitto, nats])
EVERYTHING = ("a/#",)
STATE = Outgoing("state", "a/team.one/sam@example.org/call", b"state", retained=True, stays=True)


@BROKERS
def test_a_message_goes_to_everybody_who_listens_and_later_ones_get_what_is_retained(kind, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with kind(tmp_path / "broker") as running:
        broker = plain(running)
        sender, early, late = Diary(first=STATE), Diary(EVERYTHING), Diary(EVERYTHING)
        with ExitStack() as open_links:
            open_links.enter_context(linked(broker, early, tmp_path / "early.db"))
            early.until_told("joined")
            link = open_links.enter_context(linked(broker, sender, tmp_path / "sender.db"))
            assert early.until_came(b"state")[:3] == (STATE.topic, b"state", False)
            sender.send(link, Outgoing("happening", "a/b", b"\0\xff happening"))
            assert not early.until_came(b"\0\xff happening").retained
            sender.until(lambda: link.counts.published == 2)
            assert link.counts == (1, 2, 0, 0, 0)
            with linked(broker, late, tmp_path / "late.db"):
                assert late.until_came(b"state").retained
        assert late.bodies == [b"state"]
        assert [state.state for state in sender.told] == ["connecting", "joined"]
        assert all(diary.closed for diary in (sender, early, late))


def test_a_message_that_expires_says_so_to_the_broker(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker") as running:
        note = Outgoing("note", "a/note", b"note", retained=True, expires_s=1)
        with linked(plain(running), sender := Diary(first=note), tmp_path / "s.db") as link:
            sender.until(lambda: link.counts.published == 1)

        def is_gone() -> bool:
            fresh = Diary(EVERYTHING, first=Outgoing("end", "a/end", b"end"))
            with linked(plain(running), fresh, tmp_path / "f.db"):
                fresh.until_came(b"end")
            return b"note" not in fresh.bodies

        end = time.monotonic() + PATIENCE_S
        while not is_gone():
            assert time.monotonic() < end


@BROKERS
def test_the_last_word_is_said_before_leaving_and_then_no_will(kind, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with kind(tmp_path / "broker") as running:
        will, last = Outgoing("w", "a/gone", b"will"), Outgoing("l", "a/gone", b"left")
        leaver, watcher = Diary(will=will, last=last), Diary(EVERYTHING)
        with linked(plain(running), watcher, tmp_path / "w.db") as watching:
            watcher.until_told("joined")
            with linked(plain(running), leaver, tmp_path / "l.db") as link:
                leaver.until_told("joined")
                leaver.send(link, *(Outgoing(str(number), "a/b", b"%d" % number) for number in range(100)))
            watching.do(lambda: watcher.put(Outgoing("end", "a/end", b"end")))
            watcher.until_came(b"end")
            assert watcher.bodies == [*(b"%d" % number for number in range(100)), b"left", b"end"]
            assert leaver.told[-1] == LinkState("joined")


def test_what_is_put_while_nobody_answers_arrives_when_somebody_does(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker") as running:
        running.kill()
        sender, watcher = Diary(), Diary(EVERYTHING)
        with linked(plain(running), sender, tmp_path / "s.db") as link:
            assert "Nobody answers" in sender.until_told("lost").why
            sender.send(link, *(Outgoing(str(n), f"a/{n}", b"%d" % n, retained=True) for n in range(50)))
            running.restart()
            with linked(plain(running), watcher, tmp_path / "w.db"):
                watcher.until_told("joined")
                sender.until(lambda: link.counts.published == 50)
                watcher.until(lambda: set(watcher.bodies) == {b"%d" % n for n in range(50)})


@BROKERS
def test_a_broker_that_was_killed_and_forgot_all_is_told_again_what_stays(kind, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with kind(tmp_path / "broker") as running:
        sender, watcher = Diary(first=STATE), Diary(EVERYTHING)
        with linked(plain(running), sender, tmp_path / "s.db") as link:
            sender.send(link, Outgoing("alerts", "a/alerts", b"alerts", retained=True, stays=True))
            sender.until(lambda: link.counts.published == 2)
            running.kill()
            sender.until_told("lost")
            running.restart()
            with linked(plain(running), watcher, tmp_path / "w.db"):
                watcher.until_came(b"alerts")
                watcher.until_came(b"state")
            sender.until(lambda: len(sender.connections) == 2)
            assert sender.connections[1] > sender.connections[0]
            assert set(sender.connections) <= set(sender.farewells)


def test_a_broker_that_knows_only_the_older_version_is_asked_with_it_from_then_on(tmp_path: Path) -> None:
    with nats(tmp_path / "broker") as running:
        diary = Diary()
        with linked(plain(running), diary, tmp_path / "d.db"):
            for connections in (1, 2, 3):
                diary.until(lambda n=connections: len(diary.connections) == n)  # type: ignore[misc]
                running.kill()
                diary.until_told("lost")
                running.restart()
        assert running.log.read_text().count("unacceptable protocol version of 5") == 1
        assert {state.state for state in diary.told} == {"connecting", "joined", "lost"}


def test_a_broker_that_falls_silent_is_given_up_and_found_again(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker") as running:
        clock, diary = LeapingClock(), Diary(first=STATE)
        with linked(plain(running), diary, tmp_path / "d.db", clock) as link:
            diary.until(lambda: link.counts.published == 1)
            running.process.send_signal(signal.SIGSTOP)
            diary.send(link, STATE)
            diary.until_turned()
            clock.ahead = 30.0
            assert "not been heard" in diary.until_told("lost").why
            running.process.send_signal(signal.SIGCONT)
            clock.ahead = 60.0
            diary.until(lambda: link.counts.published == 2)
            assert diary.told[-1] == LinkState("joined")


def test_eight_hours_without_a_broker_cost_what_nobody_needs_any_more_and_nothing_else(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker") as running:
        running.kill()
        clock, sender, watcher = LeapingClock(), Diary(first=STATE), Diary(EVERYTHING)
        with linked(plain(running), sender, tmp_path / "s.db", clock) as link:
            sender.until_told("lost")
            sender.send(link, Outgoing("note", "a/note", b"note", stays=True, expires_s=120))
            sender.send(link, Outgoing("alerts", "a/alerts", b"alerts", stays=True))
            running.restart()
            with linked(plain(running), watcher, tmp_path / "w.db"):
                watcher.until_told("joined")
                clock.ahead = 8 * 3600.0
                watcher.until_came(b"alerts")
                watcher.until_came(b"state")
                assert b"note" not in watcher.bodies

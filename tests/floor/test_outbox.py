"""The outbox: what is in it, what goes first when there is no room, and what a crash leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assist.errors import FloorError
from assist.floor.outbox import Outbox, Outgoing


class SetClock:
    """Says what it is set to."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        self.now = now

    def wall(self) -> float:
        return self.now

    def steady(self) -> float:
        return self.now


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def outbox(tmp_path: Path, clock: SetClock) -> Iterator[Outbox]:
    outbox = Outbox(tmp_path / "deep" / "outbox.db", most=5, clock=clock)
    outbox.open()
    yield outbox
    outbox.close()


def message(
    key: str, body: bytes = b"", *, stays: bool = False, expires_s: int | None = None, light: bool = False
) -> Outgoing:
    return Outgoing(key, f"a/{key}", body, stays=stays, expires_s=expires_s, light=light)


def keys(outbox: Outbox) -> list[str]:
    return [row.message.key for row in outbox.waiting()]


def test_nothing_is_opened_before_it_is_asked(tmp_path: Path) -> None:
    Outbox(tmp_path / "outbox.db")
    assert not list(tmp_path.glob("outbox*"))


def test_messages_wait_in_the_order_they_were_put_whole(outbox: Outbox) -> None:
    first = Outgoing("a", "t/1", b"\0\xff", retained=True, stays=True, expires_s=60, light=False)
    second = Outgoing("b", "t/2", b"", light=True)
    outbox.put(first)
    outbox.put(second)
    assert [row.message for row in outbox.waiting()] == [first, second]
    assert [row.message for row in outbox.waiting(1)] == [first]


def test_a_message_takes_the_place_of_one_of_the_same_key_and_waits_as_the_newest(outbox: Outbox) -> None:
    for key, body in (("a", b"old"), ("b", b""), ("a", b"new")):
        outbox.put(message(key, body))
    assert keys(outbox) == ["b", "a"]
    assert outbox.get("a") == b"new"
    assert outbox.get("nothing") is None


def test_what_the_broker_took_is_gone_and_what_stays_waits_only_when_it_is_renewed(outbox: Outbox) -> None:
    outbox.put(message("goes"))
    outbox.put(message("stays", stays=True))
    for row in outbox.waiting():
        outbox.taken(row.message.key, row.row)
    assert keys(outbox) == []
    assert outbox.get("goes") is None
    assert outbox.get("stays") == b""
    outbox.renew()
    assert keys(outbox) == ["stays"]
    outbox.drop("stays")
    assert outbox.get("stays") is None


@pytest.mark.parametrize("stays", [True, False])
def test_what_was_put_while_the_broker_took_the_one_before_still_waits(outbox: Outbox, stays: bool) -> None:
    outbox.put(message("a", b"old", stays=stays))
    on_its_way = outbox.waiting()[0]
    outbox.put(message("a", b"new", stays=stays))
    outbox.taken("a", on_its_way.row)
    assert [row.message.body for row in outbox.waiting()] == [b"new"]


def test_what_was_on_its_way_when_all_was_renewed_is_sent_again(outbox: Outbox) -> None:
    outbox.put(message("a", stays=True))
    on_its_way = outbox.waiting()[0]
    outbox.renew()
    outbox.taken("a", on_its_way.row)
    assert keys(outbox) == ["a"]


def test_what_nobody_needs_any_more_is_gone_also_when_it_stays(outbox: Outbox, clock: SetClock) -> None:
    outbox.put(message("note", stays=True, expires_s=120))
    outbox.put(message("state", stays=True))
    clock.now += 100.4
    assert [row.message.expires_s for row in outbox.waiting()] == [20, None]
    clock.now += 19.6
    assert keys(outbox) == ["state"]
    outbox.renew()
    assert keys(outbox) == ["state"]


def test_when_there_is_no_room_light_ones_go_first_then_what_may_expire_then_the_others(outbox: Outbox) -> None:
    for one in (
        message("stays", stays=True), message("other"), message("expires", expires_s=9),
        message("light", light=True), message("light too", light=True),
    ):  # fmt: skip
        outbox.put(one)
    gone = []
    for number in range(4):
        before = set(keys(outbox))
        outbox.put(message(f"new {number}", stays=True))
        gone += list(before - set(keys(outbox)))
    assert gone == ["light", "light too", "expires", "other"]
    assert outbox.dropped == 4


def test_what_stays_never_goes_and_the_new_one_is_not_taken(outbox: Outbox) -> None:
    for number in range(5):
        outbox.put(message(f"stays {number}", stays=True))
    outbox.put(message("light", light=True))
    outbox.put(message("other"))
    assert outbox.dropped == 2
    with pytest.raises(FloorError, match="is full"):
        outbox.put(message("stays 5", stays=True))
    outbox.put(message("stays 3", b"new", stays=True))
    assert keys(outbox) == ["stays 0", "stays 1", "stays 2", "stays 4", "stays 3"]


def test_there_is_room_again_when_something_has_expired(outbox: Outbox, clock: SetClock) -> None:
    for number in range(5):
        outbox.put(message(f"note {number}", stays=True, expires_s=10))
    clock.now += 10
    outbox.put(message("new", stays=True))
    assert keys(outbox) == ["new"]
    assert outbox.dropped == 0


@pytest.mark.parametrize("topic", ["", "a/+", "a/#", "a\0b", "x" * 65_536])
def test_a_topic_that_nobody_can_send_to_is_a_mistake_at_once(outbox: Outbox, topic: str) -> None:
    with pytest.raises(ValueError, match="topic"):
        outbox.put(Outgoing("a", topic, b""))


def test_every_change_is_counted_and_a_look_is_none(outbox: Outbox) -> None:
    before = outbox.changes
    outbox.waiting()
    outbox.get("a")
    assert outbox.changes == before
    outbox.put(message("a", stays=True))
    outbox.renew()
    outbox.drop("a")
    assert outbox.changes >= before + 3

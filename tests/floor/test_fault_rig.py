"""The rig of the faults can tell good from bad, and its proxy does what the weather says and nothing else."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.floor import packets
from tests.floor.ledger import Announced, Applied, Emptied, Known, Ledger, Raised, Said, Shown, Taken, Told
from tests.floor.lines import Weather
from tests.floor.packets import CONNACK, DUP, PUBACK, PUBLISH, Packet, Reader
from tests.floor.proxy import HOST, Proxy

WAIT_S = 30.0
GREETING = bytes([CONNACK << 4, 2, 0, 0])


# --- the ledger -------------------------------------------------------------------------------------------------------


def test_an_alert_that_was_raised_and_never_known_is_lost() -> None:
    assert _verdict(Raised("a"), Raised("b"), Known("b")).lost == ("alert a",)


def test_an_alert_that_is_announced_again_is_told() -> None:
    assert _verdict(Announced("a"), Announced("a")).twice == ("alert a was announced again",)


def test_an_alert_that_comes_back_hours_later_is_not_shown_twice() -> None:
    assert not _verdict(Announced("a"), Emptied(), Announced("a")).twice


def test_alerts_in_another_order_than_they_were_raised_are_told() -> None:
    assert _verdict(Raised("a"), Raised("b"), Known("b"), Known("a")).disordered == ("b came before a",)


def test_a_document_older_than_the_one_before_is_told() -> None:
    assert _verdict(Applied("call", (2,)), Applied("call", (1,))).disordered == ("call went back from (2,) to (1,)",)


def test_a_state_that_the_console_does_not_show_is_lost() -> None:
    told = Told(7, {"a": ("acknowledged", False)}, "call")
    assert _verdict(told, Known("a"), Shown(6, {"a": ("", False)}, frozenset("a"))).lost == ("state 7, shown is 6",)


def test_an_alert_that_is_known_but_not_on_the_wall_is_lost() -> None:
    alerts = {"a": ("", False)}
    verdict = _verdict(Told(7, alerts, "call"), Known("a"), Shown(7, alerts, frozenset()))
    assert verdict.lost == ("the wall shows 0 alerts, 1 are open",)


def test_a_note_that_never_came_is_lost_but_for_one_to_a_call_that_is_over() -> None:
    assert _verdict(Told(1, {}, "call"), Shown(1, {}, frozenset()), Said("n", call="call")).lost == ("note n",)
    over = (Told(1, {}, "call"), Told(2, {}, "another"), Shown(2, {}, frozenset()))
    assert not _verdict(*over, Said("n", call="call")).lost


def test_a_note_that_comes_again_is_told() -> None:
    assert _verdict(Taken("n"), Taken("n")).twice == ("n was taken 2 times",)


def test_a_console_that_begins_anew_may_show_what_is_open_but_not_what_was_answered() -> None:
    ledger = Ledger()
    for report in (Announced("open"), Announced("answered"), Said("answered acknowledged", "answered")):
        ledger.take(report)
    ledger.console_died()
    for report in (Announced("open"), Announced("answered")):
        ledger.take(report)
    assert ledger.verdict().twice == ("alert answered was announced again",)


# --- packets ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_a_stream_is_cut_into_packets_whatever_its_pieces(size: int) -> None:
    sent = [packets.connect("me", "user", "word"), packets.publish("a/b", b"x" * 300, 5), packets.puback(5)]
    stream, reader = b"".join(sent), Reader()
    found = [one for at in range(0, len(stream), size) for one in reader.feed(stream[at : at + size])]
    assert [one.whole for one in found] == sent
    assert found[0].client == b"me"
    assert (found[1].kind, found[1].topic, found[1].qos, found[1].mid) == (PUBLISH, b"a/b", 1, 5)
    assert (found[2].kind, found[2].mid) == (PUBACK, 5)


# --- the proxy --------------------------------------------------------------------------------------------------------


def test_in_good_weather_everything_passes_as_it_is() -> None:
    with _between(Weather()) as (client, broker):
        client.sendall(packets.publish("a", b"1", 1) + packets.publish("a", b"2", 2))
        assert [one.mid for one in _packets(broker, 2)] == [1, 2]
        broker.sendall(packets.puback(1))
        assert _packets(client, 1)[0].mid == 1


def test_what_is_doubled_is_marked_and_confirmed_to_the_sender_once() -> None:
    with _between(Weather(duplicate=1.0)) as (client, broker):
        client.sendall(packets.publish("a", b"1", 7))
        first, second = _packets(broker, 2)
        assert (first.whole[0] & DUP, second.whole[0] & DUP, second.mid) == (0, DUP, 7)
        broker.sendall(packets.puback(7) + packets.puback(7) + packets.puback(8))
        assert [one.mid for one in _packets(client, 2)] == [7, 8]


def test_another_topic_overtakes_and_the_same_one_does_not() -> None:
    with _between(Weather(reorder=1.0)) as (client, broker):
        client.sendall(packets.publish("a", b"1", 1) + packets.publish("b", b"2", 2))
        assert [one.mid for one in _packets(broker, 2)] == [2, 1]
        client.sendall(packets.publish("a", b"3", 3) + packets.publish("a", b"4", 4))
        assert [one.mid for one in _packets(broker, 2)] == [3, 4]


def test_what_was_not_confirmed_is_sent_late_before_anything_new() -> None:
    with _proxy() as (proxy, server):
        proxy.weather(Weather(late=1.0))
        client, broker = _joined(proxy, server)
        with client, broker:
            client.sendall(packets.publish("a", b"old", 1))
            _packets(broker, 1)
        client, broker = _joined(proxy, server)
        with client, broker:
            client.sendall(packets.publish("a", b"new", 1))
            old, new = _packets(broker, 2)
            assert (old.whole[0] & DUP, old.whole[-3:], new.whole[-3:]) == (DUP, b"old", b"new")
            broker.sendall(packets.puback(old.mid) + packets.puback(new.mid))
            assert [one.mid for one in _packets(client, 1)] == [1]


def test_a_connection_that_lost_something_ends_when_all_passes_again() -> None:
    with _proxy() as (proxy, server):
        client, broker = _joined(proxy, server)
        with client, broker:
            proxy.weather(Weather(passes="down"))
            client.sendall(packets.publish("a", b"1", 1))
            broker.sendall(packets.puback(9))
            assert _packets(client, 1)[0].mid == 9
            while not proxy.network.counts["swallowed"]:
                broker.sendall(packets.puback(9))
                _packets(client, 1)
            proxy.weather(Weather())
            assert _ends(client)
            assert _ends(broker)


def test_a_cut_ends_every_connection_and_a_closed_door_lets_none_in() -> None:
    with _proxy() as (proxy, server):
        client, broker = _joined(proxy, server)
        with client, broker:
            proxy.cut()
            assert _ends(client)
            assert _ends(broker)
        proxy.weather(Weather(open=False))
        with socket.create_connection((HOST, proxy.port), timeout=WAIT_S) as client:
            assert _ends(client)


def _verdict(*reports: object):  # type: ignore[no-untyped-def]
    ledger = Ledger()
    for report in reports:
        ledger.take(report)  # type: ignore[arg-type]
    return ledger.verdict()


@contextmanager
def _proxy() -> Iterator[tuple[Proxy, socket.socket]]:
    """The proxy before a broker that is played here."""
    with socket.create_server((HOST, 0)) as server:
        server.settimeout(WAIT_S)
        proxy = Proxy(server.getsockname()[1], seed=1)
        proxy.start()
        try:
            yield proxy, server
        finally:
            proxy.stop()


@contextmanager
def _between(weather: Weather) -> Iterator[tuple[socket.socket, socket.socket]]:
    """A client's socket and the broker's end of it, joined, in this weather."""
    with _proxy() as (proxy, server):
        client, broker = _joined(proxy, server)
        proxy.weather(weather)
        with client, broker:
            yield client, broker


def _joined(proxy: Proxy, server: socket.socket) -> tuple[socket.socket, socket.socket]:
    client = socket.create_connection((HOST, proxy.port), timeout=WAIT_S)
    client.sendall(packets.connect("me", "", ""))
    broker, _ = server.accept()
    broker.settimeout(WAIT_S)
    _packets(broker, 1)
    broker.sendall(GREETING)
    _packets(client, 1)
    return client, broker


def _packets(end: socket.socket, count: int) -> list[Packet]:
    """The next so many."""
    reader, found = Reader(), list[Packet]()
    while len(found) < count:
        data = end.recv(4096)
        assert data, "the connection ended"
        found += reader.feed(data)
    assert len(found) == count
    return found


def _ends(end: socket.socket) -> bool:
    try:
        return end.recv(4096) == b""
    except ConnectionError:
        return True

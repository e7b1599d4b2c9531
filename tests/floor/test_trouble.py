"""The sentence for everything that a broker or the network can have against us."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

import pytest

from assist.floor import trouble
from assist.floor.broker import Broker
from assist.floor.trouble import LinkState
from tests.floor.brokers import HOST
from tests.floor.diary import PATIENCE_S, Diary, linked

BROKER = Broker("broker.example.org", 8883, tls=True, user="sam", password="zanzibar")


def untrusted(code: int) -> ssl.SSLCertVerificationError:
    """As OpenSSL says it."""
    error = ssl.SSLCertVerificationError()
    error.verify_code = code
    return error


def everything() -> list[LinkState]:
    """All that can be said, for every reason that MQTT knows and some that it does not."""
    codes = range(256)
    errors: list[OSError | ValueError] = [
        OSError(), TimeoutError(), ConnectionRefusedError(), ConnectionResetError(), socket.gaierror(), ssl.SSLError(),
        ssl.SSLEOFError(), ValueError(), UnicodeError(), *map(untrusted, codes),
    ]  # fmt: skip
    return [
        *(trouble.turned_away(BROKER, code) for code in codes),
        *(trouble.cut(BROKER, code) for code in codes),
        *(trouble.may_not_write(BROKER, "a/b", code) for code in codes),
        *(trouble.unreachable(BROKER, error) for error in errors),
        trouble.no_greeting(BROKER),
        trouble.no_greeting(BROKER._replace(tls=False)),
        trouble.may_not_read(BROKER, ("a/+", "b/#")),
    ]


def test_each_is_one_sentence_that_names_the_broker_and_no_secret() -> None:
    for state, why in everything():
        assert state in ("lost", "refused")
        assert "broker.example.org:8883" in why
        assert why.endswith(".")
        assert "zanzibar" not in why
        assert "{" not in why


def test_a_user_whose_name_is_odd_breaks_no_sentence() -> None:
    odd = BROKER._replace(user="{0}{user.x}")
    assert "{0}{user.x}" in trouble.turned_away(odd, 135).why
    assert "a/{b}" in trouble.may_not_write(odd, "a/{b}", 135).why
    assert "a/{b}" in trouble.may_not_read(odd, ("a/{b}",)).why


@pytest.mark.parametrize("code", [133, 134, 135, 138])
def test_who_is_not_let_in_is_told_that_it_will_not_cure_itself(code: int) -> None:
    assert trouble.turned_away(BROKER, code).state == "refused"


@pytest.mark.parametrize("code", [136, 137, 151, 159])
def test_a_busy_broker_is_tried_again_soon(code: int) -> None:
    assert trouble.turned_away(BROKER, code).state == "lost"


def test_another_program_under_the_same_name_is_named_as_the_cause() -> None:
    state, why = trouble.cut(BROKER, 142)
    assert state == "refused"
    assert "Another program" in why


def test_something_that_speaks_no_tls_says_so(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as server:
        server.settimeout(PATIENCE_S)
        diary = Diary()
        with linked(Broker(HOST, server.getsockname()[1], tls=True), diary, tmp_path / "d.db"):
            taken, _ = server.accept()
            with taken:
                taken.sendall(b"220 mail.example.org\r\n")
                assert "does not speak TLS" in diary.until_told("refused").why


@pytest.mark.parametrize(
    "answer",
    [
        b"220 mail.example.org ESMTP\r\n",
        b"\x20\x03\x00\x00\x00" + b"\x30\x02\xff\xff",
        b"\x20\x03\x00\x00\x00" + b"\x32\x07\x00\x03a/b\x00\x01",
        b"\x20\x03\x00\x00\x00" + b"\x90\x03\x00\x01\x00\x90\x00",
        b"\x20\x00",
        b"\x20\x7f" + b"\xff" * 127,
        b"\xf0\xff\xff\xff\xff\xff",
        bytes(range(256)) * 4,
    ],
)
def test_whatever_a_broker_says_it_costs_only_the_connection(answer: bytes, tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as server:
        server.settimeout(PATIENCE_S)
        diary = Diary(("a/#",))
        with linked(Broker(HOST, server.getsockname()[1], tls=False), diary, tmp_path / "d.db") as link:
            taken, _ = server.accept()
            with taken:
                taken.sendall(answer)
                taken.shutdown(socket.SHUT_WR)
            assert diary.until_told("lost").why
            done: list[int] = []
            link.do(lambda: done.append(1))
            diary.until_turned()
            assert done == [1]

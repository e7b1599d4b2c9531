"""A softphone's feed: its bytes, its calls, its comings and goings; from a real server of the test."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice, pairwise
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.softphone.baresip import LONGEST, Calls, Message, Netstrings, Phase, SoftphoneError, calls
from tests.making import ROOT
from tests.softphone.following import FOLLOW
from tests.softphone.phones import PATIENCE_S

NO_CALLS = "\n--- Active calls (0) ---\n\n"
ONE_CALL = "\n--- Active calls (1) ---\n> [line 1]  0:00:10  ESTABLISHED             sip:cust@127.0.0.1:5080\n\n"
A_RINGING_CALL = ONE_CALL.replace("ESTABLISHED", "INCOMING")


def netstring(text: bytes) -> bytes:
    return b"%d:%s," % (len(text), text)


def event(kind: str, number: str = "a") -> bytes:
    return netstring(json.dumps({"event": True, "type": f"CALL_{kind}", "class": "call", "id": number}).encode())


def answer(data: str) -> bytes:
    return netstring(json.dumps({"response": True, "ok": True, "data": data}).encode())


# --- bytes --------------------------------------------------------------------------------------------------------


@given(strings=st.lists(st.binary(max_size=30), max_size=6), cuts=st.lists(st.integers(0, 250), max_size=6))
def test_netstrings_come_out_whole_however_they_were_cut(strings: list[bytes], cuts: list[int]) -> None:
    data = b"".join(map(netstring, strings))
    edges = sorted({0, len(data), *(min(cut, len(data)) for cut in cuts)})
    feed = Netstrings()
    found = [string for start, end in pairwise(edges) for string in feed.feed(data[start:end])]
    assert found == strings


@pytest.mark.parametrize("wrong", [b"HTTP/1.1 400", b":", b"-1:a,", b"2:abc", b"2:ab:", b"12345678", b" 2:ab,"])
def test_what_is_no_netstring_is_refused_at_once(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="no netstring"):
        list(Netstrings().feed(wrong))


def test_a_message_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="no netstring"):
        list(Netstrings().feed(b"%d:" % (LONGEST + 1)))


# --- calls --------------------------------------------------------------------------------------------------------


def on_after(*events: tuple[str, str]) -> list[bool]:
    """Whether a call is on after each of these."""
    state = Calls()
    found = []
    for kind, number in events:
        state.hear(Message(event=True, type=f"CALL_{kind}", id=number))
        found.append(state.on)
    return found


def test_only_an_established_call_counts() -> None:
    assert on_after(("INCOMING", "a"), ("RINGING", "a"), ("RTCP", "a"), ("CLOSED", "a")) == [False] * 4
    assert on_after(("INCOMING", "a"), ("ESTABLISHED", "a"), ("CLOSED", "a")) == [False, True, False]


def test_several_calls_at_once_are_one_until_the_last_has_closed() -> None:
    told = ("ESTABLISHED", "a"), ("ESTABLISHED", "b"), ("CLOSED", "a"), ("CLOSED", "c"), ("CLOSED", "b")
    assert on_after(*told) == [True, True, True, True, False]


def test_a_call_that_was_on_before_is_known_from_the_list_and_its_end_is_asked_for() -> None:
    state = Calls()
    assert not state.hear(Message(response=True, data=A_RINGING_CALL))
    assert not state.on
    assert not state.hear(Message(response=True, data=ONE_CALL))
    assert state.on
    assert state.hear(Message(event=True, type="CALL_CLOSED", id="a"))
    assert state.on, "it may have been another that was never answered"
    assert not state.hear(Message(response=True, data=NO_CALLS))
    assert not state.on


def test_a_call_in_the_list_that_has_been_told_counts_once() -> None:
    state = Calls()
    state.hear(Message(event=True, type="CALL_ESTABLISHED", id="a"))
    state.hear(Message(response=True, data=ONE_CALL))
    state.hear(Message(event=True, type="CALL_CLOSED", id="a"))
    assert not state.on


# --- a softphone of the test ----------------------------------------------------------------------------------------


@contextmanager
def softphone(*connections: bytes) -> Iterator[socket.socket]:
    """One that says this to whoever comes, one after another, and hangs up; the last one stays until they leave."""

    def serve() -> None:
        for said in connections:
            client, _ = server.accept()
            with client:
                assert client.recv(1 << 16) == Calls.question
                client.sendall(said)
                if said is connections[-1]:
                    assert client.recv(1 << 16) == b"", "whoever came has left"

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        serving = Thread(target=serve, daemon=True)
        serving.start()
        yield server
        serving.join(PATIENCE_S)
        assert not serving.is_alive()


def first(count: int, following: Iterator[Phase]) -> list[Phase]:
    """So many of them; a failed test when they do not come."""
    heard: list[Phase] = []
    hearing = Thread(target=lambda: heard.extend(islice(following, count)), daemon=True)
    hearing.start()
    hearing.join(PATIENCE_S)
    assert not hearing.is_alive()
    return heard


def port(server: socket.socket) -> int:
    return int(server.getsockname()[1])


def test_a_call_is_told_from_its_beginning_to_its_end() -> None:
    with softphone(answer(NO_CALLS) + event("RINGING") + event("ESTABLISHED") + event("CLOSED")) as server:
        following = calls("127.0.0.1", port(server))
        assert first(2, following) == ["start", "end"]
        following.close()


def test_a_softphone_that_goes_has_ended_its_call_and_is_found_again() -> None:
    found: list[bool] = []
    with softphone(event("ESTABLISHED", "a"), event("ESTABLISHED", "b") + event("CLOSED", "b")) as server:
        following = calls("127.0.0.1", port(server), retry_s=0.01, found=found.append)
        assert first(4, following) == ["start", "end", "start", "end"]
        following.close()
    assert found == [True, False, True]


def test_a_softphone_that_is_not_there_yet_is_waited_for() -> None:
    found: list[bool] = []
    listens = Event()
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))

        def look(there: bool) -> None:
            found.append(there)
            if not there:
                reserved.listen()
                listens.set()

        def answer_one() -> None:
            assert listens.wait(PATIENCE_S)
            client, _ = reserved.accept()
            with client:
                client.sendall(event("ESTABLISHED"))
                client.recv(1 << 16)

        serving = Thread(target=answer_one, daemon=True)
        following = calls("127.0.0.1", port(reserved), retry_s=0.01, found=look)
        serving.start()
        assert first(1, following) == ["start"]
        following.close()
        serving.join(PATIENCE_S)
    assert found == [False, True]


def test_names_in_any_alphabet_or_none_do_not_end_the_feed() -> None:
    named = netstring(b'{"event":true,"type":"CALL_INCOMING","peerdisplayname":"\xff\xfe","id":"a","number":7}')
    listed = netstring(b'{"response":true,"data":"--- Active calls (1) ---\\n 0:00:01  INCOMING \xff\xfe"}')
    with softphone(named + listed + event("ESTABLISHED")) as server:
        following = calls("127.0.0.1", port(server))
        assert first(1, following) == ["start"]
        following.close()


@pytest.mark.parametrize("wrong", [b"SSH-2.0-x\r\n", netstring(b"not JSON"), netstring(b"[1]"), netstring(b'{"id":1}')])
def test_what_does_not_speak_as_ctrl_tcp_is_one_sentence_after_the_calls_end(wrong: bytes) -> None:
    with softphone(event("ESTABLISHED") + wrong) as server:
        following = calls("127.0.0.1", port(server))
        assert first(2, following) == ["start", "end"]
        with pytest.raises(SoftphoneError) as raised:
            next(following)
    assert str(raised.value) == (
        f"What 127.0.0.1:{port_of(raised.value)} says is not baresip's ctrl_tcp feed; give the host and port after "
        "ctrl_tcp_listen in baresip's config."
    )


def port_of(error: SoftphoneError) -> str:
    return str(error).split(":", 1)[1].split(" ")[0]


@pytest.mark.parametrize(("host", "number"), [("a..b", 4444), ("127.0.0.1", 70000)])
def test_an_address_that_cannot_be_is_one_sentence(host: str, number: int) -> None:
    with pytest.raises(SoftphoneError, match=f"^There is no softphone at {host}:{number}; give the host and port"):
        next(calls(host, number))


@pytest.mark.parametrize("address", ["4444", "127.0.0.1:", "127.0.0.1:x", ":4444"])
def test_an_address_without_host_or_port_is_one_sentence(address: str) -> None:
    asked = subprocess.run(
        [sys.executable, *FOLLOW, address], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert asked.returncode == 2
    assert asked.stderr.splitlines()[-1].startswith("Error: Give HOST:PORT as after ctrl_tcp_listen")

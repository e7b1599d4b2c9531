"""What baresip's module ctrl_tcp tells: when a call begins and when the last has ended. Knows no window and no sound.

The feed is JSON in netstrings (`12:{"event":1},`) over TCP, in both directions. Events come as they happen; which calls
are on already is asked once after connecting, with baresip's own command `listcalls`: its answer is a text for people,
and the time and state in each of its lines are all that is read there. baresip serves one connection, and a newer one
takes the feed from an older: whoever steers baresip by the same module needs a second baresip for it.

Nothing but a call's state and baresip's own id of it is kept: no name, no number.
"""

from __future__ import annotations

import logging
import re
import socket
import time
from collections.abc import Callable, Generator, Iterator
from typing import Literal

import msgspec

from assist.errors import AssistError

log = logging.getLogger(__name__)

Phase = Literal["start", "end"]

RETRY_S = 2.0
LONGEST = 1 << 20
"""Bytes of one message; baresip's own are a few hundred."""
_CONNECT_S = 5.0
_LOOK_UP_S = 0.5
"""How long a read waits at once: on Windows, Ctrl-C is heard only between reads."""
_AT_ONCE = 1 << 16
_CALL_THAT_IS_ON = re.compile(r"\d+:\d\d:\d\d\s+ESTABLISHED\b")


class SoftphoneError(AssistError):
    """A softphone's feed that cannot be followed."""


class Message(msgspec.Struct, frozen=True):
    """An event, or the answer to a command; other fields are left alone."""

    event: bool = False
    response: bool = False
    type: str = ""
    id: str = ""
    data: str = ""


def _nobody(there: bool) -> None:
    """Told whether the softphone is there; does nothing with it."""


def calls(
    host: str, port: int, *, retry_s: float = RETRY_S, found: Callable[[bool], object] = _nobody
) -> Generator[Phase, None, None]:
    """Follow the baresip at `ctrl_tcp_listen host:port`: "start" when a call is established, "end" with the last.

    Goes on until it is closed: a softphone that is not there yet, or has gone, is looked for every `retry_s` seconds,
    and `found` is told True and False as it comes and goes. When it goes during a call, that call has ended. Raises
    SoftphoneError when there is no such host, or when what is there does not speak as ctrl_tcp does.
    """
    there = True
    while True:
        connection = _connect(host, port)
        if connection is not None:
            found(True)
            with connection:
                yield from _follow(connection, f"{host}:{port}")
        if connection is not None or there:
            found(False)
        there = False
        time.sleep(retry_s)


def _connect(host: str, port: int) -> socket.socket | None:
    """A connection; None when nothing listens there. Raises SoftphoneError when there is no such host."""
    try:
        if not 0 < port < 1 << 16:  # the system would take another port for it
            raise OverflowError
        connection = socket.create_connection((host, port), timeout=_CONNECT_S)
    except (socket.gaierror, UnicodeError, OverflowError):
        raise SoftphoneError(
            f"There is no softphone at {host}:{port}; give the host and port after ctrl_tcp_listen in baresip's config."
        ) from None
    except OSError:
        return None
    connection.settimeout(_LOOK_UP_S)
    return connection


def _follow(connection: socket.socket, address: str) -> Iterator[Phase]:
    """The calls of one connection until it is closed; one that is still on then has ended with it."""
    strings, state, on = Netstrings(), Calls(), False
    try:
        connection.sendall(state.question)
        for data in _received(connection):
            for frame in strings.feed(data):
                if state.hear(message(frame)):
                    connection.sendall(state.question)
                if state.on != on:
                    on = state.on
                    yield "start" if on else "end"
    except OSError:
        log.info("The softphone's connection was lost.")
    except ValueError:
        if on:
            on = False
            yield "end"
        raise SoftphoneError(
            f"What {address} says is not baresip's ctrl_tcp feed; give the host and port after ctrl_tcp_listen in "
            "baresip's config."
        ) from None
    if on:
        yield "end"


def _received(connection: socket.socket) -> Iterator[bytes]:
    while True:
        try:
            data = connection.recv(_AT_ONCE)
        except TimeoutError:
            continue
        if not data:
            return
        yield data


class Calls:
    """Which calls are established."""

    question = b'23:{"command":"listcalls"},'

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._others = 0
        """How many were on before the events began, by their number: baresip's list has no ids."""

    @property
    def on(self) -> bool:
        return bool(self._known) or self._others > 0

    def hear(self, message: Message) -> bool:
        """Take one message; True when the list of calls is to be asked for again."""
        if message.response and "Active calls" in message.data:
            self._others = max(0, len(_CALL_THAT_IS_ON.findall(message.data)) - len(self._known))
        elif message.event and message.type == "CALL_ESTABLISHED":
            self._known.add(message.id)
        elif message.event and message.type == "CALL_CLOSED":
            if message.id not in self._known:
                return self._others > 0  # one of those, or one that was never answered
            self._known.remove(message.id)
        return False


class Netstrings:
    """Bytes in, in any pieces; the strings in them out."""

    def __init__(self) -> None:
        self._kept = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The strings that are complete with `data`. Raises ValueError at what is no netstring."""
        self._kept += data
        while (string := self._next()) is not None:
            yield string

    def _next(self) -> bytes | None:
        length, colon, rest = self._kept.partition(b":")
        if (length or colon) and not (length.isdigit() and len(length) <= len(str(LONGEST)) and int(length) <= LONGEST):
            raise ValueError("no netstring")
        if not colon or len(rest) <= int(length):
            return None
        end = int(length)
        if rest[end : end + 1] != b",":
            raise ValueError("no netstring")
        self._kept = rest[end + 1 :]
        return rest[:end]


def message(frame: bytes) -> Message:
    """What one netstring says; names that are not UTF-8 are no reason to lose a call. Raises ValueError."""
    try:
        return msgspec.json.decode(frame.decode(errors="replace"), type=Message)
    except msgspec.MsgspecError:
        raise ValueError("no message of ctrl_tcp") from None

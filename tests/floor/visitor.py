"""Somebody at a broker, as their enrolment file lets them be: plain paho, so that it is the broker that is tried."""

from __future__ import annotations

import queue
import socket
import ssl
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from assist.floor.enrolment import Enrolment

PATIENCE_S = 60.0
HOST = "127.0.0.1"


class Heard(NamedTuple):
    topic: str
    body: bytes


class Visitor:
    """A connection; `answer` is what the broker said to it. A context: it takes its leave in the end.

    `version` is MQTT's, 5 or 4 (3.1.1). `folder` is private to the tests, for a certificate.
    """

    def __init__(self, enrolment: Enrolment, port: int, version: int, *, folder: Path, will: str = "") -> None:
        self._events: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.heard: list[Heard] = []
        self._client = client = mqtt.Client(
            CallbackAPIVersion.VERSION2,
            client_id=f"visitor-{id(self)}",
            protocol=MQTTProtocolVersion(version),
            reconnect_on_failure=False,
        )
        client.tls_set_context(_context(enrolment, folder))
        if enrolment.password:
            client.username_pw_set(enrolment.user, enrolment.password)
        if will:
            client.will_set(will, b"will", qos=1, retain=True)
        client.on_connect = lambda _c, _u, _f, reason, _p: self._events.put(("connected", str(reason)))
        client.on_disconnect = lambda _c, _u, _f, reason, _p: self._events.put(("gone", str(reason)))
        client.on_publish = lambda _c, _u, number, reason, _p: self._events.put((f"published {number}", str(reason)))
        client.on_subscribe = lambda _c, _u, number, reasons, _p: self._events.put(
            (f"subscribed {number}", [reason.is_failure for reason in reasons])
        )
        client.on_message = lambda _c, _u, message: self._events.put(
            ("heard", Heard(message.topic, bytes(message.payload)))
        )
        self.answer = self._connect(port)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def cut(self) -> None:
        """Gone without a word, as a machine that loses its power."""
        way = self._client.socket()
        assert isinstance(way, socket.socket)
        way.shutdown(socket.SHUT_RDWR)
        assert self._wait("gone") != ""

    def publish(self, topic: str, body: bytes = b"x", *, retained: bool = True) -> str:
        """What the broker says to it ("gone": it ended the connection)."""
        return str(self._wait(f"published {self._client.publish(topic, body, qos=1, retain=retained).mid}"))

    def listen(self, *topics: str, quality: int = 1) -> list[bool]:
        """Whether each was refused."""
        number = self._client.subscribe([(topic, quality) for topic in topics])[1]
        refused: list[bool] = self._wait(f"subscribed {number}")
        return refused

    def hear_until(self, body: bytes) -> list[Heard]:
        """Everything heard so far, when this has been."""
        while body not in [heard.body for heard in self.heard]:
            self._wait("heard")
        return self.heard

    def all(self) -> list[Heard]:
        """Everything heard so far; does not wait."""
        while not self._events.empty():
            what, value = self._events.get()
            if what == "heard":
                self.heard.append(value)
        return self.heard

    def _connect(self, port: int) -> str:
        try:
            self._client.connect(HOST, port, keepalive=20)
        except OSError as error:
            return type(error).__name__
        self._client.loop_start()
        return str(self._wait("connected"))

    def _wait(self, wanted: str) -> Any:
        """The next event of this kind; what is heard meanwhile is kept. "gone" when the connection ended."""
        while True:
            what, value = self._events.get(timeout=PATIENCE_S)
            if what == "heard":
                self.heard.append(value)
            if what == wanted:
                return value
            if what == "gone":
                return "gone"


def _context(enrolment: Enrolment, folder: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(cadata=enrolment.ca)
    if enrolment.certificate:
        both = folder / f"{enrolment.user}.pem"
        both.write_text(enrolment.certificate + enrolment.key)
        context.load_cert_chain(both)
    return context

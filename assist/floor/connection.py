"""One connection to the broker, from dialling to its end, as paho-mqtt makes it: calls in, events out.

A fresh paho client for every connection, so no state of paho's survives a cut. The link's thread drives it itself
(`step`) rather than paho's own thread: then the callbacks need no lock, a flood waits in the socket instead of in
memory, and there is no limit of 1,024 files as with paho's `select`. Only dialling has a thread of its own, for names
may take long to look up. Refused: letting paho connect the socket; it leaves it open when TLS fails.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from threading import Lock, Thread
from typing import Any, Literal

import paho.mqtt.client as mqtt
from paho.mqtt import MQTTException
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from assist.errors import FloorError
from assist.floor.broker import Broker
from assist.floor.clock import Clock
from assist.floor.happenings import Cut, Event, Greeted, Incoming, Listening, Taken, TooLarge
from assist.floor.messages import LARGEST
from assist.floor.outbox import Outgoing
from assist.floor.reach import reach
from assist.floor.trouble import LinkState, cut, may_not_read, no_greeting, turned_away, unreachable

KEEPALIVE_S = 20
IN_FLIGHT = 20
_LARGEST_PACKET = LARGEST + 1024
_OTHER_VERSION = 132
_AT_ONCE = 100
Version = Literal[5, 4]
"""As paho counts: 5 is MQTT 5, 4 is MQTT 3.1.1."""


class Connection:
    """Dial, then `step` whenever there is something; after a Cut it is of no use."""

    def __init__(
        self, broker: Broker, *, name: str, version: Version, farewell: Outgoing | None, clock: Clock,
        password: Callable[[], str] | None = None,
    ) -> None:  # fmt: skip
        """`name`: what the broker knows this program by. `password` is asked when dialling: there it may take long."""
        self._broker = broker
        self._password = password
        self._version: Version = version
        self._clock = clock
        self._events: list[Event] = []
        self._topics: tuple[str, ...] = ()
        self._lock = Lock()
        self._dialled = False
        self._closed = False
        self._greeted = False
        self._client = self._make(name, farewell)

    def dial(self, done: Callable[[], None]) -> None:
        """Begin to connect; `done` is called on another thread when `step` has something to say about it."""
        Thread(target=self._dial, args=(done,), name="floor-dial", daemon=True).start()

    @property
    def socket(self) -> socket.socket | None:
        """What to wait for."""
        return self._client.socket() if self._dialled else None  # type: ignore[return-value]  # a Protocol of paho's

    @property
    def writing(self) -> bool:
        """Whether something waits to be written."""
        return self._client.want_write()

    def step(self, readable: bool) -> list[Event]:
        """Read and write what there is, and what happened."""
        if self._dialled and not self._closed:
            try:
                self._read_and_write(readable)
            except (MQTTException, ValueError, LookupError, TypeError, struct.error):
                # paho on a packet that breaks the rules.
                self._end(Cut(cut(self._broker, 130)))
        events, self._events = self._events, []
        return events

    def listen(self, topics: tuple[str, ...]) -> None:
        """Ask for these; a Listening follows."""
        self._topics = topics
        self._client.subscribe([(topic, 1) for topic in topics])

    def publish(self, message: Outgoing) -> int | None:
        """Send one; a Taken with this number follows. None when the connection is over."""
        sent = self._client.publish(
            message.topic, message.body, qos=1, retain=message.retained, properties=self._expiry(message)
        )
        return sent.mid if sent.rc == MQTTErrorCode.MQTT_ERR_SUCCESS else None

    def leave(self) -> None:
        """Say goodbye, so that the broker does not send the last will; it is over once `socket` is None."""
        self._client.disconnect()

    def close(self) -> None:
        """End it, whatever it is doing, without a word."""
        with self._lock:
            self._closed = True
            if self._dialled:
                self._shut()

    def _make(self, name: str, farewell: Outgoing | None) -> _Client:
        client = _Client(
            CallbackAPIVersion.VERSION2,
            client_id=name,
            clean_session=True if self._version == mqtt.MQTTv311 else None,
            protocol=MQTTProtocolVersion(self._version),
            reconnect_on_failure=False,
        )
        if farewell is not None:
            client.will_set(farewell.topic, farewell.body, qos=1, retain=farewell.retained)
        client.max_inflight_messages_set(IN_FLIGHT)
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        client.on_publish = self._on_publish
        client.on_disconnect = self._on_disconnect
        return client

    def _dial(self, done: Callable[[], None]) -> None:
        failed: LinkState | None = None
        try:
            self._greet()
        except FloorError as error:
            failed = LinkState("refused", str(error))
        except (OSError, ValueError) as error:
            failed = unreachable(self._broker, error)
        with self._lock:
            if failed is not None:
                self._end(Cut(failed))
            self._dialled = True
            if self._closed:
                self._shut()
        done()

    def _greet(self) -> None:
        """Send CONNECT."""
        if self._broker.user:
            password = self._broker.password if self._password is None else self._password()
            self._client.username_pw_set(self._broker.user, password or None)
        wanted: dict[str, Any] = {}
        if self._version == mqtt.MQTTv5:
            wanted["clean_start"] = True
            wanted["properties"] = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
            wanted["properties"].MaximumPacketSize = _LARGEST_PACKET
        self._client.reached = reach(self._broker)
        self._client.connect(self._broker.host, self._broker.port, KEEPALIVE_S, **wanted)

    def _read_and_write(self, readable: bool) -> None:
        while readable or self._unread():
            before = len(self._events)
            self._client.loop_read()
            readable = before < len(self._events) < _AT_ONCE
            if len(self._events) >= _AT_ONCE:
                break
        if self._client.want_write():
            self._client.loop_write()
        self._client.loop_misc()

    def _unread(self) -> bool:
        """Whether TLS has already read what select cannot see any more."""
        pending = getattr(self._client.socket(), "pending", None)
        return pending is not None and pending() > 0

    def _expiry(self, message: Outgoing) -> Properties | None:
        if message.expires_s is None or self._version != mqtt.MQTTv5:
            return None
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        properties.MessageExpiryInterval = message.expires_s
        return properties

    def _end(self, event: Cut) -> None:
        """The first reason is the one that says most."""
        if not any(isinstance(known, Cut) for known in self._events):
            self._events.append(event)

    def _shut(self) -> None:
        if (open_socket := self._client.socket()) is not None:
            open_socket.close()

    def _on_connect(self, _c: object, _u: object, _f: object, reason: ReasonCode, said: Properties | None) -> None:
        if reason.is_failure:
            self._end(Cut(turned_away(self._broker, reason.value), other_version=reason.value == _OTHER_VERSION))
            return
        self._greeted = True
        self._events.append(Greeted(min(IN_FLIGHT, getattr(said, "ReceiveMaximum", IN_FLIGHT))))

    def _on_subscribe(self, _c: object, _u: object, _mid: int, reasons: list[ReasonCode], _p: object) -> None:
        refused = tuple(topic for topic, reason in zip(self._topics, reasons, strict=False) if reason.is_failure)
        self._events.append(Listening(may_not_read(self._broker, refused) if refused else None))

    def _on_message(self, _c: object, _u: object, message: mqtt.MQTTMessage) -> None:
        try:
            topic = message.topic
        except UnicodeDecodeError:
            topic = ""
        if not topic or len(message.payload) > LARGEST:
            self._events.append(TooLarge())
        else:
            self._events.append(Incoming(topic, bytes(message.payload), message.retain, self._clock.wall()))

    def _on_publish(self, _c: object, _u: object, mid: int, reason: ReasonCode, _p: object) -> None:
        self._events.append(Taken(mid, reason.value))

    def _on_disconnect(self, _c: object, _u: object, _f: object, reason: ReasonCode, _p: object) -> None:
        known = cut(self._broker, reason.value) if self._greeted else no_greeting(self._broker)
        self._end(Cut(known))


class _Client(mqtt.Client):
    """paho's, on a socket that was connected before."""

    reached: socket.socket

    def _create_socket(self) -> socket.socket:
        return self.reached

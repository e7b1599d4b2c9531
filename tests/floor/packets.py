"""MQTT on the wire, as much as the fault proxy and the load generator need: framing, a few packets made and read.

Written against the standard's numbers (MQTT 3.1.1, MQTT 5.0), not against a client, so that it can stand between ours
and a broker. Must not know what the messages say.
"""

from __future__ import annotations

from typing import NamedTuple

CONNECT, CONNACK, PUBLISH, PUBACK = 1, 2, 3, 4
SUBSCRIBE, SUBACK, PINGREQ, DISCONNECT = 8, 9, 12, 14
DUP, RETAIN = 0x08, 0x01
PING = b"\xc0\x00"
BYE = b"\xe0\x00"
KEEPALIVE_S = 60


class Packet(NamedTuple):
    """One control packet; `whole` is all of its bytes."""

    whole: bytes
    body: int
    """Where its variable header begins."""

    @property
    def kind(self) -> int:
        return self.whole[0] >> 4

    @property
    def qos(self) -> int:
        """Of a PUBLISH."""
        return self.whole[0] >> 1 & 3

    @property
    def topic(self) -> bytes:
        """Of a PUBLISH."""
        return self.whole[self.body + 2 : self.body + 2 + _short(self.whole, self.body)]

    @property
    def mid(self) -> int:
        """The packet identifier of a PUBLISH of QoS 1, or of a PUBACK."""
        return _short(self.whole, self._mid_at())

    @property
    def client(self) -> bytes:
        """The client identifier of a CONNECT, of either version."""
        version_at = self.body + 2 + _short(self.whole, self.body)
        at = version_at + 4
        if self.whole[version_at] == 5:
            length, size = varint(self.whole, at) or (0, 1)
            at += size + length
        return self.whole[at + 2 : at + 2 + _short(self.whole, at)]

    def again(self, mid: int | None = None) -> Packet:
        """The same PUBLISH marked as a second delivery; with another packet identifier when one is given."""
        at = self._mid_at()
        named = self.whole[at : at + 2] if mid is None else mid.to_bytes(2, "big")
        return Packet(bytes([self.whole[0] | DUP]) + self.whole[1:at] + named + self.whole[at + 2 :], self.body)

    def _mid_at(self) -> int:
        return self.body + (2 + _short(self.whole, self.body) if self.kind == PUBLISH else 0)


class Reader:
    """Cuts a stream into packets, whatever the pieces it comes in."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def feed(self, data: bytes) -> list[Packet]:
        """The packets that are whole now."""
        self._kept += data
        packets, at = [], 0
        while len(self._kept) - at >= 2 and (told := varint(self._kept, at + 1)) is not None:
            length, size = told
            end = at + 1 + size + length
            if len(self._kept) < end:
                break
            packets.append(Packet(bytes(self._kept[at:end]), 1 + size))
            at = end
        del self._kept[:at]
        return packets


def varint(data: bytes | bytearray, at: int) -> tuple[int, int] | None:
    """A number of variable length and how many bytes it takes; None when it is not whole. ValueError: none at all."""
    value = 0
    for index in range(4):
        if at + index >= len(data):
            return None
        byte = data[at + index]
        value |= (byte & 0x7F) << 7 * index
        if byte < 0x80:
            return value, index + 1
    raise ValueError("not MQTT: a length of more than four bytes")


def connect(client: str, user: str, password: str) -> bytes:
    """CONNECT of 3.1.1 with a clean session."""
    flags = 0x02 | (0xC0 if user else 0)
    body = _text("MQTT") + bytes([4, flags]) + KEEPALIVE_S.to_bytes(2, "big") + _text(client)
    return _framed(CONNECT << 4, body + (_text(user) + _text(password) if user else b""))


def publish(topic: str, body: bytes, mid: int, *, retain: bool = True) -> bytes:
    """PUBLISH of 3.1.1, QoS 1."""
    return _framed(PUBLISH << 4 | 0x02 | (RETAIN if retain else 0), _text(topic) + mid.to_bytes(2, "big") + body)


def puback(mid: int) -> bytes:
    """PUBACK of 3.1.1, or of 5 without a reason."""
    return _framed(PUBACK << 4, mid.to_bytes(2, "big"))


def _framed(first: int, body: bytes) -> bytes:
    length, left = bytearray(), len(body)
    while True:
        left, seven = left >> 7, left & 0x7F
        length.append(seven | (0x80 if left else 0))
        if not left:
            return bytes([first]) + bytes(length) + body


def _text(words: str) -> bytes:
    return len(words.encode()).to_bytes(2, "big") + words.encode()


def _short(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")

"""What a person is told when the broker is not there or says no: one sentence each, what to do, and no secret."""

from __future__ import annotations

import socket
import sqlite3
import ssl
from typing import Literal, NamedTuple

from assist.errors import AssistError
from assist.floor.broker import Broker

State = Literal["connecting", "joined", "lost", "refused"]
"""refused: the broker or its certificate says no. That rarely cures itself, so it is tried again seldom."""


class LinkState(NamedTuple):
    """How the link stands, and why: one sentence for a person, "" when joined."""

    state: State
    why: str = ""


_NO_ENTRY = {
    132: "{address} speaks no version of MQTT that is known here: ask for 5 or 3.1.1.",
    133: "{address} does not take this program's name: let it take names of 22 letters and digits.",
    134: "{address} does not let {user} in: check the user and the password.",
    135: "{address} does not let {user} in: check the user and the password.",
    138: "{address} has shut {user} out: ask whoever runs it.",
    140: "{address} asks for another way to log in than user and password or a certificate: ask whoever runs it.",
    144: "{address} does not let {user} leave word for when they are gone: check the user and the team.",
    154: "{address} keeps no last message of a topic (retain): ask whoever runs it to switch that on.",
    155: "{address} does not take messages that must arrive (QoS 1): ask whoever runs it to switch that on.",
    156: "{address} sends its users to another broker: ask whoever runs it for the address.",
    157: "{address} has moved: ask whoever runs it for the new address.",
}
_BUSY = "{address} takes nobody just now (MQTT reason {code}). Trying again."
_NOT_TAKEN = "{address} does not take what {user} sends to {topic} (MQTT reason {code}): check the user and the team."
_NOT_HEARD = "{address} does not let {user} listen to {topic}: check the user and the team."

_CERTIFICATE = {
    9: "The certificate of {address} is not valid yet: check this computer's clock.",
    10: "The certificate of {address} has expired: whoever runs the broker must put a new one in place.",
    62: "The certificate of {address} is for another name: use the name that stands in it.",
    63: "The certificate of {address} is for another name: use the name that stands in it.",
    64: "The certificate of {address} is for another address: use the name that stands in it.",
}
_UNKNOWN_AUTHORITY = (
    "The certificate of {address} is signed by an authority that is not known here: give the authority's file as ca."
)
_UNTRUSTED = "The certificate of {address} cannot be trusted (OpenSSL code {code}): ask whoever runs the broker."
_ALERTS = {
    "CERTIFICATE_REQUIRED": "{address} asks for a certificate of this computer's: give certificate and key.",
    "CERTIFICATE_EXPIRED": "{address} says that this computer's certificate has expired: ask for a new one.",
    "CERTIFICATE_REVOKED": "{address} says that this computer's certificate was withdrawn: ask for a new one.",
    "UNKNOWN_CA": "{address} does not know the authority that signed this computer's certificate: ask for another.",
    "BAD_CERTIFICATE": "{address} does not take this computer's certificate: ask for another.",
    "HANDSHAKE_FAILURE": "{address} refuses a secured connection: it may ask for a certificate of this computer's.",
    "WRONG_VERSION_NUMBER": "{address} does not speak TLS: check the port (8883 is usual).",
    "PROTOCOL_VERSION": "{address} has no TLS 1.2 or newer: whoever runs the broker must renew it.",
}


def unreachable(broker: Broker, error: OSError | ValueError) -> LinkState:
    """Nobody was there, or it was not the right one."""
    match error:
        case ssl.SSLCertVerificationError():
            sentence = _CERTIFICATE.get(error.verify_code, _UNTRUSTED)
            sentence = _UNKNOWN_AUTHORITY if error.verify_code in (2, 18, 19, 20, 21) else sentence
            return _refused(sentence, broker, error.verify_code)
        case ssl.SSLError() if (alert := _alert(error)) is not None:
            return _refused(_ALERTS[alert], broker)
        case TimeoutError():
            why = "{address} does not answer: check the address, the network and the firewall."
        case socket.gaierror():
            why = "The name in {address} is not known: check the broker's address and the network."
        case ConnectionRefusedError():
            why = "Nobody answers at {address}: check the address and whether the broker runs."
        case ssl.SSLError() | ConnectionError():
            why = "{address} broke off while the connection was being secured: check the port and whether it has TLS."
        case ValueError():
            return _refused("{address} is no address: check the broker's host and port.", broker)
        case _:
            why = "{address} cannot be reached: check the network."
    return LinkState("lost", why.format(address=broker.address))


def turned_away(broker: Broker, code: int) -> LinkState:
    """It said no at the door; MQTT 5 reason codes (also for 3.1.1, as paho translates them)."""
    if code in _NO_ENTRY:
        return _refused(_NO_ENTRY[code], broker)
    return LinkState("lost", _BUSY.format(address=broker.address, code=code))


def no_greeting(broker: Broker) -> LinkState:
    """It broke off before it said yes or no."""
    hint = "whether it asks for a certificate of this computer's" if broker.tls else "whether it wants TLS"
    return LinkState("lost", f"{broker.address} broke off at once: check the port and {hint}.")


def cut(broker: Broker, code: int) -> LinkState:
    """The connection ended by itself; `code` is the MQTT 5 reason, 128 when there is none."""
    match code:
        case 141:
            why = "{address} has not been heard for a while: check the network. Trying again."
        case 142:
            return _refused("Another program has joined {address} under this one's name: end one of the two.", broker)
        case 135 | 152:
            return _refused("{address} has put {user} out: ask whoever runs it.", broker)
        case _:
            why = "The connection to {address} was cut. Trying again."
    return LinkState("lost", why.format(address=broker.address))


def may_not_write(broker: Broker, topic: str, code: int) -> LinkState:
    """It did not take a message."""
    return _refused(_NOT_TAKEN, broker, code, topic)


def may_not_read(broker: Broker, topics: tuple[str, ...]) -> LinkState:
    """It does not let us listen."""
    return _refused(_NOT_HEARD, broker, topic=", ".join(topics))


def of_ours(error: Exception) -> LinkState:
    """Something went wrong on this side."""
    match error:
        case AssistError():
            why = str(error)
        case OSError() | sqlite3.Error():
            why = "What is to be sent cannot be kept on this computer's disk: check its free space. Trying again."
        case _:
            why = "The link to the broker made a mistake and begins again: tell whoever looks after this program."
    return LinkState("lost", why)


def _alert(error: ssl.SSLError) -> str | None:
    """Which of the known ones it is."""
    return next((alert for alert in _ALERTS if alert in str(getattr(error, "reason", ""))), None)


def _refused(sentence: str, broker: Broker, code: int = 0, topic: str = "") -> LinkState:
    who = broker.user or "this program"
    return LinkState("refused", sentence.format(address=broker.address, user=who, code=code, topic=topic))

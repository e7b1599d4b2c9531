"""Which broker, and how it is made sure that it is the right one. Opens certificate files, never a connection."""

from __future__ import annotations

import hashlib
import re
import ssl
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import truststore

from assist.errors import FloorError

TLS_PORT = 8883
PLAIN_PORT = 1883
HOST = re.compile(r"[A-Za-z0-9._:-]+")


class Broker(NamedTuple):
    """Where the broker is and who we are to it."""

    host: str
    port: int
    tls: bool
    user: str = ""
    password: str = ""
    ca: Path | None = None
    """PEM file of the authority that signs the broker's certificate; None: those that the system trusts."""
    certificate: Path | None = None
    """PEM file of our own certificate, where the broker asks for one."""
    key: Path | None = None
    """PEM file of its key; None: it is in the certificate's file."""

    @property
    def address(self) -> str:
        """`host:port`, as a person writes it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def name_for(self, token: str) -> str:
        """What the broker knows a program by: 22 letters and digits, which every broker takes.

        Of the user too: a computer's disk may be a copy of another's.
        """
        return "assist" + token + hashlib.blake2s(self.user.encode(), digest_size=4).hexdigest()

    def __repr__(self) -> str:
        """Without the password: a traceback or a log may hold this."""
        return f"Broker({self.address}, tls={self.tls}, user={self.user!r})"


def parse(address: str) -> tuple[str, int, bool]:
    """Host, port and whether it is TLS: "host", "host:8883", "mqtts://host:8883", "mqtt://host:1883".

    TLS unless it says mqtt://. Raises FloorError.
    """
    text = address.strip()
    wrong = FloorError(
        "The broker's address must look like broker.example.org, broker.example.org:8883 or mqtts://broker.example.org"
    )
    try:
        parts = urlsplit(text if "://" in text else f"mqtts://{text}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise wrong from None
    if parts.username is not None or parts.password is not None:
        raise FloorError(
            "The broker's address must not hold a user or a password: set the user, and keep the password in the "
            "system's own store."
        )
    if parts.scheme not in ("mqtts", "mqtt") or not HOST.fullmatch(host) or port == 0:
        raise wrong
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise wrong
    tls = parts.scheme == "mqtts"
    return host, port or (TLS_PORT if tls else PLAIN_PORT), tls


def tls_context(broker: Broker) -> ssl.SSLContext:
    """What a connection to it is secured with: TLS 1.2 or newer, its certificate and host name checked.

    Raises FloorError for a file that is missing or holds something else.
    """
    context = _trusting(broker.ca)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if broker.certificate is not None:
        _show(context, broker.certificate, broker.key)
    return context


def _trusting(ca: Path | None) -> ssl.SSLContext:
    if ca is None:
        # The OpenSSL that an installed program brings looks for the system's certificates where the machine it was
        # built on has them.
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return ssl.create_default_context(cafile=ca)
    except ssl.SSLError:
        raise FloorError(
            f"{ca} holds no certificate of an authority: it must be a PEM file, as whoever runs the broker gives it."
        ) from None
    except OSError as error:
        raise _unreadable(ca, error) from None


def _show(context: ssl.SSLContext, certificate: Path, key: Path | None) -> None:
    """Have the context show our own certificate."""
    for file in (certificate, key):
        if file is not None:
            try:
                file.open("rb").close()
            except OSError as error:
                raise _unreadable(file, error) from None
    try:
        # Without a password of ours OpenSSL would ask for one on the terminal.
        context.load_cert_chain(certificate, key, password="")
    except ssl.SSLError as error:
        where = str(certificate) if key is None else f"{certificate} and {key}"
        if error.reason == "KEY_VALUES_MISMATCH":
            raise FloorError(
                f"{where} do not belong together: take the key that the certificate was made for."
            ) from None
        raise FloorError(
            f"{where} cannot be used as a certificate and its key: both must be PEM, the key without a password."
        ) from None


def _unreadable(file: Path, error: OSError) -> FloorError:
    return FloorError(f"{file} cannot be read ({error.strerror or 'error'}): check the name and who may read it.")

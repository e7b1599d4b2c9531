"""Enrolment files: what a machine needs to join the floor, one a person, made by `assist floor init`.

JSON, schema 1: where the broker is, the certificate authority that vouches for it, who the person is, and either a
password or a certificate with its key. Must not know settings or where passwords are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from msgspec import Meta, Struct

from assist.errors import FloorError
from assist.floor.setup.people import Person, Role, complaint
from assist.whole_files import write_private

ENDING = ".assist-floor"
LARGEST = 64 * 1024
SCHEMA_VERSION: Literal[1] = 1
_CA, _CERTIFICATE, _KEY = "ca.crt", "client.crt", "client.key"


class Enrolment(Struct, frozen=True, kw_only=True):
    """What an enrolment file says. `ca`, `certificate` and `key` are PEM; a supervisor's `team` may be `a+b` or `*`.

    What a later version of this program adds is read past; what an earlier one must not read past is a new schema.
    """

    broker: Annotated[str, Meta(pattern=r"^mqtts://[A-Za-z0-9.:\[\]-]{1,260}:[0-9]{1,5}$")]
    ca: str
    team: str
    user: str
    name: str
    role: Role
    password: str = ""
    certificate: str = ""
    key: str = ""
    schema: Literal[1] = SCHEMA_VERSION


class Kept(NamedTuple):
    """Where a machine keeps the files of its enrolment."""

    ca: Path
    certificate: Path | None
    key: Path | None


def to_json(enrolment: Enrolment) -> bytes:
    return msgspec.json.format(msgspec.json.encode(enrolment), indent=1) + b"\n"


def read_enrolment(path: Path, *, now: datetime) -> Enrolment:
    """An enrolment that a machine can join with. Raises FloorError with one sentence; it never has a secret in it."""
    enrolment = _decoded(path, _content(path))
    person = Person(user=enrolment.user, name=enrolment.name, team=enrolment.team, role=enrolment.role)
    if complaint(person) is not None:
        raise _damaged(path)
    if bool(enrolment.password) == bool(enrolment.certificate) or bool(enrolment.certificate) != bool(enrolment.key):
        raise _damaged(path)
    ends = [_certificate(path, enrolment.ca).not_valid_after_utc]
    if enrolment.certificate:
        own = _certificate(path, enrolment.certificate)
        if own.public_key() != _public_key(path, enrolment.key):
            raise FloorError(f"The certificate in {path} does not go with the key in it; ask for a new file.")
        ends.append(own.not_valid_after_utc)
    if min(ends) <= now:
        raise FloorError(f"The certificate in {path} ran out on {min(ends):%Y-%m-%d}; ask for a new file.")
    return enrolment


def keep(enrolment: Enrolment, folder: Path) -> Kept:
    """Put the certificates and the key into a folder of the user's own, in the place of others. Raises FloorError."""
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(folder / _CA, enrolment.ca.encode())
        if not enrolment.certificate:
            for name in (_CERTIFICATE, _KEY):
                (folder / name).unlink(missing_ok=True)
            return Kept(folder / _CA, None, None)
        write_private(folder / _CERTIFICATE, enrolment.certificate.encode())
        write_private(folder / _KEY, enrolment.key.encode())
        return Kept(folder / _CA, folder / _CERTIFICATE, folder / _KEY)


def forget(folder: Path) -> None:
    """Delete what `keep` wrote. Raises FloorError."""
    with _told(folder):
        for name in (_CA, _CERTIFICATE, _KEY):
            (folder / name).unlink(missing_ok=True)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise FloorError(f"{path} cannot be read: {error.strerror}.") from None
    if len(content) > LARGEST:
        raise FloorError(f"{path} is too large for an enrolment file; it is another file.")
    return content


class _Head(Struct):
    schema: int


def _decoded(path: Path, content: bytes) -> Enrolment:
    try:
        head = msgspec.json.decode(content, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise FloorError(f"{path} is no enrolment file; they are made by `assist floor init`.") from None
    if head.schema > SCHEMA_VERSION:
        raise FloorError(f"{path} was made by a newer version of Assist; bring this machine's up to date.")
    try:
        return msgspec.json.decode(content, type=Enrolment)
    except msgspec.DecodeError:  # its words could name a value, and that a password
        raise _damaged(path) from None


def _damaged(path: Path) -> FloorError:
    return FloorError(f"{path} is not as `assist floor init` wrote it; ask for the file again.")


def _certificate(path: Path, text: str) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(text.encode())
    except ValueError:
        raise _damaged(path) from None


def _public_key(path: Path, text: str) -> object:
    try:
        return serialization.load_pem_private_key(text.encode(), password=None).public_key()
    except (ValueError, TypeError):
        raise _damaged(path) from None


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FloorError(f"{error.filename or folder} cannot be written: {error.strerror}.") from None

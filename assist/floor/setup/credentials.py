"""What people show the broker: a password or a certificate each, and the broker's files of who may come in.

A password is in a person's enrolment file, as a hash in `passwords` and, for nats-server, as it is. Either of the two
last may be deleted where that broker is not used; it is not made again.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from assist.errors import FloorError
from assist.floor.enrolment import Enrolment
from assist.floor.setup import mosquitto, nats
from assist.floor.setup.certificates import Pair, client_certificate
from assist.floor.setup.people import Person
from assist.floor.setup.site import Site
from assist.whole_files import write_private

PASSWORD_BYTES = 24
PASSWORDS = "passwords"


def authority(folder: Path) -> Pair:
    """The folder's certificate authority. Raises FloorError where its key is kept elsewhere."""
    try:
        return Pair((folder / "ca.crt").read_bytes(), (folder / "ca.key").read_bytes())
    except FileNotFoundError as error:
        raise FloorError(
            f"{error.filename} is needed to make certificates; put it there for as long as this takes."
        ) from None


def make(folder: Path, site: Site, people: Sequence[Person], *, now: datetime) -> tuple[Enrolment, ...]:
    """A new password or certificate for each of these people; nothing is written. Raises FloorError, OSError."""
    ca = (folder / "ca.crt").read_text()
    vouching = authority(folder) if site.certificates and people else None
    made = []
    for person in people:
        pair = client_certificate(vouching, person.user, now=now) if vouching else None
        made.append(
            Enrolment(
                broker=site.address,
                ca=ca,
                team=person.team,
                user=person.user,
                name=person.name,
                role=person.role,
                password="" if pair else secrets.token_urlsafe(PASSWORD_BYTES),
                certificate=pair.certificate.decode() if pair else "",
                key=pair.key.decode() if pair else "",
            )
        )
    return tuple(made)


def admit(
    folder: Path, everybody: Sequence[Person], made: Sequence[Enrolment], *, gone: Collection[str], certificates: bool
) -> None:
    """Write who may come in: `everybody`, with what was made for some of them; without the users in `gone`.

    Raises FloorError, OSError.
    """
    write_private(folder / "acl", mosquitto.access(everybody).encode())
    fresh = {enrolment.user: enrolment.password for enrolment in made}
    for_mosquitto, for_nats = folder / PASSWORDS, folder / nats.PEOPLE_FILE
    if certificates:
        write_private(for_nats, nats.people(everybody, None).encode())
        return
    if not for_mosquitto.exists() and not for_nats.exists():
        raise FloorError(f"{for_mosquitto} is gone, and with it everybody's password; set up a new folder.")
    if for_mosquitto.exists():
        hashes = {
            user: mosquitto.hashed(password, secrets.token_bytes(mosquitto.SALT)) for user, password in fresh.items()
        }
        kept = mosquitto.read_passwords(for_mosquitto.read_text()) | hashes
        write_private(
            for_mosquitto, mosquitto.passwords({user: kept[user] for user in kept if user not in gone}).encode()
        )
    if for_nats.exists():
        known = nats.read_passwords(for_nats.read_text()) | fresh
        admitted = [person for person in everybody if person.user in known]
        write_private(for_nats, nats.people(admitted, known).encode())

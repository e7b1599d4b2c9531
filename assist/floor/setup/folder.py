"""The set-up folder: made once, whole or not at all; people are added, renewed and taken away afterwards.

Who is there already keeps what they have. Files that an administrator may change (`mosquitto.conf`, `nats.conf`, the
certificates) are written when they are missing and never over.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from assist.errors import FloorError
from assist.floor.enrolment import ENDING, to_json
from assist.floor.setup import credentials, mosquitto, nats
from assist.floor.setup.certificates import make_authority, server_certificate
from assist.floor.setup.people import ALL_TEAMS, Person
from assist.floor.setup.site import Site, read_site, write_site
from assist.whole_files import write_private

ENROL = "enrol"
"""Folder of the enrolment files."""
_LONGEST_TEAMS = 80


class Change(NamedTuple):
    """What becomes of a folder's people. `renew` and `remove` are users; who is renewed has to join again."""

    people: tuple[Person, ...] = ()
    renew: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


def make(folder: Path, site: Site, change: Change, *, now: datetime) -> tuple[Path, ...]:
    """Set up a new folder; the enrolment files that were made. Raises FloorError, and then nothing is there."""
    _check(site, change)
    with _told(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))  # made with 0700
        try:
            _begin(fresh, site, now=now)
            made = _enrol(fresh, site, change, now=now)
            if folder.exists():
                folder.rmdir()  # empty: on Windows nothing is moved over it
            os.replace(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return tuple(folder / path.relative_to(fresh) for path in made)


def enrol(folder: Path, site: Site, change: Change, *, now: datetime) -> tuple[Path, ...]:
    """Change the people of a folder set up as `site`; the enrolment files that were made. Raises FloorError."""
    _check(site, change)
    with _told(folder):
        return _enrol(folder, site, change, now=now)


def described(folder: Path) -> Site:
    """What a folder was set up as. Raises FloorError where it was not."""
    site = read_site(folder)
    if site is None:
        raise FloorError(f"{folder} holds no broker's set-up; `assist floor init` makes one.")
    return site


def enrolment_file(folder: Path, person: Person) -> Path:
    """`enrol/TEAM+USER.assist-floor`: no two people have the same, on no system."""
    team = "all" if person.team == ALL_TEAMS else person.team[:_LONGEST_TEAMS]
    return folder / ENROL / f"{team}+{person.user}{ENDING}"


def _check(site: Site, change: Change) -> None:
    """Raises FloorError for what of a change cannot be, and tells it all."""
    known = {_key(person.user): person for person in site.people}
    given = {_key(person.user): person for person in change.people}
    renewed = set(map(_key, change.renew))
    wrong = [f"Nobody there is called {user}." for user in (*change.renew, *change.remove) if _key(user) not in known]
    wrong += [
        f"{user} cannot be taken away and stay." for user in change.remove if _key(user) in given.keys() | renewed
    ]
    wrong += [
        f"{known[key].user} is there already, as {_in_words(known[key])}, and nobody is changed by themselves; add"
        f" --renew {known[key].user}, and they join again."
        for key, person in given.items()
        if key in known and key not in renewed and known[key] != person
    ]
    if wrong:
        raise FloorError(" ".join(wrong))


def _begin(folder: Path, site: Site, *, now: datetime) -> None:
    pair = make_authority("Assist floor", now=now)
    write_private(folder / "ca.crt", pair.certificate)
    write_private(folder / "ca.key", pair.key)
    for name in ("data", ENROL):
        (folder / name).mkdir(mode=0o700)
    write_private(folder / nats.PEOPLE_FILE, b"")
    if not site.certificates:
        write_private(folder / credentials.PASSWORDS, b"")


def _enrol(folder: Path, site: Site, change: Change, *, now: datetime) -> tuple[Path, ...]:
    """Nothing is lost when this breaks off: `floor.json` is last, and who is not in it yet is made anew next time."""
    _write_missing(folder, site, now=now)
    fresh, everybody = _changed(site.people, change)
    made = credentials.make(folder, site, fresh, now=now)
    gone = {person.user for person in site.people} - {person.user for person in everybody}
    credentials.admit(folder, everybody, made, gone=gone, certificates=site.certificates)
    for person in site.people:
        if person not in everybody:
            enrolment_file(folder, person).unlink(missing_ok=True)
    files = tuple(enrolment_file(folder, person) for person in fresh)
    for file, enrolment in zip(files, made, strict=True):
        write_private(file, to_json(enrolment))
    write_site(folder, msgspec.structs.replace(site, people=everybody))
    return files


def _changed(before: tuple[Person, ...], change: Change) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Who gets a new password or certificate, and everybody there is afterwards."""
    removed = set(map(_key, change.remove))
    stay = {_key(person.user): person for person in before if _key(person.user) not in removed}
    given = {_key(person.user): person for person in change.people}
    fresh = {key: person for key, person in given.items() if key not in stay}
    fresh |= {_key(user): given.get(_key(user), stay[_key(user)]) for user in change.renew}
    return tuple(fresh.values()), tuple((stay | fresh).values())


def _write_missing(folder: Path, site: Site, *, now: datetime) -> None:
    for name, text in (("mosquitto.conf", mosquitto.configuration(site)), ("nats.conf", nats.configuration(site))):
        if not (folder / name).exists():
            write_private(folder / name, text.encode())
    if not ((folder / "server.crt").exists() and (folder / "server.key").exists()):
        pair = server_certificate(credentials.authority(folder), site.hosts, now=now)
        write_private(folder / "server.crt", pair.certificate)
        write_private(folder / "server.key", pair.key)


def _in_words(person: Person) -> str:
    return f"{person.role} {person.name} of {'all teams' if person.team == ALL_TEAMS else person.team}"


def _key(user: str) -> str:
    """Users that differ in capitals alone are one: people mix them up, and so do file systems."""
    return user.casefold()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FloorError(f"{error.filename or folder} cannot be written or read: {error.strerror}.") from None

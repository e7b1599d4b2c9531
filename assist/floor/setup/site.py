"""What a set-up folder knows of itself: `floor.json`.

What a later version of this program adds to it is read past and stays; what an earlier one must not read past is a new
schema, and that folder is left alone. Must not know brokers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from assist.errors import FloorError
from assist.floor.setup.certificates import is_address, is_host
from assist.floor.setup.people import Person
from assist.whole_files import write_private

FILE = "floor.json"
SCHEMA_VERSION: Literal[1] = 1


class Site(Struct, frozen=True, kw_only=True):
    """A broker and its people. `place` is where the folder is on the broker's machine."""

    host: str
    """What people's machines call the broker: host name or IP address."""
    also: tuple[str, ...] = ()
    """Other names and addresses that its certificate holds."""
    port: int = 8883
    bind: str = ""
    """The only address that the broker listens on; all when empty."""
    place: str
    certificates: bool = False
    """Whether people come with a certificate of their own in place of a password."""
    people: tuple[Person, ...] = ()
    schema: Literal[1] = SCHEMA_VERSION

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every name and address once, the chief one first."""
        return tuple(dict.fromkeys((self.host, *self.also)))

    @property
    def address(self) -> str:
        """The broker's, as settings hold it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"mqtts://{host}:{self.port}"

    def file(self, name: str) -> str:
        """A file of the folder as the broker's machine finds it."""
        return f"{self.place}/{name}".replace("\\", "/")


def check_site(site: Site) -> None:
    """Raises FloorError for names and addresses that no certificate can hold."""
    for host in site.hosts:
        if not is_host(host):
            raise FloorError(f"{host!r} is no host name or IP address, as broker.example.org or 192.168.1.20.")
    if site.bind and not is_address(site.bind):
        raise FloorError(f"{site.bind!r} is no IP address of the broker's machine, as 192.168.1.20.")


def read_site(folder: Path) -> Site | None:
    """What a folder was set up as; None where nothing is yet. Raises FloorError, also for a folder of other things."""
    try:
        table = _table(folder)
        if msgspec.convert(table.get("schema", SCHEMA_VERSION), int) > SCHEMA_VERSION:
            raise FloorError(f"{folder / FILE} was made by a newer version of Assist; use that one for this folder.")
        return msgspec.convert(table, Site)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise FloorError(f"{folder / FILE} cannot be read: {error.strerror}.") from None
    except msgspec.DecodeError:
        raise FloorError(f"{folder / FILE} is not as `assist floor init` wrote it; set up a new folder.") from None
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FloorError(f"{folder} has other things in it; name a new folder for the broker's files.")
    return None


def write_site(folder: Path, site: Site) -> None:
    """Put it in the place of the one that `read_site` gave, if any. Raises OSError."""
    try:
        before = _table(folder)
    except FileNotFoundError:
        before = {}
    people = {person["user"]: person for person in before.get("people", ())}
    whole = before | msgspec.to_builtins(site)
    whole["people"] = [people.get(person["user"], {}) | person for person in whole["people"]]
    write_private(folder / FILE, msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n")


def _table(folder: Path) -> dict[str, Any]:
    return msgspec.json.decode((folder / FILE).read_bytes(), type=dict[str, Any])

"""A broker for a pilot: the system's mosquitto, with a set-up folder, for as long as the console is open.

Must not know settings or windows.
"""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from assist.errors import FloorError
from assist.floor.setup import folder as set_up
from assist.floor.setup.certificates import is_host
from assist.floor.setup.people import numbered
from assist.floor.setup.site import Site, read_site
from assist.whole_files import write_private

AGENTS, SUPERVISORS, TEAM = 10, 1, "team"
START_S, STOP_S, LOOK_S = 30.0, 10.0, 0.05
LOG = "mosquitto.log"
PLACES = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin", r"C:\Program Files\mosquitto")
"""Where mosquitto is, though the path does not lead there."""
_HOW_TO_GET = {
    "linux": "`sudo apt install mosquitto` on Debian and Ubuntu, `sudo dnf install mosquitto` on Fedora",
    "win32": "`winget install EclipseFoundation.Mosquitto`, or the installer from mosquitto.org",
    "darwin": "`brew install mosquitto`",
}
_ELSEWHERE = ("192.0.2.1", 9)
"""An address for documentation (RFC 5737): nothing is sent there."""


def prepare(folder: Path, *, now: datetime) -> Site:
    """What a folder was set up as; a new one is set up for this machine: ten agents and a supervisor of one team.

    Raises FloorError.
    """
    if (site := read_site(folder)) is not None:
        return site
    hosts = own_hosts()
    site = Site(host=hosts[0], also=hosts[1:], place=str(folder.absolute()))
    people = numbered(agents=AGENTS, supervisors=SUPERVISORS, team=TEAM)
    set_up.make(folder, site, set_up.Change(people=people), now=now)
    return set_up.described(folder)


def own_hosts() -> tuple[str, ...]:
    """What other machines may call this one, the likeliest first, and what it calls itself."""
    name = socket.gethostname()
    found = (*_addresses(), name, name.split(".")[0], "localhost", "127.0.0.1")
    return tuple(dict.fromkeys(host for host in found if is_host(host)))


@contextmanager
def running_broker(folder: Path) -> Iterator[None]:
    """mosquitto runs with the folder's configuration, and answers. Raises FloorError when it cannot."""
    program = find_mosquitto()
    site = set_up.described(folder)
    if _is_taken(site):
        raise FloorError(_taken(site))
    try:
        with (folder / "data" / LOG).open("wb") as log:
            process = subprocess.Popen(
                [program, "-c", _configuration(folder)], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
    except OSError as error:
        raise FloorError(f"{error.filename or program} cannot be used: {error.strerror}.") from None
    try:
        _wait_until_it_answers(process, site, folder)
        yield
    finally:
        _stop(process)


def find_mosquitto(places: Sequence[str] = PLACES) -> str:
    """Where mosquitto is: on the path, or in one of `places`. Raises FloorError that says how to install it."""
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), *places))
    program = shutil.which("mosquitto", path=path)
    if program is None:
        how = _HOW_TO_GET.get(sys.platform, "see mosquitto.org")
        raise FloorError(f"Mosquitto, the broker, is not installed on this machine: {how}; then try again.")
    return program


def _addresses() -> tuple[str, ...]:
    """This machine's IPv4 addresses, the one towards other machines first."""
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, suppress(OSError):  # there is no network
        asking.connect(_ELSEWHERE)  # of a datagram socket: only says which way it would go
        found.append(asking.getsockname()[0])
    with suppress(OSError):  # its own name says nothing to it
        found += [str(each[4][0]) for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return tuple(address for address in found if not address.startswith("127."))


def _configuration(folder: Path) -> Path:
    """The file to start with. Started by root, mosquitto would become a user who cannot read the folder."""
    kept = folder / "mosquitto.conf"
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return kept
    of_root = folder / "data" / "mosquitto-of-root.conf"
    write_private(of_root, kept.read_bytes() + b"\nuser root\n")
    return of_root


def _wait_until_it_answers(process: subprocess.Popen[bytes], site: Site, folder: Path) -> None:
    for _ in range(round(START_S / LOOK_S)):
        try:
            process.wait(timeout=LOOK_S)
        except subprocess.TimeoutExpired:
            if _answers(site, folder):
                return
        else:
            raise FloorError(_why_it_ended(site, folder))
    raise FloorError(f"Mosquitto does not answer on port {site.port}; what it says is in {folder / 'data' / LOG}.")


def _answers(site: Site, folder: Path) -> bool:
    """Whether a broker with a certificate of this folder is there."""
    context = ssl.create_default_context(cafile=folder / "ca.crt")
    context.check_hostname = False  # it may be any of this machine's
    try:
        with (
            socket.create_connection((site.bind or "127.0.0.1", site.port), timeout=1.0) as plain,
            context.wrap_socket(plain),
        ):
            return True
    except OSError:
        return False


def _is_taken(site: Site) -> bool:
    """Looked at first: a second broker on this folder would write into the files of the one that runs."""
    try:
        with socket.create_connection((site.bind or "127.0.0.1", site.port), timeout=1.0):
            return True
    except OSError:
        return False


def _taken(site: Site) -> str:
    return f"Port {site.port} is taken: a broker runs on this machine already; stop it, or use that one."


def _why_it_ended(site: Site, folder: Path) -> str:
    lines = (folder / "data" / LOG).read_text(errors="replace").splitlines()
    said = [line.split(": ", 1)[-1] for line in lines if line]  # each begins with the time
    last = next((line for line in reversed(said) if line.startswith("Error")), said[-1] if said else "nothing")
    return _taken(site) if "in use" in last else f"Mosquitto ended at once; it says: {last.rstrip('.')}."


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

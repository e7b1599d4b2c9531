"""The broker of the bench: Mosquitto on loopback as `assist floor init` sets it up, with people and certificates."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from assist.floor.setup import mosquitto
from assist.floor.setup.certificates import make_authority, server_certificate
from assist.floor.setup.people import numbered
from assist.floor.setup.site import Site
from tests.floor.brokers import HOST, RunningBroker, free_port

TEAM = "team"
AGENT = "agent{}"
PASSWORD = "secret-of-agent{}"
SUPERVISORS = ("supervisor1", "supervisor2")
SUPERVISOR_PASSWORD = "secret-of-a-supervisor"
SALT = 12


class Running(NamedTuple):
    """Where it is and which process it is."""

    port: int
    ca: Path
    process: int


@contextmanager
def broker(folder: Path, *, agents: int) -> Iterator[Running]:
    """Mosquitto with TLS, a user and a password for each agent and two supervisors; gone at the end."""
    program = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        raise SystemExit("bench: Mosquitto is not installed (apt-get install mosquitto).")
    port = _write(folder, agents)
    running = RunningBroker([program, "-c", str(folder / "mosquitto.conf")], port, folder)
    try:
        yield Running(port, folder / "ca.crt", running.process.pid)
    finally:
        running.kill()


def _write(folder: Path, agents: int) -> int:
    """All files of a broker; its port."""
    folder.mkdir()
    (folder / "data").mkdir()
    port = free_port()
    site = Site(host=HOST, port=port, bind=HOST, place=str(folder))
    authority = make_authority("bench", now=datetime.now(UTC))
    server = server_certificate(authority, [HOST], now=datetime.now(UTC))
    people = numbered(agents=agents, supervisors=len(SUPERVISORS), team=TEAM)
    secret = {AGENT.format(number): PASSWORD.format(number) for number in range(1, agents + 1)}
    secret |= dict.fromkeys(SUPERVISORS, SUPERVISOR_PASSWORD)
    hashes = {user: mosquitto.hashed(password, secrets.token_bytes(SALT)) for user, password in secret.items()}
    files = {
        "ca.crt": authority.certificate,
        "server.crt": server.certificate,
        "server.key": server.key,
        "acl": mosquitto.access(people).encode(),
        "passwords": mosquitto.passwords(hashes).encode(),
        # Begun as root it would become another user, who may not read this folder.
        "mosquitto.conf": (mosquitto.configuration(site) + "\nuser root\n").encode(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)
    return port

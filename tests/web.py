"""Web servers and proxies on this machine for tests: real sockets, real TLS with a made certificate authority."""

from __future__ import annotations

import select
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from assist.floor.setup.certificates import Pair, make_authority, server_certificate

HOST = "127.0.0.1"


class Page(NamedTuple):
    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    """The connection ends before the whole body came."""


@dataclass
class Web:
    """A server of pages by path; any other path is 404."""

    address: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """What every request asked for, as it was written in it."""
    headers: list[dict[str, str]] = field(default_factory=list)


class _Quiet(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that breaks off, as one that does not trust us does, is no news."""


def authority(folder: Path, name: str = "Test authority") -> tuple[Pair, Path]:
    """A certificate authority and the file with its certificate."""
    made = make_authority(name, now=datetime.now(UTC))
    file = folder / f"{name}.pem"
    file.write_bytes(made.certificate)
    return made, file


@contextmanager
def opened(vouching: Pair | None = None, *, hosts: tuple[str, ...] = (HOST, "localhost")) -> Iterator[Web]:
    """A web server; with an authority that vouches for it over TLS."""
    web = Web()

    class Pages(_Quiet):
        def do_GET(self) -> None:
            web.asked.append(self.path)
            web.headers.append(dict(self.headers))
            page = web.pages.get(self.path, Page(status=404))
            self.send_response(page.status)
            for name, value in page.headers:
                self.send_header(name, value)
            if "Transfer-Encoding" not in dict(page.headers):
                self.send_header("Content-Length", str(len(page.body) + page.cut))
            self.end_headers()
            self.wfile.write(page.body)

    with _serving(Pages, vouching, hosts) as port:
        web.address = f"{'https' if vouching else 'http'}://{HOST}:{port}"
        yield web


@contextmanager
def proxy(vouching: Pair | None = None, *, leads_to: Web | None = None) -> Iterator[Web]:
    """A proxy that lets everything through to this machine, whatever host was named, and notes what was asked. Tunnels
    end at the port that was named, or at `leads_to`."""
    web = Web()

    class Proxy(_Quiet):
        def do_CONNECT(self) -> None:
            web.asked.append(self.path)
            web.headers.append(dict(self.headers))
            end = leads_to.address if leads_to is not None else self.path
            with socket.create_connection((HOST, int(end.rpartition(":")[2]))) as there:
                self.send_response(200)
                self.end_headers()
                _join(self.connection, there)
            self.close_connection = True

        def do_GET(self) -> None:
            web.asked.append(self.path)
            web.headers.append(dict(self.headers))
            _, _, host, path = self.path.split("/", 3)
            asking = HTTPConnection(HOST, int(host.rpartition(":")[2]), timeout=30)
            asking.request("GET", f"/{path}")
            answer = asking.getresponse()
            body = answer.read()
            asking.close()
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with _serving(Proxy, vouching, (HOST,)) as port:
        web.address = f"{'https' if vouching else 'http'}://{HOST}:{port}"
        yield web


@contextmanager
def _serving(kind: type[BaseHTTPRequestHandler], vouching: Pair | None, hosts: tuple[str, ...]) -> Iterator[int]:
    with _Server((HOST, 0), kind) as server:
        if vouching is not None:
            server.socket = _tls(vouching, hosts).wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def _tls(vouching: Pair, hosts: tuple[str, ...]) -> ssl.SSLContext:
    import tempfile

    made = server_certificate(vouching, hosts, now=datetime.now(UTC))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "both.pem").write_bytes(made.certificate + made.key)
        context.load_cert_chain(Path(folder) / "both.pem")
    return context


def _join(one: socket.socket, other: socket.socket) -> None:
    """Carry bytes both ways until one side ends."""
    with suppress(OSError):
        while True:
            ready = [one]
            if not (isinstance(one, ssl.SSLSocket) and one.pending()):
                ready = select.select([one, other], [], [], 30)[0]
            for side in ready:
                data = side.recv(65536)
                if not data:
                    return
                (other if side is one else one).sendall(data)


def forget_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy and no certificates of this machine's environment are used."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)

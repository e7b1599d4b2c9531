"""Models are fetched whole and checked, whatever the network does."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from assist import model_fetching, network
from assist.integrity import CHECKSUMS
from assist.model_files import Model
from tests.made_models import FILES, NAME, ZIP, is_whole, refusal
from tests.web import forget_proxies


@dataclass
class Shop:
    """A web server with one file. It hangs up after `breaks_off` bytes, and honours Range or does not."""

    port: int = 0
    data: bytes = ZIP
    status: int = 200
    breaks_off: int | None = None
    ranges: bool = True
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Path and Range of every request."""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers["Range"]
        self.asked.append((request.path, wanted))
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and self.ranges else 0
        request.send_response(206 if start else self.status)
        request.send_header("Content-Length", str(len(self.data) - start))
        request.end_headers()
        request.wfile.write(self.data[start : self.breaks_off])


@contextmanager
def opened() -> Iterator[Shop]:
    shop = Shop()

    class Counter(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop.answer(self)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with HTTPServer(("127.0.0.1", 0), Counter) as server:
        shop.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield shop
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def open_shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Shop]]:
    """Opens shops that are closed at the end of the test; no proxy of this machine is asked."""
    forget_proxies(monkeypatch)
    with ExitStack() as stack:
        yield lambda: stack.enter_context(opened())


@pytest.fixture
def shop(open_shop: Callable[[], Shop]) -> Shop:
    return open_shop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The models folder; not there yet."""
    return tmp_path / "data" / "models"


def offered(shop: Shop, *, host: str = "127.0.0.1", sha256: str | None = None) -> Model:
    return Model(
        name=NAME,
        engine="vosk",
        language="xx",
        address=f"http://{host}:{shop.port}/{NAME}.zip",
        size=len(ZIP),
        licence="none",
        sha256=sha256 or hashlib.sha256(ZIP).hexdigest(),
    )


def fetch(model: Model, folder: Path) -> int:
    """Fetch it; how many bytes the progress was told of."""
    told: list[int] = []
    with network.open_session() as session:
        assert model_fetching.get(model, folder, told.append, session) == folder / NAME
    return sum(told)


def test_a_model_is_fetched_checked_and_unpacked(shop: Shop, folder: Path) -> None:
    assert fetch(offered(shop), folder) == len(ZIP)
    assert is_whole(folder)
    assert [path.name for path in folder.iterdir()] == [NAME]
    lines = (folder / NAME / CHECKSUMS).read_text().splitlines()
    assert f"{hashlib.sha256(FILES['README']).hexdigest()}  README" in lines
    assert len(lines) == len(FILES)


def test_a_model_that_is_there_is_not_fetched_again(shop: Shop, folder: Path) -> None:
    fetch(offered(shop), folder)
    fetch(offered(shop), folder)
    assert shop.asked == [(f"/{NAME}.zip", None)]


@pytest.mark.parametrize("ranges", [True, False])
def test_a_fetch_that_broke_off_goes_on_or_begins_again(shop: Shop, folder: Path, ranges: bool) -> None:
    shop.breaks_off = len(ZIP) // 2
    sentence = refusal(lambda: fetch(offered(shop), folder))
    assert "What has come is kept" in sentence
    assert shop.asked.pop() == (f"/{NAME}.zip", None)
    [part] = folder.iterdir()
    kept = part.read_bytes()
    assert 0 < len(kept) < len(ZIP)
    assert ZIP.startswith(kept)

    shop.breaks_off, shop.ranges = None, ranges
    assert fetch(offered(shop), folder) == len(ZIP)
    assert shop.asked == [(f"/{NAME}.zip", f"bytes={len(kept)}-")]
    assert is_whole(folder)


def test_a_file_with_another_check_sum_is_thrown_away(shop: Shop, folder: Path) -> None:
    sentence = refusal(lambda: fetch(offered(shop, sha256="0" * 64), folder))
    assert sentence.startswith(f"{NAME} is not the file that the manifest describes; it was thrown away.")
    assert list(folder.iterdir()) == []
    fetch(offered(shop), folder)
    assert shop.asked[-1] == (f"/{NAME}.zip", None)


def test_a_file_of_another_size_does_not_become_a_model(shop: Shop, folder: Path) -> None:
    shop.data = ZIP + b"more"
    assert "thrown away" in refusal(lambda: fetch(offered(shop), folder))
    assert list(folder.iterdir()) == []
    shop.data = ZIP[:-4]
    assert f"only in part ({len(ZIP) - 4} of {len(ZIP)} bytes)" in refusal(lambda: fetch(offered(shop), folder))
    assert not (folder / NAME).exists()


def test_an_address_without_the_file_is_said_in_one_line(shop: Shop, folder: Path) -> None:
    shop.status = 404
    sentence = refusal(lambda: fetch(offered(shop), folder))
    assert sentence.startswith(f"{offered(shop).address} could not be fetched")
    assert list(folder.iterdir()) == []


def test_a_server_that_is_not_there_is_said_in_one_line(folder: Path) -> None:
    with opened() as shop:
        model = offered(shop)
    assert f"{model.address} could not be fetched" in refusal(lambda: fetch(model, folder))


def test_a_models_folder_that_cannot_be_made_is_said_in_one_line(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "could not be written" in refusal(lambda: fetch(offered(shop), tmp_path / "file" / "models"))


def test_the_proxy_of_the_environment_is_asked(
    open_shop: Callable[[], Shop], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = open_shop()
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
    model = offered(proxy, host="models.invalid")
    fetch(model, folder)
    assert proxy.asked == [(model.address, None)]
    assert is_whole(folder)

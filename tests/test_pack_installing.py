"""A pack is installed whole or not at all, and nothing outside of the models folder is touched."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assist import model_packs
from assist.errors import ModelError
from assist.model_packs import LIST
from assist.pack_installing import install
from tests.made_models import FILES, NAME, refusal
from tests.made_models import packed as zipped
from tests.made_packs import SECOND, changed, chosen, nothing_in, packed, relisted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The models folder; not there yet."""
    return tmp_path / "data" / "models"


def test_a_changed_byte_anywhere_in_a_pack_is_refused_and_nothing_is_left(tmp_path: Path, folder: Path) -> None:
    small = {"am/final.mdl": b"a small model", "conf/a": b"1"}
    model_packs.make([chosen(tmp_path, files=small)], tmp_path / "small.pack")
    good = (tmp_path / "small.pack").read_bytes()
    digest = hashlib.sha256(good).hexdigest()
    pack = tmp_path / "bad.pack"
    for place in range(len(good)):
        pack.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert "another sha256" in refusal(lambda: install(pack, folder, digest=digest))
        try:  # without the sum of the whole, some bytes say nothing: times, rights, versions of the zip
            install(pack, folder)
        except ModelError:
            assert nothing_in(folder), place
        else:
            assert {name: (folder / NAME / name).read_bytes() for name in small} == small, place
            shutil.rmtree(folder)
    assert install(tmp_path / "small.pack", folder, digest=digest.upper())


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda members: members.update({f"{NAME}/README": b"Made for a test\n"}), "is not as its list says"),
        (lambda members: members.update({f"{NAME}/README": b"longer than it was\n"}), "has not the size"),
        (lambda members: members.pop(f"{NAME}/README"), "does not hold just the files"),
        (lambda members: members.update({"more": b""}), "does not hold just the files"),
        (lambda members: members.update({"../../outside": b""}), "does not hold just the files"),
        (lambda members: members.pop(LIST), "is no pack of models"),
        (lambda members: members.update({LIST: b"{"}), "cannot be a pack for this version"),
        (lambda members: members.update({LIST: b'{"models": [], "format": 1}'}), "cannot be a pack for this version"),
        (lambda members: members.update({LIST: b" " * (model_packs.MOST_LIST_BYTES + 1)}), "too long"),
    ],
)
def test_a_pack_that_is_not_what_its_list_says_is_refused(
    tmp_path: Path, folder: Path, change: Callable[[dict[str, bytes]], None], problem: str
) -> None:
    pack = changed(packed(tmp_path), change)
    assert problem in refusal(lambda: install(pack, folder))
    assert nothing_in(folder)


@pytest.mark.parametrize(
    "path",
    [
        "../outside", "/outside", "a/../../outside", "a//b", "a\\b", "C:/b", "c:b", ".hidden", "a/.", "trailing.",
        "trailing ", "line\n", "a" * 101, "a/b/c/d/e/f/g/h/i", "", "README/under-a-file", "readme", "checksums.sha256",
    ],
)  # fmt: skip
def test_a_list_with_a_path_that_is_not_good_everywhere_is_refused(tmp_path: Path, folder: Path, path: str) -> None:
    def rename(listed: dict[str, Any]) -> None:
        listed["models"][0]["files"][1]["path"] = path

    sentence = refusal(lambda: install(relisted(packed(tmp_path), rename), folder))
    assert "cannot be" in sentence
    assert nothing_in(folder)
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("name", ["..", ".", "a/b", "../x", "", "NUL:", "vosk-model-xx-\u0430"])
def test_a_list_with_a_model_of_no_good_name_is_refused(tmp_path: Path, folder: Path, name: str) -> None:
    pack = relisted(packed(tmp_path), lambda listed: listed["models"][0].update(name=name))
    assert "cannot be a pack" in refusal(lambda: install(pack, folder))
    assert nothing_in(folder)


@pytest.mark.parametrize(
    "path",
    ["con", "CON", "nul.txt", "conf/Aux", "prn/file", "a/COM1.tar.gz/b", "lpt9", "com0"],
)
def test_a_list_with_a_path_that_is_a_device_to_windows_is_refused(tmp_path: Path, folder: Path, path: str) -> None:
    def rename(listed: dict[str, Any]) -> None:
        listed["models"][0]["files"][1]["path"] = path

    assert "Windows can write no file" in refusal(lambda: install(relisted(packed(tmp_path), rename), folder))
    assert nothing_in(folder)


def test_a_model_that_is_called_like_a_device_is_refused(tmp_path: Path, folder: Path) -> None:
    pack = relisted(packed(tmp_path), lambda listed: listed["models"][0].update(name="Nul.0"))
    assert '"Nul.0"' in refusal(lambda: install(pack, folder))
    assert nothing_in(folder)


def test_names_that_only_look_like_a_device_are_good(tmp_path: Path, folder: Path) -> None:
    more = dict.fromkeys(("conf/a", "console", "com10", "lpt", "xcon.txt", "auxiliary/nulls"), b"")
    model_packs.make([chosen(tmp_path, files={**FILES, **more})], tmp_path / "good.pack")
    assert install(tmp_path / "good.pack", folder)


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("member", [LIST, f"{NAME}/am/final.mdl"])
def test_a_pack_that_is_packed_another_way_and_damaged_is_refused(
    tmp_path: Path, folder: Path, member: str, packing: int
) -> None:
    pack = packed(tmp_path)
    with zipfile.ZipFile(pack) as source:
        members = {name: source.read(name) for name in source.namelist()}
    pack.write_bytes(zipped(members, packing))
    with zipfile.ZipFile(pack) as source:
        about = source.getinfo(member)
    begin = about.header_offset + 30 + len(member.encode()) + 10  # the local header, its name, what begins the packing
    content = pack.read_bytes()
    pack.write_bytes(content[:begin] + b"\xff" * 40 + content[begin + 40 :])
    assert refusal(lambda: install(pack, folder))
    assert nothing_in(folder)


def test_a_pack_with_a_name_that_is_no_text_is_refused(tmp_path: Path, folder: Path) -> None:
    """Said to be UTF-8, and is not."""
    pack = changed(packed(tmp_path), lambda members: members.update({"é": b""}))
    pack.write_bytes(pack.read_bytes().replace("é".encode(), b"\xff\xff"))
    assert "is no pack of models" in refusal(lambda: install(pack, folder))
    assert nothing_in(folder)


def test_a_list_of_a_later_form_is_refused(tmp_path: Path, folder: Path) -> None:
    pack = relisted(packed(tmp_path), lambda listed: listed.update(format=2))
    assert "for this version of Assist" in refusal(lambda: install(pack, folder))


def test_two_models_of_one_name_are_refused(tmp_path: Path, folder: Path) -> None:
    pack = relisted(
        packed(tmp_path), lambda listed: listed["models"].append({**listed["models"][0], "name": NAME.upper()})
    )
    assert "names two of its models or files alike" in refusal(lambda: install(pack, folder))


def test_a_pack_that_holds_no_model_is_refused(tmp_path: Path, folder: Path) -> None:
    def no_model(listed: dict[str, Any]) -> None:
        files = listed["models"][0]["files"]
        next(file for file in files if file["path"] == "am/final.mdl")["path"] = "am/other"

    pack = relisted(packed(tmp_path), no_model)
    changed(pack, lambda members: members.update({f"{NAME}/am/other": members.pop(f"{NAME}/am/final.mdl")}))
    assert "holds no model" in refusal(lambda: install(pack, folder))
    assert nothing_in(folder)


def test_a_file_that_packs_far_smaller_than_it_says_writes_no_more_than_it_says(tmp_path: Path, folder: Path) -> None:
    pack = changed(packed(tmp_path), lambda members: members.update({f"{NAME}/README": b"\0" * 50_000_000}))
    assert "has not the size" in refusal(lambda: install(pack, folder))
    assert nothing_in(folder)


def test_when_one_model_cannot_get_its_name_none_is_installed(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model_packs.make([chosen(tmp_path), chosen(tmp_path, SECOND)], tmp_path / "two.pack")
    really = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if target.name == SECOND:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return really(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    assert "cannot be written: Input/output error" in refusal(lambda: install(tmp_path / "two.pack", folder))
    assert nothing_in(folder)


def test_a_disk_without_room_is_said_before_anything_is_written(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    assert "has not the room for these models: 2 MB" in refusal(lambda: install(packed(tmp_path), folder))
    assert nothing_in(folder)


@pytest.mark.parametrize("content", [None, b"", b"no zip", "half"])
def test_what_is_no_pack_is_said(tmp_path: Path, folder: Path, content: bytes | str | None) -> None:
    pack = packed(tmp_path)
    if content is None:
        pack.unlink()
    else:
        pack.write_bytes(content if isinstance(content, bytes) else pack.read_bytes()[: pack.stat().st_size // 2])
    assert str(pack) in refusal(lambda: install(pack, folder))
    assert nothing_in(folder)

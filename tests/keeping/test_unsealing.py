"""The key's holder gets the whole call or one sentence that says which part is wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pyrage
import pytest
import soundfile
from pyrage.x25519 import Identity

from assist.events import RATE
from assist.keeping.unsealing import unseal
from tests.keeping.making import complaint, identity, opened, recorded
from tests.making import ROOT


@pytest.fixture
def call(tmp_path: Path) -> Path:
    return recorded(tmp_path / "recordings", seconds=31)


def refusal(call: Path, *, key: Identity | None = None) -> str:
    out = call.parent.parent / "out.flac"
    sentence = complaint(lambda: unseal(call, keys=[key or identity()], out=out))
    assert not out.exists()
    return sentence


def test_a_segment_is_what_age_and_any_player_read(call: Path) -> None:
    flac = pyrage.decrypt((call / "0003.flac.age").read_bytes(), [identity()])
    info = soundfile.info(BytesIO(flac))
    assert (info.format, info.subtype, info.channels, info.samplerate) == ("FLAC", "PCM_16", 2, RATE)
    assert info.duration == 1.0


def test_one_of_several_keys_is_enough(call: Path, tmp_path: Path) -> None:
    unseal(call, keys=[Identity.generate(), identity()], out=tmp_path / "out.flac")


def test_another_key_opens_nothing(call: Path) -> None:
    assert "0000.flac.age was sealed for another key" in refusal(call, key=Identity.generate())


def cut(sealed: bytes) -> bytes:
    return sealed[:-100]


def changed(sealed: bytes) -> bytes:
    return sealed[:5000] + bytes([sealed[5000] ^ 1]) + sealed[5001:]


def emptied(sealed: bytes) -> bytes:
    return b""


def cut_to_its_header(sealed: bytes) -> bytes:
    return sealed[:60]


def lengthened(sealed: bytes) -> bytes:
    return sealed + b"\0"


@pytest.mark.parametrize("damage", [cut, changed, emptied, cut_to_its_header, lengthened])
def test_a_damaged_segment_is_named(call: Path, damage: Callable[[bytes], bytes]) -> None:
    segment = call / "0002.flac.age"
    segment.write_bytes(damage(segment.read_bytes()))
    assert f"{segment} is damaged" in refusal(call)


@pytest.mark.parametrize("number", [0, 1])
def test_a_missing_segment_is_named(call: Path, number: int) -> None:
    (call / f"000{number}.flac.age").unlink()
    assert f"000{number}.flac.age is missing" in refusal(call)


def test_a_missing_end_is_told(call: Path, tmp_path: Path) -> None:
    (call / "0003.flac.age").unlink()
    (call / "0003.flac.age.part").touch()
    unsealed = opened(call, tmp_path / "out.flac")[2]
    assert unsealed.length_s == 30.0
    assert not unsealed.complete


def test_segments_that_changed_places_are_noticed(call: Path) -> None:
    first, second = call / "0001.flac.age", call / "0002.flac.age"
    kept = first.read_bytes()
    second.replace(first)
    second.write_bytes(kept)
    assert "0001.flac.age is not part 1 of this call" in refusal(call)


def test_a_segment_of_another_call_is_noticed(call: Path, tmp_path: Path) -> None:
    other = recorded(tmp_path / "others")
    shutil.copy(other / "0001.flac.age", call / "0001.flac.age")
    assert "0001.flac.age is not part 1 of this call" in refusal(call)


def mono() -> bytes:
    made = BytesIO()
    soundfile.write(made, np.zeros(RATE), RATE, format="FLAC")
    return made.getvalue()


@pytest.mark.parametrize("content", [b"", b"hello", mono()])
def test_what_somebody_else_sealed_is_noticed(call: Path, content: bytes) -> None:
    (call / "0001.flac.age").write_bytes(pyrage.encrypt(content, [identity().to_public()]))
    assert "0001.flac.age holds no call" in refusal(call)


def test_a_call_may_have_been_moved_and_renamed(call: Path, tmp_path: Path) -> None:
    moved = call.rename(tmp_path / "complaint 17")
    assert opened(moved, tmp_path / "out.flac")[2].complete


def test_nothing_is_written_over(call: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.flac"
    out.write_bytes(b"mine")
    assert f"{out} is there already" in complaint(lambda: unseal(call, keys=[identity()], out=out))
    assert out.read_bytes() == b"mine"


def test_a_place_that_cannot_be_written_is_said(call: Path, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "out.flac"
    assert f"{out} cannot be written" in complaint(lambda: unseal(call, keys=[identity()], out=out))


FULL_DISK = """
import resource, sys
from pathlib import Path
from assist.errors import RecordingError
from assist.keeping.keys import private_keys
from assist.keeping.unsealing import unseal
keys = private_keys(Path(sys.argv[2]))
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    unseal(Path(sys.argv[1]), keys=keys, out=Path(sys.argv[3]))
except RecordingError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits as POSIX has them")
def test_a_full_disk_leaves_no_half_of_a_call(call: Path, tmp_path: Path) -> None:
    key, out = tmp_path / "key", tmp_path / "out.flac"
    key.write_text(str(identity()))
    words = [sys.executable, "-c", FULL_DISK, str(call), str(key), str(out)]
    ran = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, timeout=120, check=True)
    assert f"{out} cannot be written" in ran.stdout
    assert not out.exists()


def test_a_folder_without_a_recording_is_said(tmp_path: Path) -> None:
    (tmp_path / "recordings").mkdir()
    assert "there is no recording" in refusal(tmp_path / "recordings")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "recordings")

"""A model as tests make it: as files, as a zip file, and what is left of it in a models folder."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assist import integrity
from assist.errors import AssistError, ChangedFile, ModelError
from assist.integrity import CHECKSUMS

NAME = "vosk-model-small-xx-0.1"
FILES = {
    "am/final.mdl": random.Random(1).randbytes(1_500_000),
    "conf/model.conf": b"--sample-frequency=16000\n",
    "README": b"made for a test\n",
}
"""Random bytes do not pack, so the archive comes in several pieces."""


def packed(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these files; `packing` is one of zipfile's."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", packing) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return archive.getvalue()


ZIP = packed({f"{NAME}/{name}": data for name, data in FILES.items()})


def put(path: Path, files: dict[str, bytes] = FILES) -> Path:
    """A folder with these files."""
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def is_whole(folder: Path) -> bool:
    """Whether the models folder holds the model, as it was packed, and nothing besides."""
    found = {path.relative_to(folder / NAME).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return (
        found.pop(CHECKSUMS).exists()
        and {name: path.read_bytes() for name, path in found.items()} == FILES
        and integrity.changed(folder / NAME) == []
    )


def refusal(act: Callable[[], object]) -> str:
    """The sentence of what cannot be done."""
    with pytest.raises(AssistError) as caught:
        act()
    assert isinstance(caught.value, ModelError | ChangedFile)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence

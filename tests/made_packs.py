"""Packs of made models, and packs that somebody changed."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assist import model_packs
from assist.model_packs import LIST, Chosen
from tests.made_models import FILES, NAME, put

SECOND = "vosk-model-yy-0.2"
WORDS = "our-words"
WORDS_FILES = {"config.json": b"{}", "tokenizer.json": b"{}", "model.onnx": b"a network"}


def chosen(folder: Path, name: str = NAME, files: dict[str, bytes] = FILES) -> Chosen:
    return Chosen(name, put(folder / "from" / name, files), "Apache-2.0")


def packed(folder: Path, key: Path | None = None) -> Path:
    """A pack of one model."""
    model_packs.make([chosen(folder)], folder / "one.pack", key=key)
    return folder / "one.pack"


def changed(pack: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same pack with something else in it: `change` gets its members, the list's bytes among them."""
    with zipfile.ZipFile(pack) as source:
        members = {name: source.read(name) for name in source.namelist()}
    change(members)
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return pack


def relisted(pack: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The same pack with another list, that has no signature."""

    def write(members: dict[str, bytes]) -> None:
        listed = json.loads(members[LIST])
        change(listed)
        members[LIST] = json.dumps(listed).encode()

    return changed(pack, write)


def nothing_in(folder: Path) -> bool:
    return not list(folder.rglob("*"))

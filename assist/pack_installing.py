"""Installs a pack of models: whole or not at all, and only what its list names, into the models folder alone."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

from assist import integrity
from assist.errors import ModelError
from assist.model_files import DAMAGED, making, put_in_place, to_replace
from assist.model_packs import PIECE, PackedFile, PackedModel, check_model, read


class Taken(NamedTuple):
    """A pack's model as it is now on this machine."""

    folder: Path
    was_there: bool


def install(pack: Path, folder: Path, *, key: str = "", digest: str = "", for_all: bool = False) -> list[Taken]:
    """Install every model of a pack into the models folder, or none. One that is there, the same to the byte, stays.

    `key`: the public key by which the pack must be signed, in hex; empty takes any. `digest`: the sha256 that the file
    must have, in hex. `for_all`: everybody on this machine may read what is installed. Raises ModelError.
    """
    if not pack.is_file():
        raise ModelError(f"There is no file {pack}.")
    try:
        if digest and integrity.sha256(pack) != digest.lower():
            raise ModelError(f"{pack} has another sha256 than was given: it is another file, or came only in part.")
        with zipfile.ZipFile(pack) as packed:
            models = read(packed, pack, key=key).models
            there = [_is_there(model, folder / model.name, for_all=for_all) for model in models]
            missing = [model for model, is_there in zip(models, there, strict=True) if not is_there]
            if missing:
                _put(packed, missing, folder, for_all=for_all)
    except (*DAMAGED, KeyError):
        raise ModelError(f"{pack} is no pack of models, or came only in part.") from None
    except OSError as error:
        raise ModelError(f"{pack} cannot be read: {error.strerror or 'it is damaged'}.") from None
    return [Taken(folder / model.name, is_there) for model, is_there in zip(models, there, strict=True)]


def _is_there(model: PackedModel, target: Path, *, for_all: bool) -> bool:
    if not target.exists():
        return False
    same = integrity.check_sums(target) == {file.path: file.sha256 for file in model.files}
    if same and not integrity.changed(target):
        return True
    first = to_replace(model.name, for_all=for_all)
    raise ModelError(f"{target} is there already and is another one, or was changed; {first}")


def _put(packed: zipfile.ZipFile, models: Sequence[PackedModel], folder: Path, *, for_all: bool) -> None:
    size = sum(file.size for model in models for file in model.files)
    with making(folder, for_all=for_all) as room:
        if shutil.disk_usage(room).free < size:
            raise ModelError(f"{folder} has not the room for these models: {size / 1e6:.0f} MB.")
        for model in models:
            for file in model.files:
                _unpack(packed, f"{model.name}/{file.path}", file, room / model.name / file.path)
            check_model(model.name, room / model.name)
        with ExitStack() as undoing:
            for model in models:
                put_in_place(room / model.name, folder / model.name, for_all=for_all)
                undoing.callback(partial(shutil.rmtree, folder / model.name, ignore_errors=True))
            undoing.pop_all()


def _unpack(packed: zipfile.ZipFile, name: str, file: PackedFile, target: Path) -> None:
    """One file, as its list says. Raises ModelError."""
    if packed.getinfo(name).file_size != file.size:
        raise ModelError(f"{name} in the pack has not the size that its list says; ask for the pack again.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with packed.open(name) as source, target.open("xb") as copy:
        shutil.copyfileobj(source, copy, PIECE)  # never more than the size above, whatever is packed
    if integrity.sha256(target) != file.sha256:
        raise ModelError(f"{name} in the pack is not as its list says; ask for the pack again.")

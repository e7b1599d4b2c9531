"""Models in one file, for computers that reach no network: what such a pack is, making one and reading its list.

A pack is a zip file. `pack.json` lists its models with their licences, and every file with size and sha256; `pack.sig`,
where there is one, is an Ed25519 signature over `pack.json` in hex (`pack_signing.py`); the rest are the files, as
`MODEL/PATH`, just those of the list. The same models make the same bytes. `pack_installing.py` unpacks it.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct

from assist import integrity, pack_signing
from assist.errors import ModelError
from assist.integrity import CHECKSUMS
from assist.model_files import is_vosk_model, is_words_model, language_of

LIST, SIGNATURE = "pack.json", "pack.sig"
MOST_LIST_BYTES, MOST_SIGNATURE_BYTES = 4 << 20, 1000
PIECE = 1 << 20
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file, so that the same models make the same pack."""
_PART = r"[A-Za-z0-9_]([A-Za-z0-9_.+-]{0,98}[A-Za-z0-9_+-])?"
"""One part of a path that every system can write and none reads as something else, but those below."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)
"""How a part begins that is a device to Windows, whatever comes after a full stop (Microsoft, "Naming Files")."""


class PackedFile(Struct, frozen=True):
    path: Annotated[str, Meta(pattern=rf"^{_PART}(/{_PART}){{0,7}}\Z")]
    size: Annotated[int, Meta(ge=0)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class PackedModel(Struct, frozen=True):
    name: Annotated[str, Meta(pattern=rf"^{_PART}\Z")]
    licence: Annotated[str, Meta(pattern=r"^[ -~]{1,100}\Z")]
    files: Annotated[tuple[PackedFile, ...], Meta(min_length=1, max_length=10_000)]


class Contents(Struct, frozen=True):
    """The list of a pack."""

    models: Annotated[tuple[PackedModel, ...], Meta(min_length=1, max_length=100)]
    format: Literal[1] = 1


class Chosen(NamedTuple):
    """A model on this machine that goes into a pack."""

    name: str
    folder: Path
    licence: str


def make(models: Sequence[Chosen], pack: Path, *, key: Path | None = None) -> str:
    """Write a pack and give its sha256; `key` is the file of the private key to sign it with. Raises ModelError."""
    for chosen in models:
        check_model(chosen.name, chosen.folder)
        integrity.check_model(chosen.folder)
    listed = msgspec.json.format(msgspec.json.encode(Contents(tuple(map(_listed, models)))), indent=1)
    contents = decode(listed, pack)
    signature = pack_signing.sign(listed, key) if key is not None else None
    try:
        # A folder of our own: nobody can have laid a link there, and the file gets the rights that files get here.
        with tempfile.TemporaryDirectory(dir=pack.parent, prefix=".", suffix=".new") as room:
            unfinished = Path(room) / pack.name
            with zipfile.ZipFile(unfinished, "w") as packed:
                packed.writestr(_member(LIST), listed)
                if signature is not None:
                    packed.writestr(_member(SIGNATURE), signature)
                for chosen, model in zip(models, contents.models, strict=True):
                    _add(packed, chosen.folder, model)
            os.replace(unfinished, pack)
        return integrity.sha256(pack)
    except OSError as error:
        raise ModelError(f"{pack} could not be written: {error.strerror}.") from None


def read(packed: zipfile.ZipFile, pack: Path, *, key: str = "") -> Contents:
    """The list of a pack, of which all is there and nothing besides. `key`: the public key by which it must be signed,
    in hex. Raises ModelError, and what zipfile raises for a file that is none."""
    if packed.getinfo(LIST).file_size > MOST_LIST_BYTES:
        raise ModelError(f"{pack} has a list of files that is too long to be one.")
    listed = packed.read(LIST)
    if key:
        if SIGNATURE not in packed.namelist() or packed.getinfo(SIGNATURE).file_size > MOST_SIGNATURE_BYTES:
            raise ModelError(f"{pack} is not signed; this computer takes only packs of its own organisation.")
        if not pack_signing.is_signed(listed, packed.read(SIGNATURE), key):
            raise ModelError(f"{pack} is not signed by this computer's organisation, or was changed since.")
    contents = decode(listed, pack)
    wanted = [LIST, *(f"{model.name}/{file.path}" for model in contents.models for file in model.files)]
    there = [name for name in packed.namelist() if name != SIGNATURE]
    if sorted(wanted) != sorted(there):
        raise ModelError(f"{pack} does not hold just the files of its list; ask for it again.")
    return contents


def decode(listed: bytes, pack: Path) -> Contents:
    """The list, of names that are good on every system and no two the same. Raises ModelError."""
    try:
        contents = msgspec.json.decode(listed, type=Contents)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{pack} cannot be a pack for this version of Assist: {error}.") from None
    names = [model.name.lower() for model in contents.models]
    if len(set(names)) < len(names) or not all(map(_can_lie_together, contents.models)):
        raise ModelError(f"{pack} cannot be: it names two of its models or files alike.")
    if device := next(filter(_DEVICE.match, _names(contents)), None):
        raise ModelError(f'{pack} cannot be: Windows can write no file or folder that is called "{device}".')
    return contents


def check_model(name: str, folder: Path) -> None:
    """Raises ModelError when a folder of that name would be no model."""
    if is_vosk_model(folder):
        if not language_of(name):
            raise ModelError(f'"{name}" does not say its language; call it vosk-model-LANGUAGE, as vosk-model-de-0.15.')
    elif not is_words_model(folder):
        raise ModelError(f"{folder} holds no model for speech or words.")


def _listed(chosen: Chosen) -> PackedModel:
    folder = chosen.folder
    files = sorted((path.relative_to(folder).as_posix(), path) for path in _files(folder))
    each = (PackedFile(name, path.stat().st_size, integrity.sha256(path)) for name, path in files)
    return PackedModel(chosen.name, chosen.licence, tuple(each))


def _files(folder: Path) -> Iterator[Path]:
    """What belongs to a model: not its check sums, which are made anew where it is installed, and nothing hidden, as a
    system's own `.DS_Store`."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path != folder / CHECKSUMS:
            yield path


def _add(packed: zipfile.ZipFile, folder: Path, model: PackedModel) -> None:
    for file in model.files:
        member = _member(f"{model.name}/{file.path}")
        member.file_size = file.size  # says beforehand whether it needs the form for large files
        with (folder / file.path).open("rb") as source, packed.open(member, "w") as target:
            shutil.copyfileobj(source, target, PIECE)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EARLIEST)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    member.create_system = 3  # Unix, on whichever system it is made
    return member


def _names(contents: Contents) -> Iterator[str]:
    """Every model, folder and file."""
    for model in contents.models:
        yield model.name
        for file in model.files:
            yield from file.path.split("/")


def _can_lie_together(model: PackedModel) -> bool:
    """Whether no two files are one, also where capitals make no difference, and none is a folder or ours."""
    paths = [file.path.lower() for file in model.files]
    folders = {path.rsplit("/", depth)[0] for path in paths for depth in range(1, path.count("/") + 1)}
    return len(set(paths)) == len(paths) and not folders & set(paths) and CHECKSUMS not in paths

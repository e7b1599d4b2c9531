"""Where a model is on this machine, for one user or for all, or in a Python package; adding and removing one.

Beside a model lies `checksums.sha256`, by which it is checked when it is loaded (`integrity.py`). Fetching one is the
work of `model_fetching.py`, models in one file that of `model_packs.py`.
"""

from __future__ import annotations

import importlib.util
import lzma
import os
import pkgutil
import re
import shutil
import tempfile
import time
import tomllib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from assist import integrity
from assist.errors import ModelError, ModelMissing
from assist.integrity import CHECKSUMS

VOSK_FILES = ("am/final.mdl", "final.mdl")
"""Every Vosk model has one of these."""
_LANGUAGE = re.compile(r"vosk[-_]model(?:[-_]small)?[-_]([a-z]{2,3})(?:[-_.]|$)")
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)
"""What zipfile raises for a file that is no zip, came only in part, was changed, has a password or an odd packing."""
WORDS_FILES = ("config.json", "tokenizer.json", "model.onnx")
"""What makes a folder a model for words (`text_model.py`)."""
_FOLDER_MODE, _FILE_MODE = 0o755, 0o644
_NEW = ".new"
_LEFT_S = 24 * 3600.0
"""What was begun so long ago and has no name yet was left by a program that was ended."""


class Model(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of the manifest."""

    name: str
    engine: str
    language: str
    address: str
    size: int
    licence: str
    note: str = ""
    sha256: str | None = None


class _Manifest(Struct, frozen=True):
    model: tuple[Model, ...]


class Installed(NamedTuple):
    """A Vosk model on this machine."""

    name: str
    language: str
    folder: Path
    origin: str


def manifest() -> tuple[Model, ...]:
    """The models that can be fetched. Raises ChangedFile."""
    integrity.check(ours("manifest.toml"))
    return msgspec.convert(tomllib.loads(ours("manifest.toml").read_text(encoding="utf-8")), _Manifest).model


def ours(name: str) -> Path:
    """A file or folder of `models/`: inside the installed package, or beside it in the project's folder."""
    return integrity.place(f"models/{name}")


def known(name: str) -> Model:
    """The manifest's entry of that name. Raises ModelMissing."""
    if model := next((model for model in manifest() if model.name == name), None):
        return model
    raise ModelMissing(f'There is no model "{name}" to fetch; `assist models list` names them.')


# --- what is there ------------------------------------------------------------------------------------------------


def vosk_models(folder: Path, shared: Path | None = None) -> dict[str, Installed]:
    """The Vosk model of each language: the models folder first, then the shared one, VOSK_MODEL_PATH, packages."""
    found: dict[str, Installed] = {}
    for model in all_models(folder, shared):
        found.setdefault(model.language, model)
    return found


def all_models(folder: Path, shared: Path | None = None) -> list[Installed]:
    """Every Vosk model on this machine, those first that are used first."""
    others = _in_folder(shared, "shared models") if shared is not None else ()
    return [*_in_folder(folder), *others, *_in_environment(), *_in_packages()]


def language_of(name: str) -> str:
    """The language in a Vosk model's name; "" where it has none."""
    found = _LANGUAGE.match(name)
    return found[1] if found else ""


def is_vosk_model(folder: Path) -> bool:
    return any((folder / name).is_file() for name in VOSK_FILES)


def is_words_model(folder: Path) -> bool:
    return all((folder / name).is_file() for name in WORDS_FILES)


def _in_folder(folder: Path, origin: str = "models folder") -> Iterator[Installed]:
    for path in sorted(folder.glob("*")):
        language = language_of(path.name)
        if language and is_vosk_model(path):
            yield Installed(path.name, language, path, origin)


def _in_environment() -> Iterator[Installed]:
    """VOSK_MODEL_PATH is a folder of models, or, as many have it, a model itself."""
    value = os.environ.get("VOSK_MODEL_PATH")
    if not value:
        return
    path = Path(value)
    language = language_of(path.name)
    if is_vosk_model(path) and language:
        yield Installed(path.name, language, path, "VOSK_MODEL_PATH")
    yield from _in_folder(path, "VOSK_MODEL_PATH")


def _in_packages() -> Iterator[Installed]:
    """Python packages named vosk_model_LANGUAGE that carry a folder `model`; found without importing them."""
    for module in pkgutil.iter_modules():
        language = language_of(module.name)
        spec = importlib.util.find_spec(module.name) if language else None
        if language and spec and spec.submodule_search_locations:
            folder = Path(next(iter(spec.submodule_search_locations))) / "model"
            if is_vosk_model(folder):
                yield Installed(module.name.replace("_", "-"), language, folder, f"package {module.name}")


# --- adding one ---------------------------------------------------------------------------------------------------


def add(path: Path, folder: Path, *, for_all: bool = False) -> Path:
    """Copy a model from elsewhere on this machine, a folder or a zip. `for_all`: all may read it. Raises ModelError."""
    name = path.name.removesuffix(".zip")
    if not language_of(name):
        raise ModelError(
            f'"{name}" does not say its language; call it vosk-model-LANGUAGE, as in vosk-model-small-de-0.15.'
        )
    if not path.exists():
        raise ModelError(f"There is no file or folder {path}.")
    target = folder / name
    if target.exists():
        raise ModelError(f"{target} is there already; {to_replace(name, for_all=for_all)}")
    if not path.is_dir():
        unpack(path, target, for_all=for_all)
    elif not is_vosk_model(path):
        raise ModelError(f"{path} holds no Vosk model: {VOSK_FILES[0]} is missing.")
    else:
        with making(folder, for_all=for_all) as room:
            put_in_place(Path(shutil.copytree(path, room / name)), target, for_all=for_all)
    return target


def unpack(archive: Path, target: Path, *, for_all: bool = False) -> None:
    """The model inside a zip as folder `target`. Raises ModelError."""
    with making(target.parent, for_all=for_all) as room:
        new = room / target.name
        try:
            with zipfile.ZipFile(archive) as packed:
                packed.extractall(new)  # keeps every member inside `new`
        except DAMAGED:
            raise ModelError(f"{archive} is not a zip file that can be unpacked.") from None
        inside = next(filter(is_vosk_model, [new, *sorted(new.glob("*"))]), None)
        if inside is None:
            raise ModelError(f"{archive} holds no Vosk model: {VOSK_FILES[0]} is missing.")
        put_in_place(inside, target, for_all=for_all)


@contextmanager
def making(folder: Path, *, for_all: bool = False) -> Iterator[Path]:
    """A place inside the models folder where models are put together before they get their names; nothing is left of
    it, whatever happens. Raises ModelError for what the system refuses meanwhile."""
    try:
        _make(folder, for_all=for_all)
        _sweep(folder)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".", suffix=_NEW, ignore_cleanup_errors=True) as room:
            yield Path(room)
    except OSError as error:
        raise ModelError(f"{folder} cannot be written: {error.strerror or 'not every file was copied'}.") from None


def put_in_place(new: Path, target: Path, *, for_all: bool = False) -> None:
    """Give a complete folder its check sums and then, in one step, its name. `for_all`: everybody may read it, whatever
    the umask of who installs it. Raises OSError."""
    files = sorted(path for path in new.rglob("*") if path.is_file() and path.name != CHECKSUMS)
    lines = [f"{integrity.sha256(path)}  {path.relative_to(new).as_posix()}" for path in files]
    (new / CHECKSUMS).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    if for_all:
        for path in [new, *new.rglob("*")]:
            path.chmod(_FOLDER_MODE if path.is_dir() else _FILE_MODE)
    new.rename(target)


def to_replace(name: str, *, for_all: bool) -> str:
    """The end of a sentence about a model that is in the way."""
    return f"to replace it, first remove it: `assist models remove {name}{' --shared' if for_all else ''}`."


def remove(name: str, folder: Path) -> Path:
    """Remove a model that lies in this folder, as it came or changed: all of it or nothing. Gives where it was. Raises
    ModelMissing for anything else, and ModelError for what the system refuses."""
    there = sorted(path.name for path in folder.glob("[!.]*") if _is_model(path))
    if name not in there:  # a name, and no way to elsewhere
        raise ModelMissing(f'There is no model "{name}" in {folder}. There: {", ".join(there) or "nothing"}.')
    with making(folder) as room:  # in one step it has lost its name; then it goes with the room
        (folder / name).rename(room / name)
    return folder / name


def _is_model(path: Path) -> bool:
    """Whether it is one that is to be removed as such: it has check sums, though it may have lost what it was."""
    return (path / CHECKSUMS).is_file() or is_vosk_model(path) or is_words_model(path)


def _make(folder: Path, *, for_all: bool) -> None:
    """The models folder; one for all is readable for all, with the folders that are made on the way to it."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing if for_all else ():
        path.chmod(_FOLDER_MODE)


def _sweep(folder: Path) -> None:
    """Remove what was left here by a program that was ended while it put models together."""
    for left in folder.glob(f".*{_NEW}"):
        if time.time() - left.stat().st_mtime > _LEFT_S:
            shutil.rmtree(left, ignore_errors=True)

"""Where a model is on this machine: fetched, added, or in an installed package; checked against the manifest.

A fetch goes on where it broke off, is checked by size and sha256, and honours the proxies and the certificates of
the environment (requests does). Beside a model lies `checksums.sha256`, in sha256sum's format, for `verify`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pkgutil
import re
import shutil
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from assist.errors import ModelError, ModelMissing

CHECKSUMS = "checksums.sha256"
VOSK_FILES = ("am/final.mdl", "final.mdl")
"""Every Vosk model has one of these."""
_LANGUAGE = re.compile(r"vosk[-_]model(?:[-_]small)?[-_]([a-z]{2,3})(?:[-_.]|$)")
_PIECE = 1 << 18

Progress = Callable[[int], None]
"""Told how many bytes came since the last time."""


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

    language: str
    folder: Path
    origin: str


def manifest() -> tuple[Model, ...]:
    """The models that can be fetched."""
    return msgspec.convert(tomllib.loads(ours("manifest.toml").read_text(encoding="utf-8")), _Manifest).model


def ours(name: str) -> Path:
    """A file or folder of `models/`: inside the installed package, or beside it in the project's folder."""
    package = Path(__file__).parent
    inside, beside = package / "models", package.parent / "models"
    return (inside if inside.exists() else beside) / name


def known(name: str) -> Model:
    """The manifest's entry of that name. Raises ModelMissing."""
    if model := next((model for model in manifest() if model.name == name), None):
        return model
    raise ModelMissing(f'There is no model "{name}" to fetch; `assist models list` names them.')


# --- what is there ------------------------------------------------------------------------------------------------


def vosk_models(folder: Path) -> dict[str, Installed]:
    """The Vosk model of each language: the models folder first, then VOSK_MODEL_PATH, then installed packages."""
    found: dict[str, Installed] = {}
    for model in [*_in_folder(folder), *_in_environment(), *_in_packages()]:
        found.setdefault(model.language, model)
    return found


def is_vosk_model(folder: Path) -> bool:
    return any((folder / name).is_file() for name in VOSK_FILES)


def _in_folder(folder: Path, origin: str = "models folder") -> Iterator[Installed]:
    for path in sorted(folder.glob("*")):
        language = _LANGUAGE.match(path.name)
        if language and is_vosk_model(path):
            yield Installed(language[1], path, origin)


def _in_environment() -> Iterator[Installed]:
    """VOSK_MODEL_PATH is a folder of models, or, as many have it, a model itself."""
    value = os.environ.get("VOSK_MODEL_PATH")
    if not value:
        return
    path = Path(value)
    language = _LANGUAGE.match(path.name)
    if is_vosk_model(path) and language:
        yield Installed(language[1], path, "VOSK_MODEL_PATH")
    yield from _in_folder(path, "VOSK_MODEL_PATH")


def _in_packages() -> Iterator[Installed]:
    """Python packages named vosk_model_LANGUAGE that carry a folder `model`; found without importing them."""
    for module in pkgutil.iter_modules():
        language = _LANGUAGE.match(module.name)
        spec = importlib.util.find_spec(module.name) if language else None
        if language and spec and spec.submodule_search_locations:
            folder = Path(next(iter(spec.submodule_search_locations))) / "model"
            if is_vosk_model(folder):
                yield Installed(language[1], folder, f"package {module.name}")


# --- getting one --------------------------------------------------------------------------------------------------


def get(model: Model, folder: Path, progress: Progress) -> Path:
    """Fetch a model into the models folder. Raises ModelError; what has come is kept for the next try."""
    target = folder / model.name
    if is_vosk_model(target):
        return target
    archive = folder / f"{model.name}.zip.part"
    _fetch(model, archive, progress)
    _check(model, archive)
    _unpack(archive, target)
    archive.unlink()
    return target


def add(path: Path, folder: Path) -> Path:
    """Copy a model that is already on this machine, a folder or a zip. Raises ModelError."""
    name = path.name.removesuffix(".zip")
    if not _LANGUAGE.match(name):
        raise ModelError(
            f'"{name}" does not say its language; call it vosk-model-LANGUAGE, as in vosk-model-small-de-0.15.'
        )
    if not path.exists():
        raise ModelError(f"There is no file or folder {path}.")
    target = folder / name
    if target.exists():
        raise ModelError(f"{target} is there already; remove it first to replace it.")
    if not path.is_dir():
        _unpack(path, target)
    elif not is_vosk_model(path):
        raise ModelError(f"{path} holds no Vosk model: {VOSK_FILES[0]} is missing.")
    else:
        with _making(target) as new:
            _settle(Path(shutil.copytree(path, new)), target)
    return target


def verify(folder: Path) -> list[str]:
    """The files of an installed model that have changed or are gone; empty when all is well."""
    listed = folder / CHECKSUMS
    if not listed.exists():
        raise ModelError(f"{folder} has no {CHECKSUMS}: it was not put there by `assist models`.")
    bad = []
    for line in listed.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file() or _sha256(path) != digest:
            bad.append(name)
    return bad


def _fetch(model: Model, archive: Path, progress: Progress) -> None:
    import requests

    done = archive.stat().st_size if archive.exists() else 0
    if done >= model.size:
        progress(done)
        return
    rest = {"Range": f"bytes={done}-"} if done else {}
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        with requests.get(model.address, headers=rest, stream=True, timeout=30) as answer:
            answer.raise_for_status()
            going_on = done and answer.status_code == requests.codes.partial_content
            progress(done if going_on else 0)
            with archive.open("ab" if going_on else "wb") as file:
                for piece in answer.iter_content(_PIECE):
                    file.write(piece)
                    progress(len(piece))
    except requests.RequestException as error:
        raise ModelError(
            f"{model.address} could not be fetched ({type(error).__name__}). What has come is kept: the same command "
            "goes on from there. `assist models add PATH` takes a file that you fetched another way."
        ) from None
    except OSError as error:
        raise ModelError(f"{archive} could not be written: {error.strerror}.") from None


def _check(model: Model, archive: Path) -> None:
    size = archive.stat().st_size
    if size < model.size:
        raise ModelError(f"{model.name} came only in part ({size} of {model.size} bytes); the same command goes on.")
    if size > model.size or (model.sha256 and _sha256(archive) != model.sha256):
        archive.unlink()
        raise ModelError(f"{model.name} is not the file that the manifest describes; it was thrown away. Try again.")


def _unpack(archive: Path, target: Path) -> None:
    """The model inside a zip as folder `target`."""
    with _making(target) as new:
        try:
            with zipfile.ZipFile(archive) as packed:
                packed.extractall(new)  # keeps every member inside `new`
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):  # RuntimeError: a password or odd packing
            raise ModelError(f"{archive} is not a zip file that can be unpacked.") from None
        inside = next(filter(is_vosk_model, [new, *sorted(new.glob("*"))]), None)
        if inside is None:
            raise ModelError(f"{archive} holds no Vosk model: {VOSK_FILES[0]} is missing.")
        _settle(inside, target)


@contextmanager
def _making(target: Path) -> Iterator[Path]:
    """Where a model is put together before it gets its name; nothing is left there, whatever happens."""
    new = target.parent / f".{target.name}.new"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(new, ignore_errors=True)
        yield new
    except OSError as error:
        raise ModelError(f"{target} could not be made: {error.strerror or 'not every file was copied'}.") from None
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _settle(new: Path, target: Path) -> None:
    """Give a complete folder its check sums and then, in one step, its name."""
    files = sorted(path for path in new.rglob("*") if path.is_file() and path.name != CHECKSUMS)
    lines = [f"{_sha256(path)}  {path.relative_to(new).as_posix()}" for path in files]
    (new / CHECKSUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    new.rename(target)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Whether models and packs are as they were made: what comes with the program, by the list `hashes.sha256`; a model
that was fetched, added or installed, by the check sums beside it; one in a Python package, by the package's own record.

Looked at when a file is loaded, on the thread that loads it, and once: what was good is not read again while it has
the same size and time. The list finds what a broken disk, a broken copy or a helping hand changed. It is no lock:
whoever may write the program's folder may write the list too; against people there are the folder's rights and the
installer's signature. A team's own packs and rules are theirs to change and in no list.

`packaging/ship/hashes.py` writes the list anew. Knows no engine and no format.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from assist.errors import ChangedFile

LIST = Path(__file__).with_name("hashes.sha256")
"""In sha256sum's format; the last line is the sum of those before it."""
CHECKSUMS = "checksums.sha256"
"""Beside a model, in sha256sum's format."""
_SHOWN = 3


def place(name: str) -> Path:
    """Where the file or folder `PACKAGE/...` of the list is. `models/...` is inside the installed program, or beside it
    in the project's folder."""
    top, _, rest = name.partition("/")
    program = Path(__file__).parent
    if top == "assist":
        return program / rest
    if top == "models":
        inside, beside = program / "models", program.parent / "models"
        return (inside if inside.exists() else beside) / rest
    spec = find_spec(top)  # finds the package without importing it
    folders = spec.submodule_search_locations if spec is not None else None
    return Path(next(iter(folders), top) if folders else top) / rest


def check(path: Path) -> None:
    """Raises ChangedFile when a file that comes with the program is not as it was made. Any other file is good."""
    digest = _listed().get(_same(path))
    if digest is not None and not _is(path, digest):
        raise ChangedFile(
            f"{path} is not as it came with Assist: it was changed, or came only in part. Install Assist again."
        )


def check_model(folder: Path) -> None:
    """Raises ChangedFile when a model is not as its check sums say. One that has none is good."""
    if bad := changed(folder):
        more = f" and {len(bad) - _SHOWN} more" if len(bad) > _SHOWN else ""
        raise ChangedFile(
            f"The model in {folder} is not as it came: {', '.join(bad[:_SHOWN])}{more} changed or gone. "
            "Remove it (`assist models remove`, or its Python package), then get, add or install it again."
        )


def changed(folder: Path) -> list[str]:
    """The files of a model that have changed or are gone since its check sums were written; empty when all is well."""
    sums = check_sums(folder) or {}
    return [name for name, digest in sums.items() if not _is(folder / name, digest)]


def check_sums(folder: Path) -> dict[str, str] | None:
    """What each file of a model has to be, by its path inside the folder; None for a model that nobody made sums of.
    Raises ChangedFile when they cannot be read."""
    try:
        return dict(_pairs((folder / CHECKSUMS).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return dict(_recorded(folder)) or None
    except (OSError, ValueError):
        raise ChangedFile(
            f"{folder / CHECKSUMS} cannot be read. "
            "Remove the model (`assist models remove`), then get, add or install it again."
        ) from None


def own_files() -> Iterator[tuple[str, bool]]:
    """Every file of the list, and whether it is as it was made. Raises ChangedFile where there is no list."""
    for name, digest in _list().items():
        yield name, _is(place(name), digest)


def sha256(path: Path) -> str:
    """In hex. Raises OSError."""
    about = path.stat()
    return _sha256(str(path), about.st_size, about.st_mtime_ns)


@cache
def _sha256(path: str, size: int, changed_ns: int) -> str:  # noqa: ARG001  (another size or time: another file)
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is(path: Path, digest: str) -> bool:
    try:
        return sha256(path) == digest
    except OSError:
        return False


@cache
def _listed() -> dict[str, str]:
    """The list by where its files are on this machine."""
    return {_same(place(name)): digest for name, digest in _list().items()}


@cache
def _list() -> dict[str, str]:
    try:
        *lines, last = LIST.read_text(encoding="utf-8").splitlines(keepends=True)
        if last.split()[0] != hashlib.sha256("".join(lines).encode()).hexdigest():
            raise ValueError
        return dict(_pairs("".join(lines)))
    except (OSError, ValueError):  # ValueError: it came only in part, or is no list
        raise ChangedFile(f"{LIST} cannot be read, so nothing can be checked. Install Assist again.") from None


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Name and sum of each line. Raises ValueError."""
    for line in text.splitlines():
        digest, name = line.split("  ", 1)
        yield name, digest


def _recorded(folder: Path) -> Iterator[tuple[str, str]]:
    """The same of a model inside a Python package, as pip noted it (PyPA, recording installed projects)."""
    from importlib.metadata import PackageNotFoundError, distribution  # 20 ms that only such a model is worth

    try:
        files = distribution(folder.parent.name).files or []
    except (PackageNotFoundError, ValueError):  # ValueError: no name that a package could have
        return
    for file in files:
        path = Path(str(file.locate()))
        if file.hash is not None and file.hash.mode == "sha256" and path.is_relative_to(folder):
            digest = base64.urlsafe_b64decode(file.hash.value + "=" * (-len(file.hash.value) % 4)).hex()
            yield path.relative_to(folder).as_posix(), digest


def _same(path: Path) -> str:
    """One spelling for a file, whichever way leads to it."""
    return os.path.normcase(os.path.realpath(path))

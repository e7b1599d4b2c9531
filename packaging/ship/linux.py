"""Assist for Linux: a one-folder bundle with Python, packages and models inside, and the .deb, .rpm and .tar.xz of it.

The bundle is made by PyInstaller. Refused: a virtual environment in /opt (needs the same Python on every machine),
Nuitka (a compiled program starts no sooner where loading Qt and ONNX Runtime is most of it, and takes many minutes to
build) and AppImage (its runtime is neither in Debian nor on PyPI). The packages are made by nfpm from one file,
`packaging/linux/nfpm.yaml`.
"""

from __future__ import annotations

import json
import lzma
import os
import shutil
import string
import sys
import tarfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from ship import dependencies
from ship.linux_files import MAINTAINER, TEXTS, install_note, write_files
from ship.places import DIST, NAME, ROOT, WORK, call, fresh, moment, version
from ship.wheel import make_wheel, unpack_wheel

FOLDER = WORK / "linux"
PIECE = 1 << 25
"""Bytes of a .tar that are compressed together: two cores share the work, and the result does not depend on it."""


def make_bundle(folder: Path = FOLDER) -> Path:
    """The bundle in `folder`, with the program `assist` in it; the same bytes every time. Raises CannotBuild."""
    unpacked = unpack_wheel(make_wheel(folder / "wheel"), fresh(folder / "program"))
    work = fresh(folder / "work")
    call(
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", folder,
        "--workpath", work, TEXTS / "assist.spec", why="the bundle could not be made",
        env={"BUNDLE_UNPACKED": str(unpacked), "PYTHONPATH": str(unpacked), "PYINSTALLER_CONFIG_DIR": str(work)},
    )  # fmt: skip
    bundle = folder / NAME
    inside = bundle / "_internal"
    pythons_own = [*inside.glob("libpython3*.so*"), *inside.glob("python3*/lib-dynload/*.so")]
    # Three quarters of them are notes for a debugger. The packages' libraries stay as their makers published them.
    call("strip", "--strip-unneeded", *pythons_own, why="Python's own libraries could not be made smaller")
    shutil.copyfile(ROOT / "LICENSE", bundle / "LICENSE")
    _same_rights(bundle)
    return bundle


def make_deb(bundle: Path, *, called: str | None = None, into: Path = DIST) -> Path:
    """The Debian package of a bundle, in `into`. `called`: another version than the program's. Raises CannotBuild."""
    return _packed("deb", bundle, called or version(), into / f"{NAME}-{called or version()}-amd64.deb")


def make_rpm(bundle: Path, *, called: str | None = None, into: Path = DIST) -> Path:
    """The RPM package of a bundle, in `into`. `called`: another version than the program's. Raises CannotBuild."""
    return _packed("rpm", bundle, called or version(), into / f"{NAME}-{called or version()}-x86_64.rpm")


def make_tar(bundle: Path, *, into: Path = DIST) -> Path:
    """A .tar.xz for any folder on any system, in `into`, with a note how to install it. Raises CannotBuild."""
    top = f"{NAME}-{version()}"
    needed = dependencies.needs(bundle)
    files = write_files(FOLDER / "files")
    shutil.rmtree(files / "debian")
    note = install_note(needed.libraries, ".".join(str(number) for number in needed.glibc))
    (files / "INSTALL.txt").write_text(note, encoding="utf-8")
    _same_rights(files)
    plain = FOLDER / f"{top}.tar"
    with tarfile.open(plain, "w", format=tarfile.PAX_FORMAT) as archive:
        for folder, inside in ((bundle, f"{top}/{NAME}"), (files, top)):
            for path in [folder, *sorted(folder.rglob("*"))]:
                where = Path(inside, path.relative_to(folder)).as_posix()
                archive.add(path, where, recursive=False, filter=_plain)
    made = into / f"{top}-linux-x86_64.tar.xz"
    into.mkdir(parents=True, exist_ok=True)
    _compress(plain, made)
    plain.unlink()
    return made


def _packed(kind: str, bundle: Path, called: str, made: Path) -> Path:
    files = write_files(FOLDER / "files")
    needed = dependencies.needs(bundle)
    for folder in (bundle, files):
        _same_rights(folder)
    words = {
        "VERSION": called,
        "MAINTAINER": MAINTAINER,
        "DATE": datetime.fromtimestamp(moment(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "BUNDLE": str(bundle),
        "FILES": str(files),
        "DEBIAN_DEPENDS": json.dumps(dependencies.debian(needed)),
        "RPM_REQUIRES": json.dumps(dependencies.rpm(needed)),
    }
    plan = FOLDER / "nfpm.yaml"
    frame = (TEXTS / "nfpm.yaml").read_text(encoding="utf-8")
    plan.write_text(string.Template(frame).substitute(words), encoding="utf-8")
    made.parent.mkdir(parents=True, exist_ok=True)
    nfpm = Path(sys.executable).with_name("nfpm")
    call(nfpm, "package", "--config", plan, "--packager", kind, "--target", made, why=f"{made.name} could not be made")
    return made


def _same_rights(folder: Path) -> None:
    """Every file readable for everybody, writable for its owner, and of the same moment, whatever the umask says."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or ".so" in path.suffixes or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment(), moment()), follow_symlinks=False)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """As root would have put it there, at the moment that all files bear."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = moment()
    return member


def _compress(plain: Path, made: Path) -> None:
    """One .xz stream for every piece, one after the other: to `xz` and `tar` it is one file."""
    pieces = _pieces(plain)
    with made.open("wb") as out, ThreadPoolExecutor(max_workers=2) as pool:
        while some := list(islice(pieces, 4)):
            for stream in pool.map(_as_xz, some):
                out.write(stream)


def _as_xz(piece: bytes) -> bytes:
    """A third of the time of the usual preset, and 3 % larger: models hardly shrink."""
    return lzma.compress(piece, preset=2)


def _pieces(plain: Path) -> Iterator[bytes]:
    with plain.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece

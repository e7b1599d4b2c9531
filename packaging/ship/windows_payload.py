"""The Windows program as a folder: Python, the program, its packages and models, launchers. Knows no installer.

Made on Linux: CPython as python.org publishes it (`embedded_python.py`), the wheels of the lock for Windows, the
program's own wheel. Refused: PyInstaller and Nuitka, which cannot make programs for another system; pynsist, which
fetches Python by itself and makes no MSI. Everything is where it was published and as it was published, so signatures
and hashes hold; only byte code is added, since nobody may write it into Program Files later, and without it every
start would compile a thousand files.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from ship.contents import why_left_out
from ship.embedded_python import VERSION, unpack_python
from ship.launchers import write_launchers
from ship.places import PACKAGING, ROOT, WORK, CannotBuild, call, fresh, moment
from ship.wheel import make_wheel, unpack_wheel
from ship.windows_icon import write_icon
from ship.wine import Wine

FOLDER = WORK / "windows"
PACKAGES = "site-packages"
SEARCHED = ("python313.zip", ".", PACKAGES)
"""Where this Python looks for modules: the one list, whatever the user's environment and registry say."""
CPP_LIBRARIES = ("msvcp140.dll", "msvcp140_1.dll")
"""Microsoft's C++ library, which ONNX Runtime and others expect of Windows: a bare Windows has none. Qt brings it, in
its own folder, where others do not look; they look beside python.exe."""
BUILT_HERE = ("srt",)
"""Published as source only; pure Python, so the same for every system."""


def make_payload(embed: Path | None = None, folder: Path = FOLDER) -> Path:
    """The folder that is installed, the same bytes every time, in `folder`, which is for this alone.

    `embed` is another embeddable Python (a zip file). Raises CannotBuild.
    """
    payload = folder / "payload"
    unpack_python(payload, embed)
    (payload / f"python{VERSION.replace('.', '')}._pth").write_bytes("".join(f"{p}\r\n" for p in SEARCHED).encode())
    packages = fresh(payload / PACKAGES)
    keep(fetch_packages(folder / "packages"), packages)
    keep(unpack_wheel(make_wheel(folder / "wheel"), fresh(folder / "program")), packages)
    for name in CPP_LIBRARIES:
        shutil.copyfile(packages / "PySide6" / name, payload / name)
    write_launchers(payload)
    shutil.copyfile(ROOT / "LICENSE", payload / "LICENSE")
    write_icon(payload / "assist.ico")
    compile_modules(payload, folder / "compiler", Wine(folder / "wine"))
    same_times(payload)
    return payload


def fetch_packages(folder: Path) -> Path:
    """The lock's packages for Windows in a folder, each by its hash. Raises CannotBuild."""
    fresh(folder)
    call(
        sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps", "--target", folder, "--link-mode", "copy",
        "--python-platform", "x86_64-pc-windows-msvc", "--python-version", VERSION, "--only-binary", ":all:",
        *(word for name in BUILT_HERE for word in ("--no-binary", name)), "--no-build-isolation",
        "--require-hashes", "-r", PACKAGING / "locks" / "run.txt",
        why="the packages for Windows could not be fetched",
    )  # fmt: skip
    return folder


def keep(source: Path, target: Path) -> None:
    """Copy what is shipped of a `site-packages`."""
    for file in sorted(source.rglob("*")):
        path = file.relative_to(source)
        if file.is_file() and path.as_posix() != ".lock" and not why_left_out(path.as_posix(), "windows"):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target / path)


def compile_modules(payload: Path, compiler: Path, wine: Wine) -> None:
    """Byte code beside every module, which Python takes without looking at the module's date. Raises CannotBuild.

    By the very Python that is shipped, which shows too that it runs; in one process and without chance in the order of
    sets, so that two builds write the same.
    """
    fresh(compiler)
    for file in payload.iterdir():
        if file.is_file() and not file.name.endswith("._pth"):  # that file has Python ignore PYTHONHASHSEED
            shutil.copyfile(file, compiler / file.name)
    done = wine.run(
        compiler / "python.exe", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash",
        "-s", wine.path(payload), "-p", "Assist", wine.path(payload / PACKAGES), env={"PYTHONHASHSEED": "0"},
    )  # fmt: skip
    wine.end()
    if done.returncode != 0:
        raise CannotBuild(f"the modules could not be compiled: {_end((done.stdout, done.stderr))}")
    shutil.rmtree(compiler)


def same_times(folder: Path) -> None:
    """Every file in the folder bears the build's moment."""
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (moment(), moment()))


def _end(texts: Sequence[str]) -> str:
    return " ".join("".join(texts).split())[-600:]

"""Makes the installer for macOS, on a Mac: `python packaging/macos/make_pkg.py`. Not run by us; its steps are tested
against stand-ins for Apple's programs, which only note what they were asked.

    bundle (PyInstaller) → licence texts, list of parts → signed → component (pkgbuild) → product (productbuild)
    → notarised, its ticket stapled to it

Keys come from outside, and what lacks one says so in its name:

    SIGN_WITH_APPLICATION   "Developer ID Application: ..." in the key chain: program and libraries
    SIGN_WITH_INSTALLER     "Developer ID Installer: ..." in the key chain: the package
    SIGN_WITH_NOTARY_KEY    file with a key of App Store Connect (.p8), with SIGN_WITH_NOTARY_KEY_ID and
                            SIGN_WITH_NOTARY_ISSUER; only where both of the above are there
"""

from __future__ import annotations

import os
import platform
import shutil
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(folder) for folder in Path(__file__).resolve().parents[1:3]]  # packaging, and the project's

from ship.licences import FOLDER as LICENCES
from ship.licences import write_licences
from ship.places import DIST, NAME, WORK, CannotBuild, call, fresh, version
from ship.sbom import make_sbom
from ship.wheel import make_wheel, unpack_wheel

from assist.policies.managed import DOMAIN

HERE = Path(__file__).resolve().parent
FOLDER = WORK / "macos"
ICON_KINDS = {128: b"ic07", 256: b"ic08", 512: b"ic09"}
"""Side of a picture in pixels → what Apple's icon files call it."""


def main() -> int:
    try:
        DIST.mkdir(parents=True, exist_ok=True)
        machine = platform.machine()
        print(make_pkg(make_app(keys=os.environ, machine=machine), keys=os.environ, machine=machine))
    except CannotBuild as wrong:
        print(f"make_pkg: {wrong}", file=sys.stderr)
        return 1
    return 0


def make_app(*, keys: Mapping[str, str], machine: str) -> Path:
    """`Assist.app` with its licence texts, and its list of parts in DIST. Raises CannotBuild.

    Signed by SIGN_WITH_APPLICATION, else "ad hoc", without which Apple silicon runs nothing.
    `machine` as in `make_pkg`.
    """
    unpacked = unpack_wheel(make_wheel(FOLDER / "wheel"), fresh(FOLDER / "program"))
    icon = FOLDER / "assist.icns"
    icon.write_bytes(icns(pictures()))
    call(
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
        "--distpath", FOLDER, "--workpath", fresh(FOLDER / "work"), HERE / "assist.spec",
        why="the bundle could not be made",
        env={"BUNDLE_UNPACKED": str(unpacked), "BUNDLE_ICON": str(icon), "PYTHONPATH": str(unpacked)},
    )  # fmt: skip
    app = FOLDER / "Assist.app"
    add_papers(FOLDER / "assist", app, machine)
    _sign(app, keys.get("SIGN_WITH_APPLICATION", ""))
    return app


def add_papers(bundle: Path, app: Path, machine: str) -> None:
    """The licence texts and the Spanish words of the system's questions into `app`, the list of parts into DIST.

    `bundle` is the folder with the same content, from which PyInstaller makes the app: there who made which file can be
    told as on Linux. Raises CannotBuild.
    """
    write_licences(bundle)
    make_sbom(bundle, f"macos-{machine}")
    resources = app / "Contents" / "Resources"
    shutil.copytree(bundle / LICENCES, resources / LICENCES)
    shutil.copytree(HERE / "es.lproj", resources / "es.lproj")


def make_pkg(app: Path, *, keys: Mapping[str, str], machine: str) -> Path:
    """The installer in DIST: signed and notarised where there are keys, else named unsigned. Raises CannotBuild.

    `machine` is the kind of processor that the bundle is for: arm64 or x86_64.
    """
    component = fresh(FOLDER / "components") / "assist.pkg"
    call(
        "pkgbuild", "--root", lay_out(app), "--component-plist", HERE / "component.plist", "--identifier", DOMAIN,
        "--version", version(), "--ownership", "recommended", component, why="the component could not be made",
    )  # fmt: skip
    installer = keys.get("SIGN_WITH_INSTALLER", "")
    signed = bool(keys.get("SIGN_WITH_APPLICATION") and installer)
    package = DIST / f"{NAME}-{version()}-macos-{machine}{'' if signed else '-unsigned'}.pkg"
    call(
        "productbuild", "--distribution", _distribution(machine), "--package-path", component.parent,
        *(("--sign", installer, "--timestamp") if signed else ()), package, why="the installer could not be made",
    )  # fmt: skip
    if signed and keys.get("SIGN_WITH_NOTARY_KEY"):
        _notarise(package, keys)
    return package


def lay_out(app: Path) -> Path:
    """The files as they are installed: the program, its start at log-in, the command `assist`."""
    root = fresh(FOLDER / "root")
    shutil.copytree(app, root / "Applications" / "Assist.app", symlinks=True)
    agents = root / "Library" / "LaunchAgents"
    agents.mkdir(parents=True)
    shutil.copyfile(HERE / "at-login.plist", agents / f"{DOMAIN}.plist")
    commands = root / "usr" / "local" / "bin"
    commands.mkdir(parents=True)
    (commands / "assist").symlink_to("/Applications/Assist.app/Contents/MacOS/assist")
    return root


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """An icon file of PNG pictures by their side in pixels (Apple Icon Image format)."""
    entries = b"".join(
        ICON_KINDS[side] + struct.pack(">I", 8 + len(picture)) + picture for side, picture in sorted(pictures.items())
    )
    return b"icns" + struct.pack(">I", 8 + len(entries)) + entries


def pictures() -> dict[int, bytes]:
    """The program's sign as PNG, by side in pixels."""
    from ship import icon  # with Qt

    return {side: icon.png(side) for side in ICON_KINDS}


def _distribution(machine: str) -> Path:
    """What the installer is told, for Macs with this kind of processor."""
    text = (HERE / "Distribution.xml").read_text(encoding="utf-8")
    told = FOLDER / "Distribution.xml"
    told.write_text(text.replace('hostArchitectures="arm64"', f'hostArchitectures="{machine}"'), encoding="utf-8")
    return told


def _sign(app: Path, identity: str) -> None:
    """As PyInstaller did, over what came in since."""
    call(
        "codesign", "--sign", identity or "-", "--force", "--all-architectures", "--timestamp",
        *(("--options", "runtime") if identity else ()), "--entitlements", HERE / "entitlements.plist", "--deep", app,
        why="the program could not be signed",
    )  # fmt: skip


def _notarise(package: Path, keys: Mapping[str, str]) -> None:
    call(
        "xcrun", "notarytool", "submit", package, "--wait", "--key", keys["SIGN_WITH_NOTARY_KEY"],
        "--key-id", keys["SIGN_WITH_NOTARY_KEY_ID"], "--issuer", keys["SIGN_WITH_NOTARY_ISSUER"],
        why=f"Apple did not notarise {package.name}",
    )  # fmt: skip
    call("xcrun", "stapler", "staple", package, why=f"the ticket could not be stapled to {package.name}")


if __name__ == "__main__":
    sys.exit(main())

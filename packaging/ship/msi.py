"""The Windows installer (MSI), made on Linux by wixl from the folder of `windows_payload.py`. Knows nothing of Python.

Refused: WiX 4 and newer (cannot make an MSI outside Windows), NSIS and Inno Setup (no MSI: group policy, Intune and
`msiexec /qn` are what administrators have). The same payload gives the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import struct
import tempfile
from pathlib import Path

import msgspec

from assist.settings import Settings
from ship.places import DIST, NAME, CannotBuild, call, moment, sha256_of, version
from ship.windows_payload import same_times
from ship.wxs import FORGET, UPGRADE_CODE, Plan, Product, identity, property_of, source

SETTINGS = tuple(field.name for field in msgspec.structs.fields(Settings))
FIRST_KEPT = 101
"""After LaunchConditions, before anything is counted; there is room for 599."""
REMOVE_BEFORE = 1501
"""Right after InstallInitialize: the older version goes first, and comes back where the newer one cannot be installed.
Later, Windows would keep older libraries that have a version in them over ours, whose versions wixl does not read."""
SITE_SETTING = 256 + 64 + 4
"""Attributes of a component: 64-bit; asked again when it is installed again with other values; in the registry."""
OLDER_OR_SAME = 512 + 1
"""Attributes of what is replaced: the same version too, for a build of it that was signed or made anew."""
_SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
"""FMTID_SummaryInformation, which begins the list of what an MSI says of itself ([MS-OLEPS])."""
_PACKAGE_CODE, _CREATED, _SAVED = 9, 12, 13
_TEXT, _TIME = 30, 64
_SINCE_1601 = 11_644_473_600


def make_msi(payload: Path, number: str = "", into: Path = DIST) -> Path:
    """The installer of a payload, as version `number` or the program's, in the folder `into`. Raises CannotBuild."""
    number = number or version()
    if not re.fullmatch(r"\d{1,3}\.\d{1,3}\.\d{1,5}", number):
        raise CannotBuild(f"An MSI's version is three numbers, the first two below 256; this is {number}.")
    content = _digest(payload)
    product = Product(number, identity("product", number, content))
    name = f"{NAME}-{number}-windows-x64.msi"
    into.mkdir(parents=True, exist_ok=True)
    same_times(payload)
    plan = source(payload, product, SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        made, text = Path(folder) / name, Path(folder) / "assist.wxs"
        text.write_bytes(plan.text)
        call("wixl", "-a", "x64", "-o", made, text, cwd=payload, why="the MSI could not be made")
        _complete(made, plan, number)
        write_summary(made, identity("package", number, content, hashlib.sha256(plan.text).hexdigest()))
        shutil.copyfile(made, into / name)
    os.utime(into / name, (moment(), moment()))
    return into / name


def _complete(made: Path, plan: Plan, number: str) -> None:
    """What wixl has no words for."""
    names = ["INSTALLDIR", *(property_of(name) for name in SETTINGS)]
    secure = ";".join(["WIX_DOWNGRADE_DETECTED", "WIX_UPGRADE_DETECTED", FORGET, *names, *(f"OLD_{n}" for n in names)])
    rows = [
        *(
            f"UPDATE `Component` SET `Condition`='{row.condition}', `Attributes`={SITE_SETTING} "
            f"WHERE `Component`='{row.component}'"
            for row in plan.components
        ),
        f"UPDATE `Property` SET `Value`='{secure}' WHERE `Property`='SecureCustomProperties'",
        *(
            "INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) "
            f"VALUES ('{row.action}', '{row.condition}', {FIRST_KEPT + place})"
            for place, row in enumerate(plan.kept)
        ),
        f"UPDATE `InstallExecuteSequence` SET `Sequence`={REMOVE_BEFORE} WHERE `Action`='RemoveExistingProducts'",
    ]
    rows += [
        "DELETE FROM `Upgrade` WHERE `ActionProperty`='WIX_UPGRADE_DETECTED'",
        "INSERT INTO `Upgrade` (`UpgradeCode`, `VersionMax`, `Attributes`, `ActionProperty`) "
        f"VALUES ('{UPGRADE_CODE}', '{number}', {OLDER_OR_SAME}, 'WIX_UPGRADE_DETECTED')",
    ]
    # msibuild makes a small wrong file of a missing one, so what it changes must be there.
    if not made.is_file():
        raise CannotBuild("wixl made no MSI.")
    call("msibuild", made, *(word for row in rows for word in ("-q", row)), why="the MSI could not be completed")


def write_summary(made: Path, package_code: str) -> None:
    """Put this package code and the build's moment into an MSI's summary, where wixl wrote chance and the hour of the
    day. Raises CannotBuild."""
    content = bytearray(made.read_bytes())
    start = content.find(_SUMMARY)
    if start < 0 or content.find(_SUMMARY, start + 1) >= 0:
        raise CannotBuild(f"{made.name} does not have one summary.")
    header = start - 28
    section = header + struct.unpack_from("<I", content, start + 16)[0]
    for number, place in _entries(content, section).items():
        kind = struct.unpack_from("<I", content, place)[0]
        match number:
            case _ if number == _PACKAGE_CODE and kind == _TEXT:
                content[place + 8 : place + 8 + len(package_code)] = package_code.encode()
            case _ if number in (_CREATED, _SAVED) and kind == _TIME:
                struct.pack_into("<Q", content, place + 4, (moment() + _SINCE_1601) * 10_000_000)
    made.write_bytes(content)
    if package_code not in call("msiinfo", "suminfo", made, why=f"{made.name} cannot be read"):
        raise CannotBuild(f"{made.name} did not take its package code.")


def _entries(content: bytearray, section: int) -> dict[int, int]:
    """Property → its place in the file."""
    count = struct.unpack_from("<I", content, section + 4)[0]
    pairs = (struct.unpack_from("<II", content, section + 8 + 8 * number) for number in range(count))
    return {number: section + offset for number, offset in pairs}


def _digest(payload: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(path for path in payload.rglob("*") if path.is_file()):
        total.update(f"{file.relative_to(payload).as_posix()}\0".encode())
        total.update(bytes.fromhex(sha256_of(file)))
    return total.hexdigest()

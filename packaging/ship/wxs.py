"""What the MSI does, in WiX's language (version 3) as wixl reads it. Knows no command.

Everything that must be the same in every version, so that one replaces the other, follows from names: the family from
`FAMILY`, a component from what it installs. wixl has no conditions of components and loses count of more than a few
actions; `msi.py` adds both afterwards, from the rows of a `Plan`.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from assist.policies.registry import INSTALLED, SETUP_KEY
from ship.launchers import CONSOLE, WINDOW
from ship.places import TITLE

FAMILY = uuid.UUID("9ab13e2c-6f0b-5d83-a1ce-5f6d4f0e7b21")
"""The name space of every identity, and as UPGRADE_CODE what Windows knows an older Assist by, to replace it, from
another program. It must never change."""
UPGRADE_CODE = "{" + str(FAMILY).upper() + "}"
OLDEST_BUILD = 17763
"""Windows 10 1809, the oldest that Qt 6.11 runs on."""
FORGET = "ASSIST_FORGET"
"""Property by which a new version forgets the site settings that were given to the one before."""
SOURCE = "http://schemas.microsoft.com/wix/2006/wi"
DOWNGRADE = "A newer version of Assist is installed. Uninstall it first; the settings of users stay."
OLD_WINDOWS = "Assist needs Windows 10 1809 (build 17763) or newer, 64-bit."


class Product(NamedTuple):
    version: str
    code: str
    """The ProductCode: another for every content."""


class Conditional(NamedTuple):
    """A component that is installed only if something holds."""

    component: str
    condition: str


class Kept(NamedTuple):
    """An action that takes what was given to the version before, and when it does."""

    action: str
    condition: str


class Plan(NamedTuple):
    text: bytes
    """The .wxs."""
    components: list[Conditional]
    kept: list[Kept]


def identity(*names: str) -> str:
    """A GUID that follows from names, as the MSI writes it."""
    return "{" + str(uuid.uuid5(FAMILY, "/".join(names))).upper() + "}"


def property_of(setting: str) -> str:
    """The MSI property of a setting, named as its environment variable."""
    return f"ASSIST_{setting.upper()}"


def source(payload: Path, product: Product, settings: Sequence[str]) -> Plan:
    """How a payload is installed, with a property for each of these settings."""
    root = Element("Wix", xmlns=SOURCE)
    made = _product(root, product)
    given = [("INSTALLDIR", SETUP_KEY, "InstallDir"), *((property_of(s), INSTALLED, s) for s in settings)]
    kept = [_remember(made, *one) for one in given]
    target = SubElement(made, "Directory", Id="TARGETDIR", Name="SourceDir")
    files = SubElement(target, "Directory", Id="ProgramFiles64Folder")
    top = SubElement(files, "Directory", Id="INSTALLDIR", Name=TITLE)
    SubElement(target, "Directory", Id="ProgramMenuFolder")
    components = [*_files(top, payload), _registered(top, product.version)]
    site = [_site_setting(top, setting) for setting in settings]
    feature = SubElement(made, "Feature", Id="Program", Title=TITLE, Level="1", Absent="disallow", AllowAdvertise="no")
    for name in [*components, *(row.component for row in site)]:
        SubElement(feature, "ComponentRef", Id=name)
    ElementTree.indent(root)
    return Plan(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True), site, kept)


def _product(root: Element, product: Product) -> Element:
    made = SubElement(
        root, "Product", Id=product.code, Name=TITLE, Language="1033", Version=product.version, Manufacturer=TITLE,
        UpgradeCode=UPGRADE_CODE,
    )  # fmt: skip
    SubElement(made, "Package", InstallerVersion="500", Compressed="yes", InstallScope="perMachine")
    SubElement(made, "Media", Id="1", Cabinet="assist.cab", EmbedCab="yes")
    SubElement(made, "MajorUpgrade", DowngradeErrorMessage=DOWNGRADE)
    build = SubElement(made, "Property", Id="WINDOWSBUILD")
    SubElement(
        build, "RegistrySearch", Id="WindowsBuild", Root="HKLM", Key=r"SOFTWARE\Microsoft\Windows NT\CurrentVersion",
        Name="CurrentBuildNumber", Type="raw", Win64="yes",
    )  # fmt: skip
    SubElement(made, "Condition", Message=OLD_WINDOWS).text = f"Installed OR WINDOWSBUILD >= {OLDEST_BUILD}"
    SubElement(made, "Icon", Id="assist.ico", SourceFile="assist.ico")
    for name, value in {"ARPPRODUCTICON": "assist.ico", "ARPNOMODIFY": "1"}.items():
        SubElement(made, "Property", Id=name, Value=value)
    return made


def _remember(made: Element, name: str, key: str, value: str) -> Kept:
    """What was given to the version before and stands in the registry, unless it is given anew.

    Searched for under another name: a search into the property itself would beat what the command line says.
    """
    before = SubElement(made, "Property", Id=f"OLD_{name}")
    SubElement(before, "RegistrySearch", Id=f"Old{name}", Root="HKLM", Key=key, Name=value, Type="raw", Win64="yes")
    SubElement(made, "CustomAction", Id=f"Keep{name}", Property=name, Value=f"[OLD_{name}]")
    anyway = name == "INSTALLDIR"
    return Kept(f"Keep{name}", f"OLD_{name} AND NOT {name}" + ("" if anyway else f" AND NOT {FORGET}"))


def _files(top: Element, payload: Path) -> list[str]:
    """Every file in a component of its own, so that a file keeps its identity from version to version."""
    folders = {Path(): top}
    made = []
    for file in sorted(path.relative_to(payload) for path in payload.rglob("*") if path.is_file()):
        name = _short("f", file.as_posix())
        component = SubElement(
            _folder(folders, file.parent), "Component", Id=f"c{name[1:]}", Guid=identity("file", file.as_posix()),
            Win64="yes",
        )  # fmt: skip
        SubElement(component, "File", Id=name, Name=file.name, Source=file.as_posix(), KeyPath="yes")
        if file.name == WINDOW:
            _menu_entry(component)
        made.append(f"c{name[1:]}")
    return made


def _folder(folders: dict[Path, Element], path: Path) -> Element:
    if path not in folders:
        parent = _folder(folders, path.parent)
        folders[path] = SubElement(parent, "Directory", Id=_short("d", path.as_posix()), Name=path.name)
    return folders[path]


def _menu_entry(component: Element) -> None:
    SubElement(
        component, "Shortcut", Id="MenuEntry", Directory="ProgramMenuFolder", Name=TITLE, Icon="assist.ico",
        Target=f"[INSTALLDIR]{WINDOW}", Arguments="run", WorkingDirectory="INSTALLDIR",
        Description="Live empathy coaching beside the softphone",
    )  # fmt: skip


def _registered(top: Element, version: str) -> str:
    """Log-in, links, the event log, and what says where which version is."""
    component = SubElement(top, "Component", Id="Registered", Guid=identity("registered"), Win64="yes")
    window, events = f'"[INSTALLDIR]{WINDOW}"', r"SYSTEM\CurrentControlSet\Services\EventLog\Application\Assist"
    rows = (
        (SETUP_KEY, "InstallDir", "string", "[INSTALLDIR]"),
        (SETUP_KEY, "Version", "string", version),
        # Started at every log-in; it ends at once where the setting `autostart` is off.
        (r"Software\Microsoft\Windows\CurrentVersion\Run", TITLE, "string", f"{window} run --at-login"),
        (r"Software\Classes\assist", "", "string", "URL:Assist"),
        (r"Software\Classes\assist", "URL Protocol", "string", ""),
        (r"Software\Classes\assist\DefaultIcon", "", "string", "[INSTALLDIR]assist.ico"),
        (r"Software\Classes\assist\shell\open\command", "", "string", f'{window} url "%1"'),
        (rf"Software\Microsoft\Windows\CurrentVersion\App Paths\{CONSOLE}", "", "string", f"[INSTALLDIR]{CONSOLE}"),
        # A part of Windows that shows an event's text as it was written.
        (events, "EventMessageFile", "expandable", r"[%SystemRoot]\System32\EventCreate.exe"),
        (events, "TypesSupported", "integer", "7"),
        (events, "CustomSource", "integer", "1"),
    )
    for number, (key, name, kind, value) in enumerate(rows):
        row = SubElement(component, "RegistryValue", Root="HKLM", Key=key, Type=kind, Value=value)
        if name:
            row.set("Name", name)
        if number == 0:
            row.set("KeyPath", "yes")
    return "Registered"


def _site_setting(top: Element, setting: str) -> Conditional:
    name = f"Site_{setting}"
    component = SubElement(top, "Component", Id=name, Guid=identity("setting", setting), Win64="yes")
    SubElement(
        component, "RegistryValue", Root="HKLM", Key=INSTALLED, Name=setting, Type="string",
        Value=f"[{property_of(setting)}]", KeyPath="yes",
    )  # fmt: skip
    return Conditional(name, property_of(setting))


def _short(kind: str, path: str) -> str:
    return kind + hashlib.sha256(path.encode()).hexdigest()[:24]

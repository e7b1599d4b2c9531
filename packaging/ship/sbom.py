"""The list of everything in a bundle, as CycloneDX 1.6 (JSON): `assist-overlay-VERSION-linux.cdx.json`.

A component a part: the program, Python, the loader, each wheel with the SHA-256 of the file it was installed from, each
Debian package that a library was copied from. Inside it: its shared libraries, each file with its SHA-256; what its
wheel lists as compiled into it; what `packaging/licences.toml` says is compiled into it. Models stand for themselves.
Two bundles of the same bytes give the same list. Knows no installer.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version as installed
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.tool import ToolRepository
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from ship.licences import Licences
from ship.licensed import Licensed
from ship.parts import LIBRARY, Bundle, Part
from ship.places import DIST, NAME, CannotBuild, moment, version
from ship.wheel_hashes import Published, came_from, published

PROGRAM = re.compile(r"assist|.+\.exe")
REFERENCES = uuid.UUID("6fa2f0f4-9c0c-5a44-a9a6-1f3f6a7e5c11")
"""Namespace of the lists' serial numbers (made up once, for ever)."""


def make_sbom(folder: Path, what: str) -> Path:
    """Write the list of the bundle in `folder` into DIST; `what` names it, as "linux". Raises CannotBuild where a part
    has no known maker or licence, or the list would not be valid CycloneDX."""
    bundle = Bundle(folder)
    bom = describe(bundle, Licences(bundle))
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise CannotBuild(f"The list of parts is no valid CycloneDX: {wrong}")
    DIST.mkdir(parents=True, exist_ok=True)
    path = DIST / f"{NAME}-{version()}-{what}.cdx.json"
    path.write_text(text + "\n", encoding="utf-8")
    return path


def describe(bundle: Bundle, licences: Licences) -> Bom:
    """The list. Raises CannotBuild as `Licences.all` does."""
    by_part: dict[str, list[Licensed]] = {}
    for entry in licences.all:
        by_part.setdefault(entry.of or entry.name, []).append(entry)
    components = {part.name: _part(bundle, part, by_part[part.name]) for part in bundle.parts}
    program = components.pop(NAME)
    program.type = ComponentType.APPLICATION
    models = [_model(bundle, entry) for entry in licences.all if entry.what == "model"]
    others = [*components.values(), *models]
    bom = Bom(
        components=others, serial_number=uuid.uuid5(REFERENCES, _digest(bundle)), version=1,
        properties=[Property(name="assist:files", value=str(len(bundle.files)))],
    )  # fmt: skip
    bom.metadata.timestamp = datetime.fromtimestamp(moment(), UTC)
    bom.metadata.component = program
    bom.metadata.tools = ToolRepository(components=[_tool("cyclonedx-python-lib"), _tool("pyinstaller")])
    bom.register_dependency(program, others)
    return bom


def _part(bundle: Bundle, part: Part, entries: Sequence[Licensed]) -> Component:
    own = next(entry for entry in entries if entry.what == "part")
    file = _installed_from(part)
    component = Component(
        name=part.name, version=part.maker.version, type=ComponentType.LIBRARY,
        bom_ref=f"part:{part.name}",        purl=_purl(part), licenses=[LicenseFactory().make_from_string(own.said)],
        hashes=[_sha256(file.sha256)] if file else [], external_references=_references(own, file),
        properties=_properties(part, own, file),
    )  # fmt: skip
    for name in part.files:
        if LIBRARY.fullmatch(name) or PROGRAM.fullmatch(name):
            component.components.add(_file(bundle, name))
    for entry in entries:
        if entry.what in ("inside", "crate"):
            component.components.add(_inner(entry))
    return component


def _file(bundle: Bundle, name: str) -> Component:
    return Component(name=name, type=ComponentType.FILE, bom_ref=f"file:{name}", hashes=[_sha256(bundle.files[name])])


def _inner(entry: Licensed) -> Component:
    return Component(
        name=entry.name, version=entry.version or None, type=ComponentType.LIBRARY,
        bom_ref=f"inside:{entry.of}:{entry.name}@{entry.version}:{entry.purl}",
        purl=PackageURL.from_string(entry.purl) if entry.purl else None,
        hashes=[_sha256(entry.sha256)] if entry.sha256 else [],
        licenses=[LicenseFactory().make_from_string(entry.said)], properties=_chosen(entry),
    )  # fmt: skip


def _model(bundle: Bundle, entry: Licensed) -> Component:
    return Component(
        name=entry.name, version=entry.version, type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=f"model:{entry.name}",
        licenses=[LicenseFactory().make_from_string(entry.said)], properties=_chosen(entry),
        components=[_file(bundle, name) for name in entry.files],
    )  # fmt: skip


def _purl(part: Part) -> PackageURL:
    match part.maker.kind:
        case "wheel" | "loader":
            return PackageURL("pypi", None, part.name, part.maker.version)
        case "system":
            return PackageURL("deb", "debian", part.name, part.maker.version)
        case "program" | "python":
            return PackageURL("generic", None, part.name, part.maker.version)


def _installed_from(part: Part) -> Published | None:
    if part.wheel is None or part.maker.kind != "wheel":
        return None
    file = came_from(part.wheel.dist_info, published().get((part.name, part.maker.version), ()))
    if file is None:
        raise CannotBuild(f"{part.name} {part.maker.version} is not in the lock: set up anew, or lock anew.")
    return file


def _references(own: Licensed, file: Published | None) -> Iterator[ExternalReference]:
    for address in re.findall(r"https://\S+", own.home):
        hashes = [_sha256(file.sha256)] if file else []
        yield ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(address), hashes=hashes)


def _properties(part: Part, own: Licensed, file: Published | None) -> Iterator[Property]:
    yield from _chosen(own)
    yield Property(name="assist:files", value=str(len(part.files)))
    if part.modules:
        yield Property(name="assist:modules-in-archive", value=str(len(part.modules)))
    if file:
        yield Property(name="assist:installed-from", value=file.file)
    for name in part.altered:
        yield Property(name="assist:altered", value=name)


def _chosen(entry: Licensed) -> Iterator[Property]:
    yield Property(name="assist:licence-known-from", value=entry.source)
    if entry.chosen != entry.said:
        yield Property(name="assist:used-under", value=entry.chosen)


def _sha256(content: str) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=content)


def _digest(bundle: Bundle) -> str:
    """The same for two bundles with the same files."""
    return "\n".join(f"{digest}  {name}" for name, digest in bundle.files.items())


def _tool(name: str) -> Component:
    return Component(name=name, version=installed(name), type=ComponentType.APPLICATION)

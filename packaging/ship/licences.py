"""Under which licence each part of a bundle is, whether that is allowed, and the texts that go with it.

A wheel's `License-Expression` counts, or its `License` where that is an SPDX expression; else what
`packaging/licences.toml` states by hand. What is unknown or not allowed stops the build, all of it named at once.
`write_licences` fills the bundle's folder `licences/`: a folder of texts for each part, and THIRD-PARTY.txt, which
lists everything. Knows no installer.
"""

from __future__ import annotations

import json
import shutil
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from email.message import Message
from functools import cached_property
from pathlib import Path
from typing import Any

from license_expression import get_spdx_licensing
from packaging.utils import canonicalize_name

from ship.licence_page import PAGE, page
from ship.licence_table import TEXTS, Stated, Table, ids, load
from ship.licensed import Licensed
from ship.parts import Bundle, Part
from ship.places import CannotBuild, fresh
from ship.recorded import Wheel, licence_files, wheels_in

FOLDER = "licences"
"""In the bundle."""
MODEL_SUFFIXES = frozenset({".onnx", ".ort", ".bin", ".mdl", ".fst", ".pt", ".tflite", ".gguf", ".safetensors"})
FONT_SUFFIXES = frozenset({".ttf", ".otf", ".woff", ".woff2", ".pfb"})


class Licences:
    """The licences of one bundle."""

    def __init__(self, bundle: Bundle, table: Table | None = None) -> None:
        self.bundle = bundle
        self.table = table or load()
        self._wrong: list[str] = []

    @cached_property
    def all(self) -> list[Licensed]:
        """Every part, each with what is inside it, then the models. Raises CannotBuild, naming all that is not in
        order."""
        found = [entry for part in self.bundle.parts for entry in self._of_part(part)]
        found += [self._model(stated) for stated in self.table.models if self._files(stated)]
        self._wrong += [f"{name}: {why}" for name in self.bundle.files if (why := self.table.why_forbidden(name))]
        self._wrong += [f"{name}: a model or font that the table does not list" for name in self._unlisted()]
        self._wrong += [
            f"{entry.of or entry.name}: no licence text for {entry.name}" for entry in found if not entry.texts
        ]
        if self._wrong:
            told = "\n  ".join(sorted(set(self._wrong)))
            raise CannotBuild(f"Not everything in the bundle may be handed on:\n  {told}")
        return found

    def _of_part(self, part: Part) -> Iterator[Licensed]:
        stated = self.table.parts.get(part.name)
        said, source = (stated.licence, stated.source) if stated else _told_by(part.wheel)
        own = self._own_texts(part)
        yield Licensed(
            name=part.name, version=part.maker.version, of="", what="part", said=said, source=source,
            chosen=self._choose(said, part.name), home=(stated and stated.home) or _home(part.wheel),
            files=part.code, modules=len(part.modules), texts=own + (_stated_texts(stated) if stated else ()),
        )  # fmt: skip
        listed = set()
        for component in _listed_by(part.wheel) if part.code else ():
            listed.add(component["name"])
            yield self._component(part, component)
        for inner in self.table.inside:
            if inner.of in (part.name, "*") and inner.name not in listed and (files := self._files(inner, part)):
                yield self._inside(part, inner, files)

    def _inside(self, part: Part, stated: Stated, files: tuple[str, ...]) -> Licensed:
        return Licensed(
            name=stated.name, version="", of=part.name, what="inside", said=stated.licence, source=stated.source,
            chosen=self._choose(stated.licence, stated.name), files=files,
            texts=_stated_texts(stated) or self._own_texts(part),
        )  # fmt: skip

    def _component(self, part: Part, component: Mapping[str, Any]) -> Licensed:
        name, said, source = str(component["name"]), _listed_licence(component), "the list of components in its wheel"
        stated = next((entry for entry in self.table.inside if (entry.of, entry.name) == (part.name, name)), None)
        if stated and said in ("", stated.licence):
            said, source = stated.licence, stated.source
        else:
            stated = None
        chosen = self._choose(said, f"{name}, inside {part.name}")
        return Licensed(
            name=name, version=str(component.get("version", "")), of=part.name, what="crate", said=said, source=source,
            chosen=chosen, texts=_stated_texts(stated) if stated else _generic_texts(chosen),
            authors=str(component.get("author", "")), purl=str(component.get("purl", "")).split("?", 1)[0],
            sha256=next((one["content"] for one in component.get("hashes", ()) if one["alg"] == "SHA-256"), ""),
        )  # fmt: skip

    def _model(self, stated: Stated) -> Licensed:
        part = next(part for part in self.bundle.parts if part.name == stated.of)
        return Licensed(
            name=stated.name, version=part.maker.version, of=stated.of, what="model", said=stated.licence,
            chosen=self._choose(stated.licence, stated.name), source=stated.source, files=self._files(stated),
            texts=self._own_texts(part) or _generic_texts(stated.licence),
        )  # fmt: skip

    def _choose(self, said: str, name: str) -> str:
        try:
            return self.table.choose(said)
        except CannotBuild as trouble:
            self._wrong.append(f"{name}: {trouble if said else 'nothing says its licence'}")
            return ""

    def _files(self, stated: Stated, part: Part | None = None) -> tuple[str, ...]:
        names = part.files if part else self.bundle.files
        return tuple(name for name in names if stated.has(name.removeprefix(self.bundle.prefix)))

    def _unlisted(self) -> list[str]:
        listed = {name for stated in self.table.models for name in self._files(stated)}
        wanted = MODEL_SUFFIXES | FONT_SUFFIXES
        return [name for name in self.bundle.files if Path(name).suffix in wanted and name not in listed]

    def _own_texts(self, part: Part) -> tuple[Path, ...]:
        match part.maker.kind:
            case "wheel" if part.wheel:
                # PyInstaller copies what a program opens, which licences are not.
                return tuple(licence_files(part.wheel) or _wheel_texts(part.name, part.maker.version))
            case "python":
                places = [self.bundle.folder / "LICENSE.txt", *Path(sys.base_prefix).glob("lib/python3*/LICENSE.txt"),
                          Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright")]  # fmt: skip
                return tuple(place for place in places if place.is_file())[:1]
            case "system":
                place = Path("/usr/share/doc") / part.name / "copyright"
                return (place,) if place.is_file() else ()
        return ()


def write_licences(folder: Path) -> None:
    """Fill `licences/` of a bundle: the texts of each part, and THIRD-PARTY.txt. Raises CannotBuild where something may
    not be handed on, or has no text."""
    licences = Licences(Bundle(folder))
    entries = licences.all
    target = fresh(folder / FOLDER)
    kept: dict[Path, str] = {}
    for entry in entries:
        for text in entry.texts:
            if text not in kept:
                kept[text] = _place(text, entry.of or entry.name, set(kept.values()))
                copy = target / kept[text]
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(text, copy)
                copy.chmod(0o644)
    (target / PAGE).write_text(page(licences.table, entries, kept), encoding="utf-8")


def _place(text: Path, part: str, taken: set[str]) -> str:
    """Where a text goes: `texts/` for those that are of a licence, else a folder for whose it is."""
    if text.is_relative_to(TEXTS):
        return f"texts/{text.relative_to(TEXTS).as_posix()}"
    for dist_info in text.parents:
        if dist_info.suffix == ".dist-info":
            owner = canonicalize_name(dist_info.name.split("-", 1)[0])
            return f"{owner}/{text.relative_to(dist_info).as_posix().removeprefix('licenses/')}"
    place = f"{part}/{text.name}"
    return place if place not in taken else f"{part}/{text.parent.name}-{text.name}"


def _told_by(wheel: Wheel | None) -> tuple[str, str]:
    """Licence and source as a wheel's metadata tell them; both "" where they do not."""
    metadata = wheel.metadata() if wheel else Message()
    if expression := metadata.get("License-Expression"):
        return str(expression), "License-Expression in its wheel"
    told = str(metadata.get("License") or "")
    is_spdx = bool(told) and len(told) < 80 and not get_spdx_licensing().validate(told).errors
    return (told, "License in its wheel, and the text there") if is_spdx else ("", "")


def _home(wheel: Wheel | None) -> str:
    return f"pkg:pypi/{wheel.name}@{wheel.version}" if wheel else ""


def _listed_by(wheel: Wheel | None) -> Iterator[Mapping[str, Any]]:
    """What a wheel lists as compiled into it: its CycloneDX files, without lists of Python packages (those say what its
    makers built it with)."""
    for path in sorted((wheel.dist_info / "sboms").glob("*.json")) if wheel else ():
        for component in json.loads(path.read_text(encoding="utf-8")).get("components", ()):
            if not str(component.get("purl", "")).startswith("pkg:pypi/"):
                yield component


def _listed_licence(component: Mapping[str, Any]) -> str:
    told = [entry.get("expression") or entry["license"].get("id", "") for entry in component.get("licenses", ())]
    return " AND ".join(f"({one})" if len(told) > 1 else one for one in told if one)


def _stated_texts(stated: Stated) -> tuple[Path, ...]:
    found: list[Path] = []
    for text in stated.texts:
        kind, _, name = text.rpartition(":")
        found += _wheel_texts(name) if kind == "wheel" else [TEXTS / text]
    return tuple(found)


def _wheel_texts(name: str, version: str = "") -> list[Path]:
    """The licence texts of a wheel of the building environment, of any version where none is asked for."""
    wheels = wheels_in(Path(sysconfig.get_path("purelib")))
    fitting = (wheel for wheel in wheels if wheel.name == name and version in ("", wheel.version))
    return [text for wheel in fitting for text in licence_files(wheel)]


def _generic_texts(expression: str) -> tuple[Path, ...]:
    """The texts of every licence in an expression, none where one of them is not among `TEXTS`."""
    wanted = {TEXTS / f"{one.split(' WITH ')[0]}.txt" for one in ids(expression)}
    return tuple(sorted(wanted)) if all(place.is_file() for place in wanted) else ()

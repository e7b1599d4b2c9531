"""The list of parts of a bundle, and the hashes of the files that its wheels were installed from."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from ship import sbom
from ship.licence_table import load
from ship.locks import locked_hashes
from ship.places import NAME, CannotBuild, version
from ship.recorded import Wheel
from ship.wheel_hashes import FILES, came_from, published

from tests.packaging.made_bundle import SITE, SMALL, add, make_wheel


@pytest.fixture
def in_dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sbom, "DIST", tmp_path / "dist")
    return tmp_path / "dist"


def test_the_list_of_parts_names_wheels_with_the_hash_from_the_lock(bundle: Path, in_dist: Path) -> None:
    path = sbom.make_sbom(bundle, "linux")
    assert path == in_dist / f"assist-overlay-{version()}-linux.cdx.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert (told["metadata"]["component"]["name"], told["metadata"]["component"]["version"]) == (NAME, version())
    components = {component["name"]: component for component in told["components"]}
    assert set(components) == set(SMALL)
    for name, component in components.items():
        (hashed,) = component["hashes"]
        assert hashed["content"] in locked_hashes()[(name, component["version"])]
        assert component["purl"] == f"pkg:pypi/{name}@{component['version']}"
        assert component["licenses"]
    assert {"name": "assist:licence-known-from", "value": load().parts["python-xlib"].source} in (
        components["python-xlib"]["properties"]
    )


def test_libraries_and_models_are_listed_by_file_with_their_hash(
    bundle: Path, installed: dict[str, Wheel], in_dist: Path
) -> None:
    add(bundle, installed["swift-f0"])
    add(bundle, installed["pyrage"])
    told = json.loads(sbom.make_sbom(bundle, "linux").read_text(encoding="utf-8"))
    components = {component["name"]: component for component in told["components"] if component["type"] == "library"}
    models = [component for component in told["components"] if component["type"] == "machine-learning-model"]
    assert [model["name"] for model in models] == ["swift-f0"]
    (model_file,) = models[0]["components"]
    assert model_file["hashes"][0]["content"] == sha256(SITE / "swift_f0" / "model.onnx")
    inner = {entry["name"]: entry for entry in components["pyrage"]["components"]}
    (library,) = [name for name in inner if name.endswith(".so")]
    assert inner[library]["hashes"][0]["content"] == sha256(bundle / library)
    assert inner["age"]["purl"].startswith("pkg:cargo/age@")
    assert inner["tinystr"]["licenses"] == [{"license": {"id": "Unicode-3.0"}}]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_two_equal_bundles_give_the_same_list_and_other_bytes_another(
    bundle: Path, in_dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = sbom.make_sbom(bundle, "linux").read_bytes()
    assert sbom.make_sbom(bundle, "linux").read_bytes() == first
    assert json.loads(first)["metadata"]["timestamp"] == "2023-11-14T22:13:20+00:00"
    (bundle / "LICENSE").write_text("another", encoding="utf-8")
    changed = json.loads(sbom.make_sbom(bundle, "linux").read_text(encoding="utf-8"))
    assert changed["serialNumber"] != json.loads(first)["serialNumber"]


def test_a_wheel_that_is_not_in_the_lock_stops_the_list(bundle: Path, in_dist: Path) -> None:
    make_wheel(bundle, "unlocked", "License-Expression: MIT\n", "LICENSE")
    with pytest.raises(CannotBuild, match=r"unlocked 1\.0 is not in the lock"):
        sbom.make_sbom(bundle, "linux")


def test_the_list_of_locked_files_is_in_step_with_the_lock() -> None:
    accepted = locked_hashes()
    listed = published()
    assert listed.keys() == accepted.keys()
    for package, files in listed.items():
        assert {file.sha256 for file in files} <= accepted[package], package
    lines = FILES.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines, key=lambda line: line.split()[::-1])


def test_the_file_that_a_wheel_was_installed_from_is_found_by_its_tags(installed: dict[str, Wheel]) -> None:
    listed = published()
    found = {
        name: file.file
        for (name, number), files in listed.items()
        if name in installed and installed[name].version == number
        for file in [came_from(installed[name].dist_info, files)]
        if file is not None
    }
    assert found["idna"].endswith("-py3-none-any.whl")
    assert "manylinux" in found["numpy"]
    assert f"-cp{sys.version_info.major}{sys.version_info.minor}-" in found["numpy"]
    assert found["srt"].endswith(".tar.gz")  # there is no wheel of it: it is built while it is installed
    assert len(found) > 50
    assert all(canonicalize_name(file.split("-")[0]) == name for name, file in found.items() if file.endswith(".whl"))

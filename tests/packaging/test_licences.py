"""Which licences may be in a bundle, and the page and the texts that go with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ship.contents import why_left_out
from ship.licence_table import TEXTS, Table, load
from ship.licences import Licences, write_licences
from ship.locks import locked_names
from ship.parts import Bundle
from ship.places import NAME, CannotBuild
from ship.recorded import Wheel, licence_files
from ship.reproducible import differences

from tests.packaging.made_bundle import SMALL, add, make_wheel, part_of


@pytest.mark.parametrize(
    ("expression", "used"),
    [
        ("MIT", "MIT"),
        ("MIT OR Apache-2.0", "Apache-2.0"),
        ("MIT/Apache-2.0", "Apache-2.0"),
        ("EPL-2.0 OR BSD-3-Clause", "BSD-3-Clause"),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", "LGPL-3.0-only"),
        ("(MIT OR GPL-2.0-only) AND Zlib", "MIT AND Zlib"),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    ],
)
def test_of_a_choice_of_licences_an_allowed_one_is_used(expression: str, used: str) -> None:
    assert load().choose(expression) == used


@pytest.mark.parametrize(
    "expression",
    ["GPL-3.0-only", "AGPL-3.0-or-later", "MIT AND GPL-2.0-only", "CC-BY-NC-SA-4.0", "GPL-3.0-or-later", "Proprietary",
     "LicenseRef-Something", "", "MIT AND"],
)  # fmt: skip
def test_a_licence_that_is_not_in_the_table_stops_the_build(expression: str) -> None:
    with pytest.raises(CannotBuild, match=r"is not allowed by licences\.toml|is no SPDX expression"):
        load().choose(expression)


def test_everything_that_may_not_be_handed_on_is_named_at_once(bundle: Path, installed: dict[str, Wheel]) -> None:
    make_wheel(bundle, "told-nothing", "")
    make_wheel(bundle, "sold-only", "License-Expression: LicenseRef-Proprietary\n")
    make_wheel(
        bundle, "with-extras", "License-Expression: MIT\n", "weights.onnx", "letters.ttf", "libportaudio64bit-asio.dll"
    )
    with pytest.raises(CannotBuild) as stopped:
        write_licences(bundle)
    told = str(stopped.value)
    assert "told-nothing: nothing says its licence" in told
    assert "“LicenseRef-Proprietary” is not allowed" in told
    assert "weights.onnx: a model or font that the table does not list" in told
    assert "letters.ttf: a model or font that the table does not list" in told
    assert "Steinberg" in told
    assert "sold-only: no licence text for sold-only" in told
    assert not (bundle / "licences").exists()


def test_the_page_lists_every_part_its_licence_where_that_is_known_from_and_its_texts(bundle: Path) -> None:
    write_licences(bundle)
    page = (bundle / "licences" / "THIRD-PARTY.txt").read_text(encoding="utf-8")
    assert f"python-xlib {part_of(bundle, 'python-xlib').maker.version}\n    LGPL-2.1-or-later\n" in page
    assert "known from: the head of each of its files" in page
    assert "The library stays replaceable" in page
    assert "from: pkg:pypi/six@" in page
    named = [word for line in page.splitlines() if "texts: " in line for word in line.split("texts: ")[1].split(", ")]
    assert len(named) >= len(SMALL) + 1
    for text in named:
        assert (bundle / "licences" / text).stat().st_size > 100, text


def test_a_wheels_texts_are_those_in_its_folder_for_them_and_those_with_a_telling_name(tmp_path: Path) -> None:
    dist_info = tmp_path / "thing-1.0.dist-info"
    texts = ["thing-1.0.dist-info/licenses/TERMS.md", "thing/LICENSE", "thing/ThirdPartyNotices.txt"]
    paths = [*texts, "thing/licence.py", "thing/readme.txt"]
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    wheel = Wheel("thing", "1.0", dist_info, dict.fromkeys([*paths, "thing/COPYING"], ""))
    assert set(licence_files(wheel)) == {tmp_path / path for path in texts}


def test_licence_texts_are_the_same_bytes_when_written_again(bundle: Path, tmp_path: Path) -> None:
    write_licences(bundle)
    shutil.copytree(bundle / "licences", tmp_path / "first")
    write_licences(bundle)
    assert differences(tmp_path / "first", bundle / "licences") == []


def test_every_locked_wheel_that_is_shipped_has_an_allowed_licence_and_its_text(
    tmp_path: Path, installed: dict[str, Wheel]
) -> None:
    here = locked_names() & installed.keys()
    wanted = {name for name in here if any(is_shipped(installed[name], system) for system in ("linux", "windows"))}
    for name in wanted:
        add(tmp_path, installed[name], lambda path: ".dist-info/" in path)
    entries = Licences(Bundle(tmp_path)).all
    assert {entry.name for entry in entries if entry.what == "part"} == wanted
    assert len(wanted) > 40
    assert {entry.chosen for entry in entries if entry.name.startswith("pyside6")} == {"LGPL-3.0-only"}


def is_shipped(wheel: Wheel, system: str) -> bool:
    return not why_left_out(f"{wheel.dist_info.name}/METADATA", system)


def test_the_table_states_nothing_that_nobody_needs() -> None:
    table = load()
    packages = locked_names() | {NAME, "cpython", "pyinstaller"}
    stated = {name for name in table.parts if not name.startswith(("lib", "zlib1g"))}
    assert stated <= packages
    assert {stated.of for stated in (*table.inside, *table.models)} <= packages | {"*"}
    assert all(table.choose(stated.licence) for stated in (*table.parts.values(), *table.inside, *table.models))
    assert all(stated.source for stated in (*table.parts.values(), *table.inside, *table.models))
    assert {name for duty in table.duties for name in duty.licences} <= table.allowed.keys()


def test_every_text_that_the_table_names_is_there_and_every_text_is_of_use() -> None:
    table = load()
    named = {text for stated in (*table.parts.values(), *table.inside) for text in stated.texts}
    files = {text for text in named if not text.startswith("wheel:")}
    kept = {path.relative_to(TEXTS).as_posix() for path in TEXTS.rglob("*.txt")}
    assert files <= kept
    assert {text.removesuffix(".txt") for text in kept - files} <= table.allowed.keys()


def test_no_licence_that_forbids_commercial_use_is_allowed() -> None:
    table: Table = load()
    banned = ("-NC-", "AGPL", "GPL-2.0-only", "GPL-3.0-only", "SSPL", "BUSL", "LicenseRef-Moonshine", "PolyForm")
    strict = {name for name in table.allowed if not name.startswith("LGPL")}
    assert not [name for name in strict if any(word in name for word in banned)]
    assert [name for name in strict if name.startswith("GPL") and " WITH " not in name] == []

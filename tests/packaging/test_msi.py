"""The Windows installer, made by wixl from a small folder, and what is in its tables."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from ship import msi, wxs
from ship.msi import make_msi
from ship.places import CannotBuild, moment

from assist import system_log
from assist.policies import registry
from assist.settings import Settings
from assist.url_scheme import SCHEME
from tests.packaging.msi_tables import properties, rows, summary
from tests.packaging.small_payload import lay_out

ALL = {field.name for field in msgspec.structs.fields(Settings)}


@pytest.fixture(scope="module")
def payload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("payload"))


@pytest.fixture(scope="module")
def made(payload: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_msi(payload, "0.2.0", tmp_path_factory.mktemp("dist"))


def order(made: Path) -> dict[str, int]:
    return {row["Action"]: int(row["Sequence"]) for row in rows(made, "InstallExecuteSequence")}


# --- site settings ----------------------------------------------------------------------------------------------------


def test_every_setting_is_a_property_that_is_written_where_the_program_looks_if_it_is_given(made: Path) -> None:
    conditions = {row["Component"]: row["Condition"] for row in rows(made, "Component")}
    written = {row["Name"]: row for row in rows(made, "Registry") if row["Key"] == registry.INSTALLED}
    assert set(written) == ALL
    for name, row in written.items():
        given = f"ASSIST_{name.upper()}"
        assert (row["Root"], row["Value"], conditions[row["Component_"]]) == ("2", f"[{given}]", given)
    assert all(condition == "" for name, condition in conditions.items() if not name.startswith("Site_"))


def test_what_was_given_to_the_version_before_is_kept_unless_it_is_given_anew_or_to_be_forgotten(made: Path) -> None:
    searched = {row["Property"]: row["Signature_"] for row in rows(made, "AppSearch")}
    places = {row["Signature_"]: (row["Key"], row["Name"]) for row in rows(made, "RegLocator")}
    actions = {row["Action"]: (row["Source"], row["Target"]) for row in rows(made, "CustomAction")}
    conditions = {row["Action"]: row["Condition"] for row in rows(made, "InstallExecuteSequence")}
    for name in ALL:
        given = f"ASSIST_{name.upper()}"
        assert given not in searched, "a search would beat the command line"
        assert places[searched[f"OLD_{given}"]] == (registry.INSTALLED, name)
        assert actions[f"Keep{given}"] == (given, f"[OLD_{given}]")
        assert conditions[f"Keep{given}"] == f"OLD_{given} AND NOT {given} AND NOT ASSIST_FORGET"


def test_what_is_kept_is_known_after_the_search_and_before_anything_is_decided(made: Path) -> None:
    place = order(made)
    kept = [number for action, number in place.items() if action.startswith("Keep")]
    assert len(set(kept)) == len(kept) == len(ALL) + 1
    assert place["AppSearch"] < min(kept) <= max(kept) < place["CostInitialize"]


def test_every_property_may_be_given_by_an_administrator_to_the_service_that_installs(made: Path) -> None:
    secure = set(properties(made)["SecureCustomProperties"].split(";"))
    assert {f"ASSIST_{name.upper()}" for name in ALL} | {"INSTALLDIR", "ASSIST_FORGET"} <= secure


# --- one version after another ----------------------------------------------------------------------------------------


def test_the_family_never_changes(made: Path) -> None:
    family = "{9AB13E2C-6F0B-5D83-A1CE-5F6D4F0E7B21}"
    assert properties(made)["UpgradeCode"] == family
    assert {row["UpgradeCode"] for row in rows(made, "Upgrade")} == {family}


def test_an_older_or_equal_version_is_removed_first_and_a_newer_one_refuses(made: Path) -> None:
    found = {row["ActionProperty"]: row for row in rows(made, "Upgrade")}
    older, newer = found["WIX_UPGRADE_DETECTED"], found["WIX_DOWNGRADE_DETECTED"]
    assert (older["VersionMin"], older["VersionMax"], int(older["Attributes"]) & 512) == ("", "0.2.0", 512)
    assert (newer["VersionMin"], newer["VersionMax"], newer["Attributes"]) == ("0.2.0", "", "2")
    place = order(made)
    assert place["InstallInitialize"] < place["RemoveExistingProducts"] < place["InstallFiles"]
    assert {"NOT WIX_DOWNGRADE_DETECTED": wxs.DOWNGRADE}.items() <= {
        row["Condition"]: row["Description"] for row in rows(made, "LaunchCondition")
    }.items()


def test_another_version_is_another_product_of_the_same_parts(payload: Path, made: Path, tmp_path: Path) -> None:
    later = make_msi(payload, "0.3.0", tmp_path)
    assert properties(later)["ProductCode"] != properties(made)["ProductCode"]
    assert [row["ComponentId"] for row in rows(later, "Component")] == [
        row["ComponentId"] for row in rows(made, "Component")
    ]


def test_another_content_is_another_product_and_package(made: Path, tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "payload")
    (folder / "old.txt").write_text("Changed.\n")
    other = make_msi(folder, "0.2.0", tmp_path)
    assert properties(other)["ProductCode"] != properties(made)["ProductCode"]
    assert summary(other) != summary(made)


def test_the_same_content_is_the_same_bytes_with_the_builds_moment(made: Path, tmp_path: Path) -> None:
    again = make_msi(lay_out(tmp_path / "payload"), "0.2.0", tmp_path / "dist")
    assert again.read_bytes() == made.read_bytes()
    when = datetime.fromtimestamp(moment(), UTC).strftime("%a %b %e %H:%M:%S %Y")
    said = subprocess.run(
        ["msiinfo", "suminfo", made], env={"TZ": "UTC", "PATH": "/usr/bin"}, capture_output=True, text=True, check=True
    ).stdout
    assert f"Created: {when}" in said
    assert f"Last saved: {when}" in said


@pytest.mark.parametrize("number", ["0.2", "0.2.0.1", "0.2.0rc1", "1000.0.0"])
def test_a_version_that_windows_cannot_compare_is_refused(payload: Path, number: str, tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match="three numbers"):
        make_msi(payload, number, tmp_path)


def test_a_file_that_is_no_msi_has_no_summary_to_write(tmp_path: Path) -> None:
    (tmp_path / "wrong.msi").write_bytes(b"nothing")
    with pytest.raises(CannotBuild, match="does not have one summary"):
        msi.write_summary(tmp_path / "wrong.msi", wxs.identity("x"))


# --- what it installs -------------------------------------------------------------------------------------------------


def test_the_files_come_out_as_they_went_in(payload: Path, made: Path, tmp_path: Path) -> None:
    subprocess.run(["msiextract", "-C", tmp_path, made], capture_output=True, check=True)
    (folder,) = (path for path in tmp_path.rglob("Assist") if path.is_dir())
    files = {path.relative_to(payload) for path in payload.rglob("*") if path.is_file()}
    assert {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()} == files
    for file in files:
        assert (folder / file).read_bytes() == (payload / file).read_bytes()


def test_every_file_is_a_part_of_its_own_for_64_bits(payload: Path, made: Path) -> None:
    parts = {row["Component"]: row for row in rows(made, "Component")}
    held = [row["Component_"] for row in rows(made, "File")]
    assert len(set(held)) == len(held) == sum(path.is_file() for path in payload.rglob("*"))
    assert all(int(part["Attributes"]) & 256 for part in parts.values())
    assert {row["Component_"] for row in rows(made, "FeatureComponents")} == set(parts)


def test_log_in_menu_links_and_event_log_lead_to_the_program(made: Path) -> None:
    written = {(row["Key"], row["Name"]): row["Value"] for row in rows(made, "Registry")}
    window = '"[INSTALLDIR]assistw.exe"'
    assert written[r"Software\Microsoft\Windows\CurrentVersion\Run", "Assist"] == f"{window} run --at-login"
    assert written[rf"Software\Classes\{SCHEME}\shell\open\command", ""] == f'{window} url "%1"'
    assert (rf"Software\Classes\{SCHEME}", "URL Protocol") in written
    events = rf"SYSTEM\CurrentControlSet\Services\EventLog\Application\{system_log.NAME}"
    assert written[events, "EventMessageFile"].endswith(r"\System32\EventCreate.exe")
    (entry,) = rows(made, "Shortcut")
    assert (entry["Name"], entry["Target"], entry["Arguments"]) == ("Assist", "[INSTALLDIR]assistw.exe", "run")
    assert (entry["Directory_"], entry["Icon_"]) == ("ProgramMenuFolder", "assist.ico")


def test_it_is_for_the_whole_machine_and_for_windows_that_qt_runs_on(made: Path) -> None:
    assert properties(made)["ALLUSERS"] == "1"
    assert "x64" in summary(made)
    assert {row["Condition"] for row in rows(made, "LaunchCondition")} >= {"Installed OR WINDOWSBUILD >= 17763"}


@pytest.mark.parametrize("table", ["CustomAction", "ServiceInstall", "Binary"])
def test_it_runs_no_program_and_installs_no_service(made: Path, table: str) -> None:
    present = subprocess.run(["msiinfo", "tables", made], capture_output=True, text=True, check=True).stdout.split()
    if table in present:
        assert all(int(row["Type"]) & 0x3F == 51 for row in rows(made, table)), "only properties are set"

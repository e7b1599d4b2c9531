"""The parts for macOS, as far as they can be looked at elsewhere: they say one thing, and the steps come in order."""

from __future__ import annotations

import ast
import importlib
import plistlib
import re
import struct
import xml.etree.ElementTree as ET
from typing import Any

import msgspec
from macos import make_pkg
from ship import places, signing

from assist.policies import registry
from assist.policies.managed import DOMAIN
from assist.settings import Settings

FOLDER = places.PACKAGING / "macos"
WORKFLOW = places.PACKAGING / "workflows" / "native.yml"
PROFILES = ("permissions.mobileconfig", "settings.mobileconfig")


def plist(name: str) -> Any:
    return plistlib.loads((FOLDER / name).read_bytes())


def payload(name: str, kind: str) -> Any:
    (found,) = [each for each in plist(name)["PayloadContent"] if each["PayloadType"] == kind]
    return found


def test_every_file_says_that_nobody_ran_it() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    for path in files:
        if path.name not in ("start.py", "build.txt"):
            assert re.search("not run by us", path.read_text(encoding="utf-8"), re.IGNORECASE), path.name
    assert "NOT RUN BY US" in WORKFLOW.read_text(encoding="utf-8")


def test_everything_has_the_one_identifier_by_which_policies_are_found() -> None:
    assert plist("Info.plist")["CFBundleIdentifier"] == DOMAIN
    assert plist("at-login.plist")["Label"] == DOMAIN
    assert ET.parse(FOLDER / "Distribution.xml").findtext("pkg-ref") == "assist.pkg"
    assert {ref.get("id") for ref in ET.parse(FOLDER / "Distribution.xml").iter("pkg-ref")} == {DOMAIN}
    for services in payload(PROFILES[0], "com.apple.TCC.configuration-profile-policy")["Services"].values():
        assert [one["Identifier"] for one in services] == [DOMAIN]
        assert f'identifier "{DOMAIN}"' in services[0]["CodeRequirement"]
    assert list(payload(PROFILES[1], "com.apple.ManagedClient.preferences")["PayloadContent"]) == [DOMAIN]
    assert DOMAIN in WORKFLOW.read_text(encoding="utf-8")


def test_people_are_told_why_the_microphone_and_the_softphone_are_heard_in_both_languages() -> None:
    about = plist("Info.plist")
    spanish = (FOLDER / "es.lproj" / "InfoPlist.strings").read_text(encoding="utf-8")
    for name in ("NSMicrophoneUsageDescription", "NSAudioCaptureUsageDescription"):
        assert "on this Mac" in about[name]
        assert "only during calls" in about[name]
        assert f'"{name}" = ' in spanish
    assert "never analyses your voice" in about["NSMicrophoneUsageDescription"]
    assert about["CFBundleLocalizations"] == ["en", "es"]


def test_the_hardened_runtime_lets_it_hear_and_as_little_else_as_can_be() -> None:
    assert plist("entitlements.plist") == {
        "com.apple.security.device.audio-input": True,
        "com.apple.security.cs.allow-unsigned-executable-memory": True,
    }


def test_the_profile_of_permissions_only_takes_away() -> None:
    services = payload(PROFILES[0], "com.apple.TCC.configuration-profile-policy")["Services"]
    assert {one["Authorization"] for each in services.values() for one in each} == {"Deny"}
    assert not services.keys() & {"Microphone", "ScreenCapture", "ListenEvent"}


def test_the_settings_of_the_profile_are_settings_with_values_that_the_program_takes() -> None:
    (forced,) = payload(PROFILES[1], "com.apple.ManagedClient.preferences")["PayloadContent"][DOMAIN]["Forced"]
    msgspec.convert(forced["mcx_preference_settings"], Settings)


def test_identifiers_of_payloads_are_all_different() -> None:
    tables = [table for name in PROFILES for table in (plist(name), *plist(name)["PayloadContent"])]
    for key in ("PayloadUUID", "PayloadIdentifier"):
        assert len({table[key] for table in tables}) == len(tables) > 3


def test_at_log_in_the_installed_program_is_started_as_on_other_systems() -> None:
    agent = plist("at-login.plist")
    app = plist("component.plist")[0]["RootRelativeBundlePath"]
    assert agent["ProgramArguments"] == [f"/{app}/Contents/MacOS/assist", "run", "--at-login"]


def test_the_plan_uses_what_there_is() -> None:
    tree = ast.parse((FOLDER / "assist.spec").read_text(encoding="utf-8"))
    used = {
        (node.value.id, node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    ours = {(module, name) for module, name in used if module in ("frozen", "contents", "places")}
    assert len(ours) > 4
    for module, name in ours:
        assert hasattr(importlib.import_module(f"ship.{module}"), name), f"{module}.{name}"


def test_an_icon_file_holds_each_picture_by_its_size() -> None:
    made = make_pkg.icns({128: b"small", 512: b"larger"})
    assert made[:4] == b"icns"
    assert struct.unpack(">I", made[4:8]) == (len(made),)
    assert made[8:21] == b"ic07" + struct.pack(">I", 13) + b"small"
    assert made[21:] == b"ic09" + struct.pack(">I", 14) + b"larger"


def test_the_programs_own_sign_is_the_icon() -> None:
    pictures = make_pkg.pictures()
    assert list(pictures) == list(make_pkg.ICON_KINDS)
    for side, picture in pictures.items():
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture[16:24]) == (side, side)


def test_the_workflow_holds_no_key_and_uses_what_there_is() -> None:
    yaml = importlib.import_module("yaml")  # has no types
    text = WORKFLOW.read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert {"linux", "windows", "macos"} <= jobs.keys()
    for job in jobs.values():
        for name, value in job.get("env", {}).items():
            assert re.fullmatch(r"\$\{\{ (secrets|vars)\.\w+ \}\}", value), name
    for path in re.findall(r"\b(?:packaging|assist)[/\\][\w./\\]+\.(?:py|txt|flac)", text):
        assert (places.ROOT / path.replace("\\", "/")).is_file(), path
    for tool in ("signtool", "codesign", "msiexec", "pkgutil"):
        assert tool in text


def test_the_workflow_signs_what_is_in_the_msi_before_it_is_made_with_variables_that_the_build_knows() -> None:
    yaml = importlib.import_module("yaml")
    steps = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["linux"]["steps"]
    runs = [step.get("run", "") for step in steps]
    put, make = (
        [number for number, run in enumerate(runs) if word in run] for word in ("GITHUB_ENV", "dev.py package")
    )
    assert put < make
    given = set(re.findall(r'echo "(SIGN_WITH_\w+)=', runs[put[0]]))
    assert given == {"SIGN_WITH_PKCS12", "SIGN_WITH_PASSWORD_FILE"}
    assert all(re.search(rf"^ +{name} ", signing.__doc__ or "", re.MULTILINE) for name in given)


def test_the_workflow_hands_out_check_sums_of_the_msi_as_it_was_signed_and_looks_where_the_installer_writes() -> None:
    yaml = importlib.import_module("yaml")
    steps = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["windows"]["steps"]
    (sign,) = (step["run"] for step in steps if step.get("name") == "Sign")
    assert sign.index("Rename-Item") < sign.index("python -m ship.sums")
    assert steps[-1]["with"]["path"] == "dist"
    (remove,) = (step["run"] for step in steps if step.get("name") == "Repair and uninstall")
    assert re.findall(r"Test-Path HKLM:\\([\w\\]+)", remove) == [registry.SETUP_KEY]

"""What the guide for IT says is so: its links, commands, options, settings, places, ports and figures exist."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import click
import dev
import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from ship import places, signing, wxs

from assist import logs
from assist.__main__ import main
from assist.coach.habits import CALLS
from assist.floor.broker import PLAIN_PORT, TLS_PORT
from assist.overlay.sentences import our_notice
from assist.policies import file, managed, registry
from assist.settings import APP, POLICY_ONLY, Settings
from assist.settings_layers import PREFIX
from tests.making import ROOT
from tests.packaging.guide_text import PAGES, Line, blocks, codes, links, text, typed

GUIDE = places.PACKAGING / "guide"
SETTINGS = set(Settings.__struct_fields__)
NO_SETTINGS = {"mcx_preference_settings", "double_charge", "packs_key"}
"""Names with a line below that are something else."""


def anchors(page: Path) -> set[str]:
    """What a link to a heading ends with, as GitHub makes it."""
    headings = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


def test_the_overview_leads_to_every_page() -> None:
    overview = places.PACKAGING / "README.md"
    assert {(overview.parent / link).resolve() for link in links(overview)} >= set(PAGES) - {overview}


def command_of(line: Line) -> tuple[click.Command, list[str]]:
    """The command that a line names, and the words behind it."""
    command: click.Command = main
    rest = line.words[1:]
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        assert rest[0] in command.commands, f"{line.page.name}: `{line.text}`: no command {rest[0]}"
        command, rest = command.commands[rest[0]], rest[1:]
    return command, rest


def test_every_command_of_the_program_exists_with_its_options_and_arguments() -> None:
    lines = typed("assist")
    assert len(lines) > 30
    for line in lines:
        command, rest = command_of(line)
        options = {name: param for param in command.params for name in param.opts if isinstance(param, click.Option)}
        known = {*options, "--help"}
        given, values = [word for word in rest if word.startswith("-")], 0
        assert set(given) <= known, f"{line.page.name}: `{line.text}`: {set(given) - known}"
        values = sum(1 for word in given if word in options and not options[word].is_flag)
        free = len(rest) - len(given) - values
        takes = [param for param in command.params if isinstance(param, click.Argument)]
        most = float("inf") if any(param.nargs == -1 for param in takes) else len(takes)
        fewest = sum(param.required for param in takes)
        assert not line.whole or fewest <= free <= most, f"{line.page.name}: `{line.text}`: too many or too few words"


def test_every_command_for_developers_exists() -> None:
    lines = [line for line in typed("python3") if line.words[1].endswith("dev.py")]
    assert len(lines) > 4
    source = (ROOT / "packaging" / "package.py").read_text(encoding="utf-8")
    for line in lines:
        command = line.words[2]
        assert command in dev.TOOLS | dev.OF_PACKAGING, line.text
        assert all(Path(word).exists() for word in dev.TOOLS.get(command, ()) if isinstance(word, Path)), line.text
        for word in line.words[3:]:
            assert word.isupper() or f'"{word}"' in source, line.text


def test_every_word_that_looks_like_a_setting_is_one() -> None:
    looked_at = 0
    for page in PAGES:
        for code in codes(page):
            if re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", code):
                assert code in SETTINGS | NO_SETTINGS, f"{page.name}: {code}"
                looked_at += 1
    assert looked_at > 50


def test_every_property_and_variable_is_a_settings_or_a_keys() -> None:
    keys = set(
        re.findall(r"SIGN_WITH_[A-Z0-9_]+", (signing.__doc__ or "") + text(places.PACKAGING / "macos/make_pkg.py"))
    )
    variables = {PREFIX + name.upper() for name in SETTINGS} | {wxs.FORGET}
    named = {name for page in PAGES for name in re.findall(r"(?:ASSIST|SIGN_WITH)_[A-Z0-9_]*[A-Z0-9]", text(page))}
    assert named <= keys | variables
    assert named & variables
    assert named & keys >= {"SIGN_WITH_GPG", "SIGN_WITH_PKCS12", "SIGN_WITH_INSTALLER"}


def test_example_lines_of_a_policy_file_are_settings() -> None:
    lines = [line for line in blocks(GUIDE / "policies.md") if " = " in line.text]
    assert len(lines) > 3
    assert {line.text.split(" = ")[0] for line in lines} <= SETTINGS


def test_installers_have_the_names_that_are_told() -> None:
    ours = "".join(text(path) for path in (places.PACKAGING / "ship").glob("*.py"))
    named = {name for page in PAGES for name in re.findall(r"assist-overlay-VERSION-([\w.-]*\w)", text(page))}
    assert {"amd64.deb", "x86_64.rpm", "linux-x86_64.tar.xz", "windows-x64.msi", "macos-arm64.pkg"} <= named
    for name in named:
        if "macos" not in name and "cdx" not in name:
            assert f"-{name}" in ours, name


def test_settings_that_only_a_policy_may_set_are_all_named() -> None:
    (sentence,) = re.findall(r"Only a policy may set ([^;]+);", " ".join(text(GUIDE / "policies.md").split()))
    assert set(re.findall(r"`(\w+)`", sentence)) == POLICY_ONLY


def test_defaults_in_the_sheet_for_works_councils_are_the_programs() -> None:
    defaults = Settings()
    sheet = text(GUIDE / "privacy.md")
    assert f"`recording_days` ({defaults.recording_days})" in sheet
    assert f"`floor_days` ({defaults.floor_days}, from 1 to 365)" in sheet
    assert (defaults.tone, defaults.floor_excerpts, defaults.autostart, defaults.call_detection) == (
        True, False, False, "off"
    )  # fmt: skip
    assert (defaults.show_customer_words, defaults.show_agent_words) == (True, False)
    assert (defaults.profile, defaults.key_notice) == ("standard", "Ctrl+F6")
    assert f"last {CALLS} calls" in sheet
    assert (logs.MOST_BYTES, logs.OLDER + 1) == (1_000_000, 4)
    assert "4 files of 1 MB each" in sheet


def test_places_are_where_the_program_looks(private_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    page = text(GUIDE / "operation.md")
    for system in (Unix(APP, appauthor=False), MacOS(APP, appauthor=False)):
        for place in (system.user_config_dir, system.user_data_dir, system.user_state_dir, system.user_log_dir):
            assert f"`{place.replace(str(private_home), '~')}`" in page
    assert f"`{file.PLACE}`" in page
    assert rf"`HKLM\{registry.KEY}`" in page
    assert rf"`HKEY_LOCAL_MACHINE\{registry.KEY}`" in text(GUIDE / "policies.md")
    assert f"Managed preferences of `{managed.DOMAIN}`" in text(GUIDE / "policies.md")


def test_ports_are_the_programs() -> None:
    page = text(GUIDE / "operation.md")
    assert f"| {TLS_PORT} with TLS; {PLAIN_PORT} only if you write `mqtt://` |" in page


def test_the_notice_is_what_the_program_shows() -> None:
    page = " ".join(text(GUIDE / "notice.md").replace("\n> ", " ").split())
    assert our_notice() in page
    spanish = {
        message.findtext("source", ""): message.findtext("translation", "")
        for message in ET.parse(ROOT / "assist/windows/translations/assist_es.ts").iter("message")
    }
    for recorded in (False, True):
        for floor in (False, True):
            sentences = our_notice(recorded=recorded, floor=floor).removeprefix(our_notice().split(" Nothing")[0])
            middle = sentences.removesuffix(our_notice().split("computer. ")[1]).strip()
            assert f"| {middle} |" in page
            assert f"| {spanish[middle]} |" in page


@pytest.mark.parametrize(
    "figure",
    ["0.17", "0.15 to 0.18", "386 MiB", "97.9", "4 in 61"],
)
def test_figures_are_those_of_the_projects_own_page(figure: str) -> None:
    everything = " ".join(text(page) for page in PAGES)
    assert figure in text(ROOT / "README.md")
    assert figure in everything or figure.replace(" in ", " of ") in everything


def test_what_was_not_run_is_said() -> None:
    overview = " ".join(text(places.PACKAGING / "README.md").split())
    for words in ("Not run on Windows by us", "Never built or run on a Mac by us", "**not run by us**", "**unsigned**"):
        assert words in overview


def test_the_change_log_begins_with_this_version_and_names_its_settings() -> None:
    log = text(places.PACKAGING / "CHANGELOG.md")
    assert re.findall(r"^## (\S+)$", log, re.MULTILINE)[0] == places.version()
    (new,) = re.findall(r"^New settings: (.+)\.$", log, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", new)) <= SETTINGS


def test_no_page_leaves_anything_to_be_done_or_speaks_of_how_it_was_made() -> None:
    for page in PAGES:
        assert not re.search(r"\b(TODO|TBD|FIXME|XXX|issue #|helper|session of)\b", text(page)), page.name
        assert max(map(len, text(page).splitlines())) <= 400, page.name

"""Calls begun from outside: commands and links, and what a desktop is told of the links."""

from __future__ import annotations

import configparser
import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from ship.launchers import WINDOW, write_launchers

from assist import call_commands, url_scheme
from assist.__main__ import main
from assist.softphone import baresip
from assist.url_scheme import DESKTOP_FILE, LinkError, desktop_entry, meaning, quoted, registry_values, with_default


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the overlay that runs is told."""
    lines: list[str] = []

    def tell(line: str) -> bool:
        lines.append(line)
        return True

    monkeypatch.setattr(call_commands, "_tell", tell)
    return lines


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def refusal(*words: str) -> str:
    """The one sentence with which it is refused, with exit code 2."""
    result = run(*words)
    assert result.exit_code == 2, result.output
    return result.output.splitlines()[-1]


def test_each_command_and_each_link_tells_the_overlay_one_thing(told: list[str]) -> None:
    for words in (
        ("call", "start"), ("call", "end"), ("call", "toggle"), ("press", "call"), ("press", "not-now"),
        ("call", "pause"), ("call", "pause"), ("call", "resume"), ("press", "pause"),
        ("url", "assist:call/start"), ("url", "assist://call/start"), ("url", "ASSIST:call/end/"),
        ("url", " assist://call/end/ "),
    ):  # fmt: skip
        result = run(*words)
        assert (result.exit_code, result.output) == (0, ""), words
    assert told == [
        "call_start", "call_end", "call", "call", "not_now", "call_pause", "call_pause", "call_resume", "pause",
        "call_start", "call_start", "call_end", "call_end",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("call", "start"), ("call", "end"), ("call", "toggle"), ("call", "pause"), ("call", "resume"),
        ("url", "assist:call/end"), ("press", "call"),
    ],
)  # fmt: skip
def test_without_an_overlay_that_is_one_sentence(words: tuple[str, ...], tmp_path: Path) -> None:
    result = CliRunner().invoke(main, words, env={"XDG_RUNTIME_DIR": str(tmp_path)})
    assert (result.exit_code, result.output) == (2, "assist: No overlay is running; start it with `assist run`.\n")


def test_any_other_link_is_one_sentence(told: list[str]) -> None:
    for link in ("assist:", "assist:call", "assist:call/start/now", "assist:settings", "assist://call/start?x=1"):
        assert refusal("url", link).startswith("assist: There are two links to this program"), link
    for link in ("call/start", "https://call/start", "tel:123", ""):
        assert refusal("url", link).startswith("assist: A link to this program begins with"), link
    assert "Give a URL, or --register" in refusal("url")
    assert "Give a URL, or --register" in refusal("url", "assist:call/end", "--register")
    assert told == []


def test_what_a_link_means() -> None:
    assert meaning("assist:call/start") == meaning("Assist://Call/Start/") == "call/start"
    with pytest.raises(LinkError):
        meaning("assistant:call/start")


# --- following a softphone --------------------------------------------------------------------------------------------


def followed(monkeypatch: pytest.MonkeyPatch) -> Result:
    def calls(host: str, port: int, *, found: object) -> Iterator[str]:
        assert (host, port) == ("127.0.0.1", 4444)
        assert callable(found)
        found(True)
        yield from ("start", "end")
        found(False)
        raise KeyboardInterrupt

    monkeypatch.setattr(baresip, "calls", calls)
    return run("call", "follow", "127.0.0.1:4444")


def test_the_softphones_calls_are_the_overlays(monkeypatch: pytest.MonkeyPatch, told: list[str]) -> None:
    result = followed(monkeypatch)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "baresip at 127.0.0.1:4444 is followed.",
        "The call begins.",
        "The call ends.",
        "No baresip at 127.0.0.1:4444; it is looked for.",
    ]
    assert told == ["call_start", "call_end"]


def test_a_call_that_no_overlay_hears_is_said_and_the_next_is_followed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    lines = followed(monkeypatch).output.splitlines()
    assert lines[1] == "The call begins. No overlay is running; start it with `assist run`."
    assert lines[2].startswith("The call ends. No overlay is running")


@pytest.mark.parametrize("address", ["4444", "127.0.0.1", "127.0.0.1:", ":4444", "host:port"])
def test_what_is_no_address_is_one_sentence(address: str) -> None:
    assert "Give HOST:PORT" in refusal("call", "follow", address)


# --- links on a desktop -----------------------------------------------------------------------------------------------


def test_a_desktop_file_holds_for_any_path() -> None:
    assert quoted("/usr/bin/python3.11") == "/usr/bin/python3.11"
    assert quoted("/home/a b/100%") == '"/home/a b/100%%"'
    assert quoted('/a"$`') == '"/a\\\\"\\\\$\\\\`"'
    assert quoted("C:\\x y") == '"C:\\\\\\\\x y"'
    entry = configparser.RawConfigParser(strict=True)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read_string(desktop_entry(["/opt/my tools/python", "-m", "assist"]))
    values = dict(entry["Desktop Entry"])
    assert shlex.split(values["Exec"]) == ["/opt/my tools/python", "-m", "assist", "url", "%u"]
    assert values["MimeType"] == "x-scheme-handler/assist;"


OTHERS = """# mine
[Added Associations]
x-scheme-handler/assist=other.desktop;

[Default Applications]
text/html=firefox.desktop
x-scheme-handler/assist=old.desktop
x-scheme-handler/tel=phone.desktop
"""


def test_the_list_of_programs_keeps_all_else() -> None:
    changed = with_default(OTHERS, "ours.desktop")
    assert changed == OTHERS.replace("x-scheme-handler/assist=old.desktop\n", "").replace(
        "[Default Applications]\n", "[Default Applications]\nx-scheme-handler/assist=ours.desktop\n"
    )
    assert with_default(changed, "ours.desktop") == changed, "a second time changes nothing"
    ours = "[Default Applications]\nx-scheme-handler/assist=ours.desktop\n"
    assert with_default("", "ours.desktop") == ours
    assert with_default("[Added Associations]\na=b\n", "ours.desktop") == f"[Added Associations]\na=b\n\n{ours}"


@pytest.mark.skipif(sys.platform != "linux", reason="Only there it writes files; the others are asked below")
@pytest.mark.parametrize("program", ["none", "broken", "works"])
def test_a_desktop_opens_the_links_from_then_on(
    program: str, private_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the desktop's own program for it, without one, and with one that fails."""
    programs = tmp_path / "bin"
    programs.mkdir()
    if program != "none":
        own = programs / "xdg-mime"
        own.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\nexit {int(program == "broken")}\n')
        own.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=None)
    done = run("url", "--register")
    file = private_home / "data" / "applications" / DESKTOP_FILE
    assert (done.exit_code, done.output) == (0, f"This desktop opens assist: links with this program now ({file}).\n")
    assert f"{sys.executable} -m assist url %u" in file.read_text(encoding="utf-8")
    if program != "none":
        assert (tmp_path / "asked").read_text() == f"default {DESKTOP_FILE} x-scheme-handler/assist\n"
    listed = private_home / "config" / "mimeapps.list"
    assert listed.exists() == (program != "works")
    if program != "works":
        assert f"x-scheme-handler/assist={DESKTOP_FILE}" in listed.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="Only there it writes files")
def test_a_list_in_another_alphabet_or_elsewhere_is_kept_as_it_is(
    private_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    elsewhere = tmp_path / "dotfiles.list"
    elsewhere.write_bytes(b"[Default Applications]\ntext/x-b\xfcro=a.desktop\n")
    listed = private_home / "config" / "mimeapps.list"
    listed.parent.mkdir()
    listed.symlink_to(elsewhere)
    assert run("url", "--register").exit_code == 0
    assert listed.is_symlink()
    assert b"text/x-b\xfcro=a.desktop" in elsewhere.read_bytes()
    assert DESKTOP_FILE.encode() in elsewhere.read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="Only there it writes files")
def test_a_folder_that_cannot_be_written_is_one_sentence(private_home: Path) -> None:
    (private_home / "data").write_text("a file")
    sentence = refusal("url", "--register")
    assert sentence.startswith("assist: The desktop cannot be told of assist: links: ")
    assert str(private_home / "data") in sentence


def test_on_a_mac_the_installer_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(LinkError, match="On macOS assist: links are not opened"):
        url_scheme.register()


def test_what_windows_is_told() -> None:
    assert registry_values(["C:\\Program Files\\Assist\\assist.exe"]) == {
        "assist": {"": "URL:Assist", "URL Protocol": ""},
        r"assist\shell\open\command": {"": '"C:\\Program Files\\Assist\\assist.exe" url "%1"'},
    }


def test_a_packaged_program_is_its_own_command(monkeypatch: pytest.MonkeyPatch) -> None:
    assert url_scheme.own_command() == [sys.executable, "-m", "assist"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert url_scheme.own_command() == [sys.executable]
    assert os.path.isabs(url_scheme.own_command()[0])


def test_installed_on_windows_the_launcher_without_a_console_opens_the_links(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    launcher = tmp_path / WINDOW
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    assert url_scheme.own_command() == [sys.executable, "-m", "assist"]
    write_launchers(tmp_path)
    assert url_scheme.own_command() == [str(launcher)]
    told = registry_values(url_scheme.own_command())
    assert told[r"assist\shell\open\command"][""].endswith('assistw.exe url "%1"')

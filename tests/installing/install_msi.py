"""The whole MSI in a Windows of its own (Wine): installed silently over an older version, used, repaired, removed.

Wine is not Windows: see `wine_gaps.py` for what is filled in. `dev.py package windows --test` runs this; the tests
share one installation and stand in the order in which it lives.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ship.msi import make_msi
from ship.pe_imports import binaries_in, unresolved
from ship.places import DIST, NAME, version
from ship.wine import Wine

from tests.installing.wine_gaps import FILLING, fill_in
from tests.installing.wine_windows import assist, msiexec, programs, registry
from tests.making import DEMO
from tests.overlay.screen import Screen, until
from tests.overlay.xserver import x_server
from tests.packaging.small_payload import lay_out

INSTALLED_MB, COMPRESSED_MB = 450, 220
GIVEN = r"HKLM\Software\Assist\Settings"
POLICY = r"HKLM\Software\Policies\Assist"
"""Of group policy, which no installer touches."""
RUN = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Run"
OLD, NEW = "0.1.0", "0.99.0"
REFUSED = 1603 % 256
"""ERROR_INSTALL_FAILURE as a process of Linux can say it."""


@pytest.fixture(scope="module")
def made() -> Path:
    """What `dev.py package windows` made."""
    found = sorted(DIST.glob(f"{NAME}-{version()}-windows-x64*.msi"))
    if len(found) != 1:
        pytest.fail(f"{DIST} has no Windows installer of {version()}: run `python3 packaging/dev.py package windows`")
    return found[0]


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    windows = Wine(tmp_path_factory.mktemp("wine"))
    assert windows.run("cmd", "/c", "ver").returncode == 0
    fill_in(windows.disk / "windows" / "system32")
    yield windows
    windows.end()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Installers of small programs: an older one, with a file that is in no later one, and a newer one."""
    folder = tmp_path_factory.mktemp("small")
    return {number: make_msi(lay_out(folder / number), number, folder) for number in (OLD, NEW)}


@pytest.fixture(scope="module")
def folder(wine: Wine) -> Path:
    """Where it is installed."""
    return wine.disk / "Program Files" / "Assist"


@pytest.fixture
def runnable(folder: Path) -> Iterator[None]:
    """What Wine lacks is filled in whenever the installed Python begins; the installation is as it was afterwards."""
    (path,) = folder.glob("*._pth")
    begins, as_it_was = folder / "site-packages" / "sitecustomize.py", path.read_bytes()
    path.write_bytes(as_it_was + b"import site\r\n")
    begins.write_text(FILLING)
    yield
    path.write_bytes(as_it_was)
    begins.unlink()


# --- it comes ---------------------------------------------------------------------------------------------------------


def test_it_is_small_enough(made: Path) -> None:
    assert made.stat().st_size < COMPRESSED_MB * 1_000_000


def test_an_older_version_is_installed_silently_with_site_settings(
    wine: Wine, small: dict[str, Path], folder: Path
) -> None:
    given = ("ASSIST_LANGUAGE=es", "ASSIST_HELP_TOPICS=a refund, a bill", "ASSIST_AUTOSTART=1")
    assert msiexec(wine, "/i", wine.path(small[OLD]), *given) == 0
    assert (folder / "old.txt").is_file()
    assert registry(wine, GIVEN) == {
        "language": ("REG_SZ", "es"),
        "help_topics": ("REG_SZ", "a refund, a bill"),
        "autostart": ("REG_SZ", "1"),
    }


def test_this_version_takes_its_place_and_keeps_what_was_set(wine: Wine, made: Path, folder: Path) -> None:
    wine.run("reg", "add", POLICY, "/v", "text_size", "/t", "REG_DWORD", "/d", "120", "/f")
    assert msiexec(wine, "/i", wine.path(made), "ASSIST_LANGUAGE=en") == 0
    assert not (folder / "old.txt").exists()
    assert programs(wine) == [version()]
    assert registry(wine, GIVEN) == {
        "language": ("REG_SZ", "en"),
        "help_topics": ("REG_SZ", "a refund, a bill"),
        "autostart": ("REG_SZ", "1"),
    }


def test_every_file_is_there_as_it_was_packed(made: Path, folder: Path, tmp_path: Path) -> None:
    subprocess.run(["msiextract", "-C", tmp_path, made], capture_output=True, check=True)
    (packed,) = (path for path in tmp_path.rglob("Assist") if path.is_dir())
    names = {path.relative_to(packed) for path in packed.rglob("*") if path.is_file()}
    assert {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()} == names
    assert all((folder / name).read_bytes() == (packed / name).read_bytes() for name in names)
    assert sum((folder / name).stat().st_size for name in names) < INSTALLED_MB * 1_000_000


def test_it_starts_at_log_in_and_from_the_menu_and_opens_links(wine: Wine) -> None:
    window = r'"C:\Program Files\Assist\assistw.exe"'
    assert registry(wine, RUN)["Assist"] == ("REG_SZ", f"{window} run --at-login")
    opened = registry(wine, r"HKLM\Software\Classes\assist\shell\open\command")
    assert opened["(Default)"] == ("REG_SZ", f'{window} url "%1"')
    assert [path.name for path in wine.disk.rglob("Assist.lnk")] == ["Assist.lnk"]
    events = registry(wine, r"HKLM\SYSTEM\CurrentControlSet\Services\EventLog\Application\Assist")
    assert events["EventMessageFile"][1].endswith(r"\System32\EventCreate.exe")


def test_every_library_finds_what_it_is_linked_to(folder: Path) -> None:
    assert len(list(binaries_in(folder))) > 90
    assert unresolved(folder) == []


# --- it is used -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("runnable")
def test_it_knows_its_version(wine: Wine, folder: Path) -> None:
    done = assist(wine, folder, "--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"assist, version {version()}")


@pytest.mark.usefixtures("runnable")
def test_what_group_policy_and_the_installer_were_told_is_locked(wine: Wine, folder: Path) -> None:
    done = assist(wine, folder, "settings", "list", "--json")
    assert done.returncode == 0, done.stderr
    rows = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert [
        (rows[name]["value"], rows[name]["source"], rows[name]["locked"]) for name in ("text_size", "autostart")
    ] == [
        (120, "policy", True),
        (True, "policy", True),
    ]


@pytest.mark.usefixtures("runnable")
def test_its_doctor_misses_sound_only(wine: Wine, folder: Path) -> None:
    done = assist(wine, folder, "doctor")
    wrong = [line.split(":")[0] for line in done.stdout.splitlines() if line.startswith("FIX")]
    assert wrong == ["FIX  sound inputs"], "Wine has no microphone here"
    assert 'ok   speech engine: moonshine for language "en" loads' in done.stdout


@pytest.mark.usefixtures("runnable")
def test_it_replays_a_call(wine: Wine, folder: Path) -> None:
    done = assist(wine, folder, "replay", wine.path(DEMO), "--json")
    assert done.returncode == 0, done.stderr
    events: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    words = " ".join(event["text"].lower() for event in events if event["type"] == "utterance")
    assert all(word in words for word in ("brightwater energy", "bank account", "third time", "ridiculous", "relief"))
    assert next(event["rule"] for event in events if event["type"] == "cue") == "aer.acknowledge"
    assert events[-1]["phase"] == "ended"


@pytest.mark.usefixtures("runnable")
@pytest.mark.parametrize(("command", "title"), [("demo", "Assist"), ("settings", "Settings - Assist")])
def test_its_windows_open(wine: Wine, folder: Path, command: str, title: str) -> None:
    with x_server(manager=False) as display:
        screen = Screen(display)
        with wine.begin(folder / "assistw.exe", command, env={"DISPLAY": display}) as begun:
            try:
                assert until(lambda: screen.find(title), timeout_s=120)
            finally:
                screen.close()
                wine.end()
                begun.communicate()


@pytest.mark.usefixtures("runnable")
def test_at_log_in_it_ends_at_once_where_nobody_wants_it(wine: Wine, folder: Path) -> None:
    wine.run("reg", "add", POLICY, "/v", "autostart", "/d", "0", "/f")
    assert assist(wine, folder, "run", "--at-login", launcher="assistw.exe").returncode == 0
    wine.run("reg", "delete", POLICY, "/v", "autostart", "/f")


def test_using_it_writes_nothing_beside_the_program(made: Path, folder: Path, tmp_path: Path) -> None:
    test_every_file_is_there_as_it_was_packed(made, folder, tmp_path)


# --- it goes ----------------------------------------------------------------------------------------------------------


def test_an_older_version_refuses_to_take_its_place(wine: Wine, small: dict[str, Path], folder: Path) -> None:
    assert msiexec(wine, "/i", wine.path(small[OLD])) == REFUSED
    assert programs(wine) == [version()]
    assert (folder / "python.exe").is_file()


def test_a_repair_brings_back_what_is_gone_and_keeps_what_was_set(wine: Wine, made: Path, folder: Path) -> None:
    gone = folder / "site-packages" / "assist" / "events.py"
    text = gone.read_bytes()
    gone.unlink()
    # What `/fa` means; Wine's msiexec has no way to say that shorter.
    assert msiexec(wine, "/i", wine.path(made), "REINSTALL=ALL", "REINSTALLMODE=amus") == 0
    assert gone.read_bytes() == text
    assert registry(wine, GIVEN)["language"] == ("REG_SZ", "en")


def test_site_settings_can_be_changed_and_forgotten_with_a_newer_version(
    wine: Wine, small: dict[str, Path], folder: Path
) -> None:
    assert msiexec(wine, "/i", wine.path(small[NEW]), "ASSIST_FORGET=1", "ASSIST_THEME=dark") == 0
    assert registry(wine, GIVEN) == {"theme": ("REG_SZ", "dark")}
    assert programs(wine) == [NEW]
    assert not (folder / "python.exe").exists()


def test_removed_it_leaves_nothing_but_what_the_user_made(wine: Wine, small: dict[str, Path], folder: Path) -> None:
    (own,) = (path for path in (wine.disk / "users").glob("*/AppData/Local") if path.parents[1].name != "Public")
    (own / "assist-overlay").mkdir(parents=True, exist_ok=True)
    (own / "assist-overlay" / "settings.toml").write_text('theme = "dark"\n')
    assert msiexec(wine, "/x", wine.path(small[NEW])) == 0
    assert not folder.exists()
    assert programs(wine) == []
    assert list(wine.disk.rglob("Assist.lnk")) == []
    for key in (r"HKLM\Software\Assist", r"HKLM\Software\Classes\assist"):
        assert wine.run("reg", "query", key).returncode != 0, key
    assert "Assist" not in registry(wine, RUN)
    assert registry(wine, POLICY) == {"text_size": ("REG_DWORD", "0x78")}
    assert (own / "assist-overlay" / "settings.toml").is_file()

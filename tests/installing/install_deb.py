"""The Debian package in a clean Debian 12: installed, used by a normal user, upgraded, gone back, removed, purged.

Needs root, debootstrap, and the package that `dev.py package linux` made. The tests are one administrator's days, in
their order.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from ship import start_time
from ship.linux import FOLDER, make_deb
from ship.places import DIST, NAME, WORK, fresh, version

from tests.audio.pulse import pulse_server
from tests.installing.debian import Debian, debian
from tests.making import DEMO

OLDER = "0.1.9"
GONE = f"opt/{NAME}/_internal/of_the_older_version.txt"
AT_LOGIN = "etc/xdg/autostart/io.github.assist_overlay.Assist.desktop"
OWN_SETTINGS = 'theme = "light"\n'


@pytest.fixture(scope="module")
def deb() -> Path:
    found = sorted(DIST.glob(f"{NAME}-{version()}-amd64*.deb"))
    assert found, "There is no package to install; make it with `python3 packaging/dev.py package linux`."
    return found[-1]


@pytest.fixture(scope="module")
def older() -> Path:
    """The same program called an older version, with one file more."""
    folder = fresh(WORK / "installing-older")
    bundle = folder / NAME
    subprocess.run(["cp", "-al", str(FOLDER / NAME), str(bundle)], check=True)
    (bundle / "_internal" / Path(GONE).name).write_text("An older version had this.\n", encoding="utf-8")
    made = make_deb(bundle, called=OLDER, into=folder)
    shutil.rmtree(bundle)
    return made


@pytest.fixture(scope="module")
def system() -> Iterator[Debian]:
    with debian(WORK / "installing") as made:
        yield made


@pytest.fixture(scope="module")
def before(system: Debian, deb: Path) -> set[str]:
    """What is in the system with the package's dependencies and without the package."""
    system.apt("update")
    wanted = subprocess.run(["dpkg-deb", "-f", str(deb), "Depends"], capture_output=True, text=True, check=True).stdout
    packages = [re.split(r"[ |(]", word.strip())[0] for word in wanted.split(",")]
    system.apt("install", "--no-install-recommends", *packages)
    return system.files()


def installed(system: Debian) -> str:
    """The package's state and version, as dpkg has it; empty when it knows of none."""
    done = system.run("dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Version}", NAME, user="root")
    return " ".join(done.stdout.split())


def test_it_installs(system: Debian, deb: Path, older: Path, before: set[str]) -> None:
    said = system.apt("install", "--no-install-recommends", system.put(older))
    assert installed(system) == f"ii {OLDER}-1"
    assert "warning" not in said.lower().replace("apt does not have a stable cli interface", "")
    assert GONE in system.files()
    own = system.root / "home" / "agent" / ".config" / NAME / "settings.toml"
    own.parent.mkdir(parents=True)
    own.write_text(OWN_SETTINGS, encoding="utf-8")


def test_an_upgrade_brings_the_new_version_and_takes_away_what_is_gone(system: Debian, deb: Path) -> None:
    system.apt("install", "--no-install-recommends", system.put(deb))
    assert installed(system) == f"ii {version()}-1"
    assert GONE not in system.files()


def test_a_normal_user_replays_a_call_without_a_network(system: Debian) -> None:
    assert shutil.which("python3", path=str(system.root / "usr" / "bin")) is None
    done = system.run("assist", "replay", system.put(DEMO), "--json", network=False)
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    words = " ".join(event["text"].lower() for event in events if event["type"] == "utterance")
    assert "third time" in words
    assert "aer.acknowledge" in [event["rule"] for event in events if event["type"] == "cue"]
    assert done.stderr == ""


def test_its_doctor_finds_everything_well(system: Debian, tmp_path: Path) -> None:
    own = system.root / "run" / "sound"
    own.mkdir()
    own.chmod(0o777)
    with pulse_server() as sound, start_time.x_server(tmp_path) as (display, _):
        heard = Path(sound["XDG_RUNTIME_DIR"])
        heard.chmod(0o755)
        done = _with_sound(system, heard, display)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("All is well.\n")
    assert "Traceback" not in done.stderr


def _with_sound(system: Debian, server: Path, display: str) -> subprocess.CompletedProcess[str]:
    """`assist doctor` where the machine's own sound server of the test stands in for the user's."""
    inside = system.root / "run" / "sound"
    words = ["sh", "-c", f"mount --bind {server} {inside} && exec chroot --userspec=agent:agent {system.root} "
             f"env HOME=/home/agent PATH=/usr/bin:/bin LANG=C.UTF-8 DISPLAY={display} "
             "PULSE_SERVER=unix:/run/sound/socket assist doctor"]  # fmt: skip
    return subprocess.run(["unshare", "--mount", *words], capture_output=True, text=True, timeout=300, check=False)


def test_its_overlay_paints_on_a_normal_users_screen(system: Debian) -> None:
    program = [
        "/usr/sbin/chroot", "--userspec=agent:agent", str(system.root), "env", "HOME=/home/agent", "PATH=/usr/bin:/bin",
        "LANG=C.UTF-8", "assist", "demo",
    ]  # fmt: skip
    assert start_time.first_paint_s(program, None) > 0


def test_the_manual_page_menu_and_links_are_there(system: Debian) -> None:
    share = system.root / "usr" / "share"
    assert (share / "man" / "man1" / "assist.1.gz").stat().st_size > 1000
    assert (share / "applications" / "io.github.assist_overlay.Assist.desktop").exists()
    assert (share / "icons" / "hicolor" / "48x48" / "apps" / "io.github.assist_overlay.Assist.png").exists()
    assert (system.root / "usr" / "bin" / "assist").readlink() == Path(f"/opt/{NAME}/assist")


def test_the_start_at_log_in_ends_at_once_where_nobody_wants_it(system: Debian) -> None:
    done = system.run("assist", "run", "--at-login")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_policy_locks_a_users_setting(system: Debian) -> None:
    policy = system.root / "etc" / "assist" / "policy.toml"
    policy.parent.mkdir()
    policy.write_text('theme = "contrast"\n', encoding="utf-8")
    told = [json.loads(line) for line in system.run("assist", "settings", "list", "--json").stdout.splitlines()]
    theme = next(entry for entry in told if entry["name"] == "theme")
    assert (theme["value"], theme["source"], theme["locked"]) == ("contrast", "policy", True)


def test_an_older_version_can_come_back(system: Debian, older: Path) -> None:
    system.apt("install", "--allow-downgrades", "--no-install-recommends", system.put(older))
    assert installed(system) == f"ii {OLDER}-1"
    assert system.run("assist", "settings", "list").returncode == 0
    own = system.root / "home" / "agent" / ".config" / NAME / "settings.toml"
    assert own.read_text(encoding="utf-8") == OWN_SETTINGS


def test_removed_it_leaves_only_what_an_administrator_may_have_changed(
    system: Debian, deb: Path, before: set[str]
) -> None:
    system.apt("install", "--no-install-recommends", system.put(deb))
    entry = system.root / AT_LOGIN
    entry.write_text(entry.read_text(encoding="utf-8") + "Hidden=true\n", encoding="utf-8")
    system.apt("remove", NAME)
    assert installed(system).startswith("rc ")
    left = system.files() - before
    assert left == {"etc/assist", "etc/assist/policy.toml", "etc/xdg", "etc/xdg/autostart", AT_LOGIN} - before
    assert "Hidden=true" in entry.read_text(encoding="utf-8")


def test_purged_it_leaves_nothing_but_the_administrators_policy(system: Debian, before: set[str]) -> None:
    system.apt("purge", NAME)
    assert installed(system).startswith("un") or installed(system) == ""
    assert system.files() - before == {"etc/assist", "etc/assist/policy.toml"}
    assert before - system.files() <= {"opt"}  # dpkg takes away the folder when it was the last in it
    assert (system.root / "home" / "agent" / ".config" / NAME / "settings.toml").exists()

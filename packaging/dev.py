"""Everything a developer types: set up, run the demo, test, bench, lock. Standard library only.

    python3 packaging/dev.py demo     install what is needed, then play the bundled call
    python3 packaging/dev.py test     install what is needed, then run every check
    python3 packaging/dev.py setup    install only
    python3 packaging/dev.py bench    measure cost and latency; prints a table, writes JSON (bench overlay: the window,
                                      bench masking: spoken secrets, bench floor and floor-faults: supervisors)
    python3 packaging/dev.py fuzz [--minutes 60]   throw anything at the masker; tells what it could not stand
    python3 packaging/dev.py mutate   change the masker line by line and count how often its tests notice; an hour
    python3 packaging/dev.py softphone-demo        a real call of two softphones, coached; leaves a screenshot
    python3 packaging/dev.py screenshots FOLDER    a picture of every state of the overlay
    python3 packaging/dev.py translate             look for new texts in the windows, make the translations anew
    python3 packaging/dev.py train customer-words --data FOLDER    make a model of `models/` again (or agent-words)
    python3 packaging/dev.py evaluate --data FOLDER                measure the models, write models/REPORT.md
    python3 packaging/dev.py evaluate coach                        measure the coach, write tests/coach/REPORT.md
    python3 packaging/dev.py package [linux] [windows] [--test]    make the installers, in dist/; --test tries them
    python3 packaging/dev.py package --twice       make the bundles twice; names what differs
    python3 packaging/dev.py audit    ask whether a weakness of a locked package is known
    python3 packaging/dev.py policies    make the templates for policies anew, after a change of the settings
    python3 packaging/dev.py hashes   make the list anew by which the program knows its packs and models
    python3 packaging/dev.py lock     resolve the dependencies in pyproject.toml again

Further words go to the command behind it (`dev.py demo --text`, `dev.py test -k coach`).
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assist import system_libraries  # noqa: E402  (only reachable after the line above)

LOCKS = ROOT / "packaging" / "locks"
MODELS = ROOT / "models"


def programs(venv: Path) -> Path:
    """The folder of a virtual environment's programs."""
    return venv / ("Scripts" if os.name == "nt" else "bin")


VENV = ROOT / ".venv"
TRAINING = ROOT / ".venv-train"
"""Training has an environment of its own: torch is large, and no part of the program."""
PEERS = ROOT / ".venv-peers"
"""What the masking bench compares with has one too: it needs older versions of what the program uses."""
BIN = programs(VENV)
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
TOOLS: dict[str, tuple[str | Path, ...]] = {
    "bench": ("-m", "tests.bench"),
    "fuzz": ("-m", "tests.privacy.fuzz"),
    "mutate": ("-m", "tests.mutation"),
    "softphone-demo": ("-m", "tests.softphone.demo"),
    "package": (ROOT / "packaging" / "package.py",),
}
"""Command → what runs it in the environment for developers."""
OF_PACKAGING = {"audit": "ship.audit", "hashes": "ship.hashes", "policies": "ship.policies"}
"""The same for modules in the folder `packaging/`, which are run there."""
PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
"""Debian keeps `ip` where a person's own path may not lead."""
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xprop": "x11-utils",
    "xrandr": "x11-xserver-utils",
    "wmctrl": "wmctrl",
    "pulseaudio": "pulseaudio",
    "pactl": "pulseaudio-utils",
    "pipewire": "pipewire",
    "wireplumber": "wireplumber",
    "pipewire-pulse": "pipewire-pulse",
    "dbus-daemon": "dbus-daemon",
    "baresip": "baresip-core",
    "ip": "iproute2",
    "unshare": "util-linux",
    "espeak-ng": "espeak-ng",
    "mosquitto": "mosquitto",
    "objdump": "binutils",
    "strip": "binutils",
    "lintian": "lintian",
    "groff": "groff-base",
    "wixl": "wixl",
    "msiinfo": "msitools",
    "osslsigncode": "osslsigncode",
    "gpg": "gpg",
    "rpmsign": "rpm",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
}
"""Program that the tests start → its Debian package. The Pulse plug-in of ALSA has no program to look for."""
PACKAGE_TOOLS = {"wine": "wine"}
"""What makes installers needs besides: Wine has Windows' own Python write its byte code."""
INSTALLING_TOOLS = {"debootstrap": "debootstrap"}
"""What tries whole installers needs besides."""
PULSE_PLUGIN = "libasound2-plugins"
INTER = "fonts-inter"
"""The font of the committed pictures."""


def main() -> int:
    command, rest = (sys.argv[1] if len(sys.argv) > 1 else "help"), sys.argv[2:]
    match command:
        case "setup":
            set_up("run")
            print(f"Ready. Start it with: {BIN / 'assist'} demo")
            return 0
        case "demo":
            set_up("run")
            return run(PYTHON, "-m", "assist", "demo", *rest)
        case "test":
            set_up("dev")
            return check(rest)
        case _ if command in TOOLS:
            set_up("dev")
            return run(PYTHON, *TOOLS[command], *rest, *more_for(command, rest))
        case _ if command in OF_PACKAGING:
            set_up("dev")
            return run(PYTHON, "-m", OF_PACKAGING[command], *rest, folder=ROOT / "packaging")
        case "screenshots":
            set_up("dev")
            return run(PYTHON, "-m", "tests.overlay.picturing", *(rest or ["screenshots"]))
        case "translate":
            set_up("dev")
            return translate()
        case "train":
            return train(rest)
        case "evaluate":
            set_up("dev")
            if rest[:1] == ["coach"]:
                return run(PYTHON, "-m", "tests.coach.report", *rest[1:])
            return run(PYTHON, MODELS / "report.py", *rest)
        case "lock":
            set_up("dev")
            return lock()
    print(__doc__)
    return 0 if command in ("help", "-h", "--help") else 2


def more_for(command: str, rest: list[str]) -> list[str]:
    """Further words of a command, when what they name is set up."""
    if [command, *rest[:1]] == ["bench", "masking"]:
        set_up("peers", PEERS)
        return ["--peer", str(programs(PEERS) / PYTHON.name)]
    if command == "package":
        system_packages(lacking(PACKAGE_TOOLS | (INSTALLING_TOOLS if "--test" in rest else {})))
    return []


def run(*command: str | Path, folder: Path = ROOT) -> int:
    """The exit code of `command`, run in the project's folder or in another."""
    try:
        return subprocess.run([str(word) for word in command], cwd=folder, check=False).returncode
    except KeyboardInterrupt:
        return 130


def need(*command: str | Path, why: str) -> None:
    """Run `command` or stop with one sentence that says what could not be done."""
    if run(*command) != 0:
        sys.exit(f"dev.py: {why}. The lines above say why.")


# --- what gets installed ------------------------------------------------------------------------------------------


def set_up(lock_name: str, venv: Path = VENV) -> None:
    """Make `venv` hold exactly the lock `lock_name` ("run", "dev", "train" or "peers"); at once when it does."""
    if sys.version_info < (3, 11):  # noqa: UP036  (this file is what an old Python is started with)
        sys.exit(f"dev.py: Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    system_packages(missing_packages(for_tests=lock_name == "dev"))
    wanted = stamp(lock_name)
    marker = venv / "installed"
    done = marker.read_text(encoding="utf-8").split() if marker.exists() else []
    if wanted in done or (lock_name == "run" and stamp("dev") in done):
        return
    print(f"Installing into {venv.name} (once; about a minute) ...", flush=True)
    python = programs(venv) / PYTHON.name
    if not python.exists():
        need(sys.executable, "-m", "venv", venv, why="the virtual environment could not be made")
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--use-pep517")
    need(*pip, "--require-hashes", "-r", LOCKS / f"{lock_name}.txt", why="the locked packages could not be installed")
    need(
        *pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT,
        why="the program itself could not be installed",
    )  # fmt: skip
    marker.write_text(wanted + "\n", encoding="utf-8")


def stamp(lock_name: str) -> str:
    """What an installation of this lock by this Python in this folder is called."""
    lock_text = (LOCKS / f"{lock_name}.txt").read_bytes()
    place = f"{ROOT}{sys.version}".encode()
    entry_points = (ROOT / "pyproject.toml").read_bytes()
    return f"{lock_name}-{hashlib.sha256(lock_text + entry_points + place).hexdigest()[:16]}"


def missing_packages(*, for_tests: bool) -> list[str]:
    """Debian packages that this machine lacks for the program, and with `for_tests` for the tests too."""
    if not sys.platform.startswith("linux"):
        return []
    packages = system_libraries.missing(system_libraries.WINDOW | system_libraries.SOUND)
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        packages.append(f"python3.{sys.version_info.minor}-venv")
    if for_tests:
        packages += lacking(TEST_TOOLS)
        if not list(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so")):
            packages.append(PULSE_PLUGIN)
        if not list(Path("/usr/share/fonts").glob("*/inter/Inter-Regular.*")):
            packages.append(INTER)
    return packages


def lacking(tools: Mapping[str, str]) -> list[str]:
    """The Debian packages of those programs that are not there."""
    return [package for program, package in tools.items() if shutil.which(program, path=PATH) is None]


def system_packages(packages: Iterable[str]) -> None:
    """Install Debian packages as root; otherwise print the exact command and go on."""
    wanted = sorted(set(packages))
    if not wanted:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *wanted]
    if shutil.which("apt-get") is None:
        print("dev.py: this system lacks libraries that Debian calls: " + " ".join(wanted), file=sys.stderr)
    elif os.geteuid() != 0:
        print("dev.py: some system packages are missing. An administrator can add them with:", file=sys.stderr)
        print(f"    sudo apt-get update && sudo {shlex.join(install)}", file=sys.stderr)
    else:
        print("Installing system packages: " + " ".join(wanted), flush=True)
        quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
        if subprocess.run([*install, "-o", "Dpkg::Use-Pty=0"], check=False, **quiet).returncode != 0:  # type: ignore[call-overload]
            print("dev.py: not all of them could be installed; going on without.", file=sys.stderr)


# --- translations -------------------------------------------------------------------------------------------------


def translate() -> int:
    """Bring every translation in step with the texts in the code; what is new in a .ts file is for a translator."""
    code = sorted((ROOT / "assist").rglob("*.py"))
    for texts in sorted((ROOT / "assist" / "windows" / "translations").glob("*.ts")):
        done = run(
            BIN / "pyside6-lupdate", "-no-obsolete", "-locations", "none", "-source-language", "en", *code, "-ts", texts
        ) or run(BIN / "pyside6-lrelease", texts, "-qm", texts.with_suffix(".qm"))
        if done:
            return done
    return 0


# --- models -------------------------------------------------------------------------------------------------------


def train(words: list[str]) -> int:
    """Make a model of `models/` again from its data: the first word names it."""
    known = sorted(path.parent.name for path in MODELS.glob("*/train.py"))
    name = words[0].replace("-", "_") if words else ""
    if name not in known:
        print(f"dev.py: name a model to train: {', '.join(known).replace('_', '-')}.", file=sys.stderr)
        return 2
    set_up("train", TRAINING)
    return run(programs(TRAINING) / PYTHON.name, MODELS / name / "train.py", *words[1:])


# --- checks -------------------------------------------------------------------------------------------------------


def check(rest: list[str]) -> int:
    """Every check in turn; the first that fails stops. With further words, only pytest, with those words."""
    if rest:
        return run(PYTHON, "-m", "pytest", *rest)
    checks: list[tuple[str | Path, ...]] = [
        (BIN / "ruff", "check", "--quiet", "."),
        (BIN / "ruff", "format", "--check", "--quiet", "."),
        (BIN / "mypy",),
        (BIN / "lint-imports", "--no-logo"),
        (PYTHON, "-m", "coverage", "erase"),
        # Two at a time, for machines of two cores; the tests of a file share what they start, so they stay together.
        (PYTHON, "-m", "coverage", "run", "-m", "pytest", "-n", "2", "--dist", "loadfile"),
        (PYTHON, "-m", "coverage", "combine", "--quiet"),
        (PYTHON, "-m", "coverage", "report"),
    ]
    for command in checks:
        print(f"== {shlex.join(Path(str(word)).name if i == 0 else str(word) for i, word in enumerate(command))}",
              flush=True)  # fmt: skip
        code = run(*command)
        if code != 0:
            return code
    print("Every check passed.")
    return 0


def lock() -> int:
    """Resolve pyproject.toml into the locks: every system and Python, every file by its hash."""
    groups = {"run": ["build"], "dev": ["dev"], "train": ["build", "train"], "peers": ["build", "peers"]}
    for name, wanted in groups.items():
        alone = name == "peers"  # not beside the program: neither its packages nor their versions
        code = run(
            BIN / "uv", "pip", "compile", *(() if alone else ("pyproject.toml",)), "--quiet", "--universal",
            "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-emit-index-url",
            "--no-emit-find-links", *(word for group in wanted for word in ("--group", f"pyproject.toml:{group}")),
            *(() if alone or name == "run" else ("--constraint", str(LOCKS / "run.txt"))),
            "--output-file", LOCKS / f"{name}.txt",
        )  # fmt: skip
        if code != 0:
            return code
        path = LOCKS / f"{name}.txt"
        path.write_text(f"# {requirements_digest()}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    return run(PYTHON, "-m", "ship.wheel_hashes", folder=ROOT / "packaging")


def requirements_digest() -> str:
    """One line that changes whenever pyproject.toml asks for other packages; it heads every lock."""
    import tomllib  # not before the Python version was looked at

    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    asked = [project["project"]["dependencies"], project["dependency-groups"], project["project"]["requires-python"]]
    return "made by `dev.py lock` from requirements " + hashlib.sha256(repr(asked).encode()).hexdigest()[:24]


if __name__ == "__main__":
    sys.exit(main())

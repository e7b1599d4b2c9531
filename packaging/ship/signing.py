"""Signatures over what is handed out, with keys from outside; what has none says so in its name.

A key is named by an environment variable and stays where it is:

    SIGN_WITH_GPG             id or address of a key in GnuPG's key ring: .deb, .rpm and .tar.xz
    SIGN_WITH_PKCS12          file with an Authenticode certificate and its key: .msi and the programs in it
    SIGN_WITH_PASSWORD_FILE   file whose first line is the password of that file
    SIGN_WITH_TIMESTAMP       address of an RFC 3161 time-stamp service for it; without one the signature ends with its
                              certificate

On a Debian package the signature is the archive's member `_gpgorigin` over the other three (debsigs' format), on an
RPM what `rpmsign` writes, beside a tar a file `.asc`, in an MSI what `osslsigncode` writes. macOS: see
`packaging/macos/`. Knows no step that makes an installer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from ship.places import CannotBuild, call, moment

UNSIGNED = "-unsigned"


def sign(artefact: Path, keys: Mapping[str, str] = os.environ) -> list[Path]:
    """The files that are handed out for an artefact: signed, or renamed to say that it is not. Raises CannotBuild."""
    ways: dict[str, tuple[str, Callable[[Path, Mapping[str, str]], list[Path]]]] = {
        ".deb": ("SIGN_WITH_GPG", _deb),
        ".rpm": ("SIGN_WITH_GPG", _rpm),
        ".xz": ("SIGN_WITH_GPG", _beside),
        ".msi": ("SIGN_WITH_PKCS12", _authenticode),
    }
    key, way = ways[artefact.suffix]
    return way(artefact, keys) if keys.get(key) else [artefact.rename(unsigned_name(artefact))]


def sign_programs(folder: Path, keys: Mapping[str, str] = os.environ) -> None:
    """Sign our own programs at the top of a tree for Windows, where there is a key; Python's are signed by its makers.

    Raises CannotBuild.
    """
    if keys.get("SIGN_WITH_PKCS12"):
        for program in sorted(folder.glob("assist*.exe")):
            _authenticode(program, keys)


def unsigned_name(artefact: Path) -> Path:
    """The name of an artefact that nobody signed, as `assist-overlay-0.2.0-amd64-unsigned.deb`."""
    ending = ".tar.xz" if artefact.name.endswith(".tar.xz") else artefact.suffix
    return artefact.with_name(artefact.name.removesuffix(ending) + UNSIGNED + ending)


def _deb(deb: Path, keys: Mapping[str, str]) -> list[Path]:
    members = call("ar", "t", deb, why=f"{deb.name} is no Debian package").split()
    signed = b"".join(
        subprocess.run(["ar", "p", str(deb), member], capture_output=True, check=True).stdout for member in members[:3]
    )
    signature = _detached(signed, keys)
    # By hand: `ar` ends every name with a slash, which deb(5) does not have.
    head = f"{'_gpgorigin':<16}{moment():<12}{0:<6}{0:<6}{'100644':<8}{len(signature):<10}`\n"
    with deb.open("ab") as archive:
        archive.write(head.encode() + signature + b"\n" * (len(signature) % 2))
    return [deb]


def _rpm(rpm: Path, keys: Mapping[str, str]) -> list[Path]:
    call(
        "rpmsign", "--define", f"_gpg_name {keys['SIGN_WITH_GPG']}", "--define", f"__gpg {_gpg()}", "--addsign", rpm,
        why=f"{rpm.name} could not be signed", env=keys,
    )  # fmt: skip
    return [rpm]


def _beside(tar: Path, keys: Mapping[str, str]) -> list[Path]:
    signature = tar.with_name(f"{tar.name}.asc")
    signature.write_bytes(_detached(tar.read_bytes(), keys))
    return [tar, signature]


def _detached(content: bytes, keys: Mapping[str, str]) -> bytes:
    command = [_gpg(), "--batch", "--armor", "--detach-sign", "--local-user", keys["SIGN_WITH_GPG"]]
    done = subprocess.run(command, input=content, capture_output=True, env={**os.environ, **keys}, check=False)
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotBuild(f"GnuPG could not sign with the key in SIGN_WITH_GPG: {said[-1] if said else 'no reason'}")
    return done.stdout


def _gpg() -> str:
    program = shutil.which("gpg")
    if program is None:
        raise CannotBuild("GnuPG (gpg) is needed for a signature with the key in SIGN_WITH_GPG.")
    return program


def _authenticode(file: Path, keys: Mapping[str, str]) -> list[Path]:
    signed = file.with_name(f"{file.name}.signed")
    password = _password(keys)
    stamp = ["-ts", keys["SIGN_WITH_TIMESTAMP"]] if keys.get("SIGN_WITH_TIMESTAMP") else []
    call(
        "osslsigncode", "sign", "-pkcs12", keys["SIGN_WITH_PKCS12"], *password, *stamp, "-h", "sha256",
        "-n", "Assist", "-in", file, "-out", signed, why=f"{file.name} could not be signed",
    )  # fmt: skip
    signed.replace(file)
    return [file]


def _password(keys: Mapping[str, str]) -> list[str]:
    """osslsigncode's words for the password's file. Raises CannotBuild, without the value: it may be a password."""
    file = keys.get("SIGN_WITH_PASSWORD_FILE", "")
    if file and not os.path.isfile(file):  # of Path.is_file a long password would be an OSError that shows it
        raise CannotBuild("SIGN_WITH_PASSWORD_FILE names no file: write the password's file there, not the password.")
    return ["-readpass", file] if file else []

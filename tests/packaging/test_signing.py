"""Signatures with keys from outside; an artefact that has none says so in its name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from ship.places import CannotBuild
from ship.signing import sign, unsigned_name

NOBODY = "nobody@example.org"


@pytest.fixture(scope="module")
def ring() -> Iterator[Mapping[str, str]]:
    """A key ring with one key."""
    with TemporaryDirectory(prefix="ring") as folder:  # short: GnuPG's sockets are in it
        keys = {"GNUPGHOME": folder, "SIGN_WITH_GPG": NOBODY}
        gpg(keys, "--passphrase", "", "--quick-gen-key", NOBODY, "ed25519", "sign", "1d")
        try:
            yield keys
        finally:
            subprocess.run(["gpgconf", "--kill", "all"], env=os.environ | keys, check=True)


def gpg(keys: Mapping[str, str], *words: str | Path, content: bytes = b"") -> str:
    command = ["gpg", "--batch", "--status-fd", "1", *map(str, words)]
    done = subprocess.run(command, env=os.environ | dict(keys), input=content, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture
def deb(tmp_path: Path) -> Path:
    """A package of nothing."""
    control = tmp_path / "tree" / "DEBIAN" / "control"
    control.parent.mkdir(parents=True)
    fields = {"Package": "nothing", "Version": "1", "Architecture": "all", "Maintainer": NOBODY, "Description": "none"}
    control.write_text("".join(f"{name}: {value}\n" for name, value in fields.items()), encoding="utf-8")
    made = tmp_path / "nothing-1.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", str(tmp_path / "tree"), str(made)], check=True)
    return made


@pytest.fixture
def msi(tmp_path: Path) -> Path:
    """An installer of one file."""
    (tmp_path / "one.txt").write_text("one", encoding="utf-8")
    (tmp_path / "one.wxs").write_text(
        """<?xml version="1.0"?><Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
        <Product Name="One" Id="*" UpgradeCode="7c2b3d4e-0000-4000-8000-000000000001" Language="1033" Version="1.0.0"
          Manufacturer="Nobody"><Package InstallerVersion="200" Compressed="yes"/>
        <Media Id="1" Cabinet="one.cab" EmbedCab="yes"/><Directory Id="TARGETDIR" Name="SourceDir">
        <Component Id="One" Guid="7c2b3d4e-0000-4000-8000-000000000002"><File Id="One" Source="one.txt"/></Component>
        </Directory><Feature Id="All" Level="1"><ComponentRef Id="One"/></Feature></Product></Wix>""",
        encoding="utf-8",
    )
    subprocess.run(["wixl", "-o", "one-1.msi", "one.wxs"], cwd=tmp_path, check=True)
    return tmp_path / "one-1.msi"


@pytest.fixture
def certificate(tmp_path: Path) -> Mapping[str, str]:
    """A certificate that signs programs, in a file with a password."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nobody")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "nobody.pem").write_bytes(made.public_bytes(Encoding.PEM))
    sealed = pkcs12.serialize_key_and_certificates(b"nobody", key, made, None, BestAvailableEncryption(b"secret"))
    (tmp_path / "nobody.p12").write_bytes(sealed)
    (tmp_path / "password").write_text("secret\n", encoding="utf-8")
    return {"SIGN_WITH_PKCS12": str(tmp_path / "nobody.p12"), "SIGN_WITH_PASSWORD_FILE": str(tmp_path / "password")}


@pytest.mark.parametrize("name", ["a-1-amd64.deb", "a-1.x86_64.rpm", "a-1-linux.tar.xz", "a-1.msi"])
def test_what_has_no_key_is_marked_unsigned(name: str, tmp_path: Path) -> None:
    artefact = tmp_path / name
    artefact.write_bytes(b"content")
    (handed_out,) = sign(artefact, {})
    assert handed_out == unsigned_name(artefact)
    assert "-unsigned." in handed_out.name
    assert handed_out.suffixes[-1] == artefact.suffixes[-1]
    assert handed_out.read_bytes() == b"content"
    assert not artefact.exists()


def test_a_signed_debian_package_bears_a_signature_over_all_that_is_in_it(
    deb: Path, ring: Mapping[str, str], tmp_path: Path
) -> None:
    before = deb.read_bytes()
    assert sign(deb, ring) == [deb]
    subprocess.run(["dpkg-deb", "--info", str(deb)], check=True, capture_output=True)
    subprocess.run(["ar", "x", str(deb)], cwd=tmp_path, check=True)
    *members, signature = subprocess.run(
        ["ar", "t", str(deb)], capture_output=True, text=True, check=True
    ).stdout.split()
    assert signature == "_gpgorigin"
    whole = b"".join((tmp_path / member).read_bytes() for member in members)
    said = gpg(ring, "--verify", tmp_path / signature, "-", content=whole)
    assert "GOODSIG" in said
    assert deb.read_bytes().startswith(before)


def test_beside_a_signed_tar_is_its_signature(ring: Mapping[str, str], tmp_path: Path) -> None:
    tar = tmp_path / "a-1-linux.tar.xz"
    tar.write_bytes(b"content")
    _, signature = sign(tar, ring)
    assert "GOODSIG" in gpg(ring, "--verify", signature, tar)


def test_an_rpm_is_signed_with_the_key(ring: Mapping[str, str], tmp_path: Path) -> None:
    (tmp_path / "nfpm.yaml").write_text("name: nothing\narch: all\nversion: 1.0.0\n", encoding="utf-8")
    nfpm = Path(sys.executable).with_name("nfpm")
    subprocess.run([nfpm, "pkg", "-f", "nfpm.yaml", "-p", "rpm", "-t", "nothing-1.rpm"], cwd=tmp_path, check=True)
    rpm = tmp_path / "nothing-1.rpm"
    assert sign(rpm, ring) == [rpm]
    said = subprocess.run(["rpm", "-Kv", "--nosignature", str(rpm)], capture_output=True, text=True, check=False)
    assert "digest: OK" in said.stdout
    asked = ["rpm", "-qp", "--qf", "%{SIGPGP:pgpsig}%{RSAHEADER:pgpsig}%{DSAHEADER:pgpsig}", str(rpm)]
    assert "Key ID" in subprocess.run(asked, capture_output=True, text=True, check=True).stdout


def test_an_msi_is_signed_with_the_certificate(msi: Path, certificate: Mapping[str, str], tmp_path: Path) -> None:
    assert sign(msi, certificate) == [msi]
    asked = ["osslsigncode", "verify", "-CAfile", str(tmp_path / "nobody.pem"), "-in", str(msi)]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    assert "Signature verification: ok" in said


def test_a_wrong_key_is_told_and_the_artefact_stays_as_it_was(
    msi: Path, certificate: Mapping[str, str], tmp_path: Path
) -> None:
    before = msi.read_bytes()
    (tmp_path / "password").write_text("wrong\n", encoding="utf-8")
    with pytest.raises(CannotBuild, match=r"one-1\.msi could not be signed"):
        sign(msi, certificate)
    assert msi.read_bytes() == before


@pytest.mark.parametrize("password", ["hunter two", "x" * 5000])
def test_a_password_where_its_file_should_be_named_is_told_without_the_password(
    msi: Path, certificate: Mapping[str, str], password: str
) -> None:
    before = msi.read_bytes()
    with pytest.raises(CannotBuild, match="SIGN_WITH_PASSWORD_FILE names no file") as told:
        sign(msi, {**certificate, "SIGN_WITH_PASSWORD_FILE": password})
    assert password not in str(told.value)
    assert msi.read_bytes() == before


def test_a_key_that_is_not_in_the_ring_is_told(deb: Path, ring: Mapping[str, str]) -> None:
    with pytest.raises(CannotBuild, match="could not sign with the key"):
        sign(deb, {**ring, "SIGN_WITH_GPG": "somebody-else@example.org"})

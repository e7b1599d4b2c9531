"""Packs that are signed, and those that are not signed by the right key."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from assist import pack_signing
from assist.model_packs import LIST, SIGNATURE
from assist.pack_installing import install
from tests.made_models import is_whole, refusal
from tests.made_packs import changed, nothing_in, packed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The models folder; not there yet."""
    return tmp_path / "data" / "models"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    pack_signing.make_key(tmp_path / "private.pem")
    return tmp_path / "private.pem"


def test_a_signed_pack_is_installed_where_its_key_is_asked_for(tmp_path: Path, folder: Path, key: Path) -> None:
    install(packed(tmp_path, key), folder, key=pack_signing.public_key(key))
    assert is_whole(folder)


def test_without_a_key_a_signature_changes_nothing(tmp_path: Path, folder: Path, key: Path) -> None:
    install(packed(tmp_path, key), folder)
    assert is_whole(folder)


def test_an_unsigned_pack_is_refused_where_a_key_is_asked_for(tmp_path: Path, folder: Path, key: Path) -> None:
    public = pack_signing.public_key(key)
    assert "is not signed; this computer takes only" in refusal(lambda: install(packed(tmp_path), folder, key=public))
    assert nothing_in(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda members: members.update({SIGNATURE: b"00" * 64}),
        lambda members: members.update({SIGNATURE: members[SIGNATURE][:-2]}),
        lambda members: members.update({SIGNATURE: b"no hex"}),
        lambda members: members.update({SIGNATURE: b"\xff\xfe"}),
        lambda members: members.update({SIGNATURE: b""}),
        lambda members: members.update({LIST: members[LIST] + b" "}),
    ],
)
def test_a_wrong_signature_is_refused(
    tmp_path: Path, folder: Path, key: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    pack = changed(packed(tmp_path, key), change)
    public = pack_signing.public_key(key)
    assert "is not signed by this computer's organisation" in refusal(lambda: install(pack, folder, key=public))
    assert nothing_in(folder)


def test_a_pack_signed_with_another_key_is_refused(tmp_path: Path, folder: Path, key: Path) -> None:
    other = pack_signing.make_key(tmp_path / "other.pem")
    assert "is not signed by this" in refusal(lambda: install(packed(tmp_path, key), folder, key=other))
    assert nothing_in(folder)


def test_a_signature_over_the_bare_list_is_none(tmp_path: Path, folder: Path, key: Path) -> None:
    """What somebody signed for another purpose is no pack of ours."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    private = load_pem_private_key(key.read_bytes(), None)

    def sign(members: dict[str, bytes]) -> None:
        members[SIGNATURE] = private.sign(members[LIST]).hex().encode()  # type: ignore[union-attr, call-arg]

    pack = changed(packed(tmp_path, key), sign)
    assert "not signed by" in refusal(lambda: install(pack, folder, key=pack_signing.public_key(key)))


def test_a_key_is_its_owners_alone_and_never_written_over(tmp_path: Path) -> None:
    public = pack_signing.make_key(tmp_path / "k.pem")
    assert stat.S_IMODE((tmp_path / "k.pem").stat().st_mode) == 0o600
    assert (len(public), public) == (64, pack_signing.public_key(tmp_path / "k.pem"))
    before = (tmp_path / "k.pem").read_bytes()
    assert "never written over" in refusal(lambda: pack_signing.make_key(tmp_path / "k.pem"))
    assert (tmp_path / "k.pem").read_bytes() == before
    (tmp_path / "file").touch()
    assert "could not be written" in refusal(lambda: pack_signing.make_key(tmp_path / "file" / "k.pem"))


def test_what_is_no_key_is_said(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    file = tmp_path / "k.pem"
    assert "cannot be read" in refusal(lambda: pack_signing.public_key(file))
    file.write_bytes(b"no key")
    assert "is no private key" in refusal(lambda: pack_signing.public_key(file))
    other = ec.generate_private_key(ec.SECP256R1())
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file.write_bytes(other.private_bytes(*form, serialization.NoEncryption()))
    assert "is no Ed25519 key" in refusal(lambda: packed(tmp_path, file))
    file.write_bytes(other.private_bytes(*form, serialization.BestAvailableEncryption(b"secret")))
    assert "is no private key" in refusal(lambda: packed(tmp_path, file))

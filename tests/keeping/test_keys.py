"""Keys: made once, never written over, read as age itself writes them."""

from __future__ import annotations

import os
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Identity

from assist.keeping.keys import make_keys, private_keys, public_key
from tests.keeping.making import complaint


def test_a_pair_fits(tmp_path: Path) -> None:
    public = make_keys(tmp_path / "key")
    sealed = pyrage.encrypt(b"sound", [public_key(public)])
    assert pyrage.decrypt(sealed, private_keys(tmp_path / "key")) == b"sound"
    assert public in (tmp_path / "key").read_text()


def test_space_around_a_public_key_does_no_harm(tmp_path: Path) -> None:
    public = make_keys(tmp_path / "key")
    assert str(public_key(f" {public}\n")) == public


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_only_the_owner_may_read_the_private_key(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        make_keys(tmp_path / "key")
    finally:
        os.umask(before)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_no_key_is_written_over(tmp_path: Path) -> None:
    make_keys(tmp_path / "key")
    before = (tmp_path / "key").read_bytes()
    assert "is there already" in complaint(lambda: make_keys(tmp_path / "key"))
    assert (tmp_path / "key").read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    assert "cannot be written" in complaint(lambda: make_keys(tmp_path / "nowhere" / "key"))


def test_a_file_of_several_keys_is_read_as_age_does(tmp_path: Path) -> None:
    keys = [Identity.generate(), Identity.generate()]
    lines = ["\ufeff# created: 2026-08-01", "", *map(str, keys), ""]
    (tmp_path / "key").write_text("\r\n".join(lines), encoding="utf-8")
    assert [str(key) for key in private_keys(tmp_path / "key")] == [str(key) for key in keys]


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"\xff\xfe\x00", b"AGE-SECRET-KEY-1", b"age1xyz"])
def test_a_file_without_a_private_key_is_said_and_not_repeated(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)
    sentence = complaint(lambda: private_keys(tmp_path / "key"))
    assert sentence == f'{tmp_path / "key"} holds no age private key; its line begins with "AGE-SECRET-KEY-1".'


def test_a_key_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "cannot be read" in complaint(lambda: private_keys(tmp_path / "key"))

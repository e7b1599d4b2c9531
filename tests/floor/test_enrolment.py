"""Enrolment files that a machine joins with, and where its password is kept."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import keyring
import keyring.backends.fail
import keyring.backends.null
import keyring.core
import msgspec
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from assist.errors import FloorError
from assist.floor import passwords
from assist.floor.enrolment import Enrolment, forget, keep, read_enrolment, to_json
from assist.floor.setup.folder import Change, make
from assist.floor.setup.people import Person
from assist.floor.setup.site import Site

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "hunter2hunter2"
BROKER = "mqtts://broker.example.org:8883"


class Store(KeyringBackend):
    """A system's password store, in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


class Locked(Store):
    """One that its user does not unlock."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("locked")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked("locked")


class Broken(Locked):
    """One whose service on the desktop has gone."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise ConnectionResetError("gone")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    one = Store()
    use(monkeypatch, one)
    return one


def use(monkeypatch: pytest.MonkeyPatch, store: KeyringBackend) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", store)


def enrolment_of(folder: Path, *, certificates: bool = False, role: str = "agent", team: str = "a") -> Path:
    site = Site(host="broker.example.org", place="", certificates=certificates)
    person = msgspec.convert({"user": "anna", "name": "Anna \u00c5", "team": team, "role": role}, Person)
    return make(folder, site, Change((person,)), now=NOW)[0]


def changed(path: Path, **values: Any) -> Path:
    table = msgspec.json.decode(path.read_bytes())
    other = path.with_name("other")
    other.write_bytes(msgspec.json.encode(table | values))
    return other


# --- the file ---------------------------------------------------------------------------------------------------------


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    path = enrolment_of(tmp_path / "floor", role="supervisor", team="a+b")
    enrolment = read_enrolment(path, now=NOW)
    assert (enrolment.broker, enrolment.team, enrolment.role) == (BROKER, "a+b", "supervisor")
    assert to_json(enrolment) == path.read_bytes()
    assert read_enrolment(enrolment_of(tmp_path / "all", role="supervisor", team="*"), now=NOW).team == "*"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"schema": 2}, "newer version"),
        ({"schema": "1"}, "no enrolment file"),
        ({"schema": 0}, "not as"),
        ({"broker": f"mqtt://{SECRET}:1883"}, "not as"),
        ({"broker": "broker.example.org"}, "not as"),
        ({"user": f"{SECRET}/#"}, "not as"),
        ({"team": "a+b"}, "not as"),
        ({"team": "+"}, "not as"),
        ({"name": "two\nlines"}, "not as"),
        ({"role": SECRET}, "not as"),
        ({"password": ""}, "not as"),
        ({"password": 3}, "not as"),
        ({"certificate": SECRET, "key": "x"}, "not as"),
        ({"password": "", "certificate": SECRET, "key": SECRET}, "not as"),
        ({"password": "", "key": SECRET}, "not as"),
        ({"ca": SECRET}, "not as"),
    ],
)
def test_a_file_that_is_wrong_is_told_in_one_sentence_without_its_words(
    tmp_path: Path, values: dict[str, Any], words: str
) -> None:
    path = changed(changed(enrolment_of(tmp_path / "floor"), password=SECRET), **values)
    with pytest.raises(FloorError, match=words) as told:
        read_enrolment(path, now=NOW)
    assert str(path) in str(told.value)
    assert SECRET not in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"{" * 5000, b"[" * 60_000, b"password: hunter2"])
def test_a_file_of_another_kind_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(FloorError, match="is no enrolment file"):
        read_enrolment(path, now=NOW)


def test_a_file_that_cannot_be_read_or_is_huge_is_told(tmp_path: Path) -> None:
    with pytest.raises(FloorError, match="cannot be read: No such file"):
        read_enrolment(tmp_path / "none", now=NOW)
    with pytest.raises(FloorError, match="cannot be read"):
        read_enrolment(tmp_path, now=NOW)
    (tmp_path / "film").write_bytes(b" " * 65_537)
    with pytest.raises(FloorError, match="too large"):
        read_enrolment(tmp_path / "film", now=NOW)


def test_a_certificate_that_ran_out_or_goes_with_another_key_is_told(tmp_path: Path) -> None:
    path = enrolment_of(tmp_path / "floor", certificates=True)
    read_enrolment(path, now=NOW + timedelta(days=364))
    with pytest.raises(FloorError, match="ran out on 2027-03-02"):
        read_enrolment(path, now=NOW + timedelta(days=365))
    other = read_enrolment(enrolment_of(tmp_path / "other", certificates=True), now=NOW)
    with pytest.raises(FloorError, match="does not go with the key"):
        read_enrolment(changed(path, key=other.key), now=NOW)
    with pytest.raises(FloorError, match="not as"):
        read_enrolment(changed(path, key=SECRET), now=NOW)


# --- what is kept of it -----------------------------------------------------------------------------------------------


def test_certificates_and_key_are_kept_for_the_user_alone_and_a_second_join_replaces_them(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "kept"
    with_key = read_enrolment(enrolment_of(tmp_path / "one", certificates=True), now=NOW)
    kept = keep(with_key, folder)
    assert kept.certificate is not None
    assert kept.key is not None
    for path, text in zip(kept, (with_key.ca, with_key.certificate, with_key.key), strict=True):
        assert path is not None
        assert path.read_text() == text
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with_password = read_enrolment(enrolment_of(tmp_path / "two"), now=NOW)
    assert keep(with_password, folder) == (kept.ca, None, None)
    assert [path.name for path in folder.iterdir()] == ["ca.crt"]
    assert kept.ca.read_text() == with_password.ca
    (folder / "mine").write_text("")
    forget(folder)
    forget(folder)
    assert [path.name for path in folder.iterdir()] == ["mine"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    enrolment: Enrolment = read_enrolment(enrolment_of(tmp_path / "floor"), now=NOW)
    (tmp_path / "file").write_text("")
    with pytest.raises(FloorError, match="cannot be written"):
        keep(enrolment, tmp_path / "file" / "kept")


# --- the password -----------------------------------------------------------------------------------------------------


def test_a_password_is_in_the_systems_store_and_in_no_file(store: Store, tmp_path: Path) -> None:
    assert passwords.remember("anna", BROKER, SECRET, folder=tmp_path) == passwords.IN_STORE
    assert list(store.kept.values()) == [SECRET]
    assert list(tmp_path.rglob("*.json")) == []
    assert passwords.recall("anna", BROKER, folder=tmp_path) == SECRET
    assert passwords.recall("ben", BROKER, folder=tmp_path) is None
    passwords.forget("anna", BROKER, folder=tmp_path)
    passwords.forget("anna", BROKER, folder=tmp_path)
    assert store.kept == {}


@pytest.mark.parametrize(
    "lacking",
    [keyring.backends.fail.Keyring, keyring.backends.null.Keyring, Locked, Broken],
    ids=["no store", "one that keeps nothing", "locked", "broken"],
)
def test_without_a_store_it_is_in_a_file_that_only_its_owner_may_read(
    lacking: type[KeyringBackend], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, lacking())
    folder = tmp_path / "deep" / "kept"
    assert passwords.remember("anna", BROKER, SECRET, folder=folder) == passwords.IN_FILE
    assert passwords.remember("ben", BROKER, "other", folder=folder) == passwords.IN_FILE
    assert stat.S_IMODE((folder / passwords.FILE).stat().st_mode) == 0o600
    assert passwords.recall("anna", BROKER, folder=folder) == SECRET
    passwords.forget("anna", BROKER, folder=folder)
    assert passwords.recall("anna", BROKER, folder=folder) is None
    assert SECRET not in (folder / passwords.FILE).read_text()
    assert passwords.recall("ben", BROKER, folder=folder) == "other"
    passwords.forget("ben", BROKER, folder=folder)
    assert list(folder.iterdir()) == []


def test_what_was_in_the_file_moves_into_a_store_that_has_come(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    passwords.remember("anna", BROKER, "old", folder=tmp_path)
    use(monkeypatch, Store())
    assert passwords.recall("anna", BROKER, folder=tmp_path) == "old"
    assert passwords.remember("anna", BROKER, SECRET, folder=tmp_path) == passwords.IN_STORE
    assert not (tmp_path / passwords.FILE).exists()
    assert passwords.recall("anna", BROKER, folder=tmp_path) == SECRET


def test_a_damaged_file_of_passwords_is_none_and_can_be_written_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    (tmp_path / passwords.FILE).write_bytes(b"\xff{")
    assert passwords.recall("anna", BROKER, folder=tmp_path) is None
    passwords.remember("anna", BROKER, SECRET, folder=tmp_path)
    assert passwords.recall("anna", BROKER, folder=tmp_path) == SECRET


def test_a_password_is_never_printed_logged_or_told(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    use(monkeypatch, keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    (tmp_path / "file").write_text("")
    with pytest.raises(FloorError, match="cannot be written") as told:
        passwords.remember("anna", BROKER, SECRET, folder=tmp_path / "file" / "kept")
    passwords.remember("anna", BROKER, SECRET, folder=tmp_path)
    passwords.recall("anna", BROKER, folder=tmp_path)
    passwords.forget("anna", BROKER, folder=tmp_path)
    said = capfd.readouterr()
    assert SECRET not in str(told.value) + caplog.text + said.out + said.err

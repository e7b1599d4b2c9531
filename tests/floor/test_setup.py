"""`assist floor init`: what is written, who is in it, and that nothing is lost when it is run again."""

from __future__ import annotations

import ipaddress
import json
import os
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID
from cryptography.x509.verification import PolicyBuilder, Store

from assist.errors import FloorError
from assist.floor.enrolment import Enrolment, read_enrolment
from assist.floor.setup.folder import Change, described, enrol, enrolment_file, make
from assist.floor.setup.people import Person, numbered, read_people, teams_of
from assist.floor.setup.site import Site, check_site, read_site

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANNA = Person(user="anna", name="Anna \u00c5", team="billing", role="agent")
SUE = Person(user="sue", name="Sue", team="billing+sales", role="supervisor")
NEW = Person(user="nova", name="Nova", team="sales", role="agent")


def site_of(folder: Path, *, certificates: bool = False) -> Site:
    return Site(
        host="broker.example.org", also=("127.0.0.1", "::1"), place=str(folder), certificates=certificates
    )  # fmt: skip


def made(folder: Path, *people: Person, certificates: bool = False) -> Path:
    make(folder, site_of(folder, certificates=certificates), Change(people or (ANNA, SUE)), now=NOW)
    return folder


def again(folder: Path, change: Change) -> tuple[Path, ...]:
    return enrol(folder, described(folder), change, now=NOW)


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def enrolment(folder: Path, person: Person) -> Enrolment:
    return read_enrolment(enrolment_file(folder, person), now=NOW)


# --- a new folder -----------------------------------------------------------------------------------------------------


def test_a_new_folder_has_all_that_a_broker_and_its_people_need(tmp_path: Path) -> None:
    folder = made(tmp_path / "deep" / "floor")
    assert set(content(folder)) == {
        "mosquitto.conf", "acl", "passwords", "nats.conf", "nats-people.conf", "ca.crt", "ca.key", "server.crt",
        "server.key", "floor.json", "enrol/billing+anna.assist-floor", "enrol/billing+sales+sue.assist-floor",
    }  # fmt: skip
    assert os.listdir(tmp_path / "deep") == ["floor"]
    said = enrolment(folder, ANNA)
    assert (said.broker, said.team, said.user, said.name, said.role) == (
        "mqtts://broker.example.org:8883", "billing", "anna", ANNA.name, "agent",
    )  # fmt: skip
    assert said.ca == (folder / "ca.crt").read_text()
    assert len(said.password) >= 32
    assert said.password != enrolment(folder, SUE).password
    assert said.password not in (folder / "passwords").read_text() + (folder / "floor.json").read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes: the user's folders are private there")
@pytest.mark.parametrize("certificates", [False, True])
def test_nobody_but_the_owner_may_read_any_of_it(tmp_path: Path, certificates: bool) -> None:
    folder = made(tmp_path / "floor", certificates=certificates)
    again(folder, Change((NEW,)))
    for path in (folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_configuration_is_strict_and_names_the_folder_of_the_brokers_machine(tmp_path: Path) -> None:
    site = msgspec.structs.replace(site_of(Path("/etc/mosquitto/floor")), port=9999, bind="192.168.1.20")
    make(tmp_path / "floor", site, Change((ANNA,)), now=NOW)
    lines = (tmp_path / "floor" / "mosquitto.conf").read_text().splitlines()
    for line in (
        "listener 9999 192.168.1.20", "allow_anonymous false", "tls_version tlsv1.2",
        "keyfile /etc/mosquitto/floor/server.key", "password_file /etc/mosquitto/floor/passwords",
        "acl_file /etc/mosquitto/floor/acl", "persistence_location /etc/mosquitto/floor/data/",
        "message_size_limit 65536",
    ):  # fmt: skip
        assert line in lines
    assert str(tmp_path) not in (tmp_path / "floor" / "nats.conf").read_text()


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FloorError, match="other things"):
        read_site(tmp_path)
    (tmp_path / "floor.json").write_text('{"host": 3}')
    with pytest.raises(FloorError, match=r"floor\.json is not as"):
        read_site(tmp_path)
    (tmp_path / "empty").mkdir()
    assert read_site(tmp_path / "empty") is None
    assert described(made(tmp_path / "empty")).people == (ANNA, SUE)


def test_when_a_folder_cannot_be_made_nothing_of_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FloorError, match="cannot be written"):
        made(tmp_path / "file" / "floor")
    full = tmp_path / "full"
    (full / "floor").mkdir(parents=True)
    (full / "floor" / "mine").write_text("")
    with pytest.raises(FloorError, match="cannot be written"):
        made(full / "floor")
    assert [path.name for path in full.rglob("*")] == ["floor", "mine"]


@pytest.mark.parametrize("wrong", [{"host": "broker example"}, {"also": ("a..b",)}, {"bind": "broker.example.org"}])
def test_a_host_that_cannot_be_one_is_told(tmp_path: Path, wrong: dict[str, object]) -> None:
    site = site_of(tmp_path)
    check_site(site)
    with pytest.raises(FloorError, match="is no "):
        check_site(msgspec.structs.replace(site, **wrong))


# --- certificates -----------------------------------------------------------------------------------------------------


def test_the_servers_certificate_holds_for_every_name_and_for_two_years(tmp_path: Path) -> None:
    folder = made(tmp_path / "floor")
    certificate = x509.load_pem_x509_certificate((folder / "server.crt").read_bytes())
    authority = x509.load_pem_x509_certificate((folder / "ca.crt").read_bytes())
    for name in (
        x509.DNSName("broker.example.org"), x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
        x509.IPAddress(ipaddress.ip_address("::1")),
    ):  # fmt: skip
        for later in (timedelta(0), timedelta(days=729)):
            trusting = PolicyBuilder().store(Store([authority])).time(NOW + later)
            assert trusting.build_server_verifier(name).verify(certificate, []) == [certificate, authority]
    with pytest.raises(x509.verification.VerificationError):
        PolicyBuilder().store(Store([authority])).time(NOW).build_server_verifier(x509.DNSName("other.org")).verify(
            certificate, []
        )
    assert authority.not_valid_after_utc - NOW == timedelta(days=5 * 365)


def test_a_persons_certificate_says_who_they_are_and_nothing_more(tmp_path: Path) -> None:
    folder = made(tmp_path / "floor", certificates=True)
    said = enrolment(folder, ANNA)
    certificate = x509.load_pem_x509_certificate(said.certificate.encode())
    names = [(each.oid, each.value) for each in certificate.subject]
    purposes = certificate.extensions.get_extension_for_oid(ExtensionOID.EXTENDED_KEY_USAGE).value
    assert names == [(NameOID.COMMON_NAME, "anna")]
    assert purposes == x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH])
    assert certificate.not_valid_after_utc - NOW == timedelta(days=365)
    certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(said.ca.encode()))
    assert said.password == ""
    assert not (folder / "passwords").exists()
    assert "password:" not in (folder / "nats-people.conf").read_text()


# --- run again --------------------------------------------------------------------------------------------------------


def test_run_again_it_adds_who_is_new_and_changes_nothing_else(tmp_path: Path) -> None:
    folder = made(tmp_path / "floor")
    (folder / "mosquitto.conf").write_text("# mine now\n")
    before = content(folder)
    assert again(folder, Change((ANNA, SUE, NEW))) == (enrolment_file(folder, NEW),)
    after = content(folder)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {
        "acl", "passwords", "nats-people.conf", "floor.json", "enrol/sales+nova.assist-floor"
    }  # fmt: skip
    for name in ("passwords", "acl"):
        assert after[name].startswith(before[name])
    assert before["nats-people.conf"].removesuffix(b"]\n") in after["nats-people.conf"]
    assert described(folder).people == (ANNA, SUE, NEW)
    again(folder, Change((ANNA,)))
    assert content(folder) == after


def test_a_configuration_or_certificate_that_was_deleted_is_written_again(tmp_path: Path) -> None:
    folder = made(tmp_path / "floor")
    before = content(folder)
    for name in ("nats.conf", "server.crt"):
        (folder / name).unlink()
    again(folder, Change())
    after = content(folder)
    assert after["nats.conf"] == before["nats.conf"]
    assert after["server.crt"] != before["server.crt"]
    (folder / "server.key").unlink()
    (folder / "ca.key").unlink()
    with pytest.raises(FloorError, match=r"ca\.key is needed"):
        again(folder, Change())


def test_the_authoritys_key_may_be_kept_elsewhere_until_certificates_are_made(tmp_path: Path) -> None:
    words, certificates = made(tmp_path / "a"), made(tmp_path / "b", certificates=True)
    for folder in (words, certificates):
        (folder / "ca.key").rename(folder.with_suffix(".key"))
    again(words, Change((NEW,)))
    with pytest.raises(FloorError, match=r"ca\.key is needed"):
        again(certificates, Change((NEW,)))
    words.with_suffix(".key").rename(certificates / "ca.key")
    with pytest.raises(FloorError, match=r"does not belong to ca\.crt"):
        again(certificates, Change((NEW,)))
    assert described(certificates).people == (ANNA, SUE)


def test_what_is_of_the_broker_not_used_may_be_deleted_and_is_not_made_again(tmp_path: Path) -> None:
    mosquitto, nats = made(tmp_path / "mosquitto"), made(tmp_path / "nats")
    (mosquitto / "nats-people.conf").unlink()
    (nats / "passwords").unlink()
    for folder in (mosquitto, nats):
        again(folder, Change((NEW,)))
    assert not (mosquitto / "nats-people.conf").exists()
    assert not (nats / "passwords").exists()
    assert enrolment(nats, NEW).password in (nats / "nats-people.conf").read_text()
    (nats / "nats-people.conf").unlink()
    with pytest.raises(FloorError, match="everybody's password"):
        again(nats, Change((ANNA,)))


def test_who_is_renewed_or_changed_joins_again_and_who_is_taken_away_is_gone(tmp_path: Path) -> None:
    folder = made(tmp_path / "floor", ANNA, SUE, NEW)
    before = {person.user: enrolment(folder, person) for person in (ANNA, SUE, NEW)}
    moved = msgspec.structs.replace(ANNA, team="sales")
    with pytest.raises(FloorError, match="--renew anna"):
        again(folder, Change((moved,)))
    assert again(folder, Change((moved, SUE), renew=("ANNA",), remove=("nova",))) == (enrolment_file(folder, moved),)
    assert described(folder).people == (moved, SUE)
    assert enrolment(folder, SUE) == before["sue"]
    assert enrolment(folder, moved).password != before["anna"].password
    assert sorted(path.name for path in (folder / "enrol").iterdir()) == [
        "billing+sales+sue.assist-floor", "sales+anna.assist-floor",
    ]  # fmt: skip
    for name in ("acl", "passwords", "nats-people.conf", "floor.json"):
        text = (folder / name).read_text()
        assert "nova" not in text
        assert "billing/anna" not in text
    for secret in (before["nova"].password, before["anna"].password):
        assert secret not in (folder / "nats-people.conf").read_text()


def test_what_cannot_be_is_told_all_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    folder = made(tmp_path / "floor")
    before = content(folder)
    shouting = msgspec.structs.replace(ANNA, user="ANNA")
    with pytest.raises(FloorError) as told:
        again(folder, Change((shouting, SUE), renew=("bob",), remove=("sue", "eve")))
    for words in ("called bob", "called eve", "sue cannot be taken away and stay", "anna is there already"):
        assert words in str(told.value)
    assert content(folder) == before


# --- the list of people -----------------------------------------------------------------------------------------------


def listed(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    "text",
    [
        "user,name,team,role\nanna,Anna \u00c5,billing,agent\n\nsue,Sue,billing+sales,supervisor\n",
        "\ufeffTeam;Role;Name;User;Notes\r\nbilling;;Anna \u00c5;anna;x;y\r\n;;;\r\nbilling+sales;Supervisor;;sue\r\n",
        'user, role, name, team\nanna, agent, "Anna \u00c5",\nsue, SUPERVISOR, "", billing+sales\n',
    ],
)
def test_a_list_is_read_as_spreadsheets_write_it(tmp_path: Path, text: str) -> None:
    people, mistakes = read_people(listed(tmp_path, text), team="billing")
    assert mistakes == ()
    assert people in ((ANNA, SUE), (ANNA, msgspec.structs.replace(SUE, name="sue")))


def test_every_mistake_in_a_list_is_told_with_its_line(tmp_path: Path) -> None:
    path = listed(
        tmp_path,
        "user,name,team,role\n"
        "anna,Anna,a,agent\n"
        "Anna,Other,a,agent\n"
        "b/c,B,a,agent\n"
        ",Nobody,a,agent\n"
        f"long,{'x' * 61},a,agent\n"
        "two,Two,a+b,agent\n"
        "plus,Plus,a+,supervisor\n"
        "all,All,*,supervisor\n"
        "star,Star,*,agent\n"
        "boss,Boss,a,boss\n"
        "taken,Taken,a,agent\n"
        'line,"Two\nlines",a,agent\n',
    )
    taken = (Person(user="TAKEN", name="x", team="a", role="agent"),)
    people, mistakes = read_people(path, team="a", taken=taken)
    assert [person.user for person in people] == ["anna", "all"]
    assert [mistake.line for mistake in mistakes] == [3, 4, 5, 6, 7, 8, 10, 11, 12, 14]
    assert str(mistakes[1]).startswith(f"{path}:4: 'b/c' is no user")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1"),
        ("name,team\nAnna,a\n", "line 1"),
        (b"user\n\xff\xfe\n", "UTF-8"),
        (b'user,name\nanna,"' + b"x" * 200_000 + b'"\n', "line 2"),
    ],
)
def test_a_file_that_is_no_list_is_told_in_a_sentence(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(FloorError, match=words):
        read_people(listed(tmp_path, text), team="a")


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FloorError, match="cannot be read"):
        read_people(tmp_path / "none.csv", team="a")


def test_people_for_a_first_try_are_numbered() -> None:
    people = numbered(agents=2, supervisors=1, team="a")
    assert [(person.user, person.name, person.role) for person in people] == [
        ("agent1", "Agent 1", "agent"), ("agent2", "Agent 2", "agent"), ("supervisor1", "Supervisor 1", "supervisor"),
    ]  # fmt: skip
    with pytest.raises(FloorError, match="no team"):
        numbered(agents=1, supervisors=0, team="a/b")
    assert [teams_of(team) for team in ("a", "a+b", "*")] == [("a",), ("a", "b"), ("+",)]


def test_what_the_folder_knows_of_itself_is_plain_json(tmp_path: Path) -> None:
    said = json.loads((made(tmp_path / "floor") / "floor.json").read_text())
    assert [person["user"] for person in said["people"]] == ["anna", "sue"]

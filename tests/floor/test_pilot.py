"""`assist floor --with-broker`: the system's mosquitto, for as long as it is wanted."""

from __future__ import annotations

import ipaddress
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509

from assist.errors import FloorError
from assist.floor import pilot
from assist.floor.enrolment import read_enrolment
from assist.floor.setup.folder import Change, described, enrolment_file, make
from assist.floor.setup.people import numbered
from assist.floor.setup.site import Site
from tests.floor.brokers import free_port
from tests.floor.visitor import HOST, Visitor

NOW = datetime.now(UTC)


def set_up(folder: Path, *, certificates: bool = False) -> Path:
    site = Site(host=HOST, port=free_port(), bind=HOST, place=str(folder), certificates=certificates)
    make(folder, site, Change(numbered(agents=1, supervisors=1, team="team")), now=NOW)
    return folder


def is_listening(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True


def fail_while_listening(port: int) -> None:
    assert is_listening(port)
    raise ZeroDivisionError


@pytest.mark.parametrize("certificates", [False, True])
def test_the_broker_is_there_as_long_as_it_is_wanted_and_no_longer(tmp_path: Path, certificates: bool) -> None:
    folder = set_up(tmp_path / "floor", certificates=certificates)
    site = described(folder)
    agent = read_enrolment(enrolment_file(folder, site.people[0]), now=NOW)
    with pilot.running_broker(folder), Visitor(agent, site.port, 5, folder=tmp_path) as visitor:
        assert visitor.answer == "Success"
        assert visitor.publish("assist/team/agent1/presence") in ("Success", "No matching subscribers")
    assert not is_listening(site.port)
    with pytest.raises(ZeroDivisionError), pilot.running_broker(folder):
        fail_while_listening(site.port)
    assert not is_listening(site.port)


def test_a_port_that_is_taken_is_told_and_the_other_broker_stays(tmp_path: Path) -> None:
    folder = set_up(tmp_path / "floor")
    port = described(folder).port
    with pilot.running_broker(folder):
        with pytest.raises(FloorError, match=f"Port {port} is taken"), pilot.running_broker(folder):
            pytest.fail("two on one port")
        assert is_listening(port)


def test_a_broker_that_ends_at_once_is_told_with_its_last_words(tmp_path: Path) -> None:
    folder = set_up(tmp_path / "floor")
    with (folder / "mosquitto.conf").open("a") as file:
        file.write("no_such_setting true\n")
    with (
        pytest.raises(FloorError, match=r"ended at once.*no_such_setting|ended at once.*Error"),
        pilot.running_broker(folder),
    ):
        pytest.fail("it ran")


def test_without_mosquitto_the_sentence_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Path(pilot.find_mosquitto()).name.startswith("mosquitto")
    with pytest.raises(FloorError) as told:
        pilot.find_mosquitto(places=())
    assert "not installed" in str(told.value)
    for system, words in (
        ("linux", "apt install"),
        ("win32", "winget"),
        ("darwin", "brew"),
        ("plan9", "mosquitto.org"),
    ):
        monkeypatch.setattr(sys, "platform", system)
        with pytest.raises(FloorError, match=words):
            pilot.find_mosquitto(places=())


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(FloorError, match="holds no broker's set-up"), pilot.running_broker(tmp_path / "none"):
        pytest.fail("it ran")


def test_a_pilot_is_set_up_for_this_machine_once(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "floor"
    site = pilot.prepare(folder, now=NOW)
    assert [person.role for person in site.people] == ["agent"] * 10 + ["supervisor"]
    assert {person.team for person in site.people} == {"team"}
    certificate = x509.load_pem_x509_certificate((folder / "server.crt").read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {"localhost", socket.gethostname()} <= set(names.get_values_for_type(x509.DNSName))
    assert ipaddress.ip_address("127.0.0.1") in names.get_values_for_type(x509.IPAddress)
    assert site.host == pilot.own_hosts()[0] != "localhost"
    before = (folder / "passwords").read_bytes()
    assert pilot.prepare(folder, now=NOW) == site
    assert (folder / "passwords").read_bytes() == before

"""Addresses of a broker, and the files that secure the way to it."""

from __future__ import annotations

import ssl
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from assist.errors import FloorError
from assist.floor.broker import Broker, parse, tls_context
from assist.floor.reach import reach
from tests.floor.certificates import Authority
from tests.web import authority, opened


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("broker.example.org", ("broker.example.org", 8883, True)),
        ("  broker.example.org ", ("broker.example.org", 8883, True)),
        ("broker.example.org:18883", ("broker.example.org", 18883, True)),
        ("mqtts://broker", ("broker", 8883, True)),
        ("mqtts://broker:1884/", ("broker", 1884, True)),
        ("MQTT://broker", ("broker", 1883, False)),
        ("mqtt://10.0.0.7:1884", ("10.0.0.7", 1884, False)),
        ("[::1]:8884", ("::1", 8884, True)),
    ],
)
def test_an_address_may_be_written_in_all_the_usual_ways(address: str, expected: tuple[str, int, bool]) -> None:
    assert parse(address) == expected


@pytest.mark.parametrize(
    "address",
    ["", " ", "http://broker", "broker:0", "broker:99999", "broker:port", "mqtts://", "bro ker", "broker/path", "[::1",
     "mqtt://broker?x=1", "broker#x", "br\u00f6ker", ":8883"],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(FloorError, match=r"must look like broker\.example\.org"):
        parse(address)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(FloorError) as refused:
        parse("mqtts://sam:zanzibar@broker")
    assert "password" in str(refused.value)
    assert "zanzibar" not in str(refused.value)


def test_a_password_is_in_no_text_of_a_broker() -> None:
    broker = Broker("::1", 8883, tls=True, user="sam", password="zanzibar")
    assert "zanzibar" not in f"{broker!r} {broker!s} {broker.address}"
    assert broker.address == "[::1]:8883"


def test_every_user_of_a_file_is_another_program_to_the_broker() -> None:
    names = {Broker("b", 1, tls=True, user=user).name_for(token) for user in ("", "sam", "eve") for token in "ab"}
    assert len(names) == 6
    name = Broker("b", 1, tls=True, user="sam@example.org").name_for("0123abcd")
    assert name.isalnum()
    assert len(name) <= 23


def test_only_the_given_authority_is_trusted_and_names_are_checked(tmp_path: Path) -> None:
    context = tls_context(Broker("broker", 8883, tls=True, ca=Authority(tmp_path).ca))
    assert len(context.get_ca_certs()) == 1
    assert context.check_hostname
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_without_one_the_system_says_whom_to_trust(tmp_path: Path) -> None:
    context = tls_context(Broker("broker", 8883, tls=True))
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2
    own = Authority(tmp_path).client()
    tls_context(Broker("broker", 8883, tls=True, certificate=own.certificate, key=own.key))
    with pytest.raises(FloorError, match="cannot be used as a certificate and its key"):
        tls_context(Broker("broker", 8883, tls=True, certificate=own.ca, key=own.ca))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the store is no file")
def test_the_systems_store_is_found_where_openssl_does_not_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a program built on one system runs on another: what its OpenSSL knows of is not there."""
    vouching, file = authority(tmp_path)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    with opened(vouching) as web:
        broker = Broker("127.0.0.1", int(web.address.rpartition(":")[2]), tls=True)
        monkeypatch.setattr("truststore._openssl._CA_FILE_CANDIDATES", [str(tmp_path / "none.pem"), str(file)])
        reach(broker).close()
        monkeypatch.setattr("truststore._openssl._CA_FILE_CANDIDATES", [str(Authority(tmp_path / "other").ca)])
        with pytest.raises(ssl.SSLCertVerificationError):
            reach(broker)


def test_our_own_certificate_may_have_its_key_in_the_same_file(tmp_path: Path) -> None:
    own = Authority(tmp_path).client()
    both = tmp_path / "both.pem"
    both.write_bytes(own.certificate.read_bytes() + own.key.read_bytes())
    tls_context(Broker("b", 1, tls=True, ca=own.ca, certificate=both))
    tls_context(Broker("b", 1, tls=True, ca=own.ca, certificate=own.certificate, key=own.key))


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    own = Authority(tmp_path).client()
    missing = tmp_path / "missing.pem"
    for broker in (
        Broker("b", 1, tls=True, ca=missing),
        Broker("b", 1, tls=True, ca=own.ca, certificate=missing),
        Broker("b", 1, tls=True, ca=own.ca, certificate=own.certificate, key=missing),
    ):
        with pytest.raises(FloorError, match=f"{missing} cannot be read"):
            tls_context(broker)


def test_a_file_that_holds_something_else_is_named(tmp_path: Path) -> None:
    own = Authority(tmp_path).client()
    other = tmp_path / "other.pem"
    other.write_text("not a certificate")
    with pytest.raises(FloorError, match=f"{other} holds no certificate of an authority"):
        tls_context(Broker("b", 1, tls=True, ca=other))
    with pytest.raises(FloorError, match="cannot be used as a certificate and its key"):
        tls_context(Broker("b", 1, tls=True, ca=own.ca, certificate=other, key=own.key))


def test_a_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    own, others = authority.client("sam"), authority.client("eve")
    with pytest.raises(FloorError, match="do not belong together"):
        tls_context(Broker("b", 1, tls=True, ca=own.ca, certificate=own.certificate, key=others.key))


def test_a_key_with_a_password_is_refused_and_nobody_is_asked_on_a_terminal(tmp_path: Path) -> None:
    own = Authority(tmp_path).client()
    key = serialization.load_pem_private_key(own.key.read_bytes(), None)
    own.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"zanzibar"),
        )
    )
    with pytest.raises(FloorError, match="the key without a password"):
        tls_context(Broker("b", 1, tls=True, ca=own.ca, certificate=own.certificate, key=own.key))

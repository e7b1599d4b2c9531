"""Certificates for a broker and its people: a certificate authority of the organisation's own, and what it vouches for.

Keys are ECDSA on P-256, which every TLS 1.2 program knows. PEM in and out; nothing is read from or written to disk
here, and the time is an argument.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from assist.errors import FloorError

AUTHORITY_DAYS = 5 * 365
SERVER_DAYS = 2 * 365
PERSON_DAYS = 365
_EARLIER = timedelta(days=1)
"""Good from a day ago: the clocks of machines differ."""
_HOST = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*\.?")


class Pair(NamedTuple):
    """A certificate and its private key, both PEM."""

    certificate: bytes
    key: bytes


def is_host(text: str) -> bool:
    """Whether this can be in a server's certificate: a host name or an IP address."""
    return is_address(text) or (len(text) <= 253 and _HOST.fullmatch(text) is not None)


def is_address(text: str) -> bool:
    """Whether this is an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def make_authority(name: str, *, now: datetime) -> Pair:
    """A certificate authority; whoever has its key can let anybody in."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named(name)
    builder = _begun(subject, key.public_key(), now=now, days=AUTHORITY_DAYS).issuer_name(subject)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(authority=True), critical=True)
    return Pair(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM), _pem(key))


def server_certificate(authority: Pair, hosts: Sequence[str], *, now: datetime) -> Pair:
    """For a broker that is reached by these host names and IP addresses. Raises FloorError."""
    names = x509.SubjectAlternativeName([_general_name(host) for host in hosts])
    return _vouched(
        authority, _named(hosts[0][:64]), ExtendedKeyUsageOID.SERVER_AUTH, names=names, ends=(now, SERVER_DAYS)
    )


def client_certificate(authority: Pair, user: str, *, now: datetime) -> Pair:
    """For a person: the common name is the user, and the broker takes it as that. Raises FloorError."""
    return _vouched(authority, _named(user), ExtendedKeyUsageOID.CLIENT_AUTH, names=None, ends=(now, PERSON_DAYS))


def _vouched(
    authority: Pair,
    subject: x509.Name,
    purpose: x509.ObjectIdentifier,
    *,
    names: x509.SubjectAlternativeName | None,
    ends: tuple[datetime, int],
) -> Pair:
    vouching = x509.load_pem_x509_certificate(authority.certificate)
    signing = _signing_key(authority, vouching)
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _begun(subject, key.public_key(), now=ends[0], days=ends[1]).issuer_name(vouching.subject)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(authority=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
    )
    if names is not None:
        builder = builder.add_extension(names, critical=False)
    return Pair(builder.sign(signing, hashes.SHA256()).public_bytes(serialization.Encoding.PEM), _pem(key))


def _begun(subject: x509.Name, key: ec.EllipticCurvePublicKey, *, now: datetime, days: int) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _signing_key(authority: Pair, certificate: x509.Certificate) -> ec.EllipticCurvePrivateKey:
    try:
        key = serialization.load_pem_private_key(authority.key, password=None)
    except (ValueError, TypeError):
        raise FloorError("ca.key is no private key in PEM without a password.") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise FloorError("ca.key does not belong to ca.crt; put back the one that was made with it.")
    return key


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )

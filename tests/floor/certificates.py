"""An authority of the tests' own, and certificates good and bad. Made in a moment, valid for a day, worth nothing."""

from __future__ import annotations

import datetime
import ipaddress
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = datetime.timedelta(days=1)


class Certificates(NamedTuple):
    """PEM files: the authority's certificate, a server's or a client's certificate, and its key."""

    ca: Path
    certificate: Path
    key: Path


class Authority:
    """It signs what a test asks for. `folder` is private to the test."""

    def __init__(self, folder: Path, name: str = "Test authority") -> None:
        self._folder = folder
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._key = ec.generate_private_key(ec.SECP256R1())
        folder.mkdir(parents=True, exist_ok=True)
        self.ca = folder / "ca.pem"
        now = datetime.datetime.now(datetime.UTC)
        signs = x509.KeyUsage(
            digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        own = (
            self._begin(self._name, self._key.public_key(), (now - DAY, now + DAY))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(signs, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        self.ca.write_bytes(own.public_bytes(serialization.Encoding.PEM))

    def server(self, *, host: str = "127.0.0.1", expired: bool = False, early: bool = False) -> Certificates:
        """For a broker; `host` is a name or an address; `early`: not valid yet."""
        return self._certificate("server", host, expired=expired, early=early)

    def client(self, user: str = "client", *, expired: bool = False) -> Certificates:
        """For a user, whose name stands in it."""
        return self._certificate(user, None, expired=expired)

    def _certificate(self, name: str, host: str | None, *, expired: bool = False, early: bool = False) -> Certificates:
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.datetime.now(datetime.UTC)
        began = now + DAY / 2 if early else now - DAY / 2
        ended = now - DAY / 4 if expired else now + DAY
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        begun = self._begin(subject, key.public_key(), (began, ended)).add_extension(
            x509.BasicConstraints(ca=False, path_length=None), critical=True
        )
        if host is not None:
            begun = begun.add_extension(x509.SubjectAlternativeName([_name_of(host)]), critical=False)
        made = begun.sign(self._key, hashes.SHA256())
        files = Certificates(self.ca, self._folder / f"{name}.pem", self._folder / f"{name}.key")
        files.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        files.key.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return files

    def _begin(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, valid: tuple[datetime.datetime, datetime.datetime]
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(valid[0])
            .not_valid_after(valid[1])
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
        )


def _name_of(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)

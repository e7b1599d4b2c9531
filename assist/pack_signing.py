"""Who made a pack: an Ed25519 signature (RFC 8032) over its list of files. Knows no zip and no folder.

The private key is a PEM file that its owner keeps away from other computers; the public half, 64 hex digits, is what
the policy's `models_key` holds.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assist.errors import ModelError
from assist.whole_files import write_private

if TYPE_CHECKING:  # not before something is signed
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_PURPOSE = b"assist pack of models, 1\n"
"""Before what is signed, so that a signature made for anything else is none here."""


def make_key(file: Path) -> str:
    """Write a new private key, for its owner's eyes only; its public half in hex. Raises ModelError."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if file.exists():
        raise ModelError(f"{file} is there already; a key is never written over.")
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        write_private(file, text)
    except OSError as error:
        raise ModelError(f"{file} could not be written: {error.strerror}.") from None
    return _public(key)


def public_key(file: Path) -> str:
    """The public half of a private key's file, in hex. Raises ModelError."""
    return _public(_private(file))


def sign(listed: bytes, file: Path) -> bytes:
    """The signature of a list with the private key in a file, in hex. Raises ModelError."""
    return _private(file).sign(_PURPOSE + listed).hex().encode()


def is_signed(listed: bytes, signature: bytes, key: str) -> bool:
    """Whether the signature, in hex, was made of just this list by the owner of the public key, in hex."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature.decode("ascii")), _PURPOSE + listed
        )
    except (InvalidSignature, ValueError):  # ValueError: no hex, or of another length
        return False
    return True


def _public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def _private(file: Path) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        key = serialization.load_pem_private_key(file.read_bytes(), None)
    except OSError as error:
        raise ModelError(f"The key {file} cannot be read: {error.strerror}.") from None
    except (ValueError, TypeError):  # TypeError: it has a password
        raise ModelError(f"{file} is no private key that can be used; `assist models key FILE` makes one.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise ModelError(f"{file} is no Ed25519 key; `assist models key FILE` makes one.")
    return key

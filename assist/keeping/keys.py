"""The key pair of an organisation, in the format of age (age-encryption.org, X25519).

The public key is in the policy of every agent's machine, where recordings can be sealed with it and not opened. The
private key is a file that stays with whoever may listen; it is the file that `age-keygen` makes, and `age` reads it.
"""

from __future__ import annotations

from pathlib import Path

from pyrage import IdentityError, RecipientError
from pyrage.x25519 import Identity, Recipient

from assist.errors import RecordingError
from assist.keeping.layout import new_file


def public_key(text: str) -> Recipient:
    """The key to seal with. Raises RecordingError; the sentence leaves the text out: it might be the private key."""
    try:
        return Recipient.from_str(text.strip())
    except RecipientError:
        raise RecordingError(
            'The key for recordings is not an age public key; it begins with "age1", `assist recordings key` makes one.'
        ) from None


def private_keys(file: Path) -> list[Identity]:
    """The keys of a file, at least one: lines, but for empty ones and those with # in front. Raises RecordingError."""
    try:
        lines = [line.strip() for line in file.read_text(encoding="utf-8-sig").splitlines()]
        keys = [Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except OSError as error:
        raise RecordingError(f"The key file {file} cannot be read: {error.strerror}.") from None
    except (UnicodeDecodeError, IdentityError):
        keys = []
    if not keys:
        raise RecordingError(f'{file} holds no age private key; its line begins with "AGE-SECRET-KEY-1".')
    return keys


def make_keys(file: Path) -> str:
    """A new pair: the private key goes into a new file that only its owner may read; the public one is returned.

    Raises RecordingError, also where there is a file already: without its key old recordings would be lost.
    """
    private = Identity.generate()
    public = str(private.to_public())
    try:
        with new_file(file) as out:
            out.write(f"# public key: {public}\n{private}\n".encode())
    except FileExistsError:
        raise RecordingError(f"{file} is there already, and no key is ever written over; give another name.") from None
    except OSError as error:
        raise RecordingError(f"The key file {file} cannot be written: {error.strerror}.") from None
    return public

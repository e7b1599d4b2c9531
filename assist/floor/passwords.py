"""The password of the floor: in the system's own store; where there is none, in a file that only its owner may read.

keyring is slow to import, so that is done when it is asked. The store may ask a person to unlock it: call this where
waiting does no harm. No password is ever printed, logged or put into a sentence. Must not know settings.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

from assist.errors import FloorError
from assist.whole_files import write_private

Where = Literal["the system's password store", "a file that only you can read"]
IN_STORE: Where = "the system's password store"
IN_FILE: Where = "a file that only you can read"
FILE = "passwords.json"


def remember(user: str, broker: str, password: str, *, folder: Path) -> Where:
    """Keep a password for a user at a broker; where it is now. `folder` is for the file. Raises FloorError."""
    if _store(user, broker, password):
        _drop_from_file(user, broker, folder)
        return IN_STORE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(folder / FILE, msgspec.json.encode(_in_file(folder) | {_entry(user, broker): password}))
    except OSError as error:
        raise FloorError(f"{folder / FILE} cannot be written: {error.strerror}.") from None
    return IN_FILE


def recall(user: str, broker: str, *, folder: Path) -> str | None:
    """The password, or None where there is none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(_service(broker), user)
    except (KeyringError, OSError, RuntimeError):
        kept = None
    if kept is not None:
        return kept
    found = _in_file(folder).get(_entry(user, broker))
    return found if isinstance(found, str) else None


def forget(user: str, broker: str, *, folder: Path) -> None:
    """The password is in neither place any more; also when it never was. Raises FloorError."""
    import keyring
    from keyring.errors import KeyringError

    with suppress(KeyringError, OSError, RuntimeError):  # there is no store, or it is not in it
        keyring.delete_password(_service(broker), user)
    _drop_from_file(user, broker, folder)


def _store(user: str, broker: str, password: str) -> bool:
    """Whether the system's store has it now; it is asked again, for some take a password and forget it."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_service(broker), user, password)
        return keyring.get_password(_service(broker), user) == password
    except (KeyringError, OSError, RuntimeError):
        return False


def _service(broker: str) -> str:
    return f"Assist floor {broker}"


def _entry(user: str, broker: str) -> str:
    return f"{user} {broker}"


def _in_file(folder: Path) -> dict[str, object]:
    """What the file holds: passwords, and what another version of this program keeps there, which stays."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=dict[str, object])
    except (OSError, msgspec.DecodeError):
        return {}


def _drop_from_file(user: str, broker: str, folder: Path) -> None:
    kept = _in_file(folder)
    if kept.pop(_entry(user, broker), None) is None:
        return
    try:
        if kept:
            write_private(folder / FILE, msgspec.json.encode(kept))
        else:
            (folder / FILE).unlink()
    except OSError as error:
        raise FloorError(f"{folder / FILE} cannot be written: {error.strerror}.") from None

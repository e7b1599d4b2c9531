"""Which version this is, and whether the organisation has a newer one: asked only by `assist version --check`.

What is asked is a small JSON file at an address of the organisation's own:

    {"version": "0.3.0", "notes": "https://intranet.example.org/assist", "sha256": "..."}

`notes` and `sha256` (of the installer) may be left out, and what else is in it is passed over. Nothing is sent but the
request. Knows no settings; the session is `network.py`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from assist.errors import NetworkError

if TYPE_CHECKING:  # not before something is asked
    from requests import Session

MOST_BYTES = 64 * 1024


class Newest(Struct, frozen=True):
    """What the organisation's address says."""

    version: Annotated[str, Meta(pattern=r"^[0-9]{1,6}(\.[0-9]{1,6}){0,3}\Z")]
    notes: Annotated[str, Meta(pattern=r"^(https?://[!-~]+)?\Z", max_length=2000)] = ""
    """What is new; printed in a terminal, so nothing but an address's own letters."""
    sha256: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")] = ""


def this_version() -> str:
    from importlib.metadata import version  # 20 ms that no call has to wait for

    return version("assist-overlay")


def is_newer(one: str, than: str) -> bool:
    """Whether a version of numbers and dots is later; 0.3 and 0.3.0 are the same."""
    return _numbers(one) > _numbers(than)


def ask(address: str, session: Session) -> Newest:
    """What the newest version is. Raises NetworkError."""
    import requests

    from assist.network import TIMEOUT_S, why

    try:
        with session.get(address, headers={"Accept": "application/json"}, stream=True, timeout=TIMEOUT_S) as answer:
            answer.raise_for_status()
            text = b""
            for piece in answer.iter_content(4096):
                text += piece
                if len(text) > MOST_BYTES:
                    break
    except requests.RequestException as error:
        raise NetworkError(f"{address} could not be asked for a newer version ({why(error)}).") from None
    if len(text) > MOST_BYTES:
        raise NetworkError(f"{address} answers with more than {MOST_BYTES // 1024} kB, which is no version.")
    try:
        return msgspec.json.decode(text, type=Newest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NetworkError(f"{address} does not say which version is the newest: {error}.") from None


def _numbers(text: str) -> tuple[int, ...]:
    numbers = [int(part) for part in text.split(".")]
    return tuple(numbers + [0] * (4 - len(numbers)))

"""Fetching a model of the manifest: goes on where it broke off, and is checked by size and sha256 before it is one.

Knows nothing of proxies and certificates: those are in the session that it is given (`network.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assist import integrity
from assist.errors import ModelError
from assist.model_files import Model, is_vosk_model, unpack

if TYPE_CHECKING:  # not before something is fetched
    from requests import Session

_PIECE = 1 << 18

Progress = Callable[[int], None]
"""Told how many bytes came since the last time."""


def get(model: Model, folder: Path, progress: Progress, session: Session) -> Path:
    """Fetch a model into the models folder. Raises ModelError; what has come is kept for the next try."""
    target = folder / model.name
    if is_vosk_model(target):
        return target
    archive = folder / f"{model.name}.zip.part"
    _fetch(model, archive, progress, session)
    _check(model, archive)
    unpack(archive, target)
    archive.unlink()
    return target


def _fetch(model: Model, archive: Path, progress: Progress, session: Session) -> None:
    import requests

    from assist.network import TIMEOUT_S, why

    done = archive.stat().st_size if archive.exists() else 0
    if done >= model.size:
        progress(done)
        return
    rest = {"Range": f"bytes={done}-"} if done else {}
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        with session.get(model.address, headers=rest, stream=True, timeout=TIMEOUT_S) as answer:
            answer.raise_for_status()
            going_on = done and answer.status_code == requests.codes.partial_content
            progress(done if going_on else 0)
            with archive.open("ab" if going_on else "wb") as file:
                for piece in answer.iter_content(_PIECE):
                    file.write(piece)
                    progress(len(piece))
    except requests.RequestException as error:
        raise ModelError(
            f"{model.address} could not be fetched ({why(error)}). What has come is kept: the same command "
            "goes on from there. `assist models add PATH` takes a file that you fetched another way."
        ) from None
    except OSError as error:
        raise ModelError(f"{archive} could not be written: {error.strerror}.") from None


def _check(model: Model, archive: Path) -> None:
    size = archive.stat().st_size
    if size < model.size:
        raise ModelError(f"{model.name} came only in part ({size} of {model.size} bytes); the same command goes on.")
    if size > model.size or (model.sha256 and integrity.sha256(archive) != model.sha256):
        archive.unlink()
        raise ModelError(f"{model.name} is not the file that the manifest describes; it was thrown away. Try again.")

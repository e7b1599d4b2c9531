"""`assist version`: which version this is, and with --check whether the organisation has a newer one."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path

import click

from assist import model_settings, versions
from assist.command_options import wished
from assist.errors import NetworkError

NEWER = 1
"""Exit code of --check where there is a newer version."""
LICENCES = "THIRD-PARTY.txt"


@click.command()
@click.option("--check", is_flag=True, help="Ask the address in `update_address`; exit code 1: there is a newer one.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def version(check: bool, as_json: bool) -> None:
    """Which version this is. Nothing is asked of any network but with --check."""
    now = versions.this_version()
    about: dict[str, str | bool | None] = {
        "version": now,
        "python": platform.python_version(),
        "system": platform.platform(),
        "licences": _licences(),
    }
    newest = _ask() if check else None
    newer = newest is not None and versions.is_newer(newest.version, now)
    if newest is not None:
        about |= {"newest": newest.version, "newer": newer, "notes": newest.notes, "sha256": newest.sha256}
    if as_json:
        click.echo(json.dumps(about))
    else:
        click.echo(f"Assist {now}, Python {about['python']}, {about['system']}")
        if about["licences"]:
            click.echo(f"Made with the work of others: {about['licences']}")
        if newest is not None:
            click.echo(_told(newest) if newer else f"This is the newest version ({newest.version} is offered).")
    if newer:
        sys.exit(NEWER)


def _ask() -> versions.Newest:
    settings = wished()
    if not settings.update_address:
        raise NetworkError("There is no address to ask for a newer version; `update_address` in the settings names it.")
    with model_settings.open_session(settings) as session:
        return versions.ask(settings.update_address, session)


def _told(newest: versions.Newest) -> str:
    notes = f" What is new: {newest.notes}" if newest.notes else ""
    digest = f"\nsha256 of its installer: {newest.sha256}" if newest.sha256 else ""
    return f"There is a newer version: {newest.version}.{notes}{digest}"


def _licences() -> str | None:
    """The page of licence texts, where the program was installed as a bundle."""
    page = Path(sys.executable).resolve().parent / "licences" / LICENCES
    return str(page) if page.is_file() else None

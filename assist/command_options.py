"""What several commands share: their options, the settings with what the command line wishes, the exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import msgspec

from assist.errors import DisplayError
from assist.settings import Settings
from assist.settings_files import read_layers, settings_path
from assist.speech.engines import NAMES

FOUND_WRONG = 2
"""Exit code for everything that a person can put right."""


def speech_options(command: Callable[..., None]) -> Callable[..., None]:
    """--engine and --language, the same wherever speech is recognised."""
    command = click.option("--language", help="Language of the call, as en or ko.")(command)
    return click.option("--engine", type=click.Choice([*NAMES, "scripted"]), help="Speech engine.")(command)


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option(
        "--events-out",
        type=click.Path(path_type=Path),
        help="Also write every event to this file, one JSON object a line.",
    )(command)
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")(command)


def can_open_window(otherwise: str = "Showing it in the terminal instead.") -> bool:
    """Whether a window can be opened here; says why when not, and what happens then."""
    from assist.windows import display

    try:
        display.check()
    except DisplayError as error:
        click.echo(f"{error} {otherwise}".strip(), err=True)
        return False
    return True


def wished(**wishes: str | None) -> Settings:
    """The settings with what the command line says in their place; the machine's policy has the last word."""
    given = {name: value for name, value in wishes.items() if value is not None}
    try:
        msgspec.convert(given, Settings)
    except msgspec.ValidationError as error:
        raise click.UsageError(f"{error}.") from None
    return read_layers(settings_path(), wishes=given).settings

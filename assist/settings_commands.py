"""`assist settings`: the window in which they are changed, and the list of what each is and who says so.

Tells on the terminal too what was set and does not count, whichever command is run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click
import msgspec

from assist.command_options import can_open_window, wished
from assist.errors import AssistError, SettingsError
from assist.settings_editing import complaint, rows_of, save_settings
from assist.settings_files import read_layers, settings_path
from assist.settings_layers import Layers

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


@click.group(invoke_without_command=True)
@click.pass_context
def settings(context: click.Context) -> None:
    """Change the settings in a window, or list them."""
    if context.invoked_subcommand is not None:
        return
    if not can_open_window(otherwise=""):
        click.echo(f"The settings are in {settings_path()}.")
        return
    from assist.windows.application import make_application

    now = wished()
    make_application(language=now.window_language, theme=now.theme, text_size=now.text_size)
    settings_window().exec()


@settings.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a setting.")
def list_settings(as_json: bool) -> None:
    """Every setting: its value, who set it and where, and whether it is locked."""
    layers = read_layers(settings_path())
    for line in _as_json(layers) if as_json else _as_text(layers):
        click.echo(line)


def settings_window() -> QDialog:
    """The window, not shown yet; the application is there already. Raises SettingsError."""
    from assist.overlay.settings_dialog import SettingsDialog

    def save(changes: Mapping[str, object]) -> None:
        save_settings(settings_path(), changes)

    return SettingsDialog(rows_of(read_layers(settings_path())), save=save, check=_complaint)


def tell_passed_over() -> None:
    """Say what was set and does not count, a sentence each; what cannot be read at all the command itself says."""
    try:
        layers = read_layers(settings_path())
    except SettingsError:
        return
    for each in layers.passed_over:
        click.echo(f"assist: {each.sentence}", err=True)


def _as_json(layers: Layers) -> Iterator[str]:
    for row in rows_of(layers):
        origin = layers.origins[row.name]
        yield _line(name=row.name, value=row.value, source=origin.source, where=origin.where, locked=row.locked)
    for each in layers.passed_over:
        yield _line(passed_over=each.name, source=each.source, where=each.where, why=each.sentence)


def _line(**fields: object) -> str:
    return msgspec.json.encode(fields).decode()


def _as_text(layers: Layers) -> Iterator[str]:
    rows = rows_of(layers)
    wide = max(len(row.name) for row in rows)
    for row in rows:
        origin = layers.origins[row.name]
        said = f"{origin.source}, {origin.where}" if origin.where else origin.source
        value = msgspec.json.encode(row.value).decode()
        yield f"{row.name:{wide}}  {value}  ({said}{', locked' if row.locked else ''})"
    yield from (each.sentence for each in layers.passed_over)


def _complaint(name: str, value: object) -> str | None:
    """What is wrong with a value; of a key also that it is none."""
    from assist.overlay.keys.chords import read_chord

    if name.startswith("key_"):
        try:
            read_chord(str(value))
        except AssistError as error:
            return str(error)
    return complaint(name, value)

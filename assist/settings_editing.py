"""The settings as a person changes them: the rows of the table, and writing into their own file.

The rows are read off `Settings`, so that a title, a limit or a choice is said once. tomlkit writes, since only it keeps
the comments and the order of what a person wrote. Must not know windows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import msgspec
import tomlkit
from tomlkit.exceptions import TOMLKitError

from assist.errors import SettingsError
from assist.policies import policy_place
from assist.settings import POLICY_ONLY, Settings
from assist.settings_files import policy_places, read_table
from assist.settings_layers import Layers
from assist.whole_files import write_whole

Kind = Literal["bool", "choice", "int", "text"]


class Row(NamedTuple):
    """One setting. `minimum`, `maximum` and `unit` are told of an "int", `choices` of a "choice".

    `where` is the file, key or variable that sets it over the user's own file, "" where none does; `locked` is what
    only the organisation can set, or has.
    """

    name: str
    group: str
    title: str
    meaning: str
    kind: Kind
    value: bool | int | str
    default: bool | int | str
    choices: tuple[str, ...]
    minimum: int
    maximum: int
    unit: str
    locked: bool
    where: str = ""


def described(
    settings: Settings, locked: Collection[str] = (), *, places: Mapping[str, str] | None = None
) -> tuple[Row, ...]:
    """Every setting in the order of the table; `locked` are the names that the policy sets, `places` are what sets a
    name over the user's file."""
    hints = get_type_hints(Settings, include_extras=True)
    rows = (_row(name, hints[name], getattr(settings, name)) for name in Settings.__struct_fields__)
    return tuple(
        row._replace(locked=row.name in locked or row.name in POLICY_ONLY, where=(places or {}).get(row.name, ""))
        for row in rows
    )


def rows_of(layers: Layers) -> tuple[Row, ...]:
    """Every setting as it is, with who set it over the user's file."""
    return described(layers.settings, layers.locked(), places=layers.fixed())


def in_full(row: Row) -> str:
    """The meaning, and what values there are."""
    text = row.meaning
    if row.kind == "choice":
        text += " One of " + ", ".join(f"`{choice}`" for choice in row.choices) + "."
    if row.kind == "int":
        text += f" From {row.minimum} to {row.maximum}."
    return text


def complaint(name: str, value: object) -> str | None:
    """Why a setting cannot have this value, as one sentence; None when it can."""
    rows = {row.name: row for row in described(Settings())}
    if name not in rows:
        return f"There is no setting `{name}`."
    try:
        msgspec.convert({name: value}, Settings)
        str(value).encode()  # half a character can be typed on Windows, but in no file
    except (msgspec.ValidationError, UnicodeEncodeError):
        return f"{value!r} is no value for `{name}`: {in_full(rows[name])}"
    return None


def save_settings(path: Path, changes: Mapping[str, Any], *, policy: Path | None = None) -> None:
    """Write changes into the user's file, whole or not at all; what is as by default leaves it.

    Everything else in the file stays as it was written, also what this version does not know. Raises SettingsError,
    and then the file is as before: for an unknown or locked name, a wrong value, a file that is no TOML, or a place
    that cannot be written.
    """
    locked = policy_places(policy)
    for name, value in changes.items():
        if name in locked or name in POLICY_ONLY:
            where = locked.get(name) or policy or policy_place()
            raise SettingsError(f"`{name}` is set by your organisation, in {where}.")
        if wrong := complaint(name, value):
            raise SettingsError(wrong)
    before = read_table(path)
    after = _changed(before, changes)
    if after != before:
        _replace(path, _edited(path, changes, keep=after))


def _row(name: str, hint: Any, value: bool | int | str) -> Row:
    assert get_origin(hint) is Annotated
    plain, about = get_args(hint)
    choices = get_args(plain)
    kinds: dict[object, Kind] = {bool: "bool", int: "int", str: "text"}
    return Row(
        name=name,
        group=about.extra["group"],
        title=about.title,
        meaning=about.description,
        kind="choice" if choices else kinds[plain],
        value=value,
        default=getattr(Settings(), name),
        choices=choices,
        minimum=about.ge or 0,
        maximum=about.le or 0,
        unit=about.extra["unit"],
        locked=False,
    )


def _changed(table: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    defaults = msgspec.to_builtins(Settings())
    kept = {name: value for name, value in table.items() if name not in changes}
    return kept | {name: value for name, value in changes.items() if value != defaults[name]}


def _edited(path: Path, changes: Mapping[str, Any], *, keep: Mapping[str, Any]) -> bytes:
    """The file's text with the changes in it, its line ends as they were."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        text = ""
    try:
        document = tomlkit.parse(text.replace("\r\n", "\n"))
        for name in changes:
            if name in keep:
                document[name] = keep[name]
            else:
                document.pop(name, None)
        fresh = document.as_string()
    except TOMLKitError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.") from None
    return (fresh.replace("\n", "\r\n") if "\r\n" in text else fresh).encode()


def _replace(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise SettingsError(f"{path} cannot be written ({error.strerror}); nothing was saved.") from None

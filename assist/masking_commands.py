"""Masking on one's own material: what would be hidden in a call that is written down; whether a team's rules hold."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import click
import msgspec
from msgspec import UNSET, Struct, UnsetType

from assist import app
from assist.command_options import FOUND_WRONG, wished
from assist.errors import AssistError
from assist.events import Speaker
from assist.privacy import kinds
from assist.privacy.transcripts import MaskedLine, mask_lines


class _Line(Struct, frozen=True):
    """One turn of a call."""

    speaker: Speaker
    text: str


class _Answer(Struct, frozen=True):
    """What is hidden in a turn: `kinds`, `spans` (characters, from and to before) and `why` go together."""

    masked: str
    kinds: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    why: tuple[str, ...] | UnsetType = UNSET


@click.command()
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--explain", is_flag=True, help="Say of each thing that is hidden why it is.")
@click.option("--rules", type=click.Path(path_type=Path), help="A team's rules (TOML) in place of the settings'.")
@click.option("--check-rules", is_flag=True, help="Tell all that is wrong in the rules, with file and line.")
def mask(file: BinaryIO | None, explain: bool, rules: Path | None, check_rules: bool) -> None:
    """What is hidden in each turn of a call: FILE ("-" reads standard input) has JSON lines {speaker, text}, in order.

    Prints one JSON object a turn, {masked, kinds, spans}, when nothing in the turn is in doubt any more.
    """
    settings = wished(mask_rules=str(rules) if rules else None)
    if check_rules:
        _check(Path(settings.mask_rules).expanduser() if settings.mask_rules else None)
    elif file is None:
        raise click.UsageError("Give a FILE with JSON lines {speaker, text}, or --check-rules.")
    else:
        table = app.make_table(settings)
        for line in mask_lines(table, ((each.speaker, each.text) for each in _read(file, file.name))):
            click.echo(msgspec.json.encode(_answer(line, explain=explain)))


def _read(lines: Iterable[bytes], name: str) -> Iterator[_Line]:
    """The turns. Raises AssistError with file and line; what came before has been given."""
    decoder = msgspec.json.Decoder(_Line)
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield decoder.decode(line.removeprefix(BOM_UTF8))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise AssistError(f"{name}, line {number}: {error}.") from None


def _answer(line: MaskedLine, *, explain: bool) -> _Answer:
    found = line.findings
    return _Answer(
        masked=line.text,
        kinds=tuple(each.kind for each in found),
        spans=tuple((each.start, each.end) for each in found),
        why=tuple(each.why for each in found) if explain else UNSET,
    )


def _check(rules: Path | None) -> None:
    if rules is None:
        raise click.UsageError("Name the rules: --rules FILE, or the setting `mask_rules`.")
    mistakes = kinds.check(rules)
    for mistake in mistakes:
        click.echo(mistake)
    if mistakes:
        click.echo(f"{len(mistakes)} to put right.", err=True)
        sys.exit(FOUND_WRONG)
    click.echo("The rules are good.")

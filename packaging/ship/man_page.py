"""The manual page assist(1): the commands from the program itself, so that they are those it has; the rest from
`packaging/linux/assist.1.in`.

Written in the language of man(7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from assist.__main__ import main
from ship.places import PACKAGING, moment, version

FRAME = PACKAGING / "linux" / "assist.1.in"


def man_page() -> str:
    """The whole page."""
    day = datetime.fromtimestamp(moment(), UTC).date().isoformat()
    filled = FRAME.read_text(encoding="utf-8").replace("@VERSION@", version()).replace("@DATE@", day)
    return filled.replace("@COMMANDS@\n", "\n".join(_commands(main, click.Context(main, info_name="assist"))) + "\n")


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    """A paragraph for every command, those of groups too."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            if command.invoke_without_command:
                yield from _command(command, inner)
            yield from _commands(command, inner)
        else:
            yield from _command(command, inner)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    words = command.collect_usage_pieces(context)
    yield f".SS {_plain(' '.join([context.command_path, *words]))}"
    for paragraph in _paragraphs(command.help or command.short_help or ""):
        yield ".PP"
        yield _plain(paragraph)
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1] and "--help" not in record[0]:
            yield ".TP"
            yield f"\\fB{_plain(record[0])}\\fR"
            yield _plain(record[1])


def _paragraphs(text: str) -> list[str]:
    """Paragraphs without the line ends of the source; \\b, by which click keeps them, goes."""
    parts = re.split(r"\n\s*\n", text.strip())
    return [" ".join(part.replace("\b", "").split()) for part in parts if part.strip()]


def _plain(text: str) -> str:
    """Text in which man(7) sees no request: no backslash, no dot or quote that begins a line, minus as it is
    typed. A line may break after a bar."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("|", "|\\:")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe

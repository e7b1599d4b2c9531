"""The commands of trainers and quality teams: models on their own material, why the coach said what, their packs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

import click
import msgspec

from assist import app
from assist.command_options import FOUND_WRONG, speech_options, wished


@click.group()
def classify() -> None:
    """Run the models over your own material; one JSON object a line."""


@classify.command("customer")
@click.argument("file", type=click.File("rb"))
@click.option("--no-abstain", is_flag=True, help="Give the best guess where the answer would be unsure.")
@click.option("--model", type=click.Path(path_type=Path), help="Folder of another words model.")
def classify_customer(file: BinaryIO, no_abstain: bool, model: Path | None) -> None:
    """The state in each customer turn of FILE ("-" reads standard input): JSON lines {id, context, text}."""
    from assist import classify as material
    from assist.emotion.words import WordsModel

    words = WordsModel(model or app.words_folder(wished()))
    for turn in material.read_turns(file, file.name):
        click.echo(msgspec.json.encode(material.classify_turn(words, turn, abstain=not no_abstain)))


@classify.command("agent")
@click.argument("file", type=click.File("rb"))
def classify_agent(file: BinaryIO) -> None:
    """Steps and wording of each agent turn of FILE ("-" reads standard input): JSON lines {id, context, text}."""
    from assist import classify as material

    settings = wished()
    reader, library = app.make_reader(settings), app.make_library(settings)
    for turn in material.read_turns(file, file.name):
        click.echo(msgspec.json.encode(material.classify_agent_turn(reader, library, turn)))


@classify.command("tone")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--baseline", type=click.Path(path_type=Path), help="The same customer, speaking as usual.")
def classify_tone(files: tuple[Path, ...], baseline: Path | None) -> None:
    """How aroused the customer sounds in each recording (mono WAV or FLAC)."""
    from assist import classify as material

    for heard in material.classify_recordings(files, baseline):
        click.echo(msgspec.json.encode(heard))


@click.group()
def coach() -> None:
    """Look into the coach."""


@coach.command("explain")
@click.argument("call", type=click.Path(path_type=Path))
@click.option("--agent-channel", type=click.Choice(["left", "right"]), help="Channel of the agent in a stereo file.")
@click.option("--profile", type=click.Choice(["novice", "standard", "expert", "quiet"]), help="How much it says.")
@speech_options
def explain_call(
    call: Path, agent_channel: str | None, profile: str | None, engine: str | None, language: str | None
) -> None:
    """Tell turn by turn what was heard, considered and shown in a recorded CALL or a .call script, and why."""
    from assist.explain import explain

    settings = wished(
        language=language, agent_channel=agent_channel, profile=profile, engine=None if engine == "scripted" else engine
    )
    source = app.open_call(call, pair=None, agent_channel=settings.agent_channel)
    for line in explain(source, settings):
        click.echo(line)


@click.group()
def packs() -> None:
    """The coach's phrases and situations."""


@packs.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
def check_packs(paths: tuple[Path, ...]) -> None:
    """Tell what is wrong in packs (files, or folders of them), with file and line."""
    from assist.coach import packs as library

    files = [file for path in paths for file in (library.team_files(path) if path.is_dir() else [path])]
    mistakes = library.check(files)
    for mistake in mistakes:
        click.echo(mistake)
    if mistakes or not files:
        click.echo(f"{len(mistakes)} to put right." if files else "There is no .toml file.", err=True)
        sys.exit(FOUND_WRONG)
    click.echo(f"{len(files)} {'pack is' if len(files) == 1 else 'packs are'} good.")

"""The command line. What is wrong is said in one sentence, and the exit code is 2."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click
import msgspec

from assist import app, crash_dumps, day, model_files, screen, window_commands
from assist.call_commands import call, press, url
from assist.command_options import FOUND_WRONG, can_open_window, output_options, speech_options, wished
from assist.device_commands import devices
from assist.errors import AssistError
from assist.floor_commands import floor
from assist.masking_commands import mask
from assist.output import Output
from assist.quality_commands import classify, coach, packs
from assist.recording_commands import recordings
from assist.settings import Settings
from assist.settings_files import models_folder
from assist.terminal import print_event


class Commands(click.Group):
    """Prints an AssistError as one sentence instead of a traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except AssistError as error:
            click.echo(f"assist: {error}", err=True)
            context.exit(FOUND_WRONG)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="assist-overlay", prog_name="assist")
def main() -> None:
    """Live empathy coaching beside the softphone. Offline; nothing is sent but to your own organisation's broker."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a pipe's code page may lack Korean
    crash_dumps.forbid()


@main.command()
@click.argument("call", type=click.Path(path_type=Path), required=False)
@click.option("--agent", type=click.Path(path_type=Path), help="Mono recording of the agent.")
@click.option("--customer", type=click.Path(path_type=Path), help="Mono recording of the customer.")
@click.option("--agent-channel", type=click.Choice(["left", "right"]), help="Channel of the agent in a stereo file.")
@click.option(
    "--speed", type=click.Choice(["max", "1"]), default="max", help="1 plays in real time.", show_default=True
)
@click.option("--overlay", is_flag=True, help="Show the overlay window (real time).")
@speech_options
@output_options
def replay(
    call: Path | None, agent: Path | None, customer: Path | None, agent_channel: str | None, speed: str, overlay: bool,
    engine: str | None, language: str | None, as_json: bool, events_out: Path | None,
) -> None:  # fmt: skip
    """Replay a recorded CALL: a stereo WAV or FLAC file, two mono files, or a .call script."""
    if (call is None) == (agent is None and customer is None) or (agent is None) != (customer is None):
        raise click.UsageError("Give one CALL, or both --agent and --customer.")
    pair = (agent, customer) if agent is not None and customer is not None else None
    settings = wished(language=language, agent_channel=agent_channel, engine=None if engine == "scripted" else engine)
    source = app.open_call(call, pair=pair, agent_channel=settings.agent_channel)
    if (engine == "scripted") != (source.script is not None) and engine is not None:
        raise click.UsageError("The scripted engine replays .call files, and only it does.")
    with Output(as_json=as_json, events_out=events_out) as sinks:
        if overlay or speed == "1":
            window = screen.Window() if overlay and can_open_window() else None
            day.replay_live(source, settings, sinks, window=window)
        else:
            app.replay_at_once(source, settings, sinks)


@main.command()
@click.option("--agent", help="Sound input with the agent's voice; by default the system's microphone.")
@click.option("--customer", help="Sound input with what the softphone plays; by default what the system plays.")
@click.option("--text", is_flag=True, help="No window: one call, printed in the terminal, until Ctrl-C.")
@click.option("--now", is_flag=True, help="The first call begins at once.")
@speech_options
@output_options
def run(
    agent: str | None, customer: str | None, text: bool, now: bool, engine: str | None, language: str | None,
    as_json: bool, events_out: Path | None,
) -> None:  # fmt: skip
    """Wait for live calls, listen on two sound inputs, and coach.

    A call begins and ends by its key, in the menu, or by `assist call start` and `assist call end`.
    """
    if engine == "scripted":
        raise click.UsageError("The scripted engine replays .call files.")

    def read() -> Settings:
        return wished(language=language, engine=engine, agent_device=agent, customer_device=customer)

    from assist.hearing import Hearing, check_names

    settings = read()
    check_names(agent, customer)  # a slip of the pen is told now; what is in the settings may be plugged in later
    hearing = Hearing()
    window = None
    if not text and can_open_window():
        if window_commands.is_running():
            click.echo("Assist is running already; its window is shown.")
            return
        window_commands.set_up_first(settings)
        window = screen.Window(lines=partial(window_commands.menu_lines, hearing.want, read), stays=True)
    with Output(as_json=as_json, events_out=events_out) as sinks:
        day.run_live(read, sinks, hearing, window=window, now=now or window is None)


@main.command()
@click.option("--text", is_flag=True, help="No window: show it in the terminal.")
@click.option("--tour", is_flag=True, help="Explain the window part by part instead.")
def demo(text: bool, tour: bool) -> None:
    """Play the bundled call with the overlay."""
    settings = wished(language="en")
    if tour:
        if not can_open_window(otherwise="The tour needs a window."):
            sys.exit(FOUND_WRONG)
        window_commands.tour(settings)
        return
    opens = not text and can_open_window()
    click.echo("A call about a bill that was taken twice, made with two synthetic voices. Ctrl-C ends it.")
    source = app.open_call(app.DEMO, pair=None, agent_channel="left")
    shown = msgspec.structs.replace(settings, show_agent_words=True)
    day.replay_live(source, shown, [print_event], window=screen.Window(full=True) if opens else None)


@main.command()
@click.option("--window", is_flag=True, help="Show it in a window.")
def doctor(window: bool) -> None:
    """Check sound, models and display, and say what to do."""
    from assist.doctor import findings

    if window and can_open_window():
        window_commands.check(wished())
        return
    good = True
    for finding in findings():
        good = good and finding.ok
        mark = click.style("ok  ", fg="green") if finding.ok else click.style("FIX ", fg="red", bold=True)
        click.echo(f"{mark} {finding.what}: {finding.note}")
    click.echo("All is well." if good else "Put right what is marked FIX, then ask again.")
    if not good:
        sys.exit(1)


@main.group()
def models() -> None:
    """Speech models: list, fetch, add, verify."""


@models.command("list")
def list_models() -> None:
    """What is on this machine, and what can be fetched."""
    folder = models_folder(wished())
    click.echo("On this machine:\n  moonshine  en  Moonshine tiny, comes with the program")
    installed = model_files.vosk_models(folder).values()
    for found in installed:
        click.echo(f"  vosk       {found.language}  {found.folder.name} ({found.origin})")
    click.echo(f"To fetch into {folder}:")
    for model in model_files.manifest():
        click.echo(f"  {model.name}  {model.language}  {model.size / 1e6:.0f} MB  {model.licence}  {model.note}")


@models.command()
@click.argument("name")
def get(name: str) -> None:
    """Fetch the model NAME; goes on where an earlier try broke off."""
    model = model_files.known(name)
    with click.progressbar(length=model.size, label=name, file=sys.stderr) as bar:
        folder = model_files.get(model, models_folder(wished()), bar.update)
    click.echo(f"Installed in {folder}.")


@models.command()
@click.argument("path", type=click.Path(path_type=Path))
def add(path: Path) -> None:
    """Install a model that is on this machine: a folder or a zip file."""
    click.echo(f"Installed in {model_files.add(path, models_folder(wished()))}.")


@models.command()
def verify() -> None:
    """Check that the installed models are as they were when they came."""
    folder = models_folder(wished())
    installed = [found for found in model_files.vosk_models(folder).values() if found.folder.parent == folder]
    good = True
    for found in installed:
        bad = model_files.verify(found.folder)
        good = good and not bad
        click.echo(f"{found.folder.name}: " + (f"changed or gone: {', '.join(bad)}" if bad else "as it came"))
    if not installed:
        click.echo(f"No models in {folder}.")
    if not good:
        sys.exit(FOUND_WRONG)


for group in (
    call, classify, coach, devices, floor, mask, packs, press, recordings, url, window_commands.settings,
    window_commands.setup,
):  # fmt: skip
    main.add_command(group)


if __name__ == "__main__":
    main()

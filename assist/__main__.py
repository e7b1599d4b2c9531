"""The command line. What is wrong is said in one sentence, and the exit code is 2."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click
import msgspec

from assist import app, crash_dumps, day, logs, screen, streams, window_commands
from assist.call_commands import call, press, url
from assist.command_options import FOUND_WRONG, can_open_window, output_options, speech_options, wished
from assist.device_commands import devices
from assist.doctor_command import doctor
from assist.errors import AssistError
from assist.floor_commands import floor
from assist.log_sink import LogSink
from assist.masking_commands import mask
from assist.model_commands import models
from assist.output import Output
from assist.quality_commands import classify, coach, packs
from assist.recording_commands import recordings
from assist.settings import APP, Settings
from assist.settings_commands import settings, tell_passed_over
from assist.terminal import print_event
from assist.version_command import version

_WITH_WINDOW = {"floor", "run", "settings", "setup"}
"""What is started from a menu: nobody reads there what is printed."""


class Commands(click.Group):
    """Says an AssistError as one sentence instead of a traceback: printed, and in a window where nobody reads that."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        streams.open_missing()  # before anything is printed, wrong usage too
        return super().main(*args, **kwargs)

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except AssistError as error:
            click.echo(f"assist: {error}", err=True)
            if context.invoked_subcommand in _WITH_WINDOW and not streams.are_read():
                _show(str(error))
            context.exit(FOUND_WRONG)


def _show(sentence: str) -> None:
    from assist.windows.stopped import show_stopped

    try:
        dress = wished()
    except AssistError:  # perhaps the very one that is told
        dress = Settings()
    show_stopped(sentence, language=dress.window_language, theme=dress.theme, text_size=dress.text_size)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=APP, prog_name="assist")
@click.pass_context
def main(context: click.Context) -> None:
    """Live empathy coaching beside the softphone. Offline; nothing is sent but to your own organisation's broker."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a pipe's code page may lack Korean
    crash_dumps.forbid()
    if context.invoked_subcommand not in {"doctor", "settings"}:  # these say it themselves
        tell_passed_over()


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
@click.option("--at-login", is_flag=True, help="Only where the setting `autostart` is on; asks nothing.")
@speech_options
@output_options
def run(
    agent: str | None, customer: str | None, text: bool, now: bool, at_login: bool, engine: str | None,
    language: str | None, as_json: bool, events_out: Path | None,
) -> None:  # fmt: skip
    """Wait for live calls, listen on two sound inputs, and coach.

    A call begins and ends by its key, in the menu, or by `assist call start` and `assist call end`.
    """
    if at_login and (text or now):
        raise click.UsageError("--at-login waits for calls in its window: leave out --text and --now.")
    if engine == "scripted":
        raise click.UsageError("The scripted engine replays .call files.")

    def read() -> Settings:
        return wished(language=language, engine=engine, agent_device=agent, customer_device=customer)

    settings = read()
    if at_login and not (settings.autostart and can_open_window(otherwise="")):
        return
    from assist.hearing import Hearing, check_names

    check_names(agent, customer)  # a slip of the pen is told now; what is in the settings may be plugged in later
    hearing = Hearing()
    window = None
    if not text and can_open_window():
        running = window_commands.is_running()
        if not at_login:  # also beside one that began at log-in, where nothing is asked
            window_commands.set_up_first(settings)
        if running:
            click.echo("Assist is running already; its window is shown.")
            return
        window = screen.Window(lines=partial(window_commands.menu_lines, hearing.want, read), stays=True)
    with logs.kept("run", system=settings.system_log), Output(as_json=as_json, events_out=events_out) as sinks:
        day.run_live(read, [*sinks, LogSink()], hearing, window=window, now=now or window is None)


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


for group in (
    call, classify, coach, devices, doctor, floor, mask, models, packs, press, recordings, settings, url, version,
    window_commands.setup,
):  # fmt: skip
    main.add_command(group)


if __name__ == "__main__":
    main()

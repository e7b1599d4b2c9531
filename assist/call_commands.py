"""What other programs have the overlay do: a softphone begins a call, a payment form pauses it, a desktop presses keys.

The commands tell the overlay that runs and end at once. Telling it twice is as good as once.
"""

from __future__ import annotations

import sys

import click

from assist import screen, url_scheme
from assist.command_options import FOUND_WRONG
from assist.overlay.actions import ACTIONS
from assist.url_scheme import LinkError

NOT_RUNNING = "No overlay is running; start it with `assist run`."
_LINKS = {"call/start": "call_start", "call/end": "call_end"}


@click.group()
def call() -> None:
    """Begin, end and pause calls in the running overlay, for softphones and other programs."""


@call.command()
def start() -> None:
    """The call begins; nothing where one goes on."""
    _tell_or_end("call_start")


@call.command()
def end() -> None:
    """The call is over; nothing where none goes on."""
    _tell_or_end("call_end")


@call.command()
def pause() -> None:
    """Hear nothing of the customer while a secret is said; nothing without a call."""
    _tell_or_end("call_pause")


@call.command()
def resume() -> None:
    """Hear the customer again; nothing where no pause goes on."""
    _tell_or_end("call_resume")


@call.command("help")
@click.argument("about", required=False, default="")
def ask_help(about: str) -> None:
    """Ask for a person's help, with what is named; nothing without a call."""
    _tell_or_end(f"call_help {' '.join(about.split())}".rstrip())


@call.command()
def toggle() -> None:
    """Begin a call, or end the one that goes on."""
    _tell_or_end("call")


@call.command()
@click.argument("address", metavar="HOST:PORT")
def follow(address: str) -> None:
    """Follow baresip's module ctrl_tcp at HOST:PORT: its calls are the overlay's. Ctrl-C ends it."""
    from assist.softphone.baresip import calls

    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise click.UsageError("Give HOST:PORT as after ctrl_tcp_listen in baresip's config, as 127.0.0.1:4444.")

    def found(there: bool) -> None:
        _say(f"baresip at {address} is followed." if there else f"No baresip at {address}; it is looked for.")

    try:
        for phase in calls(host.strip("[]"), int(port), found=found):
            told = _tell(f"call_{phase}")
            _say({"start": "The call begins.", "end": "The call ends."}[phase] + ("" if told else f" {NOT_RUNNING}"))
    except KeyboardInterrupt:
        pass


@click.command()
@click.argument("action", type=click.Choice([action.replace("_", "-") for action in ACTIONS]))
def press(action: str) -> None:
    """Do in the running overlay what a key does: for desktops that give programs no keys, and for other programs."""
    _tell_or_end(action.replace("-", "_"))


@click.command()
@click.argument("link", metavar="URL", required=False)
@click.option("--register", is_flag=True, help="Have this user's desktop open such links with this program.")
def url(link: str | None, register: bool) -> None:
    """Do what a link says: assist:call/start or assist:call/end."""
    if register == (link is not None):
        raise click.UsageError("Give a URL, or --register.")
    if link is None:
        click.echo(url_scheme.register())
        return
    line = _LINKS.get(url_scheme.meaning(link))
    if line is None:
        raise LinkError("There are two links to this program: `assist:call/start` and `assist:call/end`.")
    _tell_or_end(line)


def _tell_or_end(line: str) -> None:
    if not _tell(line):
        click.echo(f"assist: {NOT_RUNNING}", err=True)
        raise SystemExit(FOUND_WRONG)


def _tell(line: str) -> bool:
    """Say it to the running overlay; whether one runs."""
    from assist.overlay.instance import tell

    return tell(screen.instance_name(), line) is not None


def _say(sentence: str) -> None:
    click.echo(sentence)
    sys.stdout.flush()

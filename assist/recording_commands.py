"""The commands for recordings: the organisation's keys, what is kept and until when, a call opened by the key's holder.

That calls are recorded at all only the machine's policy says; no command switches it on.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from assist.command_options import wished
from assist.settings_files import recordings_folder

MB = 1e6


@click.group()
def recordings() -> None:
    """Recordings of calls, where the organisation has them made: list, open, keys."""


@recordings.command("list")
def list_recordings() -> None:
    """The recorded calls on this machine: how long and large they are, and when each goes."""
    from assist.keeping.layout import kept_calls
    from assist.keeping.retention import goes_at

    settings = wished()
    folder = recordings_folder(settings)
    calls = kept_calls(folder)
    if not calls:
        click.echo(f"There are no recordings in {folder}.")
    for call in calls:
        length, size = _about(call.folder)
        goes = goes_at(call, days=settings.recording_days).astimezone()
        click.echo(f"{call.folder}  about {length}  {size / MB:.1f} MB  goes {goes:%Y-%m-%d %H:%M}")


@recordings.command("forget")
def forget_recordings() -> None:
    """Delete the calls whose time is up, as the program does by itself before each call."""
    from assist.keeping.retention import forget_old

    settings = wished()
    gone = forget_old(recordings_folder(settings), days=settings.recording_days, now=datetime.now(UTC))
    click.echo(f"{gone} {'recording was' if gone == 1 else 'recordings were'} deleted.")


@recordings.command("open")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--key", required=True, type=click.Path(path_type=Path), help="File with the private key.")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="FLAC file to make.")
def open_recording(folder: Path, key: Path, out: Path) -> None:
    """Decrypt the call in FOLDER into one FLAC file: the agent on the left, the customer on the right."""
    from assist.keeping.keys import private_keys
    from assist.keeping.unsealing import unseal

    unsealed = unseal(folder, keys=private_keys(key), out=out)
    click.echo(f"{out}: {timedelta(seconds=round(unsealed.length_s))}, agent left, customer right.")
    if not unsealed.complete:
        click.echo("The recording broke off here, before the call was over.", err=True)


@recordings.command("key")
@click.argument("file", type=click.Path(path_type=Path))
def make_key(file: Path) -> None:
    """Make a key pair: the private key goes into FILE, the public one is printed, for the policy."""
    from assist.keeping.keys import make_keys

    click.echo(make_keys(file))
    click.echo(f"{file} opens every recording, and nothing else does: keep it safe, not on agents' machines.", err=True)


def _about(call: Path) -> tuple[timedelta, int]:
    """A call's length, to a segment, and its bytes: more cannot be told without the key. Raises RecordingError."""
    from assist.errors import RecordingError
    from assist.keeping.layout import segments
    from assist.keeping.recorder import SEGMENT_S

    try:
        sizes = [path.stat().st_size for path in segments(call).values()]
    except OSError as error:
        raise RecordingError(f"The recording in {call} cannot be read: {error.strerror}.") from None
    return timedelta(seconds=SEGMENT_S * len(sizes)), sum(sizes)

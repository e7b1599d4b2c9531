"""`assist doctor`: the checks on the terminal or in a window, and the support bundle."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assist import window_commands
from assist.command_options import can_open_window, wished


@click.command()
@click.option("--window", is_flag=True, help="Show it in a window.")
@click.option(
    "--bundle", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Also write FILE (zip) for whoever supports the program: no words, numbers or names are in it.",
)  # fmt: skip
def doctor(window: bool, bundle: Path | None) -> None:
    """Check sound, models and display, and say what to do."""
    from assist.doctor import findings

    if window and bundle is not None:
        raise click.UsageError("Give --window or --bundle, not both.")
    if window and can_open_window():
        window_commands.check(wished())
        return
    found = []
    for finding in findings():
        found.append(finding)
        mark = click.style("ok  ", fg="green") if finding.ok else click.style("FIX ", fg="red", bold=True)
        click.echo(f"{mark} {finding.what}: {finding.note}")
    good = all(finding.ok for finding in found)
    click.echo("All is well." if good else "Put right what is marked FIX, then ask again.")
    if bundle is not None:
        from assist.support_bundle import write_bundle

        write_bundle(bundle, found)
        click.echo(f"{bundle} is written, and sent nowhere; README.txt in it says what is inside.")
    elif not good:
        sys.exit(1)

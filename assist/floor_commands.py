"""The commands for the floor: a broker's set-up, joining and leaving, and the supervisor's console."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assist.command_options import FOUND_WRONG, can_open_window, wished
from assist.errors import FloorError
from assist.floor_settings import floor_folder, user_of
from assist.logs import kept
from assist.settings import Settings
from assist.settings_editing import save_settings
from assist.settings_files import load_settings, policy_places, policy_values, settings_path

if TYPE_CHECKING:
    from assist.floor.setup.site import Site

_HERE = ("floor_broker", "floor_team", "floor_user")
"""Where and who one is: what a policy says of it and an enrolment must be the same."""
PILOT = "broker"
"""Folder of a pilot's set-up, in `floor_folder()`."""
_JOINED = (*_HERE, "floor_name", "floor_ca", "floor_certificate", "floor_key")
"""The settings that joining sets."""


@click.group(invoke_without_command=True)
@click.option(
    "--with-broker", is_flag=False, flag_value="", metavar="[FOLDER]",
    help="Also run a broker here (Mosquitto), with the set-up in FOLDER; without one a pilot's is made.",
)  # fmt: skip
@click.option("--team", help="Show this team's calls only; several as billing+sales.")
@click.pass_context
def floor(context: click.Context, with_broker: str | None, team: str | None) -> None:
    """The supervisor's console: every live call, those that need a person first. And what a floor needs to begin."""
    if context.invoked_subcommand is None:
        open_console(with_broker=with_broker, team=team)


@floor.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--host", help="What people's machines call the broker's: a host name or an IP address.")
@click.option("--also", multiple=True, help="Another name or address of it, as 127.0.0.1; may be given again.")
@click.option("--port", type=click.IntRange(1, 65535), help="Its port; 8883 when not given.")
@click.option("--bind", help="The only address it listens on; all of its machine's when not given.")
@click.option("--on-server", "place", help="Where FOLDER will be on the broker's machine, if not here.")
@click.option("--certificates", is_flag=True, help="People get certificates of their own in place of passwords.")
@click.option("--team", default="team", show_default=True, help="Team of all for whom the list names none.")
@click.option("--people", type=click.Path(path_type=Path), help="List of people, CSV: user,name,team,role.")
@click.option("--agents", type=click.IntRange(0, 10_000), default=0, help="For a first try: agent1, agent2, ...")
@click.option("--supervisors", type=click.IntRange(0, 1_000), default=0, help="And supervisor1, ...")
@click.option("--renew", multiple=True, metavar="USER", help="A new enrolment for USER; the old one is of no use then.")
@click.option("--remove", multiple=True, metavar="USER", help="USER may not come in any more.")
def init(
    folder: Path, *, team: str, people: Path | None, agents: int, supervisors: int, renew: tuple[str, ...],
    remove: tuple[str, ...], **broker: Any,
) -> None:  # fmt: skip
    """Write a broker's configuration and its people's enrolment files into FOLDER.

    On a FOLDER that it made it adds the people who are new; who is there already keeps what they have.
    """
    from assist.floor.setup import folder as set_up
    from assist.floor.setup.people import numbered, read_people
    from assist.floor.setup.site import read_site

    given = numbered(agents=agents, supervisors=supervisors, team=team)
    if people is not None:
        listed, mistakes = read_people(people, team=team, taken=given)
        for mistake in mistakes:
            click.echo(mistake)
        if mistakes:
            click.echo(f"{len(mistakes)} to put right; nothing was written.", err=True)
            sys.exit(FOUND_WRONG)
        given += listed
    change = set_up.Change(given, renew=renew, remove=remove)
    before = read_site(folder)
    site = _same(folder, before, broker) if before is not None else _new(folder, broker, someone=bool(given))
    now = datetime.now(UTC)
    made = (set_up.enrol if before is not None else set_up.make)(folder, site, change, now=now)
    _tell(folder, len(set_up.described(folder).people), made=len(made), first=before is None)


def _new(folder: Path, wishes: dict[str, Any], *, someone: bool) -> Site:
    from assist.floor.setup.site import Site, check_site

    if not wishes["host"]:
        raise click.UsageError("Say what people's machines call the broker: --host broker.example.org.")
    if not someone:
        raise click.UsageError("Say who may join: --people FILE, or --agents 10 --supervisors 1 for a first try.")
    site = Site(**{"place": str(folder.absolute())} | {name: value for name, value in wishes.items() if value})
    check_site(site)
    return site


def _same(folder: Path, site: Site, wishes: dict[str, Any]) -> Site:
    """The set-up as it was made: people's machines have its address and its certificate."""
    for name, value in wishes.items():
        if value and value != getattr(site, name):
            option = "on-server" if name == "place" else name
            raise FloorError(f"--{option} cannot be changed later: {folder} was made otherwise; make a new folder.")
    return site


def _tell(folder: Path, everybody: int, *, made: int, first: bool) -> None:
    new = "1 new enrolment file" if made == 1 else f"{made or 'no'} new enrolment files"
    click.echo(f"{folder}: {everybody} people; {new} in {folder / 'enrol'}.")
    if made:
        click.echo("Give each person their file, and nobody else; they join with `assist floor join FILE`.")
    if first:
        click.echo(f"Start the broker with `mosquitto -c {folder / 'mosquitto.conf'}`; the file says how as a service.")
        click.echo("Keep ca.key away from the broker's machine: whoever has it can make certificates that are trusted.")
    else:
        click.echo("Tell a broker that runs: `systemctl reload mosquitto`, or `nats-server --signal reload`.")


@floor.command("join")
@click.argument("file", type=click.Path(path_type=Path))
def join(file: Path) -> None:
    """Join the floor with the enrolment FILE that an administrator made; it takes the place of an earlier one."""
    _join(file)
    click.echo(
        f"Delete {file} now: whoever has it can join in your place. `assist doctor` tries the way to the broker."
    )


@floor.command("password")
def password() -> None:
    """Ask for your password at the broker and keep it, where there is no enrolment file."""
    from assist.floor import passwords

    settings = wished()
    if not settings.floor_broker:
        raise FloorError("There is no broker yet: set `floor_broker`, or join with `assist floor join FILE`.")
    user = user_of(settings)
    given = click.prompt(f"Password of {user} at {settings.floor_broker}", hide_input=True, err=True)
    place = passwords.remember(user, settings.floor_broker, given, folder=floor_folder())
    click.echo(f"The password is in {place}.")


@floor.command("leave")
def leave() -> None:
    """Take everything away that joining the floor brought."""
    from assist.floor import enrolment, passwords

    before = load_settings(settings_path())
    if not before.floor_broker:
        click.echo("This machine has not joined a floor.")
        return
    passwords.forget(user_of(before), before.floor_broker, folder=floor_folder())
    enrolment.forget(floor_folder())
    _save({name: getattr(Settings(), name) for name in _JOINED})
    click.echo(f"{user_of(before)} has left the floor at {before.floor_broker}.")


def _join(file: Path) -> None:
    from assist.floor import enrolment as enrolments
    from assist.floor import passwords

    enrolment = enrolments.read_enrolment(file, now=datetime.now(UTC))
    here = dict(zip(_HERE, (enrolment.broker, enrolment.team, enrolment.user), strict=True))
    locked, places = policy_values(), policy_places()
    for name, value in here.items():
        if locked.get(name, value) != value:
            raise FloorError(f"`{name}` is set by your organisation, in {places[name]}, and {file} says otherwise.")
    before = load_settings(settings_path())
    files = enrolments.keep(enrolment, floor_folder())
    if before.floor_broker:
        passwords.forget(user_of(before), before.floor_broker, folder=floor_folder())
    where = ""
    if enrolment.password:
        place = passwords.remember(enrolment.user, enrolment.broker, enrolment.password, folder=floor_folder())
        where = f" The password is in {place}."
    paths = {"floor_ca": files.ca, "floor_certificate": files.certificate or "", "floor_key": files.key or ""}
    _save(here | {"floor_name": enrolment.name} | {name: str(path) for name, path in paths.items()})
    click.echo(f"Joined {enrolment.broker} as {enrolment.name}, {enrolment.role} of {enrolment.team}.{where}")


def _save(changes: dict[str, Any]) -> None:
    locked = policy_values()
    save_settings(settings_path(), {name: value for name, value in changes.items() if name not in locked})


def open_console(*, with_broker: str | None, team: str | None) -> None:
    """The console, until it is closed; `with_broker` names the folder of a broker to run meanwhile, "" the pilot's."""
    if not can_open_window(otherwise="The console needs a window."):
        sys.exit(FOUND_WRONG)
    if with_broker is None:
        if not wished().floor_broker:
            raise FloorError(
                "This machine has not joined a floor: `assist floor join FILE` does, with the file that your"
                " administrator gave you; `assist floor --with-broker` tries it out."
            )
        _open(wished(floor_team=team))
        return
    from assist.floor.pilot import running_broker

    folder = Path(with_broker) if with_broker else floor_folder() / PILOT
    _prepare(folder)
    with running_broker(folder):
        _open(wished(floor_team=team))


def _prepare(folder: Path) -> None:
    """A pilot's set-up; this machine is its supervisor's, unless it has joined already."""
    from assist.floor import pilot
    from assist.floor.setup.folder import ENROL, enrolment_file

    pilot.find_mosquitto()  # said before anything is made
    site = pilot.prepare(folder, now=datetime.now(UTC))
    files = [enrolment_file(folder, person) for person in site.people if person.role == "supervisor"]
    if not wished().floor_broker and (mine := next(filter(Path.exists, files), None)):
        _join(mine)
    click.echo(f"The broker runs on this machine while the console is open: {site.address}")
    click.echo(f"Agents join with their file in {folder / ENROL}: `assist floor join FILE`, on their machine.")
    if site.host not in pilot.own_hosts():
        click.echo(f"This machine is not {site.host} any more: others will not find it.", err=True)
    if wished().floor_broker != site.address:
        click.echo(f"This machine has joined {wished().floor_broker}; `assist floor leave` to see this one.", err=True)


def _open(settings: Settings) -> None:
    """The console's window, until it is closed."""
    from assist import console_screen

    with kept("floor", system=settings.system_log):
        console_screen.run(settings)

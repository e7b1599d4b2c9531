"""The floor as the settings have it: which broker, who we are to it, where its files are. For both ends of it."""

from __future__ import annotations

import getpass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from assist.errors import FloorError
from assist.floor import passwords, topics
from assist.floor.broker import Broker, parse
from assist.settings import APP, Settings

if TYPE_CHECKING:
    from assist.floor.agent import Self


def floor_folder() -> Path:
    """Of what belongs to the floor on this machine: certificates, what waits to be sent, a supervisor's history."""
    return platformdirs.user_data_path(APP, appauthor=False) / "floor"


def broker_of(settings: Settings) -> Broker:
    """The broker, without the password. Raises FloorError for an address or a name that cannot be one."""
    host, port, tls = parse(settings.floor_broker)
    return Broker(
        host=host, port=port, tls=tls, user=user_of(settings), ca=_file(settings.floor_ca),
        certificate=_file(settings.floor_certificate), key=_file(settings.floor_key),
    )  # fmt: skip


def user_of(settings: Settings) -> str:
    """Who we are at the broker. Raises FloorError."""
    user = settings.floor_user or getpass.getuser()
    if not topics.is_name(user):
        raise FloorError(f"`floor_user` cannot be {user!r}: letters, digits and . _ @ - only, at most 64.")
    return user


def agent_of(settings: Settings) -> Self:
    """Who this agent is on the floor; a supervisor who takes calls is one in their first team. Raises FloorError."""
    from assist.floor.agent import Self

    team = settings.floor_team.split("+")[0]
    if not topics.is_name(team):
        raise FloorError(f"`floor_team` cannot be {settings.floor_team!r} for who takes calls: name one team.")
    user = user_of(settings)
    return Self(team, user, settings.floor_name or user, version(APP))


def teams_of(settings: Settings) -> tuple[str, ...]:
    """The teams of a supervisor; "+" is every team. Raises FloorError."""
    teams = tuple("+" if team == "*" else team for team in settings.floor_team.split("+") if team)
    if not teams or not all(team == "+" or topics.is_name(team) for team in teams):
        raise FloorError(f"`floor_team` cannot be {settings.floor_team!r}: give team, team+team, or * for all of them.")
    return teams


def password_of(settings: Settings) -> str:
    """From the system's own store, which may take its time; empty where there is none."""
    return passwords.recall(user_of(settings), settings.floor_broker, folder=floor_folder()) or ""


def _file(name: str) -> Path | None:
    return Path(name).expanduser() if name else None

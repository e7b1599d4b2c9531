"""The supervisor's console with these settings: beside `app.py` and `screen.py`, the place that makes it of its parts.

Qt is imported where a window is wanted and nowhere before.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import platformdirs

from assist.errors import FloorError
from assist.floor_settings import broker_of, floor_folder, password_of, teams_of, user_of
from assist.settings import APP, Settings

READY_LINES = 9
"""A key each."""


def run(settings: Settings) -> None:
    """Until it is closed. Raises FloorError for what cannot be used, RulesError with the line of a team's rules."""
    from assist.console.application import Ears, LinkEnd, PartyEnd, Supervised, run_console
    from assist.console.history import History
    from assist.console.look import ConsoleLook
    from assist.console.party import ConsoleParty
    from assist.console.rules import read_rules
    from assist.console.steps_in import Supervisor
    from assist.floor.link import Link
    from assist.windows.application import make_application, theme_of

    broker, teams = broker_of(settings), teams_of(settings)
    me = Supervisor(user=user_of(settings), name=settings.floor_name or user_of(settings))
    history = floor_folder() / "history.sqlite"
    file = rules_file(settings)
    rules = read_rules(file if file.exists() else None)
    lines = ready_lines(settings)

    def connect(ears: Ears) -> tuple[LinkEnd, PartyEnd]:
        kept = History(history, keep_days=settings.floor_days, excerpts=False)
        party = ConsoleParty(me, teams=teams, tell=ears.hear, tell_news=ears.hear_news, history=kept)
        link = Link(
            broker, party, outbox=floor_folder() / "console.sqlite", tell=ears.hear_link,
            password=partial(password_of, settings),
        )  # fmt: skip
        return link, party

    make_application(language=settings.window_language, theme=settings.theme, text_size=settings.text_size)
    look = ConsoleLook(theme=theme_of(settings.theme), text_size=settings.text_size, sound=settings.floor_sound)
    floor = Supervised(
        me=me.name, broker=broker.address, rules=rules, rules_file=file, history=history, ready_lines=lines,
        theme=settings.theme,
    )  # fmt: skip
    run_console(look, floor=floor, connect=connect)


def rules_file(settings: Settings) -> Path:
    """The supervisor's own rules, which need not be there."""
    if settings.floor_rules:
        return Path(settings.floor_rules).expanduser()
    return platformdirs.user_config_path(APP, appauthor=False) / "alarms.toml"


def ready_lines(settings: Settings) -> list[str]:
    """The team's own lines for notes; none where ours are meant. Raises FloorError."""
    if not settings.floor_lines:
        return []
    path = Path(settings.floor_lines).expanduser()
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError):
        raise FloorError(f"{path} cannot be read as a text file: check `floor_lines`.") from None
    return [line for line in lines if line][:READY_LINES]

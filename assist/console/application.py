"""Runs a supervisor's console: the window, the link behind it, and the windows beside it.

Plain arguments; knows no settings. There must be a Qt application (`windows/application.make_application`). The link
and its party are made by the caller, who gets what they have to tell to (`Ears`):

    def connect(ears: Ears) -> tuple[Link, ConsoleParty]:
        party = ConsoleParty(me, teams=teams, tell=ears.hear, tell_news=ears.hear_news, history=History(path))
        return Link(broker, party, outbox=outbox, tell=ears.hear_link), party
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from assist.console.alarms import Alarm, Alarms
from assist.console.beside import Beside
from assist.console.card import Heard
from assist.console.desk import Desk
from assist.console.earlier import EARLIER_S, EarlierAlarm
from assist.console.history_reading import HistoryReading
from assist.console.look import ConsoleLook
from assist.console.party import News
from assist.console.rules import Rule
from assist.console.stepping_in import AlertAnswer
from assist.console.steps_in import new_id
from assist.errors import FloorError
from assist.floor.messages import Answer
from assist.floor.trouble import LinkState
from assist.windows.application import follow_theme


class Supervised(NamedTuple):
    """Who looks at what, with which rules."""

    me: str
    """The supervisor's name as agents read it; the same that the party has."""
    broker: str
    """What the broker is called on the screen."""
    rules: Sequence[Rule]
    rules_file: Path
    """The team's own, which need not be there yet."""
    history: Path | None = None
    """None where nothing is kept."""
    ready_lines: Sequence[str] = ()
    """The team's own lines for notes, nine at most; ours where there are none."""
    theme: str = "auto"
    """As wished for; "auto" follows the system while the console is open."""


class Ears(Protocol):
    """What the link tells to; from any thread, and each returns at once."""

    def hear(self, heard: Heard) -> None: ...
    def hear_link(self, state: LinkState) -> None: ...
    def hear_news(self, news: News) -> None: ...


class LinkEnd(Protocol):
    """What is used of a link (`floor/link.py`)."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def do(self, work: Callable[[], object]) -> None: ...


class PartyEnd(Protocol):
    """What is used of the console's party (`party.py`), on the link's thread."""

    def send_note(self, team: str, agent: str, call: str, text: str, *, id: str = "") -> str: ...
    def reply(self, team: str, agent: str, call: str, alert: str, answer: Answer) -> None: ...
    def keep_alarm(self, alarm: Alarm, at: float) -> None: ...


class Outward:
    """The window's `Doings`, done on the link's thread."""

    def __init__(self) -> None:
        self._ends: tuple[LinkEnd, PartyEnd] | None = None

    def go_by(self, link: LinkEnd, party: PartyEnd) -> None:
        """Everything goes by these from now on; before, nothing goes anywhere."""
        self._ends = link, party

    def note(self, team: str, agent: str, call: str, text: str) -> str:
        name = new_id()
        self._do(lambda party: party.send_note(team, agent, call, text, id=name))
        return name

    def answer(self, answer: AlertAnswer) -> None:
        self._do(lambda party: party.reply(*answer))

    def keep_alarm(self, alarm: Alarm, at: float) -> None:
        self._do(lambda party: party.keep_alarm(alarm, at))

    def _do(self, work: Callable[[PartyEnd], object]) -> None:
        if self._ends is not None:
            link, party = self._ends
            link.do(lambda: work(party))


def earlier_alarms(history: Path | None, *, now: float) -> list[EarlierAlarm]:
    """What was alarmed until `now`, s since 1970, as far as it was kept."""
    if history is None or not history.exists():
        return []
    try:
        return HistoryReading(history).alarms(now - EARLIER_S, now)
    except FloorError:  # the window says it, once the link has tried the file too
        return []


def run_console(look: ConsoleLook, *, floor: Supervised, connect: Callable[[Ears], tuple[LinkEnd, PartyEnd]]) -> None:
    """Show the console until it is closed, with its link started and stopped. Ctrl-C closes it too."""
    outward = Outward()
    alarms = Alarms(floor.rules, earlier=earlier_alarms(floor.history, now=time.time()))
    desk = Desk(look=look, me=floor.me, broker=floor.broker, alarms=alarms, doings=outward, lines=floor.ready_lines)
    link, party = connect(desk)
    outward.go_by(link, party)
    beside = Beside(desk, floor.rules, rules_file=floor.rules_file, history=floor.history)
    follow_theme(floor.theme, desk.dress)
    try:
        desk.run(begin=link.start)
    finally:
        beside.close()
        link.stop()

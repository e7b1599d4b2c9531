"""Reading the history: search, the messages of a time again, what supervisors did. From any thread.

Each question opens the file for itself, reading only, and sees what the console has put on disk: all but the last
second. Raises FloorError with one sentence when the file is not there, of a newer version, damaged or in use.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from math import inf
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from assist.console.card import Key
from assist.console.earlier import EarlierAlarm
from assist.console.effect import StepIn
from assist.console.history_entries import KINDS, Entry, Kind, find
from assist.console.history_file import open_to_read, sentence
from assist.console.history_rows import RETAINED, alert_of, presence_of, summary_of
from assist.console.state import Heard
from assist.errors import FloorError
from assist.floor.messages import MOST_ALERTS, Alert, Alerts, Answer
from assist.floor.topics import Place

LIMIT = 500
_LAST = 2**62

_ALERTED = (
    " AND summary.call IN (SELECT call.id FROM alert JOIN call ON call.agent = alert.agent AND call.call = alert.call"
    " UNION SELECT call.id FROM step JOIN call ON call.agent = step.agent AND call.call = step.call)"
)

_ALARMED = (
    "SELECT alarm_agent.alarm, team, agent.agent FROM alarm_agent JOIN alarm ON alarm.id = alarm_agent.alarm"
    " JOIN agent ON agent.id = alarm_agent.agent WHERE at >= ? AND at < ?"
)


class Found(NamedTuple):
    """What a search found, the newest first, and whether there is more than it was to give."""

    entries: list[Entry]
    more: bool


class HistoryReading:
    """One history file, for reading."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def search(
        self, text: str = "", *, since: float = 0.0, until: float = inf, team: str = "",
        kinds: Collection[Kind] = KINDS, limit: int = LIMIT,
    ) -> Found:  # fmt: skip
        """Entries with `text` in an agent's name, a reason, a supervisor's name, an alarm's text or a note's.

        Capitals do not matter, and no letter of `text` means anything else than itself. `since` counts, `until` does
        not; an empty `team` is every team.
        """
        wanted = text.encode(errors="ignore").decode().casefold().strip()
        asked = {"since": _ms(since), "until": _ms(until), "team": team, "text": wanted}
        with self._reading() as db:
            found = find(db, kinds, limit + 1, asked)
        return Found(found[:limit], len(found) > limit)

    def heards(self, since: float = 0.0, until: float = inf, *, alerted_only: bool = False) -> Iterator[Heard]:
        """The messages that were kept of a time, in the order in which they were heard, one by one.

        `alerted_only`: of calls, only those with an alert or a step in, which is much less.
        """
        with self._reading() as db:
            db.row_factory = sqlite3.Row
            asked = (_ms(since), _ms(until))
            streams = (_presences(db, asked), _summaries(db, asked, alerted_only=alerted_only), _alerts(db, asked))
            yield from heapq.merge(*streams, key=lambda heard: heard.at)

    def steps(self, since: float = 0.0, until: float = inf) -> list[StepIn]:
        """What supervisors did, the oldest first: notes that were shown, at that time, and answers that arrived."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT team, agent.agent, call, kind, by, CASE WHEN kind = 'note' THEN became_at ELSE at END / 1000.0,"
                " text, CASE WHEN kind = 'note' THEN step ELSE alert END FROM step JOIN agent ON agent.id = step.agent"
                " WHERE at >= ? AND at < ?"
                " AND CASE WHEN kind = 'note' THEN became = 'shown' ELSE became <> 'not shown' END ORDER BY 6",
                (_ms(since), _ms(until)),
            ).fetchall()
        return [StepIn(*row) for row in rows]

    def alarms(self, since: float, until: float) -> list[EarlierAlarm]:
        """The alarms that began then, the oldest first."""
        with self._reading() as db:
            agents: dict[int, set[Key]] = {}
            asked = (_ms(since), _ms(until))
            for alarm, *whose in db.execute(_ALARMED, asked):
                agents.setdefault(alarm, set()).add(tuple(whose))
            rows = db.execute(
                "SELECT id, alarm, rule, severity, at, ended, answer, by FROM alarm WHERE at >= ? AND at < ?"
                " ORDER BY at",
                asked,
            ).fetchall()
        return [
            EarlierAlarm(
                name, rule, severity, at / 1000, None if ended is None else ended / 1000,
                answer if answer in get_args(Answer) else None, by or "", frozenset(agents.get(row, ())),
            )
            for row, name, rule, severity, at, ended, answer, by in rows
        ]  # fmt: skip

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with closing(open_to_read(self._path)) as db:
            try:
                yield db
            except sqlite3.Error as error:
                raise FloorError(sentence(self._path, error)) from None


def _ms(seconds: float) -> int:
    return _LAST if seconds == inf else round(seconds * 1000)


# Names come before `*` in these questions: of two columns with one name, a row gives the first.


def _presences(db: sqlite3.Connection, asked: tuple[int, int]) -> Iterator[Heard]:
    rows = db.execute(
        "SELECT team, agent.agent AS agent, name, presence.* FROM presence JOIN agent ON agent.id = presence.agent"
        " WHERE at >= ? AND at < ? ORDER BY at",
        asked,
    )
    for row in rows:
        try:
            message = presence_of(row)
        except msgspec.ValidationError:  # of another version of this program
            continue
        yield _heard(row, "presence", message, bool(row["retained"]))


def _summaries(db: sqlite3.Connection, asked: tuple[int, int], *, alerted_only: bool) -> Iterator[Heard]:
    words = {row["id"]: row["text"] for row in db.execute("SELECT id, text FROM word")}
    rows = db.execute(
        "SELECT call.call AS call, team, agent.agent AS agent, summary.* FROM summary"
        " JOIN call ON call.id = summary.call JOIN agent ON agent.id = call.agent WHERE at >= ? AND at < ?"
        + (_ALERTED if alerted_only else "")
        + " ORDER BY at",
        asked,
    )
    for row in rows:
        try:
            message = summary_of(row, words)
        except (msgspec.ValidationError, KeyError):
            continue
        yield _heard(row, "call", message, bool(row["flags"] & RETAINED))


def _alerts(db: sqlite3.Connection, asked: tuple[int, int]) -> Iterator[Heard]:
    """An agent's alerts each time that one was another, with those before that were heard in the same time."""
    known: dict[int, dict[str, Alert]] = {}
    rows = db.execute(
        "SELECT alert.alert AS alert, alert.agent AS whose, call, reason, raised, seconds, about, team,"
        " agent.agent AS agent, change.* FROM alert_change AS change JOIN alert ON alert.id = change.alert"
        " JOIN agent ON agent.id = alert.agent WHERE change.at >= ? AND change.at < ? ORDER BY change.at, change.rowid",
        asked,
    )
    for (whose, number), its in groupby(rows, key=lambda row: (row["whose"], row["number"])):
        alerts = known.setdefault(whose, {})
        for row in its:
            try:
                alerts[row["alert"]] = alert_of(row)
            except msgspec.ValidationError:
                continue
            while len(alerts) > MOST_ALERTS:
                del alerts[next(iter(alerts))]
        message = Alerts(number=number, sent=row["sent"] / 1000, alerts=tuple(alerts.values()))
        yield _heard(row, "alerts", message, bool(row["retained"]))


def _heard(row: Any, sort: Literal["presence", "call", "alerts"], message: Any, retained: bool) -> Heard:
    return Heard(Place(row["team"], row["agent"], sort), message, row["at"] / 1000, retained)

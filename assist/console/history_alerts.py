"""Alerts, alarms and what supervisors did in the history. Knows the tables, no file.

An alert has a row, and one more for each time that something about it was heard to be another. Everything here raises
sqlite3.Error.
"""

from __future__ import annotations

import sqlite3

from msgspec import UNSET

from assist.console.alarms import Alarm
from assist.console.effect import StepIn
from assist.console.history_agents import KnownAgent, KnownAgents
from assist.console.history_rows import LEVEL, ms, tenths
from assist.console.state import Heard
from assist.floor.messages import Alert

MOST_CASES = 50
"""Agents that are named with an alarm."""


class AlertRows:
    """The alerts, alarms and steps in of one open file."""

    def __init__(self, db: sqlite3.Connection, agents: KnownAgents) -> None:
        self._db = db
        self._agents = agents

    def hear(self, agent: KnownAgent, alert: Alert, heard: Heard) -> None:
        """Keep what is new about an alert; an answer is a step in, whoever gave it."""
        said = (alert.ended is not UNSET, alert.answer or None, alert.by or None)
        known = self._db.execute(
            "SELECT id, (SELECT max(intensity) FROM alert_change WHERE alert = alert.id), ended IS NOT NULL, answer, by"
            " FROM alert WHERE agent = ? AND alert = ?",
            (agent.row, alert.id),
        ).fetchone()
        harder = known is not None and ms(alert.intensity) - (known[1] or 0) >= ms(LEVEL)
        if known is not None and not harder and (bool(known[2]), *known[3:]) == said:
            return
        if not self._agents.may(agent, heard.at):
            return
        row = self._raise(agent, alert, heard) if known is None else int(known[0])
        self._change(agent, row, alert, heard)
        if alert.answer and (known is None or known[3:] != said[1:]):
            at = agent.moment(heard, heard.message.sent) / 1000
            team, name = heard.place.team, heard.place.agent
            self._add_step(agent, StepIn(team, name, alert.call, alert.answer, alert.by or "", at, id=alert.id))

    def newest(self, agent: KnownAgent, since: float) -> int:
        """The number of the last message that said something new about an agent's alerts since then; 0 for none."""
        (number,) = self._db.execute(
            "SELECT max(number) FROM alert_change WHERE at >= ? AND alert IN (SELECT id FROM alert WHERE agent = ?)",
            (ms(since), agent.row),
        ).fetchone()
        return int(number or 0)

    def show(self, alarm: Alarm, at: float) -> None:
        """Keep an alarm, or what has become of it."""
        ended = None if alarm.ended is None else ms(alarm.ended)
        (row,) = self._db.execute(
            "INSERT INTO alarm (alarm, at, rule, severity, text, loud, cases, ended, answer, by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (alarm, at) DO UPDATE SET text = excluded.text,"
            " severity = excluded.severity, loud = max(loud, excluded.loud), cases = max(cases, excluded.cases),"
            " ended = excluded.ended, answer = excluded.answer, by = excluded.by RETURNING id",
            (
                alarm.id, ms(alarm.at), alarm.rule, alarm.severity, alarm.text, alarm.loud, len(alarm.cases), ended,
                alarm.answer or None, alarm.by or None,
            ),
        ).fetchone()  # fmt: skip
        for case in alarm.cases[:MOST_CASES]:
            agent = self._agents.of(case.team, case.agent, at)
            if agent is not None:
                self._db.execute("INSERT OR IGNORE INTO alarm_agent (alarm, agent) VALUES (?, ?)", (row, agent.row))

    def step_in(self, step: StepIn) -> None:
        """Keep what a supervisor did; one that is kept already is left as it is."""
        agent = self._agents.of(step.team, step.agent, step.at)
        if agent is not None:
            self._add_step(agent, step)

    def settle(self, step: StepIn, became: str, at: float) -> None:
        """Keep what became of a step in."""
        agent = self._agents.of(step.team, step.agent, at)
        if agent is not None:
            statement = "UPDATE step SET became = ?, became_at = ? WHERE agent = ? AND step = ?"
            self._db.execute(statement, (became, ms(at), agent.row, _key(step)))

    def _raise(self, agent: KnownAgent, alert: Alert, heard: Heard) -> int:
        (row,) = self._db.execute(
            "INSERT INTO alert (agent, alert, call, reason, at, raised, seconds, about)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (
                agent.row, alert.id, alert.call, alert.reason, agent.moment(heard, alert.at), ms(alert.at),
                tenths(alert.seconds), alert.about or None,
            ),
        ).fetchone()  # fmt: skip
        return int(row)

    def _change(self, agent: KnownAgent, row: int, alert: Alert, heard: Heard) -> None:
        ended = None if alert.ended is UNSET else alert.ended
        answer, by = alert.answer or None, alert.by or None
        self._db.execute(
            "UPDATE alert SET ended = ?, answer = ?, by = ? WHERE id = ?",
            (None if ended is None else agent.moment(heard, ended), answer, by, row),
        )
        self._db.execute(
            "INSERT INTO alert_change (at, alert, number, sent, retained, intensity, ended, end, answer, by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                ms(heard.at), row, heard.message.number, ms(heard.message.sent), heard.retained, ms(alert.intensity),
                None if ended is None else ms(ended), alert.end or None, answer, by,
            ),
        )  # fmt: skip

    def _add_step(self, agent: KnownAgent, step: StepIn) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO step (at, agent, step, call, alert, kind, by, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                ms(step.at), agent.row, _key(step), step.call, "" if step.kind == "note" else step.id, step.kind,
                step.by, step.text,
            ),
        )  # fmt: skip


def _key(step: StepIn) -> str:
    """What tells a step in from an agent's others: an answer may be heard of again, and be given again by another."""
    return step.id if step.kind == "note" else f"{step.id} {step.kind} {step.by}"

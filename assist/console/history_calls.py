"""Presence and calls in the history: which of what was heard is worth a row, and the rows.

A call's summary is kept when something in it is another than in the one kept before (`history_rows.is_other`). Knows
the tables, no file. Everything here raises sqlite3.Error.
"""

from __future__ import annotations

import sqlite3

from msgspec import UNSET

from assist.console.history_agents import KnownAgent, KnownAgents
from assist.console.history_rows import flags_of, is_other, kept_of, ms, steps_of, tenths
from assist.console.state import Heard
from assist.floor.messages import CallSummary, Presence

FELT = ("rising", "sustained")
"""Reasons of alerts that are inferred from a customer's feelings."""
LONGEST_S = 86400.0
"""A call that says to be longer began a day ago."""
SET_BACK_MS = 3_600_000
"""The console's clock may have been set back so far in the middle of a call."""


class Calls:
    """The presence and the calls of one open file."""

    def __init__(self, db: sqlite3.Connection, agents: KnownAgents, *, excerpts: bool) -> None:
        """`excerpts`: keep a customer's last words where messages have them."""
        self._db = db
        self._agents = agents
        self._excerpts = excerpts

    def hear_presence(self, agent: KnownAgent, message: Presence, heard: Heard) -> None:
        said = (message.status, message.connection, message.name)
        if said == agent.presence or not self._agents.may(agent, heard.at):
            return
        agent.presence = said
        self._db.execute(
            "UPDATE agent SET name = ? WHERE id = ? AND name <> ?", (message.name, agent.row, message.name)
        )
        self._db.execute(
            "INSERT INTO presence (at, agent, status, connection, number, sent, retained) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                ms(heard.at), agent.row, message.status, message.connection, message.number, ms(message.sent),
                heard.retained,
            ),
        )  # fmt: skip

    def hear_summary(self, agent: KnownAgent, message: CallSummary, heard: Heard) -> None:
        now, before = kept_of(message), agent.kept
        if not is_other(before, now) or not self._agents.may(agent, heard.at):
            return
        agent.kept = now
        if before is None or before.call != message.call:
            before = None
            agent.call = self._begin(agent, message, heard)
        if message.objected and (before is None or not before.objected):
            self._forget_feelings(agent, message.call)
        if not message.goes_on:
            over = (agent.moment(heard, message.sent), agent.call)
            self._db.execute("UPDATE call SET ended = coalesce(ended, ?) WHERE id = ?", over)
        self._add(agent, message, heard)

    def _begin(self, agent: KnownAgent, message: CallSummary, heard: Heard) -> int:
        """The row of a call that was not heard of since this program began."""
        began = max(0, agent.moment(heard, message.sent) - ms(min(message.seconds, LONGEST_S)))
        whose = (agent.row, message.call)
        self._db.execute("INSERT OR IGNORE INTO call (agent, call, began) VALUES (?, ?, ?)", (*whose, began))
        (row,) = self._db.execute("SELECT id FROM call WHERE agent = ? AND call = ?", whose).fetchone()
        return int(row)

    def _add(self, agent: KnownAgent, message: CallSummary, heard: Heard) -> None:
        sent, word = ms(message.sent), self._agents.word
        excerpt = message.excerpt if self._excerpts and message.excerpt is not UNSET else None
        self._db.execute(
            "INSERT OR REPLACE INTO summary (at, call, late, number, seconds, state, intensity, trend, hard_for, stage,"
            " aer, steps, flags, excerpt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                ms(heard.at), agent.call, ms(heard.at) - sent, message.number - sent, tenths(message.seconds),
                word(message.state), ms(message.intensity), word(message.trend), tenths(message.hard_for),
                word(message.stage), word(message.aer), word(steps_of(message)),
                flags_of(message, retained=heard.retained), excerpt,
            ),
        )  # fmt: skip

    def _forget_feelings(self, agent: KnownAgent, call: str) -> None:
        """The customer objected: what was inferred of their feelings in this call before is not kept either."""
        whose = (agent.row, call)
        felt = f"SELECT id FROM alert WHERE agent = ? AND call = ? AND reason IN {FELT}"
        self._db.execute(f"DELETE FROM alert_change WHERE alert IN ({felt})", whose)
        self._db.execute(f"DELETE FROM alert WHERE id IN ({felt})", whose)
        others = "SELECT id FROM alert WHERE agent = ? AND call = ?"
        self._db.execute(f"UPDATE alert_change SET intensity = 0 WHERE alert IN ({others})", whose)
        self._db.execute(
            "DELETE FROM summary WHERE call = ? AND at >= (SELECT began FROM call WHERE id = ?) - ?",
            (agent.call, agent.call, SET_BACK_MS),
        )

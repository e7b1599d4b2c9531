"""What is kept of a floor, on disk: the customers' levels, presence, alerts, alarms and what supervisors did.

Written on one thread, the link's. It keeps what messages hold and no more; a customer's words only where a message has
them and the console is told to keep them. When a customer objects to the analysis, what was kept of their feelings in
that call is deleted. What is older than the days it is kept for is deleted piece by piece, so that nothing waits.

A trouble with the file is a FloorError with one sentence; then the history is closed and the console goes on without.
Reading is `history_reading.py`.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assist.console.alarms import Alarm
from assist.console.effect import StepIn
from assist.console.history_agents import KnownAgents
from assist.console.history_alerts import AlertRows
from assist.console.history_calls import Calls
from assist.console.history_file import Damaged, is_damage, move_aside, open_file, sentence
from assist.console.history_sweep import Sweep
from assist.console.state import Heard
from assist.errors import FloorError
from assist.floor.messages import Alerts, CallSummary, Presence

COMMIT_S = 1.0
"""What was written is on disk after so long."""
RETENTION_S = 3600.0
"""How often old rows are looked for."""


class _Tables:
    """What writes into one open file."""

    def __init__(self, db: sqlite3.Connection, *, excerpts: bool) -> None:
        self.db = db
        self.agents = KnownAgents(db)
        self.calls = Calls(db, self.agents, excerpts=excerpts)
        self.alerts = AlertRows(db, self.agents)
        self.sweep = Sweep(db)


class History:
    """One file, opened and used on one thread."""

    def __init__(self, path: Path, *, keep_days: float = 30.0, excerpts: bool = False, most_mb: int = 4000) -> None:
        """`excerpts`: keep a customer's last words where messages have them. `most_mb`: it grows no further."""
        self._path = path
        self._keep_s = keep_days * 86400.0
        self._excerpts = excerpts
        self._most_mb = most_mb
        self._tables: _Tables | None = None
        self._damaged = False
        self._written_at: float | None = None
        """When the first of what is not on disk yet was written."""
        self._swept_at = float("-inf")

    @property
    def is_open(self) -> bool:
        return self._tables is not None

    @property
    def left_out(self) -> int:
        """Rows that were not kept since it was opened: of agents that caused too many, or of too many agents."""
        return self._tables.agents.left_out if self._tables else 0

    def open(self) -> str:
        """Open the file or make it; a damaged one is moved aside, and a sentence says so. Raises FloorError."""
        said = ""
        try:
            db = self._open_file()
        except Damaged:
            aside = move_aside(self._path, time.time())
            self._damaged = False
            said = f"The history was damaged: it is now {aside}, and a new one is begun."
            db = self._open_file()
        self._tables = _Tables(db, excerpts=self._excerpts)
        self._written_at = None
        return said

    def close(self) -> None:
        """Put on disk what was written last, as far as that goes, and close."""
        if self._tables is not None:
            with suppress(sqlite3.Error):
                self._commit(self._tables)
            self._tables.db.close()
            self._tables = None

    def write(self, heard: Heard) -> None:
        """Keep what a message says that is new. Raises FloorError and is closed when the file cannot be used."""
        with self._writing(heard.at) as tables:
            agent = tables.agents.of(heard.place.team, heard.place.agent, heard.at)
            if agent is None or not agent.is_newer(heard):
                return
            match heard.message:
                case Presence() as presence:
                    tables.calls.hear_presence(agent, presence, heard)
                case CallSummary() as summary:
                    tables.calls.hear_summary(agent, summary, heard)
                case Alerts() as alerts:
                    for alert in alerts.alerts:
                        tables.alerts.hear(agent, alert, heard)

    def newest_alerts(self, team: str, agent: str, *, since: float, now: float) -> int:
        """The number of the last message about an agent's alerts that is kept, not older than `since`; 0 for none.

        Raises as `write`.
        """
        with self._writing(now) as tables:
            known = tables.agents.of(team, agent, now)
            return tables.alerts.newest(known, since) if known is not None else 0

    def write_alarm(self, alarm: Alarm, at: float) -> None:
        """Keep an alarm that was shown, or what has become of it. Raises as `write`."""
        with self._writing(at) as tables:
            tables.alerts.show(alarm, at)

    def write_step(self, step: StepIn) -> None:
        """Keep what this console's supervisor did; `step.at` is when. Raises as `write`."""
        with self._writing(step.at) as tables:
            tables.alerts.step_in(step)

    def settle(self, step: StepIn, became: str, at: float) -> None:
        """Keep what became of a note or an answer: "shown" or "not shown". Raises as `write`."""
        with self._writing(at) as tables:
            tables.alerts.settle(step, became, at)

    def advance(self, now: float) -> None:
        """To be called often: puts on disk what is due, and deletes a piece of what is too old. Raises as `write`."""
        if self._tables is None:
            return
        if not 0 <= now - self._swept_at < RETENTION_S:
            self._swept_at = now
            self._tables.sweep.before(now - self._keep_s)
        if self._tables.sweep.is_due:
            with self._writing(now) as tables:
                if tables.sweep.step():
                    tables.agents.forget()
        if self._written_at is not None and not 0 <= now - self._written_at < COMMIT_S:
            with self._minding() as tables:
                self._commit(tables)

    def forget(self, older_than_s: float, now: float) -> None:
        """Delete at once what is older, and make the file smaller. Raises as `write`."""
        with self._writing(now) as tables:
            tables.sweep.before(now - older_than_s)
            while tables.sweep.is_due:
                tables.sweep.step()
            tables.agents.forget()
            self._commit(tables)
            tables.sweep.give_room_back()

    # --- parts --------------------------------------------------------------------------------------------------------

    def _open_file(self) -> sqlite3.Connection:
        if self._damaged:
            raise Damaged
        return open_file(self._path, most_mb=self._most_mb)

    @contextmanager
    def _writing(self, at: float) -> Iterator[_Tables]:
        """Within a transaction, which lasts until it is due to be put on disk."""
        with self._minding() as tables:
            if self._written_at is None:
                tables.db.execute("BEGIN IMMEDIATE")
                self._written_at = at
            yield tables

    @contextmanager
    def _minding(self) -> Iterator[_Tables]:
        """The tables; their trouble is a FloorError, and then the file is closed."""
        if self._tables is None:
            raise FloorError(f"The history {self._path} is not open. Nothing is kept.")
        try:
            yield self._tables
        except sqlite3.Error as error:
            self._damaged = is_damage(error)
            self._tables.db.close()
            self._tables = None
            raise FloorError(sentence(self._path, error)) from None

    def _commit(self, tables: _Tables) -> None:
        if self._written_at is not None:
            self._written_at = None
            tables.db.execute("COMMIT")

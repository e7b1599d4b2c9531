"""Whose rows the history's rows are: the agents and the words that many rows name, each kept once and remembered.

Everything here raises sqlite3.Error. Knows the tables and the order of messages, no file.
"""

from __future__ import annotations

import sqlite3

from assist.console.clocks import SenderClock
from assist.console.history_rows import Kept, ms
from assist.console.state import MOST_AGENTS, Heard
from assist.floor.messages import Alerts, CallSummary, Presence

BURST, A_SECOND = 2000.0, 1.0
"""Rows that one agent may cause at once, and a second from then on: an agent that says something else every moment
fills no disk. A call changes less often than once in two seconds."""

Document = Presence | CallSummary | Alerts


class KnownAgent:
    """What is known of one agent while this program runs."""

    def __init__(self, row: int, at: float) -> None:
        self.row = row
        self.presence: tuple[object, ...] = ()
        """What was kept of it last."""
        self.kept: Kept | None = None
        self.call = 0
        """The row of that call."""
        self._clock = SenderClock()
        self._newest: dict[type[Document], tuple[float, ...]] = {}
        self._rows, self._at = BURST, at

    def is_newer(self, heard: Heard) -> bool:
        """Whether a message says something after what was heard; a late or doubled one does not."""
        message = heard.message
        age: tuple[float, ...] = (message.number,)
        if isinstance(message, Presence):
            age = (message.connection, message.status == "gone", message.number)
        if age <= self._newest.get(type(message), (-1,)):
            return False
        self._newest[type(message)] = age
        if not (isinstance(message, Presence) and message.status == "gone"):  # a last will was written long before
            self._clock.hear(message.number, message.sent, at=heard.at, retained=heard.retained)
        return True

    def moment(self, heard: Heard, sent: float) -> int:
        """A time of the sender's by our clock, ms; never after it was heard."""
        return ms(max(0.0, min(heard.at, self._clock.here(sent))))

    def may(self, at: float) -> bool:
        """Whether one more row of this agent's is kept now."""
        self._rows = min(BURST, self._rows + max(0.0, at - self._at) * A_SECOND)
        self._at = at
        if self._rows < 1:
            return False
        self._rows -= 1
        return True


class KnownAgents:
    """Those whom this file knows, and its words."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.left_out = 0
        """Rows that were not kept: of agents that caused too many, or of too many agents."""
        self._db = db
        self._agents: dict[tuple[str, str], KnownAgent] = {}
        self._words: dict[str, int] = {}

    def forget(self) -> None:
        """Their rows may be deleted."""
        self._agents.clear()

    def of(self, team: str, agent: str, at: float) -> KnownAgent | None:
        """An agent; None when there is no room for one more."""
        known = self._agents.get((team, agent))
        if known is None and len(self._agents) < MOST_AGENTS:
            self._db.execute("INSERT OR IGNORE INTO agent (team, agent) VALUES (?, ?)", (team, agent))
            found = self._db.execute("SELECT id FROM agent WHERE team = ? AND agent = ?", (team, agent)).fetchone()
            known = self._agents[team, agent] = KnownAgent(found[0], at)
        self.left_out += known is None
        return known

    def may(self, agent: KnownAgent, at: float) -> bool:
        """Whether one more row of this agent's is kept now; counts the others."""
        may = agent.may(at)
        self.left_out += not may
        return may

    def word(self, text: str) -> int:
        """The row of a word of one of the messages' fixed lists."""
        known = self._words.get(text)
        if known is None:
            self._db.execute("INSERT OR IGNORE INTO word (text) VALUES (?)", (text,))
            (known,) = self._db.execute("SELECT id FROM word WHERE text = ?", (text,)).fetchone()
            self._words[text] = int(known)
        return int(known)

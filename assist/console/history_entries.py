"""What a search of the history finds: one line for each thing that happened. Knows the tables; opens nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import Literal, NamedTuple

Kind = Literal["presence", "call", "alert", "alarm", "note", "answer"]
KINDS: tuple[Kind, ...] = ("presence", "call", "alert", "alarm", "note", "answer")


class Entry(NamedTuple):
    """One thing that happened. Times are the console's clock, seconds since 1970."""

    at: float
    kind: Kind
    team: str
    """Empty for an alarm of several teams."""
    agent: str
    """The user; empty for an alarm of several agents."""
    name: str
    """The agent's as supervisors read it; of an alarm, of all its agents."""
    call: str
    what: str
    """A presence's status, an alert's reason, an alarm's severity, an answer."""
    text: str
    """What help is needed with, an alarm's text, a note's."""
    by: str
    """The supervisor who answered or stepped in last."""
    answer: str
    """To an alert or an alarm; of a note or an answer, what became of it: "shown", "not shown", or "" so far."""
    ended: float | None
    """When a call, an alert or an alarm ended."""
    cases: int
    """Of an alarm."""
    loud: bool


_WHERE = " WHERE {at} >= :since AND {at} < :until AND (:team = '' OR {team}) AND (:text = '' OR holds(:text, {words}))"


def _of_agents(table: str, *, at: str, columns: str, words: str) -> str:
    """The question for what is about one agent."""
    found = f"SELECT {at} AS at, '{{kind}}', team, agent.agent, name, {columns} FROM {table}"
    where = _WHERE.format(at=at, team="team = :team", words=f"name, agent.agent, {words}")
    return f"{found} JOIN agent ON agent.id = {table}.agent{where}"


_OF_ALARMS = (
    "SELECT alarm.at AS at, '{kind}', iif(teams = 1, team, ''), iif(agents = 1, user, ''), coalesce(names, ''), '',"
    " severity, text, coalesce(by, ''), coalesce(answer, ''), ended, cases, loud FROM alarm LEFT JOIN ("
    "SELECT alarm AS row, min(team) AS team, count(DISTINCT team) AS teams, max(team = :team) AS here,"
    " count(*) AS agents, min(agent.agent) AS user, group_concat(name, ', ') AS names,"
    " group_concat(agent.agent, ', ') AS users FROM alarm_agent"
    " JOIN agent ON agent.id = alarm_agent.agent GROUP BY alarm) ON row = alarm.id"
) + _WHERE.format(at="alarm.at", team="here", words="severity, text, by, names, users")

_ASKED: dict[Kind, str] = {
    "presence": _of_agents("presence", at="presence.at", columns="'', status, '', '', '', NULL, 0, 0", words="status"),
    "call": _of_agents("call", at="began", columns="call, '', '', '', '', ended, 0, 0", words="''"),
    "alert": _of_agents(
        "alert", at="alert.at", words="reason, about, by",
        columns="call, reason, coalesce(about, ''), coalesce(by, ''), coalesce(answer, ''), ended, 0, 0",
    ),
    "alarm": _OF_ALARMS,
    "note": _of_agents("step", at="step.at", columns="call, '', text, by, became, NULL, 0, 0", words="text, by")
    + " AND kind = 'note'",
    "answer": _of_agents("step", at="step.at", columns="call, kind, '', by, became, NULL, 0, 0", words="kind, by")
    + " AND kind <> 'note'",
}  # fmt: skip
"""A question for each kind of entry; all give an entry's fields in their order."""


def find(db: sqlite3.Connection, kinds: Collection[Kind], limit: int, asked: dict[str, object]) -> list[Entry]:
    """Entries of these kinds, the newest first, so many at most. `asked`: since and until (ms), team, text (folded).

    Raises sqlite3.Error.
    """
    questions = [_ASKED[kind].replace("{kind}", kind) for kind in KINDS if kind in kinds]
    if not questions:
        return []
    db.create_function("holds", -1, _holds, deterministic=True)
    rows = db.execute(" UNION ALL ".join(questions) + " ORDER BY at DESC LIMIT :limit", {**asked, "limit": limit})
    return [
        Entry._make((at / 1000, *texts, None if ended is None else ended / 1000, cases, bool(loud)))
        for at, *texts, ended, cases, loud in rows
    ]


def _holds(text: str, *words: str | None) -> bool:
    """Whether one of the words has the text in it, as people compare: LIKE knows capitals of English only."""
    return any(word is not None and text in word.casefold() for word in words)

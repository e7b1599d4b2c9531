"""The console's end of the link: what agents' programs say in, a supervisor's notes and answers out.

What comes is looked at once: refused and counted, or kept in the history and told to the window. Nothing that comes can
do more than be counted, whoever sends it. Everything here runs on the link's thread (`Link.do` for other threads), but
`refusals`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from assist.console.alarms import Alarm
from assist.console.card import Heard
from assist.console.effect import StepIn
from assist.console.history import History
from assist.console.refusals import RefusalCounts, Refusals
from assist.console.state import MOST_AGENTS
from assist.console.steps_in import Sent, StepsIn, Supervisor, new_id
from assist.errors import FloorError
from assist.floor import topics
from assist.floor.clock import SYSTEM, Clock
from assist.floor.happenings import Incoming
from assist.floor.messages import Alerts, Answer, CallSummary, Note, Refused, Reply, read
from assist.floor.outbox import Outbox, Outgoing

MEMORY_S = 600.0
"""How long before its beginning a console remembers what agents had said."""
AGAIN_S = 60.0
"""A history that could not be used is tried again after so long."""
ALL_TEAMS = "+"


class HistoryTrouble(NamedTuple):
    """Why nothing is kept, or that a damaged file was moved aside: one sentence. "" when all is well again."""

    sentence: str


News = Sent | Refusals | HistoryTrouble
"""What the window may want to know besides what agents' programs say."""


def _nobody(_news: News) -> None:
    """Nobody wants to know."""


class ConsoleParty:
    """The `Party` of a supervisor's console."""

    def __init__(
        self, me: Supervisor, *, teams: Sequence[str], tell: Callable[[Heard], None],
        tell_news: Callable[[News], None] = _nobody, history: History | None = None, clock: Clock = SYSTEM,
    ) -> None:  # fmt: skip
        """`teams`: "+" is every team. `tell` and `tell_news` are called on the link's thread and return at once.

        Raises FloorError for names that cannot be used.
        """
        for team in teams:
            if team != ALL_TEAMS and not topics.is_name(team):
                raise FloorError(f"The team {team!r} cannot be used: letters, digits, dots and dashes make a name.")
        self._me = me
        self._teams = tuple(dict.fromkeys(teams))
        self._tell = tell
        self._tell_news = tell_news
        self._history = history
        self._history_trouble = ""
        self._try_history_at = 0.0
        """By the steady clock."""
        self._clock = clock
        self._steps_in = StepsIn(me, tell=self._became)
        self._refused = RefusalCounts()
        self._agents: set[tuple[str, str]] = set()
        self._numbers: dict[tuple[str, str], int] = {}
        """Of each agent's alerts, the number that was known when this console began."""

    @property
    def refusals(self) -> Refusals:
        """What was not taken so far; from any thread."""
        return self._refused.snapshot

    # --- from any thread, by `Link.do` --------------------------------------------------------------------------------

    def send_note(self, team: str, agent: str, call: str, text: str, *, id: str = "") -> str:
        """Send a line to an agent's window; its id, ours where none is given. The news tell what becomes of it."""
        step = StepIn(team, agent, call, "note", self._me.name, self._clock.wall(), text.strip(), id or new_id())
        if self._steps_in.note(step):
            self._keep(lambda history: history.write_step(step))
        return step.id

    def reply(self, team: str, agent: str, call: str, alert: str, answer: Answer) -> None:
        """Answer to an alert. The news tell what becomes of it."""
        step = StepIn(team, agent, call, answer, self._me.name, self._clock.wall(), id=alert)
        if self._steps_in.reply(step, answer):
            self._keep(lambda history: history.write_step(step))

    def keep_alarm(self, alarm: Alarm, at: float) -> None:
        """Write an alarm that is new or has changed into the history."""
        self._keep(lambda history: history.write_alarm(alarm, at))

    # --- the party ----------------------------------------------------------------------------------------------------

    @property
    def listens(self) -> Sequence[str]:
        teams = (ALL_TEAMS,) if ALL_TEAMS in self._teams else self._teams
        return tuple(topic for team in teams for topic in topics.of_team(team))

    def open(self, outbox: Outbox) -> None:
        """Go on with the notes and answers of an earlier run, and open the history."""
        self._steps_in.open(outbox)
        self._open_history()

    def close(self) -> None:
        if self._history is not None:
            self._history.close()

    def farewell(self, connection: int) -> Outgoing | None:  # noqa: ARG002
        """Nobody needs to know that a console has gone."""
        return None

    def joined(self, connection: int) -> None:
        """The link sends again what stays, and the broker says all there is to know."""

    def leave(self) -> Outgoing | None:
        return None

    def receive(self, incoming: Incoming) -> None:
        """Take a message, or count it. A topic that was cleared says nothing."""
        place = topics.place_of(incoming.topic)
        if place is None or place.sort == "desk" or not (ALL_TEAMS in self._teams or place.team in self._teams):
            self._refused.count("another place", place)
            return
        if not incoming.body:
            return
        try:
            message = read(place.sort, incoming.body)
        except Refused as refused:
            self._refused.count(refused.reason, place)
            return
        assert not isinstance(message, Note | Reply), "of sort desk"
        if not self._is_known((place.team, place.agent)):
            self._refused.count("too many agents", None)
            return
        self._take(Heard(place, message, incoming.at, incoming.retained))

    def advance(self) -> None:
        now = self._clock.wall()
        self._steps_in.advance(now)
        if self._history is not None and not self._history.is_open and self._clock.steady() >= self._try_history_at:
            self._open_history()
        self._keep(lambda history: history.advance(now))
        if self._refused.publish():
            self._tell_news(self._refused.snapshot)

    # --- parts --------------------------------------------------------------------------------------------------------

    def _is_known(self, whose: tuple[str, str]) -> bool:
        if len(self._agents) < MOST_AGENTS:
            self._agents.add(whose)
        return whose in self._agents

    def _take(self, heard: Heard) -> None:
        if self._is_of_before(heard):
            return
        if not isinstance(heard.message, CallSummary):
            self._steps_in.hear(heard.place, heard.message)
        self._keep(lambda history: history.write(heard))
        if isinstance(heard.message, Alerts):
            heard = heard._replace(message=self._steps_in.answered(heard.place, heard.message))
        self._tell(heard)

    def _is_of_before(self, heard: Heard) -> bool:
        """Whether this console, before it was begun again, knew more of an agent's alerts than this says.

        So speaks a broker that was killed and had an older state on its disk. Only for a while: a machine whose clock
        was wrong must not be unheard for ever.
        """
        whose = (heard.place.team, heard.place.agent)
        if whose not in self._numbers:
            self._numbers[whose] = 0
            since = heard.at - MEMORY_S
            self._keep(lambda history: self._numbers.update({
                whose: history.newest_alerts(*whose, since=since, now=heard.at)
            }))  # fmt: skip
        return isinstance(heard.message, Alerts) and heard.message.number < self._numbers[whose]

    def _became(self, sent: Sent) -> None:
        if sent.became in ("shown", "not shown"):
            at = self._clock.wall()
            self._keep(lambda history: history.settle(sent.step, sent.became, at))
        self._tell_news(sent)

    def _keep(self, write: Callable[[History], None]) -> None:
        if self._history is not None and self._history.is_open:
            try:
                write(self._history)
            except FloorError as error:
                self._lose_history(str(error))

    def _open_history(self) -> None:
        if self._history is None or self._history.is_open:
            return
        try:
            said = self._history.open()
        except FloorError as error:
            self._lose_history(str(error))
        else:
            self._say(said)

    def _lose_history(self, sentence: str) -> None:
        self._try_history_at = self._clock.steady() + AGAIN_S
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        if sentence != self._history_trouble:
            self._history_trouble = sentence
            self._tell_news(HistoryTrouble(sentence))

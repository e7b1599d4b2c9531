"""A console's party without a link: a clock that the test sets, a real outbox, and what the window was told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assist.console.card import Heard
from assist.console.cases import Alarm, Case
from assist.console.history import History
from assist.console.party import ConsoleParty, HistoryTrouble, News
from assist.console.refusals import Refusals
from assist.console.steps_in import Sent, Supervisor
from assist.floor.link import Incoming
from assist.floor.messages import AnyMessage, Note, Reply, read, to_json
from assist.floor.outbox import Outbox
from tests.console.making import NOON

KIM = Supervisor("kim", "Kim")


def alarm(**but: object) -> Alarm:
    """A severe alarm of one call."""
    values: dict[str, object] = {
        "id": "a1", "rule": "harm", "severity": "severe", "text": "Somebody may come to harm",
        "cases": (Case("blue", "ann", "Ann", "call-1", "x", NOON),), "at": NOON, "ended": None, "answer": "", "by": "",
        "loud": True,
    }  # fmt: skip
    return Alarm(**values | but)  # type: ignore[arg-type]


class SetClock:
    """Says what it was set to."""

    def __init__(self) -> None:
        self.now = NOON

    def wall(self) -> float:
        return self.now

    def steady(self) -> float:
        return self.now - NOON


class Console:
    """One run of a console on the files in a folder."""

    def __init__(
        self, folder: Path, *, teams: Sequence[str] = ("blue",), clock: SetClock | None = None, keeps: bool = True,
        me: Supervisor = KIM, most_mb: int = 100,
    ) -> None:  # fmt: skip
        self.clock = clock or SetClock()
        self.path = folder / "history.db"
        self.outbox = Outbox(folder / "outbox.db", clock=self.clock)
        self.heard: list[Heard] = []
        self.news: list[News] = []
        self.party = ConsoleParty(
            me, teams=teams, tell=self.heard.append, tell_news=self.news.append, clock=self.clock,
            history=History(self.path, most_mb=most_mb) if keeps else None,
        )  # fmt: skip
        self.outbox.open()
        self.party.open(self.outbox)
        self.party.advance()

    def close(self) -> None:
        self.party.close()
        self.outbox.close()

    def receive(self, topic: str, body: bytes, *, retained: bool = False) -> None:
        self.party.receive(Incoming(topic, body, retained, self.clock.now))

    def says(self, sort: str, message: AnyMessage, *, who: str = "blue/ann", retained: bool = False) -> None:
        """An agent's program publishes a document."""
        self.receive(f"assist/{who}/{sort}", to_json(message), retained=retained)

    def wait(self, seconds: float) -> None:
        self.clock.now += seconds
        self.party.advance()

    def broker_takes_all(self) -> list[Note | Reply]:
        """What goes out now."""
        taken = []
        for row, message in self.outbox.waiting():
            found = read("desk", message.body)
            assert isinstance(found, Note | Reply)
            taken.append(found)
            self.outbox.taken(message.key, row)
        self.party.advance()
        return taken

    @property
    def became(self) -> list[str]:
        """What has become of notes and answers, in order."""
        return [each.became for each in self.news if isinstance(each, Sent)]

    @property
    def why(self) -> str:
        """The last sentence about what was refused."""
        return [each.why for each in self.news if isinstance(each, Sent)][-1]

    @property
    def troubles(self) -> list[str]:
        """What was said about the history."""
        return [each.sentence for each in self.news if isinstance(each, HistoryTrouble)]

    @property
    def refused(self) -> dict[str, int]:
        """What was refused so far, by reason."""
        self.party.advance()
        told = [each for each in self.news if isinstance(each, Refusals)]
        assert not told or told[-1] == self.party.refusals
        return dict(self.party.refusals.by_reason)

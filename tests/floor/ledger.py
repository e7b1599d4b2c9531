"""What both ends of a link say happened, and whether that is what was promised.

Reports come as both ends make them. Of the agent's: an alert was `Raised`, a note or an answer was `Taken`, and `Told`
is the newest state of all alerts as it is kept on disk, of which the former two follow. Of the console's: an alert is
`Known`; it was `Announced` as one that waits for a person; a document was `Applied`; a note or an answer was `Said` and
will be sent. `Emptied`: so much time passed that whatever was on the wall is no longer what it was.
Must not know how messages travel, and what goes wrong.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

Stand = tuple[str, bool]
"""Of an alert: the answer to it, or "", and whether it has ended."""


class Raised(NamedTuple):
    alert: str


class Taken(NamedTuple):
    """`what`: a note's id, or "ALERT ANSWER"."""

    what: str


class Told(NamedTuple):
    """The agent's newest document about alerts, by `number`."""

    number: int
    alerts: dict[str, Stand]
    call: str


class Known(NamedTuple):
    alert: str


class Announced(NamedTuple):
    alert: str


class Applied(NamedTuple):
    """`order` grows with what is newer, for one `sort`."""

    sort: str
    order: tuple[int, ...]


class Shown(NamedTuple):
    """What the console shows, and by which of the agent's documents about alerts it knows it."""

    number: int
    alerts: dict[str, Stand]
    open: frozenset[str]
    """The alerts on the wall."""


class Said(NamedTuple):
    """`alert` is answered by it; "" of a note. `call` is a note's."""

    what: str
    alert: str = ""
    call: str = ""


class Emptied(NamedTuple):
    pass


class Joined(NamedTuple):
    """The end is connected and listens."""


class Obeyed(NamedTuple):
    """The end has done all that it was ordered before."""


Report = Raised | Taken | Told | Known | Announced | Applied | Shown | Said | Emptied | Joined | Obeyed


class Verdict(NamedTuple):
    """Sentences about what should not have happened."""

    lost: tuple[str, ...]
    twice: tuple[str, ...]
    disordered: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.twice or self.disordered)


class Ledger:
    """Everything that was reported by one agent and one console, whose processes may have been killed in between."""

    def __init__(self) -> None:
        self._raised: list[str] = []
        self._known: dict[str, None] = {}
        """In the order in which they were first known."""
        self._taken: Counter[str] = Counter()
        self._said: list[Said] = []
        self._calls_over: set[str] = set()
        self._told: Told | None = None
        self._shown: Shown | None = None
        self._announced: set[str] = set()
        self._order: dict[str, tuple[int, ...]] = {}
        self._fresh: set[str] = set()
        """Sorts of which the console that began last has heard nothing yet: the newest may come to it once more."""
        self._twice: list[str] = []
        self._back: list[str] = []
        self._hours_passed = False

    def take(self, report: Report) -> None:
        match report:
            case Raised():
                self._raised.append(report.alert)
            case Taken():
                self._taken[report.what] += 1
            case Told():
                self._tell(report)
            case Known():
                self._known.setdefault(report.alert)
            case Announced():
                self._announce(report.alert)
            case Applied():
                self._apply(report)
            case Shown():
                self._shown = report
            case Said():
                self._said.append(report)
            case Emptied():
                self._announced.clear()
                self._hours_passed = True
            case Joined() | Obeyed():
                pass

    def agent_died(self) -> None:
        """Its call is over with it, and so is the use of notes for that."""
        if self._told is not None:
            self._calls_over.add(self._told.call)

    def console_died(self) -> None:
        """The next one begins with what is on disk: it shows what is open once more."""
        self._announced = {said.alert for said in self._said if said.alert}
        self._shown = None
        self._fresh = set(self._order)

    def missing(self) -> list[str]:
        """What has not arrived yet."""
        lost = [f"alert {alert}" for alert in self._raised if alert not in self._known]
        due = {said.alert or said.what: said for said in self._said}  # of the answers to an alert the last
        for said in due.values():
            excused = self._hours_passed or said.call in self._calls_over
            if not self._taken[said.what] and not excused:
                lost.append(f"{'answer' if said.alert else 'note'} {said.what}")
        if self._told is not None and (self._shown is None or self._shown.alerts != self._told.alerts):
            lost.append(f"state {self._told.number}, shown is {self._shown.number if self._shown else 'none'}")
        elif self._told is not None and self._shown is not None and self._shown.open != _open(self._told):
            lost.append(f"the wall shows {len(self._shown.open)} alerts, {len(_open(self._told))} are open")
        return lost

    def verdict(self) -> Verdict:
        """When nothing more comes."""
        twice = [f"{what} was taken {count} times" for what, count in self._taken.items() if count > 1]
        first = [alert for alert in self._known if alert in set(self._raised)]
        order = [alert for alert in self._raised if alert in self._known]
        moved = [f"{one} came before {other}" for one, other in zip(first, order, strict=True) if one != other][:1]
        return Verdict(tuple(self.missing()), (*self._twice, *twice), (*self._back, *moved))

    def _tell(self, told: Told) -> None:
        before = self._told.alerts if self._told is not None else {}
        for alert, (answer, _) in told.alerts.items():
            if alert not in self._raised:
                self._raised.append(alert)
            if answer and before.get(alert, ("", False))[0] != answer:
                self._taken[f"{alert} {answer}"] += 1
        if self._told is not None and self._told.call != told.call:
            self._calls_over.add(self._told.call)
        self._told = told

    def _apply(self, applied: Applied) -> None:
        before = self._order.get(applied.sort, ())
        if applied.order < before or (applied.order == before and applied.sort not in self._fresh):
            self._back.append(f"{applied.sort} went back from {before} to {applied.order}")
        self._order[applied.sort] = applied.order
        self._fresh.discard(applied.sort)

    def _announce(self, alert: str) -> None:
        if alert in self._announced:
            self._twice.append(f"alert {alert} was announced again")
        self._announced.add(alert)


def _open(told: Told) -> frozenset[str]:
    return frozenset(alert for alert, (_, ended) in told.alerts.items() if not ended)

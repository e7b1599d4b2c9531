"""An alarm and the calls it is about. Knows one alarm; how many there may be is `limits.py`'s and `alarms.py`'s.

Calls for which the same rule fires within a minute are one alarm. A case leaves when its condition is over, and the
alarm ends with its last case. A severe alarm may take in cases of other rules, when no further one may begin.
"""

from __future__ import annotations

from math import inf
from typing import Literal, NamedTuple

from assist.console.card import CallCard
from assist.console.rules import Rule, Severity
from assist.console.watching import Said, Watch
from assist.floor.messages import Answer

LOUD_S = 60.0
"""A severe alarm that takes in further cases sounds at most this often."""


class Case(NamedTuple):
    """A call that an alarm is about."""

    team: str
    agent: str
    name: str
    call: str
    alert: str
    """Id of the agent's alert; empty of a condition that the console itself watches."""
    since: float
    """The console's clock."""


class Alarm(NamedTuple):
    """An alarm as it stands. Times are the console's clock."""

    id: str
    rule: str
    severity: Severity
    text: str
    cases: tuple[Case, ...]
    """Those that go on; after its end, those that went on last."""
    at: float
    ended: float | None
    answer: Answer | Literal[""]
    """What was said to all its cases; empty as long as one has no answer."""
    by: str
    loud: bool
    """Worth a sound just now: severe, and it began or took in another case."""


class Matter:
    """What a rule found in a call, in an alarm or not."""

    def __init__(self, rule: Rule, card: CallCard) -> None:
        self.watch = Watch(rule)
        self.card = card
        self.case: Case | None = None
        """The call as an alarm names it; the last one when the condition is over."""
        self.about = ""
        self.alarm: Gathering | None = None
        """The open alarm that it is in."""
        self.last: Gathering | None = None
        """The alarm that it was in last."""
        self.left_at = -inf

    @property
    def rule(self) -> Rule:
        return self.watch.rule

    def look(self, card: CallCard, now: float) -> None:
        """Take in how the call stands."""
        watch = self.watch
        counted, answer = watch.counts, watch.answer
        self.card = card
        watch.look(card, now)
        alert = watch.alert.id if watch.alert is not None else ""
        if watch.counts and (not counted or self.case is None or self.case.alert != alert):
            since = watch.alert.since if watch.alert is not None else watch.since
            self.case = Case(card.team, card.agent, card.name, card.call, alert, since)
            self.about = watch.alert.about if watch.alert is not None else ""
        elif watch.answer == answer:
            return
        if self.alarm is not None:
            self.alarm.spoil()


class Gathering:
    """An alarm as it goes on."""

    def __init__(self, name: str, rule: Rule, at: float) -> None:
        """`name`: the alarm's id."""
        self.name = name
        self.rule = rule
        self.at = at
        self.ended: float | None = None
        self.fresh = at
        """When the last case came."""
        self.matters: dict[Matter, None] = {}
        self._last: list[Matter] = []
        """The cases that it ended with."""
        self._loud = False
        self._loud_at = -inf
        self._shown: Alarm | None = None
        self._told: Alarm | None = None

    def join(self, matter: Matter, now: float) -> None:
        """Take in a case; an alarm that has ended comes back so."""
        self.matters[matter] = None
        matter.alarm = matter.last = self
        self.ended, self.fresh = None, now
        self.spoil()
        if self.rule.severity == "severe" and now - self._loud_at >= LOUD_S:
            self._loud, self._loud_at = True, now

    def leave(self, matter: Matter, now: float) -> None:
        """A case is over; with the last one the alarm is."""
        del self.matters[matter]
        matter.alarm, matter.left_at = None, now
        if not self.matters:
            self._last, self.ended = [matter], now
        self.spoil()

    def spoil(self) -> None:
        """Something in it has changed."""
        self._shown = None

    def shown(self) -> Alarm:
        """As it stands."""
        if self._shown is None:
            self._shown = self._made()
        return self._shown

    def _made(self) -> Alarm:
        matters = list(self.matters) or self._last
        answer, by = _answer([matter.watch.answer for matter in matters])
        cases = tuple(matter.case for matter in matters if matter.case is not None)
        return Alarm(
            id=self.name, rule=self.rule.id, severity=self.rule.severity, text=_text(self.rule, matters, self.fresh),
            cases=cases, at=self.at, ended=self.ended, answer=answer, by=by, loud=False,
        )  # fmt: skip

    def take_change(self) -> Alarm | None:
        """As it stands, when that is not what was told last."""
        shown = self.shown()
        if shown == self._told and not self._loud:
            return None
        self._told, loud = shown, self._loud
        self._loud = False
        return shown._replace(loud=loud)


def _answer(said: list[Said]) -> Said:
    """One answer for all cases; none as long as one has none."""
    if any(not answer for answer, _ in said):
        return ("", "")
    return max(said, key=lambda each: each[0] == "assigned")


def _text(rule: Rule, matters: list[Matter], now: float) -> str:
    """What is read: the rule's text, of several calls with their number."""
    calls = len({matter.card.key for matter in matters})
    if calls > 1 and any(matter.rule.id != rule.id for matter in matters):
        return f"{calls} calls need a person at once"
    first = matters[0]
    template = first.rule.text
    abouts = {matter.about for matter in matters}
    since = min(matter.case.since for matter in matters if matter.case is not None)
    text = template.format(
        agent=first.card.name if calls == 1 else f"{calls} agents",
        minutes=max(0, int((now - since) // 60)),
        about=(abouts.pop() if len(abouts) == 1 else "") or "something",
    )
    if calls == 1 or "{agent}" in template:
        return text
    return f"{calls} calls: {text[0].lower()}{text[1:]}"

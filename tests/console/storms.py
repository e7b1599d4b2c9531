"""Floors on which calls turn bad, and what must hold of the alarms whatever happens. For tests of the limits."""

from __future__ import annotations

import random
from collections import deque
from typing import get_args

from assist.console.alarms import Alarm, Alarms
from assist.console.card import CallCard, OpenAlert
from assist.console.rules import Rule, read_rules
from assist.events import State
from assist.floor.messages import Answer, Reason
from tests.console.making import NOON, card, open_alert, rule

SHIFT_S, SHIFT_MOST = 8 * 3600.0, 48
WINDOW_S, WINDOW_MOST = 600.0, 10
APART_S = 60.0
REASONS: tuple[Reason, ...] = get_args(Reason)


def all_rules() -> tuple[Rule, ...]:
    """Ours and some of each further sort, also such as come again at once."""
    ours = tuple(each for each in read_rules() if each.enabled)
    return (
        *ours,
        rule("frustrated", at_least=0.6, for_s=20.0, again_s=0.0),
        rule("confused", at_least=0.9, severity="severe", again_s=0.0),
        rule("long call", at_least=5, severity="low", again_s=0.0),
    )


class Storm:
    """Agents in calls; `turn` lets some time pass in which anything may happen to some of them."""

    def __init__(self, agents: int, seed: int, *, severe: float = 0.1) -> None:
        """`severe`: the share of new alerts that are of harm."""
        self.now = NOON
        self.cards: dict[str, CallCard] = {}
        self._dice = random.Random(seed)
        self._severe = severe
        self._names = [f"agent{number}" for number in range(agents)]
        self._lost: dict[str, CallCard] = {}
        self._ids = 0
        for name in self._names:
            self._call(name)

    def turn(self, seconds: float, changes: int) -> None:
        self.now += seconds
        for name in self._dice.choices(self._names, k=changes):
            self._change(name)

    def all_turn_bad(self) -> None:
        """Every call has an alert."""
        for name in self.cards:
            self._alarm(name)

    def calm(self) -> None:
        """All calls are over."""
        self.cards.clear()

    def _change(self, name: str) -> None:
        known = self.cards.get(name)
        if known is None:
            if name in self._lost and self._dice.random() < 0.7:
                self.cards[name] = self._lost.pop(name)
            else:
                self._call(name)
            return
        match self._dice.randrange(8):
            case 0 | 1 | 2:
                self._alarm(name)
            case 3 if known.alerts:
                kept = self._dice.sample(known.alerts, len(known.alerts) - 1)
                self.cards[name] = known._replace(alerts=tuple(kept))
            case 4 if known.alerts:
                answer: Answer = self._dice.choice(get_args(Answer))
                answered = known.alerts[0]._replace(answer=answer, by="Kim")
                self.cards[name] = known._replace(alerts=(answered, *known.alerts[1:]))
            case 5:
                self._lost[name] = self.cards.pop(name)
            case 6 if self._dice.random() < 0.3:
                self._call(name)
            case _:
                state: State = self._dice.choice(("frustrated", "confused", "neutral"))
                self.cards[name] = known._replace(state=state, intensity=self._dice.random())

    def _call(self, name: str) -> None:
        self._ids += 1
        self.cards[name] = card(name, call=f"{name}-{self._ids}", began=self.now)

    def _alarm(self, name: str) -> None:
        known = self.cards[name]
        reason: Reason = "harm" if self._dice.random() < self._severe else self._dice.choice(REASONS[:5] + REASONS[6:])
        if any(each.reason == reason for each in known.alerts):
            return
        self._ids += 1
        fresh = open_alert(reason, id=f"{reason}-{self._ids}", since=self.now)
        self.cards[name] = known._replace(alerts=(*known.alerts, fresh), need=self._dice.random() * 100)


class Judge:
    """Looks at alarms after every advance; a broken promise fails the test."""

    def __init__(self, alarms: Alarms) -> None:
        self.alarms = alarms
        self.begun: dict[str, Alarm] = {}
        self.waiting_most = 0
        self._recent: deque[float] = deque()
        self._shift: deque[float] = deque()
        self._seen: dict[tuple[str, str, str], tuple[str, float]] = {}

    def advance(self, now: float, cards: list[CallCard]) -> list[Alarm]:
        changed = self.alarms.advance(now, cards)
        opened = self.alarms.open
        for alarm in changed:
            if alarm.id not in self.begun:
                self._count(alarm, now)
            self.begun[alarm.id] = alarm
            assert (alarm.ended is None) == (alarm.id in {each.id for each in opened})
        calls = {each.call: each for each in cards}
        for alarm in opened:
            assert self.begun[alarm.id]._replace(loud=False) == alarm, "a change that was not told"
            self._look_at(alarm, calls, now)
        self._look_for_severe(opened, cards)
        self.waiting_most = max(self.waiting_most, self.alarms.waiting)
        return changed

    def _count(self, alarm: Alarm, now: float) -> None:
        self._recent.append(now)
        while now - self._recent[0] > WINDOW_S:
            self._recent.popleft()
        assert len(self._recent) <= WINDOW_MOST, "more than ten new alarms in ten minutes"
        if alarm.severity != "severe":
            self._shift.append(now)
            while now - self._shift[0] > SHIFT_S:
                self._shift.popleft()
            assert len(self._shift) <= SHIFT_MOST, "more than 48 alarms that are not severe in a shift"

    def _look_at(self, alarm: Alarm, calls: dict[str, CallCard], now: float) -> None:
        assert alarm.cases, "an open alarm about nothing"
        for case in alarm.cases:
            assert case.call in calls, "an alarm about a call that is over"
            if case.alert:
                its = [each for each in calls[case.call].alerts if each.id == case.alert]
                assert its, "an alarm about an alert that has ended"
                assert its[0].answer != "false alarm", "an alarm about a false alarm"
            rule_of = "confused" if alarm.severity == "severe" else alarm.rule  # the one severe rule of a state
            what = (case.team, case.call, case.alert.partition("-")[0] or rule_of)
            before, last = self._seen.get(what, (alarm.id, now))
            assert before == alarm.id or now - last > APART_S, "the same trouble as a new alarm within a minute"
            self._seen[what] = (alarm.id, now)

    def _look_for_severe(self, opened: list[Alarm], cards: list[CallCard]) -> None:
        severe = {case.call for alarm in opened if alarm.severity == "severe" for case in alarm.cases}
        for each in cards:
            if any(alert.reason == "harm" and not alert.answer for alert in each.alerts):
                assert each.call in severe, "a severe case without an open alarm"


def harm(known: CallCard, number: int, now: float) -> CallCard:
    """The call, with somebody who may come to harm."""
    alert: OpenAlert = open_alert("harm", id=f"harm-{number}", since=now)
    return known._replace(alerts=(*known.alerts, alert))

"""Which calls make an alarm, by a team's rules and within what a person can take in. Time is an argument.

Three things hold whatever comes (`tests/console/test_limits.py` proves them): new alarms keep within `limits.py`; a
severe case is in an open alarm as soon as its condition is met; no alarm ends and begins anew within SAME_S, since a
condition that is back by then is the same alarm. What the limits hold back is counted as `waiting`, is on the wall by
its need, and makes an alarm when there is room if it still holds.

A call that is in an open alarm gets none of a lower severity. An alarm that is not severe ends by itself after OLD_S.
A console that begins again goes on with the limits and the open alarms of before (`earlier.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from assist.console.card import CallCard, Key
from assist.console.cases import Alarm, Case, Gathering, Matter
from assist.console.earlier import Earlier, EarlierAlarm
from assist.console.followed import Followed, Past
from assist.console.limits import LIMITS, Budget, Limits
from assist.console.rules import RANK, Rule, RulesByTeam, Severity
from assist.floor.messages import Answer

__all__ = ["LIMITS", "Alarm", "Alarms", "Case", "Limits"]

GROUP_S = 60.0
"""A case joins the open alarm of the same rule that began within this."""
SAME_S = 60.0
OLD_S = 900.0
AGAIN_S = 1.0
"""How often what is held back is tried again; what has just changed is tried at once."""


class Alarms:
    """All alarms of a console."""

    def __init__(self, rules: Sequence[Rule], limits: Limits = LIMITS, *, earlier: Sequence[EarlierAlarm] = ()) -> None:
        """`earlier`: what earlier runs alarmed, the oldest first."""
        self._rules = RulesByTeam(rules)
        self._budget = Budget(limits)
        self._earlier = Earlier(earlier)
        for alarm in earlier:
            self._budget.resume(alarm.at)
        self._now = -inf
        self._ahead = 0.0
        """By how much the console's clock was set back: here time only goes on."""
        self._turn = 0
        self._calls: dict[Key, Followed] = {}
        self._past = Past(_longest_s(rules))
        self._pending: dict[Matter, Followed] = {}
        """What counts and is in no alarm."""
        self._news: dict[Matter, Followed] = {}
        """That of it which is new or has changed."""
        self._waiting: set[Key] = set()
        self._tried_at = -inf
        self._open: dict[str, Gathering] = {}
        self._touched: dict[str, Gathering] = {}
        self._severe: Gathering | None = None
        """The last severe alarm that began."""
        self._made = 0

    @property
    def waiting(self) -> int:
        """Calls that would have an alarm but for the limits; right to AGAIN_S."""
        return len(self._waiting)

    @property
    def open(self) -> list[Alarm]:
        """The open alarms: severe ones first, then those without an answer, then the oldest."""
        alarms = [each.shown() for each in self._open.values()]
        return sorted(alarms, key=lambda each: (RANK[each.severity], each.answer != "", each.at, each.id))

    def advance(self, now: float, cards: Sequence[CallCard]) -> list[Alarm]:
        """Take in all live calls at `now`, s of the console's clock; the alarms that are new or have changed."""
        self._ahead = max(self._ahead, self._now - now)
        self._now = now + self._ahead
        self._turn += 1
        for card in cards:
            call = self._calls.get((card.team, card.agent))
            if call is None or call.card.call != card.call:
                call = self._begin_call(card)
            call.turn = self._turn
            if card is not call.card or self._now >= call.due:
                self._look(call, card)
        if len(self._calls) > len(cards):
            for call in [each for each in self._calls.values() if each.turn != self._turn]:
                self._end_call(call)
        self._end_old()
        self._begin_alarms()
        touched, self._touched = self._touched, {}
        return [change for each in touched.values() if (change := each.take_change()) is not None]

    def use(self, rules: Sequence[Rule]) -> None:
        """Go by these rules from now on. What rules found that stay as they are goes on, and so do the limits."""
        self._rules = RulesByTeam(rules)
        self._past.keep_for(_longest_s(rules))
        for call in self._calls.values():
            self._drop_other_rules(call)

    def answer(self, alarm: str, answer: Answer, by: str) -> bool:
        """Answer those cases of an open alarm that have no alert of an agent; whether there is such an alarm.

        Other cases get their answers from the agents' alerts.
        """
        gathering = self._open.get(alarm)
        if gathering is None:
            return False
        for matter in list(gathering.matters):
            if matter.watch.alert is None:
                matter.watch.say(answer, by)
                gathering.spoil()
                self._touched[alarm] = gathering
                if matter.watch.muted:
                    self._leave(matter)
        return True

    # --- calls --------------------------------------------------------------------------------------------------------

    def _begin_call(self, card: CallCard) -> Followed:
        """A call that was not there a moment ago, perhaps one that was lost and is back."""
        if card.key in self._calls:
            self._end_call(self._calls[card.key])
        call = self._past.take(card) or Followed(card)
        self._calls[card.key] = call
        self._drop_other_rules(call)
        return call

    def _end_call(self, call: Followed) -> None:
        del self._calls[call.card.key]
        for matter in call.matters.values():
            matter.watch.stop()
            self._settle(matter, call)
        self._past.keep(call, self._now)

    def _drop_other_rules(self, call: Followed) -> None:
        """What was found by rules that are no longer there, or have changed, is over."""
        rules = {rule for rules in self._rules.of(call.card.team).values() for rule in rules}
        for name, matter in list(call.matters.items()):
            if matter.rule not in rules:
                matter.watch.stop()
                self._settle(matter, call)
                del call.matters[name]
        call.due = -inf

    def _look(self, call: Followed, card: CallCard) -> None:
        call.card = card
        rules = self._rules.of(card.team)
        for when in dict.fromkeys((card.state, "long call", *(each.reason for each in card.alerts))):
            for rule in rules.get(when, ()):
                if rule.id not in call.matters:
                    call.matters[rule.id] = Matter(rule, card)
        for matter in call.matters.values():
            matter.look(card, self._now)
            self._settle(matter, call)
        call.due = min((matter.watch.due for matter in call.matters.values()), default=inf)

    def _settle(self, matter: Matter, call: Followed) -> None:
        """Draw the consequences of what a rule found."""
        if matter.alarm is not None:
            self._touched[matter.alarm.name] = matter.alarm
            if not matter.watch.counts:
                self._leave(matter)
        elif matter.watch.counts:
            self._pending[matter] = self._news[matter] = call
        else:
            self._forget(matter)

    # --- alarms -------------------------------------------------------------------------------------------------------

    def _begin_alarms(self) -> None:
        """Put what is in no alarm into one, the severe first, as far as the limits allow."""
        tried, self._news = self._news, {}
        if self._now >= self._tried_at + AGAIN_S:
            self._tried_at, tried, self._waiting = self._now, dict(self._pending), set()
        groups: dict[tuple[str, Severity], list[Matter]] = {}
        for matter in tried:
            if matter.watch.muted or matter.watch.answer[0]:
                continue
            rule, away_s = matter.rule, self._now - matter.left_at
            again_s = max(rule.again_s, SAME_S)
            if matter.last is None and (before := self._earlier.of(matter)) is not None:
                if not matter.watch.muted:  # what was a false alarm then is one still
                    self._join(before, matter)
            elif matter.last is not None and away_s <= (again_s if rule.severity == "severe" else SAME_S):
                self._join(matter.last, matter)
            elif away_s >= again_s:
                groups.setdefault((rule.id, rule.severity), []).append(matter)
        for (_, severity), matters in sorted(groups.items(), key=_first):
            wanted = [each for each in matters if not tried[each].is_in_graver(severity)]
            alarm = self._alarm_for(wanted[0].rule, severity) if wanted else None
            for matter in wanted:
                if alarm is not None:
                    self._join(alarm, matter)
                else:
                    self._waiting.add(matter.card.key)

    def _alarm_for(self, rule: Rule, severity: Severity) -> Gathering | None:
        """The alarm that a new case joins; None when it has to wait."""
        for each in self._open.values():
            if (each.rule.id, each.rule.severity) == (rule.id, severity) and self._now - each.at <= GROUP_S:
                return each
        if self._budget.allows(severity, self._now):
            self._budget.spend(self._now)
            self._made += 1
            alarm = Gathering(f"{self._now * 1000:.0f}-{self._made}", rule, self._now)
            self._severe = alarm if severity == "severe" else self._severe
            return alarm
        if severity != "severe":
            return None
        # Among those that used the limit up is a severe one: the last is kept for it.
        assert self._severe is not None
        return self._severe

    def _join(self, alarm: Gathering, matter: Matter) -> None:
        alarm.join(matter, self._now)
        self._forget(matter)
        self._waiting.discard(matter.card.key)
        self._open[alarm.name] = self._touched[alarm.name] = alarm

    def _forget(self, matter: Matter) -> None:
        self._pending.pop(matter, None)
        self._news.pop(matter, None)

    def _leave(self, matter: Matter) -> None:
        alarm = matter.alarm
        assert alarm is not None
        alarm.leave(matter, self._now)
        if alarm.ended is not None:
            del self._open[alarm.name]

    def _end_old(self) -> None:
        for alarm in list(self._open.values()):
            if alarm.rule.severity != "severe" and self._now - alarm.fresh >= OLD_S:
                self._touched[alarm.name] = alarm
                for matter in list(alarm.matters):
                    matter.watch.muted = True
                    self._leave(matter)


def _longest_s(rules: Sequence[Rule]) -> float:
    """For how long a call that is gone may still be the same."""
    return max((SAME_S, *(rule.again_s for rule in rules)))


def _first(group: tuple[tuple[str, Severity], list[Matter]]) -> tuple[int, float]:
    """What begins first: by severity, then by need."""
    (_, severity), matters = group
    return RANK[severity], -max(matter.card.need for matter in matters)

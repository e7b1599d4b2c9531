"""One rule watching one call: since when its condition holds, and when it no longer does. Knows no other call.

A condition counts when it has held without a break for the rule's `for_s`. A reason holds from when it arose until its
alert ends or is said to be a false alarm. A state holds at the rule's intensity; once it counts, somewhat less is
enough and it must have been off for OFF_S before it is over: nothing chatters. A customer's objection ends it at once.
"""

from __future__ import annotations

from math import inf
from typing import Literal, get_args

from assist.console.card import CallCard, OpenAlert
from assist.console.rules import Feeling, Rule, When
from assist.floor.messages import Answer

OFF_S = 20.0
LOWER = 0.1
"""A state that counts may sink by this much under the rule's intensity."""
FEELINGS: frozenset[When] = frozenset(get_args(Feeling))

Said = tuple[Answer | Literal[""], str]
"""What a supervisor said to something, and who."""


class Watch:
    """A rule's eye on a call."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.alert: OpenAlert | None = None
        """What the agent's program told, where the rule is of a reason."""
        self.since = inf
        """Since when the condition holds, s of the console's clock; inf when it does not."""
        self.counts = False
        self.muted = False
        """A person said that there is nothing, or it has been long enough: until the condition is over."""
        self.due = inf
        """When something changes although the card does not."""
        self._off_since = inf
        self._said: Said = ("", "")

    @property
    def answer(self) -> Said:
        return (self.alert.answer, self.alert.by) if self.alert is not None else self._said

    def say(self, answer: Answer, by: str) -> None:
        """A supervisor's answer to a condition that has no alert."""
        self._said = (answer, by)
        self.muted |= answer == "false alarm"

    def look(self, card: CallCard, now: float) -> None:
        """Take in how the call stands."""
        when, least = self.rule.when, self.rule.at_least
        if when == "long call":
            self._hold(card.began, now, needs_s=least * 60.0 + self.rule.for_s)
        elif when in FEELINGS:
            enough = least - LOWER if self.counts else least
            if card.state == when and card.intensity >= enough and not card.objected:
                self._hold(now, now, needs_s=self.rule.for_s)
            else:
                self._fail(now, at_once=card.objected)
        else:
            self._look_at_reason(card, now)

    def stop(self) -> None:
        """The condition is over; what was said to it last stays known until it begins anew."""
        self._said, self.alert = self.answer, None
        self.counts = self.muted = False
        self.since = self._off_since = self.due = inf

    def _look_at_reason(self, card: CallCard, now: float) -> None:
        alerts = [each for each in card.alerts if each.reason == self.rule.when]
        if self.alert is not None:  # with the answer that it has by now
            self.alert = next((each for each in alerts if each.id == self.alert.id), self.alert)
        alerts = [each for each in alerts if each.answer != "false alarm"]
        if alerts and (self.counts or card.intensity >= self.rule.at_least):
            alert = next((each for each in alerts if not each.answer), alerts[0])
            # Of a reason that needs an intensity it is not known how long that was there.
            self._hold(now if self.rule.at_least else alert.since, now, needs_s=self.rule.for_s)
            self.alert = alert
        else:
            self._fail(now, at_once=True)

    def _hold(self, since: float, now: float, *, needs_s: float) -> None:
        if self.since == inf:
            self.since, self._said = min(since, now), ("", "")
        self._off_since = inf
        self.counts = self.counts or now >= self.since + needs_s
        self.due = inf if self.counts else self.since + needs_s

    def _fail(self, now: float, *, at_once: bool) -> None:
        self._off_since = min(self._off_since, now)
        self.due = self._off_since + OFF_S
        if at_once or not self.counts or now >= self.due:
            self.stop()

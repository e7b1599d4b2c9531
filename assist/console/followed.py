"""A call as the rules follow it, and a short memory of calls that are over. Knows no alarm's limits."""

from __future__ import annotations

from collections import OrderedDict
from math import inf

from assist.console.card import CallCard, Key
from assist.console.cases import Matter
from assist.console.rules import RANK, Severity

MOST_PAST = 2000


class Followed:
    """A call and what the rules found in it."""

    def __init__(self, card: CallCard) -> None:
        self.card = card
        self.matters: dict[str, Matter] = {}
        """By the id of the rule."""
        self.due = -inf
        """When something in it changes although the card does not."""
        self.turn = 0
        """When it was last seen."""
        self.over_at = inf

    def is_in_graver(self, severity: Severity) -> bool:
        """Whether it is in an alarm of a higher severity."""
        return any(
            matter.alarm is not None and RANK[matter.alarm.rule.severity] < RANK[severity]
            for matter in self.matters.values()
        )


class Past:
    """Calls that had an alarm and are gone from the wall: one that was only lost for a while is the same on return."""

    def __init__(self, keep_s: float) -> None:
        self._keep_s = keep_s
        self._calls: OrderedDict[tuple[Key, str], Followed] = OrderedDict()

    def keep_for(self, keep_s: float) -> None:
        """Remember for so long from now on."""
        self._keep_s = keep_s

    def keep(self, call: Followed, now: float) -> None:
        """Remember a call that is gone."""
        if any(matter.last is not None for matter in call.matters.values()):
            call.over_at = now
            self._calls[call.card.key, call.card.call] = call
        while self._calls:
            first = next(iter(self._calls.values()))
            if len(self._calls) <= MOST_PAST and now - first.over_at <= self._keep_s:
                break
            self._calls.popitem(last=False)

    def take(self, card: CallCard) -> Followed | None:
        """The same call, if it is remembered."""
        call = self._calls.pop((card.key, card.call), None)
        if call is not None:
            call.due, call.over_at = -inf, inf
        return call

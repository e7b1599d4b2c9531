"""What a card of the wall says, in words and signs: made from a row, painted by `card_painting.py`, compared to see
whether a card has to be painted again."""

from __future__ import annotations

from typing import Literal, NamedTuple

from assist.console.arrangement import HARD, Group, Row
from assist.console.rules import Severity
from assist.console.sentences import (
    card_state_words,
    care_words,
    minutes_words,
    more_calls_words,
    quiet_words,
    why_words,
)
from assist.console.state import CallCard, Point
from assist.windows.icons import Sign
from assist.windows.theme import Theme

Tone = Literal["hard", "good", "plain"]
MILD = 0.3
"""From this intensity on a feeling has its colour."""
WHYS = 3
"""Lines of reasons on a large card."""


class Face(NamedTuple):
    """A card. Of a heading only `group` and `name`."""

    group: Group
    name: str
    minutes: str = ""
    state: str = ""
    sign: Sign = "unsure"
    tone: Tone = "plain"
    change: Sign | None = None
    why: tuple[str, ...] = ()
    care: str = ""
    quiet: str = ""
    severity: Severity | None = None
    mark: Sign | None = None
    """The sign of why it is here."""
    track: tuple[Point, ...] = ()


def face_of(row: Row, card: CallCard, now: float) -> Face:
    """The card of a row with a call."""
    known = not (card.objected or card.paused)
    severity = severity_of(row)
    why = why_words(card, row.alarms)
    if len(why) > WHYS:
        why = (*why[: WHYS - 1], more_calls_words(len(why) - WHYS + 1))
    return Face(
        group=row.group,
        name=card.name,
        minutes=minutes_words(now - card.began),
        state=card_state_words(card),
        sign=card.state if known else "paused" if card.paused else "unsure",
        tone=tone_of(card),
        change=card.trend if known and card.trend != "steady" and card.state in HARD else None,
        why=why,
        care=care_words(card),
        quiet=quiet_words(card),
        severity=severity,
        mark=_mark(card, severity) if row.group == "needs" else None,
        track=() if card.objected else card.track,
    )


def tone_of(card: CallCard) -> Tone:
    """The colour of the customer's state."""
    if card.objected or card.paused or card.intensity < MILD:
        return "plain"
    return "hard" if card.state in HARD else "good" if card.state == "satisfied" else "plain"


def severity_of(row: Row) -> Severity | None:
    """Of what nobody has answered about a call yet; None when nothing is open."""
    card = row.card
    assert card is not None
    open_ones = [each.severity for each in row.alarms if not each.answer]
    if "severe" in open_ones or any(each.reason == "harm" and not each.answer for each in card.alerts):
        return "severe"
    if "high" in open_ones or any(not each.answer for each in card.alerts):
        return "high"
    return "low" if open_ones else None


def colour_of(tone: Tone, theme: Theme) -> str:
    return {"hard": theme.hard, "good": theme.good, "plain": theme.muted}[tone]


def severity_colour(severity: Severity | None, theme: Theme) -> str:
    return {"severe": theme.escalate, "high": theme.warn, "low": theme.suggest, None: theme.edge}[severity]


def severity_sign(severity: Severity) -> Sign:
    """Told apart by its shape alone."""
    signs: dict[Severity, Sign] = {"severe": "severe", "high": "warn", "low": "notice"}
    return signs[severity]


def _mark(card: CallCard, severity: Severity | None) -> Sign:
    if severity == "severe":
        return "severe"
    asked = {each.reason for each in card.alerts if not each.answer}
    if "hand" in asked or (card.hand and "help" not in asked):
        return "hand"
    return "help" if "help" in asked else severity_sign(severity or "low")

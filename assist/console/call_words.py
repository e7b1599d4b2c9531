"""The words of the chosen call's details."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assist.console.arrangement import Row
from assist.console.notes import SentNote
from assist.console.sentences import ago_words, answer_words, minutes_words, reason_words, stage_words, why_words
from assist.console.state import CallCard
from assist.events import Step

translate = QCoreApplication.translate


def about_words(card: CallCard, now: float) -> str:
    """Team, length and stage of a call."""
    return " \u00b7 ".join((card.team, minutes_words(now - card.began), stage_words(card.stage)))


def alert_lines(row: Row, now: float) -> list[str]:
    """Why a call is where it is, each with its time and what was said to it."""
    card = row.card
    assert card is not None
    lines = []
    for alert in card.alerts:
        parts = [reason_words(alert), ago_words(now - alert.since)]
        if alert.answer:
            parts.append(answer_words(alert.answer, alert.by))
        lines.append("\u2022 " + " \u00b7 ".join(parts))
    told = {reason_words(alert) for alert in card.alerts}
    return lines + [f"\u2022 {why}" for why in why_words(card, row.alarms) if why not in told]


def steps_words(card: CallCard) -> str:
    """How far the answer to the customer's feeling is; empty when there was nothing to answer."""
    if card.aer == "none":
        return ""
    steps: dict[Step, str] = {
        "aer.acknowledge": translate("Console", "acknowledge"),
        "aer.empathize": translate("Console", "empathize"),
        "aer.respond": translate("Console", "respond"),
    }
    said = ", ".join(words for step, words in steps.items() if step in card.steps)
    return translate("Console", "Steps taken: {steps}").format(steps=said or translate("Console", "none yet"))


def excerpt_words(card: CallCard) -> str:
    """The customer's last words, where the organisation shows them."""
    return translate("Console", "Customer: \u201c{words}\u201d").format(words=card.excerpt) if card.excerpt else ""


def note_words(note: SentNote, now: float) -> str:
    """A note and what became of it."""
    said = {
        "on its way": translate("Console", "\u2026 \u201c{text}\u201d \u2013 on its way"),
        "sent": translate("Console", "\u2192 \u201c{text}\u201d \u2013 sent {ago}"),
        "shown": translate("Console", "\u2713 \u201c{text}\u201d \u2013 shown, sent {ago}"),
        "not shown": translate("Console", "\u2717 \u201c{text}\u201d \u2013 not shown, sent {ago}"),
        "refused": translate("Console", "\u2717 \u201c{text}\u201d \u2013 not sent"),
    }[note.became]
    return said.format(text=note.text, ago=ago_words(now - note.at)) + (f" ({note.why})" if note.why else "")

"""The words of the history's table."""

from __future__ import annotations

import time
from typing import get_args

from PySide6.QtCore import QCoreApplication

from assist.console.history_entries import KINDS, Entry, Kind
from assist.console.parts import Choice
from assist.console.rules import Severity
from assist.console.sentences import answer_words, minutes_words, reason_words, severity_words
from assist.console.state import OpenAlert
from assist.floor.messages import Answer, Reason

translate = QCoreApplication.translate


def heads() -> tuple[str, ...]:
    """Of the columns."""
    return (
        translate("Console", "Time"),
        translate("Console", "What"),
        translate("Console", "Agent"),
        translate("Console", "Team"),
        translate("Console", "About"),
        translate("Console", "What was said to it"),
        translate("Console", "Lasted"),
    )


def kinds_choice() -> Choice:
    """A choice whose data is the kinds of entries."""
    choice = Choice()
    choice.setAccessibleName(translate("Console", "Kind of entry"))
    kinds: tuple[tuple[str, tuple[Kind, ...]], ...] = (
        (translate("Console", "All but presence"), tuple(kind for kind in KINDS if kind != "presence")),
        (translate("Console", "Alarms"), ("alarm",)),
        (translate("Console", "Reasons that agents' programs told"), ("alert",)),
        (translate("Console", "Notes and answers"), ("note", "answer")),
        (translate("Console", "Calls"), ("call",)),
        (translate("Console", "Presence"), ("presence",)),
        (translate("Console", "Everything"), KINDS),
    )
    for words, data in kinds:
        choice.addItem(words, data)
    return choice


def entry_texts(entry: Entry, now: float) -> tuple[str, ...]:
    """A row of the table; the day is said where it is not today's."""
    clock = time.strftime("%H:%M:%S", time.localtime(entry.at))
    if time.localtime(entry.at)[:3] != time.localtime(now)[:3]:
        clock = time.strftime("%Y-%m-%d ", time.localtime(entry.at)) + clock
    lasted = "" if entry.ended is None else _lasted(entry.ended - entry.at)
    return clock, _kind(entry), entry.name or entry.agent, entry.team, _about(entry), _said(entry), lasted


def _kind(entry: Entry) -> str:
    match entry.kind:
        case "alarm":
            severity = severity_words(entry.what) if entry.what in get_args(Severity) else entry.what  # type: ignore[arg-type]
            return translate("Console", "Alarm, {severity}").format(severity=severity.lower())
        case "alert":
            return translate("Console", "Reason")
        case "note":
            return translate("Console", "Note")
        case "answer":
            return translate("Console", "Answer")
        case "call":
            return translate("Console", "Call")
        case "presence":
            return translate("Console", "Presence")


def _about(entry: Entry) -> str:
    if entry.kind == "alert" and entry.what in get_args(Reason):
        return reason_words(OpenAlert(entry.call, entry.what, entry.at, entry.text, "", ""))  # type: ignore[arg-type]
    if entry.kind == "answer" and entry.what in get_args(Answer):
        return answer_words(entry.what, entry.by)  # type: ignore[arg-type]
    if entry.kind == "presence":
        return {
            "online": translate("Console", "Free"),
            "in call": translate("Console", "In a call"),
            "away": translate("Console", "Away"),
            "gone": translate("Console", "Gone"),
        }.get(entry.what, entry.what)
    return entry.text


def _said(entry: Entry) -> str:
    """What a supervisor said to it, or what became of what a supervisor said."""
    if entry.kind in ("note", "answer"):
        became = {
            "shown": translate("Console", "Shown"),
            "not shown": translate("Console", "Not shown"),
        }.get(entry.answer, translate("Console", "Not known yet"))
        return f"{entry.by} \u00b7 {became}" if entry.kind == "note" and entry.by else became
    if entry.answer in get_args(Answer):
        return answer_words(entry.answer, entry.by)  # type: ignore[arg-type]
    return ""


def _lasted(seconds: float) -> str:
    if seconds < 60:
        return translate("Console", "{seconds} s").format(seconds=round(seconds))
    return minutes_words(seconds)

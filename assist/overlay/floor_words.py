"""What the window says of the floor, in the language of the windows."""

from __future__ import annotations

from msgspec import UNSET, UnsetType
from PySide6.QtCore import QCoreApplication

from assist.events import AlertAnswer, AlertReason, Shared, SharedAlert
from assist.overlay.sentences import state_words

translate = QCoreApplication.translate


def shared_words(shared: Shared) -> str:
    """Everything that supervisors see of the call beside its stage and length."""
    state = state_words(shared.state)
    told = [alert_words(each) for each in shared.alerts]
    return translate("Floor", "Supervisors see: {what}").format(what=" \u00b7 ".join([state, *told]))


def alert_words(alert: SharedAlert) -> str:
    """An alert, and who of the supervisors said what to it."""
    words = reason_words(alert.reason, alert.about)
    if alert.answer is UNSET:
        return words
    name = "" if alert.name is UNSET else alert.name
    return f"{words} ({_answer_words(alert.answer).format(name=name)})"


def reason_words(reason: AlertReason, about: str | UnsetType = UNSET) -> str:
    return {
        "rising": translate("Floor", "frustration grows"),
        "sustained": translate("Floor", "frustrated for long"),
        "supervisor": translate("Floor", "asked for a supervisor"),
        "leave": translate("Floor", "may leave"),
        "complaint": translate("Floor", "official complaint"),
        "harm": translate("Floor", "somebody may come to harm"),
        "hand": translate("Floor", "your hand is up"),
        "help": translate("Floor", "you ask for help with {about}"),
    }[reason].format(about="" if about is UNSET else about)


def note_title(name: str) -> str:
    return translate("Floor", "{name} writes").format(name=name)


def _answer_words(answer: AlertAnswer) -> str:
    return {
        "acknowledged": translate("Floor", "{name} knows"),
        "assigned": translate("Floor", "{name} looks after it"),
        "false alarm": translate("Floor", "{name}: no alarm"),
    }[answer]

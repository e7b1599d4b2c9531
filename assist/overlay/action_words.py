"""What the actions of an agent are called in windows and menus."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assist.overlay.actions import Action


def action_words() -> dict[Action, str]:
    """Each action in the language of the windows, as it is when this is called."""
    translate = QCoreApplication.translate
    return {
        "done": translate("Actions", "Done"),
        "not_now": translate("Actions", "Not now"),
        "wrong": translate("Actions", "Wrong"),
        "why": translate("Actions", "Why"),
        "snooze": translate("Actions", "No cues for 5 minutes"),
        "help": translate("Actions", "Ask for help"),
        "notice": translate("Actions", "Notice to the customer"),
        "view": translate("Actions", "Compact or full view"),
        "hide": translate("Actions", "Hide or show the window"),
        "call": translate("Actions", "Start or end the call"),
        "pause": translate("Actions", "Pause for a card number"),
        "read": translate("Actions", "Note read"),
        "away": translate("Actions", "Away, or back"),
    }

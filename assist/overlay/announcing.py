"""What is told to who cannot see the window: a new cue, that a pause began, that the customer is heard again."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from assist.overlay.hearing_words import heard_again_words, left_words, paused_words
from assist.overlay.sentences import kind_words
from assist.overlay.state import View


def announce(window: QWidget, before: View, view: View, *, sound: bool) -> None:
    """Tell what is new since `before` where a screen reader listens; a new cue with a sound, where one is wished."""
    if view.cue is not None and view.cue != before.cue:
        if sound:
            QApplication.beep()
        words = f"{kind_words(view.cue.kind)}: {view.cue.headline}. {view.cue.say or view.cue.body}"
        _say(window, words, urgent=view.cue.kind == "escalate")
    if view.pause is not None and before.pause is None:
        _say(window, f"{paused_words()}. {left_words(view.pause.left_s)}", urgent=True)
    if view.pause is None and before.pause is not None and view.ear == "listening":
        _say(window, heard_again_words("")[0], urgent=True)


def _say(window: QWidget, words: str, *, urgent: bool) -> None:
    if QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(window, words)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

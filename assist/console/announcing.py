"""What is told to who does not look at the window just now: a new alarm, by a screen reader and, where that is switched
on, of the highest severity by a sound."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from assist.console.cases import Alarm
from assist.console.sentences import alarm_sentence


def announce_alarms(window: QWidget, changed: Sequence[Alarm], *, sound: bool) -> None:
    """Tell those that are to be loud; the severe ones at once."""
    loud = [alarm for alarm in changed if alarm.loud and alarm.ended is None and not alarm.answer]
    if sound and any(alarm.severity == "severe" for alarm in loud):
        QApplication.beep()
        QApplication.alert(window)
    if not QAccessible.isActive():
        return
    for alarm in loud:
        event = QAccessibleAnnouncementEvent(window, alarm_sentence(alarm))
        if alarm.severity == "severe":
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

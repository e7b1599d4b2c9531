"""The periods that the history and the effect can be shown of."""

from __future__ import annotations

from math import inf

from PySide6.QtCore import QCoreApplication

from assist.console.parts import Choice

translate = QCoreApplication.translate

SHIFT_S = 8 * 3600.0


def period_choice() -> Choice:
    """A choice whose data is how far back it goes, in seconds; the shift is chosen."""
    choice = Choice()
    choice.setAccessibleName(translate("Console", "Period"))
    for words, seconds in (
        (translate("Console", "Last hour"), 3600.0),
        (translate("Console", "Last 8 hours"), SHIFT_S),
        (translate("Console", "Last 24 hours"), 24 * 3600.0),
        (translate("Console", "Last 7 days"), 7 * 24 * 3600.0),
        (translate("Console", "All that is kept"), inf),
    ):
        choice.addItem(words, seconds)
    choice.setCurrentIndex(1)
    return choice


def since(choice: Choice, now: float) -> float:
    """When the chosen period began; 0 for all."""
    return max(0.0, now - float(choice.currentData()))

"""A part of the window that appears and leaves softly: opacity alone, nothing moves, no sound."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QPropertyAnimation
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

FADE_MS = 140


class Fade:
    """Shows and hides one widget. `changed` is called when it is there or gone, so that room is made."""

    def __init__(self, widget: QWidget, changed: Callable[[], None]) -> None:
        self._widget = widget
        self._changed = changed
        self._effect = QGraphicsOpacityEffect(widget)
        self._effect.setEnabled(False)  # an effect costs a picture more at every paint
        widget.setGraphicsEffect(self._effect)
        self._animation = QPropertyAnimation(self._effect, b"opacity", widget)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.setDuration(FADE_MS)
        self._animation.finished.connect(self._arrive)
        self.there = False
        """Whether it is there, or appearing."""
        self.soft = True

    def appear(self) -> None:
        """Be there, at once for the layout and softly for the eye."""
        self.there = True
        self._widget.show()
        self._changed()
        self._go(0.0, 1.0)

    def leave(self) -> None:
        """Be gone."""
        if self.there:
            self.there = False
            self._go(self._effect.opacity() if self._effect.isEnabled() else 1.0, 0.0)

    def _go(self, start: float, end: float) -> None:
        self._animation.stop()
        if not self.soft or not self._widget.isVisible():
            self._arrive()
            return
        self._effect.setEnabled(True)
        self._effect.setOpacity(start)
        self._animation.setStartValue(start)
        self._animation.setEndValue(end)
        self._animation.start()

    def _arrive(self) -> None:
        self._effect.setEnabled(False)
        if not self.there:
            self._widget.hide()
            self._changed()

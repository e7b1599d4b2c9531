"""That nothing of the customer's is heard just now: a sign in the first line, and a panel that says for how long.

The sign is the one thing in the window that has dark and light the other way round, so that a glance is enough. The
program's words for it are in `hearing_words.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from assist.overlay.actions import Action
from assist.overlay.cue_card import BAR, Panel
from assist.overlay.hearing_words import hear_words, left_words, pause_words, paused_words, why_paused_words
from assist.overlay.look import Look
from assist.overlay.parts import button, label
from assist.overlay.pauses import Paused
from assist.overlay.state import View
from assist.windows.icons import SignView


class PausedSign(QFrame):
    """In the first line, where the light and its words are at other times. A click hears the customer again."""

    def __init__(self, did: Callable[[Action], None]) -> None:
        super().__init__()
        self._did = did
        self._ground = "#808080"
        self._sign, self._words = SignView(), label("paused", wrap=False)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_view(self, view: View, look: Look) -> None:
        """Shown while a pause goes on."""
        theme, gap = look.theme, look.sizes.gap
        self._ground = theme.text
        self._row.setContentsMargins(gap, gap // 4, gap, gap // 4)
        self._row.setSpacing(gap * 3 // 4)
        self._sign.show_sign("paused", theme.ground, look.sizes.icon * 3 // 4)
        self._words.setText(paused_words())
        self.setAccessibleName(paused_words())
        self.setToolTip(hear_words(look.keys.get("pause", "")))
        self.setVisible(view.pause is not None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._did("pause")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._ground))
            painter.drawRoundedRect(QRectF(self.rect()), 5, 5)


class PausePanel(Panel):
    """When the customer is heard again, why they are not, and the key that ends it, which can be clicked."""

    def __init__(self, did: Callable[[Action], None]) -> None:
        super().__init__()
        self._look = Look()
        self._view = View()
        self._left, self._why = label("body"), label("muted")
        self._end = button("", lambda: did("pause"))
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._left)
        row = QHBoxLayout()
        row.addWidget(self._why, 1)
        row.addWidget(self._end)
        self._column.addLayout(row)

    def dress(self, look: Look) -> None:
        self._look = look
        gap = look.sizes.gap
        self._column.setContentsMargins(BAR + gap, gap // 2, gap // 2, gap // 2)
        self._column.setSpacing(1)
        self.paint_in(look.theme, look.theme.text)
        self._end.setText(hear_words(look.keys.get("pause", "")))
        self._end.setAccessibleName(pause_words(True))
        self.show_view(self._view)

    def show_view(self, view: View) -> None:
        self._view = view
        self.setVisible(view.pause is not None)
        if view.pause is not None:
            self._show(view.pause, recorded=view.recorded)

    def _show(self, pause: Paused, *, recorded: bool) -> None:
        left, why = left_words(pause.left_s), why_paused_words(pause.by, recorded=recorded)
        self._left.setText(left)
        self._why.setText(why)
        self.setAccessibleName(paused_words())
        self.setAccessibleDescription(f"{left} {why}")

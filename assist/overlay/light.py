"""Small signs of the first line: whether the call is heard, whether it is recorded, whether help was asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assist.overlay.actions import Action
from assist.overlay.hearing_words import click_words, ear_words, recorded_words
from assist.overlay.look import Look
from assist.overlay.parts import label
from assist.overlay.state import View
from assist.windows.icons import SignView

translate = QCoreApplication.translate


class Light(SignView):
    """Whether the program hears the call: a shape and a colour for each answer, and its words for screen readers.

    A click pauses, as it does on other microphones. While paused it gives way to another sign (`pause_sign.py`).
    """

    def __init__(self, did: Callable[[Action], None]) -> None:
        super().__init__()
        self._did = did
        self._pauses = False

    def show_light(self, view: View, look: Look) -> None:
        words = ear_words(view.ear)
        calm = view.ear in ("waiting", "starting", "ended")
        colour = look.theme.good if view.ear == "listening" else look.theme.muted if calm else look.theme.warn
        self.show_sign(view.ear, colour, look.sizes.icon * 3 // 4)
        self.setAccessibleName(words)
        self._pauses = view.ear in ("listening", "partly", "deaf")
        self.setToolTip(f"{words}\n{click_words(look.keys.get('pause', ''))}" if self._pauses else words)
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._pauses else Qt.CursorShape.ArrowCursor)
        self.setVisible(view.pause is None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self._pauses and event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if self._pauses and left and self.rect().contains(event.position().toPoint()):
            self._did("pause")


class Recorded(QWidget):
    """That the call is recorded, for as long as it goes on and nothing is paused. It never makes room for anything."""

    def __init__(self) -> None:
        super().__init__()
        self._sign, self._word = SignView(), label("recorded", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._sign)
        row.addWidget(self._word)
        self.hide()

    def show_view(self, view: View, look: Look) -> None:
        word, meaning = recorded_words()
        self._sign.show_sign("recorded", look.theme.record, look.sizes.small)
        self._word.setText(word)
        for each in (self, self._sign, self._word):
            each.setAccessibleName(meaning)
            each.setToolTip(meaning)
        self.setVisible(view.recorded and view.pause is None)


def show_hand(sign: SignView, view: View, look: Look) -> None:
    sign.setVisible(view.hand)
    sign.show_sign("hand", look.theme.escalate, look.sizes.icon * 4 // 5)
    words = translate("Overlay", "You have asked for help")
    sign.setAccessibleName(words)
    sign.setToolTip(words)

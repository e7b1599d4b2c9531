"""Small signs of the first line: whether the call is heard, whether it is recorded, whether help was asked for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assist.overlay.hearing_words import ear_words, recorded_words
from assist.overlay.icons import SignView
from assist.overlay.look import Look
from assist.overlay.parts import label
from assist.overlay.state import View

translate = QCoreApplication.translate


class Light(SignView):
    """Whether the program hears the call: a shape and a colour for each answer, and its words for screen readers."""

    def show_light(self, view: View, look: Look) -> None:
        words = ear_words(view.ear)
        calm = view.ear in ("waiting", "starting", "ended")
        colour = look.theme.good if view.ear == "listening" else look.theme.muted if calm else look.theme.warn
        self.show_sign(view.ear, colour, look.sizes.icon * 3 // 4)
        self.setAccessibleName(words)
        self.setToolTip(words)


class Recorded(QWidget):
    """That the call is recorded, for as long as it goes on. It never makes room for anything."""

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
        self.setVisible(view.recorded)


def show_hand(sign: SignView, view: View, look: Look) -> None:
    sign.setVisible(view.hand)
    sign.show_sign("hand", look.theme.escalate, look.sizes.icon * 4 // 5)
    words = translate("Overlay", "You have asked for help")
    sign.setAccessibleName(words)
    sign.setToolTip(words)

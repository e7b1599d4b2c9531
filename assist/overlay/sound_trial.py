"""The test sound: a button that has it played, and beside it on which side it was heard. Knows no device."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from assist.errors import AssistError
from assist.windows.dialog_parts import announce, text_label

WAITS_MS = 10_000
"""How long the sound may take: a process starts, an output wakes up, a headset connects."""


class Trial(QWidget):
    """`heard` is told which side rose, while one waits for it; the answer is a sentence."""

    began = Signal()
    """From now on a rise is the test sound."""

    def __init__(self, play: Callable[[], None], *, waits_ms: int = WAITS_MS) -> None:
        super().__init__()
        translate = QCoreApplication.translate
        self._play = play
        self._you_heard = False
        self._waiting = QTimer(self, interval=waits_ms, singleShot=True)
        self._waiting.timeout.connect(self._end)
        self.button = QPushButton(translate("Sound", "&Play a test sound"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._begin)
        self._answer = text_label()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self._answer, 1)

    @property
    def answer(self) -> str:
        return self._answer.text()

    def heard(self, *, customer: bool) -> None:
        """A side's level rose."""
        if not self._waiting.isActive():
            return
        self._you_heard = self._you_heard or not customer
        if customer:
            self._waiting.stop()
            text = QCoreApplication.translate("Sound", "The test sound arrives as the customer's.")
            self._say(f"\u2713 {text}")

    def forget(self) -> None:
        """Wait no more, and say nothing: the inputs are others now, or nobody looks."""
        self._waiting.stop()
        self._answer.clear()

    def _begin(self) -> None:
        translate = QCoreApplication.translate
        self._you_heard = False
        try:
            self._play()
        except AssistError as error:
            self._waiting.stop()
            self._say(f"\u26a0 {error}")
            return
        self._say(translate("Sound", "Playing: the lower bar should move."))
        self._waiting.start()
        self.began.emit()

    def _end(self) -> None:
        translate = QCoreApplication.translate
        text = (
            translate("Sound", "The test sound was heard on your side only: press Swap, or choose another input.")
            if self._you_heard
            else translate("Sound", "The test sound was not heard: choose another input for the customer.")
        )
        self._say(f"\u26a0 {text}")

    def _say(self, text: str) -> None:
        self._answer.setText(text)
        announce(self._answer, text)

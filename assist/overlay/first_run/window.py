"""The window of the first run: five steps, Back, Next and Finish. An ordinary window that may take the focus.

Escape, Later and the window's own close button end it with nothing chosen and no question asked.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from assist.overlay.first_run.keys_page import KeysPage
from assist.overlay.first_run.pages import LanguagePage, PrivacyPage
from assist.overlay.first_run.parts import Scrolled, line
from assist.overlay.first_run.setup import Setup
from assist.overlay.first_run.sound_pages import CustomerPage, MicrophonePage
from assist.windows.dialog_parts import announce, outline_fields


class FirstRun(QDialog):
    """Texts and sizes are those of the application's language and font when it is made. `exec`, then `chosen`."""

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self.setWindowTitle(QCoreApplication.translate("FirstRun", "Set up Assist"))
        outline_fields(self)
        self.microphone = MicrophonePage(setup)
        self.customer = CustomerPage(setup, agent=lambda: self.microphone.choice.chosen)
        self.language = LanguagePage(setup)
        self.keys = KeysPage(setup)
        self.privacy = PrivacyPage(setup, keys=self.keys.keys)
        self._pages = (self.microphone, self.customer, self.language, self.keys, self.privacy)
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(Scrolled(page))
            page.changed.connect(self._refresh)
        self._build()
        self._go(0)
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(self.sizeHint().boundedTo(room))

    def chosen(self) -> dict[str, str]:
        """The settings that differ from what was given, by name; none unless it was finished."""
        if self.result() != QDialog.DialogCode.Accepted:
            return {}
        now = {
            "agent_device": self.microphone.choice.value,
            "customer_device": self.customer.choice.value,
            "language": self.language.language,
        } | {f"key_{action}": key for action, key in self.keys.keys().items()}
        given = {
            "agent_device": self._setup.agent_device,
            "customer_device": self._setup.customer_device,
            "language": self._setup.language,
        } | {f"key_{action}": key for action, key in self._setup.keys.items()}
        return {name: value for name, value in now.items() if value != given[name]}

    def _build(self) -> None:
        translate = QCoreApplication.translate
        self.later = QPushButton(translate("FirstRun", "&Later"))
        self.later.setAccessibleDescription(translate("FirstRun", "Ends without saving; Assist asks again next time."))
        self.later.setToolTip(self.later.accessibleDescription())
        self.later.clicked.connect(self.reject)
        self._step = line()
        self.back, self.next = QPushButton(translate("FirstRun", "&Back")), QPushButton()
        self.back.clicked.connect(lambda: self._go(self._stack.currentIndex() - 1))
        self.next.clicked.connect(self._forward)
        for button in (self.later, self.back):
            button.setAutoDefault(False)
        self.next.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(self.later)
        foot.addStretch(1)
        foot.addWidget(self._step)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        column = QVBoxLayout(self)
        column.addWidget(self._stack, 1)
        column.addWidget(rule)
        column.addLayout(foot)

    def _forward(self) -> None:
        if self._stack.currentIndex() == len(self._pages) - 1:
            self.accept()
        else:
            self._go(self._stack.currentIndex() + 1)

    def _go(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self._refresh()
        page = self._pages[step]
        (self.next if page.first is page else page.first).setFocus()
        announce(self, f"{page.accessibleName()}. {page.accessibleDescription()}")

    def _refresh(self) -> None:
        translate = QCoreApplication.translate
        step, last = self._stack.currentIndex(), len(self._pages) - 1
        text = translate("FirstRun", "Step {step} of {steps}")
        self._step.setText(text.format(step=step + 1, steps=last + 1))
        self.back.setEnabled(step > 0)
        self.next.setText(translate("FirstRun", "&Finish") if step == last else translate("FirstRun", "&Next"))
        self.next.setEnabled(self._pages[step].complete)

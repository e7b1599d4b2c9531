"""The two pages about sound: the agent's microphone, and what the softphone plays, with a test that hears both.

An input is open while its page is shown and no longer.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from assist.overlay.first_run.input_choice import InputChoice, Side
from assist.overlay.first_run.level import SoundLevel
from assist.overlay.first_run.parts import Sentence, label, line, titled
from assist.overlay.first_run.setup import Setup, SoundInput
from assist.windows.dialog_parts import announce


class MicrophonePage(QWidget):
    changed = Signal()
    complete = True

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        translate = QCoreApplication.translate
        side = Side(
            label=translate("FirstRun", "Microphone"),
            system=translate("FirstRun", "The system's microphone ({name})"),
            no_system=translate("FirstRun", "The system's microphone (none found)"),
            default=setup.default_agent,
            monitors_first=False,
            saved=setup.agent_device,
        )
        self.choice = InputChoice(setup.inputs, side)
        self.level = SoundLevel(setup.meter, called=translate("FirstRun", "Level of your microphone"))
        column = titled(
            self,
            translate("FirstRun", "Choose your microphone"),
            translate("FirstRun", "Say a few words: the bar moves when Assist can hear you."),
        )
        column.addWidget(self.choice)
        column.addSpacing(self.fontMetrics().height() // 2)
        column.addWidget(self.level)
        column.addStretch(1)
        self.choice.changed.connect(self._listen)
        self.first = self.choice.box

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.choice.look()

    def _listen(self) -> None:
        if self.isVisible():
            self.level.listen_to(self.choice.chosen)


class CustomerPage(QWidget):
    changed = Signal()

    def __init__(self, setup: Setup, *, agent: Callable[[], SoundInput | None]) -> None:
        super().__init__()
        translate = QCoreApplication.translate
        self._agent = agent
        side = Side(
            label=translate("FirstRun", "The customer's sound"),
            system=translate("FirstRun", "What the system plays ({name})"),
            no_system=translate("FirstRun", "What the system plays (cannot be heard here)"),
            default=setup.default_customer,
            monitors_first=True,
            saved=setup.customer_device,
        )
        self.choice = InputChoice(setup.inputs, side)
        self.you = SoundLevel(setup.meter, called=translate("FirstRun", "Level of your microphone"))
        self.customer = SoundLevel(setup.meter, called=translate("FirstRun", "Level of the customer's sound"))
        self.ticks = _Tick(translate("FirstRun", "You")), _Tick(translate("FirstRun", "Customer"))
        self._same = Sentence()
        self._build()
        self.choice.changed.connect(self._listen)
        self.you.risen.connect(self.ticks[0].heard)
        self.customer.risen.connect(self.ticks[1].heard)
        self.first = self.choice.box

    @property
    def complete(self) -> bool:
        """Whether the two sides are two inputs."""
        agent, customer = self._agent(), self.choice.chosen
        return agent is None or customer is None or agent.name != customer.name

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.choice.look()

    def _listen(self) -> None:
        self.changed.emit()
        if not self.isVisible():
            return
        translate = QCoreApplication.translate
        text = translate("FirstRun", "“{input}” is your microphone already. Choose another input for the customer.")
        self._same.say("" if self.complete else text.format(input=self.choice.shown))
        for tick, level, one in (
            (self.ticks[0], self.you, self._agent()),
            (self.ticks[1], self.customer, self.choice.chosen),
        ):
            if level.listen_to(one if self.complete else None):
                tick.wait()

    def _build(self) -> None:
        translate = QCoreApplication.translate
        column = titled(
            self,
            translate("FirstRun", "Choose the customer's sound"),
            translate("FirstRun", "It is what your softphone plays, in your headset or from the speakers."),
        )
        column.addWidget(self.choice)
        column.addWidget(self._same)
        column.addSpacing(self.fontMetrics().height() // 2)
        column.addWidget(label(translate("FirstRun", "Try it: say a word, then play something on the softphone.")))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(self.fontMetrics().height())
        for row, (tick, level) in enumerate(zip(self.ticks, (self.you, self.customer), strict=True)):
            grid.addWidget(line(tick.who), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(level, row, 1)
            grid.addWidget(tick, row, 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        column.addStretch(1)


class _Tick(QLabel):
    """Whether a side was heard: a sign and a word."""

    def __init__(self, who: str) -> None:
        super().__init__()
        self.who = who
        self.setTextFormat(Qt.TextFormat.PlainText)
        translate = QCoreApplication.translate
        self._waiting = "\u25cb " + translate("FirstRun", "not heard yet")
        self._heard = "\u2713 " + translate("FirstRun", "heard")
        self.setMinimumWidth(max(self.fontMetrics().horizontalAdvance(text) for text in (self._waiting, self._heard)))
        self.wait()

    def wait(self) -> None:
        self._show(self._waiting)

    def heard(self) -> None:
        self._show(self._heard)
        announce(self, self.accessibleName())

    def _show(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(f"{self.who}: {text[2:]}")

"""Choosing one sound input: the system's own first, then all by name, and a button to look again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assist.errors import AssistError
from assist.overlay.first_run.parts import Sentence, line
from assist.overlay.first_run.setup import SoundInput


class Side(NamedTuple):
    """What is particular to one side of the call."""

    label: str
    system: str
    """The first choice, with {name}."""
    no_system: str
    """The first choice when the system has none."""
    default: str
    """Name of the input that the first choice stands for; empty when there is none."""
    monitors_first: bool
    saved: str = ""
    """Name of the input that was chosen before; empty for none."""


class InputChoice(QWidget):
    """`value` is the setting: empty for the first choice, so that following the system keeps working."""

    changed = Signal()

    def __init__(self, inputs: Callable[[], Sequence[SoundInput]], side: Side) -> None:
        super().__init__()
        self._inputs = inputs
        self._side = side
        self._found: list[SoundInput] = []
        self._build()
        self._fill()
        self.box.setCurrentIndex(max(self.box.findData(side.saved), 0))
        self.box.currentIndexChanged.connect(lambda _: self._chose())

    def look(self) -> None:
        """Ask for the inputs anew; what was chosen stays chosen while it is there. Always ends with `changed`."""
        try:
            found = self._inputs()
        except AssistError as error:
            self._problem.say(str(error))
            self.changed.emit()
            return
        wanted, before = self.value, self.box.currentText()
        self._found = list({one.name: one for one in reversed(found)}.values())[::-1]  # the first of each name
        self.box.blockSignals(True)
        self._fill()
        at = self.box.findData(wanted)
        self.box.setCurrentIndex(max(at, 0))
        self.box.blockSignals(False)
        self._problem.say(self._complaint(lost=before if at < 0 else ""))
        self.changed.emit()

    @property
    def value(self) -> str:
        return str(self.box.currentData() or "")

    @property
    def chosen(self) -> SoundInput | None:
        """The input itself; None when it is not there."""
        name = self.value or self._side.default
        return next((one for one in self._found if one.name == name), None)

    @property
    def shown(self) -> str:
        """What a person calls the chosen input."""
        chosen = self.chosen
        return self._named(chosen) if chosen is not None else ""

    def _complaint(self, *, lost: str) -> str:
        translate = QCoreApplication.translate
        if not self._found:
            return translate("FirstRun", "No sound input was found. Plug one in and look again.")
        if lost:
            return translate("FirstRun", "“{input}” is no longer there.").format(input=lost)
        return ""

    def _chose(self) -> None:
        self._problem.say("")
        self.changed.emit()

    def _fill(self) -> None:
        self.box.clear()
        default = next((one for one in self._found if one.name == self._side.default), None)
        name = self._named(default) if default is not None else self._side.default
        self.box.addItem(self._side.system.format(name=name) if name else self._side.no_system, "")
        for one in sorted(self._found, key=lambda one: one.is_monitor != self._side.monitors_first):
            if one.name != self._side.default:
                self.box.addItem(self._named(one), one.name)
        if self._side.saved and self.box.findData(self._side.saved) < 0 and self._side.saved != self._side.default:
            self.box.addItem(self._side.saved, self._side.saved)  # a part of a name, or not plugged in now
        for row in range(self.box.count()):
            self.box.setItemData(row, self.box.itemText(row), Qt.ItemDataRole.ToolTipRole)

    def _named(self, one: SoundInput) -> str:
        alike = sum(other.note == one.note for other in self._found)
        if not one.note:
            return one.name
        return one.note if alike == 1 else f"{one.note} ({one.name})"

    def _build(self) -> None:
        translate = QCoreApplication.translate
        self.box, self._problem = QComboBox(), Sentence()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(24)
        self.box.setAccessibleName(self._side.label)
        again = QPushButton(translate("FirstRun", "Look &again"))
        again.setAccessibleName(translate("FirstRun", "Look again for sound inputs"))
        again.setAutoDefault(False)
        again.clicked.connect(self.look)
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(line(self._side.label))
        column.addLayout(row)
        column.addWidget(self._problem)

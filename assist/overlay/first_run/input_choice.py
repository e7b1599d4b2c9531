"""Choosing one sound input: the system's own first, then all by name; for the first run with a button to look again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QWheelEvent
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
    pins: bool = False
    """Whether an input that is gone stays chosen, and the default can be chosen by its own name too: for a call, which
    waits for its input."""


class InputBox(QComboBox):
    """`value` is the setting: empty for the first choice, so that following the system keeps working."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self._side = side
        self._found: Sequence[SoundInput] = ()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.setAccessibleName(side.label)
        self._fill()
        self.setCurrentIndex(max(self.findData(side.saved), 0))

    def know(self, found: Sequence[SoundInput], side: Side | None = None) -> bool:
        """Offer these. What was chosen stays chosen, unless it is gone and nothing pins it: then False. No signal."""
        wanted = self.value
        self._side = self._side if side is None else side
        if self._side.pins:
            self._side = self._side._replace(saved=wanted)
        self._found = list({one.name: one for one in reversed(found)}.values())[::-1]  # the first of each name
        blocked = self.blockSignals(True)
        self._fill()
        at = self.findData(wanted)
        self.setCurrentIndex(max(at, 0))
        self.blockSignals(blocked)
        return at >= 0

    def choose(self, name: str) -> None:
        """Choose by name, the default as such; one that is not there is offered all the same."""
        wanted = "" if name == self._side.default else name
        if self.findData(wanted) < 0:
            self.addItem(wanted, wanted)
        self.setCurrentIndex(self.findData(wanted))

    @property
    def value(self) -> str:
        return str(self.currentData() or "")

    @property
    def name(self) -> str:
        """Of the input that this stands for, whether it is there or not; empty where there is none."""
        return self.value or self._side.default

    @property
    def chosen(self) -> SoundInput | None:
        """The input itself; None when it is not there."""
        return next((one for one in self._found if one.name == self.name), None)

    @property
    def shown(self) -> str:
        """What a person calls the chosen input."""
        return self._named(self.name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it must not change what it passes over

    def _fill(self) -> None:
        self.clear()
        side = self._side
        shown = self._named(side.default)
        self.addItem(side.system.format(name=shown) if shown else side.no_system, "")
        for one in sorted(self._found, key=lambda one: one.plays != side.monitors_first):
            if side.pins or one.name != side.default:
                self.addItem(self._named(one.name), one.name)
        if side.saved and self.findData(side.saved) < 0 and (side.pins or side.saved != side.default):
            self.addItem(side.saved, side.saved)  # a part of a name, or not plugged in now
        for row in range(self.count()):
            self.setItemData(row, self.itemText(row), Qt.ItemDataRole.ToolTipRole)

    def _named(self, name: str) -> str:
        one = next((one for one in self._found if one.name == name), None)
        if one is None or not one.note:
            return name
        alike = sum(other.note == one.note for other in self._found)
        return one.note if alike == 1 else f"{one.note} ({name})"


class InputChoice(QWidget):
    """A box of inputs with its name above it, a button to look again, and what is wrong below."""

    changed = Signal()

    def __init__(self, inputs: Callable[[], Sequence[SoundInput]], side: Side) -> None:
        super().__init__()
        self._inputs = inputs
        self._empty = True
        self._build(side)
        self.box.currentIndexChanged.connect(lambda _: self._chose())

    def look(self) -> None:
        """Ask for the inputs anew; what was chosen stays chosen while it is there. Always ends with `changed`."""
        try:
            found = self._inputs()
        except AssistError as error:
            self._problem.say(str(error))
            self.changed.emit()
            return
        before, self._empty = self.box.currentText(), not found
        stays = self.box.know(found)
        self._problem.say(self._complaint(lost="" if stays else before))
        self.changed.emit()

    @property
    def value(self) -> str:
        return self.box.value

    @property
    def chosen(self) -> SoundInput | None:
        """The input itself; None when it is not there."""
        return self.box.chosen

    @property
    def shown(self) -> str:
        """What a person calls the chosen input."""
        return self.box.shown

    def _complaint(self, *, lost: str) -> str:
        translate = QCoreApplication.translate
        if self._empty:
            return translate("FirstRun", "No sound input was found. Plug one in and look again.")
        if lost:
            return translate("FirstRun", "“{input}” is no longer there.").format(input=lost)
        return ""

    def _chose(self) -> None:
        self._problem.say("")
        self.changed.emit()

    def _build(self, side: Side) -> None:
        translate = QCoreApplication.translate
        self.box, self._problem = InputBox(side), Sentence()
        again = QPushButton(translate("FirstRun", "Look &again"))
        again.setAccessibleName(translate("FirstRun", "Look again for sound inputs"))
        again.setAutoDefault(False)
        again.clicked.connect(self.look)
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(line(side.label))
        column.addLayout(row)
        column.addWidget(self._problem)

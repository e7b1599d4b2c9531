"""One setting on the screen: its title, a field for its kind of value, its meaning, and a way back to the default.

Owns what a field reads and writes. Must not know which settings there are, nor where they are kept: everything comes
from the row it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, Protocol, cast

from PySide6.QtCore import QCoreApplication, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from assist.overlay.lock_sign import lock_sign
from assist.windows.dialog_parts import CheckBox, text_label

Value = bool | int | str
KEYS = "Keys"
"""The group whose texts are keys to press."""

translate = QCoreApplication.translate


class Row(Protocol):
    """One setting as the table describes it; titles, meanings and groups as they are written there."""

    @property
    def name(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def meaning(self) -> str: ...
    @property
    def kind(self) -> Literal["bool", "choice", "int", "text"]: ...
    @property
    def value(self) -> Value: ...
    @property
    def default(self) -> Value: ...
    @property
    def choices(self) -> tuple[str, ...]: ...
    @property
    def minimum(self) -> int: ...
    @property
    def maximum(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def locked(self) -> bool: ...
    @property
    def where(self) -> str: ...


class _Field(NamedTuple):
    widget: QWidget
    read: Callable[[], Value]
    write: Callable[[Any], None]
    changed: SignalInstance


class RowView(QWidget):
    """A setting that can be changed. `words` translates title and meaning, `choice_words` tells the choices."""

    changed = Signal()

    def __init__(self, row: Row, *, words: Mapping[str, str], choice_words: Mapping[str, str]) -> None:
        super().__init__()
        self.name = row.name
        self.group = row.group
        self.title = words.get(row.title, row.title)
        self._meaning = plain(words.get(row.meaning, row.meaning))
        self._default = row.default
        self._field = _field(row, title=self.title, choice_words=choice_words)
        self._field.write(row.value)
        self._opened = self._field.read()  # as the field says it: "ctrl+f9" is "Ctrl+F9" there, and no change
        self._error = text_label("")
        self._reset = QPushButton(translate("Settings", "Reset"))
        self._build(fixed=_fixed_text(row), locked=row.locked)
        self._field.changed.connect(self._edited)
        self._reset.clicked.connect(lambda: self._field.write(self._default))
        self._edited()

    def value(self) -> Value:
        return self._field.read()

    def is_changed(self) -> bool:
        """Whether it is not what it was when it was opened or saved."""
        return self.value() != self._opened

    def settle(self) -> None:
        """What it says now is saved."""
        self._opened = self.value()

    def complain(self, sentence: str | None) -> None:
        """Say under the field what is wrong with it; None takes that back."""
        self._error.setText(f"\u2717 {plain(sentence)}" if sentence else "")
        self._error.setVisible(bool(sentence))

    def matches(self, wanted: list[str]) -> bool:
        """Whether each of these words (folded) is in the title, the name or the meaning."""
        text = f"{self.title} {self.name} {self._meaning}".casefold()
        return all(word in text for word in wanted)

    def take_focus(self) -> None:
        self._field.widget.setFocus()

    def _edited(self) -> None:
        self.complain(None)
        self._reset.setVisible(self._field.widget.isEnabled() and self.value() != self._default)
        self.changed.emit()

    def _build(self, *, fixed: str, locked: bool) -> None:
        """Title, lock and reset in a line; then the field, if that is not the title's own box, and the meaning.

        `fixed` says who set it that a person cannot change here, "" where they can.
        """
        field = self._field.widget
        field.setEnabled(not fixed)
        field.setAccessibleName(self.title)
        field.setAccessibleDescription(f"{fixed}. {self._meaning}" if fixed else self._meaning)
        heading = self._heading()
        head = QHBoxLayout()
        head.addWidget(heading, 0 if fixed else 1)
        if locked:
            head.addWidget(lock_sign(self))
        if fixed:
            head.addWidget(text_label(_breakable(fixed)), 1)
        head.addWidget(self._reset)
        same_height = self._reset.sizePolicy()
        same_height.setRetainSizeWhenHidden(not fixed)  # what is fixed is never reset
        self._reset.setSizePolicy(same_height)
        self._reset.setAccessibleName(translate("Settings", "Reset {title}").format(title=self.title))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, self.fontMetrics().height() // 2)
        column.setSpacing(self.fontMetrics().height() // 4)
        column.addLayout(head)
        if heading is not field:
            column.addLayout(_beginning(field))
        column.addWidget(text_label(self._meaning))
        column.addWidget(self._error)

    def _heading(self) -> QWidget:
        """The title: of a box its own text, else a label."""
        field = self._field.widget
        if isinstance(field, CheckBox):
            bold = field.font()
            bold.setBold(True)
            field.setFont(bold)
            return field
        label = text_label(self.title, bold=True)
        label.setBuddy(field)
        return label


class _Choice(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel turns the page; it must not change what it passes over


class _Number(QSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def plain(text: str) -> str:
    """Without the marks around values that are for the README."""
    return text.replace("`", "")


def _field(row: Row, *, title: str, choice_words: Mapping[str, str]) -> _Field:
    if row.kind == "bool":
        box = CheckBox(title)
        return _Field(box, box.isChecked, box.setChecked, box.toggled)
    if row.kind == "choice":
        choice = _Choice()
        for value in row.choices:
            choice.addItem(choice_words.get(value, value), value)
        return _Field(
            choice,
            lambda: cast(str, choice.currentData()),
            lambda value: choice.setCurrentIndex(choice.findData(value)),
            choice.currentIndexChanged,
        )
    if row.kind == "int":
        number = _Number(minimum=row.minimum, maximum=row.maximum, suffix=f" {row.unit}" if row.unit else "")
        number.setSingleStep(10)
        return _Field(number, number.value, number.setValue, number.valueChanged)
    if row.group == KEYS:
        return _key_field(title)
    line = QLineEdit()
    return _Field(line, line.text, line.setText, line.textChanged)


def _key_field(title: str) -> _Field:
    keys = QKeySequenceEdit()
    keys.setMaximumSequenceLength(1)
    keys.setClearButtonEnabled(True)
    for inner in keys.findChildren(QLineEdit):
        inner.setAccessibleName(title)
    return _Field(
        keys,
        lambda: keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText),
        lambda value: keys.setKeySequence(QKeySequence(value, QKeySequence.SequenceFormat.PortableText)),
        keys.keySequenceChanged,
    )


def _beginning(field: QWidget) -> QHBoxLayout:
    """The field at the line's beginning; only what is typed in needs the whole line."""
    line = QHBoxLayout()
    line.addWidget(field, 1 if isinstance(field, QLineEdit) else 0)
    if not isinstance(field, QLineEdit):
        line.addStretch(1)
    return line


def _fixed_text(row: Row) -> str:
    """Who set it that it cannot be changed here, and where; "" where it can be changed."""
    if not row.locked:
        return translate("Settings", "Set by the variable {name}").format(name=row.where) if row.where else ""
    if not row.where:
        return translate("Settings", "Set by your organisation")
    return translate("Settings", "Set by your organisation, in {place}").format(place=row.where)


def _breakable(text: str) -> str:
    """The text with places in it where a long path or name can go on in the next line."""
    return re.sub(r"(?<=[/\\._])(?=\S)", "\u200b", text)

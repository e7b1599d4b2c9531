"""The fields of one rule. Owns what they show; must not know the other rules nor where they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import msgspec
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QFormLayout, QLineEdit, QWidget

from assist.console.parts import Choice, label
from assist.console.rule_words import when_words
from assist.console.rules import SLOTS, Rule, Severity
from assist.console.sentences import severity_words
from assist.windows.dialog_parts import CheckBox, text_label

translate = QCoreApplication.translate

LONGEST = 60


class RuleForm(QWidget):
    """`changed` says that a field was; `rule` is then what the fields say."""

    changed = Signal()

    def __init__(self, teams: Sequence[str]) -> None:
        super().__init__()
        self._rule: Rule | None = None
        self._is_filling = False
        self._enabled = CheckBox(translate("Rules", "This rule is on"))
        self._when, self._team, self._severity = Choice(), Choice(), Choice()
        for when, words in when_words().items():
            self._when.addItem(words, when)
        self._team.addItem(translate("Rules", "All teams"), "")
        for team in teams:
            self._team.addItem(team, team)
        for severity in get_args(Severity):
            self._severity.addItem(severity_words(severity), severity)
        self._least, self._for, self._again = _Number(), _Number(), _Number()
        self._for.setRange(0, 3600)
        self._again.setRange(0, 480)
        self._for.setSuffix(translate("Rules", " s"))
        self._again.setSuffix(translate("Rules", " min"))
        self._text = QLineEdit(maxLength=LONGEST)
        self._build()
        self._connect()

    @property
    def rule(self) -> Rule | None:
        """What the fields say; None when no rule is shown."""
        if self._rule is None:
            return None
        is_long = self._when.currentData() == "long call"
        return msgspec.structs.replace(
            self._rule,
            enabled=self._enabled.isChecked(),
            when=self._when.currentData(),
            team=self._team.currentData(),
            severity=self._severity.currentData(),
            at_least=self._least.value() if is_long else round(self._least.value() / 100, 4),
            for_s=self._for.value(),
            again_s=self._again.value() * 60,
            text=self._text.text(),
        )

    def show_rule(self, rule: Rule | None) -> None:
        """Show this one; None shows that none is chosen."""
        self._rule = rule
        self.setEnabled(rule is not None)
        if rule is None:
            return
        self._is_filling = True
        self._enabled.setChecked(rule.enabled)
        self._when.setCurrentIndex(self._when.findData(rule.when))
        if self._team.findData(rule.team) < 0:
            self._team.addItem(rule.team, rule.team)
        self._team.setCurrentIndex(self._team.findData(rule.team))
        self._severity.setCurrentIndex(self._severity.findData(rule.severity))
        self._measure()
        self._least.setValue(rule.at_least if rule.when == "long call" else rule.at_least * 100)
        self._for.setValue(rule.for_s)
        self._again.setValue(rule.again_s / 60)
        self._text.setText(rule.text)
        self._is_filling = False

    def complain(self, sentence: str) -> None:
        """Say what is wrong with the fields; "" takes that back."""
        self._wrong.setText(f"\u2717 {sentence}" if sentence else "")

    def take_focus(self) -> None:
        self._text.setFocus()

    # --- parts ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._wrong = label("warn")
        slots = ", ".join(f"{{{slot}}}" for slot in SLOTS)
        hint = translate("Rules", "At most {count} characters. {slots} may stand in it.")
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self._enabled)
        rows: tuple[tuple[str, QWidget], ...] = (
            (translate("Rules", "Watches for"), self._when),
            (translate("Rules", "At least"), self._least),
            (translate("Rules", "Must last"), self._for),
            (translate("Rules", "Severity"), self._severity),
            (translate("Rules", "Not again for"), self._again),
            (translate("Rules", "Team"), self._team),
            (translate("Rules", "Text"), self._text),
        )
        for words, field in rows:
            field.setAccessibleName(words)
            form.addRow(text_label(words), field)
        small = label("small")
        small.setText(hint.format(count=LONGEST, slots=slots))
        form.addRow(small)
        form.addRow(self._wrong)

    def _connect(self) -> None:
        self._enabled.toggled.connect(self._edited)
        self._when.currentIndexChanged.connect(self._measure)
        for choice in (self._when, self._team, self._severity):
            choice.currentIndexChanged.connect(self._edited)
        for number in (self._least, self._for, self._again):
            number.valueChanged.connect(self._edited)
        self._text.textChanged.connect(self._edited)

    def _measure(self) -> None:
        """A long call has minutes, a feeling its intensity."""
        is_long = self._when.currentData() == "long call"
        self._least.setRange(0, 600 if is_long else 100)
        self._least.setSuffix(translate("Rules", " min") if is_long else translate("Rules", " % of intensity"))

    def _edited(self) -> None:
        if not self._is_filling and self._rule is not None:
            self.changed.emit()


class _Number(QDoubleSpinBox):
    """Whole numbers that the arrow keys change by five; the wheel that passes over it changes nothing."""

    def __init__(self) -> None:
        super().__init__(decimals=0, singleStep=5)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

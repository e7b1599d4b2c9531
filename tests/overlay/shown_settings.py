"""An open settings window for tests."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assist.errors import SettingsError
from assist.overlay.settings_dialog import SettingsDialog
from assist.settings import Settings
from assist.settings_editing import complaint, described


class Shown:
    """An open settings window, and what was saved from it."""

    def __init__(self, qtbot: QtBot, settings: Settings | None = None, locked: tuple[str, ...] = ()) -> None:
        self.qtbot = qtbot
        self.saved: list[Mapping[str, object]] = []
        self.refusal: str | None = None
        self.dialog = SettingsDialog(described(settings or Settings(), locked), save=self._save, check=complaint)
        qtbot.addWidget(self.dialog)
        with qtbot.waitExposed(self.dialog):
            self.dialog.show()

    def _save(self, changes: Mapping[str, object]) -> None:
        if self.refusal is not None:
            raise SettingsError(self.refusal)
        self.saved.append(changes)

    def named(self, name: str) -> QWidget:
        """The widget that a screen reader calls so, in a group that is made visible; never a part of another."""
        found = [
            one
            for one in self.dialog.findChildren(QWidget)
            if one.accessibleName() == name and not isinstance(one.parent(), QKeySequenceEdit)
        ]
        assert len(found) == 1, name
        return found[0]

    def field(self, group: str, title: str) -> QWidget:
        groups = self.groups()
        groups.setCurrentItem(groups.findItems(group, Qt.MatchFlag.MatchExactly)[0])
        (found,) = [
            one for one in self.dialog.findChildren(QWidget) if one.accessibleName() == title and one.isVisible()
            and not isinstance(one.parent(), QKeySequenceEdit)
        ]  # fmt: skip
        return found

    def line(self, group: str, title: str) -> QLineEdit:
        found = self.field(group, title)
        assert isinstance(found, QLineEdit)
        return found

    def groups(self) -> QListWidget:
        return self.dialog.findChildren(QListWidget)[0]

    def search(self, text: str) -> None:
        box = self.named("Search settings")
        assert isinstance(box, QLineEdit)
        box.setText(text)

    def button(self, text: str) -> QPushButton:
        (found,) = [one for one in self.dialog.findChildren(QPushButton) if one.text() == text and one.isVisible()]
        return found

    def press(self, text: str) -> None:
        self.qtbot.mouseClick(self.button(text), Qt.MouseButton.LeftButton)

    def texts(self) -> set[str]:
        labels = {one.text() for one in self.dialog.findChildren(QLabel) if one.isVisible()}
        return labels | {one.text() for one in self.dialog.findChildren(QAbstractButton) if one.isVisible()}

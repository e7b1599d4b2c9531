"""The tray icon: whether it listens, in the shape of the icon, and a menu with everything an agent can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QCursor, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from assist.overlay.action_words import action_words
from assist.overlay.actions import Action
from assist.overlay.icons import icon
from assist.overlay.sentences import ear_words
from assist.overlay.trouble import Ear

translate = QCoreApplication.translate

_IN_MENU: tuple[Action, ...] = ("hide", "view", "notice", "snooze", "help")
_GOOD, _BAD = "#35B26A", "#E08A00"
"""Seen on light and on dark trays."""


class MenuLine(NamedTuple):
    """Something in the menu that is no action of a call: settings, the check, the end."""

    text: str
    act: Callable[[], object]


class Tray:
    """The icon, where the system has a tray, and the menu, which the window shows too."""

    def __init__(
        self, parent: QObject, did: Callable[[Action], None], *, keys: Mapping[Action, str], lines: Sequence[MenuLine]
    ) -> None:
        self.menu = QMenu()
        words = action_words()
        for action in _IN_MENU:
            text = f"{words[action]}\t{keys[action]}" if action in keys else words[action]
            self.menu.addAction(text).triggered.connect(lambda _=False, action=action: did(action))
        self.menu.addSeparator()
        for line in lines:
            self.menu.addAction(line.text).triggered.connect(lambda _=False, act=line.act: act())
        self._notes: list[QAction] = []
        self._ear: Ear | None = None
        self._icon = QSystemTrayIcon(parent)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(
            lambda reason: did("hide") if reason == QSystemTrayIcon.ActivationReason.Trigger else None
        )
        self.show_ear("starting")
        if QGuiApplication.platformName() != "offscreen":
            self._icon.show()  # where there is no tray yet, Qt waits for one

    def show_notes(self, notes: Sequence[str]) -> None:
        """What does not work on this system, at the foot of the menu."""
        for line in self._notes:
            self.menu.removeAction(line)
        self._notes = [self.menu.addAction(note) for note in notes]
        for line in self._notes:
            line.setEnabled(False)

    def show_ear(self, ear: Ear) -> None:
        """Show whether it listens."""
        if ear != self._ear:
            self._ear = ear
            self._icon.setIcon(icon(ear, _BAD if ear in ("partly", "deaf", "failed") else _GOOD))
            self._icon.setToolTip(f"Assist \u2013 {ear_words(ear)}")

    def open_menu(self) -> None:
        """Show the menu at the pointer."""
        self.menu.popup(QCursor.pos())

    def hide(self) -> None:
        self._icon.hide()

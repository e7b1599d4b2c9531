"""The tray icon: whether it listens, in the shape of the icon, and a menu with everything an agent can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QCursor, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from assist.overlay.action_words import action_words
from assist.overlay.actions import Action
from assist.overlay.hearing_words import call_words, ear_words, pause_words, paused_words, recorded_words
from assist.overlay.state import View
from assist.windows.icons import icon

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
        self, parent: QObject, did: Callable[[Action], None], *, keys: Mapping[Action, str], lines: Sequence[MenuLine],
        helps: Sequence[MenuLine] = (),
    ) -> None:  # fmt: skip
        """`helps`: what help can be asked for with, where there is a floor that hears of it."""
        self.menu = QMenu()
        self._keys = keys
        self._call, self._pause = self.menu.addAction(""), self.menu.addAction("")
        self._call.triggered.connect(lambda _=False: did("call"))
        self._pause.triggered.connect(lambda _=False: did("pause"))
        words = action_words()
        for action in _IN_MENU:
            shown = self.menu.addAction(_with_key(words[action], keys.get(action, "")))
            shown.triggered.connect(lambda _=False, action=action: did(action))
        self._helps = self._add_floor(helps, did)
        self.menu.addSeparator()
        _add(self.menu, lines)
        self._notes: list[QAction] = []
        self._shown: tuple[object, ...] = ()
        self._icon = QSystemTrayIcon(parent)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(
            lambda reason: did("hide") if reason == QSystemTrayIcon.ActivationReason.Trigger else None
        )
        self.show_view(View(), begun=False)
        if QGuiApplication.platformName() != "offscreen":
            self._icon.show()  # where there is no tray yet, Qt waits for one

    def show_notes(self, notes: Sequence[str]) -> None:
        """What does not work on this system, at the foot of the menu."""
        for line in self._notes:
            self.menu.removeAction(line)
        self._notes = [self.menu.addAction(note) for note in notes]
        for line in self._notes:
            line.setEnabled(False)

    def show_view(self, view: View, *, begun: bool) -> None:
        """Show whether it listens and records, and whether the call can be begun or ended, paused or heard again."""
        paused = view.pause is not None
        shown = (view.ear, view.recorded, paused, begun, view.floor, view.away)
        if shown == self._shown:
            return
        self._shown = shown
        bad = paused or view.ear in ("partly", "deaf", "failed")
        self._icon.setIcon(icon("paused" if paused else view.ear, _BAD if bad else _GOOD))
        recorded = f"\n{recorded_words()[1]}" if view.recorded and not paused else ""
        self._icon.setToolTip(f"Assist \u2013 {paused_words() if paused else ear_words(view.ear)}{recorded}")
        self._call.setText(_with_key(call_words(begun), self._keys.get("call", "")))
        self._pause.setText(_with_key(pause_words(paused), self._keys.get("pause", "")))
        self._pause.setEnabled(begun)
        self._helps.setEnabled(begun)
        self._helps.menuAction().setVisible(view.floor and not self._helps.isEmpty())
        self._away.setVisible(view.floor)
        self._away.setChecked(view.away)
        self._away.setEnabled(not begun)

    def _add_floor(self, helps: Sequence[MenuLine], did: Callable[[Action], None]) -> QMenu:
        """What only a floor makes sense of."""
        menu = self.menu.addMenu(translate("Overlay", "Ask for help with"))
        _add(menu, helps)
        self._away = self.menu.addAction(translate("Overlay", "Away from the phone"))
        self._away.setCheckable(True)
        self._away.triggered.connect(lambda _=False: did("away"))
        return menu

    @property
    def words(self) -> str:
        """What the icon tells whoever points at it."""
        return self._icon.toolTip()

    def open_menu(self) -> None:
        """Show the menu at the pointer."""
        self.menu.popup(QCursor.pos())

    def hide(self) -> None:
        self._icon.hide()


def _add(menu: QMenu, lines: Sequence[MenuLine]) -> None:
    for line in lines:
        menu.addAction(line.text).triggered.connect(lambda _=False, act=line.act: act())


def _with_key(words: str, key: str) -> str:
    return f"{words}\t{key}" if key else words

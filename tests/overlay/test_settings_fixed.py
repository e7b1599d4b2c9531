"""The settings window where others decided: it is said who and where, and fits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from assist.overlay.settings_dialog import SettingsDialog
from assist.settings import Settings
from assist.settings_editing import described

MANAGED = "/Library/Managed Preferences/anna.example/io.github.assist_overlay.Assist.plist"
REGISTRY = r"HKLM\Software\Policies\Assist"
LOCKED = {"theme": REGISTRY, "text_size": MANAGED}
PLACES = LOCKED | {"window_width": "ASSIST_WINDOW_WIDTH"}


def opened(qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(described(Settings(), LOCKED, places=PLACES), save=lambda _: None)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def field(dialog: SettingsDialog, title: str) -> QWidget:
    (found,) = [one for one in dialog.findChildren(QWidget) if one.accessibleName() == title]
    return found


def test_a_variable_is_named_and_has_no_lock(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    width, colours = field(dialog, "Width"), field(dialog, "Colours")
    assert not width.isEnabled()
    assert not colours.isEnabled()
    assert field(dialog, "Movement").isEnabled()
    assert width.accessibleDescription().startswith("Set by the variable ASSIST_WINDOW_WIDTH. Width of the overlay")
    for one, locks in ((width, 0), (colours, 1)):
        row = one.parentWidget()
        assert row is not None
        assert sum(not label.pixmap().isNull() for label in row.findChildren(QLabel)) == locks


@pytest.mark.parametrize("percent", [80, 100, 200])
def test_a_long_place_goes_on_in_the_next_line(qtbot: QtBot, percent: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before, larger = app.font(), app.font()
    larger.setPixelSize(14 * percent // 100)
    app.setFont(larger)
    try:
        dialog = opened(qtbot)
        (groups,) = dialog.findChildren(QListWidget)
        groups.setCurrentItem(groups.findItems("Window", Qt.MatchFlag.MatchExactly)[0])
        QApplication.processEvents()
        (scroll,) = dialog.findChildren(QScrollArea)
        assert scroll.horizontalScrollBar().maximum() == 0
        seen = [one for one in dialog.findChildren(QLabel) if one.isVisible() and "Set by" in one.text()]
        assert len(seen) == 3
        for one in seen:
            assert one.height() >= one.heightForWidth(one.width())
            longest = max(one.text().replace("\u200b", " ").split(), key=len)
            assert one.width() >= one.fontMetrics().horizontalAdvance(longest)
    finally:
        app.setFont(before)

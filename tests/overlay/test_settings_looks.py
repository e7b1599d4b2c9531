"""The settings window at every text size, in both directions and in another language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from assist.overlay import doctor_window, setting_rows, setting_words, settings_dialog
from assist.overlay.setting_words import choice_words
from assist.settings import Settings
from assist.settings_editing import described
from assist.windows import dialog_parts
from tests.overlay.shown_settings import Shown


@pytest.mark.parametrize("percent", [80, 200])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_nothing_is_cut_at_any_text_size_or_direction(
    qtbot: QtBot, percent: int, direction: Qt.LayoutDirection
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before, larger = app.font(), app.font()
    larger.setPixelSize(14 * percent // 100)
    app.setFont(larger)
    app.setLayoutDirection(direction)
    try:
        shown = Shown(qtbot, Settings(theme="dark", key_done="F5"), locked=("theme", "packs_folder"))
        for row in range(shown.groups().count()):
            shown.groups().setCurrentRow(row)
            QApplication.processEvents()
            (scroll,) = shown.dialog.findChildren(QScrollArea)
            assert scroll.horizontalScrollBar().maximum() == 0
            assert shown.groups().horizontalScrollBar().maximum() == 0
            for one in shown.dialog.findChildren(QLabel):
                if one.isVisible() and one.text():
                    assert one.height() >= one.heightForWidth(one.width())
    finally:
        app.setFont(before)
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_nothing_is_read_as_markup(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.search("<b>zzz</b>")
    assert "No setting matches “<b>zzz</b>”." in shown.texts()
    formats = {one.textFormat() for one in shown.dialog.findChildren(QLabel) if one.pixmap().isNull()}
    assert formats == {Qt.TextFormat.PlainText}


class Shouting(QTranslator):
    """Translates the texts of this window into capitals, but those with something to fill in."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return text.upper() if context == "Settings" and "{" not in text else text


def test_titles_meanings_groups_and_choices_are_translated(qtbot: QtBot) -> None:
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    try:
        shown = Shown(qtbot)
        assert {"CALL", "LANGUAGE", "LANGUAGE OF THE CALLS, AS EN OR KO.", "SAVE", "CLOSE"} <= shown.texts()
        engine = shown.named("SPEECH ENGINE")
        assert isinstance(engine, QComboBox)
        assert engine.currentText() == "AUTOMATIC"
    finally:
        QCoreApplication.removeTranslator(translator)


def test_the_words_are_those_of_the_table() -> None:
    rows = described(Settings())
    texts = {text for row in rows for text in (row.group, row.title, row.meaning)}
    assert set(setting_words.setting_words()) == texts
    assert all(text == shown for text, shown in setting_words.setting_words().items())
    assert set(choice_words()) == {choice for row in rows for choice in row.choices}


def test_every_translated_text_is_literal() -> None:
    for module in (dialog_parts, doctor_window, setting_rows, setting_words, settings_dialog):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "translate":
                assert all(isinstance(one, ast.Constant) for one in call.args), ast.unparse(call)

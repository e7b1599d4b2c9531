"""The settings window: rows in, changes out."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assist.settings import Settings
from assist.settings_editing import described
from tests.overlay.shown_settings import Shown


def test_only_what_was_changed_is_saved(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    assert not shown.button("Save").isEnabled()
    shown.line("Call", "Language").setText("ko")
    theme, size, sound = (shown.field("Window", title) for title in ("Colours", "Text size", "Sound"))
    assert isinstance(theme, QComboBox)
    theme.setCurrentText("High contrast")
    assert isinstance(size, QSpinBox)
    assert (size.minimum(), size.maximum(), size.text()) == (80, 200, "100 %")
    size.setValue(140)
    assert isinstance(sound, QAbstractButton)
    sound.setFocus()
    qtbot.keyClick(sound, Qt.Key.Key_Space)
    shown.press("Save")
    assert shown.saved == [{"language": "ko", "theme": "contrast", "text_size": 140, "sound": True}]
    assert "✓ Saved. Some settings take effect with the next call." in shown.texts()
    assert not shown.button("Save").isEnabled()
    shown.line("Call", "Language").setText("de")
    shown.press("Save")
    assert shown.saved[1:] == [{"language": "de"}]


def test_opening_changes_nothing_whatever_the_file_says(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Settings(key_done="ctrl+f9", notice="one\ntwo", language="ko", text_size=200))
    assert not shown.button("Save").isEnabled()
    assert shown.button("Close").isVisible()


def test_a_change_taken_back_is_no_change(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.line("Call", "Language").setText("ko")
    assert shown.button("Cancel").isVisible()
    shown.line("Call", "Language").setText("en")
    assert not shown.button("Save").isEnabled()


def test_cancel_saves_nothing(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.line("Call", "Language").setText("ko")
    shown.press("Cancel")
    assert not shown.dialog.isVisible()
    assert shown.saved == []


def test_what_differs_from_the_default_can_be_reset(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Settings(window_width=500))
    shown.field("Window", "Width")
    shown.press("Reset")
    assert "Reset" not in shown.texts()
    shown.press("Save")
    assert shown.saved == [{"window_width": 380}]


def test_what_the_organisation_set_is_disabled_and_says_so(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Settings(theme="light"), locked=("theme",))
    theme = shown.field("Window", "Colours")
    assert not theme.isEnabled()
    assert theme.accessibleDescription().startswith("Set by your organisation.")
    assert "Set by your organisation" in shown.texts()
    assert "Reset" not in shown.texts()
    shown.field("Privacy", "Hide from screen sharing")
    assert "Set by your organisation" not in shown.texts()


def test_a_refused_saving_is_said_and_what_was_typed_stays(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.refusal = "`settings.toml` cannot be written."
    shown.line("Call", "Language").setText("ko")
    shown.press("Save")
    assert "✗ settings.toml cannot be written." in shown.texts()
    assert shown.dialog.isVisible()
    assert shown.line("Call", "Language").text() == "ko"
    shown.refusal = None
    shown.press("Save")
    assert shown.saved == [{"language": "ko"}]


def test_a_wrong_value_is_said_at_its_field_and_nothing_is_saved(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.line("Call", "Language").setText("English")
    shown.groups().setCurrentRow(4)
    shown.press("Save")
    assert shown.saved == []
    assert shown.groups().currentRow() == 0
    assert shown.line("Call", "Language").hasFocus()
    wrong = "✗ 'English' is no value for language: Language of the calls, as en or ko."
    assert {wrong, "✗ Not saved: see “Language”."} <= shown.texts()
    shown.line("Call", "Language").setText("en")
    assert wrong not in shown.texts()


def test_keys_are_pressed_cleared_and_given_once(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    done, why = shown.field("Keys", "Done"), shown.field("Keys", "Why")
    assert isinstance(done, QKeySequenceEdit)
    assert isinstance(why, QKeySequenceEdit)
    why.clear()
    qtbot.keyClick(done, Qt.Key.Key_F10, Qt.KeyboardModifier.ControlModifier)
    shown.press("Save")
    assert "✗ This is the key of “Not now” too." in shown.texts()
    assert shown.saved == []
    qtbot.keyClick(done, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    shown.press("Save")
    assert shown.saved == [{"key_done": "Shift+F5", "key_why": ""}]


def test_two_keys_may_be_none(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Settings(key_done=""))
    why = shown.field("Keys", "Why")
    assert isinstance(why, QKeySequenceEdit)
    why.clear()
    shown.press("Save")
    assert shown.saved == [{"key_why": ""}]


def test_search_finds_by_title_name_and_meaning_in_every_group(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    for text in ("FULL-screen", "above", "over_full", "window manager"):
        shown.search(text)
        assert "Above full-screen programs" in shown.texts()
        assert "Language" not in shown.texts()
    shown.search("csv")
    assert "Team scripts" in shown.texts()
    shown.search("sharing screen")
    assert {"Privacy", "Keys", "Hide from screen sharing", "Hide"} <= shown.texts()
    assert not shown.groups().isEnabled()
    shown.search("")
    assert {"Call", "Language"} <= shown.texts()
    assert "Hide" not in shown.texts()


def test_a_search_that_finds_nothing_says_so(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.search(" zzz ")
    assert "No setting matches “zzz”." in shown.texts()
    shown.search("")
    assert not any("matches" in text for text in shown.texts())


def test_enter_saves_but_not_in_the_search(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    language = shown.line("Call", "Language")
    language.setText("ko")
    qtbot.keyClick(shown.named("Search settings"), Qt.Key.Key_Return)
    assert shown.saved == []
    language.setFocus()
    qtbot.keyClick(language, Qt.Key.Key_Return)
    assert shown.saved == [{"language": "ko"}]
    assert shown.dialog.isVisible()


def test_the_wheel_turns_the_page_and_changes_nothing(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    size, theme = shown.field("Window", "Text size"), shown.field("Window", "Colours")
    for field in (size, theme):
        field.setFocus()
        at = QPointF(field.rect().center())
        wheel = QWheelEvent(
            at, field.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(field, wheel)
    assert not shown.button("Save").isEnabled()


def test_every_field_is_named_described_and_reached_by_tab(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    for one in described(Settings()):
        field = shown.field(one.group, one.title)
        assert field.accessibleDescription()
        assert field.focusPolicy() & Qt.FocusPolicy.TabFocus
    keys = [shown.field("Keys", title) for title in ("Done", "Not now")]
    keys[0].setFocus()
    qtbot.keyClick(keys[0], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in {keys[1], *keys[1].findChildren(QWidget)}

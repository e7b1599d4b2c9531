"""The windows beside the overlay, with what the rest of the program gives them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assist import window_commands
from assist.audio import systems
from assist.audio.devices import Inputs
from assist.errors import DeviceError
from assist.overlay import instance
from assist.overlay.actions import Action
from assist.overlay.doctor_window import DoctorWindow
from assist.overlay.first_run import FirstRun
from assist.overlay.settings_dialog import SettingsDialog
from assist.settings import Settings
from assist.settings_files import load_settings, settings_path


@pytest.fixture(autouse=True)
def no_sound(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    """A machine without PortAudio: what the set-up must open on too."""

    def inputs() -> Inputs:
        raise DeviceError("There is no sound here.")

    monkeypatch.setattr(systems, "inputs", inputs)


def when_open(kind: type[QWidget], act: Callable[[QWidget], object]) -> QTimer:
    """Do something with a window of that kind as soon as it is there."""

    def look() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, kind) and window.isVisible():
                looking.stop()
                act(window)

    looking = QTimer(interval=10)
    looking.timeout.connect(look)
    looking.start()
    return looking


def finish(window: QWidget) -> None:
    assert isinstance(window, FirstRun)
    while window.isVisible():
        window.next.click()


def later(window: QWidget) -> None:
    assert isinstance(window, FirstRun)
    window.later.click()


def test_the_first_start_asks_and_the_second_does_not() -> None:
    asking = when_open(FirstRun, finish)
    assert window_commands.set_up_first(Settings()) == Settings()
    assert not asking.isActive()
    assert settings_path().exists(), "all as by default is a choice too"
    assert load_settings(settings_path()) == Settings()
    assert window_commands.set_up_first(Settings(language="ko")) == Settings(language="ko")


def test_who_has_only_joined_a_floor_is_asked_all_the_same() -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text('floor_broker = "mqtts://broker.example.org:8883"\n', encoding="utf-8")
    asking = when_open(FirstRun, finish)
    window_commands.set_up_first(Settings())
    assert not asking.isActive()


def test_who_puts_it_off_is_asked_again_next_time() -> None:
    for _ in range(2):
        asking = when_open(FirstRun, later)
        assert window_commands.set_up_first(Settings()) == Settings()
        assert not asking.isActive()
        assert not settings_path().exists()


def test_what_was_chosen_is_saved_and_used() -> None:
    def choose(window: QWidget) -> None:
        assert isinstance(window, FirstRun)
        window.keys.fields["done"].clear()
        finish(window)

    asking = when_open(FirstRun, choose)
    assert window_commands.set_up_first(Settings()).key_done == ""
    assert not asking.isActive()
    assert load_settings(settings_path()).key_done == ""


def test_set_up_again_begins_with_what_was_chosen_and_keeps_it() -> None:
    asking = when_open(FirstRun, finish)
    saved = Settings(agent_device="headset", customer_device="usb.monitor")
    assert window_commands.set_up_first(saved) == saved
    assert not asking.isActive()
    assert settings_path().read_text(encoding="utf-8") == "", "nothing was changed"


def test_beside_an_overlay_that_runs_no_key_is_said_to_be_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    keys: dict[Action, str] = {"done": "Ctrl+F9"}
    assert window_commands._check_keys(keys).keys() == {"done"}, "no screen here lends keys"
    monkeypatch.setattr(instance, "tell", lambda name, line: "unknown")
    assert window_commands._check_keys(keys) == {}


def test_a_broken_settings_file_is_one_sentence_in_a_window(qtbot: QtBot) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text("language = en", encoding="utf-8")
    lines = dict(window_commands.menu_lines())
    lines["Settings"]()
    box = next(window for window in QApplication.topLevelWidgets() if isinstance(window, QMessageBox))
    qtbot.addWidget(box)
    assert "settings.toml is not valid TOML" in box.text()


def test_the_menu_opens_settings_and_the_check_beside_the_call(qtbot: QtBot) -> None:
    lines = dict(window_commands.menu_lines())
    assert list(lines) == ["Sound", "Settings", "Check the set-up"]
    for line, kind in (("Settings", SettingsDialog), ("Check the set-up", DoctorWindow)):
        lines[line]()
        shown = [window for window in QApplication.topLevelWidgets() if isinstance(window, kind) and window.isVisible()]
        assert len(shown) == 1
        qtbot.addWidget(shown[0])


def test_a_setting_from_the_window_is_in_the_file(qtbot: QtBot) -> None:
    lines = dict(window_commands.menu_lines())
    lines["Settings"]()
    shown = next(window for window in QApplication.topLevelWidgets() if isinstance(window, SettingsDialog))
    qtbot.addWidget(shown)
    field = next(each for each in shown.findChildren(QLineEdit) if each.accessibleName() == "Language")
    field.setText("ko")
    button = next(each for each in shown.findChildren(QPushButton) if each.text().replace("&", "") == "Save")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert load_settings(settings_path()).language == "ko"

"""The window of the sound: choosing and swapping who is who, in a call too; by hand, by keyboard, at any size."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assist.errors import SettingsError
from tests.overlay.first_run_making import EARS
from tests.overlay.sound_making import Found, Meters, offered, pick, shown, sound, warnings


def test_the_system_s_own_comes_first_and_every_input_by_its_name(qtbot: QtBot) -> None:
    window = shown(qtbot, sound())
    assert offered(window.you.box) == [
        "The system's microphone (Built-in microphone)",
        "Built-in microphone", "Headset microphone", "Monitor of the speakers", "Monitor of the headset",
    ]  # fmt: skip
    assert offered(window.customer.box) == [
        "What the system plays (Monitor of the speakers)",
        "Monitor of the speakers", "Monitor of the headset", "Built-in microphone", "Headset microphone",
    ]  # fmt: skip
    assert offered(window.softphone) == ["Any known softphone", "baresip", "A page in a browser", "Zoom"]


def test_where_the_softphone_plays_is_the_first_choice_for_the_customer(qtbot: QtBot) -> None:
    meters = Meters()
    window = shown(qtbot, sound(Found(softphone=EARS), meter=meters))
    assert offered(window.customer.box)[0] == "What the softphone plays (Monitor of the headset)"
    assert meters.open == ["mic", "usb.monitor"]


def test_both_inputs_are_open_while_it_is_shown_and_no_longer(qtbot: QtBot) -> None:
    meters = Meters()
    window = shown(qtbot, sound(meter=meters))
    assert meters.open == ["mic", "speakers.monitor"]
    pick(window.you.box, "usb_mic")
    assert meters.open == ["speakers.monitor", "usb_mic"]
    window.hide()
    assert meters.open == []
    window.show()
    assert meters.open == ["usb_mic", "speakers.monitor"]
    window.reject()
    assert meters.open == []


def test_a_running_call_is_told_at_once_and_nothing_is_kept_before_it_is_saved(qtbot: QtBot) -> None:
    told: list[tuple[str, str, str]] = []
    kept: list[object] = []
    window = shown(qtbot, sound()._replace(chosen=lambda *values: told.append(values), save=kept.append))
    assert not window.save.isEnabled()
    pick(window.you.box, "usb_mic")
    pick(window.softphone, "Zoom")
    assert told == [("usb_mic", "", ""), ("usb_mic", "", "Zoom")]
    assert kept == []
    window.save.click()
    assert kept == [{"agent_device": "usb_mic", "softphone": "Zoom"}]
    assert not window.isVisible()
    assert len(told) == 2


def test_closing_takes_back_what_was_not_saved(qtbot: QtBot) -> None:
    told: list[tuple[str, str, str]] = []
    window = shown(
        qtbot, sound()._replace(chosen=lambda *values: told.append(values), agent_device="usb_mic", softphone="zoom")
    )
    window.reject()
    assert told == [], "nothing was changed"
    window.show()
    window.swap_button.click()
    assert window.close_button.text() == "Cancel"
    qtbot.keyClick(window.save, Qt.Key.Key_Escape)
    assert told == [("speakers.monitor", "usb_mic", "Zoom"), ("usb_mic", "", "Zoom")]


def test_what_cannot_be_saved_is_said_and_the_window_stays(qtbot: QtBot) -> None:
    def save(changes: object) -> None:
        raise SettingsError("The file cannot be written.")

    window = shown(qtbot, sound()._replace(save=save))
    pick(window.you.box, "usb_mic")
    window.save.click()
    assert window.isVisible()
    assert warnings(window) == ["⚠ The file cannot be written."]


def test_what_the_policy_sets_cannot_be_changed(qtbot: QtBot) -> None:
    window = shown(qtbot, sound()._replace(locked=("agent_device",)))
    assert not window.you.box.isEnabled()
    assert not window.swap_button.isEnabled()
    assert window.customer.box.isEnabled()


def test_programs_of_one_s_own_stay_the_softphone(qtbot: QtBot) -> None:
    window = shown(qtbot, sound()._replace(softphone="myphone, other"))
    assert (window.softphone.currentText(), window.softphone.value) == ("myphone, other", "myphone, other")
    assert not window.save.isEnabled()


def test_another_softphone_is_looked_for_at_once(qtbot: QtBot) -> None:
    looked: list[str] = []

    def look(softphone: str) -> Found:
        looked.append(softphone)
        return Found(softphone=EARS if softphone == "Zoom" else None)

    window = shown(qtbot, sound()._replace(look=look))
    pick(window.softphone, "Zoom")
    assert looked[-1] == "Zoom"
    assert window.customer.box.currentText() == "What the softphone plays (Monitor of the headset)"


def test_the_wheel_changes_nothing_that_it_passes_over(qtbot: QtBot) -> None:
    window = shown(qtbot, sound())
    for box in (window.you.box, window.customer.box, window.softphone):
        middle = QPointF(box.rect().center())
        turn = QWheelEvent(
            middle, QPointF(box.mapToGlobal(box.rect().center())), QPoint(), QPoint(0, -240),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, turn)
        assert box.currentIndex() == 0


# --- swapping ---------------------------------------------------------------------------------------------------------


def test_one_click_swaps_both_and_another_swaps_them_back(qtbot: QtBot) -> None:
    told: list[tuple[str, str, str]] = []
    meters = Meters()
    window = shown(
        qtbot, sound(meter=meters)._replace(agent_device="usb.monitor", chosen=lambda *values: told.append(values))
    )
    window.swap_button.click()
    assert told == [("speakers.monitor", "usb.monitor", "")]
    assert set(meters.open) == {"speakers.monitor", "usb.monitor"}
    window.swap_button.click()
    assert told[1:] == [("usb.monitor", "", "")], "what the system plays is followed again"


def test_a_swap_of_what_the_system_chose_names_both(qtbot: QtBot) -> None:
    told: list[tuple[str, str, str]] = []
    window = shown(qtbot, sound()._replace(chosen=lambda *values: told.append(values)))
    window.swap_button.click()
    window.swap_button.click()
    assert told == [("speakers.monitor", "mic", ""), ("", "", "")]
    assert not window.save.isEnabled()


def test_an_input_that_is_not_there_is_swapped_too(qtbot: QtBot) -> None:
    told: list[tuple[str, str, str]] = []
    window = shown(qtbot, sound()._replace(agent_device="gone", chosen=lambda *values: told.append(values)))
    window.swap_button.click()
    assert told == [("speakers.monitor", "gone", "")]
    assert window.customer.box.currentText() == "gone"
    window.swap_button.click()
    assert told[1:] == [("gone", "", "")], "in one step"


# --- hands and screens ------------------------------------------------------------------------------------------------


def test_all_is_reached_by_keyboard_and_has_a_name(qtbot: QtBot) -> None:
    window = shown(qtbot, sound())
    reached: list[QWidget] = []
    while (now := QApplication.focusWidget()) is not None and now not in reached:
        reached.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    wanted = {
        window.you.box, window.customer.box, window.swap_button, window.trial.button, window.softphone,
        window.close_button,
    }  # fmt: skip
    assert wanted <= set(reached)
    names = {named(each) for each in reached}
    assert {"You", "The customer", "Swap you and the customer", "Softphone"} <= names
    assert "" not in names


def named(widget: QWidget) -> str:
    """What a screen reader calls it: on Linux a choice by the label that belongs to it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    labels = [one.text(QAccessible.Text.Name) for one, _ in interface.relations(QAccessible.RelationFlag.Label)]
    return next(iter(labels), interface.text(QAccessible.Text.Name))


def test_it_fits_its_words_at_twice_the_size(qtbot: QtBot, qapp: QApplication) -> None:
    before = qapp.font()
    font = qapp.font()
    font.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(font)
    try:
        window = shown(qtbot, sound())
        for button in window.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width(), button.text()
    finally:
        qapp.setFont(before)


def test_from_right_to_left_the_swap_is_on_the_other_side(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        window = shown(qtbot, sound())
        assert window.swap_button.mapTo(window, QPoint()).x() < window.you.box.mapTo(window, QPoint()).x()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

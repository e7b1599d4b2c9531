"""The first run as an agent meets it: five steps, by keyboard, at every text size, and what is chosen at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from assist.overlay.action_words import action_words
from assist.overlay.actions import ACTIONS
from assist.overlay.first_run import FirstRun, Setup
from tests.overlay.first_run_making import KEYS, begun, setup, texts


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key for whatever has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifier)


def step(window: FirstRun) -> str:
    return next(text for text in texts(window) if text.startswith("Step "))


def test_five_times_enter_takes_everything_as_it_is(qtbot: QtBot) -> None:
    window = begun(qtbot, setup())
    titles = []
    for number in range(1, 6):
        assert step(window) == f"Step {number} of 5"
        titles.append(texts(window)[0])
        press(qtbot, Qt.Key.Key_Return)
    assert len(set(titles)) == 5
    assert window.result() == QDialog.DialogCode.Accepted
    assert window.chosen() == {}


def test_only_what_differs_is_chosen(qtbot: QtBot) -> None:
    window = begun(qtbot, setup())
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Backspace)
    press(qtbot, Qt.Key.Key_Return)
    assert window.chosen() == {}, "nothing before the end"
    press(qtbot, Qt.Key.Key_Return)
    assert window.chosen() == {
        "agent_device": "usb_mic", "customer_device": "usb.monitor", "language": "ko",
        "key_done": "Ctrl+K", "key_not_now": "",
    }  # fmt: skip


def end_by_escape(qtbot: QtBot, window: FirstRun) -> None:
    press(qtbot, Qt.Key.Key_Escape)


def end_by_closing(qtbot: QtBot, window: FirstRun) -> None:
    window.close()


def end_by_later(qtbot: QtBot, window: FirstRun) -> None:
    window.later.click()


@pytest.mark.parametrize("end", [end_by_escape, end_by_closing, end_by_later])
@pytest.mark.parametrize("steps", [0, 3])
def test_it_ends_without_a_question_and_with_nothing(
    qtbot: QtBot, end: Callable[[QtBot, FirstRun], None], steps: int
) -> None:
    window = begun(qtbot, setup())
    window.microphone.choice.box.setCurrentIndex(1)
    for _ in range(steps):
        window.next.click()
    end(qtbot, window)
    assert not window.isVisible()
    assert window.result() == QDialog.DialogCode.Rejected
    assert window.chosen() == {}


def test_each_page_begins_with_its_first_control(qtbot: QtBot) -> None:
    window = begun(qtbot, setup())
    firsts = (window.microphone.first, window.customer.first, window.language.first, window.keys.first, window.next)
    for first in firsts:
        assert QApplication.focusWidget() is first
        window.next.setFocus()
        window.next.click()


def test_back_keeps_what_was_chosen(qtbot: QtBot) -> None:
    window = begun(qtbot, setup())
    assert not window.back.isEnabled()
    window.microphone.choice.box.setCurrentIndex(1)
    window.next.click()
    window.back.click()
    assert step(window) == "Step 1 of 5"
    assert window.microphone.choice.value == "usb_mic"


def test_a_language_without_a_model_is_told_and_stays_until_another_is_chosen(qtbot: QtBot) -> None:
    window = begun(qtbot, setup()._replace(language="fr"))
    window.next.click()
    window.next.click()
    assert any("“fr”, has no model here" in text for text in texts(window))
    assert window.language.language == "fr"
    none = begun(qtbot, setup()._replace(languages=()))
    none.next.click()
    none.next.click()
    assert any("no speech model on this machine" in text for text in texts(none))
    assert none.language.language == "en"


def at_keys(qtbot: QtBot, given: Setup) -> FirstRun:
    window = begun(qtbot, given)
    for _ in range(3):
        window.next.click()
    return window


def test_a_conflict_of_keys_is_told_beside_both_rows_and_holds_up_next(qtbot: QtBot) -> None:
    window = at_keys(qtbot, setup())
    assert window.next.isEnabled()
    window.keys.fields["why"].setKeySequence(QKeySequence(KEYS["done"]))
    assert {a for a, said in window.keys.problems.items() if said.isVisible()} == {"done", "why"}
    assert window.keys.problems["why"].text().endswith("Ctrl+F2 is used twice.")
    assert window.keys.fields["why"].accessibleDescription() == "Ctrl+F2 is used twice."
    assert not window.next.isEnabled()
    window.keys.fields["done"].setKeySequence(QKeySequence("Ctrl+Alt+D"))
    assert not any(said.isVisible() for said in window.keys.problems.values())
    assert window.next.isEnabled()


def test_a_problem_that_was_there_before_holds_nobody_up(qtbot: QtBot) -> None:
    window = at_keys(qtbot, setup()._replace(check_keys=lambda _: {"help": "Another program has it."}))
    assert window.keys.problems["help"].isVisible()
    assert window.next.isEnabled()


def test_keys_that_are_only_written_in_another_way_have_not_changed(qtbot: QtBot) -> None:
    window = at_keys(qtbot, setup()._replace(keys={"done": "ctrl+alt+d", "why": ""}))
    assert window.keys.keys() == {"done": "ctrl+alt+d", "why": ""}


def privacy(qtbot: QtBot, given: Setup) -> str:
    window = at_keys(qtbot, given)
    window.next.click()
    return "\n".join(texts(window))


def test_privacy_says_the_keys_that_were_just_chosen_and_whether_sharing_shows_it(qtbot: QtBot) -> None:
    window = at_keys(qtbot, setup())
    window.keys.fields["notice"].setKeySequence(QKeySequence("Ctrl+N"))
    window.next.click()
    said = "\n".join(texts(window))
    assert "Ctrl+N shows what you read to them" in said
    assert f"shows the overlay to others; {KEYS['hide']} hides it" in said
    no_keys = privacy(qtbot, setup()._replace(keys={"notice": "", "hide": ""}))
    assert "“Notice to the customer” in the menu" in no_keys
    assert "hide it before you share" in no_keys
    assert "leaves the overlay out" in privacy(qtbot, setup()._replace(hidden_from_sharing=True))


def test_every_action_has_its_own_words() -> None:
    assert tuple(action_words()) == ACTIONS
    assert len(set(action_words().values())) == len(ACTIONS)


@pytest.fixture
def text_size() -> Iterator[Callable[[int], None]]:
    """Sets the application's text to so many per cent of 14 pixels."""
    before = QApplication.font()

    def change(percent: int) -> None:
        font = QApplication.font()
        font.setPixelSize(round(14 * percent / 100))
        QApplication.setFont(font)

    yield change
    QApplication.setFont(before)


@pytest.mark.parametrize("percent", [80, 100, 150, 200])
def test_nothing_is_cut_off_at_any_text_size(qtbot: QtBot, text_size: Callable[[int], None], percent: int) -> None:
    text_size(percent)
    window = begun(qtbot, setup())
    wanted = window.sizeHint()
    assert (wanted.width() <= 1280, wanted.height() <= 800) == (True, True)
    window.resize(wanted)
    for _ in range(5):
        qtbot.waitUntil(lambda: not cut(window))
        window.next.click()


def cut(window: FirstRun) -> list[str]:
    """What has less room than it needs."""
    found = [bar for area in window.findChildren(QScrollArea) if area.isVisible()
             for bar in (area.verticalScrollBar(), area.horizontalScrollBar()) if bar.maximum()]  # fmt: skip
    short = [f"scrolls by {bar.maximum()}" for bar in found]
    texts: list[QLabel | QPushButton] = [*window.findChildren(QLabel), *window.findChildren(QPushButton)]
    for shown in texts:
        if not shown.isVisible():
            continue
        need = shown.heightForWidth(shown.width()) if shown.hasHeightForWidth() else shown.sizeHint().height()
        wide = shown.width() if isinstance(shown, QLabel) and shown.wordWrap() else shown.sizeHint().width()
        if shown.height() < need or shown.width() < wide:
            short.append(shown.text())
    return short


def test_every_control_has_a_name_and_tab_reaches_it_and_no_text_is_markup(qtbot: QtBot) -> None:
    window = begun(qtbot, setup())
    for _ in range(5):
        controls = {one for one in window.findChildren(QWidget) if reachable(one)}
        reached = set()
        for _ in range(3 * len(controls)):
            reached.add(QApplication.focusWidget())
            press(qtbot, Qt.Key.Key_Tab)
        assert controls <= reached
        for one in controls:
            assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), one
        assert {label.textFormat() for label in window.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
        window.next.click()


def reachable(one: QWidget) -> bool:
    tab = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and one.isVisible() and one.isEnabled() and one.focusProxy() is None

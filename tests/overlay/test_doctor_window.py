"""The doctor's window: findings come one by one from another thread, and closing is safe at any time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from assist.overlay.doctor_window import DoctorWindow
from assist.windows.theme import contrast


class Finding(NamedTuple):
    what: str
    ok: bool
    note: str


SETTINGS = Finding("settings", True, "all <b>defaults</b>")
SOUND = Finding("sound inputs", False, "Connect a microphone.")
DISPLAY = Finding("display", True, "a window can be opened")


class Gate:
    """Findings of which each waits until it is let through; tells on which thread, and which were begun."""

    def __init__(self, *found: Finding) -> None:
        self._found = found
        self._open = threading.Semaphore(0)
        self.begun: list[str] = []
        self.threads: set[int] = set()
        self.ended = threading.Event()

    def __call__(self) -> Iterator[Finding]:
        self.threads.add(threading.get_ident())
        try:
            for finding in self._found:
                self.begun.append(finding.what)
                assert self._open.acquire(timeout=60)
                yield finding
        finally:
            self.ended.set()

    def let(self, count: int) -> None:
        self._open.release(count)


def opened(qtbot: QtBot, findings: Callable[[], Iterable[Finding]]) -> DoctorWindow:
    window = DoctorWindow(findings)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def texts(window: DoctorWindow) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def button(window: DoctorWindow, text: str) -> QPushButton:
    (found,) = [one for one in window.findChildren(QPushButton) if one.text() == text]
    return found


def until_said(qtbot: QtBot, window: DoctorWindow, text: str) -> None:
    qtbot.waitUntil(lambda: text in texts(window))


def test_each_finding_is_shown_as_it_comes(qtbot: QtBot) -> None:
    gate = Gate(SETTINGS, SOUND)
    window = opened(qtbot, gate)
    assert "Checking; this takes a few seconds." in texts(window)
    gate.let(1)
    until_said(qtbot, window, SETTINGS.note)
    assert SOUND.note not in texts(window)
    assert not button(window, "Check again").isEnabled()
    assert not button(window, "Copy").isEnabled()
    gate.let(1)
    until_said(qtbot, window, "✗ To be put right: 1.")
    said = {"✓ Ok", "settings", "✗ Fix", "sound inputs", SOUND.note}
    qtbot.waitUntil(lambda: said <= set(texts(window)))  # a row is laid out a moment after the count
    assert "Checking; this takes a few seconds." not in texts(window)
    assert button(window, "Check again").isEnabled()


def test_the_checks_are_not_made_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    gate = Gate(SETTINGS)
    gate.let(1)
    until_said(qtbot, opened(qtbot, gate), "✓ All is well.")
    assert gate.threads.isdisjoint({threading.get_ident()})


def test_nothing_is_checked_before_it_is_opened(qtbot: QtBot) -> None:
    gate = Gate(SETTINGS)
    qtbot.addWidget(DoctorWindow(gate))
    assert gate.threads == set()


def test_a_check_that_breaks_is_one_sentence_after_what_was_found(qtbot: QtBot) -> None:
    def findings() -> Iterator[Finding]:
        yield SETTINGS
        raise ZeroDivisionError("words that somebody said")

    window = opened(qtbot, findings)
    until_said(qtbot, window, "✗ The check itself failed: ZeroDivisionError.")
    qtbot.waitUntil(lambda: SETTINGS.note in texts(window))
    assert not any("somebody" in text for text in texts(window))
    assert button(window, "Check again").isEnabled()


def test_a_check_that_breaks_at_once_is_said_too(qtbot: QtBot) -> None:
    def findings() -> Iterator[Finding]:
        raise KeyError

    window = opened(qtbot, findings)
    until_said(qtbot, window, "✗ The check itself failed: KeyError.")
    assert not button(window, "Copy").isEnabled()


def test_check_again_begins_anew(qtbot: QtBot) -> None:
    rounds = iter([[SETTINGS, SOUND], [DISPLAY]])
    window = opened(qtbot, lambda: next(rounds))
    until_said(qtbot, window, "✗ To be put right: 1.")
    qtbot.mouseClick(button(window, "Check again"), Qt.MouseButton.LeftButton)
    until_said(qtbot, window, "✓ All is well.")
    qtbot.waitUntil(lambda: SOUND.note not in texts(window))
    qtbot.waitUntil(lambda: DISPLAY.note in texts(window))


def test_copy_takes_everything_as_text(qtbot: QtBot) -> None:
    window = opened(qtbot, lambda: [SETTINGS, SOUND])
    until_said(qtbot, window, "✗ To be put right: 1.")
    qtbot.mouseClick(button(window, "Copy"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == (
        "✓ Ok  settings: all <b>defaults</b>\n✗ Fix  sound inputs: Connect a microphone.\n✗ To be put right: 1."
    )


@pytest.mark.parametrize("by", ["button", "escape", "window"])
def test_closing_while_it_runs_makes_no_further_check(qtbot: QtBot, by: str) -> None:
    gate = Gate(SETTINGS, SOUND, DISPLAY)
    window = opened(qtbot, gate)
    qtbot.waitUntil(lambda: gate.begun == ["settings"])
    match by:
        case "button":
            qtbot.mouseClick(button(window, "Close"), Qt.MouseButton.LeftButton)
        case "escape":
            qtbot.keyClick(window, Qt.Key.Key_Escape)
        case _:
            window.close()
    assert not window.isVisible()
    gate.let(3)
    qtbot.waitUntil(gate.ended.is_set)
    assert gate.begun == ["settings"]


def test_it_can_be_opened_again_while_the_last_check_is_still_made(qtbot: QtBot) -> None:
    gate = Gate(SETTINGS, SOUND)
    window = opened(qtbot, gate)
    qtbot.waitUntil(lambda: gate.begun == ["settings"])
    window.close()
    window.show()
    gate.let(3)
    until_said(qtbot, window, "✗ To be put right: 1.")
    qtbot.waitUntil(lambda: texts(window).count(SETTINGS.note) == 1)
    assert gate.begun == ["settings", "settings", "sound inputs"]


def test_a_window_that_is_gone_leaves_the_thread_to_its_end(qtbot: QtBot) -> None:
    gate = Gate(SETTINGS)
    window = DoctorWindow(gate)
    window.show()
    qtbot.waitUntil(lambda: gate.begun == ["settings"])
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    del window
    gate.let(1)
    qtbot.waitUntil(gate.ended.is_set)


def test_notes_are_plain_text_that_can_be_selected_by_mouse_and_keys(qtbot: QtBot) -> None:
    window = opened(qtbot, lambda: [SETTINGS])
    until_said(qtbot, window, "✓ All is well.")
    (note,) = [label for label in window.findChildren(QLabel) if label.text() == SETTINGS.note]
    flags = note.textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByMouse
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert note.accessibleName() == "✓ Ok: settings: all <b>defaults</b>"
    assert {label.textFormat() for label in window.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("ground", ["#000000", "#151A21", "#EFEFEF", "#FFFFFF"])
def test_the_marks_are_readable_on_any_ground(qtbot: QtBot, ground: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before, palette = app.palette(), app.palette()
    palette.setColor(QPalette.ColorRole.Window, ground)
    app.setPalette(palette)
    try:
        window = opened(qtbot, lambda: [SETTINGS, SOUND])
        until_said(qtbot, window, "✗ To be put right: 1.")
        marks = [label for label in window.findChildren(QLabel) if label.text() in {"✓ Ok", "✗ Fix"}]
        colours = {mark.palette().color(QPalette.ColorRole.WindowText).name() for mark in marks}
        assert len(colours) == 2
        assert all(contrast(colour, ground) >= 4.5 for colour in colours)
    finally:
        app.setPalette(before)


@pytest.mark.parametrize("percent", [80, 200])
def test_nothing_is_cut_at_any_text_size(qtbot: QtBot, percent: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before, larger = app.font(), app.font()
    larger.setPixelSize(14 * percent // 100)
    app.setFont(larger)
    try:
        window = opened(qtbot, lambda: [SETTINGS, SOUND._replace(note="Connect a microphone. " * 20)])
        until_said(qtbot, window, "✗ To be put right: 1.")
        (scroll,) = window.findChildren(QScrollArea)
        labels = window.findChildren(QLabel)
        qtbot.waitUntil(lambda: all(each.height() >= each.heightForWidth(each.width()) for each in labels))
        assert scroll.horizontalScrollBar().maximum() == 0
    finally:
        app.setFont(before)

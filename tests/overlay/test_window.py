"""The window itself. Runs offscreen with the other tests, and on a real X server from `test_x11.py`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from assist.events import Cue, CueOutcome, Health, Partial
from assist.overlay.desk import Desk
from assist.overlay.state import CueCard, View
from assist.overlay.window import OverlayWindow

EMPTY = View("starting", "Getting ready", None, "\u2013", "", (), None)
CARD = CueCard("cue-1", "warn", "They have not been heard yet", "Name what they told you.", "I can hear it.", "x")


def window(qtbot: QtBot, place: Path) -> OverlayWindow:
    made = OverlayWindow(width=340, place=place)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def texts(shown: OverlayWindow) -> list[str]:
    return [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]


def test_shows_the_ear_the_mood_the_words_and_one_cue(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path / "place.ini")
    shown.show_view(EMPTY)
    small = shown.height()
    shown.show_view(
        View(
            "listening", "Listening", "anxious", "Anxious", "rising", (("customer", "my bill"), ("agent", "one")), CARD
        )
    )
    assert {"\u25cf Listening", "Anxious", "rising", "Customer: my bill", "You: one"} <= set(texts(shown))
    assert {CARD.headline, CARD.body, "\u201cI can hear it.\u201d"} <= set(texts(shown))
    assert shown.height() > small
    shown.show_view(EMPTY)
    assert CARD.headline not in texts(shown)
    assert shown.height() == small


def test_what_was_heard_is_never_markup(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path / "place.ini")
    shown.show_view(EMPTY._replace(cue=CARD._replace(because="<b>bold</b>"), lines=(("agent", "<i>x</i>"),)))
    assert "Heard: <b>bold</b>" in texts(shown)
    formats = {label.textFormat() for label in shown.findChildren(QLabel) if "<" in label.text()}
    assert formats == {Qt.TextFormat.PlainText}


def test_never_takes_the_focus(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path / "place.ini")
    assert shown.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert shown.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert shown.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert {button.focusPolicy() for button in shown.findChildren(QPushButton)} == {Qt.FocusPolicy.NoFocus}


def test_is_dragged_and_remembers_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path / "place.ini")
    before = shown.pos()
    qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    qtbot.mouseMove(shown, QPoint(-90, 60))
    qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    qtbot.waitUntil(lambda: shown.pos() != before)
    moved = shown.pos()
    shown.show_view(EMPTY._replace(cue=CARD))
    assert shown.pos() == moved
    shown.close()
    assert window(qtbot, tmp_path / "place.ini").pos() == moved


def test_a_place_that_is_on_no_screen_is_forgotten(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "place.ini").write_text("[General]\nposition=@Point(90000 90000)\n", encoding="utf-8")
    assert window(qtbot, tmp_path / "place.ini").pos().x() < 10000


def test_a_broken_place_file_is_ignored(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "place.ini").write_text("position=\x00garbage", encoding="utf-8")
    assert window(qtbot, tmp_path / "place.ini").isVisible()


def test_events_from_the_queue_come_on_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(width=340, place=tmp_path / "place.ini")
    qtbot.addWidget(desk.window)
    for text in ("my", "my bill", "my bill is"):
        desk.sink(Partial(at=1.0, speaker="customer", id="customer-1", start=0, end=1, text=text))
    desk.sink(Health(at=1, agent_arriving=True, customer_arriving=True, behind=0, dropped=0, faults=0, partials=True))
    desk.sink(Cue(at=1, id="cue-1", kind="praise", rule="r", headline="Well done", body="b", because=()))

    def look() -> None:
        found = set(texts(desk.window))
        if {"Customer: my bill is", "\u25cf Listening", "Well done"} <= found:
            seen.append(found)
            desk.sink(CueOutcome(at=2, cue="cue-1", outcome="expired"))
        if seen and "Well done" not in found:
            desk.window.close()

    seen: list[set[str]] = []
    looking = QTimer(interval=20)
    looking.timeout.connect(look)
    looking.start()
    desk.run()
    assert seen


def test_ctrl_c_closes_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(width=340, place=tmp_path / "place.ini")
    qtbot.addWidget(desk.window)
    before = signal.getsignal(signal.SIGINT)
    QTimer.singleShot(100, lambda: os.kill(os.getpid(), signal.SIGINT))
    desk.run()
    assert not desk.window.isVisible()
    assert signal.getsignal(signal.SIGINT) is before


def test_the_window_goes_when_the_call_has_ended(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(width=340, place=tmp_path / "place.ini", linger_ms=50)
    qtbot.addWidget(desk.window)
    desk.run(ended=lambda: True)
    assert not desk.window.isVisible()


def test_the_tray_shows_hides_and_quits(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(width=340, place=tmp_path / "place.ini")
    qtbot.addWidget(desk.window)
    show, end = desk.tray_menu.actions()
    visible: list[bool] = []
    QTimer.singleShot(50, lambda: (show.trigger(), visible.append(desk.window.isVisible()), show.trigger()))  # type: ignore[func-returns-value]
    QTimer.singleShot(150, end.trigger)
    desk.run()
    assert visible == [False]


def test_painting_does_not_use_up_none(qtbot: QtBot, tmp_path: Path) -> None:
    """One PySide6 version dropped a reference to None at every void call and aborted the process in seconds."""
    shown = window(qtbot, tmp_path / "place.ini")
    before = sys.getrefcount(None)
    for number in range(2000):
        shown.show_view(EMPTY._replace(state_text=str(number)))
    assert sys.getrefcount(None) > before - 1000

"""The tour: every stop frames the part that it tells of, and it can be walked to and fro."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from assist.overlay.examples import EXAMPLES
from assist.overlay.look import Look
from assist.overlay.place import Places
from assist.overlay.tour import GAP, Frame, Tour, beside, stops
from assist.overlay.window import OverlayWindow


def tour(qtbot: QtBot, folder: Path) -> tuple[Tour, OverlayWindow]:
    look = Look(soft=False)
    window = OverlayWindow(look, Places(folder / "window.ini"), full=False)
    qtbot.addWidget(window)
    window.show()
    made = Tour(window, look)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made, window


def press(made: Tour, qtbot: QtBot, text: str) -> None:
    button = next(each for each in made.findChildren(QPushButton) if each.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_every_stop_frames_its_part_and_tells_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    made, window = tour(qtbot, tmp_path)
    frame = window.findChildren(Frame)[0]
    for number, stop in enumerate(stops(), start=1):
        qtbot.waitUntil(lambda: frame.geometry().adjusted(3, 3, -3, -3) == window.part_rect(made.stop.part))
        assert window.rect().contains(frame.geometry().center())
        assert window.full == EXAMPLES[stop.example].full
        shown = {label.text() for label in made.findChildren(QLabel)}
        assert {stop.title, stop.text, f"{number} of {len(stops())}"} <= shown
        assert len(stop.text.split()) <= 40
        press(made, qtbot, "Next" if number < len(stops()) else "End")
    assert not made.isVisible()
    assert not frame.isVisible()


def test_back_goes_back(qtbot: QtBot, tmp_path: Path) -> None:
    made, _ = tour(qtbot, tmp_path)
    press(made, qtbot, "Back")
    assert made.stop == stops()[0]
    press(made, qtbot, "Next")
    press(made, qtbot, "Next")
    press(made, qtbot, "Back")
    assert made.stop == stops()[1]


def test_the_explanation_is_beside_the_window_and_on_the_screen(qtbot: QtBot) -> None:
    area = QGuiApplication.primaryScreen().availableGeometry()
    own = QRect(0, 0, 200, 150)
    at_the_right = QRect(area.right() - 300, area.top(), 300, 100)
    at_the_left = QRect(area.left(), area.top(), 300, 100)
    whole = QRect(area.left(), area.top(), area.width(), 100)
    assert beside(at_the_right, own) == QPoint(at_the_right.left() - 200 - GAP, area.top())
    assert beside(at_the_left, own) == QPoint(at_the_left.right() + GAP, area.top())
    assert beside(whole, own) == QPoint(area.left(), whole.bottom() + GAP)

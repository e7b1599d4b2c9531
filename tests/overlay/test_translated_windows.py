"""Windows in another language, with nothing left in English and nothing cut off; and the layout from right to left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assist.overlay.cue_card import CueCardView
from assist.overlay.doctor_window import DoctorWindow
from assist.overlay.examples import EXAMPLES
from assist.overlay.light import Light
from assist.overlay.place import Places
from assist.overlay.sentences import mood_words, seen_words
from assist.overlay.state import View
from assist.overlay.strip import SmallButtons
from assist.overlay.tour import Tour
from assist.overlay.window import OverlayWindow
from assist.windows.application import speak
from tests.overlay.first_run_making import begun, setup
from tests.overlay.picturing import FACES, INTER, Variant, look
from tests.overlay.shown_settings import Shown
from tests.overlay.translated import SPANISH

LOOK = look(Variant(language="es"))
SHOWN = [(name, full) for name in EXAMPLES for full in (False, True)]


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    before = qapp.findChildren(QTranslator)
    speak(qapp, "es")
    yield
    for translator in qapp.findChildren(QTranslator):
        if translator not in before:
            qapp.removeTranslator(translator)
            translator.deleteLater()


def wordless(view: View) -> View:
    """Without the words of a call and its coach, which are in the language of the call."""
    return view._replace(
        cue=view.cue and view.cue._replace(headline="~", body="~", say="~", because=("~",)),
        mood=view.mood and view.mood._replace(words=("~",), tone=("~",)),
        past=tuple(past._replace(headline="~") for past in view.past),
        lines=tuple((speaker, "~") for speaker, _ in view.lines),
    )


def overlay(qtbot: QtBot, folder: Path, name: str, *, full: bool) -> OverlayWindow:
    window = OverlayWindow(LOOK._replace(notes=(seen_words("Ctrl+F3"),)), Places(folder / "window.ini"), full=full)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.show_view(wordless(EXAMPLES[name].view))
    for _ in range(4):  # a text, its font, and the room that they ask for
        QApplication.processEvents()
    return window


def said(window: QWidget) -> list[str]:
    """All that a window shows and tells a screen reader, with hints and what can be chosen."""
    found = []
    for each in (window, *(widget for widget in window.findChildren(QWidget) if widget.isVisible())):
        found += [each.accessibleName(), each.accessibleDescription(), each.toolTip(), each.windowTitle()]
        match each:
            case QLabel() | QAbstractButton():
                found.append(each.text())
            case QLineEdit():
                found.append(each.placeholderText())
            case QComboBox():
                found += [each.itemText(row) for row in range(each.count())]
            case QListWidget():
                found += [each.item(row).text() for row in range(each.count())]
    return [text.replace("&", "") for text in found if text]


def english_in(window: QWidget, *contexts: str) -> list[str]:
    """English that stayed, of texts that have another translation."""
    wanted = [(source, new) for (context, source), new in SPANISH.items() if context in contexts and source != new]
    everything = "\n".join(said(window))
    return [source for source, _ in wanted if re.search(pattern(source), everything)]


def pattern(source: str) -> str:
    """Finds a text as a whole, whatever was filled in."""
    parts = re.split(r"\{\w+\}", source.replace("&", "").replace("`", ""))
    return rf"(?<!\w){'.+?'.join(re.escape(part) for part in parts)}(?!\w)"


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize(("name", "full"), SHOWN)
def test_no_state_of_the_overlay_has_english_left(qtbot: QtBot, tmp_path: Path, name: str, full: bool) -> None:
    window = overlay(qtbot, tmp_path, name, full=full)
    assert SPANISH["Overlay", "Show less" if full else "Show more"] in said(window)
    assert english_in(window, "Overlay", "Actions") == []


def test_english_that_is_left_would_be_found(qtbot: QtBot, tmp_path: Path) -> None:
    found = english_in(overlay(qtbot, tmp_path, "full_suggestion", full=True), "Overlay", "Actions")
    assert {"Listening", "Customer:", "Call time {time}", "{percent} % sure", "They said {words}", "Done"} <= set(found)


@pytest.mark.usefixtures("spanish")
def test_the_state_that_was_known_last_is_said_in_small_letters() -> None:
    mood = EXAMPLES["unsure"].view.mood
    assert mood is not None
    assert mood_words(mood) == "Incierto; antes, frustración"


@pytest.mark.usefixtures("spanish")
def test_the_settings_are_in_spanish(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    assert "Llamada" in said(shown.dialog)
    for row in range(shown.groups().count()):
        shown.groups().setCurrentRow(row)
        assert english_in(shown.dialog, "Settings") == []


@pytest.mark.usefixtures("spanish")
def test_the_first_run_is_in_spanish(qtbot: QtBot) -> None:
    window = begun(qtbot, setup())
    for step in range(1, 6):
        assert f"Paso {step} de 5" in said(window)
        assert english_in(window, "FirstRun", "Actions") == []
        window.next.click()
    assert window.result() == QDialog.DialogCode.Accepted


@pytest.mark.usefixtures("spanish")
def test_the_check_is_in_spanish(qtbot: QtBot) -> None:
    check = DoctorWindow(list)
    qtbot.addWidget(check)
    check.show()
    qtbot.waitUntil(lambda: "✓ Todo está bien." in said(check))
    assert english_in(check, "Doctor") == []


@pytest.mark.usefixtures("spanish")
def test_the_tour_is_in_spanish(qtbot: QtBot, tmp_path: Path) -> None:
    tour = Tour(overlay(qtbot, tmp_path, "calm", full=False), LOOK)
    qtbot.addWidget(tour)
    tour.show()
    assert "Entre dos llamadas" in said(tour)
    while tour.isVisible():
        assert english_in(tour, "Tour") == []
        tour.go(1)


@pytest.fixture
def inter(qapp: QApplication) -> Iterator[None]:
    """The font of the pictures, which is as wide as those of most systems."""
    before = qapp.font()
    known = [QFontDatabase.addApplicationFont(str(INTER / face)) for face in FACES]
    assert min(known) >= 0, f"The font Inter is missing in {INTER}."
    qapp.setFont("Inter")
    yield
    qapp.setFont(before)
    for each in known:
        QFontDatabase.removeApplicationFont(each)


@pytest.mark.usefixtures("spanish", "inter")
@pytest.mark.parametrize(("name", "full"), SHOWN)
def test_nothing_of_the_overlay_is_cut_off_in_spanish(qtbot: QtBot, tmp_path: Path, name: str, full: bool) -> None:
    assert cut(overlay(qtbot, tmp_path, name, full=full)) == []


def cut(window: QWidget) -> list[str]:
    """Texts with less room than they need."""
    found = []
    for each in window.findChildren(QWidget):
        match each:
            case QLabel() | QPushButton() if each.isVisible() and each.text():
                wraps = isinstance(each, QLabel) and each.wordWrap()
                room = each.height() >= each.heightForWidth(each.width()) if wraps else fits(each)
                found += [] if room else [each.text()]
    return found


def fits(one: QLabel | QPushButton) -> bool:
    return one.width() >= one.sizeHint().width() and "…" not in one.text()


# --- right to left --------------------------------------------------------------------------------------------------


@pytest.fixture
def right_to_left(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("full", [False, True])
def test_where_reading_begins_at_the_right_all_is_mirrored(
    request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path, full: bool
) -> None:
    window = overlay(qtbot, tmp_path, "full_suggestion", full=full)
    usual = middle(window, Light), middle(window, SmallButtons)
    assert usual[0] < 40 < window.width() - 90 < usual[1]
    assert edges(window) == [LOOK.theme.suggest, LOOK.theme.edge]
    request.getfixturevalue("right_to_left")
    mirrored = overlay(qtbot, tmp_path, "full_suggestion", full=full)
    for kind, place in zip((Light, SmallButtons), usual, strict=True):
        assert abs(middle(mirrored, kind) - (window.width() - place)) <= 1
    assert edges(mirrored) == [LOOK.theme.edge, LOOK.theme.suggest]


def middle(window: QWidget, kind: type[QWidget]) -> int:
    """How far from the window's left edge the one of this kind is that can be seen, in pixels."""
    (one,) = [each for each in window.findChildren(kind) if each.isVisible()]
    return one.mapTo(window, QPoint(one.width() // 2, 0)).x()


def edges(window: QWidget) -> list[str]:
    """The colours of the card's left and right edge: one of them has its bar."""
    (card,) = window.findChildren(CueCardView)
    picture = card.grab().toImage()
    return [picture.pixelColor(x, card.height() // 2).name().upper() for x in (0, card.width() - 1)]

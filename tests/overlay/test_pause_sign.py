"""A pause on the window: seen at a glance in both views and every theme, ended and begun with a click."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assist.overlay.examples import EXAMPLES
from assist.overlay.hearing_words import LONG_S, hear_words, heard_again_words, left_words, why_paused_words
from assist.overlay.light import Light
from assist.overlay.pause_sign import PausedSign
from assist.overlay.pauses import Paused
from assist.overlay.state import View
from assist.overlay.trouble import Trouble
from assist.overlay.window import OverlayWindow
from assist.windows.theme import THEMES, Theme
from tests.overlay.test_window import KEYS, LOOK, buttons, card, colours, texts, window

PAUSE = "Ctrl+Shift+F1"
WITH_KEY = LOOK._replace(keys={**KEYS, "pause": PAUSE})
LISTENING = View(ear="listening", seconds=5)
PAUSED = LISTENING._replace(pause=Paused("card", 40))


def sign(shown: OverlayWindow) -> PausedSign:
    (found,) = [each for each in shown.findChildren(PausedSign) if each.isVisible()]
    return found


def light(shown: OverlayWindow) -> Light:
    (found,) = [each for each in shown.findChildren(Light) if each.isVisible()]
    return found


@pytest.mark.parametrize("full", [False, True])
def test_a_pause_says_so_with_its_reason_the_time_left_and_the_key_and_never_that_it_listens(
    qtbot: QtBot, tmp_path: Path, full: bool
) -> None:
    shown = window(qtbot, tmp_path, full=full, look=WITH_KEY)
    shown.show_view(PAUSED)
    told = ["Paused \u2013 card details", "Hears the customer again in 40 s.", "You asked for a card."]
    assert [text for text in texts(shown) if text in told] == told
    assert f"{PAUSE} Hear now" in buttons(shown)
    visible = [each for each in shown.findChildren(QWidget) if each.isVisible()]
    assert not [each for each in visible if "Listening" in each.accessibleName() or isinstance(each, Light)]
    shown.show_view(PAUSED._replace(pause=Paused("card", 39)))
    assert "Hears the customer again in 39 s." in texts(shown)
    shown.show_view(LISTENING)
    assert "Listening" in texts(shown)
    assert not {"Paused \u2013 card details", "You asked for a card."} & set(texts(shown))
    assert f"{PAUSE} Hear now" not in buttons(shown)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("full", "width"), [(False, 240), (False, 380), (True, 240)])
def test_the_sign_of_a_pause_stands_out_on_the_first_line_whatever_else_is_there(
    qtbot: QtBot, tmp_path: Path, theme: Theme, full: bool, width: int
) -> None:
    shown = window(qtbot, tmp_path, full=full, look=WITH_KEY._replace(width=width, theme=theme))
    for name in ("paused", "paused_suggestion", "full_paused"):
        shown.show_view(EXAMPLES[name].view._replace(hand=True, snoozed_min=5, trouble=Trouble("busy"), notice=True))
        qtbot.waitUntil(lambda: sign(shown).width() >= sign(shown).sizeHint().width(), timeout=5000)
        at = sign(shown).mapTo(shown, QPoint(0, 0))
        assert at.y() < 40
        assert shown.rect().contains(QRect(at, sign(shown).size()))
        picture = sign(shown).grab().toImage()
        ground = picture.pixelColor(picture.width() // 2, 2)
        assert ground == QColor(theme.text), "dark and light are the other way round"
        assert QColor(theme.ground).name() in colours(sign(shown))
        assert sign(shown).accessibleName() == "Paused \u2013 card details"


def test_the_mood_is_not_of_now_but_the_line_stays(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path, full=True)
    shown.show_view(EXAMPLES["full_paused"].view)
    assert "Not known now" in texts(shown)
    assert "Rising frustration" not in texts(shown)
    assert "You: Thank you, go ahead." in texts(shown)
    assert not [text for text in texts(shown) if text.startswith("Customer:")]
    compact = window(qtbot, tmp_path)
    compact.show_view(EXAMPLES["paused"].view)
    assert "Rising frustration" not in texts(compact)


def test_of_a_recorded_call_the_sign_goes_while_nothing_is_recorded(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    shown.show_view(PAUSED._replace(recorded=True))
    assert "REC" not in texts(shown)
    assert "You asked for a card. Not recorded." in texts(shown)
    shown.show_view(LISTENING._replace(recorded=True))
    assert "REC" in texts(shown)


def test_cues_are_shown_and_answered_during_a_pause(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    did: list[str] = []
    shown.did.connect(did.append)
    shown.show_view(PAUSED._replace(cue=card()))
    assert "First show that you understood" in texts(shown)
    (done,) = [each for each in shown.findChildren(QPushButton) if each.isVisible() and each.text() == "F9 Done"]
    qtbot.mouseClick(done, Qt.MouseButton.LeftButton)
    assert did == ["done"]


@pytest.mark.parametrize("full", [False, True])
def test_a_click_on_the_microphone_pauses_and_one_on_the_sign_or_the_key_hears_again(
    qtbot: QtBot, tmp_path: Path, full: bool
) -> None:
    shown = window(qtbot, tmp_path, full=full, look=WITH_KEY)
    did: list[str] = []
    shown.did.connect(did.append)
    shown.show_view(LISTENING)
    assert light(shown).toolTip() == f"Listening\nClick to pause for a card number ({PAUSE})"
    qtbot.mouseClick(light(shown), Qt.MouseButton.LeftButton)
    shown.show_view(PAUSED)
    assert sign(shown).toolTip() == f"{PAUSE} Hear now"
    qtbot.mouseClick(sign(shown), Qt.MouseButton.LeftButton)
    (end,) = [each for each in shown.findChildren(QPushButton) if each.isVisible() and "Hear now" in each.text()]
    qtbot.mouseClick(end, Qt.MouseButton.LeftButton)
    assert did == ["pause"] * 3


def test_what_is_let_go_beside_the_sign_or_pressed_without_a_call_is_no_click(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    did: list[str] = []
    shown.did.connect(did.append)
    for view, each in ((LISTENING, light), (PAUSED, sign)):
        shown.show_view(view)
        qtbot.mousePress(each(shown), Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(each(shown), Qt.MouseButton.LeftButton, pos=QPoint(-50, 100))
        qtbot.mouseClick(each(shown), Qt.MouseButton.RightButton)
    for ear in ("waiting", "ended"):
        shown.show_view(View(ear=ear))
        qtbot.mouseClick(light(shown), Qt.MouseButton.LeftButton)
        assert "Click" not in light(shown).toolTip()
    assert did == []


def test_that_the_customer_is_heard_again_is_told_calmly_with_the_key_and_behind_a_trouble(
    qtbot: QtBot, tmp_path: Path
) -> None:
    shown = window(qtbot, tmp_path, look=WITH_KEY)
    again = LISTENING._replace(heard_again=True)
    shown.show_view(again)
    assert texts(shown) == ["Listening", "The customer is heard again.", f"{PAUSE} pauses again."]
    shown.show_view(again._replace(trouble=Trouble("no customer")))
    assert "The customer is heard again." not in texts(shown)
    shown.show_view(LISTENING)
    assert texts(shown) == ["Listening"]


def test_the_pause_in_words() -> None:
    assert left_words(None) == "Does not hear the customer."
    assert left_words(0) == "Hears the customer again in a moment."
    assert left_words(LONG_S - 1) == "Hears the customer again in 99 s."
    assert left_words(600) == "Hears the customer again in 10:00 min."
    assert left_words(605) == "Hears the customer again in 10:05 min."
    assert len({why_paused_words(by, recorded=False) for by in ("agent", "card", "keypad")}) == 3
    assert (hear_words(""), heard_again_words("")) == ("Hear now", ("The customer is heard again.", ""))

"""The window itself. Runs offscreen with the other tests, and on a real X server from `test_x11.py`."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assist.events import CueKind
from assist.overlay.actions import Action
from assist.overlay.call_details import aer_signs
from assist.overlay.contents import NOTES_S
from assist.overlay.cues import CueCard
from assist.overlay.doctor_window import DoctorWindow
from assist.overlay.examples import EXAMPLES
from assist.overlay.fade import FADE_MS
from assist.overlay.light import Recorded
from assist.overlay.look import Look
from assist.overlay.mood import Mood
from assist.overlay.place import MARGIN, Places
from assist.overlay.settings_dialog import SettingsDialog
from assist.overlay.state import View
from assist.overlay.trouble import Trouble
from assist.overlay.window import OverlayWindow
from assist.settings import Settings
from assist.settings_editing import described
from assist.windows.theme import THEMES, Theme

KEYS: Mapping[Action, str] = {"done": "Ctrl+F9", "not_now": "Ctrl+F10", "wrong": "Ctrl+F11", "why": "Ctrl+F12"}
LOOK = Look(soft=False, agent_words=True, keys=KEYS)
LISTENING = View(ear="listening", seconds=5)


def card(kind: CueKind = "warn", headline: str = "First show that you understood") -> CueCard:
    return CueCard("cue-1", kind, headline, "Name what they told you.", "I can hear it.", ("third time",), "customer")


def window(qtbot: QtBot, folder: Path, *, full: bool = False, look: Look = LOOK) -> OverlayWindow:
    made = OverlayWindow(look, Places(folder / "window.ini"), full=full)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def texts(shown: QWidget) -> list[str]:
    return [label.text() for label in shown.findChildren(QLabel) if label.isVisible() and label.text()]


def buttons(shown: QWidget) -> list[str]:
    return [button.text() for button in shown.findChildren(QPushButton) if button.isVisible() and button.text()]


# --- what is shown ------------------------------------------------------------------------------------------------


def test_compact_is_one_strip_with_the_customers_state(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    shown.show_view(EXAMPLES["rising"].view)
    assert texts(shown) == ["Customer", "Rising frustration"]
    assert shown.height() < 50


def test_a_cue_is_headline_body_example_and_keys(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    shown.show_view(LISTENING)
    small = shown.height()
    shown.show_view(LISTENING._replace(cue=card()))
    example = "\u201cI can hear it.\u201d"
    assert texts(shown) == [
        "Listening", "First show that you understood", "Name what they told you.", example, "Ctrl + ",
    ]  # fmt: skip
    assert buttons(shown) == ["F9 Done", "F10 Not now", "F11 Wrong", "F12 Why"]
    assert shown.height() > small
    shown.show_view(LISTENING)
    assert texts(shown) == ["Listening"]
    assert shown.height() == small


def test_why_shows_the_words_that_fired(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    shown.show_view(LISTENING._replace(cue=card()))
    assert "They said \u201cthird time\u201d" not in texts(shown)
    shown.show_view(LISTENING._replace(cue=card(), why=True))
    assert "They said \u201cthird time\u201d" in texts(shown)


def test_why_without_a_cue_shows_why_of_the_customers_state(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    view = EXAMPLES["rising"].view
    shown.show_view(view._replace(why=True))
    assert "They said \u201cthe third time\u201d \u00b7 Voice: louder than their usual" in texts(shown)
    shown.show_view(view)
    assert texts(shown) == ["Customer", "Rising frustration"]


def test_help_and_quiet_are_said_while_they_last(qtbot: QtBot, tmp_path: Path) -> None:
    both = EXAMPLES["snoozed_with_hand_up"].view
    compact, full = window(qtbot, tmp_path), window(qtbot, tmp_path, full=True)
    compact.show_view(both)
    assert texts(compact) == ["Rising frustration", "Help asked"]
    compact.show_view(both._replace(hand=False))
    assert texts(compact) == ["Rising frustration", "Cues off 5 min"]
    full.show_view(both)
    assert {"Cues off 5 min", "Help asked"} <= set(texts(full))


def test_keys_that_do_not_work_are_not_offered(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path, look=LOOK._replace(keys={"done": "Ctrl+F9", "wrong": "Pause"}))
    shown.show_view(LISTENING._replace(cue=card()))
    assert buttons(shown) == ["Ctrl+F9 Done", "Not now", "Pause Wrong", "Why"]


def test_an_escalation_offers_help_first(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    shown.show_view(LISTENING._replace(cue=card("escalate")))
    assert buttons(shown)[0] == "Ask for help"


def test_the_notice_takes_the_place_of_a_cue(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path, look=LOOK._replace(notice="Our own words for it."))
    shown.show_view(LISTENING._replace(cue=card()))
    shown.show_view(LISTENING._replace(cue=card(), notice=True))
    assert texts(shown) == ["Listening", "Read this to the customer", "Our own words for it.", "Ctrl + "]
    assert buttons(shown) == ["F9 They agree", "F11 They object", "Close"]
    shown.show_view(LISTENING._replace(cue=card()))
    assert "First show that you understood" in texts(shown)


def test_what_cannot_wait_is_shown_beside_the_notice(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    shown.show_view(LISTENING._replace(notice=True, cue=card("escalate", "They ask for a supervisor")))
    assert {"Read this to the customer", "They ask for a supervisor"} <= set(texts(shown))


def test_full_has_progress_words_and_the_last_cues(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path, full=True)
    shown.show_view(EXAMPLES["full_suggestion"].view)
    found = texts(shown)
    for wanted in (
        "Listening", "3:21", "Rising frustration", "Customer \u00b7 90 % sure", "Acknowledge", "Empathize", "Respond",
        "Connect", "Assess", "Relate", "Engage", "Over: You may sound scripted", "Done: Ask one open question",
        "You: Could I take your account number please?",
    ):  # fmt: skip
        assert wanted in found
    assert [line for line in found if re.fullmatch(r"Customer: \u2026.*put it right\.", line)]


def test_live_words_are_shown_only_of_whom_it_was_wished(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path, full=True, look=LOOK._replace(agent_words=False))
    shown.show_view(EXAMPLES["full_suggestion"].view)
    assert not [line for line in texts(shown) if line.startswith("You:")]
    assert [line for line in texts(shown) if line.startswith("Customer:")]


def test_the_steps_of_a_moment_have_their_signs() -> None:
    view = View(aer="open", steps=("aer.acknowledge",))
    assert [sign for _, sign in aer_signs(view)] == ["check", "current", "open"]
    assert [sign for _, sign in aer_signs(view._replace(aer="overdue", steps=()))] == ["warn", "open", "open"]
    assert [sign for _, sign in aer_signs(View())] == ["open", "open", "open"]
    done = view._replace(aer="done", steps=("aer.acknowledge", "aer.respond"))
    assert [sign for _, sign in aer_signs(done)] == ["check", "open", "check"]


def test_a_trouble_is_told_with_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    shown.show_view(View(ear="partly", trouble=Trouble("no customer")))
    assert texts(shown) == [
        "Hears only you", "This program cannot hear the customer.",
        "If you can, check which output the softphone uses.",
    ]  # fmt: skip


def test_what_was_heard_is_never_markup(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path, full=True)
    said = card()._replace(because=("<b>bold</b>",), say="<i>x</i>")
    shown.show_view(LISTENING._replace(cue=said, why=True, lines=(("agent", "<i>x</i>"),)))
    assert "They said \u201c<b>bold</b>\u201d" in texts(shown)
    assert {label.textFormat() for label in shown.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("size", [80, 200])
def test_every_state_fits_its_window_at_every_text_size(qtbot: QtBot, tmp_path: Path, name: str, size: int) -> None:
    example = EXAMPLES[name]
    shown = window(qtbot, tmp_path, full=example.full, look=LOOK._replace(text_size=size))
    shown.show_view(example.view)

    def cut_off() -> list[str]:
        wrapped = [label for label in shown.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
        return [label.text() for label in wrapped if label.height() < label.heightForWidth(label.width())]

    qtbot.waitUntil(lambda: cut_off() == [], timeout=2000)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.contains(shown.geometry()) or shown.height() == screen.height()


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("full", "width"), [(False, 240), (False, 380), (True, 240)])
def test_that_a_call_is_recorded_stands_on_the_first_line_whatever_else_is_there(
    qtbot: QtBot, tmp_path: Path, theme: Theme, full: bool, width: int
) -> None:
    shown = window(qtbot, tmp_path, full=full, look=LOOK._replace(width=width, theme=theme))
    shown.show_view(EXAMPLES["rising"].view)
    assert "REC" not in texts(shown)
    for name in ("recorded", "recorded_suggestion", "recorded_notice"):
        shown.show_view(EXAMPLES[name].view._replace(hand=True, snoozed_min=5))
        (sign,) = [each for each in shown.findChildren(Recorded) if each.isVisible()]
        assert "REC" in texts(shown)
        assert sign.accessibleName() == "This call is recorded"
        assert sign.width() >= sign.sizeHint().width()
        at = sign.mapTo(shown, QPoint(0, 0))
        assert at.y() < 40
        assert shown.rect().contains(QRect(at, sign.size()))
        assert QColor(theme.record).name() in colours(sign), "the dot is red"


def colours(of: QWidget) -> set[str]:
    picture = of.grab().toImage()
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize("full", [False, True])
def test_while_a_call_is_waited_for_there_is_one_line_with_the_key(qtbot: QtBot, tmp_path: Path, full: bool) -> None:
    look = LOOK._replace(keys={**KEYS, "call": "Ctrl+F1"})
    shown = window(qtbot, tmp_path, full=full, look=look)
    shown.show_view(EXAMPLES["waiting"].view)
    qtbot.waitUntil(lambda: texts(shown) == ["Ready for the next call", "Ctrl+F1 starts it"], timeout=5000)
    shown.show_view(EXAMPLES["calm"].view)
    assert "Ctrl+F1 starts it" not in texts(shown)


def test_what_does_not_work_here_is_told_until_the_first_call_has_begun(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path, look=LOOK._replace(notes=("A key does nothing here.",)))
    for view, told in (
        (View(ear="waiting"), True), (LISTENING, True), (LISTENING._replace(seconds=NOTES_S), False),
        (View(ear="waiting"), False), (LISTENING, False),
    ):  # fmt: skip
        shown.show_view(view)
        assert ("A key does nothing here." in texts(shown)) == told


def test_another_device_is_told_calmly_and_behind_a_trouble(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    view = EXAMPLES["device_changed"].view
    shown.show_view(view)
    assert "Now hearing the customer on Jabra Evolve2 65 Mono." in texts(shown)
    shown.show_view(view._replace(trouble=Trouble("busy")))
    assert "Now hearing the customer on Jabra Evolve2 65 Mono." not in texts(shown)
    shown.show_view(view._replace(changed=()))
    assert texts(shown) == texts_of_rising(shown)


def texts_of_rising(shown: OverlayWindow) -> list[str]:
    shown.show_view(EXAMPLES["rising"].view)
    return texts(shown)


# --- manners ------------------------------------------------------------------------------------------------------


def test_never_takes_the_focus(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path, full=True)
    shown.show_view(EXAMPLES["full_suggestion"].view)
    assert shown.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert shown.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert shown.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert {button.focusPolicy() for button in shown.findChildren(QPushButton)} == {Qt.FocusPolicy.NoFocus}


def test_a_cue_appears_and_leaves_softly_within_150_ms(qtbot: QtBot, tmp_path: Path) -> None:
    assert FADE_MS <= 150
    shown = window(qtbot, tmp_path, look=LOOK._replace(soft=True))
    shown.show_view(LISTENING)
    small = shown.height()
    shown.show_view(LISTENING._replace(cue=card()))
    assert "First show that you understood" in texts(shown), "its place is there at once"
    shown.show_view(LISTENING)
    assert "First show that you understood" in texts(shown), "it leaves softly"
    qtbot.waitUntil(lambda: texts(shown) == ["Listening"], timeout=2000)
    assert shown.height() == small


def test_a_cue_that_comes_while_another_leaves_stays(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path, look=LOOK._replace(soft=True))
    shown.show_view(LISTENING._replace(cue=card()))
    shown.show_view(LISTENING)
    shown.show_view(LISTENING._replace(cue=card(headline="Another one")._replace(id="cue-2")))
    qtbot.wait(2 * FADE_MS)  # the fade that was under way would have hidden it by then
    assert "Another one" in texts(shown)


def test_clicks_are_told_as_what_the_agent_does(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path, full=True)
    shown.show_view(LISTENING._replace(cue=card()))
    did: list[str] = []
    shown.did.connect(did.append)
    for text in ("F9 Done", "F10 Not now", "F11 Wrong", "F12 Why"):
        button = next(button for button in shown.findChildren(QPushButton) if button.text() == text)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    for name in ("Show less", "Close"):
        button = next(b for b in shown.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible())
        with qtbot.waitSignal(shown.did if name == "Show less" else shown.closed):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert did == ["done", "not_now", "wrong", "why", "view"]


def test_everything_that_is_shown_can_be_told_to_a_screen_reader(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path, full=True)
    shown.show_view(EXAMPLES["full_overdue_with_why"].view)
    names = {widget.accessibleName() for widget in shown.findChildren(QWidget) if widget.isVisible()}
    assert "Careful: First show that you understood" in names
    assert "Listening" in names
    assert "Rising frustration 90 % sure" in names
    assert "Acknowledge: now, Empathize: open, Respond: open" in names
    assert "Call time 3:21" in names
    for button in shown.findChildren(QPushButton):
        assert button.accessibleName(), button.text()


def test_the_pointer_on_a_cue_shows_why_though_the_window_never_has_the_focus(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    assert shown.testAttribute(Qt.WidgetAttribute.WA_AlwaysShowToolTips)
    shown.show_view(LISTENING._replace(cue=card()))
    assert "They said \u201cthird time\u201d" in [each.toolTip() for each in shown.findChildren(QFrame)]


@pytest.mark.parametrize(
    ("width", "name"), [(240, "rising"), (280, "snoozed_with_hand_up"), (320, "rising"), (380, "snoozed_with_hand_up")]
)
def test_the_state_is_whole_before_anything_else_has_room(qtbot: QtBot, tmp_path: Path, width: int, name: str) -> None:
    shown = window(qtbot, tmp_path, look=LOOK._replace(width=width))
    shown.show_view(EXAMPLES[name].view)
    qtbot.waitUntil(lambda: "Rising frustration" in texts(shown), timeout=2000)


def test_another_theme_changes_what_is_painted(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    shown.show_view(EXAMPLES["suggestion"].view)
    middle = QPoint(shown.width() - 20, shown.height() // 2)
    before = shown.grab().toImage().pixelColor(middle)
    shown.dress(LOOK._replace(theme=THEMES["light"]))
    assert before.lightness() < 100 < shown.grab().toImage().pixelColor(middle).lightness()


# --- place --------------------------------------------------------------------------------------------------------


def drag(qtbot: QtBot, shown: OverlayWindow, by: QPoint) -> None:
    start = QPoint(shown.width() // 2, shown.height() - 4)
    qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(shown, start + by)
    qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=start + by)


def test_is_dragged_and_remembers_its_place_and_view(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    before = shown.pos()
    drag(qtbot, shown, QPoint(-90, 60))
    qtbot.waitUntil(lambda: shown.pos() != before)
    moved = shown.pos()
    assert moved == before + QPoint(-90, 60)
    shown.show_view(LISTENING._replace(cue=card()))
    assert shown.pos() == moved
    shown.set_full(True)
    shown.close()
    assert Places(tmp_path / "window.ini").view == "full"
    assert window(qtbot, tmp_path).pos() == moved


def test_near_an_edge_it_goes_to_it(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    area = QGuiApplication.primaryScreen().availableGeometry()
    assert shown.geometry().top() == area.top() + MARGIN
    drag(qtbot, shown, QPoint(2, -2))
    assert shown.geometry().top() == area.top() + MARGIN, "a click with an unsteady hand moves nothing"
    drag(qtbot, shown, QPoint(8, -8))
    assert shown.geometry().top() == area.top()
    assert shown.geometry().right() == area.right()


def test_at_the_bottom_it_grows_upwards(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    shown.show_view(LISTENING)
    area = QGuiApplication.primaryScreen().availableGeometry()
    drag(qtbot, shown, QPoint(0, area.height()))
    assert shown.geometry().bottom() == area.bottom()
    shown.show_view(LISTENING._replace(cue=card()))
    assert shown.geometry().bottom() == area.bottom()
    assert shown.height() > 60


@pytest.mark.parametrize(
    "text",
    ["[place]\nfake=right 0 90000 90000\n", "position=\x00garbage", "[place]\n=x\n", "screen=@Invalid()\n"],
)
def test_a_broken_or_far_place_is_no_trouble(qtbot: QtBot, tmp_path: Path, text: str) -> None:
    (tmp_path / "window.ini").write_text(text, encoding="utf-8")
    shown = window(qtbot, tmp_path)
    assert QGuiApplication.primaryScreen().availableGeometry().contains(shown.geometry())


def test_a_button_that_was_let_go_elsewhere_does_not_hold_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    shown = window(qtbot, tmp_path)
    shown.show_view(LISTENING)
    small = shown.height()
    qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    shown.hide()
    shown.show()
    shown.show_view(LISTENING._replace(cue=card()))
    assert shown.height() > small


def test_a_place_beyond_the_screen_is_brought_back(qtbot: QtBot, tmp_path: Path) -> None:
    places = Places(tmp_path / "window.ini")
    screen = QGuiApplication.primaryScreen()
    places.remember(screen, places.on(screen)._replace(x=90000, y=90000))
    assert screen.availableGeometry().contains(window(qtbot, tmp_path).geometry())


def test_a_dialog_that_was_open_and_has_gone_leaves_the_window_its_screen(qtbot: QtBot, tmp_path: Path) -> None:
    """PySide6 ties a screen to the widget that was asked for its own, and takes it away with that widget."""
    shown = window(qtbot, tmp_path)
    for make in (lambda: SettingsDialog(described(Settings()), save=lambda _: None), lambda: DoctorWindow(lambda: ())):
        dialog = make()
        dialog.show()
        dialog.close()
        del dialog
        gc.collect()
        shown.show_view(LISTENING._replace(cue=card()))
        shown.show_view(LISTENING)
    assert texts(shown) == ["Listening"]


def test_painting_does_not_use_up_none(qtbot: QtBot, tmp_path: Path) -> None:
    """One PySide6 version dropped a reference to None at every void call and aborted the process in seconds."""
    shown = window(qtbot, tmp_path)
    before = sys.getrefcount(None)
    for number in range(500):
        mood = Mood("frustrated", None, "rising", number / 500, (), ())
        shown.show_view(LISTENING._replace(mood=mood))
    assert sys.getrefcount(None) > before - 1000

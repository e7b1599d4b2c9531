"""The console's window: what it says, where its focus is, and its keys. On a real X server: `test_console_x11.py`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from assist.console.keys_window import KeysWindow, keys
from assist.console.look import ConsoleLook
from assist.console.note_line import LONGEST, NoteLine, ready_lines
from assist.console.state import Agents
from assist.console.view import View
from assist.console.wall_words import no_agents_words
from assist.console.window import ConsoleWindow
from assist.floor.trouble import LinkState
from assist.windows.application import palette_of
from assist.windows.theme import THEMES, Theme, contrast
from tests.console.making import NOON, alert, heard, presence, summary
from tests.console.test_desk import Floor, focus, leave, told


@pytest.fixture
def floor(qtbot: QtBot) -> Floor:
    made = Floor(qtbot)
    made.calls("ann", "bob", "cid")
    made.alert("bob", leave("bob"))
    made.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made.window, timeout=10_000)
    return made


@pytest.fixture
def right_to_left() -> Iterator[None]:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def window(qtbot: QtBot, look: ConsoleLook) -> ConsoleWindow:
    made = ConsoleWindow(
        look, broker="b", ready_lines=ready_lines(), now=lambda: NOON, find=lambda _: None, notes_of=lambda _: ()
    )
    qtbot.addWidget(made)
    return made


def test_it_opens_on_the_wall_and_every_key_goes_where_the_list_of_keys_says(floor: Floor) -> None:
    opened: list[str] = []
    floor.window.opened.connect(opened.append)
    assert focus() is floor.window.wall
    QTest.keyClick(floor.window, Qt.Key.Key_W)
    assert floor.window.target is not None
    assert floor.window.target.key == "blue/bob/bob-1", "the call that needs somebody most"
    QTest.keyClick(floor.window.wall, Qt.Key.Key_Return)
    assert isinstance(focus(), QAbstractButton)
    QTest.keyClick(floor.window, Qt.Key.Key_L)
    assert focus() is floor.window.alarms.view
    for key, name in (("h", "history"), ("e", "effect"), ("r", "rules"), ("?", "keys")):
        QTest.keyClicks(focus(), key)
        assert opened[-1] == name
    QTest.keyClicks(focus(), "/")
    assert isinstance(focus(), QLineEdit)
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert focus() is floor.window.wall
    QTest.keyClick(floor.window, Qt.Key.Key_Escape)
    assert floor.window.target is None


def test_letters_that_are_typed_are_no_keys(floor: Floor) -> None:
    QTest.keyClick(floor.window, Qt.Key.Key_W)
    QTest.keyClicks(floor.window, "/")
    QTest.keyClicks(focus(), "amfnhrt1")
    assert focus().property("text") == "amfnhrt1"
    assert floor.told.answers == []
    assert "No call fits" not in told(floor.window)  # it is painted, not a label
    assert floor.rows() == []
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert len(floor.rows()) == 5


def test_a_search_shows_the_calls_of_these_names_and_the_chosen_one_stays_in_the_details(floor: Floor) -> None:
    floor.window.wall.choose("blue/bob/bob-1")
    QTest.keyClicks(floor.window, "/")
    QTest.keyClicks(focus(), "an")
    assert floor.rows() == ["#calm", "blue/ann/ann-1"]
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert floor.rows()[:2] == ["#needs", "blue/bob/bob-1"]


def test_a_team_is_chosen_where_there_are_several(floor: Floor) -> None:
    (teams,) = floor.window.head.findChildren(QComboBox)
    assert not teams.isVisible()
    red = "red"
    floor.hear(heard(presence(name="Dee"), agent="dee", team=red), heard(summary(call="dee-1"), agent="dee", team=red))
    assert teams.isVisible()
    teams.setCurrentIndex(teams.findData(red))
    assert floor.rows() == ["#calm", "red/dee/dee-1"]
    assert "In call: 1" in told(floor.window)
    assert "Alarms: 0" in told(floor.window), "those of the other team"
    teams.setCurrentIndex(0)
    assert "Alarms: 1" in told(floor.window)


def test_choosing_an_alarm_chooses_its_call_and_the_other_way_round_leaves_no_two_things_chosen(floor: Floor) -> None:
    floor.window.alarms.take_focus()
    assert floor.window.target is not None
    assert floor.window.target.key == "blue/bob/bob-1"
    assert "Bob" in told(floor.window.call)
    floor.window.wall.choose("blue/ann/ann-1")
    assert floor.window.alarms.picked is None
    assert "Ann" in told(floor.window.call)


def test_the_details_say_what_is_known_of_the_call(floor: Floor) -> None:
    floor.clock.now += 200
    floor.hear(
        heard(
            summary(
                2, call="bob-1", seconds=200.0, sent=NOON + 200, state="frustrated", intensity=0.8, trend="rising",
                hard_for=190.0, aer="open", steps=("aer.acknowledge",), stage="relate", hand=True,
            ),
            NOON + 200, agent="bob",
        )
    )  # fmt: skip
    floor.window.wall.choose("blue/bob/bob-1")
    said = told(floor.window.call)
    for words in (
        "Bob", "blue \u00b7 3 min \u00b7 Relate", "More frustrated", "\u2022 Customer may leave \u00b7 3 min ago",
        "Frustrated for 3 min", "Hand up", "Steps taken: acknowledge",
    ):  # fmt: skip
        assert words in said


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({"paused": True}, "Listening is paused while something private is said."),
        ({"objected": True}, "The customer wants no estimate of feelings."),
    ],
)
def test_what_is_not_known_of_a_customer_is_said_and_not_guessed(
    floor: Floor, what: dict[str, bool], words: str
) -> None:
    floor.hear(heard(summary(2, call="ann-1", state="frustrated", intensity=0.9, **what), agent="ann"))
    floor.window.wall.choose("blue/ann/ann-1")
    said = told(floor.window.call)
    assert words in said
    assert "rustrated" not in said


def test_help_is_named_with_what_it_is_wanted_for(floor: Floor) -> None:
    floor.alert("cid", alert("help", call="cid-1", about="a refund"))
    floor.window.wall.choose("blue/cid/cid-1")
    assert "Help with: a refund" in told(floor.window.call)


def test_nothing_of_what_agents_write_is_read_as_markup(floor: Floor) -> None:
    floor.hear(heard(presence(2, name="<b>Bold</b>"), agent="ann"))
    floor.window.wall.choose("blue/ann/ann-1")
    labels = [each for each in floor.window.findChildren(QLabel) if "<b>" in each.text()]
    assert labels
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in floor.window.findChildren(QLabel))


def test_buttons_wait_until_there_is_something_to_do(floor: Floor) -> None:
    names = ("I look after it", "Seen", "False alarm", "Note")
    buttons = [each for each in floor.window.findChildren(QAbstractButton) if each.accessibleName() in names]
    assert [each.isEnabled() for each in buttons] == [False] * 4
    floor.window.wall.choose_first()
    assert [each.isEnabled() for each in buttons] == [True] * 4


def test_everything_that_takes_the_focus_has_a_name_for_screen_readers(floor: Floor) -> None:
    floor.window.wall.choose_first()
    floor.window.call.note_wanted.emit()
    seen = [each for each in floor.window.findChildren(QWidget) if each.isVisible()]
    reached = [each for each in seen if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled()]
    assert len(reached) > 10
    for each in reached:
        interface = QAccessible.queryAccessibleInterface(each)
        assert interface.text(QAccessible.Text.Name), each


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_the_focus_is_seen_on_every_field_and_button(qtbot: QtBot, theme: Theme) -> None:
    QApplication.setPalette(palette_of(theme))
    made = window(qtbot, ConsoleLook(theme))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    for each in (*made.head.findChildren(QAbstractButton), *made.head.findChildren(QLineEdit)):
        if not each.isVisible() or each.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        each.setFocus()
        qtbot.waitUntil(each.hasFocus, timeout=10_000)
        edge = each.grab().toImage().pixelColor(each.width() // 2, 0)
        assert edge == QColor(theme.suggest)
        assert contrast(edge.name(), theme.ground) >= 3


@pytest.mark.parametrize("size", [80, 100, 150, 200])
def test_it_fits_on_a_small_screen_at_every_text_size(qtbot: QtBot, size: int) -> None:
    made = window(qtbot, ConsoleLook(text_size=size))
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.note.open_for("Ann")
    QApplication.processEvents()
    assert made.size().width() <= 1280
    assert made.size().height() <= 720


@pytest.mark.usefixtures("right_to_left")
def test_reading_from_right_to_left_mirrors_the_window(floor: Floor) -> None:
    floor.window.wall.choose_first()
    wall, side = (part.mapTo(floor.window, QPoint(0, 0)).x() for part in (floor.window.wall, floor.window.call))
    assert wall > side


def test_no_agents_says_how_they_come_and_no_link_why(qtbot: QtBot) -> None:
    made = window(qtbot, ConsoleLook())
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.show_view(View(empty=no_agents_words(), link=LinkState("joined")))
    assert "assist floor join FILE" in no_agents_words()[1]
    assert "Connected to b" in told(made)
    made.show_view(View(link=LinkState("refused", "The certificate is too old."), agents=Agents(1, 2, 3)))
    assert "Not connected to b" in told(made)
    assert "In call: 2 \u00b7 Free: 1 \u00b7 Away: 3" in told(made)


def test_a_note_is_one_line_of_at_most_120_characters_ready_or_typed(qtbot: QtBot) -> None:
    line = NoteLine(("First", "Second"))
    qtbot.addWidget(line)
    sent: list[str] = []
    line.sent.connect(sent.append)
    with qtbot.waitExposed(line):
        line.show()
    line.open_for("Ann")
    (field,) = line.findChildren(QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert sent == []
    QTest.keyClicks(field, "2")
    assert field.text() == "Second"
    QTest.keyClicks(field, " 2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    line.open_for("Ann")
    QTest.keyClicks(field, "9")
    field.insert("x" * 200)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert sent == ["Second 2", "9" + "x" * (LONGEST - 1)]


def test_our_ready_lines_fit_into_a_note_and_each_has_a_digit() -> None:
    assert 3 <= len(ready_lines()) <= 9
    assert all(0 < len(text) <= LONGEST for text in ready_lines())


def test_the_list_of_keys_names_every_key_of_the_window(qtbot: QtBot) -> None:
    from PySide6.QtGui import QShortcut

    shown = KeysWindow(ConsoleLook())
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    said = told(shown)
    made = window(qtbot, ConsoleLook())
    known = {each.key().toString() for each in made.findChildren(QShortcut)}
    assert known - {"F1", "Ctrl+F"} == {key for key, _ in keys()} - {"Arrow keys", "Enter"}
    assert all(meaning in said for _, meaning in keys())

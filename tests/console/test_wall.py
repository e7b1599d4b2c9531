"""The wall: a call stays chosen wherever it moves, and nothing is painted that has not changed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assist.console.arrangement import Arrangement, Row, Wanted, key_of
from assist.console.card import CallCard, Point
from assist.console.look import ConsoleLook
from assist.console.wall import Wall
from assist.console.wall_model import RowsModel
from assist.windows.theme import THEMES
from tests.console.making import NOON, card, open_alert

ANN, BOB, CID = (key_of("blue", name, f"{name}-1") for name in ("ann", "bob", "cid"))


class Clock:
    now = NOON


class Watched(Wall):
    """A wall that notes what is painted."""

    def __init__(self, look: ConsoleLook, clock: Clock) -> None:
        super().__init__(look, lambda: clock.now)
        self.painted: list[QPaintEvent] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(QPaintEvent(event.region()))
        super().paintEvent(event)


class Shown:
    """A wall on the screen."""

    def __init__(self, qtbot: QtBot, look: ConsoleLook = ConsoleLook(), size: tuple[int, int] = (1000, 700)) -> None:  # noqa: B008
        self.clock = Clock()
        self.wall = Watched(look, self.clock)
        self.chosen: list[str] = []
        self._arrangement = Arrangement()
        self.wall.chosen.connect(self.chosen.append)
        self.wall.resize(*size)
        qtbot.addWidget(self.wall)
        with qtbot.waitExposed(self.wall):
            self.wall.show()

    def show(self, *cards: CallCard) -> None:
        self.wall.show_rows(self.rows(cards))

    def rows(self, cards: Sequence[CallCard]) -> list[Row]:
        self._arrangement.take(cards, {})
        return self._arrangement.arrange(self.clock.now, Wanted())

    def settle(self) -> list[QPaintEvent]:
        """Let Qt do what it still has to; what was painted meanwhile."""
        for _ in range(10):
            QApplication.processEvents()
        painted, self.wall.painted = self.wall.painted, []
        return painted

    def keys(self) -> list[str]:
        model = self.wall.model()
        assert isinstance(model, RowsModel)
        return [model.row(place).key for place in range(model.rowCount())]


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def hard(name: str, **but: object) -> CallCard:
    return card(name, state="frustrated", intensity=0.8, alerts=(open_alert("leave"),), **but)


@pytest.mark.usefixtures("qapp")
def test_the_model_keeps_to_qts_rules_however_rows_come_move_and_go() -> None:
    model: RowsModel[Row] = RowsModel(say=lambda row: row.key, is_open=lambda row: row.card is not None)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    one, two, three = (Row(name, "fine", card(name)) for name in ("ann", "bob", "cid"))
    for rows in ([one, two], [two, one], [three, two, one], [one], [Row("#fine", "fine", calls=2), two, three], []):
        model.show(rows)
        assert [model.row(place) for place in range(model.rowCount())] == rows
        assert [model.place(row.key) for row in rows] == list(range(len(rows)))


def test_the_chosen_call_stays_chosen_wherever_it_moves(shown: Shown) -> None:
    shown.show(card("ann"), card("bob"))
    assert shown.wall.choose(BOB)
    shown.show(hard("bob"), card("ann"), card("cid"))
    assert shown.keys() == ["#needs", BOB, "#fine", ANN, CID]
    assert [index.row() for index in shown.wall.selectedIndexes()] == [1]
    assert shown.chosen == [BOB]


def test_when_the_chosen_call_is_over_none_is_chosen_and_never_the_next(shown: Shown) -> None:
    shown.show(card("ann"), card("bob"), card("cid"))
    shown.wall.choose(BOB)
    shown.show(card("ann"), card("cid"))
    assert shown.wall.selectedIndexes() == []
    shown.show(card("ann"), card("bob", call="bob-2"), card("cid"))
    assert shown.wall.selectedIndexes() == []
    assert shown.chosen == [BOB, ""]


def test_arrow_keys_go_over_headings_and_enter_opens(shown: Shown, qtbot: QtBot) -> None:
    shown.show(hard("ann"), card("bob"), card("cid"))
    opened: list[bool] = []
    shown.wall.opened.connect(lambda: opened.append(True))
    QTest.keyClick(shown.wall, Qt.Key.Key_Return)
    assert shown.wall.choose_first()
    QTest.keyClick(shown.wall, Qt.Key.Key_Down)
    QTest.keyClick(shown.wall, Qt.Key.Key_Right)
    assert shown.chosen == [ANN, BOB, CID]
    QTest.keyClick(shown.wall, Qt.Key.Key_Return)
    assert opened == [True]
    QTest.keyClicks(shown.wall, "a")  # the window's, not for a name that begins so
    assert shown.chosen[-1] == CID


def test_a_card_that_changes_is_painted_alone(shown: Shown, qtbot: QtBot) -> None:
    cards = [card(f"agent{number}") for number in range(60)]
    shown.show(*cards)
    qtbot.waitUntil(lambda: bool(shown.wall.painted))
    shown.settle()
    cards[7] = card("agent7", state="confused", intensity=0.4)
    shown.show(*cards)
    qtbot.waitUntil(lambda: bool(shown.wall.painted))
    model = shown.wall.model()
    index = model.index(shown.keys().index(key_of("blue", "agent7", "agent7-1")), 0)
    assert [event.rect() for event in shown.wall.painted] == [shown.wall.visualRect(index)]


def test_nothing_is_painted_where_nothing_changes_and_a_minute_only_where_it_passed(shown: Shown, qtbot: QtBot) -> None:
    cards = [card("ann", began=NOON - 59), card("bob", began=NOON - 10)]
    shown.show(*cards)
    qtbot.waitUntil(lambda: bool(shown.wall.painted))
    shown.settle()
    shown.show(*cards)
    shown.wall.tick()
    assert shown.settle() == []
    shown.clock.now += 1
    shown.wall.tick()
    qtbot.waitUntil(lambda: bool(shown.wall.painted))
    assert [event.rect() for event in shown.wall.painted] == [shown.wall.visualRect(shown.wall.model().index(1, 0))]


def test_a_call_that_needs_somebody_is_large_and_one_that_is_fine_a_line(shown: Shown) -> None:
    shown.show(hard("ann"), card("bob", state="anxious", intensity=0.6), card("cid"))
    model = shown.wall.model()
    heights = [shown.wall.visualRect(model.index(place, 0)).height() for place in (1, 3, 5)]
    assert heights[0] > 1.8 * heights[1] > 3 * heights[2] > 0


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_a_severe_call_is_told_from_others_also_without_colours(qtbot: QtBot, theme: object) -> None:
    look = ConsoleLook(theme)  # type: ignore[arg-type]
    shapes = []
    for reason in ("harm", "leave", "hand", "help"):
        shown = Shown(qtbot, look, size=(500, 300))
        shown.show(card("ann", alerts=(open_alert(reason),)))
        at = shown.wall.visualRect(shown.wall.model().index(1, 0))
        image = shown.wall.viewport().grab(at.adjusted(18, 8, -at.width() + 60, -at.height() + 45)).toImage()
        ground = image.pixelColor(0, image.height() - 1)
        shapes.append(
            frozenset(
                (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) != ground
            )
        )
    assert len(set(shapes)) == 4


def test_what_is_chosen_has_a_frame_in_every_theme_with_the_focus_and_without(qtbot: QtBot) -> None:
    for theme in THEMES.values():
        shown = Shown(qtbot, ConsoleLook(theme))
        shown.show(card("ann"), card("bob"))
        shown.wall.choose(ANN)
        at = shown.wall.visualRect(shown.wall.model().index(1, 0))
        edge = shown.wall.viewport().grab(at).toImage().copy(0, at.height() // 2, 5, 1)
        assert {QColor(theme.text).name(), QColor(theme.suggest).name()} & colours(edge)


def test_every_row_is_a_sentence_for_who_hears_it(shown: Shown) -> None:
    long = hard("ann", hard_for=260.0, began=NOON - 725, trend="rising")
    shown.show(long, card("bob"))
    model = shown.wall.model()
    said = [model.index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(model.rowCount())]
    assert said == [
        "Needs a person: 1",
        "Ann. More frustrated. 12 min. Customer may leave. Frustrated for 4 min.",
        "Fine: 1",
        "Bob. Calm. 0 min.",
    ]


def test_an_empty_wall_says_why(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    before = shown.wall.viewport().grab().toImage()
    shown.wall.show_rows([], empty=("No agents yet", "This is how they come."))
    qtbot.waitUntil(lambda: shown.wall.viewport().grab().toImage() != before)
    assert shown.wall.viewport().grab().toImage().pixelColor(5, 5) == before.pixelColor(5, 5)


def test_a_wall_is_laid_out_and_painted_in_each_direction_and_size(qtbot: QtBot) -> None:
    track = tuple(Point(NOON - 10 * step, 0.5) for step in range(20, 0, -1))
    cards = [hard("ann", track=track), card("bob", track=track, paused=True), card("cid", objected=True, stale=True)]
    for size in (80, 100, 200):
        shown = Shown(qtbot, ConsoleLook(text_size=size))
        shown.show(*cards)
        rects = [shown.wall.visualRect(shown.wall.model().index(place, 0)) for place in range(len(shown.keys()))]
        assert all(rect.right() < shown.wall.viewport().width() for rect in rects)
        assert all(not one.intersects(other) for one in rects for other in rects if one is not other)

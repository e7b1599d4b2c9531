"""The history and the effect of stepping in, in their windows."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from assist.console.effect import Row
from assist.console.history_entries import KINDS, Entry
from assist.console.history_reading import Found
from assist.console.history_window import Asked, HistoryWindow
from assist.console.history_words import entry_texts
from assist.console.look import ConsoleLook
from assist.console.summary_window import SummaryWindow
from assist.errors import FloorError
from tests.console.making import NOON
from tests.console.test_desk import told

HARM = Entry(NOON - 60, "alarm", "blue", "ann", "Ann", "", "severe", "Careful", "Kim", "assigned", NOON - 5, 1, True)
NOTE = Entry(NOON - 90, "note", "blue", "bob", "Bob", "bob-1", "", "I am here", "Kim", "shown", None, 0, False)


class Kept:
    """A history that is asked."""

    def __init__(self, *entries: Entry, more: bool = False) -> None:
        self.asked: list[Asked] = []
        self.threads: list[threading.Thread] = []
        self.written: list[tuple[Path, Sequence[Entry]]] = []
        self._found = Found(list(entries), more)
        self.error = ""

    def search(self, asked: Asked) -> Found:
        self.asked.append(asked)
        self.threads.append(threading.current_thread())
        if self.error:
            raise FloorError(self.error)
        return self._found

    def export(self, path: Path, entries: Sequence[Entry]) -> int:
        self.written.append((path, entries))
        return len(entries)


def history(qtbot: QtBot, kept: Kept, path: str = "") -> HistoryWindow:
    made = HistoryWindow(
        ConsoleLook(), search=kept.search, export=kept.export, teams=("blue", "red"), now=lambda: NOON,
        ask_path=lambda _: path,
    )  # fmt: skip
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def rows(window: QWidget) -> list[list[str]]:
    (view,) = window.findChildren(QTableView)
    model = view.model()
    across = range(model.columnCount())
    return [[model.index(row, column).data() for column in across] for row in range(model.rowCount())]


def press(window: QWidget, name: str) -> None:
    (button,) = [each for each in window.findChildren(QAbstractButton) if each.accessibleName() == name]
    button.click()


def wait_for(qtbot: QtBot, window: QWidget, words: str) -> None:
    qtbot.waitUntil(lambda: words in told(window), timeout=20_000)


def test_it_opens_with_the_shift_and_searches_on_a_thread_of_its_own(qtbot: QtBot) -> None:
    kept = Kept(HARM, NOTE)
    window = history(qtbot, kept)
    wait_for(qtbot, window, "Entries: 2")
    assert kept.asked[0].since == NOON - 8 * 3600
    assert kept.asked[0].kinds == tuple(kind for kind in KINDS if kind != "presence")
    assert kept.threads[0] is not threading.main_thread()
    clock = time.strftime("%H:%M:%S", time.localtime(NOON - 60))
    assert rows(window)[0] == [clock, "Alarm, severe", "Ann", "blue", "Careful", "Kim looks after it", "55 s"]
    assert rows(window)[1][1:6] == ["Note", "Bob", "blue", "I am here", "Kim \u00b7 Shown"]


def test_what_is_typed_and_chosen_is_searched_for(qtbot: QtBot) -> None:
    kept = Kept()
    window = history(qtbot, kept)
    wait_for(qtbot, window, "Nothing was found in this period.")
    (field,) = window.findChildren(QLineEdit)
    QTest.keyClicks(field, " refund ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert kept_until(qtbot, kept, 2).text == "refund"
    assert window.isVisible(), "Enter searches and closes nothing"
    period, kinds, team = window.findChildren(QComboBox)
    team.setCurrentIndex(team.findData("red"))
    assert kept_until(qtbot, kept, 3).team == "red"
    period.setCurrentIndex(period.count() - 1)
    assert kept_until(qtbot, kept, 4).since == 0
    kinds.setCurrentIndex(kinds.findText("Alarms"))
    assert kept_until(qtbot, kept, 5).kinds == ("alarm",)


def kept_until(qtbot: QtBot, kept: Kept, count: int) -> Asked:
    qtbot.waitUntil(lambda: len(kept.asked) >= count, timeout=20_000)
    return kept.asked[-1]


def test_a_pause_in_typing_searches_too(qtbot: QtBot) -> None:
    kept = Kept()
    window = history(qtbot, kept)
    QTest.keyClicks(window.findChildren(QLineEdit)[0], "ann")
    assert kept_until(qtbot, kept, 2).text == "ann"


def test_more_than_are_shown_is_said_and_the_file_takes_all(qtbot: QtBot, tmp_path: Path) -> None:
    kept, path = Kept(HARM, more=True), tmp_path / "all.csv"
    window = history(qtbot, kept, str(path))
    wait_for(qtbot, window, "The newest 1 are shown.")
    press(window, "Save as CSV")
    wait_for(qtbot, window, "\u2713 Entries written: 1")
    assert kept.written == [(path, [HARM])]
    assert kept.asked[-1].limit > 100 * kept.asked[0].limit


def test_nothing_is_written_when_no_file_is_named(qtbot: QtBot) -> None:
    kept = Kept(HARM)
    window = history(qtbot, kept)
    wait_for(qtbot, window, "Entries: 1")
    press(window, "Save as CSV")
    assert len(kept.asked) == 1
    assert kept.written == []


def test_a_history_that_cannot_be_read_is_one_sentence(qtbot: QtBot) -> None:
    kept = Kept()
    kept.error = "No history is kept."
    wait_for(qtbot, history(qtbot, kept), "\u2717 No history is kept.")


@pytest.mark.parametrize(
    ("entry", "told_as"),
    [
        (
            ("alert", "", "harm", "", "Kim", "false alarm"),
            ["Reason", "Somebody may come to harm", "False alarm, says Kim"],
        ),
        (("alert", "", "help", "refund", "", ""), ["Reason", "Help with: refund", ""]),
        (("answer", "", "acknowledged", "", "Kim", "not shown"), ["Answer", "Seen by Kim", "Not shown"]),
        (("presence", "", "away", "", "", ""), ["Presence", "Away", ""]),
        (("call", "c", "", "", "", ""), ["Call", "", ""]),
        (("note", "c", "", "Hi", "Kim", ""), ["Note", "Hi", "Kim \u00b7 Not known yet"]),
    ],
)
def test_each_kind_of_entry_has_its_words(entry: tuple[str, ...], told_as: list[str]) -> None:
    kind, call, what, text, by, answer = entry
    made = Entry(NOON, kind, "blue", "ann", "Ann", call, what, text, by, answer, None, 0, False)  # type: ignore[arg-type]
    texts = entry_texts(made, NOON)
    assert [texts[1], texts[4], texts[5]] == told_as


def test_an_entry_of_another_day_says_which() -> None:
    assert entry_texts(HARM, NOON + 86_400)[0] == time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(NOON - 60))


def test_the_effect_has_the_number_of_cases_beside_every_percentage(qtbot: QtBot) -> None:
    found = [Row("note", 14, 8, 3, 1, 2, 0.6, 67), Row("acknowledged", 3, 1, 2, 0, 0, None, None)]
    since: list[float] = []

    def summarise(begun: float) -> list[Row]:
        since.append(begun)
        return found

    window = SummaryWindow(ConsoleLook(), summarise=summarise, now=lambda: NOON)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    wait_for(qtbot, window, "Steps in this period: 17")
    assert rows(window) == [
        ["A note was shown", "14", "8", "3", "1", "2", "60 %", "67 % of 12 cases"],
        ["Seen", "3", "1", "2", "0", "0", "", "too few cases"],
    ]
    window.findChildren(QComboBox)[0].setCurrentIndex(0)
    qtbot.waitUntil(lambda: since == [NOON - 8 * 3600, NOON - 3600], timeout=20_000)

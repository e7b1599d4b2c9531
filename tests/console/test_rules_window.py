"""The alarm rules in their window: edited with a form, tried on the shift, saved for the team."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDoubleSpinBox, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from assist.console.look import ConsoleLook
from assist.console.rule_words import rule_texts, when_words
from assist.console.rules import Rule, read_rules
from assist.console.rules_window import RulesWindow
from assist.windows.dialog_parts import CheckBox
from tests.console import shown_floor
from tests.console.making import rule
from tests.console.test_desk import told

HISTORY_GONE = "The history is being used by another program."


class Team:
    """A team's file and the window on it."""

    def __init__(self, qtbot: QtBot, file: Path) -> None:
        self.file, self.saved = file, list[tuple[Rule, ...]]()
        self.window = RulesWindow(
            ConsoleLook(), file=file, used=read_rules(), heards=shown_floor.bad, saved=self.saved.append, teams=("red",)
        )
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def choose(self, name: str) -> None:
        names = [row[1] for row in self.rows()]
        self._table(0).selectRow(names.index(name))

    def rows(self, which: int = 0) -> list[list[str]]:
        model = self._table(which).model()
        across = range(model.columnCount())
        return [[model.index(row, column).data() for column in across] for row in range(model.rowCount())]

    def row(self, name: str) -> list[str]:
        return next(row for row in self.rows() if row[1] == name)

    def number(self, name: str) -> QDoubleSpinBox:
        return next(each for each in self.window.findChildren(QDoubleSpinBox) if each.accessibleName() == name)

    def choice(self, name: str) -> QComboBox:
        return next(each for each in self.window.findChildren(QComboBox) if each.accessibleName() == name)

    def text(self) -> QLineEdit:
        return next(each for each in self.window.findChildren(QLineEdit) if each.accessibleName() == "Text")

    def button(self, name: str) -> QAbstractButton:
        return next(each for each in self.window.findChildren(QAbstractButton) if each.accessibleName() == name)

    def press(self, name: str) -> None:
        self.button(name).click()

    def told(self) -> str:
        return told(self.window)

    def _table(self, which: int) -> QTableView:
        return self.window.findChildren(QTableView)[which]


@pytest.fixture
def team(qtbot: QtBot, tmp_path: Path) -> Team:
    return Team(qtbot, tmp_path / "rules.toml")


def test_it_shows_every_rule_and_the_fields_of_the_first(team: Team) -> None:
    assert [row[1] for row in team.rows()] == [each.id for each in read_rules()]
    assert team.choice("Watches for").currentData() == "harm"
    assert team.text().text() == "Somebody may come to harm"


def test_what_is_edited_shows_in_the_table_and_is_saved_into_the_teams_file(team: Team) -> None:
    team.choose("rising")
    team.number("At least").setValue(80)
    team.number("Must last").setValue(45)
    team.number("Not again for").setValue(20)
    team.choice("Severity").setCurrentIndex(1)
    team.text().clear()
    QTest.keyClicks(team.text(), "It grows at {agent}")
    assert team.row("rising")[4:] == ["80 %", "45 s", "High", "It grows at {agent}"]
    team.press("Save")
    assert f"\u2713 Saved in {team.file}." in team.told()
    saved = next(each for each in read_rules(team.file) if each.id == "rising")
    assert (saved.at_least, saved.for_s, saved.again_s) == (0.8, 45, 1200)
    assert (saved.severity, saved.text) == ("high", "It grows at {agent}")
    assert team.saved == [read_rules(team.file)]


def test_a_rule_is_switched_off(team: Team) -> None:
    team.choose("complaint")
    team.window.findChildren(CheckBox)[0].setChecked(False)
    team.press("Save")
    assert not next(each for each in read_rules(team.file) if each.id == "complaint").enabled
    assert team.row("complaint")[0] == "\u2013"


def test_a_new_rule_is_the_teams_own_and_can_be_taken_out_but_ours_cannot(team: Team) -> None:
    assert not team.button("Remove").isEnabled()
    team.press("New rule")
    assert team.rows()[-1][1] == "rule 1"
    team.press("Save")
    assert any(each.id == "rule 1" for each in read_rules(team.file))
    team.press("Remove")
    team.press("Save")
    assert [each.id for each in read_rules(team.file)] == [each.id for each in read_rules()]


def test_a_rule_can_be_for_one_team_alone(team: Team) -> None:
    team.press("New rule")
    team.choice("Team").setCurrentIndex(1)
    assert team.rows()[-1][2] == "red"


def test_a_mistake_is_told_where_it_is_made_and_nothing_is_saved(team: Team) -> None:
    team.choose("hand")
    team.text().setText("Hello {nobody}")
    assert "no slot is called {nobody}" in team.told()
    team.choose("harm")
    assert "nobody" not in team.told()
    team.press("Save")
    assert "\u201chand\u201d: no slot is called {nobody}" in team.told()
    assert not team.file.exists()
    assert team.saved == []
    team.press("Try on this shift")
    assert "\u201chand\u201d: no slot" in team.told()


def test_the_minutes_of_a_long_call_and_an_intensity_are_not_mixed_up(team: Team) -> None:
    team.choose("long call")
    assert team.number("At least").text() == "45 min"
    team.choose("rising")
    assert team.number("At least").text() == "60 % of intensity"


def test_mistakes_in_the_teams_file_are_told_with_their_lines_and_it_is_not_overwritten(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "rules.toml"
    file.write_text('[[rule]]\nid = "harm"\nat_least = 7\n\n[[rule]]\nid = "hand"\ncolour = 1\n', encoding="utf-8")
    team = Team(qtbot, file)
    assert f"\u2717 {file}:3: " in team.told()
    assert f"\u2717 {file}:7: " in team.told()
    assert not team.button("Save").isEnabled()
    assert [row[1] for row in team.rows()] == [each.id for each in read_rules()]


def test_a_trial_plays_the_shift_through_both_and_saves_nothing(team: Team, qtbot: QtBot) -> None:
    team.choose("sustained")
    team.window.findChildren(CheckBox)[0].setChecked(False)
    team.press("Try on this shift")
    assert not team.button("Try on this shift").isEnabled()
    qtbot.waitUntil(lambda: "\u2713 Tried on the shift; nothing was saved." in team.told(), timeout=60_000)
    figures = {row[0]: row[1:] for row in team.rows(1)}
    now, then = (int(text) for text in figures["Alarms"])
    assert now > then > 0
    assert figures["Alarms by \u201csustained\u201d"] == ["1", "0"]
    assert not team.file.exists()


def test_a_shift_that_cannot_be_read_is_one_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    from assist.errors import FloorError

    def heards() -> list[object]:
        raise FloorError(HISTORY_GONE)

    window = RulesWindow(
        ConsoleLook(), file=tmp_path / "rules.toml", used=read_rules(), heards=heards, saved=print  # type: ignore[arg-type]
    )  # fmt: skip
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.try_on()
    qtbot.waitUntil(lambda: f"\u2717 {HISTORY_GONE}" in told(window), timeout=20_000)


def test_every_condition_has_words_and_a_rule_reads_in_its_row() -> None:
    assert {each.when for each in read_rules()} <= set(when_words())
    assert rule_texts(rule("long call", at_least=30, for_s=0)) == (
        "\u2713", "long call", "All", "Long call", "30 min", "", "High", "It is long call",
    )  # fmt: skip

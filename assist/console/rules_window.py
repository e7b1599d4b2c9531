"""The alarm rules in a window: a table, the chosen one's fields, a trial on the shift, and saving for the team.

Must not know how a rule works nor where calls are kept: it is given functions for all of that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from assist.console import rules as rule_file
from assist.console.dry_run import DryRun, dry_run
from assist.console.look import ConsoleLook
from assist.console.parts import button, label
from assist.console.rule_form import RuleForm
from assist.console.rule_words import heads, rule_texts, run_heads, run_rows
from assist.console.rules import Rule
from assist.console.rules_editing import write_rules
from assist.console.state import Heard
from assist.console.style import style_sheet
from assist.console.table import Texts, table_of
from assist.console.working import Work
from assist.errors import RulesError
from assist.windows.dialog_parts import announce

translate = QCoreApplication.translate

_SHOWN = 5
"""Mistakes of a file that are told."""

Two = tuple[DryRun, DryRun]


class RulesWindow(QDialog):
    """`file` is the team's; `used` the rules that are in use now. `heards` gives the shift's messages, on a thread of
    its own. `saved` gets the rules once they are saved."""

    def __init__(
        self, look: ConsoleLook, *, file: Path, used: Sequence[Rule], heards: Callable[[], Iterable[Heard]],
        saved: Callable[[tuple[Rule, ...]], object], teams: Sequence[str] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        self._file, self._used, self._heards, self._tell_saved = file, tuple(used), heards, saved
        self._rules: list[Rule] = []
        self._ours = {rule.id for rule in rule_file.read_rules()}
        self._table, self._figures = Texts(heads()), Texts(run_heads())
        self._trying: Work[Two] = Work(self, told=self._show_trial, failed=self._fail)
        self._form = RuleForm(teams)
        self._form.changed.connect(self._edited)
        self.setWindowTitle(translate("Rules", "Alarm rules"))
        self.finished.connect(self._trying.stop)
        self.setStyleSheet(style_sheet(look))
        self._build()
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(look.scaled(1320), room.width()), min(look.scaled(800), room.height()))
        self._read()

    def try_on(self) -> None:
        """Play the shift through the rules in use and through these."""
        if not self._is_fine():
            return
        self._say(translate("Rules", "The shift is played through both; this may take a while."))
        self._try_button.setEnabled(False)
        used, edited, heards = self._used, tuple(self._rules), self._heards
        self._trying.start(lambda: (dry_run(used, heards()), dry_run(edited, heards())))

    def save(self) -> None:
        """Write them into the team's file."""
        if not self._is_fine():
            return
        try:
            write_rules(self._file, self._rules)
            self._used = rule_file.read_rules(self._file)
        except RulesError as error:
            self._fail(str(error))
            return
        self._tell_saved(self._used)
        self._say(translate("Rules", "\u2713 Saved in {file}. The rules hold from now on.").format(file=self._file))

    def add(self) -> None:
        """A new rule, to be filled in."""
        known = {rule.id for rule in self._rules}
        name = next(f"rule {number}" for number in range(1, len(known) + 2) if f"rule {number}" not in known)
        text = translate("Rules", "The customer is frustrated")
        self._rules.append(Rule(id=name, when="frustrated", severity="low", text=text, at_least=0.6, for_s=60))
        self._fill(len(self._rules) - 1)
        self._form.take_focus()

    def remove(self) -> None:
        """Take the chosen rule out, where it is the team's own."""
        place = self._place()
        if place is not None and self._is_own(self._rules[place]):
            del self._rules[place]
            self._fill(min(place, len(self._rules) - 1))

    # --- parts ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._view = table_of(self._table, name=translate("Rules", "Rules"), widest=7)
        self._view.selectionModel().selectionChanged.connect(self._choose)
        self._run = table_of(self._figures, name=translate("Rules", "What the rules would have made"), widest=0)
        self._run.setVisible(False)
        self._said = label("muted")
        self._try_button = button(translate("Rules", "Try on this shift"), self.try_on)
        self._save_button = button(translate("Rules", "Save"), self.save, name="main")
        self._remove_button = button(translate("Rules", "Remove"), self.remove)
        middle, left = QHBoxLayout(), QVBoxLayout()
        left.addWidget(self._view, 2)
        left.addWidget(self._run, 1)
        middle.addLayout(left, 3)
        middle.addWidget(self._form, 1)
        below = QHBoxLayout()
        below.addWidget(button(translate("Rules", "New rule"), self.add))
        below.addWidget(self._remove_button)
        below.addStretch(1)
        for each in (self._try_button, self._save_button, button(translate("Rules", "Close"), self.close)):
            below.addWidget(each)
        column = QVBoxLayout(self)
        column.addLayout(middle, 1)
        column.addWidget(self._said)
        column.addLayout(below)

    def _read(self) -> None:
        """The team's rules; where its file has mistakes, those that are in use, and every mistake is told."""
        wrong = rule_file.mistakes(self._file) if self._file.exists() else []
        self._rules = list(self._used)
        if wrong:
            told = "\n".join(f"\u2717 {mistake}" for mistake in wrong[:_SHOWN])
            first = translate("Rules", "The file has mistakes, and these rules are used instead until they are right:")
            self._say(f"{first}\n{told}")
            self._save_button.setEnabled(False)
        elif self._file.exists():
            self._rules = list(rule_file.read_rules(self._file))
        self._fill(0)

    def _fill(self, place: int) -> None:
        self._table.show([rule_texts(rule) for rule in self._rules])
        self._view.selectRow(place)
        self._choose()

    def _place(self) -> int | None:
        rows = self._view.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def _choose(self) -> None:
        place = self._place()
        rule = None if place is None else self._rules[place]
        self._form.show_rule(rule)
        self._form.complain((rule_file.complaint(rule) or "") if rule is not None else "")
        self._remove_button.setEnabled(rule is not None and self._is_own(rule))

    def _edited(self) -> None:
        place, rule = self._place(), self._form.rule
        if place is None or rule is None:
            return
        self._rules[place] = rule
        self._table.change(place, rule_texts(rule))
        self._form.complain(rule_file.complaint(rule) or "")
        self._remove_button.setEnabled(self._is_own(rule))
        self._said.clear()

    def _is_own(self, rule: Rule) -> bool:
        return rule.id not in self._ours or bool(rule.team)

    def _is_fine(self) -> bool:
        """Whether every rule can be so; the first that cannot is shown."""
        for place, rule in enumerate(self._rules):
            if sentence := rule_file.complaint(rule):
                self._view.selectRow(place)
                self._fail(translate("Rules", "\u201c{rule}\u201d: {what}").format(rule=rule.id, what=sentence))
                return False
        return True

    def _show_trial(self, runs: Two) -> None:
        self._try_button.setEnabled(True)
        self._figures.show(run_rows(*runs))
        self._run.setVisible(True)
        self._say(translate("Rules", "\u2713 Tried on the shift; nothing was saved."))

    def _fail(self, sentence: str) -> None:
        self._try_button.setEnabled(True)
        self._say(f"\u2717 {sentence}")

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        announce(self, sentence)

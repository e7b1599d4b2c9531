"""The pages without sound or keys: the language of the calls, and what Assist does with a call."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QListWidget, QListWidgetItem, QWidget

from assist.overlay.action_words import action_words
from assist.overlay.actions import Action
from assist.overlay.first_run.parts import Sentence, bold, label, line, titled
from assist.overlay.first_run.setup import Setup

_CODE = Qt.ItemDataRole.UserRole
_ROWS = 7


class LanguagePage(QWidget):
    changed = Signal()
    complete = True

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        translate = QCoreApplication.translate
        column = titled(
            self,
            translate("FirstRun", "Choose the language of your calls"),
            translate("FirstRun", "These languages have a speech model on this machine."),
        )
        self._given = setup.language
        self.list = QListWidget()
        self.list.setAccessibleName(translate("FirstRun", "Language of the calls"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for code, shown in setup.languages:
            item = QListWidgetItem(shown, self.list)
            item.setData(_CODE, code)
            if code == setup.language:
                self.list.setCurrentItem(item)
        rows = min(max(self.list.count(), 1), _ROWS)
        row = max(self.list.sizeHintForRow(0), self.fontMetrics().height())
        self.list.setFixedHeight(rows * row + 2 * self.list.frameWidth())
        problem = Sentence()
        column.addWidget(self.list)
        column.addWidget(problem)
        column.addWidget(label(translate(
            "FirstRun",
            "To add a language, fetch its model: “assist models list” in a terminal shows them and “assist models get” "
            "brings one here. It is in this list the next time.",
        )))  # fmt: skip
        column.addStretch(1)
        problem.say(self._missing(setup))
        self.first = self.list

    @property
    def language(self) -> str:
        chosen = self.list.selectedItems()  # the current item is not it: the first becomes that with the focus
        return str(chosen[0].data(_CODE)) if chosen else self._given

    def _missing(self, setup: Setup) -> str:
        translate = QCoreApplication.translate
        if not setup.languages:
            return translate("FirstRun", "There is no speech model on this machine yet.")
        if setup.language not in dict(setup.languages):
            text = translate("FirstRun", "The language in the settings, “{language}”, has no model here; choose one.")
            return text.format(language=setup.language)
        return ""


class PrivacyPage(QWidget):
    changed = Signal()
    complete = True

    def __init__(self, setup: Setup, *, keys: Callable[[], Mapping[Action, str]]) -> None:
        super().__init__()
        translate = QCoreApplication.translate
        self._keys = keys
        self._hidden, self._recorded = setup.hidden_from_sharing, setup.recorded
        self._floor, self._excerpts = setup.floor, setup.floor and setup.excerpts
        column = titled(
            self,
            translate("FirstRun", "Know what Assist does with a call"),
            translate("FirstRun", "Five lines, for you and for the customer who asks."),
        )
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(self.fontMetrics().height())
        self._grid.setVerticalSpacing(self.fontMetrics().height() // 2)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._lines = [self._add(row, what) for row, (what, _) in enumerate(self._texts())]
        self.first: QWidget = self
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()  # the keys may have been changed

    def _fill(self) -> None:
        for shown, (what, text) in zip(self._lines, self._texts(), strict=True):
            shown.setText(text)
            shown.setAccessibleName(f"{what}: {text}")

    def _add(self, row: int, what: str) -> QLabel:
        head, text = line(what), label()
        head.setFont(bold(self.font()))
        self._grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)
        return text

    def _texts(self) -> tuple[tuple[str, str], ...]:
        translate = QCoreApplication.translate
        return (
            (translate("FirstRun", "Where"), self._where()),
            (
                translate("FirstRun", "Your voice"),
                translate("FirstRun", "It is never analysed; only your words and their timing are."),
            ),
            (
                translate("FirstRun", "Recording"),
                self._recording(),
            ),
            (translate("FirstRun", "The customer"), self._objection()),
            (translate("FirstRun", "Screen sharing"), self._sharing()),
        )

    def _where(self) -> str:
        translate = QCoreApplication.translate
        if self._excerpts:
            return translate(
                "FirstRun",
                "Supervisors see how your calls go and the customer\u2019s last words, masked. You see it too.",
            )
        if self._floor:
            return translate("FirstRun", "Supervisors see how your calls go, and no words. You see what they see.")
        return translate("FirstRun", "Everything stays on this machine.")

    def _recording(self) -> str:
        translate = QCoreApplication.translate
        if self._recorded:
            return translate("FirstRun", "Your organisation records calls, locked with its key. A red sign says so.")
        return translate("FirstRun", "There is none: audio is never written to a file.")

    def _objection(self) -> str:
        translate = QCoreApplication.translate
        if key := self._key("notice"):
            return translate("FirstRun", "They may object. {key} shows what you read to them.").format(key=key)
        text = translate("FirstRun", "They may object. “{action}” in the menu is what you read to them.")
        return text.format(action=action_words()["notice"])

    def _sharing(self) -> str:
        translate = QCoreApplication.translate
        if self._hidden:
            return translate("FirstRun", "This system leaves the overlay out; look once before you rely on it.")
        if key := self._key("hide"):
            return translate("FirstRun", "This system shows the overlay to others; {key} hides it.").format(key=key)
        return translate("FirstRun", "This system shows the overlay to others; hide it before you share.")

    def _key(self, action: Action) -> str:
        """As this system writes it; empty for no key."""
        key = QKeySequence.fromString(self._keys().get(action, ""), QKeySequence.SequenceFormat.PortableText)
        return key.toString(QKeySequence.SequenceFormat.NativeText)

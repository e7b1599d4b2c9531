"""The window in which settings are changed, made from the rows of their table alone.

Owns what is on the screen and what was typed. Must not know which settings there are nor where they are kept: it is
given rows, and a function that saves changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assist.errors import AssistError
from assist.overlay.setting_rows import KEYS, Row, RowView, plain
from assist.overlay.setting_words import choice_words, setting_words
from assist.windows.dialog_parts import announce, outline_fields, text_label

translate = QCoreApplication.translate

Save = Callable[[Mapping[str, object]], None]
Check = Callable[[str, object], str | None]


class SettingsDialog(QDialog):
    """All rows by group, with a search.

    `save` is given the changed values by name; an AssistError from it is shown and what was typed stays. `check` tells
    in one sentence why a setting cannot have a value, None when it can.
    """

    def __init__(
        self, rows: Iterable[Row], *, save: Save, check: Check | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._save_changes = save
        self._check: Check = check or (lambda _name, _value: None)
        words, choices = setting_words(), choice_words()
        self._rows = [RowView(row, words=words, choice_words=choices) for row in rows]
        groups = dict.fromkeys(row.group for row in self._rows)
        self._headings = {group: text_label(words.get(group, group), bold=True, scale=1.3) for group in groups}
        self.setWindowTitle(translate("Settings", "Settings"))
        outline_fields(self)
        self._build(list(groups))
        for row in self._rows:
            row.changed.connect(self._edited)
        self._groups.setCurrentRow(0)
        self._search.setFocus()
        self._filter()
        self._edited()
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, but not where it ends a search."""
        if not (self._search.hasFocus() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}):
            super().keyPressEvent(event)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _build(self, groups: list[str]) -> None:
        self._search = QLineEdit(placeholderText=translate("Settings", "Search settings"))
        self._search.setAccessibleName(translate("Settings", "Search settings"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self._names = groups
        self._groups = QListWidget()
        self._groups.addItems([self._headings[group].text() for group in groups])
        self._groups.setAccessibleName(translate("Settings", "Groups of settings"))
        self._groups.setSpacing(self.fontMetrics().height() // 6)
        self._groups.setFixedWidth(self._groups.sizeHintForColumn(0) + self.fontMetrics().height() * 2)
        self._groups.currentRowChanged.connect(self._filter)
        middle = QHBoxLayout()
        middle.addWidget(self._groups)
        middle.addWidget(self._build_rows(), 1)
        self._message = text_label()
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.addWidget(self._search)
        column.addLayout(middle, 1)
        column.addWidget(self._message)
        column.addWidget(self._build_buttons())

    def _build_rows(self) -> QScrollArea:
        page = QWidget()
        column = QVBoxLayout(page)
        for group, heading in self._headings.items():
            column.addWidget(heading)
            for row in self._rows:
                if row.group == group:
                    column.addWidget(row)
        self._nothing = text_label()
        column.addWidget(self._nothing)
        column.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setWidget(page)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields in it are reached one by one
        return self._scroll

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self._save = buttons.addButton(translate("Settings", "Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._cancel = buttons.addButton(translate("Settings", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._try_to_save)
        buttons.rejected.connect(self.reject)
        return buttons

    def _fit(self) -> None:
        """As large as its text needs, and no larger than the screen."""
        letter, room = self.fontMetrics().height(), QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(letter * 42, room.width() * 9 // 10), min(letter * 36, room.height() * 9 // 10))

    # --- what is seen ---------------------------------------------------------------------------------------------

    def _filter(self) -> None:
        """The rows of the group that is chosen or, of all groups, those that are searched for."""
        wanted = self._search.text().casefold().split()
        group = self._names[self._groups.currentRow()]
        self._groups.setEnabled(not wanted)
        seen = [row for row in self._rows if (row.matches(wanted) if wanted else row.group == group)]
        for row in self._rows:
            row.setVisible(row in seen)
        for name, heading in self._headings.items():
            heading.setVisible(any(row.group == name for row in seen))
        self._nothing.setVisible(not seen)
        self._nothing.setText(
            translate("Settings", "No setting matches \u201c{text}\u201d.").format(text=self._search.text().strip())
        )
        self._scroll.verticalScrollBar().setValue(0)

    def _edited(self) -> None:
        dirty = any(row.is_changed() for row in self._rows)
        self._save.setEnabled(dirty)
        self._cancel.setText(translate("Settings", "Cancel") if dirty else translate("Settings", "Close"))
        self._message.clear()

    def _show(self, row: RowView) -> None:
        self._search.clear()
        self._groups.setCurrentRow(self._names.index(row.group))
        row.take_focus()
        self._scroll.ensureWidgetVisible(row)

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        announce(self, sentence)

    # --- saving ---------------------------------------------------------------------------------------------------

    def _try_to_save(self) -> None:
        changed = [row for row in self._rows if row.is_changed()]
        wrong = [row for row in changed if self._complains(row)]
        if wrong:
            self._show(wrong[0])
            self._say(translate("Settings", "\u2717 Not saved: see \u201c{title}\u201d.").format(title=wrong[0].title))
            return
        try:
            self._save_changes({row.name: row.value() for row in changed})
        except AssistError as error:
            self._say(f"\u2717 {plain(str(error))}")
            return
        for row in changed:
            row.settle()
        self._edited()
        self._say(translate("Settings", "\u2713 Saved. Some settings take effect with the next call."))

    def _complains(self, row: RowView) -> bool:
        sentence = self._check(row.name, row.value()) or self._taken(row)
        row.complain(sentence)
        return sentence is not None

    def _taken(self, row: RowView) -> str | None:
        """A key can do one thing only."""
        for other in self._rows:
            if other is not row and row.group == other.group == KEYS and row.value() == other.value() != "":
                return translate("Settings", "This is the key of \u201c{title}\u201d too.").format(title=other.title)
        return None

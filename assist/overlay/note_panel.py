"""A supervisor's line: who wrote it, what, and a button that puts it away. It takes no focus and makes no sound."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from assist.overlay.actions import Action
from assist.overlay.cue_card import BAR, Keys, Panel
from assist.overlay.floor_news import Note
from assist.overlay.floor_words import note_title
from assist.overlay.look import Look
from assist.overlay.parts import label
from assist.windows.icons import SignView

translate = QCoreApplication.translate


class NotePanel(Panel):
    """One note; hidden without one."""

    def __init__(self, did: Callable[[Action], None]) -> None:
        super().__init__()
        self._look = Look()
        self._sign = SignView()
        self._title, self._text = label("muted"), label("body")
        self._keys = Keys(did)
        self._top = QHBoxLayout()
        self._top.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._top.addWidget(self._title, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        self._column.addWidget(self._text)
        self._column.addWidget(self._keys)
        self.hide()

    def dress(self, look: Look) -> None:
        self._look = look
        gap = look.sizes.gap
        self._column.setContentsMargins(BAR + gap, gap // 2, gap, gap // 2)
        self._column.setSpacing(gap // 4)
        self._top.setSpacing(gap)
        self.paint_in(look.theme, look.theme.suggest)
        self._sign.show_sign("notice", look.theme.suggest, look.sizes.icon * 4 // 5)
        self._keys.show_keys([("read", translate("Floor", "Read"))], look)

    def show_note(self, note: Note | None) -> None:
        self.setVisible(note is not None)
        if note is not None:
            self._title.setText(note_title(note.name))
            self._text.setText(note.text)
            self.setAccessibleName(self._title.text())
            self.setAccessibleDescription(note.text)

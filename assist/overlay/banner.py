"""What the agent must know beside the cue: a trouble with what to do about it, and the notice to read out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from assist.overlay.actions import Action
from assist.overlay.cue_card import BAR, Keys, Panel
from assist.overlay.icons import SignView
from assist.overlay.look import Look
from assist.overlay.parts import label
from assist.overlay.sentences import our_notice, trouble_words
from assist.overlay.trouble import Trouble

translate = QCoreApplication.translate


class TroubleBanner(Panel):
    """One trouble in one sentence, and under it what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._trouble: Trouble | None = None
        self._sign = SignView()
        self._what, self._act = label("body"), label("muted")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(self._what)
        column.addWidget(self._act)
        self._row.addLayout(column, 1)

    def dress(self, look: Look) -> None:
        self._look = look
        gap = look.sizes.gap
        self._row.setContentsMargins(BAR + gap, gap // 2, gap, gap // 2)
        self._row.setSpacing(gap)
        self.show_trouble(self._trouble)

    def show_trouble(self, trouble: Trouble | None) -> None:
        self._trouble = trouble
        self.setVisible(trouble is not None)
        if trouble is None:
            return
        by_wish = trouble.kind == "objected"  # nothing is wrong
        colour = self._look.theme.muted if by_wish else self._look.theme.warn
        self.paint_in(self._look.theme, colour)
        self._sign.show_sign("notice" if by_wish else "trouble", colour, self._look.sizes.icon * 4 // 5)
        what, act = trouble_words(trouble)
        self._what.setText(what)
        self._act.setText(act)
        self.setAccessibleName(what)
        self.setAccessibleDescription(act)


class NoticePanel(Panel):
    """The text to read to the customer, with their answer."""

    def __init__(self, did: Callable[[Action], None]) -> None:
        super().__init__()
        self._sign = SignView()
        self._title, self._text = label("headline"), label("body")
        self._keys = Keys(did)
        top = QHBoxLayout()
        top.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._title, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(top)
        self._column.addWidget(self._text)
        self._column.addWidget(self._keys)

    def dress(self, look: Look) -> None:
        gap = look.sizes.gap
        self._column.setContentsMargins(BAR + gap, gap, gap, gap // 2)
        self._column.setSpacing(gap // 2)
        self.paint_in(look.theme, look.theme.suggest)
        self._sign.show_sign("notice", look.theme.suggest, look.sizes.icon)
        self._title.setText(translate("Overlay", "Read this to the customer"))
        self._text.setText(look.notice or our_notice())
        self._keys.show_keys(
            [
                ("done", translate("Overlay", "They agree")),
                ("wrong", translate("Overlay", "They object")),
                ("notice", translate("Overlay", "Close")),
            ],
            look,
        )
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._text.text())

"""What the agent must know beside the cue: a trouble with what to do about it, and the notice to read out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from assist.overlay.actions import Action
from assist.overlay.cue_card import BAR, Keys, Panel
from assist.overlay.hearing_words import changed_words, heard_again_words, trouble_words
from assist.overlay.look import Look
from assist.overlay.parts import label
from assist.overlay.sentences import our_notice
from assist.overlay.state import View
from assist.overlay.trouble import Trouble
from assist.windows.icons import Sign, SignView

translate = QCoreApplication.translate


class Banner(Panel):
    """One trouble in one sentence, and under it what to do; without one, what has changed a moment ago."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._view = View()
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
        self.show_view(self._view)

    def show_view(self, view: View) -> None:
        self._view = view
        self.setVisible(view.trouble is not None or view.heard_again or bool(view.changed))
        if view.trouble is not None:
            self._show_trouble(view.trouble)
        elif view.heard_again:
            again, act = heard_again_words(self._look.keys.get("pause", ""))
            self._show(again, act, sign="listening", colour=self._look.theme.good)
        elif view.changed:
            words = " ".join(map(changed_words, view.changed))
            self._show(words, "", sign="changed", colour=self._look.theme.muted)

    def _show_trouble(self, trouble: Trouble) -> None:
        by_wish = trouble.kind == "objected"  # nothing is wrong
        theme = self._look.theme
        sign: Sign = "notice" if by_wish else "trouble"
        self._show(*trouble_words(trouble), sign=sign, colour=theme.muted if by_wish else theme.warn)

    def _show(self, what: str, act: str, *, sign: Sign, colour: str) -> None:
        self.paint_in(self._look.theme, colour)
        self._sign.show_sign(sign, colour, self._look.sizes.icon * 4 // 5)
        self._what.setText(what)
        self._act.setText(act)
        self._act.setVisible(bool(act))
        self.setAccessibleName(what)
        self.setAccessibleDescription(act)


class NoticePanel(Panel):
    """The text to read to the customer, with their answer."""

    def __init__(self, did: Callable[[Action], None]) -> None:
        super().__init__()
        self._look = Look()
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

    def show_notice(self, shown: bool, *, recorded: bool, floor: bool) -> None:
        """`recorded`, `floor`: the customer is told that too, where the words are ours."""
        self._text.setText(self._look.notice or our_notice(recorded=recorded, floor=floor))
        self.setAccessibleDescription(self._text.text())
        self.setVisible(shown)

    def dress(self, look: Look) -> None:
        self._look = look
        gap = look.sizes.gap
        self._column.setContentsMargins(BAR + gap, gap, gap, gap // 2)
        self._column.setSpacing(gap // 2)
        self.paint_in(look.theme, look.theme.suggest)
        self._sign.show_sign("notice", look.theme.suggest, look.sizes.icon)
        self._title.setText(translate("Overlay", "Read this to the customer"))
        self._keys.show_keys(
            [
                ("done", translate("Overlay", "They agree")),
                ("wrong", translate("Overlay", "They object")),
                ("notice", translate("Overlay", "Close")),
            ],
            look,
        )
        self.setAccessibleName(self._title.text())

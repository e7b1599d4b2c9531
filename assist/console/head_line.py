"""The head of the console: how many agents there are, how the link stands, which calls are shown, the other windows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from assist.console.arrangement import Wanted
from assist.console.look import ConsoleLook
from assist.console.parts import Choice, OneLine, button, label
from assist.console.refusals import Refusals
from assist.console.state import Agents
from assist.console.wall_words import counts_words, link_words, refused_why_words, refused_words
from assist.floor.trouble import LinkState
from assist.windows.icons import SignView

translate = QCoreApplication.translate


class HeadLine(QWidget):
    """`wanted_changed` says that other calls are wanted (`wanted`); `opened` which window ("history", ...) is."""

    wanted_changed = Signal()
    opened = Signal(str)

    def __init__(self, look: ConsoleLook, broker: str) -> None:
        super().__init__()
        self._look, self._broker, self._known_refused = look, broker, Refusals()
        self._counts, self._refused = label("head", wrap=False), label("small", wrap=False)
        self._sign, self._link = SignView(), OneLine()
        self._teams, self._search = Choice(), QLineEdit()
        self._teams.setAccessibleName(translate("Console", "Team"))
        self._teams.setToolTip(translate("Console", "Team (T)"))
        self._teams.addItem(translate("Console", "All teams"), "")
        self._teams.currentIndexChanged.connect(self.wanted_changed)
        self._search.setPlaceholderText(translate("Console", "Search by name (/)"))
        self._search.setAccessibleName(translate("Console", "Search by name"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self.wanted_changed)
        self._build()

    @property
    def wanted(self) -> Wanted:
        return Wanted(str(self._teams.currentData() or ""), self._search.text())

    def dress(self, look: ConsoleLook) -> None:
        """Another look from now on."""
        self._look = look

    def show_counts(self, agents: Agents, refused: Refusals) -> None:
        self._counts.setText(counts_words(agents))
        self._refused.setText(refused_words(refused))
        if refused != self._known_refused:
            self._known_refused = refused
            self._refused.setToolTip(refused_why_words(refused))
        self._refused.setVisible(refused.total > 0)

    def show_link(self, link: LinkState) -> None:
        theme, joined = self._look.theme, link.state == "joined"
        sign, colour = ("check", theme.good) if joined else ("starting", theme.muted)
        if link.state in ("lost", "refused"):
            sign, colour = "trouble", theme.warn
        self._sign.show_sign(sign, colour, self._look.pixels.state)  # type: ignore[arg-type]  # those are signs
        self._link.show_text(link_words(link, self._broker))

    def show_teams(self, teams: Sequence[str]) -> None:
        """The teams that can be chosen; the one that is chosen stays so."""
        known = [self._teams.itemData(index) for index in range(1, self._teams.count())]
        for team in teams:
            if team not in known:
                self._teams.addItem(team, team)
        self._teams.setVisible(self._teams.count() > 2)

    def search(self) -> None:
        """Begin a search."""
        self._search.setFocus()
        self._search.selectAll()

    def choose_team(self) -> None:
        """Begin to choose a team."""
        if self._teams.isVisible():
            self._teams.setFocus()
            self._teams.showPopup()

    def forget_search(self) -> None:
        """Show all names again."""
        self._search.clear()

    def _build(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for part in (self._counts, self._sign, self._link, self._refused):
            above.addWidget(part, 1 if part is self._link else 0)
        above.insertSpacing(1, 16)
        below.addWidget(self._teams)
        below.addWidget(self._search, 1)
        below.addStretch(1)
        for name, text, key in (
            ("history", translate("Console", "History"), "H"),
            ("effect", translate("Console", "Effect"), "E"),
            ("rules", translate("Console", "Rules"), "R"),
            ("keys", translate("Console", "Keys"), "?"),
        ):
            below.addWidget(button(text, partial(self.opened.emit, name), key=key))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(above)
        column.addLayout(below)

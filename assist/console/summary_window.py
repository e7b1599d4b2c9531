"""The effect of stepping in, in a window: what became of customers after notes and answers, beside calls in which
nobody stepped in. No percentage stands without the number of its cases.

Must not know how that is worked out: it is given a function for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from assist.console.effect import FEWEST, Kind, Row
from assist.console.look import ConsoleLook
from assist.console.parts import button, label
from assist.console.periods import period_choice, since
from assist.console.style import style_sheet
from assist.console.table import Texts, table_of
from assist.console.working import Work
from assist.windows.dialog_parts import announce

translate = QCoreApplication.translate

Summarise = Callable[[float], Sequence[Row]]
"""From when on, s since 1970; called on a thread of its own."""


class SummaryWindow(QDialog):
    """`summarise` gives a row for each kind of step."""

    def __init__(self, look: ConsoleLook, *, summarise: Summarise, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._summarise, self._now = summarise, now
        self._rows = Texts(heads())
        self._working: Work[Sequence[Row]] = Work(self, told=self._show, failed=self._fail)
        self.setWindowTitle(translate("Effect", "Effect of stepping in"))
        self.finished.connect(self._working.stop)
        self.setStyleSheet(style_sheet(look))
        self._build()
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(look.scaled(980), room.width()), min(look.scaled(440), room.height()))
        self.look_again()

    def look_again(self) -> None:
        """Show the chosen period."""
        summarise, begun = self._summarise, since(self._period, self._now())
        self._say(translate("Effect", "Reading the history"))
        self._working.start(lambda: summarise(begun))

    def _build(self) -> None:
        self._period = period_choice()
        self._period.currentIndexChanged.connect(self.look_again)
        view = table_of(self._rows, name=translate("Effect", "Effect of stepping in"), widest=0)
        meaning = label("muted")
        meaning.setText(
            translate(
                "Effect",
                "The customer's state in the minute before, and half a minute to two and a half minutes after. What is "
                "at its worst often eases by itself: compare with the calls in which nobody stepped in. Below {count} "
                "cases no percentage is shown.",
            ).format(count=FEWEST)
        )
        self._said = label("muted")
        below = QHBoxLayout()
        below.addWidget(self._said, 1)
        below.addWidget(button(translate("Effect", "Close"), self.close))
        above = QHBoxLayout()
        above.addWidget(self._period)
        above.addStretch(1)
        column = QVBoxLayout(self)
        column.addLayout(above)
        column.addWidget(view, 1)
        column.addWidget(meaning)
        column.addLayout(below)

    def _show(self, rows: Sequence[Row]) -> None:
        self._rows.show([row_texts(row) for row in rows])
        cases = sum(row.cases for row in rows if row.kind != "nobody")
        self._say(translate("Effect", "Steps in this period: {count}").format(count=cases))

    def _fail(self, sentence: str) -> None:
        self._say(f"\u2717 {sentence}")

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        announce(self, sentence)


def heads() -> tuple[str, ...]:
    """Of the columns."""
    return (
        translate("Effect", "What was done"),
        translate("Effect", "Cases"),
        translate("Effect", "Eased"),
        translate("Effect", "Same"),
        translate("Effect", "Worse"),
        translate("Effect", "Not known"),
        translate("Effect", "Hard before"),
        translate("Effect", "Share that eased"),
    )


def row_texts(row: Row) -> tuple[str, ...]:
    """A row of the table."""
    share = translate("Effect", "too few cases")
    if row.eased_percent is not None:
        share = translate("Effect", "{percent} % of {count} cases").format(percent=row.eased_percent, count=row.known)
    numbers = (row.cases, row.eased, row.same, row.worse, row.not_known)
    before = "" if row.before is None else translate("Effect", "{percent} %").format(percent=round(row.before * 100))
    return (kind_words(row.kind), *(str(number) for number in numbers), before, share)


def kind_words(kind: Kind) -> str:
    """What was done."""
    words: dict[Kind, str] = {
        "note": translate("Effect", "A note was shown"),
        "acknowledged": translate("Effect", "Seen"),
        "assigned": translate("Effect", "Somebody looked after it"),
        "false alarm": translate("Effect", "False alarm"),
        "nobody": translate("Effect", "Nobody stepped in"),
    }
    return words[kind]

"""What only the full view has: how far the moment and the call are, the last cues, the live words of both sides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from assist.events import Stage, Step
from assist.overlay.cues import PAST, PastCue
from assist.overlay.look import Look
from assist.overlay.parts import OneLine, label
from assist.overlay.sentences import past_words, stage_words, step_words
from assist.overlay.state import View
from assist.windows.icons import Sign, SignView

translate = QCoreApplication.translate

_AER: tuple[Step, ...] = ("aer.acknowledge", "aer.empathize", "aer.respond")
_CARE: tuple[Stage, ...] = ("connect", "assess", "relate", "engage")


class Ladder(QWidget):
    """A few steps in a row, each with a sign for whether it is done, next, or still to come."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._signs = [SignView() for _ in range(count)]
        self._labels = [label("muted") for _ in range(count)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for sign, words in zip(self._signs, self._labels, strict=True):
            words.setWordWrap(False)
            row.addWidget(sign)
            row.addWidget(words)
            row.addSpacing(4)
        row.addStretch(1)

    def show_steps(self, steps: Sequence[tuple[str, Sign]], look: Look) -> None:
        """The words and sign of each step."""
        theme = look.theme
        colours = {"check": theme.good, "current": theme.suggest, "warn": theme.warn}
        for (words, sign), view, text in zip(steps, self._signs, self._labels, strict=True):
            view.show_sign(sign, colours.get(sign, theme.edge), look.sizes.small)
            text.setText(words)
            bright = sign in ("current", "warn")
            text.setStyleSheet(f"color: {theme.text if bright else theme.muted}; font-size: {look.sizes.small}px;")
        self.setAccessibleName(", ".join(f"{words}: {_said(sign)}" for words, sign in steps))


class ProgressPanel(QWidget):
    """AER of the moment and CARE of the call."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._shown: tuple[object, ...] = ()
        self._titles = (label("muted"), label("muted"))
        self._aer, self._care = Ladder(len(_AER)), Ladder(len(_CARE))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        for row, (title, ladder) in enumerate(zip(self._titles, (self._aer, self._care), strict=True)):
            title.setWordWrap(False)
            self._grid.addWidget(title, row, 0)
            self._grid.addWidget(ladder, row, 1)
        self._grid.setColumnStretch(1, 1)

    def dress(self, look: Look) -> None:
        self._look = look
        self._shown = ()
        self._grid.setHorizontalSpacing(look.sizes.gap)
        self._titles[0].setText(translate("Overlay", "Moment"))
        self._titles[1].setText(translate("Overlay", "Call"))

    def show_view(self, view: View) -> None:
        if self._shown == (view.aer, view.steps, view.stage):
            return
        self._shown = (view.aer, view.steps, view.stage)
        self._aer.show_steps([(step_words(step), sign) for step, sign in aer_signs(view)], self._look)
        place = _CARE.index(view.stage)
        self._care.show_steps(
            [(stage_words(stage), "current" if index == place else "open") for index, stage in enumerate(_CARE)],
            self._look,
        )


class PastPanel(QWidget):
    """The last cues and how they ended."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._shown: tuple[PastCue, ...] | None = None
        self._signs = [SignView() for _ in range(PAST)]
        self._labels = [OneLine("past") for _ in range(PAST)]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        for sign, words in zip(self._signs, self._labels, strict=True):
            row = QHBoxLayout()
            row.setSpacing(5)
            row.addWidget(sign)
            row.addWidget(words, 1)
            self._column.addLayout(row)

    def dress(self, look: Look) -> None:
        self._look = look
        self._shown = None

    def show_view(self, view: View) -> None:
        self.setVisible(bool(view.past))
        if view.past == self._shown:
            return
        self._shown = view.past
        for index, (sign, words) in enumerate(zip(self._signs, self._labels, strict=True)):
            past = view.past[index] if index < len(view.past) else None
            sign.setVisible(past is not None)
            words.setVisible(past is not None)
            if past is not None:
                done = past.end == "done"
                colour = self._look.theme.good if done else self._look.theme.muted
                sign.show_sign("check" if done else "missed", colour, self._look.sizes.small)
                words.show_text(past_words(past.end, past.headline))


class WordsPanel(QWidget):
    """The live words: the latest line of each side."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._customer, self._agent = OneLine("line", newest=True), OneLine("line", newest=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._customer)
        column.addWidget(self._agent)

    def dress(self, look: Look) -> None:
        self._look = look

    def show_view(self, view: View) -> None:
        lines, look = dict(view.lines), self._look
        for shown, wanted, name, text in (
            (self._customer, look.customer_words, translate("Overlay", "Customer:"), lines.get("customer", "")),
            (self._agent, look.agent_words, translate("Overlay", "You:"), lines.get("agent", "")),
        ):
            shown.setVisible(wanted and bool(text))
            shown.show_text(text, name)
        self.setVisible((look.customer_words or look.agent_words) and bool(lines))


def aer_signs(view: View) -> list[tuple[Step, Sign]]:
    """Each step of the moment with its sign: taken, next (a warning when it is overdue), or open."""
    signs: list[tuple[Step, Sign]] = []
    marked = view.aer in ("none", "done")
    for step in _AER:
        if step in view.steps:
            signs.append((step, "check"))
        elif not marked:
            signs.append((step, "warn" if view.aer == "overdue" else "current"))
            marked = True
        else:
            signs.append((step, "open"))
    return signs


def _said(sign: Sign) -> str:
    if sign == "check":
        return translate("Overlay", "taken")
    return translate("Overlay", "now") if sign in ("current", "warn") else translate("Overlay", "open")

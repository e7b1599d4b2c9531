"""The window of the doctor: each finding as it comes, with what to do.

The checks load models and take seconds, so they are made on a thread of their own; the window looks every 50 ms at what
that thread has found, and nothing of Qt is touched there. Must not know what is checked, nor how.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple, Protocol

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assist.windows.dialog_parts import announce, text_label

translate = QCoreApplication.translate

LOOK_MS = 50


class Finding(Protocol):
    """What was looked at, whether it is well, and what was found or is to be done."""

    @property
    def what(self) -> str: ...
    @property
    def ok(self) -> bool: ...
    @property
    def note(self) -> str: ...


class _Round(NamedTuple):
    """One round of all checks, shared with the thread that makes them."""

    found: queue.SimpleQueue[Finding]
    unwanted: threading.Event
    end: Future[None]


class DoctorWindow(QDialog):
    """Makes the checks whenever it is opened. `findings` is called and stepped through on another thread.

    Closing it lets the check that is under way come to its end unseen and makes no further one.
    """

    def __init__(self, findings: Callable[[], Iterable[Finding]], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings = findings
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="doctor")
        self._round: _Round | None = None
        self._shown: list[Finding] = []
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        self.setWindowTitle(translate("Doctor", "Check of this computer"))
        self._build()
        self.finished.connect(self._stop)
        letter, room = self.fontMetrics().height(), QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(letter * 38, room.width() * 9 // 10), min(letter * 28, room.height() * 9 // 10))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # coming back from the task bar is no new question
            self._start()

    # --- parts ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._page = QWidget()
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(self.fontMetrics().height())
        around = QVBoxLayout(self._page)
        around.addLayout(self._grid)
        around.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(self._page)
        scroll.setAccessibleName(translate("Doctor", "What was found"))
        self._last = text_label()
        buttons = QDialogButtonBox()
        self._again = _button(buttons, translate("Doctor", "Check again"), self._start)
        self._copy = _button(buttons, translate("Doctor", "Copy"), self._copy_all)
        _button(buttons, translate("Doctor", "Close"), self.close)
        column = QVBoxLayout(self)
        column.addWidget(scroll, 1)
        column.addWidget(self._last)
        column.addWidget(buttons)

    def _add(self, finding: Finding) -> None:
        self._shown.append(finding)
        line = 2 * len(self._shown)
        mark = text_label(_mark(finding), bold=True)
        mark.setWordWrap(False)
        palette = mark.palette()
        palette.setColor(QPalette.ColorRole.WindowText, _colour(palette, finding.ok))
        mark.setPalette(palette)
        note = text_label(finding.note)
        note.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        note.setAccessibleName(f"{_mark(finding)}: {finding.what}: {finding.note}")
        note.setContentsMargins(0, 0, 0, self.fontMetrics().height() // 2)
        self._grid.addWidget(mark, line, 0)
        self._grid.addWidget(text_label(finding.what, bold=True), line, 1)
        self._grid.addWidget(note, line + 1, 1)

    def _clear(self) -> None:
        self._shown.clear()
        while (item := self._grid.takeAt(0)) is not None and (label := item.widget()) is not None:
            label.deleteLater()

    # --- a round of checks ----------------------------------------------------------------------------------------

    def _start(self) -> None:
        self._clear()
        found: queue.SimpleQueue[Finding] = queue.SimpleQueue()
        unwanted = threading.Event()
        end = self._thread.submit(_make, self._findings, found, unwanted)
        self._round = _Round(found, unwanted, end)
        self._again.setEnabled(False)
        self._copy.setEnabled(False)
        self._last.setText(translate("Doctor", "Checking; this takes a few seconds."))
        self._looking.start()

    def _look(self) -> None:
        """Show what has been found since, and at the end how it went."""
        if self._round is None:
            return
        done = self._round.end.done()  # asked first: nothing is found after it
        while not self._round.found.empty():
            self._add(self._round.found.get())
        if done:
            self._say(_verdict(self._shown, self._round.end.exception()))
            self._stop()
            self._again.setEnabled(True)
            self._copy.setEnabled(bool(self._shown))

    def _stop(self) -> None:
        self._looking.stop()
        if self._round is not None:
            self._round.unwanted.set()
            self._round = None

    def _say(self, sentence: str) -> None:
        self._last.setText(sentence)
        announce(self, sentence)

    def _copy_all(self) -> None:
        lines = [f"{_mark(finding)}  {finding.what}: {finding.note}" for finding in self._shown]
        QGuiApplication.clipboard().setText("\n".join([*lines, self._last.text()]))


def _make(
    findings: Callable[[], Iterable[Finding]], found: queue.SimpleQueue[Finding], unwanted: threading.Event
) -> None:
    for finding in findings():
        if unwanted.is_set():
            return
        found.put(finding)


def _verdict(findings: list[Finding], failure: BaseException | None) -> str:
    if failure is not None:
        return translate("Doctor", "\u2717 The check itself failed: {kind}.").format(kind=type(failure).__name__)
    wrong = sum(not finding.ok for finding in findings)
    if wrong:
        return translate("Doctor", "\u2717 To be put right: {count}.").format(count=wrong)
    return translate("Doctor", "\u2713 All is well.")


def _mark(finding: Finding) -> str:
    return translate("Doctor", "\u2713 Ok") if finding.ok else translate("Doctor", "\u2717 Fix")


def _colour(palette: QPalette, ok: bool) -> str:
    """Green or red, readable on the palette's ground."""
    dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    if ok:
        return "#86E0A2" if dark else "#156B38"
    return "#FFA39B" if dark else "#AF231C"


def _button(box: QDialogButtonBox, text: str, act: Callable[[], object]) -> QPushButton:
    button = box.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
    button.clicked.connect(act)
    return button

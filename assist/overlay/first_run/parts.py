"""Small pieces of which the pages are made. Sizes follow the font; texts are never read as markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from assist.windows.dialog_parts import announce


def line(text: str = "") -> QLabel:
    """Text that stays on one line."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def label(text: str = "") -> QLabel:
    """Text that wraps where it must."""
    made = line(text)
    made.setWordWrap(True)
    return made


def titled(page: QWidget, title: str, explanation: str) -> QVBoxLayout:
    """The page's column, which begins with what to do and one line about it."""
    column = QVBoxLayout(page)
    head = label(title)
    head.setFont(larger(page.font()))
    column.addWidget(head)
    column.addWidget(label(explanation))
    column.addSpacing(page.fontMetrics().height() // 2)
    page.setAccessibleName(title)
    page.setAccessibleDescription(explanation)
    return column


def larger(font: QFont) -> QFont:
    made = bold(font)
    if font.pixelSize() > 0:
        made.setPixelSize(round(font.pixelSize() * 1.4))
    else:
        made.setPointSizeF(font.pointSizeF() * 1.4)
    return made


def bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


class Sentence(QLabel):
    """What stands in the way, with a sign before it; not there while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def say(self, text: str) -> None:
        shown = f"\u26a0 {text}" if text else ""
        if shown != self.text():
            self.setText(shown)
            self.setVisible(bool(text))
            announce(self, text)


class Scrolled(QScrollArea):
    """A page that wants its whole size and can be scrolled on a screen that has less."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setWidget(page)
        self._page = page

    def sizeHint(self) -> QSize:
        page = self._page
        width = max(self.fontMetrics().averageCharWidth() * 80, page.minimumSizeHint().width())
        height = page.heightForWidth(width) if page.hasHeightForWidth() else page.sizeHint().height()
        return QSize(width, height + 2 * self.fontMetrics().height())  # room for a sentence that is said later

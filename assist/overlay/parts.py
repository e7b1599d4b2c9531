"""Small pieces of the overlay's parts: labels that never read markup, buttons that never take the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from assist.overlay.look import Look


def label(name: str, *, wrap: bool = True) -> QLabel:
    """A label that the style sheet knows by its name. What was heard must never be read as markup."""
    made = QLabel()
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made


class OneLine(QLabel):
    """A text of which as much is shown as fits in a line; all of it is there for screen readers."""

    def __init__(self, name: str, *, newest: bool = False) -> None:
        """`newest`: of a text that does not fit its end is shown, not its beginning."""
        super().__init__()
        self._name = self._text = ""
        self._mode = Qt.TextElideMode.ElideLeft if newest else Qt.TextElideMode.ElideRight
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, name: str = "") -> None:
        """`name` stands before the text and is always there."""
        self._name, self._text = name, text
        self.setAccessibleName(f"{name} {text}".strip())
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        before = f"{self._name} " if self._name else ""
        room = self.contentsRect().width() - self.fontMetrics().horizontalAdvance(before)
        self.setText(before + self.fontMetrics().elidedText(self._text, self._mode, room))


def button(text: str, act: Callable[[], object], *, name: str = "key") -> QPushButton:
    """A button for the mouse alone: keys reach it without the focus (`keys/`)."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(act)
    return made


def style_sheet(look: Look) -> str:
    """The style of everything in the window."""
    theme, sizes = look.theme, look.sizes
    return f"""
        QLabel {{ color: {theme.text}; font-size: {sizes.body}px; background: transparent; }}
        QLabel#muted, QLabel#why, QLabel#past, QLabel#line, QLabel#keys {{
            color: {theme.muted}; font-size: {sizes.small}px; }}
        QLabel#state {{ font-size: {sizes.state}px; font-weight: 600; }}
        QLabel#headline {{ font-size: {sizes.headline}px; font-weight: 600; }}
        QLabel#recorded {{ color: {theme.record}; font-size: {sizes.small}px; font-weight: 700; }}
        QLabel#paused {{ color: {theme.ground}; font-size: {sizes.state}px; font-weight: 600; }}
        QLabel#now {{ font-size: {sizes.small}px; font-weight: 600; }}
        QPushButton {{ color: {theme.muted}; background: transparent; font-size: {sizes.small}px;
            border: 1px solid transparent; border-radius: 4px; padding: 2px 3px; }}
        QPushButton:hover {{ color: {theme.text}; border-color: {theme.edge}; }}
    """

"""Small pieces of the console's windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from assist.windows.dialog_parts import text_label
from assist.windows.icons import draw
from assist.windows.theme import Theme


def label(name: str = "", *, wrap: bool = True) -> QLabel:
    """A label that the style sheet knows by its name. What was heard must never be read as markup."""
    made = text_label()
    made.setWordWrap(wrap)
    made.setObjectName(name)
    return made


class OneLine(QLabel):
    """A text of which as much is shown as fits in a line; all of it is there for screen readers and on hovering."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._text = ""
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if QApplication.isRightToLeft():  # or a text that is not translated would stand at the other side
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.contentsRect().width())
        self.setText(shown)
        self.setToolTip("" if shown == self._text else self._text)


class Choice(QComboBox):
    """A choice whose outline and arrow are seen in every palette; the wheel that passes over it changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self.fontMetrics().ascent()
        box = QRect(self.width() - side - side // 2, (self.height() - side) // 2, side, side)
        with QPainter(self) as painter:
            colour = self.palette().color(QPalette.ColorRole.Text).name()
            draw(painter, "more", QRectF(QStyle.visualRect(self.layoutDirection(), self.rect(), box)), colour)


class Lower(QScrollArea):
    """Parts below each other, as high as they are; on a small screen they scroll."""

    def __init__(self, parts: Sequence[QWidget]) -> None:
        super().__init__(widgetResizable=True)
        self._inside = inside = QWidget()
        inside.setObjectName("inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            column.addWidget(part)
        self.setWidget(inside)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside.installEventFilter(self)

    def show_end(self) -> None:
        """Where something has just been opened."""
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, most: bar.setValue(most), Qt.ConnectionType.SingleShotConnection)
        bar.setValue(bar.maximum())

    def sizeHint(self) -> QSize:
        inside = self._inside
        height = inside.heightForWidth(self.viewport().width()) if inside.hasHeightForWidth() else -1
        return QSize(inside.minimumSizeHint().width(), max(height, inside.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inside.minimumSizeHint().width(), self.fontMetrics().height() * 8)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()


def button(text: str, act: Callable[[], object], *, key: str = "", name: str = "") -> QPushButton:
    """A button that says its key."""
    made = QPushButton(f"{text}  {key}" if key else text)
    made.setAccessibleName(text)
    made.setObjectName(name)
    made.setAutoDefault(False)
    made.clicked.connect(act)
    return made


def paint_words(painter: QPainter, box: QRect, words: tuple[str, str], sizes: tuple[int, int], theme: Theme) -> None:
    """A headline and a sentence in the middle of an empty place."""
    width = min(box.width() * 8 // 10, sizes[1] * 36)
    centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    top = box.top() + box.height() // 3
    for text, size, bold, colour in (
        (words[0], sizes[0], True, theme.text),
        (words[1], sizes[1], False, theme.muted),
    ):
        font = QFont(painter.font())
        font.setPixelSize(size)
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = QRect(box.center().x() - width // 2, top, width, box.bottom() - top)
        painter.drawText(room, centre, text)
        top += painter.fontMetrics().boundingRect(room, centre, text).height() + size

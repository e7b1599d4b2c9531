"""What the dialogs share: labels that show text as it is, and check boxes that are seen in every palette and size."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontInfo,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QStyle, QStyleOptionFocusRect, QWidget


def text_label(text: str = "", *, bold: bool = False, scale: float = 1.0) -> QLabel:
    """A label that wraps, at the side where reading begins; `scale` is its size beside the usual."""
    label = QLabel(text, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
    if QGuiApplication.isRightToLeft():  # or a text that is not translated would stand at the other side
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    if bold or scale != 1.0:
        font = label.font()
        font.setBold(bold)
        font.setPixelSize(round(QFontInfo(font).pixelSize() * scale))  # a font has points or pixels; this knows both
        label.setFont(font)
    return label


def announce(widget: QWidget, text: str) -> None:
    """A screen reader says this when it has said what it is saying."""
    if text:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def outline_fields(dialog: QWidget) -> None:
    """Give every field that is typed into an outline that is seen: Fusion's own is dim on dark."""
    colour = dialog.palette().color(QPalette.ColorRole.PlaceholderText).name()
    dialog.setStyleSheet(
        f"QLineEdit {{ border: 1px solid {colour}; border-radius: 3px; padding: 2px 4px; }}"
        "QLineEdit#qt_spinbox_lineedit { border: none; padding: 0; }"
    )


class CheckBox(QCheckBox):
    """A check box with an outline in the colour of text, as large as the text, whose text wraps.

    Fusion's own is dim on dark, small beside large text, and as wide as its text is long.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        width = self._start() + self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        longest = max((self.fontMetrics().horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(self._start() + longest + 4, self.fontMetrics().height() + 6)

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._start()), 10000)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text()).height() + 6

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        colour = self.palette().color(group, QPalette.ColorRole.WindowText)
        side = self._side()
        box = self._placed(QRect(2, (self.height() - side) // 2, side, side))
        words = self._placed(QRect(self._start(), 0, self.width() - self._start(), self.height()))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour, max(1.0, side / 12)))
            painter.setBrush(self.palette().color(group, QPalette.ColorRole.Base))
            painter.drawRoundedRect(box, side / 8, side / 8)
            if self.isChecked():
                painter.setPen(QPen(colour, side / 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                corners = ((0.22, 0.55), (0.42, 0.75), (0.80, 0.28))
                painter.drawPolyline([QPointF(box.x() + x * side, box.y() + y * side) for x, y in corners])
            painter.setPen(colour)
            leading = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
            painter.drawText(words, leading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self.text())
            if self.hasFocus():
                self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        option = QStyleOptionFocusRect()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)

    def _placed(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)

    def _side(self) -> int:
        return self.fontMetrics().ascent()

    def _start(self) -> int:
        """Where the text begins."""
        return 2 + self._side() + self.fontMetrics().height() // 2

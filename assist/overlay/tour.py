"""A walk through the window: each part is framed and told in a sentence or two, in the state a call would bring."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assist.overlay.contents import Part
from assist.overlay.examples import EXAMPLES
from assist.overlay.look import Look
from assist.overlay.window import OverlayWindow

translate = QCoreApplication.translate

GAP = 16


class Stop(NamedTuple):
    """One stop: the state that is shown, the part that is framed, and what is told of it."""

    example: str
    part: Part
    title: str
    text: str


def stops() -> tuple[Stop, ...]:
    """The walk, in the window's language."""
    return (
        Stop(
            "waiting", "strip", translate("Tour", "Between two calls"),
            translate("Tour", "Assist waits, with no microphone open. One key begins the call, and the same key ends "
                      "it; so do the menu and, where it is set up, your softphone."),
        ),
        Stop(
            "calm", "strip", translate("Tour", "One quiet line"),
            translate("Tour", "Most of the time Assist is only this. The full microphone means that sound from both "
                      "sides arrives; the words tell how the customer seems to feel."),
        ),
        Stop(
            "rising", "strip", translate("Tour", "How the customer feels"),
            translate("Tour", "Above the dotted line it gets harder for them, below it better. A wide shade means: not "
                      "sure. It is about the customer alone; your own voice is never analysed."),
        ),
        Stop(
            "suggestion", "cue", translate("Tour", "One cue at a time"),
            translate("Tour", "The headline is enough. Below it is what it means and an example with details that the "
                      "customer gave. It comes while you listen, and never while you speak."),
        ),
        Stop(
            "suggestion", "keys", translate("Tour", "One key, no mouse"),
            translate("Tour", "Done, not now, wrong, why: the keys work while you type in the softphone. Your answers "
                      "teach the program; nobody else is shown them."),
        ),
        Stop(
            "warning_with_why", "cue", translate("Tour", "Careful, and why"),
            translate("Tour", "A warning shows the words that fired, and a kinder way to say the same. If it is wrong, "
                      "say so with one key."),
        ),
        Stop(
            "full_suggestion", "progress", translate("Tour", "Acknowledge, empathize, respond"),
            translate("Tour", "In the full view the first row is this moment, the second the call: connect, assess, "
                      "relate, engage. A tick means that you did it."),
        ),
        Stop(
            "customer_not_heard", "trouble", translate("Tour", "It tells the truth"),
            translate("Tour", "When a side cannot be heard, or something was missed, it says so and what to do."),
        ),
        Stop(
            "notice", "notice", translate("Tour", "The customer decides"),
            translate("Tour", "One key shows what to read to them. If they object, their feelings are not analysed "
                      "in this call, from that moment on."),
        ),
        Stop(
            "paused", "pause", translate("Tour", "While a card number is said"),
            translate("Tour", "When you ask for a card, or a keypad is heard, Assist pauses: nothing of the customer "
                      "is heard or kept, and it says for how long. One key, or a click on the microphone, does too."),
        ),
        Stop(
            "get_help", "cue", translate("Tour", "When a person is needed"),
            translate("Tour", "Asking for a supervisor, threats and despair are never held back. One key raises your "
                      "hand, and the same key lowers it."),
        ),
    )  # fmt: skip


class Frame(QWidget):
    """A frame around a part of the window; clicks go through it."""

    def __init__(self, parent: QWidget, colour: str) -> None:
        super().__init__(parent)
        self._colour = colour
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._colour), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class Tour(QDialog):
    """The explanation beside the window. `exec` returns when it was ended."""

    def __init__(self, window: OverlayWindow, look: Look) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle(translate("Tour", "A tour of Assist"))
        self._window = window
        self._frame = Frame(window, look.theme.suggest)
        self._stops = stops()
        self._at = 0
        self._title, self._text, self._count = QLabel(), QLabel(), QLabel()
        self._back = QPushButton(translate("Tour", "Back"))
        self._next = QPushButton()
        self._build()
        window.installEventFilter(self)
        self._show_stop()

    @property
    def stop(self) -> Stop:
        return self._stops[self._at]

    def go(self, steps: int) -> None:
        """On or back; past the last stop the tour is over."""
        if self._at + steps == len(self._stops):
            self.accept()
        else:
            self._at += steps
            self._show_stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is laid out anew a moment after it shows something else: the frame goes along."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            QTimer.singleShot(0, self, self._frame_part)
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        self._window.removeEventFilter(self)
        self._frame.hide()
        super().done(result)

    def _build(self) -> None:
        bold = self.font()
        bold.setBold(True)
        bold.setPointSizeF(bold.pointSizeF() * 1.3)
        self._title.setFont(bold)
        for label in (self._title, self._text, self._count):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(label is not self._count)
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        column = QVBoxLayout(self)
        for label in (self._title, self._text):
            column.addWidget(label)
        column.addStretch(1)
        column.addLayout(row)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 60)
        self._back.clicked.connect(lambda: self.go(-1))
        self._next.clicked.connect(lambda: self.go(1))
        self._next.setDefault(True)

    def _show_stop(self) -> None:
        stop = self.stop
        example = EXAMPLES[stop.example]
        self._window.set_full(example.full)
        self._window.show_view(example.view)
        last = self._at == len(self._stops) - 1
        self._title.setText(stop.title)
        self._text.setText(stop.text)
        self._count.setText(
            translate("Tour", "{number} of {count}").format(number=self._at + 1, count=len(self._stops))
        )
        self._back.setEnabled(self._at > 0)
        self._next.setText(translate("Tour", "End") if last else translate("Tour", "Next"))
        self._frame_part()
        self._frame.show()
        self.adjustSize()
        self.move(beside(self._window.geometry(), self.frameGeometry()))

    def _frame_part(self) -> None:
        self._frame.setGeometry(self._window.part_rect(self.stop.part).adjusted(-3, -3, 3, 3))
        self._frame.raise_()


def beside(window: QRect, own: QRect) -> QPoint:
    """Where the explanation has room beside the window: left of it, else right, else below."""
    screen = QGuiApplication.screenAt(window.center()) or QGuiApplication.primaryScreen()
    area = screen.availableGeometry()
    if window.left() - own.width() - GAP >= area.left():
        return QPoint(window.left() - own.width() - GAP, window.top())
    if window.right() + own.width() + GAP <= area.right():
        return QPoint(window.right() + GAP, window.top())
    return QPoint(window.left(), window.bottom() + GAP)

"""The agent's window: shows a `View`, never takes the focus, stays on top, can be dragged, remembers its place.

The flags are those that kept the focus with the customer program under openbox and xfwm4. Widgets rather than QML:
on desktops without a graphics card QML costs half a core for what QPainter does in a few per cent.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assist.overlay.state import CueCard, View

_STATE_COLOURS = {
    "frustrated": "#FCA5A5",
    "anxious": "#FCD34D",
    "confused": "#D8B4FE",
    "disappointed": "#93C5FD",
    "satisfied": "#86EFAC",
}
_CUE_COLOURS = {"suggest": "#67E8F9", "warn": "#FCD34D", "praise": "#86EFAC", "escalate": "#FCA5A5"}
_CUE_LABELS = {
    "suggest": "\u25b8 SUGGESTION",
    "warn": "\u25b2 CAREFUL",
    "praise": "\u2713 WELL DONE",
    "escalate": "\u2691 GET HELP",
}
_STYLE = """
#overlay { background: #11141C; border: 1px solid #3B4252; }
QLabel { color: #E5E9F0; font-size: 13px; background: transparent; }
#ear, #line { color: #A9B4C8; font-size: 12px; }
#state { font-size: 17px; font-weight: 600; }
#card { background: #1C2230; border: 1px solid #3B4252; border-left: 4px solid #67E8F9; }
#headline { font-size: 16px; font-weight: 600; }
#say { color: #D8DEE9; font-style: italic; }
#why { color: #A9B4C8; font-size: 12px; }
QPushButton { color: #A9B4C8; background: transparent; border: none; font-size: 16px; padding: 0 4px; }
QPushButton:hover { color: #FFFFFF; }
"""
_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.NoDropShadowWindowHint
)


class OverlayWindow(QWidget):
    """One window. `place` is the file that remembers where it was."""

    closed = Signal()

    def __init__(self, *, width: int, place: Path, over_fullscreen: bool = False) -> None:
        flags = _FLAGS | Qt.WindowType.X11BypassWindowManagerHint if over_fullscreen else _FLAGS
        super().__init__(None, flags)
        self.setObjectName("overlay")
        self.setWindowTitle("Assist")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setStyleSheet(_STYLE)
        self.setFixedWidth(width)
        self._place = QSettings(str(place), QSettings.Format.IniFormat)
        self._grip: QPoint | None = None
        self._at = QPoint()
        self._view: View | None = None
        self._build()
        self._restore()

    def show_view(self, view: View) -> None:
        """Show this; cheap when nothing has changed."""
        before, self._view = self._view, view
        if before == view:
            return
        self._ear.setText(("\u25cf " if view.ear == "listening" else "\u25cb ") + view.ear_text)
        self._ear.setStyleSheet(f"color: {'#86EFAC' if view.ear == 'listening' else '#FCD34D'};")
        self._state.setText(view.state_text)
        self._state.setStyleSheet(f"color: {_STATE_COLOURS.get(view.state or '', '#E5E9F0')};")
        self._trend.setText(view.trend_text)
        lines = dict(view.lines)
        self._customer.setText(self._fitting(self._customer, "Customer: ", lines.get("customer", "")))
        self._agent.setText(self._fitting(self._agent, "You: ", lines.get("agent", "")))
        if before is None or before.cue != view.cue:
            self._show_cue(view.cue)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._remember()
        super().closeEvent(event)
        self.closed.emit()

    # --- dragging -------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.globalPosition().toPoint() - self._at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._put(event.globalPosition().toPoint() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002  (Qt's signature)
        if self._grip is not None:
            self._grip = None
            self._remember()

    # --- parts ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._ear, self._state, self._trend = _label("ear"), _label("state"), _label("trend")
        self._customer, self._agent = _label("line"), _label("line")
        close = QPushButton("\u00d7", self)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.setAccessibleName("Close")
        close.setToolTip("Close")
        close.clicked.connect(self.close)
        head = QHBoxLayout()
        head.addWidget(self._ear, 1)
        head.addWidget(close)
        mood = QHBoxLayout()
        mood.addWidget(self._state)
        mood.addWidget(self._trend, 1, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(mood)
        column.addWidget(self._customer)
        column.addWidget(self._agent)
        column.addWidget(self._build_card())
        self._customer.setAccessibleName("What the customer says")
        self._agent.setAccessibleName("What you say")

    def _build_card(self) -> QFrame:
        self._card = QFrame(self)
        self._card.setObjectName("card")
        self._kind, self._headline = _label("why"), _label("headline")
        self._body, self._say, self._why = _label("body"), _label("say"), _label("why")
        column = QVBoxLayout(self._card)
        for label in (self._kind, self._headline, self._body, self._say, self._why):
            label.setWordWrap(True)
            column.addWidget(label)
        self._card.hide()
        return self._card

    def _show_cue(self, cue: CueCard | None) -> None:
        if cue is not None:
            colour = _CUE_COLOURS[cue.kind]
            self._card.setStyleSheet(f"#card {{ border-left: 4px solid {colour}; }}")
            self._kind.setText(_CUE_LABELS[cue.kind])
            self._kind.setStyleSheet(f"color: {colour};")
            self._headline.setText(cue.headline)
            self._body.setText(cue.body)
            self._say.setText(f"\u201c{cue.say}\u201d")
            self._say.setVisible(bool(cue.say))
            self._why.setText(f"Heard: {cue.because}")
            self._why.setVisible(bool(cue.because))
        self._card.setVisible(cue is not None)
        self._put(self._at)

    def _fitting(self, label: QLabel, name: str, text: str) -> str:
        """The latest words that fit in one line."""
        metrics = label.fontMetrics()
        room = self.width() - 32 - metrics.horizontalAdvance(name)
        return name + metrics.elidedText(text, Qt.TextElideMode.ElideLeft, room)

    # --- place ----------------------------------------------------------------------------------------------------

    def _restore(self) -> None:
        """Where it was, if that is still on a screen; else near the top right corner."""
        saved = self._place.value("position")
        screen = QGuiApplication.primaryScreen().availableGeometry()
        if isinstance(saved, QPoint) and any(
            one.availableGeometry().adjusted(0, 0, -40, -40).contains(saved) for one in QGuiApplication.screens()
        ):
            self._put(saved)
        else:
            self._put(QPoint(screen.right() - self.width() - 24, screen.top() + 24))

    def _put(self, at: QPoint) -> None:
        """Be there, as tall as the content needs.

        The place is kept here: under reparenting window managers Qt takes a frameless window to be at 0, 0 after it
        was shown, and would move it there with the next change of size.
        """
        self._at = at
        layout = self.layout()
        if layout is not None:
            layout.activate()  # or a card that has just gone would still be counted
        self.setGeometry(at.x(), at.y(), self.width(), self.sizeHint().height())

    def _remember(self) -> None:
        self._place.setValue("position", self._at)
        self._place.sync()


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)  # what was heard must never be read as markup
    return label

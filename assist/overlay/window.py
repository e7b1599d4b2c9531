"""The agent's window: never takes the focus, stays on top, is dragged, remembers its place. `contents.py` is inside.

The flags are those that kept the focus with the customer program under openbox and xfwm4. Widgets rather than QML:
on desktops without a graphics card QML costs half a core for what QPainter does in a few per cent.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QGuiApplication,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QScreen,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from assist.overlay.click_through import ClickThrough
from assist.overlay.contents import Contents, Part
from assist.overlay.look import Look
from assist.overlay.place import Place, Places, corner, placed, screen_at
from assist.overlay.state import View

_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.NoDropShadowWindowHint
)
_CORNER = 10


class OverlayWindow(QWidget):
    """One window, compact or full. What the agent clicks is told by `did` (an Action), `menu_wanted` and `closed`."""

    closed = Signal()
    did = Signal(str)
    menu_wanted = Signal()
    shown = Signal()
    """The native window has just been shown: what the system is asked for each time is asked now."""

    def __init__(
        self, look: Look, places: Places, *, full: bool, click_through: bool = False, over_fullscreen: bool = False
    ) -> None:
        flags = _FLAGS | Qt.WindowType.X11BypassWindowManagerHint if over_fullscreen else _FLAGS
        super().__init__(None, flags)
        self.setObjectName("overlay")
        self.setWindowTitle("Assist")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, look.rounded)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_AlwaysShowToolTips)  # otherwise only where the focus is
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._look, self._full = look, full
        self._places = places
        self._screen: QScreen = places.screen()
        self._place: Place = places.on(self._screen)
        self._at = QPoint()
        self._grip: QPoint | None = None
        self._dragged = False
        self._click_through = ClickThrough(self, lambda: QRect(self._at, self.size()))
        self._passes_clicks = click_through
        self._contents = Contents(self.did.emit, menu=self.menu_wanted.emit, close=self.close, changed=self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # `_fit` gives the size
        column.addWidget(self._contents)
        self.dress(look)
        self._follow_screens()

    @property
    def full(self) -> bool:
        return self._full

    def set_full(self, full: bool) -> None:
        """Full or compact from now on; remembered."""
        self._full = full
        self._places.view = "full" if full else "compact"
        self.dress(self._look)
        self._click_through.turn(self._passes_clicks and not full and self.isVisible())

    def dress(self, look: Look) -> None:
        """Look like this from now on."""
        self._look = look
        self._contents.dress(look, full=self._full)
        self.update()

    def show_view(self, view: View) -> None:
        """Show this; cheap when nothing has changed."""
        self._contents.show_view(view)

    def part_rect(self, part: Part) -> QRect:
        """Where a part of the contents is in the window, as it is laid out now."""
        return self._contents.part_rect(part)

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # a text has changed, or its font has only now been looked up
            self._fit()
        return answer

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self._click_through.turn(self._passes_clicks and not self._full)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._grip, self._dragged = None, False  # the button may be let go where this window is not told
        self._click_through.turn(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._look.theme.edge), 1))
            painter.setBrush(QColor(self._look.theme.ground))
            round_px = _CORNER if self._look.rounded else 0
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), round_px, round_px)

    # --- dragging -------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.globalPosition().toPoint() - self._at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        at = event.globalPosition().toPoint() - self._grip
        far = (at - self._at).manhattanLength() >= QApplication.startDragDistance()
        if far or self._dragged:  # a click with an unsteady hand moves nothing
            self._dragged, self._at = True, at
            self.setGeometry(self._at.x(), self._at.y(), self.width(), self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002  (Qt's signature)
        self._grip = None
        if self._dragged:
            self._dragged = False
            self._screen = screen_at(self._at + QPoint(self.width() // 2, self.height() // 2))
            self._place = placed(self._at, self.size(), self._screen.availableGeometry())
            self._places.remember(self._screen, self._place)
            self._fit()

    # --- place ----------------------------------------------------------------------------------------------------

    def _fit(self) -> None:
        """As large as the content needs, where it belongs.

        The place is kept here: under reparenting window managers Qt takes a frameless window to be at 0, 0 after it
        was shown, and would move it there with the next change of size.
        """
        if self._grip is not None:
            return
        area = self._screen.availableGeometry()
        size = self._contents.size_for(self._look.width * self._look.text_size // 100).boundedTo(area.size())
        self._at = corner(self._place, size, area)
        self.setGeometry(QRect(self._at, size))

    def _follow_screens(self) -> None:
        """Monitors come and go, and change their size: the window stays within reach, and goes back where it was."""
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._screen_added)
        app.screenRemoved.connect(self._screens_changed)
        app.primaryScreenChanged.connect(self._screens_changed)
        for screen in QGuiApplication.screens():
            screen.availableGeometryChanged.connect(self._screens_changed)

    def _screen_added(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._screens_changed)
        self._screens_changed()

    def _screens_changed(self, *_: object) -> None:
        if not QGuiApplication.screens():
            return  # all are off; the next one that comes is told
        self._screen = self._places.screen()
        self._place = self._places.on(self._screen)
        self._fit()
        self.raise_()

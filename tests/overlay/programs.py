"""Programs beside the overlay on a real X server, and a test's eyes and hands there. Knows nothing of what is tested.

Whoever waits here asks again and again until an answer is there or it is too late: an X server tells of windows as they
come, and nothing else would hear of all of it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic, sleep
from typing import IO, Any, NamedTuple, TypeVar

from Xlib import X
from Xlib.display import Display
from Xlib.error import BadDrawable, BadWindow

from assist.events import AnyEvent, from_json
from tests.making import ROOT
from tests.overlay.xserver import on, xdo

PATIENCE_S = 20.0
_ASK_S = 0.01

CRM = """
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
class Clicks(QObject):
    def eventFilter(self, field, event):
        if event.type() == QEvent.Type.MouseButtonPress:
            print("clicked", flush=True)
        return False
app = QApplication(["crm"])
clicks = Clicks()
field = QLineEdit(None, windowTitle="CRM", windowFlags=Qt.WindowType.FramelessWindowHint)
field.setStyleSheet("QLineEdit { background: #ff0000; border: none }")
field.setGeometry(app.primaryScreen().geometry().adjusted(0, 0, 0, -20))
field.installEventFilter(clicks)
field.textChanged.connect(lambda text: print("typed", text, flush=True))
field.show()
app.exec()
"""
"""The customer program: it covers the screen but for its foot, is red, and prints what is typed and each click."""
FULL_SCREEN = CRM.replace("field.show()", "field.showFullScreen()").replace("CRM", "Full screen")
RED = (255, 0, 0)

T = TypeVar("T")


def until(condition: Callable[[], T | None], timeout_s: float = PATIENCE_S) -> T:
    """What `condition` answers, once that is something; a failed test when it is nothing for too long."""
    latest = monotonic() + timeout_s
    while not (answer := condition()):
        assert monotonic() < latest, "waited in vain"
        sleep(_ASK_S)
    return answer


class Running:
    """A program: what it has printed so far, and its end."""

    def __init__(self, process: subprocess.Popen[bytes], printed: IO[bytes], complained: IO[bytes]) -> None:
        self._process = process
        self._printed = printed
        self._complained = complained

    @property
    def lines(self) -> list[str]:
        """The lines that are complete."""
        return _all(self._printed).decode().split("\n")[:-1]

    @property
    def complaints(self) -> str:
        return _all(self._complained).decode()

    def events(self, kind: type[T]) -> list[T]:
        """What it printed with --json, of one kind, in order."""
        return [event for event in self.all_events if isinstance(event, kind)]

    @property
    def all_events(self) -> list[AnyEvent]:
        return [from_json(line) for line in self.lines]

    def interrupt(self) -> None:
        """Ctrl-C."""
        self._process.send_signal(signal.SIGINT)

    def end(self) -> int:
        """Its exit code; waits for it."""
        return self._process.wait(timeout=PATIENCE_S)


@contextmanager
def running(screen: Screen, *words: str | Path) -> Iterator[Running]:
    """A Python program on that screen, with the test's private home; gone at the end."""
    command = [sys.executable, *map(str, words)]
    environment = on(screen.name) | {"XDG_RUNTIME_DIR": os.environ["HOME"]}
    with TemporaryFile() as printed, TemporaryFile() as complained:
        with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=printed, stderr=complained) as process:
            try:
                yield Running(process, printed, complained)
            finally:
                process.kill()


@contextmanager
def overlay(screen: Screen, call: Path) -> Iterator[Running]:
    """A call with the overlay, which Ctrl-C ends: as it should be, and with nothing to complain of."""
    with running(screen, "-m", "assist", "replay", "--overlay", "--json", call) as assist:
        assist.window = screen.appears("Assist")
        yield assist
        assist.interrupt()
        assert (assist.end(), assist.complaints) == (0, "")


class Box(NamedTuple):
    """Where something is, in pixels of the screen."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height


class Screen:
    """One display as a person sees it, and their hands on mouse and keyboard."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._display = Display(name)
        self._root = self._display.screen().root

    def close(self) -> None:
        self._display.close()

    # --- windows ----------------------------------------------------------------------------------------------------

    def find(self, title: str) -> int | None:
        """The visible window with that title."""
        for top in self._tops():
            try:
                if top.get_attributes().map_state == X.IsViewable and top.get_wm_name() == title:
                    return int(top.id)
            except BadWindow:  # it has just gone
                continue
        return None

    def appears(self, title: str) -> int:
        """The window with that title, once it is there."""
        return until(lambda: self.find(title))

    def is_shown(self, window: int) -> bool:
        try:
            return bool(self._window(window).get_attributes().map_state == X.IsViewable)
        except BadWindow:
            return False

    def box(self, window: int) -> Box:
        there, its = self._root.translate_coords(window, 0, 0), self._window(window).get_geometry()
        return Box(there.x, there.y, its.width, its.height)

    @property
    def size(self) -> tuple[int, int]:
        """As it is now."""
        its = self._root.get_geometry()
        return its.width, its.height

    @property
    def active(self) -> int:
        """The window that has the focus."""
        return self._numbers(self._root, "_NET_ACTIVE_WINDOW")[0]

    @property
    def stacking(self) -> list[int]:
        """All windows, the lowest first."""
        return self._numbers(self._root, "_NET_CLIENT_LIST_STACKING")

    def states(self, window: int) -> set[str]:
        """What the window manager says of a window, as _NET_WM_STATE_ABOVE."""
        return {self._display.get_atom_name(each) for each in self._numbers(self._window(window), "_NET_WM_STATE")}

    def colour(self, x: int, y: int) -> tuple[int, int, int]:
        """Red, green and blue of a pixel."""
        data = self._root.get_image(x, y, 1, 1, X.ZPixmap, 0xFFFFFF).data
        return data[2], data[1], data[0]

    @property
    def under_pointer(self) -> int:
        """The window that a click would reach."""
        window = self._root
        while child := window.query_pointer().child:
            window = child
        return int(window.id)

    # --- hands ------------------------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """As "ctrl+F9"."""
        xdo(self.name, "key", *keys)

    @contextmanager
    def held(self, key: str) -> Iterator[None]:
        xdo(self.name, "keydown", key)
        try:
            yield
        finally:
            xdo(self.name, "keyup", key)

    def point(self, x: int, y: int) -> None:
        xdo(self.name, "mousemove", str(x), str(y))

    def click(self, x: int, y: int) -> None:
        xdo(self.name, "mousemove", str(x), str(y), "click", "1")

    def drag(self, window: int, *, to: tuple[int, int]) -> None:
        """Take the window near its top left corner, and put that corner there."""
        grip_x, grip_y = 40, 14
        box = self.box(window)
        self.point(box.x + grip_x, box.y + grip_y)
        xdo(self.name, "mousedown", "1")
        middle = ((box.x + to[0]) // 2, (box.y + to[1]) // 2)
        for x, y in (middle, to):
            self.point(x + grip_x, y + grip_y)
        until(lambda: self.box(window)[:2] == to)
        xdo(self.name, "mouseup", "1")

    # --- the display ------------------------------------------------------------------------------------------------

    def _window(self, window: int) -> Any:
        return self._display.create_resource_object("window", window)

    def _tops(self) -> list[Any]:
        """What the window manager keeps, and what it leaves alone."""
        kept = [self._window(each) for each in self._numbers(self._root, "_NET_CLIENT_LIST")]
        return [*kept, *self._root.query_tree().children]

    def _numbers(self, window: Any, name: str) -> list[int]:
        """A property of a window; empty when it has none."""
        try:
            found = window.get_full_property(self._display.get_atom(name), X.AnyPropertyType)
        except (BadWindow, BadDrawable):
            return []
        return [int(each) for each in found.value] if found is not None else []


def _all(file: IO[bytes]) -> bytes:
    """All of a file that another program writes, without moving where that writes."""
    text = b""
    while chunk := os.pread(file.fileno(), 1 << 16, len(text)):
        text += chunk
    return text

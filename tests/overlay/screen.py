"""A display as a person sees it: its windows, their places and colours; and that person's hands on mouse and keyboard.

Whoever waits here asks again and again until an answer is there or it is too late: no one event says that all of a
window's programs are done with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any, NamedTuple, TypeVar

from Xlib import X
from Xlib.display import Display
from Xlib.error import BadDrawable, BadWindow

from tests.overlay.xserver import xdo

PATIENCE_S = 30.0
_ASK_S = 0.01
_SAME = 20
"""Times that a window is seen in the same place before it counts as settled."""

T = TypeVar("T")


def until(condition: Callable[[], T | None], timeout_s: float = PATIENCE_S) -> T:
    """What `condition` answers, once that is something; a failed test when it is nothing for too long."""
    latest = monotonic() + timeout_s
    while not (answer := condition()):
        assert monotonic() < latest, "waited in vain"
        sleep(_ASK_S)
    return answer


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

    def settled(self, window: int) -> Box:
        """Where a window is, once it has been there for a while: a text's height is known only when it is drawn."""
        seen: list[Box] = []

        def same() -> bool:
            seen.append(self.box(window))
            return seen[-_SAME:] == seen[-1:] * _SAME

        until(same)
        return seen[-1]

    @property
    def active(self) -> int:
        """The window that has the focus; 0 for none."""
        return next(iter(self._numbers(self._root, "_NET_ACTIVE_WINDOW")), 0)

    @property
    def stacking(self) -> list[int]:
        """All windows, the lowest first."""
        return self._numbers(self._root, "_NET_CLIENT_LIST_STACKING")

    def states(self, window: int) -> set[str]:
        """What the window manager says of a window, as _NET_WM_STATE_ABOVE."""
        return {self._display.get_atom_name(each) for each in self._numbers(self._window(window), "_NET_WM_STATE")}

    def is_on_every_desktop(self, window: int) -> bool:
        """As the window manager has it."""
        return self._numbers(self._window(window), "_NET_WM_DESKTOP") == [0xFFFFFFFF]

    def colours(self, box: Box) -> set[str]:
        """The colours that are seen there, as "#ff0000"."""
        data = self._root.get_image(box.x, box.y, box.width, box.height, X.ZPixmap, 0xFFFFFFFF).data
        return {f"#{data[at + 2]:02x}{data[at + 1]:02x}{data[at]:02x}" for at in range(0, len(data), 4)}

    @property
    def under_pointer(self) -> int:
        """The window that a click would reach."""
        window = self._root
        while child := window.query_pointer().child:
            window = child
        return int(window.id)

    def raise_(self, window: int) -> None:
        """Put a window before the others, as a program would its own."""
        self._window(window).raise_window()
        self._display.sync()

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


def hide_and_show(screen: Screen, window: int, wait: Callable[[Callable[[], bool]], object] = until) -> None:
    """By the agent's key, twice; `wait` returns when what it is given is so."""
    screen.press("ctrl+F3")
    wait(lambda: not screen.is_shown(window))
    screen.press("ctrl+F3")
    wait(lambda: screen.is_shown(window))

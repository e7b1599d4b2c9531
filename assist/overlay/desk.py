"""Runs the overlay: the Qt application, the queue of events, keys and tray, and every way to close.

Everything here lives on the main thread but `Desk.sink`, which any thread may call. Nothing runs while nothing happens
but a clock that ticks once a second: the first event of many wakes the window, and 33 ms later all of them are shown.
"""

from __future__ import annotations

import queue
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtWidgets import QApplication

from assist.events import AnyEvent
from assist.overlay import sharing, x11_desktop
from assist.overlay.actions import ACTIONS, Action
from assist.overlay.announcing import announce
from assist.overlay.application import palette_of
from assist.overlay.doing import Call, Doing
from assist.overlay.instance import Instance, tell
from assist.overlay.keys.global_keys import GlobalKeys, Refused
from assist.overlay.look import Look
from assist.overlay.place import Places
from assist.overlay.sentences import refused_words, seen_words
from assist.overlay.state import Overlay, View
from assist.overlay.theme import Theme
from assist.overlay.tray import MenuLine, Tray
from assist.overlay.window import OverlayWindow

PUMP_MS = 33
TICK_MS = 1000
BEGIN_MS = 100
"""How long the window has for its first paint before the rest begins: loading models takes the interpreter's time."""
LINGER_MS = 6000
"""How long the window stays when a replayed call has ended."""

translate = QCoreApplication.translate


class Ways(NamedTuple):
    """How the window behaves, in plain values."""

    full: bool = False
    """Full or compact view."""
    as_last: bool = True
    """Rather in the view that was chosen last, if one was."""
    click_through: bool = False
    over_fullscreen: bool = False
    hide_from_sharing: bool = False
    sound: bool = False
    keys: Mapping[Action, str] = {}
    """The keys that are wished for, on the whole desktop."""
    linger_ms: int | None = None
    """Close so long after the call has ended; None stays open and waits for the next."""


class Desk(QObject):
    """The agent's side of the screen. `run` returns when the window was closed."""

    _woken = Signal()

    def __init__(
        self, *, look: Look, place: Path, ways: Ways, call: Call, lines: Sequence[MenuLine] = (), instance: str = ""
    ) -> None:
        """`instance`: the name under which other programs of this user may tell it something; none without one."""
        super().__init__()
        self._events: queue.SimpleQueue[AnyEvent] = queue.SimpleQueue()
        self._waking = self._over = False
        self._ways = ways
        self._call = call
        self._overlay = Overlay(waits=ways.linger_ms is None)
        places = Places(place)
        self._keys = GlobalKeys(ways.keys, self.do)
        self.refused: tuple[Refused, ...] = self._keys.start()
        taken = {refused.action for refused in self.refused}
        working = {action: chord for action, chord in ways.keys.items() if chord and action not in taken}
        self._look = look._replace(keys=working, notes=refusals(self.refused))
        self.window = OverlayWindow(
            self._look, places, full=places.view == "full" if places.view and ways.as_last else ways.full,
            click_through=ways.click_through, over_fullscreen=ways.over_fullscreen,
        )  # fmt: skip
        self._doing = Doing(self._overlay, call, self.window, time.monotonic)
        closing = MenuLine(translate("Overlay", "Quit"), self.window.close)
        self.tray = Tray(self, self.do, keys=working, lines=[*lines, closing])
        self._name = instance
        self._instance = Instance(instance, self.hear) if instance else None
        self._connect()

    def sink(self, event: AnyEvent) -> None:
        """Take an event to be shown at the next tick; returns at once."""
        self._events.put(event)
        if not self._waking:
            self._waking = True
            self._woken.emit()

    def do(self, action: Action) -> None:
        """The agent does this, by whichever way."""
        self._doing.do(action)
        self._show()

    def dress(self, theme: Theme) -> None:
        """Another theme from now on."""
        self._look = self._look._replace(theme=theme)
        self.window.dress(self._look)
        QApplication.setPalette(palette_of(theme))

    def hear(self, line: str) -> str:
        """A word from another program of this user: an action, what a call is to be from now on, or "show"."""
        if line == "show":
            self.window.setVisible(True)
            self.window.raise_()
            return "shown"
        if line in ACTIONS:
            self.do(line)
            return "done"
        wanted: dict[str, Callable[[], object]] = {
            "call_start": self._call.begin,
            "call_end": self._call.end,
            "call_pause": lambda: self._doing.pause(True),
            "call_resume": lambda: self._doing.pause(False),
        }
        if line not in wanted:
            return "unknown"
        wanted[line]()
        self._show()
        return "done"

    def run(self, *, begin: Callable[[], object] = lambda: None) -> None:
        """Show the window until it is closed. Ctrl-C closes it too. `begin` is called when it has been shown."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setQuitOnLastWindowClosed(False)
        if self._instance is not None and not self._instance.claim() and tell(self._name, "show") is not None:
            self._keys.stop()
            return  # another was started at the same time, and is shown now
        self._show()
        self.window.show()
        self._tick.start()
        QTimer.singleShot(BEGIN_MS, self, begin)
        with interrupts(self.window.close):
            try:
                app.exec()
            finally:
                self._woken.disconnect()  # the call's last events come when the window has gone
                self._tick.stop()
                self._pump.stop()
                self._keys.stop()
                self.tray.hide()
                if self._instance is not None:
                    self._instance.close()

    # --- parts ------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._pump = QTimer(self, interval=PUMP_MS, singleShot=True)
        self._pump.timeout.connect(self._drain)
        self._woken.connect(self._pump.start)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show)
        self.window.did.connect(self.do)
        self.window.menu_wanted.connect(self.tray.open_menu)
        self.window.shown.connect(self._ask_the_system)
        self.window.closed.connect(QCoreApplication.quit)

    def _drain(self) -> None:
        """Show the state after everything that waits: a newer partial has replaced the older by then."""
        self._waking = False
        now = time.monotonic()
        before = self._overlay.view(now)
        while not self._events.empty():
            self._overlay.see(self._events.get(), now)
        announce(self.window, before, self._show(), sound=self._ways.sound)

    def _leave(self) -> None:
        """Close when the call has ended, unless it was begun again meanwhile."""
        if not self._call.begun:
            self.window.close()

    def _show(self) -> View:
        now, begun = time.monotonic(), self._call.begun
        self._overlay.follow(begun, now)
        view = self._overlay.view(now)
        self.window.show_view(view)
        self.tray.show_view(view, begun=begun)
        before, self._over = self._over, view.ear in ("ended", "failed") and not begun
        if self._over and not before and self._ways.linger_ms is not None:
            QTimer.singleShot(self._ways.linger_ms, self.window, self._leave)
        return view

    def _ask_the_system(self) -> None:
        """What has to be asked for each time that the native window is shown."""
        native = int(self.window.winId())
        x11_desktop.on_every_desktop(native)
        if self._ways.hide_from_sharing:
            hidden = sharing.hide_from_sharing(native)
            seen = () if hidden else (seen_words(self._look.keys.get("hide", "")),)
            self._look = self._look._replace(notes=(*seen, *refusals(self.refused)))
            self.window.dress(self._look)
        self.tray.show_notes(self._look.notes)


def refusals(refused: Sequence[Refused]) -> tuple[str, ...]:
    """A sentence for each key that does not work; one for all where none does."""
    unsupported = [each for each in refused if each.reason == "unsupported"]
    return tuple(refused_words(each) for each in [*unsupported[:1], *(r for r in refused if r not in unsupported)])


@contextmanager
def interrupts(close: Callable[[], object]) -> Iterator[None]:
    """While Qt runs, Ctrl-C calls `close` from the event loop, at once though nothing else happens."""
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    reading.setblocking(False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: close() if signal.SIGINT in reading.recv(64) else None)
    # Python calls a handler wherever it is just then, and that may be in the middle of painting the window: so this one
    # does nothing, and the byte that Python writes for the signal is what closes.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    woken = signal.set_wakeup_fd(writing.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(woken)
        signal.signal(signal.SIGINT, before)
        notifier.setEnabled(False)
        reading.close()
        writing.close()

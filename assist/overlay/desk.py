"""Runs the overlay: the Qt application, the queue of events, keys and tray, and every way to close.

Everything here lives on the main thread but `Desk.sink`, which any thread may call. Nothing runs while nothing happens
but a clock that ticks once a second: the first event of many wakes the window, and 33 ms later all of them are shown.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from assist.events import AnyEvent
from assist.overlay import sharing
from assist.overlay.actions import ACTIONS, Action
from assist.overlay.announcing import announce
from assist.overlay.doing import Call, Doing, Floor
from assist.overlay.instance import Instance, tell
from assist.overlay.keys.global_keys import GlobalKeys, Refused
from assist.overlay.look import Look
from assist.overlay.place import Places
from assist.overlay.sentences import refused_words, seen_words
from assist.overlay.state import Overlay, View
from assist.overlay.tray import MenuLine, Tray
from assist.overlay.window import OverlayWindow
from assist.windows import x11_desktop
from assist.windows.application import palette_of
from assist.windows.interrupting import interrupts
from assist.windows.theme import Theme

PUMP_MS = 33
TICK_MS = 1000
BEGIN_MS = 100
"""How long the window has for its first paint before the rest begins: loading models takes the interpreter's time."""
HELP = "call_help"
"""Another program's word that a person is asked for; what with may follow."""
MOST_ABOUT = 120
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
    helps: Sequence[str] = ()
    """What help can be asked for with."""
    linger_ms: int | None = None
    """Close so long after the call has ended; None stays open and waits for the next."""


class Desk(QObject):
    """The agent's side of the screen. `run` returns when the window was closed."""

    _woken = Signal()

    def __init__(
        self, *, look: Look, place: Path, ways: Ways, call: Call, lines: Sequence[MenuLine] = (), instance: str = "",
        floor: Floor | None = None,
    ) -> None:  # fmt: skip
        """`instance`: the name under which other programs of this user may tell it something; none without one.

        `floor`: the way to the supervisors, where there are any.
        """
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
        self._doing = Doing(self._overlay, call, self.window, time.monotonic, floor)
        self._floor, self._note = floor, ""
        closing = MenuLine(translate("Overlay", "Quit"), self.window.close)
        helps = [MenuLine(about, partial(self.ask_help, about)) for about in ways.helps if floor is not None]
        self.tray = Tray(self, self.do, keys=working, lines=[*lines, closing], helps=helps)
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

    def ask_help(self, about: str = "") -> None:
        """The agent asks for a person, perhaps for this."""
        self._doing.ask_help(about)
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
        if line.startswith(HELP):
            self.ask_help(line.removeprefix(HELP).strip()[:MOST_ABOUT])
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
        self._tell_seen(view)
        before, self._over = self._over, view.ear in ("ended", "failed") and not begun
        if self._over and not before and self._ways.linger_ms is not None:
            QTimer.singleShot(self._ways.linger_ms, self.window, self._leave)
        return view

    def _tell_seen(self, view: View) -> None:
        """A supervisor is told that a note is read when it can be: not while the window is hidden."""
        if view.note is not None and view.note.id != self._note and self.window.isVisible() and self._floor is not None:
            self._note = view.note.id
            self._floor.note_seen(view.note.id)

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

"""Jobs with the overlay: its first paint, its loop under updates, its rest, its memory.

What the program imports itself is imported by the jobs, so that its time and memory are counted and no other's.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.memory import held_mib

if TYPE_CHECKING:
    from assist.live import Live
    from assist.overlay.desk import Desk
    from tests.bench.watching import Numbers

EXAMPLE_MS = 250
"""How long each example is shown: a cue has then come softly."""


def first_paint(command: str, spawned_s: float) -> Numbers:
    """Seconds from the moment the parent started this process to the window on the screen; `assist run` or `demo`."""
    import assist.__main__
    from assist.settings_files import settings_path

    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().touch()  # or `run` would ask for them first

    from PySide6.QtWidgets import QApplication

    from tests.bench.watching import FirstPaint

    qt = QApplication(["assist"])
    painted = FirstPaint("overlay", spawned_s)
    qt.installEventFilter(painted)
    assist.__main__.main([command], standalone_mode=False)
    return painted.numbers


def stalls() -> Numbers:
    """The loop while the full view changes ten times a second."""
    from tests.bench import busy_call
    from tests.bench.watching import Busy

    shown, events = desk(_no_call(), full=True), busy_call.events()
    busy = Busy(lambda _: shown.sink(next(events)), shown.window.close)
    shown.run()
    return busy.numbers


def idle(how: str) -> Numbers:
    """CPU of an open window in a call in which nothing happens: "compact", clicks going through it, or "hidden"."""
    from tests.bench.busy_call import HEARD, STARTED
    from tests.bench.watching import Idle

    shown = desk(_no_call(), click_through=True)
    for event in (STARTED, HEARD):
        shown.sink(event)
    rest = Idle(shown.window.close)
    if how == "hidden":
        shown.window.shown.connect(lambda: shown.do("hide"))
    shown.run()
    return rest.numbers


def waiting() -> Numbers:
    """CPU of the whole program between two calls, all models loaded."""
    from assist import app
    from assist.day import Day, Parts
    from assist.hearing import Hearing
    from assist.live import Live
    from assist.settings import Settings
    from tests.bench.watching import Idle

    day = Day(Settings, Parts(Hearing().open, lambda settings: app.transcriber_maker(app.Call(), settings)()))
    for _ in day.prepare():
        pass
    live = Live(day, [])
    shown = desk(live, click_through=True)
    rest = Idle(shown.window.close)
    shown.run(begin=live.start)
    live.stop()
    day.close()
    return rest.numbers


def memory() -> Numbers:
    """What is held before there is a window, and after it has shown every example once."""
    import assist.__main__  # noqa: F401  (what the command line imports is part of it)

    program = held_mib()
    shown = desk(_no_call())
    from PySide6.QtCore import QTimer

    from assist.overlay.examples import EXAMPLES

    waiting = iter(EXAMPLES.values())

    def show_next() -> None:
        example = next(waiting, None)
        if example is None:
            shown.window.close()
            return
        shown.window.set_full(example.full)
        shown.window.show_view(example.view)

    turn = QTimer(interval=EXAMPLE_MS)
    turn.timeout.connect(show_next)
    turn.start()
    shown.run()
    return held_mib() | {"imports_mib": program.get("rss_mib", [])}


def desk(call: Live, *, full: bool = False, click_through: bool = False, linger_ms: int | None = None) -> Desk:
    """The overlay as the program makes it by default, with the words of both sides; `desk.Ways` says what is what."""
    from assist import screen
    from assist.overlay.desk import Desk, Ways
    from assist.settings import Settings
    from assist.windows.application import make_application

    settings = Settings(show_agent_words=True)
    make_application(language=settings.window_language, theme=settings.theme, text_size=settings.text_size)
    place = Path(tempfile.mkdtemp()) / "window.ini"
    ways = Ways(full=full, click_through=click_through, keys=screen.keys_of(settings), linger_ms=linger_ms)
    return Desk(look=screen.make_look(settings), place=place, ways=ways, call=call)


def _no_call() -> Live:
    """A call that was begun and never comes: what the agent does is told to it, and that is all."""
    from assist.day import Day, Parts
    from assist.inbox import Inbox
    from assist.live import Live
    from assist.live_call import Source
    from assist.settings import Settings
    from assist.speech.transcriber import Transcriber

    def nowhere(settings: Settings, inbox: Inbox) -> Source:
        raise AssertionError("The call was not to begin.")

    def nobody(settings: Settings) -> Transcriber:
        raise AssertionError("The call was not to begin.")

    live = Live(Day(Settings, Parts(nowhere, nobody)), [])
    live.begin()  # its thread is never started
    return live

"""A day of calls: what is loaded once and what each call has of its own, the live thread, the window; up and down.

`app.py` builds the parts. Of a replay the day has one call.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import platformdirs

from assist import app, habits_file, screen
from assist.coach.coach import Coach
from assist.coach.habits import NO_HABITS
from assist.detection import By, Detector, Watch
from assist.events import AnyEvent
from assist.hearing import Hearing
from assist.inbox import Inbox
from assist.live import Live, Sink
from assist.live_call import Source
from assist.pipeline import Pipeline
from assist.settings import APP, Settings
from assist.speech.transcriber import Transcriber

if TYPE_CHECKING:
    from assist.floor.agent_link import AgentFloor, Unjoined

log = logging.getLogger(__name__)

Read = Callable[[], Settings]


class Parts(NamedTuple):
    """What a day's calls are made of, with the settings of the moment."""

    source: Callable[[Settings, Inbox], Source]
    transcriber: Callable[[Settings], Transcriber]


class Day:
    """The calls of a day, for the live thread (`live_call.Calls`).

    `read` gives the settings; it is asked before each call, so that what was changed meanwhile counts, and raises
    AssistError when they cannot be read. `habits` is the file in which the calls count among the agent's own
    (`coach/habits.py`); None for a replay, which does not, and is not recorded either.
    """

    def __init__(self, read: Read, parts: Parts, *, habits: Path | None = None) -> None:
        self._read = read
        self._parts = parts
        self._habits = habits
        self._settings: Settings | None = None
        self._transcriber: Transcriber | None = None
        self._models: app.Models | None = None
        self._coach: Coach | None = None

    def prepare(self) -> Iterator[object]:
        """Load what is not loaded with the settings as they are now. Raises AssistError."""
        settings = self._read()
        if self._settings is None or _loaded_by(settings) != _loaded_by(self._settings):
            self.close()
        self._settings = settings
        if self._transcriber is None:
            began_s = time.monotonic()
            self._transcriber = self._parts.transcriber(settings)
            log.info("The speech engine is loaded in %.1f s.", time.monotonic() - began_s)
            yield self._transcriber
        if self._models is None:
            self._models = app.Models(settings)
        yield from self._models.load()

    def open(self, inbox: Inbox) -> Source:
        """Where the next call's audio comes from. Raises AssistError."""
        return self._parts.source(self._read(), inbox)

    def pipeline(self) -> Pipeline:
        """The next call, when all is loaded. Raises AssistError."""
        assert self._settings is not None
        assert self._transcriber is not None
        known = habits_file.load(self._habits) if self._habits else NO_HABITS
        # Another choice of phrases in every call, the same in every replay.
        seed = time.time_ns() if self._habits else 0
        self._coach = app.make_coach(self._settings, self._models, habits=known, seed=seed)
        recorder = app.make_recorder(self._settings) if self._habits else None
        if self._habits:
            app.forget_old_recordings(self._settings)
        return app.make_pipeline(self._transcriber, self._settings, self._coach, self._models, recorder)

    def over(self) -> None:
        """Remember of the call what counts among the agent's own."""
        if self._habits is not None and self._coach is not None:
            habits_file.add(self._habits, self._coach.habits)
        self._coach = None

    def close(self) -> None:
        """Free what was loaded; it is loaded again when it is needed."""
        if self._transcriber is not None:
            self._transcriber.close()
        self._transcriber = self._models = None


def replay_live(call: app.Call, settings: Settings, sinks: list[Sink], *, window: screen.Window | None) -> None:
    """A call in real time through the live thread, with the overlay when `window`. Raises AssistError."""
    from assist.audio.player import Player

    load = app.transcriber_maker(call, settings)
    parts = Parts(source=lambda _, inbox: Player(call.blocks(), inbox), transcriber=lambda _: load())
    _run(Day(lambda: settings, parts), settings, list(sinks), window=window, now=True)


def run_live(
    read: Read, sinks: list[Sink], hearing: Hearing, *, window: screen.Window | None, now: bool = True
) -> None:
    """Calls from two devices, as often as one is begun, until the window is closed; without one a single call.

    `now`: the first call begins at once. Raises DeviceError, ModelMissing or ModelError when the last call could not
    begin. With a window that is told there first, in the window's words, and raised when it is closed.
    """
    settings = read()
    habits = platformdirs.user_state_path(APP, appauthor=False) / "habits.json"
    parts = Parts(source=hearing.open, transcriber=lambda settings: app.transcriber_maker(app.Call(), settings)())
    detectors = hearing.detectors(settings) if window is not None else {}
    sinks = list(sinks)
    floor = app.make_floor(settings, lambda event: _deliver(sinks, event), printed=window is None)
    if floor is not None:
        sinks.append(floor.sink)
    day = Day(read, parts, habits=habits)
    _run(day, settings, sinks, window=window, now=now, detectors=detectors, floor=floor)


def _run(
    day: Day, settings: Settings, sinks: list[Sink], *, window: screen.Window | None, now: bool,
    detectors: Mapping[By, Detector] | None = None, floor: AgentFloor | Unjoined | None = None,
) -> None:  # fmt: skip
    """Everything up, in order; until the call is over or somebody closes; everything down in reverse."""
    live = Live(day, sinks)
    detecting = ExitStack()

    def start() -> None:
        live.start()
        if floor is not None:
            floor.start()
        for by, detector in (detectors or {}).items():
            detector.start(Watch(partial(live.begin, by=by), partial(live.end, by=by), lambda: live.begun))
            detecting.callback(detector.stop)

    try:
        if now:
            live.begin()
        if window is not None:
            desk = screen.open_desk(settings, live, window, floor)
            sinks.append(desk.sink)
            desk.run(begin=start)
        else:
            start()
            while not live.wait(0.2):  # waiting without an end would not be interrupted by Ctrl-C on every system
                pass
    except KeyboardInterrupt:
        pass
    finally:
        detecting.close()
        live.stop()
        if floor is not None:
            floor.stop()
        day.close()
    if live.failure is not None:
        raise live.failure


def _deliver(sinks: list[Sink], event: AnyEvent) -> None:
    for sink in sinks:
        sink(event)


def _loaded_by(settings: Settings) -> tuple[object, ...]:
    """The settings that say what is loaded."""
    return (
        settings.language, settings.engine, settings.models_folder, settings.shared_models, settings.words_model,
        settings.tone,
    )  # fmt: skip

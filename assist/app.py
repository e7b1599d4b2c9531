"""Builds the parts, starts them, stops them in reverse. The only file that knows all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, Protocol

import platformdirs

from assist import habits_file, model_files, screen
from assist.audio.recording import Channel, Recording, open_pair, open_stereo
from assist.coach.coach import Coach
from assist.coach.governance import Think
from assist.coach.habits import NO_HABITS, Habits
from assist.coach.packs import Library, read_library, team_files
from assist.coach.profiles import read_profiles
from assist.coach.reading import AgentWords
from assist.coach.scripted import read_scripts
from assist.coach.wording import Reader
from assist.emotion.fusion import CustomerState
from assist.emotion.pitch import PitchTracker
from assist.emotion.tone import Tone
from assist.emotion.words import WordsModel
from assist.events import AgentAudio, CustomerAudio
from assist.inbox import Inbox
from assist.live import Live, Sink
from assist.pipeline import Pipeline
from assist.replay import BLOCK_S, replay, script_blocks
from assist.settings import APP, Settings, models_folder
from assist.speech import engines
from assist.speech.call_script import CallScript, read_call_script
from assist.speech.scripted import Scripted
from assist.speech.transcriber import Transcriber

WORDS_LANGUAGES = frozenset({"en"})
DEMO = Path(__file__).parent / "demo" / "double_charge.flac"


Blocks = Iterable[tuple[AgentAudio, CustomerAudio]]


class Call(NamedTuple):
    """A call to be replayed: its sound, or a script that stands in for it."""

    recording: Recording | None = None
    script: CallScript | None = None

    def blocks(self) -> Blocks:
        """Both speakers' audio, block by block."""
        if self.script is not None:
            return script_blocks(self.script)
        assert self.recording is not None
        return self.recording.blocks(BLOCK_S)


def open_call(path: Path | None, *, pair: tuple[Path, Path] | None, agent_channel: Channel) -> Call:
    """The call of one file or of a pair of mono files. Raises AudioFileError or ScriptError."""
    if pair is not None:
        return Call(recording=open_pair(*pair))
    assert path is not None
    if path.suffix == ".call":
        return Call(script=read_call_script(path))
    return Call(recording=open_stereo(path, agent_channel=agent_channel))


def choose_engine(settings: Settings) -> engines.Choice:
    """The engine that a call gets with these settings. Raises ModelMissing."""
    found = model_files.vosk_models(models_folder(settings))
    return engines.choose(
        engine=settings.engine,
        language=settings.language,
        vosk_models={language: model.folder for language, model in found.items()},
    )


def transcriber_maker(call: Call, settings: Settings) -> Callable[[], Transcriber]:
    """What loads the engine for a call. Raises ModelMissing now rather than later."""
    if call.script is not None:
        script = call.script
        return lambda: Scripted(script)
    choice = choose_engine(settings)
    return lambda: engines.load(choice)


def words_folder(settings: Settings) -> Path:
    """Where the model for the customer's words is."""
    return Path(settings.words_model).expanduser() if settings.words_model else model_files.ours("customer_words")


def make_reader(settings: Settings) -> Reader:
    """What reads the agent's words. Raises ModelError, or AssistError when the team's scripts cannot be read."""
    scripts = read_scripts(Path(settings.scripts).expanduser()) if settings.scripts else ()
    return Reader(AgentWords(model_files.ours("agent_words")), scripts)


def make_library(settings: Settings) -> Library:
    """What may be suggested: ours with the team's packs over it. Raises AssistError with file and line."""
    return read_library(team_files(Path(settings.packs_folder).expanduser()) if settings.packs_folder else ())


def make_coach(
    settings: Settings, *, habits: Habits = NO_HABITS, seed: int = 0, think: Think = lambda _: None
) -> Coach:
    """A call's coach; a silent one where the agent's language is not read. Raises AssistError."""
    reader = make_reader(settings) if settings.language in WORDS_LANGUAGES else None
    profile = read_profiles()[settings.profile]
    return Coach(reader, make_library(settings), profile, habits=habits, seed=seed, think=think)


def make_pipeline(transcriber: Transcriber, settings: Settings, coach: Coach | None = None) -> Pipeline:
    """A call's pipeline. Raises AssistError when a model, a pack or a script cannot be used."""
    # Our model reads English; a team that brings its own knows for which language.
    readable = settings.language in WORDS_LANGUAGES or settings.words_model
    words = WordsModel(words_folder(settings)) if readable else None
    voice = Tone(PitchTracker()) if settings.tone else None
    emotion = CustomerState(words, voice)
    return Pipeline(transcriber, emotion=emotion, coach=coach or make_coach(settings), language=settings.language)


def replay_at_once(call: Call, settings: Settings, sinks: Iterable[Sink]) -> None:
    """A call as fast as it goes, on this thread. Raises AssistError when it cannot begin."""
    transcriber = transcriber_maker(call, settings)()
    pipeline = make_pipeline(transcriber, settings)
    try:
        for event in replay(call.blocks(), pipeline):
            for sink in sinks:
                sink(event)
    finally:
        transcriber.close()


def replay_live(call: Call, settings: Settings, sinks: list[Sink], *, window: screen.Window | None) -> None:
    """A call in real time through the live thread, with the overlay when `window`. Raises AssistError."""
    from assist.audio.player import Player

    load = transcriber_maker(call, settings)
    _run(lambda inbox: Player(call.blocks(), inbox), load, settings, sinks, window=window)


def run_live(settings: Settings, sinks: list[Sink], *, window: screen.Window | None) -> None:
    """A call from two devices until it is closed. Raises DeviceError, ModelMissing or ModelError.

    With a window these are told there first, in the window's words, and raised when it is closed.
    """

    def load() -> Transcriber:
        return transcriber_maker(Call(), settings)()

    _run(lambda inbox: _capture(settings, inbox), load, settings, sinks, window=window, remember=True)


class Source(Protocol):
    """Where live audio comes from."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


def _capture(settings: Settings, inbox: Inbox) -> Source:
    """The two inputs of the settings, or the system's own. Raises DeviceError."""
    from assist.audio import devices
    from assist.audio.capture import Capture
    from assist.errors import DeviceError

    known = devices.inputs()
    agent = devices.find(settings.agent_device, known) if settings.agent_device else known.microphone
    customer = devices.find(settings.customer_device, known) if settings.customer_device else known.playback
    if agent is None:
        raise DeviceError("There is no microphone; name the agent's input with --agent, `assist devices` lists them.")
    if customer is None:
        raise DeviceError(
            "What the softphone plays cannot be heard; name its input with --customer, `assist devices` lists them."
        )
    if agent == customer:
        raise DeviceError(
            f'Agent and customer would both be "{agent.name}"; name two inputs with --agent and --customer.'
        )
    return Capture(agent=agent, customer=customer, inbox=inbox)


def _run(
    make_source: Callable[[Inbox], Source], load: Callable[[], Transcriber], settings: Settings, sinks: list[Sink], *,
    window: screen.Window | None, remember: bool = False,
) -> None:  # fmt: skip
    """Everything up, in order; until the call is over or somebody closes; everything down in reverse.

    The window is there first: devices are opened and models loaded on the live thread, and what goes wrong is told in
    the window before it is raised. `remember`: the call counts among the agent's own (`coach/habits.py`); a replay does
    not.
    """
    sources: list[Source] = []
    loaded: list[Transcriber] = []
    coaches: list[Coach] = []
    habits = platformdirs.user_state_path(APP, appauthor=False) / "habits.json"
    inbox = Inbox()

    def pipeline() -> Pipeline:
        source = make_source(inbox)
        sources.append(source)
        source.start()
        with ExitStack() as failing:
            failing.callback(source.stop)  # no microphone stays open for a call that is not heard
            loaded.append(load())
            known = habits_file.load(habits) if remember else NO_HABITS
            # Another choice of phrases in every call, the same in every replay.
            coaches.append(make_coach(settings, habits=known, seed=time.time_ns() if remember else 0))
            made = make_pipeline(loaded[0], settings, coaches[0])
            failing.pop_all()
        return made

    sinks = list(sinks)
    live = Live(pipeline, sinks, inbox)
    try:
        if window is not None:
            desk = screen.open_desk(settings, live, window)
            sinks.append(desk.sink)
            desk.run(begin=live.start)
        else:
            live.start()
            while not live.ended:
                live.wait(0.2)  # a plain join would not be interrupted by Ctrl-C on every system
    except KeyboardInterrupt:
        pass
    finally:
        live.stop()
        for source in sources:
            source.stop()
        for transcriber in loaded:
            transcriber.close()
        if remember and coaches:
            habits_file.add(habits, coaches[0].habits)
    if live.failure is not None:
        raise live.failure

"""Builds the parts of a call. The only file that knows all of them; `day.py` starts and stops them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assist import model_files, model_settings
from assist.audio.echo import EchoGuard
from assist.audio.recording import Channel, Recording, open_pair, open_stereo
from assist.both_channels import BothChannels, Recorder
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
from assist.errors import FloorError, RecordingError
from assist.events import AgentAudio, AnyEvent, CustomerAudio
from assist.live import Sink
from assist.pipeline import Pipeline
from assist.privacy.call_privacy import CallPrivacy
from assist.privacy.kinds import Table, read_table
from assist.privacy.masking import Masker
from assist.replay import BLOCK_S, replay, script_blocks
from assist.settings import Settings
from assist.settings_files import recordings_folder
from assist.speech import engines
from assist.speech.call_script import CallScript, read_call_script
from assist.speech.scripted import Scripted
from assist.speech.sides import Sides
from assist.speech.transcriber import Transcriber

if TYPE_CHECKING:
    from assist.floor.agent_link import AgentFloor, Unjoined

log = logging.getLogger(__name__)

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
    found = model_settings.vosk_models(settings)
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


class Models:
    """The models for words and voices that calls with these settings share, each loaded when it is first used."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def customer_words(self) -> WordsModel | None:
        """Raises ModelError. None for a language that it does not read."""
        # Ours reads English; a team that brings its own knows for which language.
        readable = self._settings.language in WORDS_LANGUAGES or self._settings.words_model
        return WordsModel(words_folder(self._settings)) if readable else None

    @cached_property
    def agent_words(self) -> AgentWords | None:
        """Raises ModelError. None for a language that it does not read."""
        return AgentWords(model_files.ours("agent_words")) if self._settings.language in WORDS_LANGUAGES else None

    @cached_property
    def pitch(self) -> PitchTracker | None:
        """None where the tone of voice is not wished for."""
        return PitchTracker() if self._settings.tone else None

    def load(self) -> Iterator[object]:
        """Each of them, one after another. Raises ModelError."""
        yield self.customer_words
        yield self.agent_words
        yield self.pitch


def make_reader(settings: Settings, words: AgentWords | None = None) -> Reader:
    """What reads the agent's words. Raises ModelError, or AssistError when the team's scripts cannot be read."""
    scripts = read_scripts(Path(settings.scripts).expanduser()) if settings.scripts else ()
    return Reader(words or AgentWords(model_files.ours("agent_words")), scripts)


def make_library(settings: Settings) -> Library:
    """What may be suggested: ours with the team's packs over it. Raises AssistError with file and line."""
    return read_library(team_files(Path(settings.packs_folder).expanduser()) if settings.packs_folder else ())


def make_coach(
    settings: Settings, models: Models | None = None, *, habits: Habits = NO_HABITS, seed: int = 0,
    think: Think = lambda _: None,
) -> Coach:  # fmt: skip
    """A call's coach; a silent one where the agent's language is not read. Raises AssistError."""
    words = (models or Models(settings)).agent_words
    reader = make_reader(settings, words) if words is not None else None
    profile = read_profiles()[settings.profile]
    return Coach(reader, make_library(settings), profile, habits=habits, seed=seed, think=think)


def make_table(settings: Settings) -> Table:
    """What is hidden in a call, by the settings and the team's rules. Raises RulesError."""
    team = Path(settings.mask_rules).expanduser() if settings.mask_rules else None
    return read_table(team, settings={name for name in settings.__struct_fields__ if getattr(settings, name) is True})


def make_recorder(settings: Settings) -> Recorder | None:
    """What keeps a live call's sound, where the organisation has it kept."""
    if not settings.recording_key:
        return None
    from assist.keeping.recorder import Recorder, Unrecorded

    try:
        return Recorder(recordings_folder(settings), key=settings.recording_key, began=datetime.now(UTC))
    except RecordingError as error:
        return Unrecorded(error)


def forget_old_recordings(settings: Settings) -> None:
    """Delete recordings whose time is up, also those from before recording was switched off."""
    from assist.keeping.retention import forget_old

    try:
        forget_old(recordings_folder(settings), days=settings.recording_days, now=datetime.now(UTC))
    except RecordingError:  # `assist doctor` and `assist recordings forget` say which and why
        log.warning("Old recordings could not be deleted.")


def make_floor(settings: Settings, tell: Callable[[AnyEvent], None], *, printed: bool) -> AgentFloor | Unjoined | None:
    """The way to the supervisors; None where there is none. With settings that cannot be, one that says why."""
    if not settings.floor_broker:
        return None
    from assist.floor.agent_link import AgentFloor, Unjoined
    from assist.floor_settings import agent_of, broker_of, floor_folder, password_of

    try:
        broker, who = broker_of(settings), agent_of(settings)
    except FloorError as error:  # calls are coached all the same
        return Unjoined(str(error), tell=tell)
    return AgentFloor(
        broker, who, outbox=floor_folder() / "agent.sqlite", tell=tell, excerpts=settings.floor_excerpts,
        password=partial(password_of, settings), printed=printed,
    )  # fmt: skip


def make_pipeline(
    transcriber: Transcriber, settings: Settings, coach: Coach | None = None, models: Models | None = None,
    recorder: Recorder | None = None,
) -> Pipeline:  # fmt: skip
    """A call's pipeline. Raises AssistError when a model, a pack or a script cannot be used."""
    models = models or Models(settings)
    voice = Tone(models.pitch) if models.pitch is not None else None
    emotion = CustomerState(models.customer_words, voice)
    coach = coach or make_coach(settings, models)
    masker = Masker(make_table(settings))
    privacy = CallPrivacy(masker, pause_s=settings.pause_seconds, by_itself=settings.pause_by_itself)
    channels = BothChannels(echo=EchoGuard(), sides=Sides(settings.language), recorder=recorder)
    return Pipeline(
        transcriber, privacy=privacy, emotion=emotion, coach=coach, language=settings.language, channels=channels
    )


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

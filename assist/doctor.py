"""What `assist doctor` looks at: sound, models, display, settings. Each finding says what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from assist import integrity, model_settings
from assist.app import choose_engine, make_library, make_reader, make_table, words_folder
from assist.audio import systems
from assist.emotion.words import WordsModel
from assist.errors import AssistError, ChangedFile, DeviceError, RecordingError
from assist.fixed_words import fixed_words, texts_of_error, texts_of_function
from assist.keeping.keys import public_key
from assist.keeping.layout import kept_calls
from assist.keeping.retention import goes_at
from assist.log_lines import place_of
from assist.settings_files import load_settings, models_folder, read_layers, recordings_folder, settings_path
from assist.speech import engines
from assist.windows import display


class Finding(NamedTuple):
    what: str
    ok: bool
    note: str
    plain: str = ""
    """The note without what came from this machine or its people, for a support bundle."""


def findings() -> Iterator[Finding]:
    """Every check in turn; one that fails does not keep the next from being made, but where it needs the settings."""
    settings = _checked("settings", _settings)
    yield settings
    if settings.ok:
        for each in read_layers(settings_path()).passed_over:
            yield Finding("setting passed over", not each.slip, each.sentence)
    for what, look in (
        ("speech engine", _engine),
        ("models", _models),
        ("customer's state", _words),
        ("coach", _coach),
        ("masking", _masking),
        ("sound inputs", _inputs),
        ("recording", _recording),
        ("floor", _floor),
        ("display", _display),
    ):
        if settings.ok or look in (_inputs, _display):
            yield _checked(what, look)


def _checked(what: str, look: Callable[[], str]) -> Finding:
    try:
        note = look()
    except AssistError as error:
        plain = f"{fixed_words(str(error), texts_of_error(error))} ({place_of(error)})"
        return Finding(what, False, str(error), plain)
    return Finding(what, True, note, fixed_words(note, texts_of_function(look)))


def _settings() -> str:
    layers = read_layers(settings_path())
    text = f"{settings_path()}" + ("" if settings_path().exists() else " (not there: all defaults)")
    policies = Counter(layers.locked().values())
    return text + "".join(f"; {number} set by the policy, {place}" for place, number in policies.items())


def _engine() -> str:
    settings = load_settings(settings_path())
    choice = choose_engine(settings)
    transcriber = engines.load(choice)
    transcriber.close()
    return f'{choice.engine} for language "{choice.language}" loads'


def _models() -> str:
    settings = load_settings(settings_path())
    if bad := [name for name, good in integrity.own_files() if not good]:
        raise ChangedFile(f"Changed or gone since Assist was made: {', '.join(bad)}. Install Assist again.")
    found = model_settings.vosk_models(settings).values()
    for model in found:
        integrity.check_model(model.folder)
    vosk = ", ".join(f"{model.language} ({model.origin})" for model in found)
    folders = f"models folder {models_folder(settings)}, shared {model_settings.shared_folder(settings)}"
    return f"Moonshine en; Vosk {vosk or 'none'}; all as they were made; {folders}"


def _words() -> str:
    folder = words_folder(load_settings(settings_path()))
    WordsModel(folder).judge("hello")
    return f"{folder} reads words"


def _coach() -> str:
    settings = load_settings(settings_path())
    make_reader(settings).read("hello")
    return f"{len(make_library(settings).phrases)} phrases, profile {settings.profile}"


def _masking() -> str:
    settings = load_settings(settings_path())
    table = make_table(settings)
    rules = f", with the rules in {settings.mask_rules}" if settings.mask_rules else ""
    pause = "a card or a keypad pauses the call" if settings.pause_by_itself else "nothing pauses by itself"
    return f"{len(table.kinds)} kinds of secrets are hidden{rules}; {pause}"


def _inputs() -> str:
    known = systems.inputs()
    if not known.found:
        raise DeviceError("There is no sound input; connect a microphone or start the sound server.")
    agent = known.microphone.name if known.microphone else "not found, name it with --agent"
    customer = known.playback.name if known.playback else "not found, name it with --customer"
    return f"{len(known.found)} inputs; agent: {agent}; customer: {customer}"


def _recording() -> str:
    settings = load_settings(settings_path())
    folder = recordings_folder(settings)
    if not settings.recording_key:
        return "calls are not recorded"
    public_key(settings.recording_key)
    now = datetime.now(UTC)
    over = [call for call in kept_calls(folder) if goes_at(call, days=settings.recording_days) < now]
    if over:
        raise RecordingError(f"{len(over)} recordings should be gone; `assist recordings forget` deletes them.")
    return f"calls are recorded, sealed, into {folder}, and deleted after {settings.recording_days} days"


def _floor() -> str:
    settings = load_settings(settings_path())
    if not settings.floor_broker:
        return "no broker is set, so supervisors see no calls"
    from assist.floor.topics import for_agent
    from assist.floor.trial import try_broker
    from assist.floor_settings import broker_of, password_of, teams_of

    broker = broker_of(settings)
    own = [for_agent(team, broker.user) for team in teams_of(settings)]
    try_broker(broker, own, password=partial(password_of, settings))
    words = ", with the customer's last words, masked" if settings.floor_excerpts else ", and no words"
    return f"{broker.address} lets {broker.user} in; supervisors of {settings.floor_team} see how calls go{words}"


def _display() -> str:
    display.check()
    return "a window can be opened"

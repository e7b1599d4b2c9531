"""The windows beside the overlay, and the commands that open them: set-up, sound, the check, the tour.

Knows what each window needs of the rest of the program; Qt is imported when one is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

import click
import msgspec

from assist import model_settings, screen
from assist.audio.devices import Input, Inputs
from assist.command_options import can_open_window, wished
from assist.errors import AssistError
from assist.overlay.actions import OF_FLOOR, Action
from assist.settings import Settings
from assist.settings_commands import settings_window
from assist.settings_editing import save_settings
from assist.settings_files import policy_values, read_layers, read_table, settings_path

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from assist.overlay.first_run.setup import Setup

_LANGUAGE_NAMES = {
    "en": "English",
    "ko": "\ud55c\uad6d\uc5b4",
    "es": "Espa\u00f1ol",
    "de": "Deutsch",
    "fr": "Fran\u00e7ais",
}


@click.command()
def setup() -> None:
    """Choose microphone, customer's sound, language and keys, step by step."""
    if not can_open_window(otherwise=""):
        click.echo(f"`assist devices` lists the sound inputs; the settings are in {settings_path()}.")
        return
    _set_up(wished())


def is_running() -> bool:
    """Whether this user's overlay runs already; then it is shown."""
    from assist.overlay.instance import tell

    return tell(screen.instance_name(), "show") is not None


def set_up_first(settings: Settings) -> Settings:
    """The settings to run with; at the very first start they are asked for."""
    if _was_set_up():
        return settings
    chosen = _set_up(settings)
    return msgspec.structs.replace(settings, **chosen)


def _was_set_up() -> bool:
    """Whether this user has settings of their own, but for what joining a floor wrote."""
    path = settings_path()
    return path.exists() and not all(name.startswith("floor_") for name in read_table(path) or ("none",))


Chosen = Callable[[str, str, str], None]
"""Gets the inputs of agent and customer and the softphone, as soon as others are chosen."""


def menu_lines(
    chosen: Chosen = lambda *_: None, read: Callable[[], Settings] = wished
) -> tuple[tuple[str, Callable[[], object]], ...]:
    """What the overlay's menu has beside the actions of a call; `read` gives the settings that calls have."""
    from PySide6.QtCore import QCoreApplication

    translate = QCoreApplication.translate
    opened: list[QDialog] = []

    def open_one(make: Callable[[], QDialog]) -> None:
        """Beside the overlay, not before it: the call goes on."""
        window: QDialog
        try:
            window = make()
        except AssistError as error:
            from PySide6.QtWidgets import QMessageBox

            window = QMessageBox(QMessageBox.Icon.Warning, "Assist", str(error))
        opened[:] = [each for each in opened if each.isVisible()]
        opened.append(window)
        window.show()
        window.raise_()
        window.activateWindow()

    return (
        (translate("Overlay", "Sound"), lambda: open_one(lambda: _sound_window(chosen, read()))),
        (translate("Overlay", "Settings"), lambda: open_one(settings_window)),
        (translate("Overlay", "Check the set-up"), lambda: open_one(_check_window)),
    )


def check(settings: Settings) -> None:
    """The check in a window, until it is closed."""
    _dress(settings)
    _check_window().exec()


def tour(settings: Settings) -> None:
    """The overlay explained part by part, until that is ended."""
    import tempfile
    from pathlib import Path

    _dress(settings)
    from assist.overlay.place import Places
    from assist.overlay.tour import Tour
    from assist.overlay.window import OverlayWindow

    keys = {action: key for action, key in screen.keys_of(settings).items() if key}
    look = screen.make_look(settings)._replace(keys=keys)
    with tempfile.TemporaryDirectory() as folder:
        window = OverlayWindow(look, Places(Path(folder) / "window.ini"), full=False)
        window.show()
        Tour(window, look).exec()
        window.close()


def _dress(settings: Settings) -> None:
    from assist.windows.application import make_application

    make_application(language=settings.window_language, theme=settings.theme, text_size=settings.text_size)


def _sound_window(chosen: Chosen, now: Settings) -> QDialog:
    from assist.audio import softphones, systems
    from assist.audio.levels import LevelMeter
    from assist.device_commands import name_now, start_test_sound
    from assist.overlay.sound_setup import SoundSetup
    from assist.overlay.sound_window import SoundWindow

    try:
        known = systems.inputs()
    except AssistError:  # the window asks again, and says it
        known = Inputs()
    return SoundWindow(
        SoundSetup(
            look=lambda softphone: systems.inputs(softphones.programs(softphone)),
            meter=lambda one: LevelMeter(cast(Input, one)),  # one of those that `look` gave
            play=lambda one: start_test_sound(cast(Input | None, one)),
            chosen=chosen,
            save=lambda changes: save_settings(settings_path(), changes),
            softphones=softphones.names(),
            agent_device=name_now(now.agent_device, known),
            customer_device=name_now(now.customer_device, known),
            softphone=now.softphone,
            locked=tuple(read_layers(settings_path()).fixed()),
        )
    )


def _check_window() -> QDialog:
    from assist.doctor import findings
    from assist.overlay.doctor_window import DoctorWindow

    return DoctorWindow(findings)


def _set_up(settings: Settings) -> dict[str, str]:
    """Ask, and save: what was chosen. Nothing when it was put off; then it is asked again next time."""
    _dress(settings)
    from assist.overlay.first_run.window import FirstRun

    window = FirstRun(_setup(settings))
    if not window.exec():
        return {}
    locked = policy_values()
    chosen = {name: value for name, value in window.chosen().items() if name not in locked}
    save_settings(settings_path(), chosen)
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().touch()  # all as by default is a choice too
    return chosen


def _setup(settings: Settings) -> Setup:
    from assist.audio import systems
    from assist.audio.levels import LevelMeter
    from assist.overlay import sharing
    from assist.overlay.first_run.setup import Setup

    try:
        known = systems.inputs()
    except AssistError:  # the page of the microphone asks again, and says it
        known = Inputs()
    return Setup(
        inputs=lambda: systems.inputs().found,
        default_agent=known.microphone.name if known.microphone else "",
        default_customer=known.playback.name if known.playback else "",
        meter=lambda one: LevelMeter(cast(Input, one)),  # one of those that `inputs` gave
        languages=_languages(settings),
        language=settings.language,
        keys={action: key for action, key in screen.keys_of(settings).items() if action not in OF_FLOOR},
        check_keys=_check_keys,
        hidden_from_sharing=sharing.can_hide(),
        agent_device=settings.agent_device,
        customer_device=settings.customer_device,
        recorded=bool(settings.recording_key),
        floor=bool(settings.floor_broker),
        excerpts=settings.floor_excerpts,
    )


def _languages(settings: Settings) -> list[tuple[str, str]]:
    """English, and each language with an installed Vosk model."""
    codes = ["en", *model_settings.vosk_models(settings)]
    return [(code, _LANGUAGE_NAMES.get(code, code)) for code in dict.fromkeys(codes)]


def _check_keys(keys: Mapping[Action, str]) -> Mapping[Action, str]:
    """What is wrong with keys, by trying them; nothing beside an overlay that runs, for it holds its own."""
    from assist.overlay.instance import tell
    from assist.overlay.keys.global_keys import GlobalKeys
    from assist.overlay.sentences import refused_words

    if tell(screen.instance_name(), "are you there") is not None:
        return {}
    trying = GlobalKeys(keys, lambda _: None)
    refused = trying.start()
    trying.stop()
    return {each.action: refused_words(each) for each in refused}

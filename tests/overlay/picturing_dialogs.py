"""The windows beside the overlay, ready for their pictures: first run, settings, the check."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget

from assist.overlay.doctor_window import DoctorWindow
from assist.overlay.first_run import FirstRun
from assist.overlay.settings_dialog import SettingsDialog
from assist.settings import Settings
from assist.settings_editing import described
from tests.overlay.first_run_making import FakeMeter, setup
from tests.overlay.sound_making import sound_shown

NAMES = (
    *(f"first_run_{step}" for step in range(1, 6)), "settings_call", "settings_window", "settings_keys", "check",
    "sound",
)  # fmt: skip
GROUPS = {"settings_call": 0, "settings_window": 3, "settings_keys": 6}


class Found:
    """What the check may find."""

    def __init__(self, what: str, note: str, *, ok: bool = True) -> None:
        self.what, self.note, self.ok = what, note, ok


FOUND = (
    Found("settings", "settings.toml (not there: all defaults)"),
    Found("speech engine", 'moonshine for language "en" loads'),
    Found("sound inputs", "There is no sound input; connect a microphone or start the sound server.", ok=False),
    Found("display", "a window can be opened"),
)


def dialogs() -> Iterator[tuple[str, QWidget]]:
    """Each by its name, shown; the next one comes when it has been looked at."""
    QApplication.setCursorFlashTime(0)  # or a caret is there in one picture and not in the next
    first_run = FirstRun(setup(meter=lambda _: FakeMeter(-20.0)))
    first_run.show()
    for step in range(1, 6):
        yield f"first_run_{step}", first_run
        first_run.next.click()
    settings = SettingsDialog(described(Settings(window_width=420), ("theme", "key_done")), save=lambda _: None)
    settings.show()
    for name, row in GROUPS.items():
        settings.findChildren(QListWidget)[0].setCurrentRow(row)
        yield name, settings
    settings.close()
    check = DoctorWindow(lambda: FOUND)
    check.show()
    while not any("1." in label.text() for label in check.findChildren(QLabel)):  # it looks on a thread of its own
        QApplication.processEvents()
    yield "check", check
    check.close()
    sound = sound_shown()
    yield "sound", sound
    sound.close()

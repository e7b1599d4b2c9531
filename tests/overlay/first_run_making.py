"""What tests of the first run are made of: inputs, meters and a setup that are plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from assist.overlay.actions import ACTIONS, OF_FLOOR, Action
from assist.overlay.first_run import FirstRun, Meter, Setup, SoundInput

_ASKED = tuple(action for action in ACTIONS if action not in OF_FLOOR)
KEYS: dict[Action, str] = {action: f"Ctrl+F{number}" for number, action in enumerate(_ASKED, start=2)}
LANGUAGES = (("en", "English (Moonshine)"), ("ko", "Korean (vosk-model-small-ko)"))


class Plug(NamedTuple):
    name: str
    note: str = ""
    plays: bool = False


MIC, HEADSET = Plug("mic", "Built-in microphone"), Plug("usb_mic", "Headset microphone")
SPEAKERS = Plug("speakers.monitor", "Monitor of the speakers", True)
EARS = Plug("usb.monitor", "Monitor of the headset", True)


class FakeMeter:
    """Says its levels one after the other, then the last again and again."""

    def __init__(self, *levels: float, broken: Exception | None = None) -> None:
        self._levels = list(levels) or [-90.0]
        self._broken = broken
        self.open = False
        self.giving = bool(levels)
        self.looked = 0
        self.asked = 0

    def start(self) -> None:
        if self._broken is not None:
            raise self._broken
        self.open = True

    def stop(self) -> None:
        self.open = False

    @property
    def arrived(self) -> bool:
        self.looked += 1
        return self.giving

    @property
    def level(self) -> float:
        self.asked += 1
        return self._levels[min(self.asked, len(self._levels)) - 1]


def check_twice(keys: Mapping[Action, str]) -> dict[Action, str]:
    used = [key for key in keys.values() if key]
    return {action: f"{key} is used twice." for action, key in keys.items() if used.count(key) > 1}


def setup(*inputs: Plug, meter: Callable[[SoundInput], Meter] = lambda _: FakeMeter()) -> Setup:
    """What most tests start from: the first two kinds of input, English, F-keys."""
    known = inputs or (SPEAKERS, MIC, EARS, HEADSET)
    return Setup(lambda: known, "mic", "speakers.monitor", meter, LANGUAGES, "en", KEYS, check_twice, False)


def begun(qtbot: QtBot, given: Setup) -> FirstRun:
    window = FirstRun(given)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window


def texts(window: QWidget) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]

"""What tests of the window of the sound are made of: a setup of plain values, meters by name, and its picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from assist.overlay.first_run import Meter, SoundInput
from assist.overlay.sound_setup import SoundSetup
from assist.overlay.sound_window import SoundWindow
from tests.overlay.first_run_making import EARS, HEADSET, MIC, SPEAKERS, FakeMeter, Plug, texts

RISING = (*[-58.0] * 8, *[-20.0] * 4000)
STILL = (-90.0,)
LONG_MS = 60_000


class Found(NamedTuple):
    """What a look at the inputs gives."""

    found: Sequence[Plug] = (SPEAKERS, MIC, EARS, HEADSET)
    microphone: Plug | None = MIC
    playback: Plug | None = SPEAKERS
    softphone: Plug | None = None
    muted: frozenset[str] = frozenset()


def sound(known: Found | None = None, *, meter: Callable[[SoundInput], Meter] = lambda _: FakeMeter()) -> SoundSetup:
    """What most tests of the window of the sound start from."""
    return SoundSetup(
        look=lambda _: known or Found(),
        meter=meter,
        play=lambda _: None,
        chosen=lambda *_: None,
        save=lambda _: None,
        softphones=("baresip", "Web browser", "Zoom"),
    )


def sound_shown() -> SoundWindow:
    """The window of the sound in a call, for its picture: the two are the wrong way round."""
    levels = {"mic": -50.0, "speakers.monitor": -12.0}
    crossed = sound(meter=lambda one: FakeMeter(levels[one.name]))
    window = SoundWindow(crossed._replace(agent_device="speakers.monitor", customer_device="mic"))
    window.show()
    return window


class Meters:
    """Levels by the name of an input; knows which are open."""

    def __init__(self, **levels: tuple[float, ...]) -> None:
        self._levels = levels
        self.made: list[tuple[str, FakeMeter]] = []

    def __call__(self, one: SoundInput) -> FakeMeter:
        meter = FakeMeter(*self._levels.get(one.name.split(".")[0], STILL))
        self.made.append((one.name, meter))
        return meter

    @property
    def open(self) -> list[str]:
        return [name for name, meter in self.made if meter.open]


def shown(
    qtbot: QtBot, setup: SoundSetup, *, clock: Callable[[], float] = lambda: 0.0, ms: int = LONG_MS
) -> SoundWindow:
    window = SoundWindow(setup, clock=clock, waits_ms=ms)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window


def pick(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))


def offered(box: QComboBox) -> list[str]:
    return [box.itemText(row) for row in range(box.count())]


def warnings(window: QWidget) -> list[str]:
    return [text for text in texts(window) if text.startswith("⚠")]

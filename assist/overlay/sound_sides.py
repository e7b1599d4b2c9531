"""The two sides of the call in the window of the sound, and the choice of a softphone. Knows no device or setting."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from assist.overlay.first_run.input_choice import InputBox, Side
from assist.overlay.first_run.level import SoundLevel
from assist.overlay.sound_setup import SoundSetup

_BROWSER = "Web browser"
"""The one name in the table of softphones that is no name of a product."""


class Party(NamedTuple):
    """What the window has of one side of the call."""

    box: InputBox
    level: SoundLevel


def side_words() -> tuple[str, str]:
    """What the two sides are called."""
    translate = QCoreApplication.translate
    return translate("Sound", "You"), translate("Sound", "The customer")


def level_of(setup: SoundSetup, who: str, clock: Callable[[], float]) -> SoundLevel:
    called = QCoreApplication.translate("Sound", "Level: {who}").format(who=who)
    return SoundLevel(setup.meter, called=called, clock=clock)


def your_side(setup: SoundSetup, default: str = "") -> Side:
    translate = QCoreApplication.translate
    return Side(
        label=side_words()[0],
        system=translate("Sound", "The system's microphone ({name})"),
        no_system=translate("Sound", "The system's microphone (none found)"),
        default=default,
        monitors_first=False,
        saved=setup.agent_device,
        pins=True,
    )


def their_side(setup: SoundSetup, default: str = "", *, plays: bool = False) -> Side:
    """`plays`: the softphone plays just now, and that is what would be heard."""
    translate = QCoreApplication.translate
    return Side(
        label=side_words()[1],
        system=translate("Sound", "What the softphone plays ({name})")
        if plays
        else translate("Sound", "What the system plays ({name})"),
        no_system=translate("Sound", "What the system plays (cannot be heard here)"),
        default=default,
        monitors_first=True,
        saved=setup.customer_device,
        pins=True,
    )


class SoftphoneBox(QComboBox):
    """Any known softphone, each by name, and what the settings name besides."""

    def __init__(self, setup: SoundSetup) -> None:
        super().__init__()
        translate = QCoreApplication.translate
        self.setAccessibleName(translate("Sound", "Softphone"))
        self.addItem(translate("Sound", "Any known softphone"), "")
        for name in setup.softphones:
            self.addItem(translate("Sound", "A page in a browser") if name == _BROWSER else name, name)
        wished = setup.softphone.strip()
        known = next((name for name in setup.softphones if name.lower() == wished.lower()), wished)
        if self.findData(known) < 0:
            self.addItem(known, known)  # programs of their own
        self.setCurrentIndex(self.findData(known))

    @property
    def value(self) -> str:
        return str(self.currentData())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it must not change what it passes over

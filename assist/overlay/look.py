"""How the overlay looks for this agent: theme, text size, motion, what is shown. Plain values; knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from assist.overlay.actions import Action
from assist.windows.theme import THEMES, Sizes, Theme


class Look(NamedTuple):
    """Everything that changes the looks and nothing that changes the content."""

    theme: Theme = THEMES["dark"]
    text_size: int = 100
    """Per cent, 80 to 200."""
    width: int = 380
    """Pixels at a text size of 100 %."""
    soft: bool = True
    """Cues appear and leave softly; False where less motion is wished for."""
    rounded: bool = True
    """Round corners, where something composes the screen; without it their outside would be black."""
    customer_words: bool = True
    agent_words: bool = False
    """Whether the full view has the live words of each side."""
    keys: Mapping[Action, str] = MappingProxyType({})
    """The keys that work, as a person reads them ("Ctrl+F9"); a key that was refused is not there."""
    notice: str = ""
    """What an agent reads to the customer; empty is ours."""
    notes: tuple[str, ...] = ()
    """Sentences of what does not work on this system, for the foot of the full view."""

    @property
    def sizes(self) -> Sizes:
        return Sizes().at(self.text_size)

"""How the console looks and sounds for this supervisor. Plain values; knows no Qt."""

from __future__ import annotations

from typing import NamedTuple

from assist.windows.theme import THEMES, Theme


class Pixels(NamedTuple):
    """Of the console's texts and gaps at a text size of 100 %; larger than the overlay's, for glances from afar."""

    small: int = 12
    body: int = 14
    state: int = 17
    name: int = 21
    head: int = 16
    gap: int = 8


class ConsoleLook(NamedTuple):
    """Everything that changes the looks and nothing that changes the content."""

    theme: Theme = THEMES["dark"]
    text_size: int = 100
    """Per cent, 80 to 200."""
    sound: bool = False
    """Whether a new alarm of the highest severity beeps."""

    @property
    def pixels(self) -> Pixels:
        return Pixels(*(round(size * self.text_size / 100) for size in Pixels()))

    def scaled(self, pixels: float) -> int:
        """A length that grows with the text."""
        return round(pixels * self.text_size / 100)

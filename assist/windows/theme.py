"""Colours and sizes of the overlay in its themes. Knows no Qt, so that contrast is checked without a screen.

Every pair of text and ground meets WCAG 2.2 AA (4.5 : 1), in the theme for high contrast 7 : 1 (`tests/overlay`).
Colour is never the only sign: each kind of cue and each state also has its own icon and word.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

ThemeName = Literal["dark", "light", "contrast"]


class Theme(NamedTuple):
    """Colours as #RRGGBB."""

    name: ThemeName
    ground: str
    panel: str
    edge: str
    text: str
    muted: str
    good: str
    suggest: str
    warn: str
    praise: str
    escalate: str
    hard: str
    """Of the customer's line where a hard feeling shows."""
    record: str
    """Of the sign that a call is recorded."""


THEMES: dict[ThemeName, Theme] = {
    "dark": Theme(
        "dark", ground="#151A21", panel="#1F2630", edge="#3D4857", text="#F3F6FA", muted="#B3BECC", good="#86E0A2",
        suggest="#7AD7EA", warn="#FFCB5C", praise="#86E0A2", escalate="#FFA39B", hard="#FFB38A", record="#FF6B61",
    ),
    "light": Theme(
        "light", ground="#F6F8FB", panel="#FFFFFF", edge="#BFC8D4", text="#141A22", muted="#4C5866", good="#156B38",
        suggest="#0A6378", warn="#7F4F00", praise="#156B38", escalate="#AF231C", hard="#9A3D0B", record="#C8102E",
    ),
    "contrast": Theme(
        "contrast", ground="#000000", panel="#000000", edge="#FFFFFF", text="#FFFFFF", muted="#FFFFFF",
        good="#3DFF7C", suggest="#4DF3FF", warn="#FFF04A", praise="#3DFF7C", escalate="#FF9A93", hard="#FFB27A",
        record="#FF6B61",
    ),
}  # fmt: skip


class Sizes(NamedTuple):
    """Pixels at a text size of 100 %."""

    small: int = 12
    body: int = 14
    state: int = 15
    headline: int = 18
    icon: int = 22
    gap: int = 8

    def at(self, percent: int) -> Sizes:
        """The same at another text size."""
        return Sizes(*(round(size * percent / 100) for size in self))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

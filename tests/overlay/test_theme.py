"""Contrast in every theme, and sizes at every text size."""

from __future__ import annotations

import pytest

from assist.windows.theme import THEMES, Sizes, Theme, contrast

AA, AAA = 4.5, 7.0


def texts(theme: Theme) -> dict[str, str]:
    """Every colour in which something is written or a sign drawn."""
    return {
        name: colour
        for name, colour in theme._asdict().items()
        if name not in ("name", "ground", "panel", "edge")
    }  # fmt: skip


def test_the_contrast_of_known_colours() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == pytest.approx(1)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_everything_written_can_be_read_on_both_grounds(theme: Theme) -> None:
    wanted = AAA if theme.name == "contrast" else AA
    for name, colour in texts(theme).items():
        for ground in (theme.ground, theme.panel):
            assert contrast(colour, ground) >= wanted, f"{name} on {ground}: {contrast(colour, ground):.2f}"


def test_frames_can_be_seen_in_high_contrast() -> None:
    assert contrast(THEMES["contrast"].edge, THEMES["contrast"].panel) >= 3


def test_sizes_follow_the_text_size() -> None:
    assert Sizes().at(100) == Sizes()
    assert Sizes().at(200) == Sizes(*(size * 2 for size in Sizes()))
    assert Sizes().at(80).small == 10

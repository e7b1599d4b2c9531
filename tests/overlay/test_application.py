"""What all windows share: theme, text size, motion; asked for again, the same comes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QStyle

from assist.windows.application import is_soft, make_application, palette_of, theme_of
from assist.windows.theme import THEMES, Theme, contrast


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    font, palette, style = qapp.font(), qapp.palette(), qapp.style().name()
    yield
    qapp.setStyle(style)
    qapp.setFont(font)
    qapp.setPalette(palette)


def test_text_is_as_large_as_wished_however_often_it_is_asked_for() -> None:
    usual = make_application(language="en", theme="dark", text_size=100).font().pointSizeF()
    for _ in range(2):
        assert make_application(language="en", theme="dark", text_size=150).font().pointSizeF() == usual * 1.5


def test_a_theme_by_name_or_the_systems() -> None:
    for name, theme in THEMES.items():
        assert theme_of(name) is theme
    assert theme_of("auto") in THEMES.values()


def test_motion_by_wish_or_as_the_system_has_it() -> None:
    assert is_soft("soft")
    assert not is_soft("none")
    assert is_soft("auto") == (QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_ordinary_windows_can_be_read_in_every_theme(theme: Theme) -> None:
    palette, roles = palette_of(theme), QPalette.ColorRole
    pairs = (
        (roles.WindowText, roles.Window), (roles.Text, roles.Base), (roles.ButtonText, roles.Button),
        (roles.HighlightedText, roles.Highlight), (roles.ToolTipText, roles.ToolTipBase),
        (roles.PlaceholderText, roles.Base), (roles.Link, roles.Window),
    )  # fmt: skip
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled):
        for text, ground in pairs:
            assert contrast(palette.color(group, text).name(), palette.color(group, ground).name()) >= 4.5

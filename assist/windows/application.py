"""The Qt application that all windows share: its language, its theme, its text size, and what the system wishes for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyle

from assist.windows import x11_desktop
from assist.windows.theme import THEMES, Theme

TRANSLATIONS = Path(__file__).parent / "translations"


def make_application(*, language: str, theme: str, text_size: int) -> QApplication:
    """The application, dressed for this agent. `language`: "auto" is the system's; `text_size` in per cent."""
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(["assist"])
    app.setApplicationName("Assist")
    app.setApplicationDisplayName("Assist")
    app.setQuitOnLastWindowClosed(False)
    speak(app, language)
    app.setStyle("Fusion")  # the one style that is the same everywhere and follows a palette
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)  # not the app's, which may be scaled already
    font.setPointSizeF(font.pointSizeF() * text_size / 100)
    app.setFont(font)
    app.setPalette(palette_of(theme_of(theme)))
    return app


def speak(app: QApplication, language: str) -> None:
    """Use a language in every window, Qt's own words too; where there is no translation it is English."""
    locale = QLocale.system() if language == "auto" else QLocale(language)
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("assist", str(TRANSLATIONS)),
    ):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)


def theme_of(wished: str) -> Theme:
    """The theme of that name; of "auto", what the system prefers."""
    for name, theme in THEMES.items():
        if name == wished:
            return theme
    hints = QApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return THEMES["contrast"]
    return THEMES["light" if hints.colorScheme() == Qt.ColorScheme.Light else "dark"]


def follow_theme(wished: str, dress: Callable[[Theme], None]) -> None:
    """Call `dress` whenever the system's preference changes, where that is what is wished for."""
    if wished != "auto":
        return
    hints = QApplication.styleHints()
    hints.colorSchemeChanged.connect(lambda _: dress(theme_of(wished)))
    hints.accessibility().contrastPreferenceChanged.connect(lambda _: dress(theme_of(wished)))


def is_soft(motion: Literal["auto", "soft", "none"]) -> bool:
    """Whether things may fade; of "auto", whether the system animates its own."""
    if motion == "auto":
        return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
    return motion == "soft"


def has_round_corners() -> bool:
    """Whether what is outside round corners shows the desktop behind; where nothing composes the screen it is black."""
    return QApplication.platformName() in ("windows", "cocoa") or x11_desktop.composited()


def palette_of(theme: Theme) -> QPalette:
    """The colours of ordinary windows: settings, set-up, the check."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.ground, roles.WindowText: theme.text, roles.Base: theme.panel, roles.Text: theme.text,
        roles.AlternateBase: theme.ground, roles.Button: theme.panel, roles.ButtonText: theme.text,
        roles.ToolTipBase: theme.panel, roles.ToolTipText: theme.text, roles.PlaceholderText: theme.muted,
        roles.Highlight: theme.suggest, roles.HighlightedText: theme.ground, roles.Link: theme.suggest,
        roles.BrightText: theme.escalate, roles.Mid: theme.edge, roles.Dark: theme.edge, roles.Light: theme.edge,
    }  # fmt: skip
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return palette

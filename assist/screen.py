"""The overlay with these settings: how it looks and behaves, its keys, its name for other programs.

Beside `app.py`, which builds the call, the only place that turns settings into an overlay. Qt is imported where a
window is wanted and nowhere before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import platformdirs

from assist.overlay.actions import ACTIONS, Action
from assist.settings import APP, Settings

if TYPE_CHECKING:
    from assist.overlay.desk import Desk
    from assist.overlay.doing import Call, Floor
    from assist.overlay.look import Look


class Window(NamedTuple):
    """That the overlay is to be opened, and how."""

    lines: Callable[[], tuple[tuple[str, Callable[[], object]], ...]] = tuple
    """More lines for its menu: what they say, what they do; asked when the window's language is known."""
    full: bool | None = None
    """Full or compact whatever was chosen last; None as it was."""
    stays: bool = False
    """Whether it stays until somebody closes it: it waits for a call, and after each for the next."""


def make_look(settings: Settings) -> Look:
    """How the overlay looks with these settings. There must be a Qt application."""
    from assist.overlay.look import Look
    from assist.windows.application import has_round_corners, is_soft, theme_of

    return Look(
        theme=theme_of(settings.theme),
        text_size=settings.text_size,
        width=settings.window_width,
        soft=is_soft(settings.motion),
        rounded=has_round_corners(),
        customer_words=settings.show_customer_words,
        agent_words=settings.show_agent_words,
        notice=settings.notice,
    )


def instance_name() -> str:
    """What this user's running overlay is called; programs that want to tell it something ask for that name."""
    from assist.overlay import instance

    return instance.instance_name(platformdirs.user_state_path(APP, appauthor=False))


def keys_of(settings: Settings) -> dict[Action, str]:
    """The key that is wished for each action."""
    return {action: getattr(settings, f"key_{action}") for action in ACTIONS}


def open_desk(settings: Settings, call: Call, window: Window, floor: Floor | None = None) -> Desk:
    """The overlay of a call, ready to be run. `floor`: the way to the supervisors, where there are any."""
    from assist.overlay.desk import LINGER_MS, Desk, Ways
    from assist.overlay.tray import MenuLine
    from assist.windows.application import follow_theme, make_application

    make_application(language=settings.window_language, theme=settings.theme, text_size=settings.text_size)
    ways = Ways(
        full=settings.view == "full" if window.full is None else window.full,
        as_last=window.full is None,
        click_through=settings.click_through,
        over_fullscreen=settings.over_fullscreen,
        hide_from_sharing=settings.hide_from_sharing,
        sound=settings.sound,
        keys=keys_of(settings),
        helps=[topic.strip() for topic in settings.help_topics.split(",") if topic.strip()],
        linger_ms=None if window.stays else LINGER_MS,
    )
    place = platformdirs.user_state_path(APP, appauthor=False) / "window.ini"
    lines = [MenuLine(text, act) for text, act in window.lines()]
    instance = instance_name() if window.stays else ""
    desk = Desk(
        look=make_look(settings), place=place, ways=ways, call=call, lines=lines, instance=instance, floor=floor
    )
    follow_theme(settings.theme, desk.dress)
    return desk

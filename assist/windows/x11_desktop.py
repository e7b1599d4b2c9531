"""What only X11 has: a window on every desktop, and whether a compositor runs. Elsewhere both do nothing.

Knows no window of ours, only its number. Each call opens a connection of its own and closes it (30 ms): it is made when
a window is shown, not while one lives. The protocol is freedesktop.org's "Extended Window Manager Hints".
python-xlib is imported inside, for only Linux has it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QGuiApplication

log = logging.getLogger(__name__)

_EVERY_DESKTOP = 0xFFFF_FFFF
_FROM_A_PROGRAM = 1


def on_every_desktop(window_id: int) -> None:
    """Put the window (QWidget.winId) on all desktops.

    Call it at every show, best before the window is mapped (Qt's show event is), or it blinks on one desktop; for a
    window manager that has read the window already it is asked as well. Hidden windows are forgotten.
    """
    _with_display(lambda display: _put_everywhere(display, window_id))


def composited() -> bool:
    """Does a compositor run, so that a window may be seen through?"""
    return bool(_with_display(_compositor))


def _put_everywhere(display: Any, window_id: int) -> None:
    from Xlib import X, Xatom
    from Xlib.error import CatchError
    from Xlib.protocol.event import ClientMessage

    gone = CatchError()  # a window that has gone is no trouble
    hint = display.get_atom("_NET_WM_DESKTOP")
    window = display.create_resource_object("window", window_id)
    window.change_property(hint, Xatom.CARDINAL, 32, [_EVERY_DESKTOP], onerror=gone)
    wish = ClientMessage(window=window, client_type=hint, data=(32, [_EVERY_DESKTOP, _FROM_A_PROGRAM, 0, 0, 0]))
    listeners = X.SubstructureRedirectMask | X.SubstructureNotifyMask
    display.screen().root.send_event(wish, event_mask=listeners, onerror=gone)
    display.sync()


def _compositor(display: Any) -> Any:
    """The window that the compositor keeps to say that it runs; 0 for none."""
    return display.get_selection_owner(display.get_atom(f"_NET_WM_CM_S{display.get_default_screen()}"))


def _with_display(act: Callable[[Any], Any]) -> Any:
    """What comes of it with a connection to the X server; None where Qt uses none, or when it does not answer."""
    if QGuiApplication.platformName() != "xcb":
        return None
    from Xlib.display import Display
    from Xlib.error import ConnectionClosedError, DisplayError, XauthError

    try:
        display = Display()
        answer = act(display)
        display.close()
    except (ConnectionClosedError, DisplayError, XauthError, OSError):
        log.info("The X server did not answer a question about its desktops.")
        return None
    return answer

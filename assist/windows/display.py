"""Can a window be opened here? Asked before Qt is touched: without a screen Qt ends the whole process. Knows no Qt."""

from __future__ import annotations

import ctypes
import os
import sys

from assist import system_libraries
from assist.errors import DisplayError


def check() -> None:
    """Return when a window can be opened. Raises DisplayError with what is missing and what to do."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
        return
    display = os.environ.get("DISPLAY")
    if not display:
        raise DisplayError("There is no display (DISPLAY is not set).")
    missing = system_libraries.missing(system_libraries.WINDOW)
    if missing:
        raise DisplayError(
            "Libraries for windows are missing; add them with: sudo apt-get install " + " ".join(missing)
        )
    if not _answers(display):
        raise DisplayError(f"The display {display} does not answer.")


def _answers(display: str) -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")  # Qt's window libraries bring it
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed

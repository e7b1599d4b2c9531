"""Keeps a window out of screen sharing where the system can. Knows nothing of what the window shows.

Windows 10 of 2004 and later leave it out. macOS up to 14 does; later ones set the same mark but let ScreenCaptureKit,
which meeting programs use, see the window all the same, so there nothing is promised. X11 and Wayland have no such
thing. Both systems forget it when the window is made anew: call it after every show.
Not run by us: tested against fakes of what is documented (SetWindowDisplayAffinity; NSWindow.sharingType).
"""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import sys
from typing import Any, Protocol

EXCLUDED = 0x11
"""WDA_EXCLUDEFROMCAPTURE."""
NOT_SHARED = 0
"""NSWindowSharingNone."""
_LAST_MACOS_THAT_HIDES = 14
FIRST_WINDOWS_THAT_HIDES = 19041
"""The build of Windows 10, version 2004."""


class User32(Protocol):
    """What is used of user32.dll."""

    def SetWindowDisplayAffinity(self, window: int, affinity: int, /) -> int: ...
    def GetWindowDisplayAffinity(self, window: int, affinity: Any, /) -> int: ...


class ObjectiveC(Protocol):
    """What is used of libobjc."""

    objc_msgSend: Any  # noqa: N815
    sel_registerName: Any  # noqa: N815


def can_hide() -> bool:
    """Does this system leave windows out of screen sharing when it is asked to?"""
    if sys.platform == "darwin":
        return keeps_its_promise(platform.mac_ver()[0])
    return sys.platform == "win32" and sys.getwindowsversion().build >= FIRST_WINDOWS_THAT_HIDES


def hide_from_sharing(window_id: int) -> bool:
    """Keep the window (QWidget.winId) out of screen sharing; True only when the system says that it does."""
    if sys.platform == "darwin":
        hidden = set_sharing_type(_objective_c(), window_id, NOT_SHARED)
        return hidden and keeps_its_promise(platform.mac_ver()[0])
    return _set_on_windows(window_id, EXCLUDED)


def set_affinity(user32: User32, window_id: int, affinity: int) -> bool:
    """Set it and read it back. Windows before 2004 refuses EXCLUDED."""
    found = ctypes.c_uint32()
    return bool(
        user32.SetWindowDisplayAffinity(window_id, affinity)
        and user32.GetWindowDisplayAffinity(window_id, ctypes.pointer(found))
        and found.value == affinity
    )


def set_sharing_type(runtime: ObjectiveC, view: int, sharing: int) -> bool:
    """Set it for the window of an NSView and read it back; False for a view without a window."""
    window = _send(runtime, view, b"window")
    if not window:
        return False
    _send(runtime, window, b"setSharingType:", sharing)
    return _send(runtime, window, b"sharingType") == sharing


def keeps_its_promise(macos: str) -> bool:
    """Does this version of macOS ("14.5") keep a window that is not shared out of every kind of sharing?"""
    major = macos.split(".", maxsplit=1)[0]
    return major.isdecimal() and int(major) <= _LAST_MACOS_THAT_HIDES


def _send(runtime: ObjectiveC, receiver: int, selector: bytes, *arguments: int) -> int:
    """A message to an object: how it is called depends on what it takes, so that is said anew each time."""
    runtime.sel_registerName.restype, runtime.sel_registerName.argtypes = ctypes.c_void_p, (ctypes.c_char_p,)
    send = runtime.objc_msgSend
    send.restype = ctypes.c_void_p
    send.argtypes = (ctypes.c_void_p, ctypes.c_void_p, *(ctypes.c_ulong for _ in arguments))
    return int(send(receiver, runtime.sel_registerName(selector), *arguments) or 0)


def _set_on_windows(window_id: int, affinity: int) -> bool:
    """False where it is not Windows."""
    if sys.platform != "win32":
        return False
    user32 = ctypes.WinDLL("user32")
    user32.SetWindowDisplayAffinity.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    user32.GetWindowDisplayAffinity.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    return set_affinity(user32, window_id, affinity)


def _objective_c() -> ObjectiveC:
    return ctypes.CDLL(ctypes.util.find_library("objc"))

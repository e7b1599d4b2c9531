"""The few shared libraries that Qt's windows and PortAudio need from a Linux system, and which are missing.

Standard library only: `packaging/dev.py` uses it before anything is installed, the doctor afterwards. A missing
X11 library makes Qt abort the whole process, so windows are opened only after this has been asked.
"""

from __future__ import annotations

import ctypes
import sys

WINDOW = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""Shared library that Qt's xcb windows load → the Debian package that has it."""

SOUND = {"libportaudio.so.2": "libportaudio2"}
"""The same for capture. On Windows and macOS the sounddevice package brings its own."""


def missing(libraries: dict[str, str]) -> list[str]:
    """Debian packages of the `libraries` that cannot be loaded here; always empty away from Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for library, package in libraries.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True

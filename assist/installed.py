"""What this program runs on: its own version, Python's, the system's, and that of every library that came with it.

Read off what is installed, so it says the same of an installed program and of a checkout. No machine's name is in it.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution

from assist import system_libraries
from assist.settings import APP

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_VERSION = re.compile(r"\d+(?:\.\d+){0,3}")
_SESSIONS = frozenset({"x11", "wayland", "tty"})


def versions() -> Iterator[str]:
    """A line each."""
    own = distributions()
    yield f"Assist {own.get(APP, 'not installed')}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()})"
    yield f"System {_system()}, {platform.machine()}, {os.cpu_count()} processors"
    if sys.platform.startswith("linux"):
        session = os.environ.get("XDG_SESSION_TYPE", "")
        yield f"Session {session if session in _SESSIONS else 'unknown'}"
        missing = system_libraries.missing(system_libraries.WINDOW | system_libraries.SOUND)
        yield f"Missing system libraries: {', '.join(missing) or 'none'}"
    yield f"Installed program: {'yes' if getattr(sys, 'frozen', False) else 'no, run by a Python'}"
    yield ""
    yield from (f"{name} {number}" for name, number in sorted(own.items()) if name != APP)


def distributions() -> dict[str, str]:
    """This program and all that it needs, and that in turn needs: names with versions, of what is there."""
    found: dict[str, str] = {}
    left = [APP]
    while left:
        name = _normal(left.pop())
        if name in found:
            continue
        try:
            here = distribution(name)
        except PackageNotFoundError:  # of another system, or an extra that nobody wanted
            continue
        found[name] = here.version
        left += [match[0] for need in here.requires or () if "extra ==" not in need and (match := _NAME.match(need))]
    return found


def _system() -> str:
    """Its name and number; a kernel's further name is whatever somebody built it with."""
    release = _VERSION.match(platform.version() if sys.platform == "win32" else platform.release())
    text = f"{platform.system()} {release[0] if release else ''}".strip()
    if sys.platform == "darwin":
        return f"macOS {platform.mac_ver()[0]}, {text}"
    if sys.platform.startswith("linux"):
        try:
            about = platform.freedesktop_os_release()
        except OSError:
            return text
        return f"{about['ID']} {about.get('VERSION_ID', '')}, {text}"
    return text


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()

"""What an agent's machine has, for the bench alone: an X server with a window manager, and a sound server."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from tests.bench.child import OFFSCREEN

Lent = tuple[Mapping[str, str], list[str]]
"""The environment of a program on it, and sentences about what it is."""


@contextmanager
def agents_machine() -> Iterator[Lent]:
    """Both where they can be had; else offscreen, and with the sound that there is."""
    with ExitStack() as stack:
        environment, seen = stack.enter_context(_screen()) if _has("Xvfb", "openbox") else (
            OFFSCREEN, "Offscreen: there was no Xvfb with openbox, so nothing was given to a real screen."
        )  # fmt: skip
        sound, heard = stack.enter_context(_sound()) if _has("pulseaudio", "pactl") else (
            {}, "No PulseAudio could be started: `assist run` had the sound inputs of this machine, if any."
        )  # fmt: skip
        yield {**environment, **sound}, [seen, heard]


@contextmanager
def _screen() -> Iterator[tuple[Mapping[str, str], str]]:
    from tests.overlay.xserver import x_server

    with x_server() as display:
        where = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        yield where, "On Xvfb with openbox and no compositor, by Qt's xcb."


@contextmanager
def _sound() -> Iterator[tuple[Mapping[str, str], str]]:
    from tests.audio.pulse import pulse_server

    with pulse_server() as environment:
        where = {"PULSE_SERVER": environment["PULSE_SERVER"]}
        yield where, "`assist run` hears two silent inputs of a PulseAudio server of its own."


def _has(*programs: str) -> bool:
    return sys.platform.startswith("linux") and all(map(shutil.which, programs))

"""What an agent's machine has, for the bench alone: an X server with a window manager, and a sound server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.child import OFFSCREEN

_SERVER = """
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink sink_name=softphone
load-module module-null-sink sink_name=voice
load-module module-remap-source source_name=microphone master=voice.monitor
set-default-sink softphone
set-default-source microphone
"""

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
    with tempfile.TemporaryDirectory(prefix="pulse-") as name:  # short: a socket's path has a limit
        folder = Path(name)
        (folder / "server.pa").write_text(_SERVER.format(socket=folder / "socket"), encoding="utf-8")
        where = {"PULSE_SERVER": f"unix:{folder / 'socket'}"}
        server = subprocess.Popen(
            ["pulseaudio", "-n", "-F", str(folder / "server.pa"), "--exit-idle-time=-1", "--daemonize=no",
             "--use-pid-file=no", "--disallow-exit"],
            env={**os.environ, "HOME": name, "XDG_RUNTIME_DIR": name}, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            while not _answers(where):
                if server.poll() is not None:
                    raise SystemExit("bench: pulseaudio did not start.")
            yield where, "`assist run` hears two silent inputs of a PulseAudio server of its own."
        finally:
            server.terminate()
            server.wait()


def _answers(where: Mapping[str, str]) -> bool:
    asked = subprocess.run(["pactl", "info"], env={**os.environ, **where}, capture_output=True, check=False)
    return asked.returncode == 0


def _has(*programs: str) -> bool:
    return sys.platform.startswith("linux") and all(map(shutil.which, programs))

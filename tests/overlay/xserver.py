"""A fresh X server of a test's own, with a window manager; nothing that another started is ended."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from Xlib import X
from Xlib.display import Display

from tests.making import ROOT

_READY_S = 30
_SAID_AT_THE_START = ("_NET_SUPPORTING_WM_CHECK", "_NET_CURRENT_DESKTOP", "_NET_CLIENT_LIST")
"""What a window manager writes on the root window, openbox in this order; with the last it is ready."""


@contextmanager
def x_server(screen: str = "1280x800x24", *, manager: bool = True) -> Iterator[str]:
    """Start Xvfb, and openbox unless told otherwise; yields the DISPLAY."""
    with ExitStack() as stack:
        reading, writing = os.pipe()
        # Without -noreset the server begins anew when its last client leaves, and a test's settings are lost.
        server = ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-noreset", "-nolisten", "tcp"]
        with os.fdopen(reading) as answer:
            try:
                stack.enter_context(_running(server, pass_fds=[writing]))
            finally:
                os.close(writing)
            name = f":{answer.readline().strip()}"
        assert name != ":", "Xvfb did not start"
        if manager:
            stack.enter_context(_running(["openbox"], env=on(name)))
            _wait_for_manager(name)
        yield name


def on(display: str) -> dict[str, str]:
    """The environment of a program on that display."""
    return os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


def xdo(display: str, *words: str) -> str:
    """What xdotool says."""
    return subprocess.run(
        ["xdotool", *words], env=on(display), capture_output=True, text=True, timeout=60, check=True
    ).stdout


@contextmanager
def program(display: str, *words: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A Python program on the display; gone at the end."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, *map(str, words)], env=on(display), cwd=ROOT, text=True,
        stdin=pipe, stdout=pipe, stderr=pipe,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def line(program: subprocess.Popen[str]) -> str:
    """The next line that it prints; waits for it."""
    assert program.stdout is not None
    return program.stdout.readline().strip()


@contextmanager
def _running(
    command: list[str], *, env: Mapping[str, str] | None = None, pass_fds: list[int] | None = None
) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=env, pass_fds=pass_fds or [], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for_manager(name: str) -> None:
    """Return once a window manager has said on the root window that it runs and what it found."""
    display = Display(name)
    root = display.screen().root
    root.change_attributes(event_mask=X.PropertyChangeMask)
    atoms = [display.get_atom(name) for name in _SAID_AT_THE_START]
    while any(root.get_property(atom, X.AnyPropertyType, 0, 0) is None for atom in atoms):
        if not display.pending_events():
            readable, _, _ = select.select([display], [], [], _READY_S)
            assert readable, "the window manager did not start"
        while display.pending_events():
            display.next_event()
    display.close()

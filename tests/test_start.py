"""Started by a menu, a link or at log-in: without streams nothing breaks, and an end is told where it is seen."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from assist import streams
from assist.windows.stopped import make_window, show_stopped
from tests.making import CALLS, ROOT
from tests.overlay.programs import READ_ALOUD, write_settings
from tests.overlay.screen import PATIENCE_S, Screen, until
from tests.overlay.xserver import on

CALL = CALLS / "third_time.call"
WITHOUT_STREAMS = "import sys; sys.stdin = sys.stdout = sys.stderr = None; from assist.__main__ import main; main()"
"""As pythonw.exe starts it."""
ARE_READ = """
import sys
from pathlib import Path
from assist import streams
streams.open_missing()
Path(sys.argv[1]).write_text(str(streams.are_read()))
"""
WRONG = "recording_days = 3000\n"
WHY = "`recording_days` can only be set by the machine's policy"
linux = pytest.mark.skipif(sys.platform != "linux", reason="Only there are X servers and such files")


def exit_code(*words: str | Path) -> int:
    """Of the command line without streams; what it printed all the same fails the test."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_STREAMS, *words], cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=PATIENCE_S * 3,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("", "")
    return done.returncode


# --- without streams --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["lines", "json"])
def test_without_streams_a_call_goes_on_to_its_end(form: list[str], tmp_path: Path) -> None:
    out = tmp_path / "events.jsonl"
    assert exit_code("replay", CALL, *form, "--events-out", out) == 0
    assert '"phase":"ended"' in out.read_text(encoding="utf-8").splitlines()[-1]


def test_without_streams_what_is_wrong_is_an_exit_code(tmp_path: Path) -> None:
    assert exit_code("sing") == 2
    assert exit_code("replay", tmp_path / "nobody.call") == 2
    write_settings(WRONG)
    assert exit_code("run") == 2, "and no window where there is no screen"


# --- who reads it -----------------------------------------------------------------------------------------------------


@contextmanager
def place(name: str, folder: Path) -> Iterator[int]:
    """Where the standard error goes: what writes there, and what keeps it open."""
    ends: tuple[int, ...]
    if name == "pipe":
        ends = os.pipe()
    elif name == "socket":
        ends = tuple(end.detach() for end in socket.socketpair())
    elif name == "terminal":
        ends = os.openpty()
    else:
        path = os.devnull if name in {"nowhere", "none"} else folder / name
        ends = (os.open(path, os.O_WRONLY | os.O_CREAT),)
    yield ends[-1]
    for end in ends:
        os.close(end)


@linux
@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("pipe", True), ("errors.txt", True), ("terminal", True), ("nowhere", False), ("socket", False),
        (".xsession-errors", False), ("none", False),
    ],
)  # fmt: skip
def test_what_a_menu_starts_is_read_by_nobody(name: str, read: bool, tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    code = ("import sys; sys.stderr = None\n" if name == "none" else "") + ARE_READ
    with place(name, tmp_path) as stderr:
        subprocess.run(
            [sys.executable, "-c", code, answer], cwd=ROOT, check=True, timeout=PATIENCE_S,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr,
        )  # fmt: skip
    assert answer.read_text() == str(read)


def test_where_another_program_took_the_streams_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert streams.are_read()


def test_what_goes_nowhere_is_no_terminal_though_windows_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nul(io.StringIO):
        name = os.devnull

        def isatty(self) -> bool:
            return True

        def fileno(self) -> int:
            return nowhere.fileno()

    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        for name in ("stdin", "stdout", "stderr"):
            monkeypatch.setattr(sys, name, Nul())
        assert not streams.are_read()
        monkeypatch.undo()


# --- the window -------------------------------------------------------------------------------------------------------


@contextmanager
def from_menu(screen: Screen, *words: str, stderr: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[str]]:
    """The program as a desktop's menu starts it; each text that it shows is a line of its output."""
    with subprocess.Popen(
        [sys.executable, "-c", READ_ALOUD, *words], env=on(screen.name) | {"XDG_RUNTIME_DIR": os.environ["HOME"]},
        cwd=ROOT, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr,
    ) as started:  # fmt: skip
        try:
            yield started
        finally:
            started.kill()


@linux
@pytest.mark.parametrize(
    ("words", "settings", "why"),
    [(["run"], WRONG, WHY), (["settings"], WRONG, WHY), (["floor"], "", "This machine has not joined a floor")],
    ids=["run", "settings", "floor"],
)
def test_what_a_menu_started_says_in_a_window_why_it_stops(
    screen: Screen, words: list[str], settings: str, why: str
) -> None:
    write_settings(settings)
    with from_menu(screen, *words) as started:
        assert started.stdout is not None
        assert any(why in line for line in started.stdout)
        window = screen.appears("Assist")
        until(lambda: screen.active == window)
        screen.press("Return")
        assert started.wait(timeout=PATIENCE_S) == 2


@linux
@pytest.mark.parametrize("words", [["run"], ["models", "add", "nothing.here"]], ids=["read", "no window"])
def test_where_it_is_read_or_no_window_was_wanted_none_opens(screen: Screen, words: list[str]) -> None:
    write_settings(WRONG if words == ["run"] else "")
    with from_menu(screen, *words, stderr=subprocess.PIPE if words == ["run"] else subprocess.DEVNULL) as started:
        shown, complaints = started.communicate(timeout=PATIENCE_S)
    assert (started.returncode, shown) == (2, "")
    assert complaints is None or WHY in complaints


def test_the_window_shows_the_sentence_as_it_is(qtbot: QtBot) -> None:
    window = make_window("/home/<b>anna</b>/settings.toml: no such setting.")
    qtbot.addWidget(window)
    assert window.text() == "Assist cannot go on."
    assert window.informativeText() == "/home/<b>anna</b>/settings.toml: no such setting."
    assert window.textFormat().name == "PlainText"


def test_where_nobody_sees_a_screen_no_window_waits(qtbot: QtBot) -> None:
    show_stopped("It stops.", language="en", theme="dark", text_size=100)  # conftest: no screen; it would wait for ever

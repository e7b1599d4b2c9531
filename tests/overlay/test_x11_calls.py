"""A day of calls on a real X server with a sound server of its own: begun and ended by key, command and link."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest

from assist.events import CallState, Pause
from tests.audio.pulse import pulse_server
from tests.making import assist as run_assist
from tests.overlay.programs import READ_ALOUD, Running, running, write_settings
from tests.overlay.screen import Screen, until
from tests.overlay.xserver import x_server


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    with x_server() as name, pulse_server() as sound:
        for variable in ("PULSE_SERVER", "PULSE_RUNTIME_PATH"):
            monkeypatch.setenv(variable, sound[variable])
        monkeypatch.setenv("XDG_RUNTIME_DIR", os.environ["HOME"])
        made = Screen(name)
        yield made
        made.close()


def microphones() -> int:
    """How many inputs programs have open on the sound server; those that its own modules have are no client's."""
    asked = subprocess.run(["pactl", "list", "short", "source-outputs"], capture_output=True, text=True, check=True)
    clients = [line.split("\t")[2] for line in asked.stdout.splitlines()]
    return len([client for client in clients if client != "-"])


def tell(*words: str) -> None:
    done = run_assist(*words)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def phases(assist: Running) -> list[str]:
    return [event.phase for event in assist.events(CallState)]


def test_calls_begin_and_end_all_day_and_no_microphone_is_open_between_them(screen: Screen) -> None:
    write_settings("")
    with running(screen, "-c", READ_ALOUD, "run", "--json") as assist:
        until(lambda: {"Ready for the next call", "Ctrl+F1 starts it"} <= set(assist.lines))
        assert microphones() == 0
        tell("call", "start")
        until(lambda: phases(assist) == ["started"])
        until(lambda: "Listening" in assist.lines)
        assert microphones() == 2
        tell("call", "start")  # says what is so already
        tell("call", "end")
        until(lambda: phases(assist) == ["started", "ended"])
        assert microphones() == 0
        tell("call", "end")
        screen.press("ctrl+F1")
        until(lambda: phases(assist)[2:] == ["started"])
        screen.press("ctrl+F1")
        until(lambda: phases(assist)[2:] == ["started", "ended"])
        tell("url", "assist:call/start")
        until(lambda: phases(assist)[4:] == ["started"])
        tell("url", "assist://call/end/")
        until(lambda: phases(assist)[4:] == ["started", "ended"])
        tell("call", "toggle")
        until(lambda: phases(assist)[6:] == ["started"])
        assist.interrupt()
        assert (assist.end(), assist.complaints) == (0, "")
        assert phases(assist) == ["started", "ended"] * 4, "quitting ends the call in order"


def pauses(assist: Running) -> list[bool]:
    return [event.paused for event in assist.events(Pause)]


def test_a_call_is_paused_and_heard_again_by_key_and_by_command(screen: Screen) -> None:
    write_settings("")
    with running(screen, "-c", READ_ALOUD, "run", "--json", "--now") as assist:
        until(lambda: "Listening" in assist.lines)
        screen.press("ctrl+shift+F1")
        until(lambda: {"Paused \u2013 card details", "You paused it."} <= set(assist.lines))
        assert pauses(assist) == [True]
        tell("call", "pause")  # says what is so already
        tell("call", "resume")
        until(lambda: pauses(assist)[-1:] == [False])
        paused_before = len(pauses(assist))
        tell("call", "resume")
        tell("call", "pause")
        until(lambda: pauses(assist)[paused_before:] == [True])
        screen.press("ctrl+shift+F1")
        until(lambda: pauses(assist)[paused_before:] == [True, False])
        assert {event.by for event in assist.events(Pause)} == {"agent"}
        assist.interrupt()
        assert (assist.end(), assist.complaints) == (0, "")


def test_the_first_call_begins_at_once_where_that_is_wished(screen: Screen) -> None:
    write_settings("")
    with running(screen, "-m", "assist", "run", "--json", "--now") as assist:
        until(lambda: phases(assist) == ["started"])
        tell("press", "call")
        until(lambda: phases(assist) == ["started", "ended"])
        tell("press", "call")
        until(lambda: phases(assist) == ["started", "ended", "started"])
        assist.interrupt()
        assert (assist.end(), assist.complaints) == (0, "")

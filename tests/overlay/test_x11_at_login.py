"""The program as a desktop starts it at log-in, on a real X server: only where it is wished, and asking nothing."""

from __future__ import annotations

import pytest

from assist.settings_files import settings_path
from tests.making import assist
from tests.overlay.programs import running, write_settings
from tests.overlay.screen import Screen
from tests.overlay.xserver import on

AT_LOGIN = ("run", "--at-login", "--language", "xx")
"""Calls that cannot begin, on whatever machine this is."""
ASKS = "Set up Assist"


def silent(*words: str, environment: dict[str, str]) -> bool:
    done = assist(*words, environment=environment)
    return (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("settings", ["", "autostart = false\n"])
def test_where_it_is_not_wished_it_ends_at_once_and_says_nothing(screen: Screen, settings: str) -> None:
    write_settings(settings)
    assert silent(*AT_LOGIN, environment=on(screen.name))


def test_it_waits_for_calls_and_asks_nothing_and_who_starts_it_by_hand_is_asked(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSIST_AUTOSTART", "true")  # as an organisation may have it, of somebody who never set it up
    with running(screen, "-m", "assist", *AT_LOGIN) as first:
        screen.appears("Assist")
        assert screen.find(ASKS) is None
        with running(screen, "-m", "assist", *AT_LOGIN) as again:
            assert (again.end(), again.complaints) == (0, "")
        assert screen.find(ASKS) is None
        with running(screen, "-m", "assist", "run", "--language", "xx") as by_hand:
            screen.appears(ASKS)
            assert by_hand.lines == []
        assert not settings_path().exists()
        assert screen.find("Assist")
        first.interrupt()
        assert first.end() == 2, "no call was begun, and why none can be is said at the end"


def test_without_a_screen_no_call_begins_in_a_terminal_that_nobody_sees() -> None:
    write_settings("autostart = true\n")
    done = assist(*AT_LOGIN, environment=on(":4321"))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "The display :4321 does not answer.\n"


@pytest.mark.parametrize("option", ["--text", "--now"])
def test_it_never_begins_a_call_at_log_in(option: str) -> None:
    done = assist("run", "--at-login", option)
    assert done.returncode == 2
    assert "leave out --text and --now" in done.stderr

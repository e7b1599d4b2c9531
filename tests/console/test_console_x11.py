"""The console on a real X server with a window manager: keys reach it, pointer and resizing work, Ctrl-C closes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.overlay.programs import Running, running
from tests.overlay.screen import Screen, until

CONSOLE = """
from pathlib import Path
import time
from PySide6.QtCore import QTimer
from assist.console.application import Supervised, run_console
from assist.console.look import ConsoleLook
from assist.console.rules import read_rules
from assist.floor.trouble import LinkState
from assist.windows.application import make_application
from tests.console.making import alert, alerts, heard, presence, summary

class Link:
    def start(self):
        now = time.time()
        self.ears.hear_link(LinkState("joined"))
        for agent in ("ann", "bob", "cid"):
            self.ears.hear(heard(presence(name=agent.title(), sent=now), now, agent=agent))
            self.ears.hear(heard(summary(call=f"{agent}-1", sent=now), now, agent=agent))
        self.ears.hear(heard(alerts(1, alert("leave", id="a1", call="bob-1", at=now), sent=now), now, agent="bob"))
        print("started", flush=True)
    def stop(self):
        print("stopped", flush=True)
    def do(self, work):
        work()
class Party:
    def send_note(self, team, agent, call, text, *, id=""):
        print("note", agent, text, flush=True)
    def reply(self, team, agent, call, alert, answer):
        print("reply", agent, alert, answer, flush=True)
    def keep_alarm(self, alarm, at):
        print("alarm", alarm.text, flush=True)
def connect(ears):
    link = Link()
    link.ears = ears
    return link, Party()
make_application(language="en", theme="dark", text_size=100)
floor = Supervised("Kim", "broker.example.org", read_rules(), Path("rules-that-are-not-there.toml"))
run_console(ConsoleLook(), floor=floor, connect=connect)
print("over", flush=True)
"""


@pytest.fixture
def console(screen: Screen) -> Iterator[Running]:
    """A console with three calls, of which Bob's needs somebody, with the focus."""
    with running(screen, "-c", CONSOLE) as program:
        window = screen.appears("Assist floor")
        until(lambda: "alarm The customer may leave" in program.lines)
        until(lambda: screen.active == window)
        yield program


def press(screen: Screen, console: Running, key: str, line: str) -> None:
    """Press a key until the console has done what it is for: the window may still be coming up."""
    screen.press(key)
    until(lambda: line in console.lines)


def test_the_call_that_needs_somebody_is_answered_with_two_keys(screen: Screen, console: Running) -> None:
    screen.press("w")
    press(screen, console, "m", "reply bob a1 assigned")
    console.interrupt()
    assert (console.end(), console.complaints) == (0, "")
    assert console.lines[-2:] == ["stopped", "over"]


def test_a_note_is_typed_and_sent_and_its_letters_are_no_keys(screen: Screen, console: Running) -> None:
    screen.press("w", "n", "m", "a", "Return")
    until(lambda: "note bob ma" in console.lines)
    assert not [line for line in console.lines if line.startswith("reply")]
    screen.press("n", "3", "Return")
    until(lambda: "note bob I am coming over to you now." in console.lines)


def test_a_click_chooses_a_card_and_the_keys_are_for_that_one(screen: Screen, console: Running) -> None:
    window = screen.find("Assist floor")
    assert window is not None
    box = screen.settled(window)
    screen.click(box.x + 150, box.y + 190)  # the first card
    screen.press("f")
    until(lambda: "reply bob a1 false alarm" in console.lines)


@pytest.mark.parametrize(
    ("key", "title"), [("h", "History"), ("r", "Alarm rules"), ("e", "Effect of stepping in"), ("question", "Keys")]
)
def test_the_other_windows_open_and_close_by_keys(screen: Screen, console: Running, key: str, title: str) -> None:
    main = screen.find("Assist floor")
    screen.press(key)
    opened = screen.appears(title)
    until(lambda: screen.active == opened)
    screen.press("Escape")
    until(lambda: screen.find(title) is None)
    until(lambda: screen.active == main)
    assert console.complaints == ""

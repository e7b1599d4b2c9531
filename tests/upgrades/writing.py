"""One day of an agent and of a supervisor, as far as it leaves anything on their disk; by the program's own code.

Runs with any version of the program that is first on the path, in the folders that HOME and XDG name:

    python tests/upgrades/writing.py NUMBER

NUMBER is the day; each writes something of its own and goes on with what the days before left.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import platformdirs
from click.testing import CliRunner
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from assist import habits_file
from assist.__main__ import main
from assist.coach.habits import CallHabits
from assist.console.cases import Alarm, Case
from assist.console.history import History
from assist.console.party import ConsoleParty
from assist.console.rules import Rule, read_rules
from assist.console.rules_editing import write_rules
from assist.console.steps_in import Supervisor
from assist.console_screen import rules_file
from assist.events import RATE, CallState, EmotionEstimate, Hand
from assist.floor.agent import AgentParty
from assist.floor.happenings import Incoming
from assist.floor.messages import Alert, Alerts, CallSummary, Presence, to_json
from assist.floor.outbox import Outbox
from assist.floor_settings import agent_of, floor_folder
from assist.keeping.recorder import Recorder
from assist.overlay.place import Place, Places
from assist.settings import APP
from assist.settings_editing import save_settings
from assist.settings_files import load_settings, recordings_folder, settings_path
from assist.whole_files import write_whole

BEGAN = 1_790_000_000.0
"""Some day, seconds since 1970; day 1 is the next."""
SET_UP, KEY = "floor set-up", "private.key"
"""In the home folder: what `assist floor init` wrote, and the key that opens recordings."""


class Clock:
    """Stands still at noon of a day."""

    def __init__(self, day: int) -> None:
        self._now = BEGAN + 86400.0 * day

    def wall(self) -> float:
        return self._now

    def steady(self) -> float:
        return self._now


def home() -> Path:
    return Path(os.environ["HOME"])


def command(*words: str | Path) -> str:
    """A command of the program."""
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.output


def write(day: int) -> None:
    """Everything of a day. There must be a Qt application."""
    join_the_floor(day)
    change_settings(day)
    remember(day)
    change_rules(day)
    agent(day)
    console(day)
    record(day)


def join_the_floor(day: int) -> None:
    """A broker's people of the first day; later one more each day, and this machine stays who it was."""
    folder = home() / SET_UP
    if not folder.exists():
        command("floor", "init", folder, "--host", "broker.example.org", "--agents", "2", "--supervisors", "1")
        command("floor", "join", folder / "enrol" / "team+agent1.assist-floor")
    else:
        people = home() / "more.csv"
        people.write_text(f"user,name,team,role\nmore{day},More {day},team,agent\n", encoding="utf-8")
        command("floor", "init", folder, "--people", people)


def change_settings(day: int) -> None:
    """As the window of settings does, in a file to which a person has written too."""
    path = settings_path()
    if day == 1:
        write_whole(path, b'# Mine. Do not touch!\nprofile = "quiet"  # less is more\n' + path.read_bytes())
        save_settings(path, {"language": "ko", "theme": "dark", "agent_device": "Headset", "key_done": "Ctrl+F5"})
    save_settings(path, {"help_topics": f"a refund, day {day}", "window_width": 400 + day})


def remember(day: int) -> None:
    """An agent's own habits, and where their window was."""
    state = platformdirs.user_state_path(APP, appauthor=False)
    habits_file.add(state / "habits.json", CallHabits(sentences=(day, 2**63 - day), moments=day + 2, unprompted=day))
    places = Places(state / "window.ini")
    places.remember(places.screen(), Place(right=False, bottom=True, x=100 + day, y=30))
    places.view = "full"


def change_rules(day: int) -> None:
    """A supervisor's own rules, as their window saves them."""
    path = rules_file(load_settings(settings_path()))
    rules = [rule for rule in read_rules(path if path.exists() else None) if rule.id != "waiting"]
    rules = [replace(rule, at_least=0.6 + day / 100) if rule.id == "rising" else rule for rule in rules]
    waiting = Rule(id="waiting", when="long call", severity="low", at_least=10.0 + day, text="{agent}: a long call")
    write_rules(path, [*rules, waiting])


def agent(day: int) -> None:
    """A call in which a person is asked for; the broker takes none of it."""
    clock = Clock(day)
    with outbox("agent.sqlite", clock) as box:
        party = AgentParty(
            agent_of(load_settings(settings_path()))._replace(program="x"), tell=lambda _: None, clock=clock
        )
        party.open(box)
        party.farewell(box.number())
        party.joined(box.number())
        party.see(CallState(at=0.0, phase="started", engine="moonshine", language="en"))
        party.see(EmotionEstimate(
            at=9.0, utterance="customer-1", state="frustrated", confidence=0.9, intensity=0.8, trend="rising",
            because=("again",),
        ))  # fmt: skip
        party.see(Hand(at=9.0, raised=True))
        party.advance()
        party.close()


def console(day: int) -> None:
    """A shift: a call that turns bad, an alarm, a note to its agent and an answer."""
    clock = Clock(day)
    now, call = clock.wall(), f"call-{day}"
    history = History(floor_folder() / "history.sqlite", keep_days=30.0)
    with outbox("console.sqlite", clock) as box:
        party = ConsoleParty(
            Supervisor("kim", "Kim"), teams=("team",), tell=lambda _: None, history=history, clock=clock
        )
        party.open(box)
        alert = Alert(id=f"{call}-1", call=call, reason="help", at=now, seconds=60.0, intensity=0.7, about="a refund")
        number = int(now * 1000)
        for sort, message in (
            ("presence", Presence(
                number=number, sent=now, status="in call", connection=number, name="Ann Lee", program="x",
            )),
            ("call", CallSummary(
                number=number, sent=now, call=call, goes_on=True, seconds=60.0, state="frustrated", intensity=0.7,
                trend="rising", steps=("aer.acknowledge",), hand=True,
            )),
            ("alerts", Alerts(number=number, sent=now, alerts=(alert,))),
        ):  # fmt: skip
            party.receive(Incoming(f"assist/team/ann/{sort}", to_json(message), retained=False, at=now))
        case = Case("team", "ann", "Ann Lee", call, alert.id, now)
        party.keep_alarm(Alarm(
            id=f"alarm-{day}", rule="help", severity="high", text="The agent needs help with a refund", cases=(case,),
            at=now, ended=None, answer="", by="", loud=False,
        ), now)  # fmt: skip
        party.send_note("team", "ann", call, f"Offer the refund, day {day}.", id=f"note-{day}")
        party.reply("team", "ann", call, alert.id, "assigned")
        party.advance()
        party.close()


def record(day: int) -> None:
    """Eleven seconds of a call, sealed for the organisation."""
    key = home() / KEY
    public = key.read_text(encoding="utf-8").splitlines()[0].split()[-1] if key.exists() else ""
    public = public or command("recordings", "key", key).split()[0]
    began = datetime.fromtimestamp(BEGAN, UTC) + timedelta(days=day)
    recorder = Recorder(recordings_folder(load_settings(settings_path())), key=public, began=began)
    sound = np.where(np.arange(11 * RATE) // (1000 * day) % 2, 0.25, -0.25).astype(np.float32)
    recorder.keep(sound, sound[::-1])
    recorder.close()


@contextmanager
def outbox(name: str, clock: Clock) -> Iterator[Outbox]:
    box = Outbox(floor_folder() / name, clock=clock)
    box.open()
    try:
        yield box
    finally:
        box.close()


if __name__ == "__main__":
    application = QApplication([])
    write(int(sys.argv[1]))

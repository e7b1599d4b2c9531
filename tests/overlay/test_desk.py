"""The desk: events of any thread come on the window, words from elsewhere do something, and every way to close."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from assist.events import AnyEvent, CallState, Cue, CueOutcome, Fault, Hand, Health, Partial, Pause
from assist.masked import Masked
from assist.overlay.actions import ACTIONS
from assist.overlay.desk import Desk, Ways
from assist.overlay.instance import tell
from assist.overlay.look import Look
from assist.overlay.tray import MenuLine
from tests.making import ROOT
from tests.overlay.test_doing import Told

HEALTH = Health(at=1, agent_arriving=True, customer_arriving=True, behind=0, dropped=0, faults=0, partials=True)
STARTED = CallState(at=0.0, phase="started", engine="scripted", language="en")
OVER = CallState(at=60.0, phase="ended", engine="scripted", language="en")


def partial(text: str) -> Partial:
    return Partial(at=1.0, speaker="customer", id="customer-1", start=0, end=1, text=Masked(text))


def cue(kind: str = "suggest") -> Cue:
    return Cue(at=1, id="cue-1", kind=kind, rule="r", headline="Well done", body="b", because=())  # type: ignore[arg-type]


class Rig:
    """A desk on a screen of its own, with a call that writes down what it is told."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self._folder = folder
        self.told = Told()
        self.desk: Desk

    def open(self, ways: Ways, *, instance: str = "", lines: tuple[MenuLine, ...] = ()) -> Desk:
        self.desk = Desk(
            look=Look(soft=False, agent_words=True), place=self._folder / "window.ini", ways=ways, call=self.told,
            lines=lines, instance=instance,
        )  # fmt: skip
        self._qtbot.addWidget(self.desk.window)
        return self.desk

    def texts(self) -> set[str]:
        return {label.text() for label in self.desk.window.findChildren(QLabel) if label.isVisible()}

    def run_until(self, *steps: object) -> None:
        """Run the desk; every few milliseconds the next step is asked whether it holds, after the last it is closed."""
        waiting = list(steps)

        def look() -> None:
            while waiting and waiting[0]():  # type: ignore[operator]
                waiting.pop(0)
            if not waiting:
                self.desk.window.close()

        looking = QTimer(interval=10)
        looking.timeout.connect(look)
        looking.start()
        giving_up = QTimer(interval=10_000, singleShot=True)
        giving_up.timeout.connect(self.desk.window.close)
        giving_up.start()
        self.desk.run()
        looking.stop()
        assert not waiting, "this never came to be"


@pytest.fixture
def rig(qtbot: QtBot, tmp_path: Path) -> Rig:
    return Rig(qtbot, tmp_path)


def does(act: object) -> object:
    """A step that does something and always holds."""
    return lambda: (act(), True)[1]  # type: ignore[operator]


def send(desk: Desk, *events: AnyEvent) -> None:
    """From another thread, as the live one does."""
    sender = threading.Thread(target=lambda: list(map(desk.sink, events)))
    sender.start()
    sender.join()


def test_events_of_another_thread_come_on_the_window(rig: Rig) -> None:
    desk = rig.open(Ways(full=True))
    send(desk, partial("my"), partial("my bill"), partial("my bill is"), STARTED, HEALTH, cue())
    rig.run_until(
        lambda: {"Customer: my bill is", "Listening", "Well done"} <= rig.texts(),
        does(lambda: send(desk, CueOutcome(at=2, cue="cue-1", outcome="expired"))),
        lambda: "Well done" not in rig.texts(),
        does(lambda: send(desk, partial("my bill is wrong"))),
        lambda: "Customer: my bill is wrong" in rig.texts(),
    )


def test_what_the_agent_does_is_told_to_the_call_and_shown(rig: Rig) -> None:
    desk = rig.open(Ways())
    send(desk, HEALTH, cue())
    rig.run_until(
        lambda: "Well done" in rig.texts(),
        does(lambda: desk.do("done")),
        does(lambda: desk.do("help")),
        does(lambda: desk.do("notice")),
        lambda: "Read this to the customer" in rig.texts(),
        does(lambda: desk.do("view")),
        lambda: "Acknowledge" in rig.texts(),
    )
    assert rig.told.all == [("answer", "cue-1", "done"), ("hand", True), ("notice",)]


def test_the_tray_has_the_actions_and_the_lines_that_it_was_given(rig: Rig) -> None:
    done: list[str] = []
    desk = rig.open(Ways(), lines=(MenuLine("Settings", lambda: done.append("settings")),))
    lines = {action.text(): action for action in desk.tray.menu.actions() if action.text() and action.isVisible()}
    assert list(lines) == [
        "Start the call", "Pause for a card number", "Hide or show the window", "Compact or full view",
        "Notice to the customer", "No cues for 5 minutes", "Ask for help", "Settings", "Quit",
    ]  # fmt: skip
    rig.run_until(
        does(lines["Hide or show the window"].trigger),
        lambda: not desk.window.isVisible(),
        does(lines["Hide or show the window"].trigger),
        desk.window.isVisible,
        does(lines["Settings"].trigger),
        does(lines["Ask for help"].trigger),
        does(lines["Quit"].trigger),
        lambda: not desk.window.isVisible(),
    )
    assert done == ["settings"]
    assert rig.told.all == [("hand", True)]


def test_words_from_elsewhere_are_actions_or_unknown(rig: Rig) -> None:
    desk = rig.open(Ways())
    assert {desk.hear(action) for action in ACTIONS} == {"done"}
    assert desk.hear("sing") == "unknown"
    desk.window.hide()
    assert desk.hear("show") == "shown"
    assert desk.window.isVisible()


def test_the_call_begins_and_ends_by_key_by_menu_and_by_another_program(rig: Rig) -> None:
    rig.told.begun = False
    desk = rig.open(Ways(keys={"call": ""}))
    (line,) = [each for each in desk.tray.menu.actions() if each.text() == "Start the call"]
    rig.run_until(
        lambda: "Ready for the next call" in rig.texts(),
        does(lambda: desk.do("call")),
        lambda: "Getting ready" in rig.texts(),
        does(lambda: send(desk, STARTED, HEALTH)),
        lambda: "Listening" in rig.texts() and line.text() == "End the call",
        does(line.trigger),
        lambda: line.text() == "Start the call",
        does(lambda: send(desk, OVER)),
        lambda: "Call ended" in rig.texts(),
        does(lambda: [desk.hear(word) for word in ("call_start", "call_start", "call_end", "call_end", "call")]),
        lambda: "Getting ready" in rig.texts() and line.text() == "End the call",
    )
    assert [told for (told,) in rig.told.all] == [
        "begin", "end", "begin", "begin", "end", "end", "begin",
    ]  # fmt: skip


def test_a_call_that_began_by_itself_is_seen_a_second_later(rig: Rig) -> None:
    rig.told.begun = False
    rig.open(Ways())
    rig.run_until(
        lambda: "Ready for the next call" in rig.texts(),
        does(lambda: setattr(rig.told, "begun", True)),
        lambda: "Getting ready" in rig.texts(),
    )


def test_the_next_call_is_waited_for_when_the_last_one_has_been_over_for_a_while(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assist.overlay.state.ENDED_S", 0.1)
    desk = rig.open(Ways(keys={"call": ""}, full=True))
    send(desk, STARTED, HEALTH, cue(), OVER)
    rig.told.begun = False
    rig.run_until(lambda: rig.texts() - {""} == {"Ready for the next call"})


def test_the_window_says_which_key_begins_the_call(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assist.overlay.desk.GlobalKeys", Given)
    rig.told.begun = False
    desk = rig.open(Ways(keys={"call": "Ctrl+F1"}))
    assert "Start the call\tCtrl+F1" in [line.text() for line in desk.tray.menu.actions()]
    rig.run_until(lambda: "Ctrl+F1 starts it" in rig.texts())


class Given:
    """Keys on a desktop that lends all."""

    def __init__(self, *_: object) -> None: ...

    def start(self) -> tuple[()]:
        return ()

    def stop(self) -> None: ...


def counts(rig: Rig) -> bool:
    """Whether less than the minute is left that the pause began with."""
    left = [re.fullmatch(r"Hears the customer again in (\d+) s\.", text) for text in rig.texts()]
    return any(found is not None and int(found[1]) < 60 for found in left)


def test_a_pause_is_told_by_window_and_tray_and_begun_and_ended_by_each_of_them(rig: Rig) -> None:
    desk = rig.open(Ways(full=True))
    (line,) = [each for each in desk.tray.menu.actions() if each.text() == "Pause for a card number"]
    send(desk, msgspec.structs.replace(STARTED, recording=True), HEALTH, partial("yes it is"))
    rig.run_until(
        lambda: {"Listening", "REC", "Customer: yes it is"} <= rig.texts() and line.isEnabled(),
        does(line.trigger),
        does(lambda: send(desk, Pause(at=9.0, paused=True, by="agent", until=69.0))),
        lambda: {"Paused \u2013 card details", "You paused it. Not recorded."} <= rig.texts(),
        lambda: not {"Listening", "REC", "Customer: yes it is"} & rig.texts(),
        lambda: desk.tray.words == "Assist \u2013 Paused \u2013 card details",
        lambda: line.text() == "Hear the customer again",
        lambda: counts(rig),
        does(lambda: desk.do("pause")),
        does(lambda: send(desk, Pause(at=11.0, paused=False, by="agent"))),
        lambda: {"Listening", "REC"} <= rig.texts() and line.text() == "Pause for a card number",
        lambda: desk.tray.words == "Assist \u2013 Listening\nThis call is recorded",
    )
    assert rig.told.all == [("pause", True), ("pause", False)]


def test_another_program_pauses_and_resumes_and_twice_is_as_good_as_once(rig: Rig) -> None:
    desk = rig.open(Ways())
    words = ("call_pause", "call_pause", "call_resume", "call_resume")
    assert [desk.hear(word) for word in words] == ["done"] * 4
    assert rig.told.all == [("pause", True), ("pause", True), ("pause", False), ("pause", False)]
    rig.told.begun = False
    assert [desk.hear(word) for word in words] == ["done"] * 4
    assert len(rig.told.all) == 4, "without a call there is nothing to pause"


def test_without_a_call_the_menu_offers_no_pause(rig: Rig) -> None:
    rig.told.begun = False
    desk = rig.open(Ways())
    (line,) = [each for each in desk.tray.menu.actions() if each.text() == "Pause for a card number"]
    assert not line.isEnabled()
    rig.told.begun = True
    rig.run_until(line.isEnabled)


def test_a_recorded_call_is_told_by_window_and_tray(rig: Rig) -> None:
    desk = rig.open(Ways())
    send(desk, msgspec.structs.replace(STARTED, recording=True), HEALTH, cue())
    rig.run_until(
        lambda: {"REC", "Well done"} <= rig.texts(),
        lambda: desk.tray.words == "Assist \u2013 Listening\nThis call is recorded",
        does(lambda: desk.do("notice")),
        lambda: any("It also records this call" in text for text in rig.texts()),
        does(lambda: desk.do("view")),
        lambda: "Acknowledge" in rig.texts() and "REC" in rig.texts(),
        does(lambda: send(desk, OVER)),
        lambda: "REC" not in rig.texts() and "recorded" not in desk.tray.words,
    )


def test_a_replay_that_was_begun_again_stays(rig: Rig) -> None:
    rig.told.begun = False
    desk = rig.open(Ways(linger_ms=1000))
    send(desk, STARTED, HEALTH, OVER)
    longer = QTimer(interval=1500, singleShot=True)
    longer.start()
    rig.run_until(
        lambda: "Call ended" in rig.texts(),
        does(lambda: desk.do("call")),
        lambda: "Getting ready" in rig.texts(),
        lambda: not longer.isActive(),
    )


def test_another_program_can_tell_it_something(rig: Rig) -> None:
    desk = rig.open(Ways(), instance="assist-test-desk")
    asking = "from assist.overlay.instance import tell; print(tell('assist-test-desk', 'hide'))"
    asked: list[subprocess.Popen[str]] = []

    def ask() -> None:
        asked.append(subprocess.Popen([sys.executable, "-c", asking], stdout=subprocess.PIPE, text=True, cwd=ROOT))

    rig.run_until(does(ask), lambda: not desk.window.isVisible())
    assert asked[0].communicate(timeout=20)[0] == "done\n"
    assert tell("assist-test-desk", "hide") is None, "nobody listens any more"


def test_keys_that_cannot_be_had_are_told_at_the_foot_of_the_full_view(rig: Rig) -> None:
    desk = rig.open(Ways(full=True, keys={"done": "Ctrl+F9", "wrong": "Ctrl+F11", "why": ""}))
    assert {refused.action for refused in desk.refused} >= {"done", "wrong"}, "this screen lends no keys"
    rig.run_until(lambda: any("lends no keys" in text for text in rig.texts()))


def test_it_says_when_others_see_the_window(rig: Rig) -> None:
    rig.open(Ways(full=True, hide_from_sharing=True))
    rig.run_until(lambda: any(text.startswith("Others see this window") for text in rig.texts()))


def test_the_view_is_the_last_one_unless_another_is_asked_for(rig: Rig) -> None:
    rig.open(Ways(full=True)).window.set_full(False)
    assert not rig.open(Ways(full=True)).window.full
    assert rig.open(Ways(full=True, as_last=False)).window.full


def test_ctrl_c_closes_the_window_though_nothing_else_happens(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assist.overlay.desk.TICK_MS", 60_000)
    desk = rig.open(Ways())
    before = signal.getsignal(signal.SIGINT)
    late: list[bool] = []
    giving_up = QTimer(interval=10_000, singleShot=True)
    giving_up.timeout.connect(lambda: late.append(True))
    giving_up.timeout.connect(desk.window.close)
    giving_up.start()
    press = f"import os, signal; os.kill({os.getpid()}, signal.SIGINT)"
    with subprocess.Popen([sys.executable, "-c", press]):
        desk.run()
    assert not late
    assert not desk.window.isVisible()
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("end", [OVER, Fault(at=0.0, part="speech", error="ModelMissing")])
def test_the_window_of_a_replay_goes_when_the_call_has_ended_or_cannot_begin(rig: Rig, end: AnyEvent) -> None:
    rig.told.begun = False
    desk = rig.open(Ways(linger_ms=30))
    send(desk, STARTED, end) if end is OVER else send(desk, end)
    desk.run()
    assert not desk.window.isVisible()


def test_the_window_of_a_live_call_stays(rig: Rig) -> None:
    desk = rig.open(Ways(linger_ms=None))
    send(desk, STARTED, HEALTH, OVER)
    rig.told.begun = False
    rig.run_until(lambda: "Call ended" in rig.texts())
    send(desk, Hand(at=61, raised=True))


def test_a_new_cue_is_announced_to_screen_readers(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[tuple[str, object]] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: announced.append((event.message(), event.politeness()))
    )
    desk = rig.open(Ways())
    send(desk, cue("escalate"))
    rig.run_until(lambda: bool(announced))
    assert announced == [("Get help: Well done. b", QAccessible.AnnouncementPoliteness.Assertive)]


def test_a_pause_and_its_end_are_announced_once_each(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: announced.append(event.message()))
    desk = rig.open(Ways())
    send(desk, STARTED, HEALTH)
    rig.run_until(
        lambda: "Listening" in rig.texts(),
        does(lambda: send(desk, Pause(at=9.0, paused=True, by="card", until=69.0))),
        lambda: counts(rig),
        does(lambda: send(desk, Pause(at=11.0, paused=True, by="keypad", until=71.0))),
        lambda: "A keypad is heard." in rig.texts(),
        does(lambda: send(desk, Pause(at=71.0, paused=False, by="time"))),
        lambda: "The customer is heard again." in rig.texts(),
    )
    begun, ended = announced
    assert begun.startswith("Paused \u2013 card details. Hears the customer again in ")
    assert ended == "The customer is heard again."

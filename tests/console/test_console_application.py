"""The whole console without a network: what it starts and stops, and the windows that it opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from assist.console.alarms import Alarm
from assist.console.application import Ears, Outward, Supervised, run_console
from assist.console.beside import Beside
from assist.console.history_window import HistoryWindow
from assist.console.keys_window import KeysWindow
from assist.console.look import ConsoleLook
from assist.console.rules import read_rules
from assist.console.rules_window import RulesWindow
from assist.console.stepping_in import AlertAnswer
from assist.console.summary_window import SummaryWindow
from assist.console.window import ConsoleWindow
from assist.floor.messages import Answer
from assist.floor.trouble import LinkState
from tests.console.consoles import Console
from tests.console.making import alerts, heard, presence, summary
from tests.console.test_arrangement import alarm
from tests.console.test_desk import Floor, leave, told


class Link:
    """Does what it is told at once, and notes when it was started and stopped."""

    def __init__(self) -> None:
        self.happened: list[str] = []

    def start(self) -> None:
        self.happened.append("start")

    def stop(self) -> None:
        self.happened.append("stop")

    def do(self, work: Callable[[], object]) -> None:
        work()


class Party:
    def __init__(self) -> None:
        self.said: list[tuple[object, ...]] = []

    def send_note(self, team: str, agent: str, call: str, text: str, *, id: str = "") -> str:
        self.said.append((team, agent, call, text, id))
        return id

    def reply(self, team: str, agent: str, call: str, alert: str, answer: Answer) -> None:
        self.said.append((team, agent, call, alert, answer))

    def keep_alarm(self, alarm: Alarm, at: float) -> None:
        self.said.append((alarm.text, at))


def supervised(folder: Path) -> Supervised:
    return Supervised("Kim", "broker.example.org", read_rules(), folder / "rules.toml")


def console() -> ConsoleWindow:
    (found,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, ConsoleWindow) and each.isVisible()]
    return found


@pytest.mark.usefixtures("qapp")
def test_the_link_starts_when_the_window_is_there_and_stops_when_it_is_closed(tmp_path: Path) -> None:
    link, party = Link(), Party()
    seen: list[str] = []

    def connect(ears: Ears) -> tuple[Link, Party]:
        def look() -> None:
            window = console()
            if "Alarms: 1" in told(window):
                seen.extend(link.happened)
                window.close()
            else:
                QTimer.singleShot(20, look)

        def start() -> None:
            Link.start(link)
            ears.hear_link(LinkState("joined"))
            for one in (presence(name="Ann"), summary(call="ann-1"), alerts(1, leave("ann"))):
                ears.hear(heard(one))
            look()

        link.start = start  # type: ignore[method-assign]
        return link, party

    run_console(ConsoleLook(), floor=supervised(tmp_path), connect=connect)
    assert seen == ["start"]
    assert link.happened == ["start", "stop"]
    assert party.said[0][0] == "The customer may leave", "the alarm is kept"


def test_what_leaves_the_window_goes_by_the_links_thread_and_before_there_is_one_nowhere() -> None:
    outward, link, party = Outward(), Link(), Party()
    early = outward.note("blue", "ann", "ann-1", "Hello")
    assert early
    outward.go_by(link, party)
    name = outward.note("blue", "ann", "ann-1", "Hello")
    outward.answer(AlertAnswer("blue", "ann", "ann-1", "a1", "assigned"))
    outward.keep_alarm(alarm("ann"), 5.0)
    assert party.said == [
        ("blue", "ann", "ann-1", "Hello", name), ("blue", "ann", "ann-1", "a1", "assigned"),
        ("The customer is frustrated", 5.0),
    ]  # fmt: skip
    assert name != early


def test_the_windows_beside_it_are_one_of_a_kind_and_gone_when_they_are_closed(qtbot: QtBot, tmp_path: Path) -> None:
    floor = Floor(qtbot)
    beside = Beside(floor.desk, read_rules(), rules_file=tmp_path / "rules.toml", history=None)
    kinds: dict[str, type[QDialog]] = {
        "history": HistoryWindow, "effect": SummaryWindow, "rules": RulesWindow, "keys": KeysWindow,
    }  # fmt: skip

    def opened(kind: type[QDialog]) -> list[QDialog]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]

    for name, kind in kinds.items():
        floor.window.opened.emit(name)
        floor.window.opened.emit(name)
        (first,) = opened(kind)
        first.close() if name != "keys" else first.reject()
        qtbot.waitUntil(lambda kind=kind: opened(kind) == [], timeout=10_000)  # type: ignore[misc]
        floor.window.opened.emit(name)
        assert len(opened(kind)) == 1
    beside.close()
    qtbot.waitUntil(lambda: not any(opened(kind) for kind in kinds.values()), timeout=10_000)


def test_a_console_that_keeps_no_history_says_so_in_its_window(qtbot: QtBot, tmp_path: Path) -> None:
    floor = Floor(qtbot)
    beside = Beside(floor.desk, read_rules(), rules_file=tmp_path / "rules.toml", history=None)
    beside.open("history")
    (shown,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, HistoryWindow)]
    qtbot.waitUntil(lambda: "\u2717 No history is kept" in told(shown), timeout=20_000)
    beside.close()


def test_what_the_party_kept_is_found_again_and_summed_up(qtbot: QtBot, tmp_path: Path) -> None:
    kept = Console(tmp_path)
    kept.says("presence", presence(name="Ann"))
    kept.says("call", summary(call="ann-1"))
    kept.says("alerts", alerts(1, leave("ann")))
    kept.wait(2)
    kept.close()
    floor = Floor(qtbot)
    floor.clock.now = kept.clock.now
    beside = Beside(floor.desk, read_rules(), rules_file=tmp_path / "rules.toml", history=kept.path)
    for name, kind, words in (
        ("history", HistoryWindow, "Entries: 2"),
        ("effect", SummaryWindow, "Steps in this period: 0"),
    ):
        beside.open(name)
        (shown,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]
        qtbot.waitUntil(lambda shown=shown, words=words: words in told(shown), timeout=20_000)  # type: ignore[misc]
    beside.close()


def test_rules_that_are_saved_hold_in_the_window_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    floor = Floor(qtbot)
    beside = Beside(floor.desk, read_rules(), rules_file=tmp_path / "rules.toml", history=None)
    floor.calls("ann")
    beside.open("rules")
    (shown,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, RulesWindow)]
    shown.save()
    floor.alert("ann", leave("ann"))
    assert floor.told.alarms[-1].text == "The customer may leave"
    beside.close()

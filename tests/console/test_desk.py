"""The desk: what the link hears comes on the wall, what the supervisor does goes out; from any thread, many at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from assist.console.alarms import Alarm, Alarms
from assist.console.desk import Desk
from assist.console.effect import StepIn
from assist.console.look import ConsoleLook
from assist.console.party import HistoryTrouble
from assist.console.refusals import Refusals
from assist.console.rules import read_rules
from assist.console.state import Heard
from assist.console.stepping_in import AlertAnswer
from assist.console.steps_in import Sent
from assist.console.wall_model import RowsModel
from assist.floor.messages import Alert
from assist.floor.trouble import LinkState
from tests.console.making import NOON, alert, alerts, heard, presence, rule, summary


class Told:
    """Everything that left the window."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, str, str, str]] = []
        self.answers: list[AlertAnswer] = []
        self.alarms: list[Alarm] = []

    def note(self, team: str, agent: str, call: str, text: str) -> str:
        self.notes.append((team, agent, call, text))
        return f"note-{len(self.notes)}"

    def answer(self, answer: AlertAnswer) -> None:
        self.answers.append(answer)

    def keep_alarm(self, alarm: Alarm, at: float) -> None:
        assert at >= alarm.at
        self.alarms.append(alarm)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


class Floor:
    """A desk with its window on the screen."""

    def __init__(self, qtbot: QtBot, *, sound: bool = False) -> None:
        self.told, self.clock = Told(), Clock()
        self.desk = Desk(
            look=ConsoleLook(sound=sound), me="Kim", broker="broker.example.org", alarms=Alarms(read_rules()),
            doings=self.told, clock=self.clock,
        )  # fmt: skip
        self.window = self.desk.window
        qtbot.addWidget(self.window, before_close_func=lambda _: self.desk.stop())
        self.window.resize(1400, 900)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.desk.hear_link(LinkState("joined"))

    def hear(self, *those: Heard) -> None:
        for one in those:
            self.desk.hear(one)
        self.desk.show()

    def calls(self, *agents: str) -> None:
        """Calm calls of these agents."""
        for agent in agents:
            self.hear(heard(presence(name=agent.title()), agent=agent), heard(summary(call=f"{agent}-1"), agent=agent))

    def alert(self, agent: str, *those: Alert, number: int = 1, notes: Sequence[str] = ()) -> None:
        self.hear(heard(alerts(number, *those, notes=tuple(notes)), agent=agent))

    def rows(self) -> list[str]:
        model = self.window.wall.model()
        assert isinstance(model, RowsModel)
        return [model.row(place).key for place in range(model.rowCount())]

    def texts(self) -> str:
        return told(self.window)


def told(window: QWidget) -> str:
    """All that the window's labels say."""
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def leave(agent: str, name: str = "a1") -> Alert:
    return alert("leave", id=name, call=f"{agent}-1")


@pytest.fixture
def floor(qtbot: QtBot) -> Floor:
    return Floor(qtbot)


def test_what_is_heard_on_another_thread_comes_on_the_wall_at_once_for_many(floor: Floor, qtbot: QtBot) -> None:
    def say() -> None:
        for number in range(100):
            agent = f"agent{number:03d}"
            floor.desk.hear(heard(presence(name=f"Agent {number}"), agent=agent))
            floor.desk.hear(heard(summary(call=f"{agent}-1"), agent=agent))

    thread = threading.Thread(target=say)
    thread.start()
    thread.join()
    assert floor.rows() == [], "nothing is shown before the window's own thread has its turn"
    qtbot.waitUntil(lambda: len(floor.rows()) == 101, timeout=10_000)
    assert "In call: 100 \u00b7 Free: 0 \u00b7 Away: 0" in floor.texts()


def test_the_agent_who_needs_somebody_stands_first_with_an_alarm_that_is_kept(floor: Floor) -> None:
    floor.calls("ann", "bob")
    floor.alert("bob", leave("bob"))
    assert floor.rows() == ["#needs", "blue/bob/bob-1", "#fine", "blue/ann/ann-1"]
    assert "Alarms: 1" in floor.texts()
    assert [alarm.text for alarm in floor.told.alarms] == ["The customer may leave"]


def test_an_answer_goes_to_the_agents_alert_and_shows_who_looks_after_it(floor: Floor) -> None:
    floor.calls("ann", "bob")
    floor.alert("bob", leave("bob"))
    floor.window.wall.choose("blue/bob/bob-1")
    QTest.keyClick(floor.window, Qt.Key.Key_M)
    assert floor.told.answers == [AlertAnswer("blue", "bob", "bob-1", "a1", "assigned")]
    assert "Your answer is sent." in floor.texts()
    floor.alert("bob", alert("leave", id="a1", call="bob-1", answer="assigned", by="Kim"), number=2)
    assert floor.rows() == ["#watch", "blue/bob/bob-1", "#fine", "blue/ann/ann-1"]
    assert "Customer may leave \u00b7 just now \u00b7 Kim looks after it" in floor.texts()
    QTest.keyClick(floor.window, Qt.Key.Key_M)
    assert "Nothing about this call waits for an answer." in floor.texts()
    assert len(floor.told.answers) == 1


def test_an_alarm_of_several_calls_is_answered_for_all_of_them_and_for_one(floor: Floor) -> None:
    floor.calls("ann", "bob", "cid")
    for agent in ("ann", "bob"):
        floor.desk.hear(heard(alerts(1, leave(agent, f"{agent}-a")), agent=agent))
    floor.desk.show()
    floor.window.alarms.take_focus()
    QTest.keyClick(floor.window, Qt.Key.Key_A)
    assert {(one.agent, one.alert, one.answer) for one in floor.told.answers} == {
        ("ann", "ann-a", "acknowledged"), ("bob", "bob-a", "acknowledged"),
    }  # fmt: skip
    floor.told.answers.clear()
    QTest.keyClick(floor.window.alarms.view, Qt.Key.Key_Down)
    QTest.keyClick(floor.window, Qt.Key.Key_F)
    assert [(one.agent, one.answer) for one in floor.told.answers] == [("ann", "false alarm")]


def test_an_alarm_that_no_agents_program_told_is_answered_at_the_console(qtbot: QtBot) -> None:
    floor = Floor(qtbot)
    floor.desk.use_rules([rule("frustrated", at_least=0.5)])
    floor.hear(heard(presence()), heard(summary(call="ann-1", state="frustrated", intensity=0.8)))
    floor.desk.show()
    assert floor.rows()[0] == "#needs"
    floor.window.wall.choose_first()
    QTest.keyClick(floor.window, Qt.Key.Key_A)
    assert floor.told.answers == []
    assert floor.told.alarms[-1].answer == "acknowledged"
    assert floor.told.alarms[-1].by == "Kim"
    assert floor.rows()[0] == "#watch"


def test_a_note_goes_to_the_call_that_was_chosen_and_what_became_of_it_is_shown(floor: Floor) -> None:
    floor.calls("ann")
    floor.window.wall.choose_first()
    QTest.keyClick(floor.window, Qt.Key.Key_N)
    QTest.keyClicks(focus(), "2")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    ((team, agent, call, text),) = floor.told.notes
    assert (team, agent, call) == ("blue", "ann", "ann-1")
    assert text == "You are doing well. Take the time it takes."
    assert f"\u2026 \u201c{text}\u201d \u2013 on its way" in floor.texts()
    step = StepIn(team, agent, call, "note", "Kim", NOON, text, "note-1")
    for became, said in (
        ("sent", "sent just now"),
        ("shown", "shown, sent just now"),
        ("not shown", "not shown, sent"),
    ):
        floor.desk.hear_news(Sent(step, became))  # type: ignore[arg-type]
        floor.desk.show()
        assert f"\u2013 {said}" in floor.texts()
    floor.desk.hear_news(Sent(step, "refused", "Too much is on its way already."))
    floor.desk.show()
    assert "\u2013 not sent (Too much is on its way already.)" in floor.texts()


def test_a_note_to_a_call_that_ends_while_it_is_written_goes_nowhere(floor: Floor) -> None:
    floor.calls("ann")
    floor.window.wall.choose_first()
    QTest.keyClick(floor.window, Qt.Key.Key_N)
    QTest.keyClicks(focus(), "I am coming")
    floor.hear(heard(summary(2, call="ann-2")))
    assert "The call is over; the note was not sent." in floor.texts()
    assert not floor.window.note.isVisible()
    assert floor.told.notes == []


def test_keys_after_the_chosen_call_is_over_do_nothing_to_another(floor: Floor) -> None:
    floor.calls("ann", "bob")
    for agent in ("ann", "bob"):
        floor.alert(agent, leave(agent))
    floor.window.wall.choose("blue/ann/ann-1")
    floor.hear(heard(summary(2, call="ann-1", goes_on=False), agent="ann"))
    assert "The call that was chosen is over." in floor.texts()
    for key in (Qt.Key.Key_M, Qt.Key.Key_A, Qt.Key.Key_F, Qt.Key.Key_N):
        QTest.keyClick(floor.window, key)
    assert (floor.told.answers, floor.told.notes) == ([], [])


def test_a_lost_link_says_since_when_the_wall_is_old_and_ends_when_it_is_back(floor: Floor) -> None:
    floor.calls("ann")
    floor.clock.now += 90
    floor.desk.hear_link(LinkState("lost", "broker.example.org does not answer."))
    floor.desk.show()
    at = time.strftime("%H:%M", time.localtime(NOON + 90))
    assert f"The wall shows what was known at {at}. broker.example.org does not answer." in floor.texts()
    assert "Nothing needs anybody now." not in floor.texts()
    floor.desk.hear_link(LinkState("joined"))
    floor.desk.show()
    assert "The wall shows" not in floor.texts()
    assert "Nothing needs anybody now." in floor.texts()


def test_what_was_refused_is_counted_discreetly_and_a_history_that_is_not_kept_is_said(floor: Floor) -> None:
    floor.calls("ann")
    floor.desk.hear_news(Refusals(7, (("not JSON", 7),), ((("blue", "mal"), 7),)))
    floor.desk.hear_news(HistoryTrouble("The disk is full: nothing is kept."))
    floor.desk.show()
    assert "Messages refused: 7" in floor.texts()
    assert "The disk is full: nothing is kept." in floor.texts()
    floor.desk.hear_news(HistoryTrouble(""))
    floor.desk.show()
    assert "The disk is full" not in floor.texts()


@pytest.mark.parametrize(("sound", "reason", "beeps"), [(True, "harm", 1), (True, "leave", 0), (False, "harm", 0)])
def test_a_sound_comes_for_the_highest_severity_alone_and_only_when_it_is_switched_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, sound: bool, reason: str, beeps: int
) -> None:
    heard_beeps: list[bool] = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard_beeps.append(True))
    floor = Floor(qtbot, sound=sound)
    floor.calls("ann")
    floor.alert("ann", alert(reason, call="ann-1"))  # type: ignore[arg-type]
    floor.desk.show()
    assert len(heard_beeps) == beeps


def test_other_rules_hold_at_once(floor: Floor) -> None:
    floor.calls("ann")
    floor.alert("ann", leave("ann"))
    assert "The customer may leave" in [alarm.text for alarm in floor.told.alarms]
    floor.desk.use_rules([rule("leave", text="They go")])
    assert floor.told.alarms[-1].text == "They go"


def test_it_runs_until_the_window_is_closed(qtbot: QtBot) -> None:
    floor = Floor(qtbot)
    begun: list[bool] = []

    def begin() -> None:
        begun.append(floor.window.isVisible())
        floor.window.close()

    floor.desk.run(begin=begin)
    assert begun == [True]
    floor.desk.hear(heard(presence()))  # the link's last words, when the window has gone


def test_messages_are_shown_soon_after_the_first_of_them(floor: Floor, qtbot: QtBot) -> None:
    floor.desk.hear(heard(presence()))
    floor.desk.hear(heard(summary(call="ann-1")))
    qtbot.waitUntil(lambda: floor.rows() == ["#calm", "blue/ann/ann-1"], timeout=10_000)
    floor.desk.hear(heard(summary(2, call="ann-1", state="frustrated", intensity=0.9)))
    qtbot.waitUntil(lambda: floor.rows() == ["#watch", "blue/ann/ann-1"], timeout=10_000)

"""What an agent can do, whichever way it came, and what the call is told of it."""

from __future__ import annotations

import pytest

from assist.events import Answer, Cue, Pause
from assist.overlay.actions import Action
from assist.overlay.doing import Doing
from assist.overlay.state import Overlay

NOW = 100.0


class Told:
    """A call that writes down what it is told."""

    def __init__(self, *, begun: bool = True) -> None:
        self.all: list[tuple[object, ...]] = []
        self.begun = begun

    def begin(self) -> None:
        self.all.append(("begin",))
        self.begun = True

    def end(self) -> None:
        self.all.append(("end",))
        self.begun = False

    def answer(self, cue: str, answer: Answer) -> None:
        self.all.append(("answer", cue, answer))

    def snooze(self, seconds: float) -> None:
        self.all.append(("snooze", seconds))

    def raise_hand(self, raised: bool, about: str = "") -> None:
        self.all.append(("hand", raised, about) if about else ("hand", raised))

    def pause(self, paused: bool) -> None:
        self.all.append(("pause", paused))

    def show_notice(self) -> None:
        self.all.append(("notice",))

    def object(self) -> None:
        self.all.append(("object",))


class Window:
    """A window without a screen."""

    def __init__(self) -> None:
        self.full = False
        self.visible = True

    def set_full(self, full: bool) -> None:
        self.full = full

    def isVisible(self) -> bool:
        return self.visible

    def setVisible(self, visible: bool) -> None:
        self.visible = visible


class Desk:
    def __init__(self, *, begun: bool = True) -> None:
        self.overlay, self.told, self.window = Overlay(), Told(begun=begun), Window()
        self.doing = Doing(self.overlay, self.told, self.window, lambda: NOW)

    def do(self, *actions: Action) -> list[tuple[object, ...]]:
        for action in actions:
            self.doing.do(action)
        return self.told.all


def with_cue() -> Desk:
    desk = Desk()
    desk.overlay.see(Cue(at=1.0, id="cue-7", kind="warn", rule="r", headline="h", body="b", because=()), NOW)
    return desk


@pytest.mark.parametrize(("action", "answer"), [("done", "done"), ("not_now", "not now"), ("wrong", "wrong")])
def test_an_answer_goes_to_the_cue_on_screen(action: Action, answer: Answer) -> None:
    assert with_cue().do(action) == [("answer", "cue-7", answer)]
    assert Desk().do(action) == [], "without a cue there is nothing to answer"


def test_why_is_a_matter_of_the_window_alone() -> None:
    desk = with_cue()
    assert desk.do("why") == []
    assert desk.overlay.view(NOW).why


def test_snooze_is_told_to_the_call_and_taken_back() -> None:
    assert Desk().do("snooze", "snooze") == [("snooze", 300.0), ("snooze", 0.0)]


def test_help_raises_the_hand_and_lowers_it_however_soon() -> None:
    assert Desk().do("help", "help", "help") == [("hand", True), ("hand", False), ("hand", True)]


def test_one_action_pauses_and_resumes_however_soon_it_is_pressed_again() -> None:
    assert Desk().do("pause", "pause", "pause") == [("pause", True), ("pause", False), ("pause", True)]


def test_a_pause_that_the_program_began_ends_with_the_first_press() -> None:
    desk = Desk()
    desk.overlay.see(Pause(at=1.0, paused=True, by="card", until=61.0), NOW)
    assert desk.do("pause") == [("pause", False)]
    desk.overlay.see(Pause(at=2.0, paused=False, by="agent"), NOW)
    assert desk.do("pause")[1:] == [("pause", True)]


def test_a_pause_or_its_end_can_be_wished_by_name() -> None:
    desk = Desk()
    for paused in (False, True, True):
        desk.doing.pause(paused)
    told = desk.do("pause")
    assert told == [("pause", False), ("pause", True), ("pause", True), ("pause", False)], "the key takes back the last"
    without = Desk(begun=False)
    without.doing.pause(True)
    assert without.told.all == []


def test_the_notice_is_told_when_it_is_shown_and_not_when_it_is_closed() -> None:
    desk = Desk()
    assert desk.do("notice") == [("notice",)]
    assert desk.overlay.view(NOW).notice
    assert desk.do("notice") == [("notice",)]
    assert not desk.overlay.view(NOW).notice


def test_the_notice_brings_a_hidden_window_back_for_it_is_to_be_read() -> None:
    desk = Desk()
    desk.do("hide", "notice")
    assert desk.window.visible


def test_nobody_objects_to_a_notice_that_is_out_of_sight() -> None:
    assert with_cue().do("notice", "hide", "wrong") == [("notice",), ("answer", "cue-7", "wrong")]


def test_while_the_notice_is_shown_the_answers_are_the_customers() -> None:
    objecting, agreeing = with_cue(), with_cue()
    assert objecting.do("notice", "wrong") == [("notice",), ("object",)]
    assert agreeing.do("notice", "done") == [("notice",)]
    assert not objecting.overlay.view(NOW).notice
    assert not agreeing.overlay.view(NOW).notice


def test_view_and_hide_turn_back_and_forth() -> None:
    desk = Desk()
    desk.do("view", "hide")
    assert (desk.window.full, desk.window.visible) == (True, False)
    desk.do("view", "hide")
    assert (desk.window.full, desk.window.visible) == (False, True)
    assert desk.told.all == []


def test_one_action_begins_the_call_and_ends_it() -> None:
    assert Desk(begun=False).do("call", "call", "call") == [("begin",), ("end",), ("begin",)]
    assert Desk().do("call") == [("end",)], "at once, without a question"


@pytest.mark.parametrize("action", ["snooze", "help", "notice", "pause"])
def test_what_is_a_matter_of_a_call_does_nothing_without_one(action: Action) -> None:
    desk = Desk(begun=False)
    assert desk.do(action) == []
    view = desk.overlay.view(NOW)
    assert (view.snoozed_min, view.notice) == (0, False)
    desk.do("call")
    assert desk.do(action)[1:] != []

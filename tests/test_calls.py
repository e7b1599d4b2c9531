"""One call after another on one thread: who begins and ends them, what is loaded once, when devices are open."""

from __future__ import annotations

import threading

import pytest

from assist.detection import QUIET_END_S, By, Quiet
from assist.errors import DeviceError, ModelError
from assist.events import AnyEvent, CallState, Fault, Health, Partial, Pause, Utterance
from assist.hearing import Hearing
from assist.live import Live
from assist.masked import Masked
from assist.settings import Settings
from tests.scripted_calls import PATIENCE_S, Happened, Line, ScriptedCalls, put


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Rig:
    """Calls on a live thread; everything that happens is in one list."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.happened = Happened()
        self.calls = ScriptedCalls(happened=self.happened)
        self.live = Live(self.calls, [self.sink], clock or Clock())
        self.hold = threading.Event()
        """The live thread waits at each event until it is set."""
        self.hold.set()

    def sink(self, event: AnyEvent) -> None:
        assert self.hold.wait(PATIENCE_S)
        self.happened.add(event.phase if isinstance(event, CallState) else event)

    def begun(self, number: int = 1, by: By = "hand") -> None:
        """Begin a call and wait until it is heard."""
        self.live.begin(by)
        self.happened.until(lambda all_: all_.count("started") == number)

    def notes(self) -> list[object]:
        """What happened but for the events within a call."""
        return [each for each in self.happened.all if isinstance(each, str)]

    def ended(self, number: int = 1) -> None:
        self.happened.until(lambda all_: all_.count("ended") == number)


@pytest.fixture
def rig() -> Rig:
    return Rig()


ONE_CALL = ["open", "call", "started", "close", "ended", "over"]


def test_models_are_loaded_once_and_before_the_first_call(rig: Rig) -> None:
    rig.live.start()
    rig.happened.until(lambda all_: "load 2" in all_)
    assert rig.live.wait(60)
    assert rig.notes() == ["load 1", "load 2"], "and no microphone is open"
    for number in (1, 2, 3):
        rig.begun(number)
        rig.live.end()
        assert rig.live.wait(60)
    rig.live.stop()
    assert rig.notes() == ["load 1", "load 2", *ONE_CALL * 3]
    assert rig.calls.threads == {"assist-live"}


def test_a_call_that_begins_while_models_load_has_its_devices_open_before_the_rest_is_loaded(rig: Rig) -> None:
    rig.calls.hold.clear()
    rig.live.start()
    rig.happened.until(lambda all_: "load 1" in all_)
    rig.live.begin()
    rig.calls.hold.set()
    rig.happened.until(lambda all_: "started" in all_)
    rig.live.stop()
    assert rig.notes() == ["load 1", "open", "load 2", *ONE_CALL[1:]]


def test_every_call_is_heard_from_its_own_beginning(rig: Rig) -> None:
    rig.live.start()
    words: list[list[str]] = []
    for number in (1, 2):
        rig.begun(number)
        before = len(rig.happened.all)
        put(rig.calls.line.inbox, 8.0)
        rig.calls.line.inbox.wait_until_taken()
        rig.live.end()
        rig.ended(number)
        words.append([each.text for each in rig.happened.all[before:] if isinstance(each, Utterance)])
    rig.live.stop()
    assert words[0] == words[1] != []
    assert rig.calls.lines[0].inbox is not rig.calls.lines[1].inbox


def test_the_devices_close_at_once_and_the_last_words_still_come(rig: Rig) -> None:
    rig.live.start()
    rig.begun()
    inbox = rig.calls.line.inbox
    rig.hold.clear()
    for _ in range(20):
        put(inbox, 1.0)
    rig.live.end()
    put(inbox, 1.0)  # too late
    rig.hold.set()
    rig.ended()
    rig.live.stop()
    happened = rig.happened.all
    later = [each for each in happened[happened.index("close") :] if isinstance(each, Utterance)]
    assert later[0].at < 5, "all that waited is recognised with no microphone open"
    last = [each for each in rig.happened.events() if isinstance(each, Health)][-1]
    assert last.at == pytest.approx(20.0, abs=0.1)


def test_a_call_that_is_ended_while_models_load_does_not_keep_its_microphones_for_that_long(rig: Rig) -> None:
    rig.calls.hold.clear()
    rig.live.begin()
    rig.live.start()
    rig.happened.until(lambda all_: "load 1" in all_)
    rig.live.end()
    rig.calls.hold.set()
    assert rig.live.wait(60)
    rig.live.stop()
    assert rig.notes() == ["open", "load 1", "close", "load 2", "call", "started", "ended", "over"]


def test_who_sees_a_call_end_may_begin_the_next_at_once() -> None:
    happened, calls = Happened(), ScriptedCalls(lambda inbox: Line(inbox, ignore, 8))
    going_on: list[bool] = []

    def begin_again(event: AnyEvent) -> None:
        if is_end(event):
            going_on.append(live.begun)
            live.begin()

    live = Live(calls, [begin_again, happened.add])
    live.begin()
    live.start()
    happened.until(lambda all_: sum(map(is_end, all_)) == 2)
    live.stop()
    assert not any(going_on)


def ignore(_: object) -> None:
    pass


def is_end(event: object) -> bool:
    return isinstance(event, CallState) and event.phase == "ended"


def test_to_begin_twice_is_to_begin_once_and_to_end_without_a_call_is_nothing(rig: Rig) -> None:
    rig.live.start()
    rig.live.end()
    rig.begun()
    rig.live.begin()
    rig.live.end()
    rig.live.end()
    assert rig.live.wait(60)
    rig.live.stop()
    assert rig.notes() == ["load 1", "load 2", *ONE_CALL]


def test_a_call_that_begins_while_the_last_one_finishes_comes_right_after_it(rig: Rig) -> None:
    rig.live.start()
    rig.begun()
    inbox = rig.calls.line.inbox
    for _ in range(20):
        put(inbox, 1.0)
    rig.live.end()
    assert not rig.live.begun
    rig.live.begin()
    assert rig.live.begun
    rig.happened.until(lambda all_: all_.count("started") == 2)
    rig.live.stop()
    assert rig.notes() == ["load 1", "load 2", *ONE_CALL * 2]


def test_any_thread_begins_and_ends_calls_any_number_of_times(rig: Rig) -> None:
    rig.live.start()

    def turn() -> None:
        for _ in range(50):
            rig.live.begin()
            rig.live.raise_hand(True)
            rig.live.end()

    threads = [threading.Thread(target=turn) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rig.live.wait(60)
    assert not rig.live.begun
    opened = rig.notes().count("open")
    rig.begun(rig.notes().count("started") + 1)
    rig.live.stop()
    notes = rig.notes()
    assert notes.count("open") == notes.count("close") == notes.count("ended") == opened + 1
    calls = [note for note in notes if note in ONE_CALL]
    assert calls == ONE_CALL * (opened + 1), "one after another, each whole"


def test_quitting_ends_the_call_and_loses_no_words(rig: Rig) -> None:
    rig.live.start()
    rig.begun()
    put(rig.calls.line.inbox, 8.0)
    rig.live.stop()
    rig.live.begin()
    assert not rig.live.begun, "there is no thread any more"
    said = [each.text for each in rig.happened.all if isinstance(each, Utterance)]
    assert said
    assert rig.notes()[-3:] == ["close", "ended", "over"]


def test_a_call_that_cannot_begin_is_told_and_the_next_try_is_heard(rig: Rig) -> None:
    rig.live.start()
    rig.calls.fails = DeviceError("There is no microphone.")
    rig.live.begin()
    assert rig.live.wait(60)
    assert not rig.live.begun
    assert [each.error for each in rig.happened.all if isinstance(each, Fault)] == ["DeviceError"]
    assert str(rig.live.failure) == "There is no microphone."
    rig.calls.fails = None
    rig.begun()
    assert rig.live.failure is None
    rig.live.stop()
    assert rig.notes() == ["load 1", "load 2", *ONE_CALL]


def test_a_model_that_is_missing_is_told_before_any_call_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    rig = Rig()
    monkeypatch.setattr(rig.calls, "prepare", missing)
    rig.live.start()
    rig.happened.until(lambda all_: any(isinstance(each, Fault) for each in all_))
    rig.live.begin()
    rig.happened.until(lambda all_: sum(isinstance(each, Fault) for each in all_) == 2)
    monkeypatch.undo()
    assert rig.live.wait(60)
    rig.begun()
    rig.live.stop()
    assert rig.notes() == ["open", "close", "open", "load 1", "load 2", *ONE_CALL[1:]]


def missing() -> list[object]:
    raise ModelError("The model does not load.")


def test_what_the_agent_does_between_two_calls_is_not_done_in_the_next(rig: Rig) -> None:
    rig.live.start()
    rig.begun()
    rig.live.end()
    assert rig.live.wait(60)
    rig.live.raise_hand(True)
    rig.begun(2)
    rig.live.stop()
    assert not [each for each in rig.happened.events() if getattr(each, "raised", None)]


# --- by themselves ----------------------------------------------------------------------------------------------------


def test_what_a_person_began_only_a_person_ends(rig: Rig) -> None:
    rig.live.start()
    rig.begun()
    rig.live.end(by="softphone")
    rig.live.end(by="speech")
    assert rig.live.begun
    rig.live.end()
    assert rig.live.wait(60)
    rig.begun(2, by="softphone")
    rig.live.end(by="softphone")
    assert rig.live.wait(60)
    rig.begun(3, by="speech")
    rig.live.end()
    assert not rig.live.begun
    rig.live.stop()


def spoken_call(by: By) -> Rig:
    """A call in which nobody has spoken for two minutes."""
    clock = Clock()
    rig = Rig(clock)
    rig.live.start()
    rig.begun(by=by)
    for seconds in (8.0, 0.1):  # that the second is taken says that the first was heard
        put(rig.calls.line.inbox, seconds)
        rig.calls.line.inbox.wait_until_taken()
    clock.now += QUIET_END_S + 1
    return rig


def test_a_call_that_began_by_speech_ends_when_nobody_speaks_any_more() -> None:
    rig = spoken_call("speech")
    rig.ended()
    rig.live.stop()


@pytest.mark.parametrize("by", ["hand", "softphone"])
def test_no_other_call_ends_by_silence(by: By) -> None:
    rig = spoken_call(by)
    put(rig.calls.line.inbox, 1.0)
    rig.calls.line.inbox.wait_until_taken()
    assert rig.live.begun
    rig.live.stop()


def test_who_still_speaks_keeps_the_call() -> None:
    quiet = Quiet(0.0)
    assert not quiet.is_long(QUIET_END_S - 1)
    assert quiet.is_long(QUIET_END_S)
    quiet.see(Partial(at=1.0, speaker="agent", id="agent-1", start=0, end=1, text=Masked("yes")), 100.0)
    quiet.see(
        Health(at=1, agent_arriving=True, customer_arriving=True, behind=0, dropped=0, faults=0, partials=True), 150.0
    )
    assert not quiet.is_long(100 + QUIET_END_S - 1)
    assert quiet.is_long(100 + QUIET_END_S)


def test_no_call_is_over_in_a_pause_and_from_its_end_silence_counts_anew() -> None:
    quiet = Quiet(0.0)
    quiet.see(Pause(at=10.0, paused=True, by="card", until=70.0), 10.0)
    assert not quiet.is_long(10.0 + 10 * QUIET_END_S)
    quiet.see(Pause(at=70.0, paused=False, by="time"), 70.0)
    assert not quiet.is_long(70.0 + QUIET_END_S - 1)
    assert quiet.is_long(70.0 + QUIET_END_S)


def test_nothing_begins_by_itself_unless_that_is_wished() -> None:
    assert Hearing().detectors(Settings()) == {}

"""The agent's end of the link: events in, messages in the outbox; notes and answers in, events out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from assist.events import AnyEvent, FloorNote, Hand, Shared, SharedAlert
from assist.floor.agent import AgentParty, Self
from assist.floor.link import Incoming
from assist.floor.messages import Alerts, AnyMessage, CallSummary, Note, Presence, Reply, read, to_json
from assist.floor.outbox import Outbox
from assist.floor.topics import place_of
from tests.floor.test_reporting import OVER, STARTED, felt

ADA = Self("billing", "ada", "Ada Lind", "1.0")


class Wall:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def wall(self) -> float:
        return self.now

    def steady(self) -> float:
        return self.now


class Rig:
    """An agent's party with a real outbox and nobody to send it."""

    def __init__(self, folder: Path, *, printed: bool = False) -> None:
        self.clock = Wall()
        self.told: list[AnyEvent] = []
        self._folder = folder
        self._printed = printed
        self.box = Outbox(folder / "agent.sqlite", clock=self.clock)
        self.start()

    def start(self) -> None:
        """The program, anew, on the same disk."""
        self.box.close()  # as the system does for a program that is gone
        self.box = Outbox(self._folder / "agent.sqlite", clock=self.clock)
        self.box.open()
        self.party = AgentParty(ADA, tell=self.told.append, printed=self._printed, clock=self.clock)
        self.party.open(self.box)

    def connect(self) -> Presence:
        """A connection; the last will that the broker has of it."""
        number = self.box.number()
        will = read("presence", self.party.farewell(number).body)
        self.party.joined(number)
        self.party.advance()
        assert isinstance(will, Presence)
        return will

    def see(self, *events: AnyEvent) -> None:
        for event in events:
            self.party.see(event)
        self.party.advance()

    def receive(self, message: AnyMessage, topic: str = "assist/billing/ada/desk/dana") -> None:
        self.party.receive(Incoming(topic, to_json(message), retained=False, at=self.clock.now))
        self.party.advance()

    def sent(self, key: str) -> AnyMessage:
        body = self.box.get(key)
        assert body is not None
        place = place_of(next(row.message.topic for row in self.box.waiting() if row.message.key == key))
        assert place is not None
        assert place[:2] == ("billing", "ada")
        return read(place.sort, body)

    def presence(self) -> Presence:
        message = self.sent("presence")
        assert isinstance(message, Presence)
        return message

    def alerts(self) -> Alerts:
        message = self.sent("alerts")
        assert isinstance(message, Alerts)
        return message


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path)


def note(call: str, **changes: object) -> Note:
    values = {"number": 1, "sent": 1.0, "id": "n1", "call": call, "text": "Offer the refund.", "name": "Dana"}
    return Note(**(values | changes))  # type: ignore[arg-type]


def call_of(rig: Rig) -> str:
    message = rig.sent("call")
    assert isinstance(message, CallSummary)
    return message.call


# --- what is told -------------------------------------------------------------------------------------------------


def test_presence_follows_the_agent(rig: Rig) -> None:
    rig.connect()
    assert rig.presence().status == "online"
    rig.party.turn_away(True)
    assert rig.presence().status == "away"
    rig.see(STARTED)
    assert rig.presence().status == "in call"
    rig.see(OVER)
    assert rig.presence().status == "online", "a call ends being away"


def test_the_last_will_is_older_than_what_is_said_on_its_connection_and_newer_than_all_before(rig: Rig) -> None:
    first = rig.connect()
    said = rig.presence()
    assert first.status == "gone"
    assert first.connection == said.connection
    assert first.number < said.number
    assert rig.connect().connection > said.number


def test_everything_is_retained_and_stays(rig: Rig) -> None:
    rig.connect()
    rig.see(STARTED, felt())
    waiting = [row.message for row in rig.box.waiting()]
    assert {message.key for message in waiting} == {"presence", "call", "alerts"}
    assert all(message.retained and message.stays for message in waiting)


def test_numbers_never_go_back_also_after_a_crash(rig: Rig) -> None:
    rig.connect()
    rig.see(STARTED, felt())
    before = rig.alerts().number
    rig.clock.now -= 3600  # and the clock was put back meanwhile
    rig.start()
    rig.connect()
    assert rig.alerts().number > before


def test_alerts_survive_a_crash_and_end_with_the_call_that_nobody_hears_any_more(rig: Rig) -> None:
    rig.see(STARTED, felt())
    before = rig.alerts().alerts
    rig.start()
    rig.connect()
    after = rig.alerts().alerts
    assert [each.id for each in after] == [each.id for each in before]
    assert [each.end for each in after] == ["call over"]


def left(rig: Rig, change: Callable[[dict[str, Any]], object]) -> None:
    """The program begins again on alerts that another version left."""
    waiting = next(row.message for row in rig.box.waiting() if row.message.key == "alerts")
    told = msgspec.json.decode(waiting.body)
    change(told)
    rig.box.put(waiting._replace(body=msgspec.json.encode(told)))
    rig.start()
    rig.connect()


def test_of_what_a_later_version_told_last_all_that_is_known_is_told_on(rig: Rig) -> None:
    rig.see(STARTED, felt())
    (before,) = rig.alerts().alerts

    def later(told: dict[str, Any]) -> None:
        (alert,) = told["alerts"]
        told |= {"schema": 2, "shift": "early", "alerts": [alert | {"reason": "boredom"}, alert | {"colour": "red"}]}

    left(rig, later)
    (after,) = rig.alerts().alerts
    assert (after.id, after.at, after.end) == (before.id, before.at, "call over")


@pytest.mark.parametrize("wrong", [{"alerts": 3}, {"alerts": [3]}, {"number": "x"}])
def test_alerts_that_cannot_be_read_are_begun_anew(rig: Rig, wrong: dict[str, Any]) -> None:
    rig.see(STARTED, felt())
    left(rig, lambda told: told.update(wrong))
    rig.see(STARTED, felt("frustrated"))
    assert len(rig.alerts().alerts) == 1


def test_a_new_outbox_in_the_place_of_a_damaged_one_gets_all_there_is(rig: Rig, tmp_path: Path) -> None:
    rig.connect()
    rig.see(STARTED, felt())
    known = rig.alerts().alerts
    rig.box = Outbox(tmp_path / "other.sqlite", clock=rig.clock)
    rig.box.open()
    rig.party.open(rig.box)
    rig.connect()
    assert rig.alerts().alerts == known
    assert call_of(rig)


def test_who_ends_the_program_is_gone(rig: Rig) -> None:
    rig.connect()
    last = read("presence", rig.party.leave().body)
    assert isinstance(last, Presence)
    assert last.status == "gone"
    assert last.number > rig.presence().number


# --- what comes ---------------------------------------------------------------------------------------------------


def test_a_note_is_shown_once_and_counts_as_shown_when_it_was_seen(rig: Rig) -> None:
    rig.see(STARTED, felt())
    for _ in range(3):
        rig.receive(note(call_of(rig)))
    assert [event for event in rig.told if isinstance(event, FloorNote)] == [
        FloorNote(at=0.0, id="n1", name="Dana", text="Offer the refund.")
    ]
    assert rig.alerts().notes == ()
    rig.party.note_seen("n1")
    rig.party.advance()
    assert rig.alerts().notes == ("n1",)


def test_in_a_terminal_a_note_is_seen_when_it_has_come(tmp_path: Path) -> None:
    rig = Rig(tmp_path, printed=True)
    rig.see(STARTED)
    rig.receive(note(call_of(rig)))
    assert rig.alerts().notes == ("n1",)


def test_a_note_for_another_call_is_not_shown(rig: Rig) -> None:
    rig.see(STARTED)
    call = call_of(rig)
    rig.receive(note("another"))
    rig.see(OVER)
    rig.receive(note(call))
    assert not any(isinstance(event, FloorNote) for event in rig.told)


def test_an_answer_is_told_to_everybody_and_to_the_agent(rig: Rig) -> None:
    rig.see(STARTED, felt())
    alert = rig.alerts().alerts[0].id
    rig.receive(Reply(number=1, sent=1.0, alert=alert, answer="assigned", name="Dana"))
    assert [(each.answer, each.by) for each in rig.alerts().alerts] == [("assigned", "Dana")]
    shared = [event for event in rig.told if isinstance(event, Shared)][-1]
    assert shared.alerts == (SharedAlert(reason="rising", answer="assigned", name="Dana"),)


Change = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    ("topic", "change"),
    [
        ("assist/billing/bob/desk/dana", lambda body: body),
        ("assist/sales/ada/desk/dana", lambda body: body),
        ("assist/billing/ada/alerts", lambda body: body),
        ("assist/billing/ada/desk/dana", lambda body: body[:-1]),
        ("assist/billing/ada/desk/dana", lambda body: body.replace(b'"schema":1', b'"schema":2')),
        ("assist/billing/ada/desk/dana", lambda body: b"\xff" + body),
        ("#", lambda body: body),
    ],
)
def test_what_is_not_a_note_for_this_agent_is_left_alone(rig: Rig, topic: str, change: Change) -> None:
    rig.see(STARTED)
    rig.told.clear()
    body = change(to_json(note(call_of(rig))))
    rig.party.receive(Incoming(topic, body, retained=False, at=rig.clock.now))
    assert rig.told == []


# --- the agent sees what supervisors see --------------------------------------------------------------------------


def test_the_agent_is_told_what_supervisors_see_when_it_changes(rig: Rig) -> None:
    rig.see(STARTED)
    rig.told.clear()
    rig.clock.now += 5
    rig.see(felt())
    rig.see(Hand(at=5.0, raised=False))
    assert rig.told == [
        Shared(at=5.0, state="frustrated", trend="rising", alerts=(SharedAlert(reason="rising"),))
    ]  # fmt: skip

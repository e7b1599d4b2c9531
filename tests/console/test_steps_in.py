"""A supervisor's notes and answers: sent until the agent's program has them, and no longer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assist.console.history_reading import HistoryReading
from assist.console.steps_in import LINE, MOST, NOTE_S, REPLY_S, mistake_in_line
from assist.floor.messages import Alerts, Note, Reply
from tests.console.consoles import Console
from tests.console.making import NOON, alert, alerts, presence

HARM = "call-1-harm"


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    console = Console(tmp_path)
    yield console
    console.close()


def note(console: Console, text: str = "Offer a call back") -> str:
    return console.party.send_note("blue", "ann", "call-1", text)


def reply(console: Console, answer: str = "assigned", alert: str = HARM) -> None:
    console.party.reply("blue", "ann", "call-1", alert, answer)  # type: ignore[arg-type]


def standing(number: int, answer: str = "", by: str = "", *, notes: tuple[str, ...] = ()) -> Alerts:
    """The agent's alerts: one, answered so."""
    said = {"answer": answer, "by": by} if answer else {}
    return alerts(number, alert("harm", **said), notes=notes)


def test_a_note_goes_to_the_agents_desk_in_the_supervisors_name(console: Console) -> None:
    sent = note(console, "  Offer a call back ")
    ((_, message),) = console.outbox.waiting()
    assert (message.topic, message.stays, message.retained) == ("assist/blue/ann/desk/kim", True, False)
    assert message.expires_s == NOTE_S
    (found,) = console.broker_takes_all()
    assert found == Note(number=found.number, sent=NOON, id=sent, call="call-1", text="Offer a call back", name="Kim")
    assert console.became == ["sent"]


def test_a_note_is_sent_with_the_id_that_the_window_gave(console: Console) -> None:
    assert console.party.send_note("blue", "ann", "call-1", "Hi", id="window-1") == "window-1"
    (found,) = console.broker_takes_all()
    assert isinstance(found, Note)
    assert found.id == "window-1"
    assert note(console) != note(console)


def test_a_note_that_was_shown_is_done(console: Console) -> None:
    sent = note(console)
    console.broker_takes_all()
    console.says("alerts", standing(1, notes=("another", sent)), who="blue/bob")
    assert console.became == ["sent"]
    console.says("alerts", standing(1, notes=("another", sent)))
    assert console.became == ["sent", "shown"]
    assert console.outbox.get(f"note {sent}") is None
    console.wait(NOTE_S * 2)
    assert console.became == ["sent", "shown"]


def test_a_note_that_nobody_saw_in_time_is_said_to_be_so(console: Console) -> None:
    sent = note(console)
    console.wait(NOTE_S - 1)
    assert console.became == []
    console.wait(1)
    assert console.became == ["not shown"]
    assert console.outbox.get(f"note {sent}") is None
    console.close()
    (entry,) = HistoryReading(console.path).search().entries
    assert (entry.text, entry.by, entry.answer) == ("Offer a call back", "Kim", "not shown")


def test_what_is_not_with_the_agent_goes_again_to_a_program_that_comes_back(console: Console) -> None:
    console.says("presence", presence(1, connection=1))
    sent = note(console)
    reply(console)
    assert len(console.broker_takes_all()) == 2
    console.says("presence", presence(2, connection=1, status="online"))
    console.says("presence", presence(3, connection=1, status="gone"))
    console.says("presence", presence(3, connection=2, status="gone"))
    console.says("presence", presence(3, connection=3), who="blue/bob")
    assert not console.outbox.waiting()
    console.clock.now += 50
    console.says("presence", presence(4, connection=4))
    again = console.broker_takes_all()
    assert [type(each) for each in again] == [Note, Reply]
    assert isinstance(again[0], Note)
    assert again[0].id == sent
    assert console.became == ["sent", "sent"]
    console.wait(NOTE_S - 49)
    assert console.became == ["sent", "sent", "not shown"]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "two\nlines", "a\tb", "bell\x07", "x" * (LINE + 1), "turn\u202earound", "half \ud800", "a\u2028b"],
)
def test_what_is_no_line_is_refused_with_a_sentence(console: Console, text: str) -> None:
    assert mistake_in_line(text)
    note(console, text)
    assert console.became == ["refused"]
    assert console.why == mistake_in_line(text)
    assert not console.outbox.waiting()
    console.close()
    assert not HistoryReading(console.path).search().entries


@pytest.mark.parametrize("text", ["x" * LINE, "Zoë – well done 👩‍👩‍👧", "=SUM(A1)", '{"a": 1}'])
def test_every_line_of_letters_can_be_a_note(console: Console, text: str) -> None:
    assert not mistake_in_line(text)
    note(console, text)
    (found,) = console.broker_takes_all()
    assert isinstance(found, Note)
    assert found.text == text


@pytest.mark.parametrize(("agent", "call"), [("a/b", "call-1"), ("+", "call-1"), ("", "call-1"), ("ann", "no call!")])
def test_what_no_agent_could_take_is_refused(console: Console, agent: str, call: str) -> None:
    console.party.send_note("blue", agent, call, "Hi")
    assert console.became == ["refused"]
    assert not console.outbox.waiting()


def test_there_is_a_bound_to_what_is_on_its_way(console: Console) -> None:
    for _ in range(MOST + 3):
        note(console)
    assert console.became == ["refused"] * 3
    assert "on its way" in console.why
    assert len(console.broker_takes_all()) == MOST


def test_an_answer_is_done_when_the_agents_alerts_hold_it(console: Console) -> None:
    console.says("alerts", standing(1))
    reply(console)
    (found,) = console.broker_takes_all()
    assert found == Reply(number=found.number, sent=NOON, alert=HARM, answer="assigned", name="Kim")
    console.says("alerts", standing(2))
    assert console.became == ["sent"]
    console.says("alerts", standing(3, "assigned", "Kim"))
    assert console.became == ["sent", "shown"]
    assert console.outbox.get(f"reply blue/ann/{HARM}") is None


def test_an_answer_that_stands_already_is_done(console: Console) -> None:
    console.says("alerts", standing(1, "assigned", "Kim"))
    reply(console)
    assert console.became == ["shown"]
    assert not console.outbox.waiting()


def test_a_second_answer_takes_the_place_of_the_first(console: Console) -> None:
    console.says("alerts", standing(1))
    reply(console, "acknowledged")
    reply(console, "assigned")
    (found,) = console.broker_takes_all()
    assert isinstance(found, Reply)
    assert found.answer == "assigned"
    console.says("alerts", standing(2, "acknowledged", "Kim"))
    assert console.became == ["sent"]
    console.says("alerts", standing(3, "assigned", "Kim"))
    assert console.became == ["sent", "shown"]


def test_an_answer_over_another_supervisors_waits_until_it_stands(console: Console) -> None:
    console.says("alerts", standing(0))
    console.says("alerts", standing(1, "acknowledged", "Lee"))
    reply(console)
    console.says("alerts", standing(2, "acknowledged", "Lee", notes=("n1",)))
    assert console.became == []
    console.says("alerts", standing(3, "assigned", "Kim"))
    assert console.became == ["shown"]


def test_an_answer_gives_way_to_who_answered_after_it(console: Console) -> None:
    console.says("alerts", standing(1, "acknowledged", "Lee"))
    reply(console)
    console.broker_takes_all()
    console.says("alerts", standing(2, "false alarm", "Ola"))
    assert console.became == ["sent", "not shown"]
    console.says("presence", presence(9, connection=9))
    assert not console.outbox.waiting()


def test_an_answer_to_what_the_agent_no_longer_knows_is_given_up(console: Console) -> None:
    console.says("alerts", standing(1))
    reply(console)
    console.says("alerts", alerts(2))
    assert console.became == ["not shown"]


def test_an_answer_is_given_up_after_an_hour(console: Console) -> None:
    reply(console)
    console.wait(REPLY_S - 1)
    assert console.became == []
    console.wait(1)
    assert console.became == ["not shown"]


def test_a_late_copy_of_an_agents_alerts_changes_nothing(console: Console) -> None:
    console.says("alerts", standing(5, "acknowledged", "Lee"))
    reply(console)
    console.says("alerts", standing(4))
    console.says("alerts", alerts(3))
    assert console.became == []
    assert len(console.outbox.waiting()) == 1

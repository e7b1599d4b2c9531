"""Notes and answers that were on their way when a console ended, or lost its outbox."""

from __future__ import annotations

from pathlib import Path

from assist.console.history_reading import HistoryReading
from assist.console.party import MEMORY_S
from assist.console.steps_in import NOTE_S
from assist.floor.messages import Note, Reply
from tests.console.consoles import Console
from tests.console.making import NOON
from tests.console.test_steps_in import note, reply, standing


def test_a_console_that_begins_again_goes_on_with_what_was_on_its_way(tmp_path: Path) -> None:
    first = Console(tmp_path)
    first.says("alerts", standing(1))
    sent = note(first)
    reply(first)
    first.broker_takes_all()
    first.close()

    again = Console(tmp_path, clock=first.clock)
    again.clock.now += 60
    assert [type(each) for each in again.broker_takes_all()] == [Note, Reply]
    again.says("alerts", standing(1), retained=True)
    again.says("alerts", standing(2, "assigned", "Kim", notes=(sent,)))
    assert again.became == ["sent", "sent", "shown", "shown"]
    again.close()
    steps = HistoryReading(again.path).steps()
    assert [(each.kind, each.at) for each in steps] == [("assigned", NOON), ("note", NOON + 60)]


def test_a_console_that_was_away_for_long_sends_no_old_note(tmp_path: Path) -> None:
    first = Console(tmp_path)
    note(first)
    first.close()
    first.clock.now += NOTE_S + 1
    again = Console(tmp_path, clock=first.clock)
    assert not again.broker_takes_all()
    again.close()


def test_an_outbox_that_was_lost_gets_back_what_is_on_its_way(tmp_path: Path) -> None:
    console = Console(tmp_path)
    note(console)
    console.broker_takes_all()
    console.outbox.close()
    (tmp_path / "outbox.db").write_bytes(b"no database " * 900)
    console.outbox.open()
    console.party.open(console.outbox)
    assert len(console.broker_takes_all()) == 1
    console.close()


def test_another_programs_messages_in_the_outbox_are_left_alone(tmp_path: Path) -> None:
    console = Console(tmp_path)
    note(console)
    ((_, message),) = console.outbox.waiting()
    console.outbox.put(message._replace(key="note broken", body=b"{"))
    console.outbox.put(message._replace(key="other"))
    console.outbox.put(message._replace(key="reply elsewhere", topic="elsewhere"))
    console.close()
    again = Console(tmp_path, clock=console.clock)
    again.wait(NOTE_S + 1)
    assert again.became == ["not shown"]
    again.close()


def test_after_a_new_beginning_too_an_answer_gives_way_to_who_answered_after_it(tmp_path: Path) -> None:
    first = Console(tmp_path)
    reply(first)
    first.close()
    again = Console(tmp_path, clock=first.clock)
    again.says("alerts", standing(1, "acknowledged", "Lee"), retained=True)
    assert len(again.broker_takes_all()) == 1
    again.says("alerts", standing(2, "false alarm", "Ola"))
    assert again.became == ["sent", "not shown"]
    again.close()


def test_an_alert_that_was_answered_here_is_not_shown_as_unanswered_while_the_answer_is_on_its_way(
    tmp_path: Path,
) -> None:
    first = Console(tmp_path)
    first.says("alerts", standing(1))
    reply(first)
    first.close()
    again = Console(tmp_path, clock=first.clock)
    again.says("alerts", standing(1), retained=True)
    again.says("alerts", standing(2, "acknowledged", "Sue"))
    answers = [(each.message.alerts[0].answer, each.message.alerts[0].by) for each in again.heard]  # type: ignore[union-attr]
    assert answers == [("assigned", "Kim"), ("acknowledged", "Sue")]
    again.close()


def test_a_broker_that_has_gone_back_does_not_take_a_console_that_begins_again_with_it(tmp_path: Path) -> None:
    first = Console(tmp_path)
    first.says("alerts", standing(5))
    first.says("alerts", standing(6, "assigned", "Kim"))
    first.close()
    again = Console(tmp_path, clock=first.clock)
    again.says("alerts", standing(5), retained=True)
    assert again.heard == []
    again.says("alerts", standing(6, "assigned", "Kim"))
    assert [each.message.number for each in again.heard] == [6]
    again.close()


def test_what_was_known_long_ago_keeps_nobody_unheard(tmp_path: Path) -> None:
    first = Console(tmp_path)
    first.says("alerts", standing(6))
    first.close()
    first.clock.now += MEMORY_S + 1
    again = Console(tmp_path, clock=first.clock)
    again.says("alerts", standing(5), retained=True)
    assert [each.message.number for each in again.heard] == [5]
    again.close()

"""The console's end of the link: what is taken and told, what is refused and counted, and the history's troubles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assist.console.history_reading import HistoryReading
from assist.console.refusals import MOST_PLACES
from assist.console.state import MOST_AGENTS
from assist.console.steps_in import Supervisor
from assist.errors import FloorError
from assist.floor.messages import LARGEST, Note, to_json
from tests.console.consoles import Console, alarm
from tests.console.making import NOON, alert, alerts, heard, presence, summary


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    console = Console(tmp_path)
    yield console
    console.close()


def test_what_agents_programs_say_is_told_with_when_it_came(console: Console) -> None:
    console.says("presence", presence(1))
    console.clock.now += 2
    console.says("call", summary(2), retained=True)
    console.says("alerts", alerts(3, alert("harm")))
    assert console.heard == [
        heard(presence(1), NOON), heard(summary(2), NOON + 2, retained=True),
        heard(alerts(3, alert("harm")), NOON + 2),
    ]  # fmt: skip
    console.close()
    assert len(list(HistoryReading(console.path).heards())) == 3


def test_it_listens_to_its_teams_and_to_nobody_else(tmp_path: Path) -> None:
    console = Console(tmp_path, teams=("blue", "red", "blue"))
    assert [topic for topic in console.party.listens if topic.endswith("/call")] == [
        "assist/blue/+/call", "assist/red/+/call",
    ]  # fmt: skip
    assert len(console.party.listens) == 6
    console.says("presence", presence(1), who="red/ann")
    console.says("presence", presence(1), who="green/ann")
    assert [each.place.team for each in console.heard] == ["red"]
    assert console.refused == {"another place": 1}
    console.close()


def test_every_team_is_listened_to_by_the_one_wildcard(tmp_path: Path) -> None:
    console = Console(tmp_path, teams=("blue", "+"))
    assert tuple(console.party.listens) == ("assist/+/+/presence", "assist/+/+/call", "assist/+/+/alerts")
    console.says("presence", presence(1), who="green/ann")
    assert len(console.heard) == 1
    console.close()


@pytest.mark.parametrize("team", ["", "a/b", "#", "a+", "blue\n", "-blue"])
def test_a_team_that_cannot_be_one_is_said(tmp_path: Path, team: str) -> None:
    with pytest.raises(FloorError, match="cannot be used"):
        Console(tmp_path, teams=(team,))


@pytest.mark.parametrize("me", [Supervisor("", "Kim"), Supervisor("kim/+", "Kim"), Supervisor("kim", " ")])
def test_a_supervisor_needs_a_user_and_a_name(tmp_path: Path, me: Supervisor) -> None:
    with pytest.raises(FloorError, match="supervisor needs"):
        Console(tmp_path, me=me)


def test_a_topic_that_was_cleared_says_nothing_and_is_not_counted(console: Console) -> None:
    for retained in (True, False):
        console.receive("assist/blue/ann/call", b"", retained=retained)
    assert not console.heard
    assert not console.refused


PRESENCE = to_json(presence(1))
DEEP = b"[" * 20_000 + b"]" * 20_000
NOTE = to_json(Note(number=1, sent=NOON, id="n1", call="c1", text="Hi", name="Kim"))


@pytest.mark.parametrize(
    ("topic", "body", "reason"),
    [
        ("assist/blue/ann/call", PRESENCE, "another place"),
        ("assist/blue/ann/desk/kim", NOTE, "another place"),
        ("assist/blue/ann/call", NOTE, "another place"),
        ("assist/blue/+/call", to_json(summary(1)), "another place"),
        ("assist/#", PRESENCE, "another place"),
        ("assist/blue/ann/presence/more", PRESENCE, "another place"),
        ("other/blue/ann/presence", PRESENCE, "another place"),
        ("", PRESENCE, "another place"),
        ("assist/blue/" + "a" * 60_000 + "/presence", PRESENCE, "another place"),
        ("assist/blue/an\u0000n/presence", PRESENCE, "another place"),
        ("assist/blue/ann/presence", b"\xff\xfe\x00", "no text"),
        ("assist/blue/ann/presence", b"x" * 1_000_000, "too large"),
        ("assist/blue/ann/presence", PRESENCE + b" " * LARGEST, "too large"),
        ("assist/blue/ann/presence", b"{", "not JSON"),
        ("assist/blue/ann/presence", PRESENCE + PRESENCE, "not JSON"),
        ("assist/blue/ann/presence", DEEP, "not as it should be"),
        ("assist/blue/ann/presence", b'{"type":"presence","more":1,"deep":' + DEEP + b"}", "not as it should be"),
        ("assist/blue/ann/presence", PRESENCE.replace(b'"schema":1', b'"schema":2'), "another version"),
        ("assist/blue/ann/presence", PRESENCE.replace(b'"number":1', b'"number":1e999'), "not as it should be"),
        ("assist/blue/ann/presence", PRESENCE.replace(b'"number":1', b'"number":-1'), "not as it should be"),
        ("assist/blue/ann/presence", PRESENCE.replace(b'"number":1', b'"number":NaN'), "not JSON"),
        ("assist/blue/ann/presence", PRESENCE.replace(b'"Ann"', b'"A\\u0007nn"'), "not as it should be"),
        ("assist/blue/ann/presence", PRESENCE.replace(b'"Ann"', b'"A\\ud800nn"'), "not JSON"),
        ("assist/blue/ann/presence", PRESENCE.replace(b'"Ann"', b'"Ann","mood":"sad"'), "not as it should be"),
    ],
)  # fmt: skip
def test_what_is_not_as_agreed_is_refused_and_counted_by_its_reason(
    console: Console, topic: str, body: bytes, reason: str
) -> None:
    console.receive(topic, body)
    assert not console.heard
    assert console.refused == {reason: 1}
    console.says("presence", presence(2))
    assert len(console.heard) == 1


def test_it_is_told_in_whose_name_refused_messages_came(console: Console) -> None:
    for _ in range(3):
        console.receive("assist/blue/bob/call", b"{")
    console.receive("assist/blue/ann/call", b"\xff")
    console.receive("elsewhere", b"")
    console.party.advance()
    assert console.party.refusals == (
        5, (("not JSON", 3), ("no text", 1), ("another place", 1)),
        ((("blue", "bob"), 3), (("blue", "ann"), 1), (("", ""), 1)),
    )  # fmt: skip
    told = len(console.news)
    console.party.advance()
    assert len(console.news) == told


def test_ten_thousand_names_cost_no_more_than_so_many(console: Console) -> None:
    for index in range(10_000):
        console.says("presence", presence(1), who=f"blue/agent{index}")
        console.receive(f"assist/blue/agent{index}/call", b"{")
    assert len(console.heard) == MOST_AGENTS
    assert console.refused == {"too many agents": 10_000 - MOST_AGENTS, "not JSON": 10_000}
    assert len(console.party.refusals.by_agent) <= MOST_PLACES + 1
    assert sum(count for _, count in console.party.refusals.by_agent) == console.party.refusals.total
    console.says("call", summary(2), who="blue/agent0")
    assert len(console.heard) == MOST_AGENTS + 1


def test_the_same_user_in_two_teams_is_two_agents(tmp_path: Path) -> None:
    console = Console(tmp_path, teams=("blue", "red"))
    console.says("presence", presence(9, name="Ann Blue"), who="blue/ann")
    console.says("presence", presence(3, name="Ann Red"), who="red/ann")
    console.close()
    found = HistoryReading(console.path).search().entries
    assert {(each.team, each.name) for each in found} == {("blue", "Ann Blue"), ("red", "Ann Red")}


def test_nobody_is_told_when_a_console_comes_or_goes(console: Console) -> None:
    console.party.joined(5)
    assert console.party.farewell(6) is None
    assert console.party.leave() is None
    assert not console.outbox.waiting()


def test_an_alarm_that_was_shown_is_kept(console: Console) -> None:
    console.party.keep_alarm(alarm(), NOON)
    console.close()
    (found,) = HistoryReading(console.path).search().entries
    assert (found.kind, found.text) == ("alarm", "Somebody may come to harm")


# --- a history that cannot be used ------------------------------------------------------------------------------------


def test_a_console_goes_on_without_a_history_and_says_so_once(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "history.db")) as db:
        db.execute("CREATE TABLE accounts (id)")
    console = Console(tmp_path)
    console.says("presence", presence(1))
    for _ in range(5):
        console.wait(61)
    (said,) = console.troubles
    assert "another program" in said
    assert len(console.heard) == 1
    console.close()


def test_a_history_that_is_in_use_for_a_while_is_gone_on_with(tmp_path: Path) -> None:
    console = Console(tmp_path)
    console.wait(1)
    with closing(sqlite3.connect(console.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        console.says("presence", presence(1))
        assert "in use" in console.troubles[-1]
        console.says("call", summary(1))
    console.wait(30)
    assert len(console.troubles) == 1
    console.wait(31)
    assert console.troubles[1:] == [""]
    console.says("presence", presence(2, connection=2))
    console.close()
    assert len(console.heard) == 3
    assert [each.message.number for each in HistoryReading(console.path).heards()] == [2]


def test_a_full_history_stops_and_the_console_does_not(tmp_path: Path) -> None:
    console = Console(tmp_path, most_mb=1)
    for index in range(30_000):
        console.says("call", summary(index, call=f"call-{index}"), who=f"blue/agent{index % 1500}")
    assert len(console.heard) == 30_000
    assert "no more room" in console.troubles[0]
    console.close()


def test_a_damaged_history_is_moved_aside_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "history.db").write_bytes(b"nothing " * 1000)
    console = Console(tmp_path)
    assert "was damaged" in console.troubles[0]
    console.says("presence", presence(1))
    console.close()
    assert len(HistoryReading(console.path).search().entries) == 1


def test_a_console_without_a_history_needs_none(tmp_path: Path) -> None:
    console = Console(tmp_path, keeps=False)
    console.says("presence", presence(1))
    console.party.keep_alarm(alarm(), NOON)
    console.party.send_note("blue", "ann", "call-1", "Well done")
    console.close()
    assert not console.path.exists()

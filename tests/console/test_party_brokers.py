"""A console at real brokers, with an agent's program that is plain paho: what is seen and said gets through."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Condition
from types import TracebackType

import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from assist.console.card import CallCard, Heard
from assist.console.history import History
from assist.console.history_reading import HistoryReading
from assist.console.party import ConsoleParty, News
from assist.console.state import Floor
from assist.console.steps_in import Sent
from assist.floor.clock import SYSTEM
from assist.floor.link import Link, LinkState
from assist.floor.messages import Alerts, AnyMessage, Note, Reply, read, to_json
from tests.console.consoles import KIM
from tests.console.making import alert, alerts, presence, summary
from tests.floor.brokers import RunningBroker, mosquitto, nats
from tests.floor.diary import plain

PATIENCE_S = 60.0
BROKERS = pytest.mark.parametrize("kind", [mosquitto, nats])
NOW = SYSTEM.wall()


class AgentsProgram:
    """It publishes what it is told to, and keeps what comes to its desk."""

    def __init__(self, broker: RunningBroker, agent: str = "ann") -> None:
        self._agent = agent
        self._desk: queue.Queue[bytes] = queue.Queue()
        self._client = client = Client(CallbackAPIVersion.VERSION2, client_id=agent)
        client.on_message = lambda _client, _data, message: self._desk.put(bytes(message.payload))
        client.connect(broker.host, broker.port)
        client.loop_start()
        listening: queue.Queue[int | None] = queue.Queue()
        client.on_subscribe = lambda _client, _data, mid, _codes, _more: listening.put(mid)
        client.subscribe(f"assist/blue/{agent}/desk/+", qos=1)
        listening.get(timeout=PATIENCE_S)

    def __enter__(self) -> AgentsProgram:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def says(self, sort: str, message: AnyMessage | bytes) -> None:
        body = message if isinstance(message, bytes) else to_json(message)
        self._client.publish(f"assist/blue/{self._agent}/{sort}", body, qos=1, retain=True).wait_for_publish(PATIENCE_S)

    def hears(self) -> Note | Reply:
        found = read("desk", self._desk.get(timeout=PATIENCE_S))
        assert isinstance(found, Note | Reply)
        return found


class Window:
    """What the console's window was told, and a wait for it."""

    def __init__(self) -> None:
        self.floor = Floor()
        self.heard: list[Heard] = []
        self.news: list[News] = []
        self.states: list[LinkState] = []
        self._told = Condition()

    def hear(self, heard: Heard) -> None:
        with self._told:
            self.heard.append(heard)
            self.floor.hear(heard)
            self._told.notify_all()

    def hear_news(self, news: News) -> None:
        with self._told:
            self.news.append(news)
            self._told.notify_all()

    def hear_link(self, state: LinkState) -> None:
        with self._told:
            self.states.append(state)
            self._told.notify_all()

    def until(self, what: Callable[[], bool]) -> None:
        with self._told:
            assert self._told.wait_for(what, PATIENCE_S), f"never came: {self.states} {self.news} {self.heard[-3:]}"

    def until_became(self, became: str) -> None:
        self.until(lambda: became in [each.became for each in self.news if isinstance(each, Sent)])

    def cards(self) -> list[CallCard]:
        return self.floor.cards(SYSTEM.wall())


@contextmanager
def console(broker: RunningBroker, folder: Path) -> Iterator[tuple[Link, ConsoleParty, Window]]:
    """A console that runs on the files of a folder, and has ended afterwards."""
    window = Window()
    party = ConsoleParty(
        KIM, teams=["blue"], tell=window.hear, tell_news=window.hear_news, history=History(folder / "history.db")
    )
    link = Link(plain(broker), party, outbox=folder / "outbox.db", tell=window.hear_link, seed=1)
    link.start()
    try:
        window.until(lambda: LinkState("joined") in window.states)
        yield link, party, window
    finally:
        link.stop(PATIENCE_S)


@BROKERS
def test_a_note_goes_to_the_agent_and_the_window_learns_that_it_was_shown(kind, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with kind(tmp_path / "broker") as broker, AgentsProgram(broker) as ann:
        ann.says("presence", presence(1, sent=NOW))
        with console(broker, tmp_path) as (link, party, window):
            link.do(partial(party.send_note, "blue", "ann", "call-1", "Offer a call back", id="n1"))
            note = ann.hears()
            assert isinstance(note, Note)
            assert (note.id, note.call, note.text, note.name) == ("n1", "call-1", "Offer a call back", "Kim")
            window.until_became("sent")
            ann.says("alerts", alerts(2, notes=("n1",), sent=NOW))
            window.until_became("shown")
        assert [(each.text, each.id) for each in HistoryReading(tmp_path / "history.db").steps()] == [
            ("Offer a call back", "n1")
        ]


@BROKERS
def test_a_console_that_ends_in_the_middle_of_an_alert_knows_all_when_it_is_back(kind, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    harm = alert("harm", at=NOW)
    with kind(tmp_path / "broker") as broker, AgentsProgram(broker) as ann:
        ann.says("presence", presence(1, sent=NOW))
        ann.says("call", summary(2, sent=NOW, state="anxious", intensity=0.8))
        ann.says("alerts", alerts(3, harm, sent=NOW))
        with console(broker, tmp_path) as (_, _, window):
            window.until(lambda: any(isinstance(each.message, Alerts) for each in window.heard))
            window.until(lambda: len(window.heard) == 3)
        ann.says("call", summary(4, sent=NOW + 1, state="frustrated", intensity=0.9))
        with console(broker, tmp_path) as (link, party, window):
            window.until(lambda: len(window.heard) == 3)
            (card,) = window.cards()
            assert (card.state, [each.id for each in card.alerts]) == ("frustrated", [harm.id])
            link.do(partial(party.reply, "blue", "ann", card.call, harm.id, "assigned"))
            reply = ann.hears()
            assert isinstance(reply, Reply)
            assert (reply.alert, reply.answer, reply.name) == (harm.id, "assigned", "Kim")
            ann.says("alerts", alerts(5, alert("harm", at=NOW, answer="assigned", by="Kim"), sent=NOW + 2))
            window.until_became("shown")
    found = HistoryReading(tmp_path / "history.db").search(kinds=["alert", "answer", "call"]).entries
    assert sorted((each.kind, each.by) for each in found) == [("alert", "Kim"), ("answer", "Kim"), ("call", "")]


def test_what_the_agent_has_not_said_to_have_comes_again_after_a_broker_that_forgot_everything(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker") as broker, console(broker, tmp_path) as (link, party, window):
        link.do(partial(party.send_note, "blue", "ann", "call-1", "Offer a call back", id="n1"))
        window.until_became("sent")  # to nobody: the broker keeps no note
        broker.kill()
        window.until(lambda: window.states[-1].state == "lost")
        broker.restart()
        with AgentsProgram(broker) as ann:
            ann.says("presence", presence(1, sent=NOW))
            note = ann.hears()
            assert isinstance(note, Note)
            assert note.id == "n1"
            ann.says("alerts", alerts(2, notes=("n1",), sent=NOW))
            window.until_became("shown")
            assert [each.became for each in window.news if isinstance(each, Sent)] == ["sent", "shown"]


@BROKERS
def test_garbage_that_lies_at_the_broker_is_counted_and_the_rest_is_shown(kind, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with kind(tmp_path / "broker") as broker, AgentsProgram(broker) as ann, AgentsProgram(broker, "bob") as bob:
        for index, body in enumerate((b"\xff\x00", b"{", b"x" * 100_000, to_json(presence(1)).replace(b":1", b":2"))):
            bob.says(("presence", "call", "alerts", "call")[index], body)
        ann.says("call", summary(2, sent=NOW))
        with console(broker, tmp_path) as (_, party, window):
            window.until(lambda: any(each.place.agent == "ann" for each in window.heard))
            window.until(lambda: party.refusals.total >= 2)
            assert {each.place.agent for each in window.heard} == {"ann"}
            assert len(window.cards()) <= 1

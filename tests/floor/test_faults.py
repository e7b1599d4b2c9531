"""Whatever goes wrong between an agent and a console: no alert is lost, none is shown twice, the order is kept."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import SimpleQueue

import pytest

from assist.console.card import Heard
from assist.console.party import ConsoleParty
from assist.console.state import Floor
from assist.floor.agent import AgentParty, Self
from assist.floor.broker import Broker
from assist.floor.link import Link
from tests.floor.brokers import HOST, mosquitto
from tests.floor.ours import EVENTS, KIM, OURS
from tests.floor.plain import PLAIN
from tests.floor.rig import Ends, Outcome, play
from tests.floor.schedules import FAULTS, schedule

SEEDS = range(20)
PLAIN_SEEDS = range(6)
AT_ONCE = 5
CROWD = 30
PATIENCE_S = 120.0

Played = dict[int, Future[Outcome]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """All schedules with our ends, some at a time."""
    yield from _played(OURS, SEEDS, tmp_path_factory.mktemp("ours"))


def _played(ends: Ends, seeds: range, folder: Path) -> Iterator[Played]:
    for seed in seeds:
        (folder / str(seed)).mkdir()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield {seed: pool.submit(play, schedule(seed), ends, folder / str(seed)) for seed in seeds}


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_faults_every_alert_is_shown_once_and_in_order(played: Played, seed: int) -> None:
    outcome = played[seed].result()
    assert outcome.verdict.is_good, (sorted(outcome.kinds), outcome.verdict)


def test_the_same_faults_are_too_much_for_a_client_with_its_defaults(tmp_path: Path) -> None:
    for outcomes in _played(PLAIN, PLAIN_SEEDS, tmp_path):
        verdicts = [outcome.result().verdict for outcome in outcomes.values()]
    assert any(verdict.lost for verdict in verdicts)
    assert any(verdict.twice for verdict in verdicts)


def test_the_seeds_hold_every_kind_of_fault() -> None:
    assert set().union(*(schedule(seed).kinds for seed in SEEDS)) == set(FAULTS)


def test_a_schedule_is_the_same_every_time() -> None:
    assert [schedule(seed) for seed in SEEDS] == [schedule(seed) for seed in SEEDS]


def test_a_crowd_that_comes_back_at_once_brings_every_alert(tmp_path: Path) -> None:
    heard: SimpleQueue[Heard] = SimpleQueue()
    with mosquitto(tmp_path / "broker") as broker:
        address = Broker(HOST, broker.port, tls=False)
        console = Link(address, ConsoleParty(KIM, teams=["team"], tell=heard.put), outbox=tmp_path / "console", seed=0)
        crowd = [_agent(address, tmp_path, number) for number in range(CROWD)]
        floor = Floor()
        for link in (console, *(link for link, _ in crowd)):
            link.start()
        _hear_alerts(floor, heard, most=1)
        broker.kill()
        for link, party in crowd:
            link.do(partial(party.see, EVENTS["harm"][0]))
        broker.restart()
        _hear_alerts(floor, heard, most=2)
        for link in (console, *(link for link, _ in crowd)):
            link.stop()


def _agent(address: Broker, folder: Path, number: int) -> tuple[Link, AgentParty]:
    """One of the crowd, in a call and with a raised hand."""
    party = AgentParty(Self("team", f"agent{number}", f"Agent {number}"), tell=lambda event: None)
    link = Link(address, party, outbox=folder / f"{number}", seed=number)
    for event in (*EVENTS["call"], *EVENTS["hand"]):
        link.do(partial(party.see, event))
    return link, party


def _hear_alerts(floor: Floor, heard: SimpleQueue[Heard], *, most: int) -> None:
    """Take in what comes until every call of the crowd has so many alerts."""
    while True:
        newest = heard.get(timeout=PATIENCE_S)
        floor.hear(newest)
        cards = floor.cards(newest.at)
        if len(cards) == CROWD and all(len(card.alerts) == most for card in cards):
            return

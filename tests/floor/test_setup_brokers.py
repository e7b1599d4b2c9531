"""The real brokers with the files that `assist floor init` writes: who gets in, and who may read and write what.

What may not be read is audited at what is delivered: Mosquitto grants a forbidden subscription and delivers nothing.
"""

from __future__ import annotations

import re
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from assist.floor import pilot
from assist.floor.enrolment import Enrolment, read_enrolment
from assist.floor.messages import LARGEST
from assist.floor.setup.folder import Change, described, enrol, enrolment_file, make
from assist.floor.setup.people import Person, Role
from assist.floor.setup.site import Site
from tests.floor.brokers import NO_NATS, RunningBroker, free_port
from tests.floor.visitor import HOST, PATIENCE_S, Heard, Visitor

NOW = datetime.now(UTC)
OWN = ("presence", "call", "alerts")
WIDE = (
    "#", "+/#", "assist/#", "assist/+/#", "assist/+/+/+", "assist/+/+/presence", "assist/+/cy/call", "assist/b/#",
    "assist/b/cy/presence", "assist/b/cy/desk/+", "assist/+/+/desk/+", "assist/a/ben.x@y-z_1/desk/sue", "assist/>",
    "assist/*/*/presence", "$SYS/#", "$MQTT/#", "$MQTT/msgs/#", "$MQTT/rmsgs/#", "$MQTT/sub/#", "$JS/#",
    "$share/all/assist/b/+/presence", "$share/all/#",
)  # fmt: skip


def person(user: str, team: str, role: Role = "agent") -> Person:
    return Person(user=user, name=user, team=team, role=role)


PEOPLE = (
    person("anna", "a"), person("ben.x@y-z_1", "a"), person("cy", "b"), person("sue", "a", "supervisor"),
    person("tom", "a+b", "supervisor"), person("all", "*", "supervisor"),
)  # fmt: skip


class Running(NamedTuple):
    """A broker of one kind with one way of getting in."""

    kind: str
    folder: Path
    broker: RunningBroker

    @property
    def version(self) -> int:
        return 5 if self.kind == "mosquitto" else 4

    @property
    def certificates(self) -> bool:
        return described(self.folder).certificates

    def enrolment(self, user: str) -> Enrolment:
        someone = next(each for each in described(self.folder).people if each.user == user)
        return read_enrolment(enrolment_file(self.folder, someone), now=NOW)

    def visit(self, user: str | Enrolment, *, will: str = "") -> Visitor:
        enrolment = self.enrolment(user) if isinstance(user, str) else user
        return Visitor(enrolment, self.broker.port, self.version, folder=self.folder / "data", will=will)

    def is_refusal(self, answer: str) -> bool:
        """Whether the broker said no to a message; 3.1.1 has no word for it."""
        return answer == "Not authorized" if self.kind == "mosquitto" else answer == "Success"


def started(kind: str, folder: Path, *, certificates: bool) -> RunningBroker:
    port = free_port()
    site = Site(host=HOST, port=port, bind=HOST, place=str(folder), certificates=certificates)
    make(folder, site, Change(PEOPLE), now=NOW)
    if kind == "mosquitto":
        configuration = folder / "data" / "run.conf"
        configuration.write_text((folder / "mosquitto.conf").read_text() + "user root\n")
        return RunningBroker([pilot.find_mosquitto(), "-c", str(configuration)], port, folder)
    program = shutil.which("nats-server", path=str(Path(sys.executable).parent)) or shutil.which("nats-server")
    if program is None:
        pytest.fail(NO_NATS)
    return RunningBroker([program, "-c", str(folder / "nats.conf"), "-a", HOST, "-p", "-1"], port, folder)


@pytest.fixture(
    scope="module",
    params=[(kind, with_certificates) for kind in ("mosquitto", "nats") for with_certificates in (False, True)],
    ids=lambda each: f"{each[0]}-{'certificates' if each[1] else 'passwords'}",
)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    kind, certificates = request.param
    folder = tmp_path_factory.mktemp("floor") / "folder"
    broker = started(kind, folder, certificates=certificates)
    yield Running(kind, folder, broker)
    broker.kill()


def test_people_get_in_with_what_their_file_holds_and_with_nothing_else(running: Running, tmp_path: Path) -> None:
    for someone in PEOPLE:
        with running.visit(someone.user) as visitor:
            assert visitor.answer == "Success", someone
    anna = running.enrolment("anna")
    if running.certificates:
        elsewhere = Site(host=HOST, port=1, place="", certificates=True)
        (foreign,) = make(tmp_path / "elsewhere", elsewhere, Change((person("anna", "a"),)), now=NOW)
        stranger = msgspec.structs.replace(read_enrolment(foreign, now=NOW), ca=anna.ca)
        nobody = msgspec.structs.replace(anna, certificate="", key="")
        wrong = [stranger, nobody, msgspec.structs.replace(nobody, password="anna")]
    else:
        other = running.enrolment("cy").password
        wrong = [msgspec.structs.replace(anna, password=password) for password in ("", "wrong", other)]
    for enrolment in wrong:
        with running.visit(enrolment) as visitor:
            assert visitor.answer not in ("Success", "")


def test_an_agent_publishes_as_itself_and_as_nobody_else(running: Running) -> None:
    with running.visit("anna") as anna, running.visit("all") as everywhere, running.visit("ben.x@y-z_1") as ben:
        assert everywhere.listen(*(f"assist/+/+/{own}" for own in OWN)) == [False] * 3
        assert ben.listen("assist/a/ben.x@y-z_1/desk/+") == [False]
        for topic in (
            *(f"assist/{place}/{own}" for place in ("a/ben.x@y-z_1", "b/cy", "b/anna") for own in OWN),
            "assist/a/ben.x@y-z_1/desk/anna", "assist/a/ben.x@y-z_1/desk/sue", "assist/a/anna/desk/sue",
            "assist/a/anna/presence/more", "assist/a/anna", "assist/a/*/presence", "$MQTT/msgs/assist/b/cy/presence",
            "$MQTT/rmsgs/assist/b/cy/presence", "$JS/API/STREAM/PURGE/$MQTT_rmsgs", "$SYS/broker", "other",
        ):  # fmt: skip
            assert running.is_refusal(anna.publish(topic, b"forged")), topic
        for own in OWN:
            assert anna.publish(f"assist/a/anna/{own}", f"true {own}".encode()) == "Success"
        heard = everywhere.hear_until(b"true alerts")
        assert b"forged" not in [each.body for each in heard]
        assert {each for each in heard if each.topic.startswith("assist/a/anna/")} >= {
            Heard(f"assist/a/anna/{own}", f"true {own}".encode()) for own in OWN
        }
        with running.visit("sue") as sue:
            assert sue.publish("assist/a/ben.x@y-z_1/desk/sue", b"true note", retained=False) == "Success"
        assert ben.hear_until(b"true note") == [Heard("assist/a/ben.x@y-z_1/desk/sue", b"true note")]


def test_the_last_will_of_an_agent_says_nothing_of_another(running: Running) -> None:
    with running.visit("all") as everywhere:
        everywhere.listen("assist/+/+/presence")
        for will in ("assist/b/cy/presence", "assist/a/anna/presence"):
            with running.visit("anna", will=will) as anna:
                anna.cut()
        heard = everywhere.hear_until(b"will")
        with running.visit("anna") as anna:
            anna.publish("assist/a/anna/presence", b"after")
        heard = everywhere.hear_until(b"after")
    assert [each for each in heard if each.body == b"will"] == [Heard("assist/a/anna/presence", b"will")]


def test_supervisors_hear_their_teams_and_no_other(running: Running) -> None:
    with ExitStack() as open_:
        anna, cy, sue, tom, everywhere = (
            open_.enter_context(running.visit(user)) for user in ("anna", "cy", "sue", "tom", "all")
        )
        assert cy.publish("assist/b/cy/presence", b"kept secret") in ("Success", "No matching subscribers")
        sue.listen(*(f"assist/{team}/+/{own}" for team in "ab" for own in OWN))
        assert tom.listen(*(f"assist/{team}/+/{own}" for team in "ab" for own in OWN)) == [False] * 6
        assert everywhere.listen(*(f"assist/+/+/{own}" for own in OWN)) == [False] * 3
        for own in OWN:
            assert cy.publish(f"assist/b/cy/{own}", f"secret {own}".encode()) == "Success"
        for own in OWN:
            assert anna.publish(f"assist/a/anna/{own}", f"open {own}".encode()) == "Success"
        for one in (tom, everywhere):
            for body in (b"kept secret", *(f"{kind} {own}".encode() for kind in ("secret", "open") for own in OWN)):
                one.hear_until(body)
        for own in OWN:
            sue.hear_until(f"open {own}".encode())
        assert not [heard for heard in sue.heard if not heard.topic.startswith("assist/a/")]


def test_a_supervisor_writes_notes_in_their_own_name_to_their_teams_and_nothing_else(running: Running) -> None:
    with ExitStack() as open_:
        anna, cy, sue, tom = (open_.enter_context(running.visit(user)) for user in ("anna", "cy", "sue", "tom"))
        everywhere = open_.enter_context(running.visit("all"))
        anna.listen("assist/a/anna/desk/+")
        cy.listen("assist/b/cy/desk/+")
        everywhere.listen(*(f"assist/+/+/{own}" for own in OWN))
        for topic in (*(f"assist/a/anna/{own}" for own in OWN), "assist/a/anna/desk/tom", "assist/b/cy/desk/sue"):
            assert running.is_refusal(sue.publish(topic, b"forged")), topic
        assert sue.publish("assist/a/anna/desk/sue", b"from sue", retained=False) == "Success"
        assert tom.publish("assist/b/cy/desk/tom", b"from tom", retained=False) == "Success"
        assert anna.hear_until(b"from sue") == [Heard("assist/a/anna/desk/sue", b"from sue")]
        assert cy.hear_until(b"from tom") == [Heard("assist/b/cy/desk/tom", b"from tom")]
        cy.publish("assist/b/cy/call", b"last")
        assert b"forged" not in [heard.body for heard in everywhere.hear_until(b"last")]


@pytest.mark.parametrize("quality", [0, 1])
def test_wildcards_and_the_brokers_own_topics_bring_nothing_foreign(running: Running, quality: int) -> None:
    with ExitStack() as open_:
        cy, tom, sue = (open_.enter_context(running.visit(user)) for user in ("cy", "tom", "sue"))
        ben = open_.enter_context(running.visit("ben.x@y-z_1"))
        cy.publish("assist/b/cy/call", b"kept secret")
        spies = {(user, topic): open_.enter_context(running.visit(user)) for user in ("anna", "sue") for topic in WIDE}
        for (user, topic), spy in spies.items():
            own = "assist/a/anna/desk/+" if user == "anna" else "assist/a/+/presence"
            spy.listen(topic, quality=quality)
            assert spy.listen(own) == [False]
        for own in OWN:
            cy.publish(f"assist/b/cy/{own}", b"secret")
        tom.publish("assist/b/cy/desk/tom", b"secret", retained=False)
        for agent, body in (("ben.x@y-z_1", b"secret"), ("anna", b"for anna")):
            assert sue.publish(f"assist/a/{agent}/desk/sue", body, retained=False) != "gone"
        ben.publish("assist/a/ben.x@y-z_1/presence", b"for sue")
        for (user, topic), spy in spies.items():
            heard = spy.hear_until(f"for {user}".encode())
            own = r"assist/a/anna/desk/sue" if user == "anna" else r"assist/a/[^/]+/(presence|call|alerts)"
            assert not [each for each in heard if not re.fullmatch(own, each.topic)], (user, topic)


def test_a_message_of_the_largest_size_arrives_and_a_larger_packet_ends_the_connection(running: Running) -> None:
    with running.visit("anna") as anna, running.visit("sue") as sue:
        sue.listen("assist/a/+/call")
        assert anna.publish("assist/a/anna/call", b"x" * LARGEST) == "Success"
        assert anna.publish("assist/a/anna/call", b"x" * (LARGEST + 4096)) == "gone"
        sue.hear_until(b"x" * LARGEST)
        with running.visit("anna") as again:
            again.publish("assist/a/anna/call", b"small again")
        assert max(len(heard.body) for heard in sue.hear_until(b"small again")) == LARGEST


@pytest.mark.parametrize("kind", ["mosquitto", "nats"])
def test_who_is_added_gets_in_when_the_broker_reads_again_and_who_was_there_still_does(
    kind: str, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    broker = started(kind, folder, certificates=False)
    running = Running(kind, folder, broker)
    before = {user: running.enrolment(user) for user in ("anna", "cy", "sue")}
    change = Change((person("new", "b"),), remove=("sue",), renew=("cy",))
    enrol(folder, described(folder), change, now=NOW)
    broker.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + PATIENCE_S
    while True:
        with running.visit("new") as new:
            if new.answer == "Success":
                break
        assert time.monotonic() < deadline
    for enrolment, gets_in in (
        (before["anna"], True), (before["cy"], False), (running.enrolment("cy"), True), (before["sue"], False),
    ):  # fmt: skip
        with running.visit(enrolment) as visitor:
            assert (visitor.answer == "Success") == gets_in, enrolment.user
    broker.kill()

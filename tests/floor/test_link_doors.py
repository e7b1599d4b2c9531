"""Who lets whom in: certificates, passwords, what a user may write, and messages that are too large."""

from __future__ import annotations

from pathlib import Path

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from assist.floor.broker import Broker
from assist.floor.link import LinkState
from assist.floor.messages import LARGEST
from assist.floor.outbox import Outgoing
from assist.floor.waiting import LONGEST_S
from tests.floor.brokers import HOST, RunningBroker, free_port, mosquitto, nats
from tests.floor.certificates import Authority, Certificates
from tests.floor.diary import PATIENCE_S, Diary, LeapingClock, linked, plain

BROKERS = pytest.mark.parametrize("kind", [mosquitto, nats])
SECRET = "zanzibar"
ACL = "user sam\ntopic readwrite a/sam/#\ntopic read a/#\n"


def told(broker: Broker, outbox: Path, state: str) -> str:
    """What a person is told when a link tries this."""
    diary = Diary()
    with linked(broker, diary, outbox):
        sentence = diary.until_told(state).why
    assert SECRET not in sentence
    assert sentence.endswith(".") or state == "joined"
    return sentence


def secured(running: RunningBroker, files: Certificates, own: Certificates | None = None, host: str = HOST) -> Broker:
    shown = (None, None) if own is None else (own.certificate, own.key)
    return Broker(host, running.port, tls=True, ca=files.ca, certificate=shown[0], key=shown[1])


@BROKERS
def test_a_good_certificate_and_password_are_let_in_over_tls(kind, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    files = Authority(tmp_path / "files").server()
    with kind(tmp_path / "broker", tls=files, users={"sam": SECRET}) as running:
        broker = secured(running, files)._replace(user="sam", password=SECRET)
        diary = Diary(("a/#",), first=Outgoing("s", "a/b", b"x" * LARGEST, retained=True))
        with linked(broker, diary, tmp_path / "d.db"):
            assert diary.until_came(b"x" * LARGEST).topic == "a/b"
        assert [state.state for state in diary.told] == ["connecting", "joined"]


@BROKERS
def test_a_wrong_password_is_said_with_the_user(kind, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with kind(tmp_path / "broker", users={"sam": "right"}) as running:
        sentence = told(plain(running, "sam", SECRET), tmp_path / "d.db", "refused")
        assert sentence == f"{HOST}:{running.port} does not let sam in: check the user and the password."
        nobody = told(plain(running), tmp_path / "d.db", "refused")
        assert "does not let this program in" in nobody


def test_who_was_refused_asks_again_only_after_the_longest_wait(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker", users={"sam": "right"}) as running:
        clock, diary = LeapingClock(), Diary()
        with linked(plain(running, "sam", SECRET), diary, tmp_path / "d.db", clock):
            diary.until_told("refused")
            clock.ahead = LONGEST_S / 2 - 0.1
            diary.until_turned()
            assert len(diary.farewells) == 1
            clock.ahead = LONGEST_S
            diary.until(lambda: len(diary.farewells) == 2)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"expired": True}, "has expired"),
        ({"early": True}, "is not valid yet: check this computer's clock"),
        ({"host": "other.example.org"}, "is for another address"),
        ({"host": "127.0.0.2"}, "is for another address"),
    ],
)
def test_a_wrong_certificate_of_the_broker_is_refused(wrong: dict[str, object], sentence: str, tmp_path: Path) -> None:
    files = Authority(tmp_path / "files").server(**wrong)  # type: ignore[arg-type]
    with mosquitto(tmp_path / "broker", tls=files) as running:
        assert sentence in told(secured(running, files), tmp_path / "d.db", "refused")


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    files = Authority(tmp_path / "files").server(host="other.example.org")
    with mosquitto(tmp_path / "broker", tls=files) as running:
        why = told(secured(running, files, host="localhost"), tmp_path / "d.db", "refused")
        assert why == (
            f"The certificate of localhost:{running.port} is for another name: use the name that stands in it."
        )


@BROKERS
def test_a_certificate_of_an_unknown_authority_is_refused(kind, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    files = Authority(tmp_path / "files").server()
    others = files._replace(ca=Authority(tmp_path / "others", "Another").ca)
    with kind(tmp_path / "broker", tls=files) as running:
        for ca in (others.ca, None):
            broker = secured(running, files)._replace(ca=ca)
            assert "signed by an authority that is not known here" in told(broker, tmp_path / "d.db", "refused")


def test_a_broker_that_asks_for_a_certificate_gets_ours_or_says_so(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "files")
    files, own = authority.server(), authority.client("sam")
    old = authority.client("old", expired=True)
    strange = Authority(tmp_path / "others", "Another").client("eve")
    with mosquitto(tmp_path / "broker", tls=files, client_certificates=True, acl=ACL) as running:
        assert told(secured(running, files, own), tmp_path / "d.db", "joined") == ""
        assert "asks for a certificate of this computer's" in told(
            secured(running, files), tmp_path / "d.db", "refused"
        )
        assert "has expired" in told(secured(running, files, old), tmp_path / "d.db", "refused")
        assert "does not know the authority" in told(secured(running, files, strange), tmp_path / "d.db", "refused")


def test_a_certificate_file_that_is_missing_is_said_and_the_link_goes_on(tmp_path: Path) -> None:
    broker = Broker(HOST, free_port(), tls=True, ca=tmp_path / "missing.pem")
    assert "missing.pem cannot be read" in told(broker, tmp_path / "d.db", "refused")


def test_tls_where_there_is_none_and_none_where_there_is_are_told_apart(tmp_path: Path) -> None:
    files = Authority(tmp_path / "files").server()
    with mosquitto(tmp_path / "plain") as running:
        assert "check the port and whether it has TLS" in told(secured(running, files), tmp_path / "d.db", "lost")
    with mosquitto(tmp_path / "secured", tls=files) as running:
        assert "whether it wants TLS" in told(plain(running), tmp_path / "d.db", "lost")


def test_a_broker_that_is_not_there_is_told_apart_from_a_name_that_is_not_known(tmp_path: Path) -> None:
    gone = Broker(HOST, free_port(), tls=True)
    assert "Nobody answers" in told(gone, tmp_path / "d.db", "lost")
    unknown = Broker("no-such-host.invalid", 8883, tls=True)
    assert "is not known" in told(unknown, tmp_path / "d.db", "lost")


def test_what_a_user_may_not_write_is_counted_said_and_given_up(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker", users={"sam": SECRET}, acl=ACL) as running:
        diary = Diary(("a/sam/#",))
        with linked(plain(running, "sam", SECRET), diary, tmp_path / "d.db") as link:
            diary.until_told("joined")
            diary.send(link, Outgoing("no", "a/eve/call", b"no"), Outgoing("yes", "a/sam/call", b"yes"))
            diary.until_came(b"yes")
            diary.until(lambda: link.counts.published == 1)
            assert link.counts.refused == 1
            assert diary.told[-1] == LinkState(
                "refused",
                f"{HOST}:{running.port} does not take what sam sends to a/eve/call (MQTT reason 135): "
                "check the user and the team.",
            )
            assert diary.outbox is not None
            assert diary.outbox.get("no") is None
            assert len(diary.connections) == 1


def test_what_stays_and_is_refused_is_tried_once_in_a_connection(tmp_path: Path) -> None:
    with mosquitto(tmp_path / "broker", users={"sam": SECRET}, acl=ACL) as running:
        diary = Diary(first=Outgoing("no", "a/eve/call", b"no", stays=True))
        with linked(plain(running, "sam", SECRET), diary, tmp_path / "d.db") as link:
            diary.until(lambda: link.counts.refused == 1)
            diary.send(link, Outgoing("yes", "a/sam/call", b"yes"))
            diary.until(lambda: link.counts.published == 1)
            assert link.counts.refused == 1
            running.restart()
            diary.until(lambda: link.counts.refused == 2)


def test_a_topic_that_a_user_may_not_read_is_said(tmp_path: Path) -> None:
    may = '{ publish: [">"], subscribe: ["a.sam.>", "$MQTT.>"] }'
    with nats(tmp_path / "broker", users={"sam": SECRET}, permissions=may) as running:
        diary = Diary(("a/sam/x", "a/eve/x"))
        with linked(plain(running, "sam", SECRET), diary, tmp_path / "d.db") as link:
            assert "does not let sam listen to a/eve/x: check" in diary.until_told("refused").why
            diary.send(link, Outgoing("yes", "a/sam/x", b"yes"))
            diary.until_came(b"yes")


def publish(running: RunningBroker, topic: str, body: bytes) -> None:
    """As a program does that does not keep to the rules."""
    client = mqtt.Client(CallbackAPIVersion.VERSION2)
    client.connect(running.host, running.port)
    client.loop_start()
    client.publish(topic, body, qos=1, retain=True).wait_for_publish(PATIENCE_S)
    client.disconnect()
    client.loop_stop()


@pytest.mark.parametrize(("kind", "counted"), [(mosquitto, 0), (nats, 1)])
def test_a_message_that_is_too_large_is_not_passed_on(kind, counted: int, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """With MQTT 5 the broker is told, and keeps it; with 3.1.1 it comes and is counted."""
    with kind(tmp_path / "broker") as running:
        publish(running, "a/huge", b"x" * (LARGEST * 8))
        publish(running, "a/just", b"y" * LARGEST)
        diary = Diary(("a/#",))
        with linked(plain(running), diary, tmp_path / "d.db") as link:
            diary.until_told("joined")
            publish(running, "a/end", b"end")
            diary.until_came(b"end")
            diary.until_came(b"y" * LARGEST)
            assert sorted(map(len, diary.bodies)) == [3, LARGEST]
            assert link.counts.dropped == counted
            assert link.counts.connections == 1

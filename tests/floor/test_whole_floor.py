"""The whole way: a call is heard by the program, and what a supervisor may know of it is on the organisation's broker.

Everything is real: the broker with the configuration that `assist floor init` wrote, TLS, joining, sound, recognition.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest
import soundfile

from assist.events import CallState, Device, FloorLink, FloorNote, Utterance
from assist.floor.enrolment import ENDING, read_enrolment
from assist.floor.messages import Alerts, CallSummary, Note, Presence, read, to_json
from assist.floor.pilot import running_broker
from assist.floor.topics import of_team, place_of
from tests.audio.pipewire import pipewire_server
from tests.floor.brokers import free_port
from tests.floor.visitor import HOST, Visitor
from tests.making import DEMO, assist
from tests.overlay.screen import until
from tests.softphone.programs import Program, started
from tests.softphone.watching import Watching

PATIENCE_S = 180.0
TEXT = "Offer the refund today."

T = TypeVar("T", Presence, CallSummary, Alerts)


class Floor(NamedTuple):
    """A broker that runs, a program that hears a call, a supervisor who listens."""

    agent: Program
    watching: Watching
    supervisor: Visitor

    def told(self, kind: type[T]) -> list[T]:
        """The messages of a kind that have come so far, in order."""
        found = []
        for heard in self.supervisor.all():
            place = place_of(heard.topic)
            assert place is not None
            assert place[:2] == ("team", "agent1")
            found.append(read(place.sort, heard.body))
        return [message for message in found if isinstance(message, kind)]

    def until(self, condition: Callable[[], object]) -> None:
        def met() -> object:
            assert self.agent.runs, f"it has ended: {self.agent.complaints}"
            return condition()

        self.watching.until(met, PATIENCE_S)


def home_of(folder: Path) -> dict[str, str]:
    """A user of their own, of whom no store keeps passwords."""
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    home = {name: str(folder / name.lower()) for name in names}
    for place in home.values():
        Path(place).mkdir(parents=True, exist_ok=True)
    return home | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


def done(*words: str | Path, home: dict[str, str]) -> str:
    run = assist(*words, environment=home)
    assert run.returncode == 0, run.stderr
    return run.stdout


@contextmanager
def broker(folder: Path, home: dict[str, str]) -> Iterator[int]:
    """Mosquitto as `assist floor init` set it up; its port."""
    port = free_port()
    done(
        "floor", "init", folder, "--host", "localhost", "--also", HOST, "--bind", HOST, "--port", str(port),
        "--agents", "1", "--supervisors", "1", home=home,
    )  # fmt: skip
    with running_broker(folder):
        yield port


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    folder = tmp_path_factory.mktemp("floor")
    home = home_of(folder / "home")
    events = folder / "events.jsonl"
    words: list[str | Path] = [sys.executable, "-m", "assist", "run", "--text", "--events-out", events]
    words += ["--agent", "agent_mic", "--customer", "softphone_out"]
    enrol = folder / "broker" / "enrol"
    with pipewire_server() as sound, broker(folder / "broker", home) as port:
        mine = read_enrolment(enrol / f"team+supervisor1{ENDING}", now=datetime.now(UTC))
        done("floor", "join", enrol / f"team+agent1{ENDING}", home=home)
        with Visitor(mine, port, 5, folder=folder) as supervisor:
            supervisor.listen(*of_team("team"))
            with started(words, {**sound, **home}, folder / "assist.txt") as agent:
                made = Floor(agent, Watching(events, lambda _: None), supervisor)
                made.until(lambda: len([each for each in made.watching.of(Device) if each.state == "heard"]) == 2)
                with playing(sound, folder):
                    yield made


@contextmanager
def playing(sound: dict[str, str], folder: Path) -> Iterator[None]:
    """The bundled call on both sides, as far as the tests need it."""
    audio, rate = soundfile.read(DEMO, dtype="float32")
    with ExitStack() as stack:
        for sink, channel in (("mic_feed", 0), ("softphone_out", 1)):
            soundfile.write(folder / f"{sink}.wav", audio[:, channel], rate)
            words = ["paplay", "-d", sink, str(folder / f"{sink}.wav")]
            stack.enter_context(started(words, sound, folder / f"{sink}.txt"))
        yield


def test_a_supervisor_learns_of_a_call_what_they_may_and_can_write_to_the_agent(floor: Floor) -> None:
    floor.until(lambda: any(each.state not in ("neutral", "unsure") for each in floor.told(CallSummary)))
    assert [each.status for each in floor.told(Presence)][-1] == "in call"
    assert floor.told(Presence)[-1].name == "Agent 1"
    call = floor.told(CallSummary)[-1]
    assert call.goes_on
    note = Note(number=1, sent=1.0, id="n1", call=call.call, text=TEXT, name="Dana")
    floor.supervisor.publish("assist/team/agent1/desk/supervisor1", to_json(note), retained=False)
    floor.until(lambda: [each.text for each in floor.watching.of(FloorNote)] == [TEXT])
    floor.until(lambda: floor.told(Alerts)[-1:] and floor.told(Alerts)[-1].notes == ("n1",))
    assert [each.joined for each in floor.watching.of(FloorLink)][-1]


def test_at_the_end_the_call_is_over_and_the_agent_gone(floor: Floor) -> None:
    assert floor.agent.interrupt() == 0
    until(lambda: floor.told(Presence)[-1].status == "gone", PATIENCE_S)
    assert not floor.told(CallSummary)[-1].goes_on
    floor.watching.look()
    assert floor.watching.of(CallState)[-1].phase == "ended"


def test_no_word_that_was_said_is_on_the_wire(floor: Floor) -> None:
    floor.watching.look()
    said = {word.strip(".,?!'").lower() for each in floor.watching.of(Utterance) for word in each.text.split()}
    assert {"bank", "account"} <= said
    ours = {"agent", "call", "state", "type", "schema", "number", "steps", "stage", "second"}
    sent = b" ".join(heard.body for heard in floor.supervisor.all()).decode().lower()
    assert [word for word in sorted(said - ours) if len(word) > 4 and word in sent.replace(TEXT.lower(), "")] == []

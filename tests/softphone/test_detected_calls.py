"""Calls that begin and end by themselves: a real softphone takes the microphone, or two people speak."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import soundfile

from assist.events import RATE, AnyEvent, CallState, Device, Health
from tests.audio.pipewire import pipewire_server
from tests.making import assist, demo_channels, said
from tests.overlay.programs import READ_ALOUD, write_settings
from tests.overlay.screen import until
from tests.overlay.xserver import on, x_server
from tests.softphone.phones import AGENT_ADDRESS, CUSTOMER_EAR, PATIENCE_S, private_network, two_phones
from tests.softphone.programs import Program, started
from tests.softphone.watching import Watching

WAITS = "Ready for the next call"
LONG_S = 180.0
"""For words: they are recognised when they have been said, and the machine may be slow."""
BOTH_S, GREETING_S = 16.0, 4.0
"""So much of the bundled call until both have spoken, and until the agent alone has."""


class Beside:
    """`assist run` with its window, beside a sound server."""

    def __init__(self, program: Program, watching: Watching, environment: Mapping[str, str]) -> None:
        self.program = program
        self.watching = watching
        self.environment = dict(environment)

    @property
    def events(self) -> list[AnyEvent]:
        return self.watching.events

    @property
    def phases(self) -> list[str]:
        """How its calls began and ended."""
        return [event.phase for event in self.watching.of(CallState)]

    @property
    def open_inputs(self) -> int:
        """How many it has open, as the sound server says."""
        asked = subprocess.run(
            ["pactl", "--format=json", "list", "source-outputs"],
            env=os.environ | self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return sum("assist.stream" in stream["properties"] for stream in json.loads(asked.stdout))

    def until(self, condition: Callable[[], object]) -> None:
        def met() -> bool:
            assert self.program.runs, "Assist has ended by itself"
            return bool(condition())

        self.watching.until(met, LONG_S)

    def tell(self, *words: str) -> None:
        done = assist(*words, environment=self.environment)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture
def sound() -> Iterator[dict[str, str]]:
    with pipewire_server(CUSTOMER_EAR) as environment:
        yield environment


@contextmanager
def waiting(settings: str, sound: Mapping[str, str], folder: Path) -> Iterator[Beside]:
    """It waits for a call, with these settings; in the end it has nothing to complain of."""
    write_settings(settings)
    home = {"HOME": os.environ["HOME"], "XDG_RUNTIME_DIR": os.environ["HOME"]}
    with x_server() as display:
        environment = {**on(display), **sound, **home}
        words: list[str | Path] = [sys.executable, "-c", READ_ALOUD, "run", "--events-out", folder / "events.jsonl"]
        with started(words, environment, folder / "assist.txt") as program:
            beside = Beside(program, Watching(folder / "events.jsonl", print), environment)
            beside.until(lambda: WAITS in program.lines)
            yield beside
            assert (program.interrupt(), program.complaints) == (0, "")


@contextmanager
def speaking(seconds: float, sound: Mapping[str, str], folder: Path) -> Iterator[list[Program]]:
    """The agent into the microphone and the customer from the output, as in the bundled call."""
    with ExitStack() as stack:
        players = []
        for sink, samples in zip(("mic_feed", "softphone_out"), demo_channels(), strict=True):
            file = folder / f"{sink}.wav"
            soundfile.write(file, samples[: round(seconds * RATE)], RATE)
            players.append(stack.enter_context(started(["paplay", "-d", sink, file], sound, folder / f"{sink}.txt")))
        yield players


def test_a_call_goes_on_for_as_long_as_the_softphone_has_the_microphone(sound: dict[str, str], tmp_path: Path) -> None:
    with (
        private_network() as network,
        two_phones(network, sound, tmp_path) as (customer, _),
        waiting('call_detection = "softphone"\n', sound, tmp_path) as beside,
    ):
        assert beside.open_inputs == 0
        for before in ([], ["started", "ended"]):
            customer.do("dial", AGENT_ADDRESS)
            beside.until(lambda before=before: beside.phases == [*before, "started"])  # type: ignore[misc]
            assert customer.has_told("CALL_ESTABLISHED")
            beside.until(lambda: beside.open_inputs == 2)
            customer.do("hangup")
            beside.until(lambda before=before: beside.phases == [*before, "started", "ended"])  # type: ignore[misc]
            until(lambda: beside.open_inputs == 0, PATIENCE_S)
        heard = {(event.speaker, event.name) for event in beside.watching.of(Device)}
    assert [speaker for speaker, _ in sorted(heard)] == ["agent", "customer"]
    assert "customer_ear" not in str(heard), "the far phone is no softphone of this agent's"


def test_a_call_that_a_person_ends_does_not_begin_again_while_the_softphone_listens_on(
    sound: dict[str, str], tmp_path: Path
) -> None:
    with (
        private_network() as network,
        two_phones(network, sound, tmp_path) as (customer, _),
        waiting('call_detection = "softphone"\nsoftphone = "baresip"\n', sound, tmp_path) as beside,
    ):
        customer.do("dial", AGENT_ADDRESS)
        beside.until(lambda: beside.phases == ["started"])
        beside.tell("call", "end")
        beside.until(lambda: beside.phases == ["started", "ended"])
        beside.tell("call", "start")  # by hand: what the softphone does then ends nothing
        beside.until(lambda: beside.phases[2:] == ["started"])
        customer.do("hangup")
        until(lambda: customer.has_told("CALL_CLOSED"), PATIENCE_S)
        reports = len(beside.watching.of(Health))
        beside.until(lambda: len(beside.watching.of(Health)) > reports + 1)
        assert beside.phases[2:] == ["started"]


def test_a_call_begins_when_both_speak_and_has_the_words_from_before(sound: dict[str, str], tmp_path: Path) -> None:
    with waiting('call_detection = "speech"\n', sound, tmp_path) as beside:
        until(lambda: beside.open_inputs == 2, PATIENCE_S)
        with speaking(BOTH_S, sound, tmp_path):
            beside.until(lambda: beside.phases == ["started"])
            beside.until(lambda: beside.open_inputs == 2)
            beside.until(lambda: "brightwater" in said(beside.events, "agent"))
        beside.tell("call", "end")
        beside.until(lambda: beside.phases == ["started", "ended"])
        until(lambda: beside.open_inputs == 2, PATIENCE_S)  # it looks for the next one
        assert "brightwater" not in said(beside.events, "customer")


def test_a_call_that_a_person_begins_hears_nothing_from_before_and_no_input_is_open_twice(
    sound: dict[str, str], tmp_path: Path
) -> None:
    with waiting('call_detection = "speech"\n', sound, tmp_path) as beside:
        until(lambda: beside.open_inputs == 2, PATIENCE_S)
        with speaking(GREETING_S, sound, tmp_path) as players:
            until(lambda: not any(player.runs for player in players), PATIENCE_S)
        beside.tell("call", "start")
        beside.until(lambda: beside.phases == ["started"])
        until(lambda: beside.open_inputs == 2, PATIENCE_S)
        with speaking(BOTH_S, sound, tmp_path):
            beside.until(lambda: said(beside.events, "customer"))
        beside.tell("call", "end")
        beside.until(lambda: beside.phases == ["started", "ended"])
        assert said(beside.events, "agent").count("brightwater") == 1

"""Two real inputs of a real PulseAudio server: the microphone is the agent, the softphone's monitor the customer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from tests.audio.pulse import pulse_server
from tests.making import DEMO, ROOT, assist


@pytest.fixture(scope="module")
def pulse() -> Iterator[dict[str, str]]:
    """A private sound server; the environment in which it is the only one."""
    with pulse_server() as environment:
        yield environment


def test_the_inputs_are_listed_with_their_roles(pulse: dict[str, str]) -> None:
    listed = assist("devices", environment=pulse).stdout
    assert "agent_mic" in next(line for line in listed.splitlines() if "[agent by default]" in line)
    assert "softphone_out.monitor" in next(line for line in listed.splitlines() if "[customer by default]" in line)
    checked = assist("doctor", environment=pulse).stdout
    assert "agent: agent_mic; customer: softphone_out.monitor" in checked


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--agent", "nothing-like-it"], 'There is no sound input called "nothing-like-it"'),
        (["--agent", "monitor"], '"monitor" could be'),
        (["--agent", "agent_mic", "--customer", "agent_mic"], 'Agent and customer would both be "agent_mic"'),
    ],
)
def test_a_wrong_device_is_one_sentence(pulse: dict[str, str], words: list[str], complaint: str) -> None:
    run = assist("run", "--text", *words, environment=pulse)
    assert run.returncode == 2
    assert complaint in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_both_speakers_are_heard_on_their_own_channel(pulse: dict[str, str], tmp_path: Path) -> None:
    environment = os.environ | pulse
    audio, rate = soundfile.read(DEMO, dtype="float32")
    for channel, name in ((0, "agent"), (1, "customer")):
        soundfile.write(tmp_path / f"{name}.wav", audio[: 20 * rate, channel], rate)
    with subprocess.Popen(
        [sys.executable, "-m", "assist", "run", "--json", "--text", "--agent", "agent_mic", "--customer", "softphone"],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        events = map(json.loads, running.stdout)
        assert next(events)["type"] == "call"
        waited_for = {"agent", "customer"}  # an idle sink of PulseAudio begins to be heard after two seconds
        while waited_for:
            event = next(events)
            if event["type"] == "device" and event["state"] == "heard":
                waited_for.discard(event["speaker"])
        players = [
            subprocess.Popen(["paplay", "-d", sink, str(tmp_path / f"{name}.wav")], env=environment)
            for sink, name in (("mic_feed", "agent"), ("softphone_out", "customer"))
        ]
        heard: dict[str, str] = {"agent": "", "customer": ""}
        arriving = False
        for event in events:
            if event["type"] == "health":
                arriving = arriving or (event["agent_arriving"] and event["customer_arriving"])
            if event["type"] == "utterance":
                heard[event["speaker"]] += event["text"].lower() + " "
            if "help you" in heard["agent"] and "bank account" in heard["customer"]:
                break
        running.send_signal(signal.SIGINT)
        rest, complaints = running.communicate(timeout=60)
        for player in players:
            player.kill()
            player.wait()
    assert arriving
    assert "bank" not in heard["agent"]
    assert "brightwater" not in heard["customer"]
    assert (running.returncode, complaints) == (0, "")
    assert json.loads(rest.splitlines()[-1])["phase"] == "ended"

"""Two real softphones that call each other: the customer's plays a recording, the agent's hears and plays sound.

They are in a network of their own: baresip's RTP sockets listen on every address of the machine, whatever it is told.
Sound goes across by the sound server's unix socket. Debian's baresip has no module for PulseAudio; its ALSA module with
the device `pulse` takes the input and the output that PULSE_SOURCE and PULSE_SINK name.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.overlay.screen import until
from tests.softphone.programs import Program, started

PATIENCE_S = 60.0
PHONE_RATE = 8000
QUIET_S = 300
"""A recording's end ends the call, so the customer has a long silence to be heard before and after they speak."""
CUSTOMER_EAR = "customer_ear"
"""The null sink for what the customer hears."""

CONFIG = """
poll_method epoll
sip_listen 127.0.0.1:{sip}
net_interface 127.0.0.1
audio_source {source}
audio_player alsa,pulse
audio_alert alsa,pulse
ausrc_srate {rate}
module_path {modules}
module g711.so
module alsa.so
module aufile.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{ctrl}
"""
ACCOUNT = "<sip:{name}@127.0.0.1:{sip}>;regint=0;audio_codecs=PCMU;answermode={answers}\n"

FAR = "far-phone"
"""What the sound server knows the customer's phone by: on the agent's own computer there is no second softphone."""


class Line(NamedTuple):
    """A phone's name and ports, what it hears, and whether it picks up by itself."""

    name: str
    sip: int
    ctrl: int
    source: str
    answers: str = "manual"


class Phone:
    """One baresip, and its ctrl_tcp."""

    def __init__(self, baresip: Program, ctrl: Program) -> None:
        self.baresip = baresip
        self._ctrl = ctrl

    def do(self, command: str, words: str = "") -> None:
        """One of baresip's commands, as "dial", "hangup", "ausrc"."""
        assert self.baresip.runs, "baresip has gone"
        self._ctrl.tell(f"{command} {words}".strip())

    @property
    def events(self) -> list[dict[str, Any]]:
        """Everything it has told."""
        return [json.loads(line) for line in self._ctrl.lines]

    def has_told(self, event: str) -> bool:
        return any(each.get("type") == event for each in self.events)


class Network(NamedTuple):
    """A network of its own: the words that start a program in it."""

    inside: tuple[str, ...]


@contextmanager
def private_network() -> Iterator[Network]:
    """Only `lo`, and nobody else's; for whoever is not root with a user namespace around it."""
    root = os.geteuid() == 0
    unshare = ["unshare", "--net"] if root else ["unshare", "--map-root-user", "--net"]
    with subprocess.Popen(
        [*unshare, "sh", "-c", "ip link set lo up && echo up && exec cat"], start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as holder:  # fmt: skip
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"up\n", "no private network can be made"
            user = () if root else ("--user", "--preserve-credentials")
            yield Network(("nsenter", "--target", str(holder.pid), "--net", *user, "--"))
        finally:
            holder.terminate()


@contextmanager
def phone(line: Line, network: Network, sound: Mapping[str, str], folder: Path) -> Iterator[Program]:
    """One baresip with this line, ready when its ctrl_tcp answers."""
    place = folder / line.name
    place.mkdir()
    rate = PHONE_RATE if line.source.startswith("aufile") else 0
    config = CONFIG.format(**line._asdict(), rate=rate, modules=modules())
    (place / "config").write_text(config, encoding="utf-8")
    (place / "accounts").write_text(ACCOUNT.format(**line._asdict()), encoding="utf-8")
    (place / "contacts").touch()
    with started([*network.inside, "baresip", "-f", place, "-4"], sound, place / "phone.txt") as baresip:
        until(lambda: _listens(line.ctrl, network) or not baresip.runs, PATIENCE_S)
        assert baresip.runs, "baresip did not start"
        yield baresip


def _listens(port: int, network: Network) -> bool:
    """Asked without a connection: baresip would take the next one for a newer than somebody else's."""
    words = [*network.inside, "ss", "--listening", "--tcp", "--numeric", "--no-header"]
    return f"127.0.0.1:{port} " in subprocess.run(words, capture_output=True, text=True, check=True).stdout


@contextmanager
def steered(phone: Program, line: Line, network: Network, folder: Path) -> Iterator[Phone]:
    """A phone with somebody at its ctrl_tcp. baresip serves one at a time: nobody else can follow it now."""
    words = [*network.inside, sys.executable, "-m", "tests.softphone.ctrl", str(line.ctrl)]
    with started(words, {}, folder / line.name / "ctrl.jsonl") as ctrl:
        yield Phone(phone, ctrl)


@contextmanager
def two_phones(network: Network, sound: Mapping[str, str], folder: Path) -> Iterator[tuple[Phone, Program]]:
    """The customer's phone, steered, and the agent's, which picks up by itself and whose ctrl_tcp is free."""
    quiet = folder / "quiet.wav"
    write_quiet(quiet)
    with ExitStack() as stack:
        agent = stack.enter_context(
            phone(AGENT, network, {**sound, "PULSE_SOURCE": "agent_mic", "PULSE_SINK": "softphone_out"}, folder)
        )
        line = customer_line(quiet)
        theirs = {**sound, "PULSE_SINK": CUSTOMER_EAR, "PULSE_PROP": f"application.process.binary={FAR}"}
        customer = stack.enter_context(phone(line, network, theirs, folder))
        yield stack.enter_context(steered(customer, line, network, folder)), agent


AGENT = Line("agent", 5070, 4470, "alsa,pulse", "auto")
AGENT_FEED = f"127.0.0.1:{AGENT.ctrl}"
AGENT_ADDRESS = f"sip:{AGENT.name}@127.0.0.1:{AGENT.sip}"


def customer_line(recording: Path) -> Line:
    """The customer's: 16-bit mono WAV at PHONE_RATE is what they say."""
    return Line("customer", 5080, 4480, f"aufile,{recording}")


def write_quiet(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(PHONE_RATE)
        file.writeframes(bytes(2 * PHONE_RATE * QUIET_S))


def modules() -> Path:
    """Where Debian keeps baresip's modules."""
    places = [Path("/usr/lib/baresip/modules"), *Path("/usr/lib").glob("*/baresip/modules")]
    found = [place for place in places if (place / "ctrl_tcp.so").exists()]
    assert found, "baresip's modules are not in /usr/lib"
    return found[0]

"""A private sound server that a test may treat badly: sinks come and go, the server is killed, stopped and started.

What is played is a level, not a tone: the microphone's is below zero and the softphone's above, so that one single
sample on the wrong channel is seen.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Literal

import numpy as np
import numpy.typing as npt
import soundfile

from tests.audio.pipewire import pipewire_server
from tests.audio.pulse import pulse_server

Kind = Literal["pulseaudio", "pipewire"]
MIC_LEVEL, PLAYED_LEVEL = -0.5, 0.25
PATIENCE_S = 60.0
_PROGRAMS: dict[Kind, str] = {"pulseaudio": "pulseaudio", "pipewire": "pipewire-pulse"}
_FILE_RATE = 48000


class Rig:
    """The server, and what is done to it."""

    def __init__(self, kind: Kind, environment: dict[str, str], stack: ExitStack) -> None:
        self.kind = kind
        self.environment = environment
        self._folder = Path(environment["HOME"])
        self._stack = stack
        self._played = 0
        self._players: list[subprocess.Popen[bytes]] = []

    def ask(self, *words: str) -> str:
        return subprocess.run(
            ["pactl", *words], env=os.environ | self.environment, capture_output=True, text=True,
            timeout=PATIENCE_S, check=True,
        ).stdout  # fmt: skip

    def load(self, module: str, **options: str | int) -> None:
        self.ask("load-module", module, *(f"{name}={value}" for name, value in options.items()))

    def unload(self, name: str) -> None:
        """The module that made the sink or source of that name."""
        lines = self.ask("list", "short", "modules").splitlines()
        self.ask("unload-module", next(line.split("\t")[0] for line in lines if f"_name={name}" in line.split()
                                       or f"_name={name} " in f"{line.replace(chr(9), ' ')} "))  # fmt: skip

    def play(
        self, sink: str, sound: npt.NDArray[np.float64] | float, *, program: str = "paplay"
    ) -> subprocess.Popen[bytes]:
        """Play a level for two minutes, or a sound at 48 kHz, as that program."""
        samples = np.full(120 * _FILE_RATE, sound) if isinstance(sound, float) else sound
        self._played += 1
        path = self._folder / f"{self._played}.wav"
        soundfile.write(path, samples, _FILE_RATE)
        player = subprocess.Popen(
            ["paplay", "--latency-msec=50", "-d", sink, str(path)],
            env=os.environ | self.environment | {"PULSE_PROP": f"application.process.binary={program}"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._stack.callback(_end, player)
        self._players.append(player)
        return player

    def hush(self) -> None:
        """Nothing plays any more; a server moves its players when outputs come and go."""
        for player in self._players:
            _end(player)

    def kill(self) -> None:
        pid = self._pid()
        os.kill(pid, signal.SIGKILL)
        while _comm(pid) is not None and _state(pid) != "Z":
            sleep(0.01)

    def start(self) -> None:
        """The server again, with all that it had at first."""
        words = [_PROGRAMS[self.kind]]
        if self.kind == "pulseaudio":
            (self._folder / "socket").unlink(missing_ok=True)
            words += ["-n", "-F", str(self._folder / "server.pa"), "--exit-idle-time=-1", "--daemonize=no",
                      "--use-pid-file=no", "--disallow-exit"]  # fmt: skip
        server = subprocess.Popen(
            words, env=os.environ | self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._stack.callback(_end, server)
        latest = monotonic() + PATIENCE_S
        while subprocess.run(["pactl", "info"], env=os.environ | self.environment, capture_output=True,
                             check=False).returncode:  # fmt: skip
            assert server.poll() is None, "it did not start again"
            assert monotonic() < latest, "it does not answer"
            sleep(0.05)
        if self.kind == "pipewire":
            for name in ("softphone_out", "mic_feed"):
                self.load("module-null-sink", sink_name=name)
            self.load("module-remap-source", source_name="agent_mic", master="mic_feed.monitor")
            self.ask("set-default-sink", "softphone_out")
            self.ask("set-default-source", "agent_mic")

    def hang(self) -> None:
        os.kill(self._pid(), signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self._pid(), signal.SIGCONT)

    def _pid(self) -> int:
        """Of the server, which is the only program of that name with this home."""
        for process in Path("/proc").glob("[0-9]*"):
            pid = int(process.name)
            try:
                ours = f"HOME={self._folder}\0".encode() in (process / "environ").read_bytes() + b"\0"
            except OSError:
                continue
            if ours and _comm(pid) == _PROGRAMS[self.kind][:15] and _state(pid) != "Z":
                return pid
        raise AssertionError("the server does not run")


@contextmanager
def rig(kind: Kind) -> Iterator[Rig]:
    server: AbstractContextManager[dict[str, str]] = pulse_server() if kind == "pulseaudio" else pipewire_server()
    with server as environment, ExitStack() as stack:
        yield Rig(kind, environment, stack)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def _comm(pid: int) -> str | None:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return None


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except OSError:
        return "Z"

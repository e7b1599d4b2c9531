"""A PulseAudio server of one's own, with a softphone's output and a microphone; nothing of the machine's is touched."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER = """
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink sink_name=softphone_out
load-module module-null-sink sink_name=mic_feed
load-module module-remap-source source_name=agent_mic master=mic_feed.monitor
set-default-sink softphone_out
set-default-source agent_mic
"""


@contextmanager
def pulse_server() -> Iterator[dict[str, str]]:
    """Start it; yields the environment in which it is the only one."""
    with tempfile.TemporaryDirectory(prefix="pulse-") as name:  # short: a socket's path has a limit
        folder = Path(name)
        (folder / "server.pa").write_text(SERVER.format(socket=folder / "socket"), encoding="utf-8")
        environment = {
            "HOME": name,
            "XDG_RUNTIME_DIR": name,
            "PULSE_RUNTIME_PATH": name,
            "PULSE_SERVER": f"unix:{folder / 'socket'}",
        }
        server = subprocess.Popen(
            ["pulseaudio", "-n", "-F", str(folder / "server.pa"), "--exit-idle-time=-1", "--daemonize=no",
             "--use-pid-file=no", "--disallow-exit"],
            env=os.environ | environment, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            while not _answers(environment):
                assert server.poll() is None, "pulseaudio did not start"
            yield environment
        finally:
            server.send_signal(signal.SIGCONT)  # a test that failed may have left it stopped
            server.terminate()
            server.wait()


def _answers(environment: dict[str, str]) -> bool:
    asked = subprocess.run(["pactl", "info"], env=os.environ | environment, capture_output=True, check=False)
    return asked.returncode == 0

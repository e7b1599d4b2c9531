"""A PipeWire of one's own, with a softphone's output and a microphone; nothing of the machine's is touched.

The same names as `pulse.py` has, and the same environment comes out: PulseAudio's clients cannot tell. WirePlumber is
told to look for no devices: it would open the machine's real sound cards too.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

PATIENCE_S = 60.0
_ASK_S = 0.05
_LEAVE_S = 10.0

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""
"""A bus that starts no service: a desktop's own would bring that desktop's sound server with it."""
NO_DEVICES = {
    "main.lua.d/51-none.lua": "for _, each in ipairs({alsa_monitor, v4l2_monitor, libcamera_monitor}) do "
    "each.enabled = false end",
    "bluetooth.lua.d/51-none.lua": "bluez_monitor.enabled = false",
}
"""WirePlumber 0.4 reads these between its defaults and its start."""
MODULES = (
    "module-null-sink sink_name=softphone_out",
    "module-null-sink sink_name=mic_feed",
    "module-remap-source source_name=agent_mic master=mic_feed.monitor",
)
DEFAULTS = (("set-default-sink", "softphone_out"), ("set-default-source", "agent_mic"))


@contextmanager
def pipewire_server(*sinks: str) -> Iterator[dict[str, str]]:
    """Start it, with these null sinks too; yields the environment in which it is the only one."""
    with tempfile.TemporaryDirectory(prefix="pw-") as name, ExitStack() as stack:  # short: a socket's path has a limit
        folder = Path(name)
        environment = {
            "HOME": name,
            "XDG_RUNTIME_DIR": name,
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'bus'}",
            "PIPEWIRE_RUNTIME_DIR": name,
            "PIPEWIRE_REMOTE": "pipewire-0",
            "PULSE_RUNTIME_PATH": str(folder / "pulse"),
            "PULSE_SERVER": f"unix:{folder / 'pulse' / 'native'}",
        }
        own = environment | {f"XDG_{kind}_HOME": name for kind in ("CONFIG", "STATE", "DATA", "CACHE")}
        for place, text in NO_DEVICES.items():
            (folder / "wireplumber" / place).parent.mkdir(parents=True)
            (folder / "wireplumber" / place).write_text(text, encoding="utf-8")
        (folder / "bus.conf").write_text(BUS.format(socket=folder / "bus"), encoding="utf-8")
        for command, ready in (
            (["dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--nofork", "--nopidfile"], "bus"),
            (["pipewire"], "pipewire-0"),
            (["wireplumber"], ""),
            (["pipewire-pulse"], "pulse/native"),
        ):
            server = stack.enter_context(_running(command, own, folder))
            _wait(lambda ready=ready: (folder / ready).exists(), server)  # type: ignore[misc]
        for module in (*MODULES, *(f"module-null-sink sink_name={sink}" for sink in sinks)):
            _ask(own, "pactl", "load-module", *module.split())
        _wait(lambda: all(_prefers(own, *default) for default in DEFAULTS), server)
        _wait(lambda: "mic_feed:monitor_FL\n" in _ask(own, "pw-link", "--links", "input.agent_mic"), server)
        yield environment


@contextmanager
def _running(command: list[str], environment: Mapping[str, str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """One of its programs; what it complained of goes with it when it did not start."""
    complaints = folder / f"{command[0]}.log"
    with complaints.open("wb") as log, subprocess.Popen(
        command, env=os.environ | environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
    ) as process:  # fmt: skip
        try:
            yield process
        except AssertionError as error:
            error.add_note(f"{command[0]}: {complaints.read_text(errors='replace')[-800:] or 'no complaint'}")
            raise
        finally:
            process.terminate()
            try:
                process.wait(_LEAVE_S)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(condition: Callable[[], bool], server: subprocess.Popen[bytes]) -> None:
    """Return once that is so; a failed test when the server has gone before, or it takes too long."""
    latest = monotonic() + PATIENCE_S
    while not condition():
        assert server.poll() is None, f"{server.args!r} did not start"
        assert monotonic() < latest, f"{server.args!r} is not ready"
        sleep(_ASK_S)


def _prefers(environment: Mapping[str, str], setting: str, wanted: str) -> bool:
    """Whether that is the default; asks for it when it is not: before WirePlumber listens, nobody hears."""
    if _ask(environment, "pactl", setting.replace("set", "get", 1)).strip() == wanted:
        return True
    subprocess.run(
        ["pactl", setting, wanted], env=os.environ | environment, capture_output=True, timeout=PATIENCE_S, check=False
    )
    return False


def _ask(environment: Mapping[str, str], *words: str) -> str:
    return subprocess.run(
        words, env=os.environ | environment, capture_output=True, text=True, timeout=PATIENCE_S, check=True
    ).stdout

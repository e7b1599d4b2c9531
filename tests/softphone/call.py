"""A call between the two phones with Assist on the agent's side: everything started, said, seen, and ended again.

Assist is only ever spoken to as a person would: by its command line, its window and the events that it writes.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import soundfile
import soxr
from PySide6.QtGui import QImage

from assist.events import AnyEvent, CallState, Cue, Health
from assist.settings import APP
from tests.audio.pipewire import pipewire_server
from tests.making import DEMO
from tests.overlay.programs import READ_ALOUD
from tests.overlay.screen import Screen
from tests.overlay.xserver import x_server
from tests.softphone import picture
from tests.softphone.following import BEGINS, ENDS, following
from tests.softphone.phones import AGENT_ADDRESS, CUSTOMER_EAR, PHONE_RATE, Phone, private_network, two_phones
from tests.softphone.programs import Program, started
from tests.softphone.watching import Watching

PROGRAMS = (
    "baresip", "ip", "ss", "unshare", "nsenter", "dbus-daemon", "pipewire", "wireplumber", "pipewire-pulse", "pw-link",
    "pactl", "paplay", "Xvfb", "openbox",
)  # fmt: skip
PATIENCE_S = 180.0
"""For whatever is waited for: the first cue is half a minute into the call, and the machine may be slow."""
DESKTOP = "#5B6B7A"
SETTINGS = 'view = "full"\ntheme = "dark"\n'
SILENCE_S = 60
"""After the customer's last words: a recording's end would end the call."""

T = TypeVar("T")


class Shown(NamedTuple):
    """What came of a call."""

    events: list[AnyEvent]
    during: list[AnyEvent]
    """Those that had come before the customer hung up."""
    followed: list[str]
    """What was said of the call by whoever followed the agent's phone."""
    customer_told: list[str]
    """The customer's phone's own names for what happened."""
    cue: Cue
    texts: list[str]
    """Everything that stood on Assist's window until the customer hung up."""
    before: QImage
    """The window when the call began."""
    at_cue: QImage
    """The window with the cue."""


class Rig(NamedTuple):
    """Everything that runs during the call."""

    folder: Path
    screen: Screen
    assist: Program
    customer: Phone
    follower: Program
    watching: Watching
    environment: Mapping[str, str]

    def until(self, condition: Callable[[], T | None]) -> T:
        """What `condition` answers once it is something; a failed test when Assist ends before, or after PATIENCE_S."""

        def met() -> T | None:
            assert self.assist.runs, "Assist has ended by itself"
            return condition()

        return self.watching.until(met, PATIENCE_S)


Enough = Callable[[list[AnyEvent], list[str]], bool]
"""Whether the customer may hang up, after all events and all texts on the window so far; the picture has been taken."""


def show(
    folder: Path, screenshot: Path, *, display: str | None, enough: Enough | None, say: Callable[[str], None]
) -> Shown:
    """A whole call, or one until it is `enough`; all that was started has ended on return.

    `folder` is a new one for what is written; `display` one that is in use, without it one is made.
    """
    make_recordings(folder)
    with ExitStack() as stack:
        name = display or stack.enter_context(x_server())
        if not display:
            picture.paint_desktop(name, DESKTOP)
        rig = stack.enter_context(_rig(folder, name, say))
        window = rig.until(lambda: rig.screen.find("Assist"))
        say("Assist is on the screen, and the phones are ready. The customer calls.")
        _begin(rig, say)
        before = picture.still(name, window)
        player = stack.enter_context(_speaking(rig))
        cue = rig.until(lambda: _on_screen(rig))
        at_cue = picture.still(name, window)
        picture.save(at_cue if display else picture.look(name), screenshot)
        say(f'On the screen: "{cue.headline}". The picture is in {screenshot}.')
        if enough is None:
            _hear_all(rig, player)
        else:
            rig.until(lambda: enough(rig.watching.events, rig.assist.lines))
        during, texts = list(rig.watching.events), rig.assist.lines
        _end(rig, say)
        told = [event["type"] for event in rig.customer.events if event.get("event")]
        return Shown(rig.watching.events, during, rig.follower.lines, told, cue, texts, before, at_cue)


def make_recordings(folder: Path) -> None:
    """The bundled call's halves as the phones want them: the customer's at the telephone's rate, in 16 bits."""
    audio, rate = soundfile.read(DEMO, dtype="float32")
    customer = np.pad(soxr.resample(audio[:, 1], rate, PHONE_RATE), (0, SILENCE_S * PHONE_RATE))
    soundfile.write(folder / "customer.wav", customer, PHONE_RATE, subtype="PCM_16")
    soundfile.write(folder / "agent.wav", audio[:, 0], rate, subtype="PCM_16")


@contextmanager
def _rig(folder: Path, display: str, say: Callable[[str], None]) -> Iterator[Rig]:
    """All of it started; in the end stopped, the last first."""
    with ExitStack() as stack:
        sound = stack.enter_context(pipewire_server(CUSTOMER_EAR))
        network = stack.enter_context(private_network())
        customer, _ = stack.enter_context(two_phones(network, sound, folder))
        screen = Screen(display)
        stack.callback(screen.close)
        environment = {**sound, **_home(folder), **_on(display)}
        events = folder / "events.jsonl"
        assist = stack.enter_context(started([sys.executable, *_run(events)], environment, folder / "assist.txt"))
        follower = stack.enter_context(following(network, environment, folder))
        yield Rig(folder, screen, assist, customer, follower, Watching(events, say), environment)


def _run(events: Path) -> list[str]:
    """`assist run`; every text that comes on its window is printed too."""
    return ["-c", READ_ALOUD, "run", "--agent", "agent_mic", "--customer", "softphone_out", "--events-out", str(events)]


def _begin(rig: Rig, say: Callable[[str], None]) -> None:
    """Dial, and return when the phones and Assist are in the call."""
    rig.customer.do("dial", AGENT_ADDRESS)
    rig.until(lambda: rig.customer.has_told("CALL_ESTABLISHED"))
    rig.until(lambda: BEGINS in rig.follower.lines)
    say("The phones: call established.")
    rig.until(lambda: rig.watching.of(CallState))


@contextmanager
def _speaking(rig: Rig) -> Iterator[Program]:
    """Both begin at the same time: the customer in their phone, the agent into the microphone."""
    rig.customer.do("ausrc", f"aufile,{rig.folder / 'customer.wav'}")
    words = ["paplay", "-d", "mic_feed", str(rig.folder / "agent.wav")]
    with started(words, rig.environment, rig.folder / "agent.txt") as player:
        yield player


def _on_screen(rig: Rig) -> Cue | None:
    """The first cue that can be read on the window."""
    texts = rig.assist.lines
    return next((cue for cue in rig.watching.of(Cue) if cue.headline in texts), None)


def _hear_all(rig: Rig, player: Program) -> None:
    """Until both have said everything, and Assist has had some seconds for the last of it."""
    rig.until(lambda: not player.runs)
    reports = len(rig.watching.of(Health))
    rig.until(lambda: len(rig.watching.of(Health)) > reports)


def _end(rig: Rig, say: Callable[[str], None]) -> None:
    """The customer hangs up; the agent's phone tells so, and the call has ended before Assist is closed."""
    rig.customer.do("hangup")
    rig.until(lambda: rig.customer.has_told("CALL_CLOSED"))
    rig.until(lambda: ENDS in rig.follower.lines)
    say("The phones: call ended.")
    rig.until(lambda: any(call.phase == "ended" for call in rig.watching.of(CallState)))
    code = rig.assist.interrupt()
    rig.watching.look()
    assert (code, rig.assist.complaints) == (0, ""), f"Assist ended with {code}: {rig.assist.complaints}"


def _home(folder: Path) -> dict[str, str]:
    """Settings and habits that are nobody's own."""
    home = {f"XDG_{kind.upper()}_HOME": str(folder / "home" / kind) for kind in ("config", "data", "state", "cache")}
    settings = folder / "home" / "config" / APP / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS, encoding="utf-8")
    return home


def _on(display: str) -> dict[str, str]:
    """On that display with the user's right to it: HOME, where it would be looked for, is another now."""
    authority = os.environ.get("XAUTHORITY", str(Path.home() / ".Xauthority"))
    return {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XAUTHORITY": authority}


def missing() -> list[str]:
    """The programs of `PROGRAMS` that this machine lacks."""
    return [program for program in PROGRAMS if shutil.which(program) is None]

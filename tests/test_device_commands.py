"""`assist devices` as a person sees it: lists and levels on a real PulseAudio server, and the lines it writes."""

from __future__ import annotations

import contextlib
import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

import msgspec
import numpy as np
import pytest
import soundfile

from assist import device_commands
from assist.audio.devices import Input, Inputs
from assist.audio.levels import LevelMeter
from assist.device_commands import Row, chime, cut, drawn, groups, name_now, roles, start_test_sound
from assist.errors import DeviceError
from tests.audio.pulse import pulse_server
from tests.making import ROOT

LONG_S = 120.0
COMMAND = (sys.executable, "-c", "from assist.device_commands import devices; devices(prog_name='devices')")
MIC = Input("agent_mic", "Headset", "pulse", "agent_mic")
PLAYED = Input("softphone_out.monitor", "Monitor of the headset", "pulse", "softphone_out.monitor", True)
OTHER = Input("other.monitor", "", "pulse", "other.monitor", True)


@pytest.fixture(scope="module")
def pulse() -> Iterator[dict[str, str]]:
    with pulse_server() as environment:
        yield environment


def listed(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], env=os.environ | environment, cwd=ROOT,
        capture_output=True, text=True, timeout=LONG_S, check=False,
    )  # fmt: skip


def pactl(environment: dict[str, str], *words: str) -> None:
    subprocess.run(["pactl", *words], env=os.environ | environment, check=True, timeout=LONG_S)


class Terminal:
    """The command on a terminal of its own, and what it has written there."""

    def __init__(self, environment: dict[str, str], words: Sequence[str]) -> None:
        self._mine, its = pty.openpty()
        self._came = threading.Condition()
        self._text = ""
        self.process = subprocess.Popen(
            [*COMMAND, *words], env=os.environ | environment, cwd=ROOT, stdin=its, stdout=its, stderr=its
        )
        os.close(its)
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def until(self, seen: Callable[[str], bool]) -> str:
        """The latest picture of which that is so."""
        with self._came:
            assert self._came.wait_for(lambda: seen(self._picture()), LONG_S), self._text[-2000:]
            return self._picture()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._thread.join(LONG_S)
        os.close(self._mine)

    def _picture(self) -> str:
        """What was written after the cursor went up last, once it is whole."""
        return self._text.split("\x1b[J")[-2] if self._text.count("\x1b[J") > 1 else ""

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # the other end is closed
            while part := os.read(self._mine, 4096):
                with self._came:
                    self._text += part.decode()
                    self._came.notify_all()


@contextlib.contextmanager
def terminal(environment: dict[str, str], *words: str) -> Iterator[Terminal]:
    shown = Terminal(environment, words)
    try:
        yield shown
    finally:
        shown.close()


@contextlib.contextmanager
def playing(environment: dict[str, str], path: Path) -> Iterator[None]:
    """A long tone on the softphone's output."""
    tone = 0.1 * np.sin(np.arange(16000 * 240) / 6)
    soundfile.write(path, tone, 16000)
    player = subprocess.Popen(["paplay", "-d", "softphone_out", str(path)], env=os.environ | environment)
    try:
        yield
    finally:
        player.kill()
        player.wait()


def line_of(name: str, picture: str) -> str:
    return next((line for line in picture.splitlines() if name in line), "")


# --- lists ------------------------------------------------------------------------------------------------------------


def test_without_a_terminal_each_input_is_listed_once_in_its_group(pulse: dict[str, str]) -> None:
    done = listed(pulse)
    assert (done.returncode, done.stderr) == (0, "")
    microphones, played = done.stdout.split("What outputs play:\n")
    assert microphones.startswith("Microphones:\n  agent_mic")
    assert "[agent by default]" in line_of("agent_mic", microphones)
    assert "[customer by default]" in line_of("softphone_out.monitor", played)
    assert played.index("softphone_out.monitor") < played.index("mic_feed.monitor"), "what a call takes comes first"
    assert "#" not in done.stdout


def test_a_muted_input_and_the_softphone_s_output_are_marked(pulse: dict[str, str], tmp_path: Path) -> None:
    soundfile.write(tmp_path / "silence.wav", np.zeros(16000 * 240), 16000)
    environment = pulse | {"PULSE_PROP": "application.name=baresip"}
    player = subprocess.Popen(
        ["paplay", "-d", "mic_feed", "--client-name=baresip", str(tmp_path / "silence.wav")],
        env=os.environ | environment,
    )
    pactl(pulse, "set-source-mute", "agent_mic", "1")
    try:
        while "the softphone plays here" not in (shown := listed(pulse, "--once").stdout):
            assert player.poll() is None
    finally:
        pactl(pulse, "set-source-mute", "agent_mic", "0")
        player.kill()
        player.wait()
    assert "[agent by default]  [muted in the system]" in line_of("agent_mic", shown)
    assert "[customer by default]  [the softphone plays here]" in line_of("mic_feed.monitor", shown)
    assert "[" not in line_of("softphone_out.monitor", shown)


def test_for_a_program_there_is_one_line_of_json_an_input(pulse: dict[str, str]) -> None:
    done = listed(pulse, "--json")
    found = [msgspec.json.decode(line, type=Input) for line in done.stdout.splitlines()]
    assert {one.name: one.plays for one in found} == {
        "agent_mic": False, "softphone_out.monitor": True, "mic_feed.monitor": True,
    }  # fmt: skip
    assert {(one.kind, one.address) for one in found} == {("pulse", one.name) for one in found}


def test_a_wrong_softphone_in_the_settings_is_one_sentence(pulse: dict[str, str], private_home: Path) -> None:
    folder = private_home / "config" / "assist-overlay"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('softphone = ","\n', encoding="utf-8")
    done = listed(pulse, "--once")
    assert done.returncode != 0
    assert 'The setting "softphone" has no name in it' in done.stderr


# --- levels -----------------------------------------------------------------------------------------------------------


def test_on_a_terminal_the_input_that_hears_something_moves_and_no_other(pulse: dict[str, str], tmp_path: Path) -> None:
    with terminal(pulse) as shown:
        shown.until(lambda text: " quiet" in line_of("[customer by default]", text))
        with playing(pulse, tmp_path / "tone.wav"):
            picture = shown.until(lambda text: " sound " in line_of("[customer by default]", text))
        assert "[#######" in line_of("[customer by default]", picture)
        assert "[----" in line_of("[agent by default]", picture)
        shown.until(lambda text: " quiet" in line_of("[customer by default]", text))
        shown.process.send_signal(signal.SIGINT)
        assert shown.process.wait(LONG_S) == 0


def test_levels_end_by_themselves_where_that_is_wished_for(pulse: dict[str, str]) -> None:
    with terminal(pulse, "--seconds", "0.2") as shown:
        assert shown.process.wait(LONG_S) == 0
        assert "agent by default" in shown.until(lambda text: "agent by default" in text)


def test_the_list_is_on_a_terminal_too(pulse: dict[str, str]) -> None:
    with terminal(pulse, "--once") as shown:
        assert shown.process.wait(LONG_S) == 0
        with shown._came:
            assert shown._came.wait_for(lambda: "[agent by default]" in shown._text, LONG_S)
            assert "\x1b[J" not in shown._text


class Meter:
    """A meter; a microphone's does not open."""

    def __init__(self, one: Input, opened: list[str]) -> None:
        self._one = one
        self._opened = opened
        self.level, self.arrived = -20.0, True

    def start(self) -> None:
        if not self._one.plays:
            raise DeviceError("It is in use.")
        self._opened.append(self._one.name)

    def stop(self) -> None:
        if self._one.plays:
            self._opened.remove(self._one.name)


def test_an_input_that_does_not_open_says_so_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(device_commands, "LevelMeter", lambda one: Meter(one, opened))
    device_commands._show_levels(Inputs([PLAYED, OTHER, MIC], MIC, PLAYED), 0.0)
    said = capsys.readouterr().out.splitlines()
    assert said[1].endswith("Microphones:")
    assert said[2] == "Headset  [agent by default]: It is in use."
    assert said[4] == "[###########-----] sound         Monitor of the headset  [customer by default]"
    assert said[5].endswith("other.monitor")
    assert opened == []


@pytest.mark.parametrize(
    ("level", "arrived", "bar", "word"),
    [(-90, True, "-" * 16, "quiet"), (-30, True, "#" * 8 + "-" * 8, "sound"), (-3, True, "#" * 15 + "-", "loud"),
     (-3, False, "-" * 16, "no sound yet")],
)  # fmt: skip
def test_a_level_is_a_bar_and_a_word(level: float, arrived: bool, bar: str, word: str) -> None:
    assert drawn(level, arrived=arrived) == (f"[{bar}]", word)


def test_a_long_line_is_cut_where_the_terminal_ends_in_any_script() -> None:
    assert cut("microphone", 20) == "microphone"
    assert cut("microphone", 5) == "micro"
    assert cut("헤드셋 마이크", 7) == "헤드셋 "
    opened: list[str] = []
    row = Row("a name that is too long for this", "  [agent by default]", cast(LevelMeter, Meter(MIC, opened)), "")
    assert row.line(73) == "[###########-----] sound         a name that is too l  [agent by default]"
    assert row.line(60) == "[###########-----] sound         a name that is too l  [agen", (
        "its name says most of an input"
    )


def test_roles_follow_the_softphone_where_it_plays() -> None:
    known = Inputs([MIC, PLAYED, OTHER], MIC, PLAYED, OTHER, {"agent_mic"})
    assert roles(MIC, known) == ["agent by default", "muted in the system"]
    assert roles(PLAYED, known) == []
    assert roles(OTHER, known) == ["customer by default", "the softphone plays here"]
    assert groups(known) == [("Microphones", [MIC]), ("What outputs play", [OTHER, PLAYED])]
    assert groups(Inputs([MIC])) == [("Microphones", [MIC])]


def test_more_inputs_than_the_terminal_has_lines_for_are_cut_off_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(device_commands, "LevelMeter", lambda one: Meter(one, opened))
    many = [Input(f"out{number}.monitor", "", "pulse", f"out{number}.monitor", True) for number in range(40)]
    device_commands._show_levels(Inputs(many), 0.0)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 23
    assert lines[-1] == "(there are more: --once lists them all)"


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("", ""),
        ("agent_mic", "agent_mic"),
        ("softphone", "softphone_out.monitor"),
        ("nothing like it", "nothing like it"),
        ("o", "o"),
        ("alsa_input.usb-Maker_Head-00.analog-stereo", "alsa_input.usb-Maker_Head-00.mono-fallback"),
    ],
)
def test_a_setting_is_the_input_that_a_call_would_take_for_it(wanted: str, name: str) -> None:
    usb = Input(
        "alsa_input.usb-Maker_Head-00.mono-fallback", "Head", "pulse", "alsa_input.usb-Maker_Head-00.mono-fallback"
    )
    assert name_now(wanted, Inputs([MIC, PLAYED, OTHER, usb])) == name


# --- the test sound ---------------------------------------------------------------------------------------------------


def test_the_test_sound_is_heard_on_the_output_that_was_named(pulse: dict[str, str]) -> None:
    with terminal(pulse) as shown:
        shown.until(lambda text: " quiet" in line_of("mic_feed.monitor", text))
        with subprocess.Popen([*COMMAND, "--play", "mic_feed.monitor"], env=os.environ | pulse, cwd=ROOT) as player:
            picture = shown.until(lambda text: " sound " in line_of("mic_feed.monitor", text))
            assert player.wait(LONG_S) == 0
        assert " quiet" in line_of("[customer by default]", picture)


def test_the_test_sound_is_soft_and_has_no_click() -> None:
    sound = chime()
    assert np.abs(sound).max() == pytest.approx(0.25, abs=0.01)
    assert np.abs(np.diff(sound)).max() < 0.03
    assert abs(sound[0]) == abs(sound[-1]) == 0


def test_the_softphone_alone_hears_no_test_sound_and_that_is_said() -> None:
    with pytest.raises(DeviceError, match="Only the softphone itself is heard there"):
        start_test_sound(Input("zoom.exe", "Zoom", "process", 4, True))

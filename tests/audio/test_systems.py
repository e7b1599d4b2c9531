"""Windows' and macOS' inputs in the running sound core, on fakes of what is documented; no real system was asked."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from assist.audio.devices import Input, Inputs
from assist.audio.macos import process_tap
from assist.audio.portaudio import PlainDesktop, PortAudioSystem
from assist.audio.streams import PortAudioStream, Stream
from assist.audio.systems import desktop_of
from assist.audio.windows import soundcard_loopback
from assist.errors import DeviceError
from assist.events import RATE, Samples
from tests.audio.fake_catap import FakeBridge, FakeCatap, Process
from tests.audio.fake_soundcard import FakeSoundcard
from tests.audio.fake_sounddevice import FakeSounddevice, names_of
from tests.audio.fake_windows import Apartments, FakeRegistry, libraries
from tests.audio.listening import Heard
from tests.audio.test_windows_process import Softphone
from tests.making import ROOT

MIC, OTHER_MIC, LOOPBACK = "Microphone (Jabra)", "Array (Intel)", "Speakers (Realtek) [Loopback]"
SPEAKERS, HEADSET = "{speakers}", "{headset}"
WASAPI = "Windows WASAPI"
DENIED = {("person", "microphone"): "Deny"}


class Windows:
    """A computer with Windows, where a test plugs devices, starts programs and opens inputs."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *plugged: str) -> None:
        self._monkeypatch = monkeypatch
        ole32 = Apartments()
        self.sound = FakeSounddevice(*plugged, api=WASAPI)
        self.soundcard = FakeSoundcard(ole32, {SPEAKERS: "Speakers (Realtek)", HEADSET: "Headset (Jabra)"})
        self.programs = Softphone(ole32, monkeypatch)
        monkeypatch.setitem(sys.modules, "sounddevice", self.sound)
        monkeypatch.setitem(sys.modules, "soundcard", self.soundcard)
        monkeypatch.setattr(soundcard_loopback, "libraries", libraries(ole32))
        self.decide({})
        self.now = 0.0
        self.system = PortAudioSystem(desktop=desktop_of("win32"), clock=lambda: self.now)

    def decide(self, values: dict[tuple[str, str], str]) -> None:
        """What the registry says of the microphone."""
        self._monkeypatch.setitem(sys.modules, "winreg", FakeRegistry(values))

    def run(self, *names: str) -> None:
        self.programs.kernel.running = [(name, 70 + place, 4) for place, name in enumerate(names)]

    def look(self, *, missing: bool = False) -> Inputs:
        """A second later."""
        self.now += 1.0
        return self.system.look(missing=missing)

    def open(self, name: str, heard: Any = None) -> Stream:
        device = next(one for one in self.look().found if one.name == name)
        return opened(self.system, device, heard)


def opened(system: PortAudioSystem, device: Input, heard: Any = None) -> Stream:
    stream = system.open(device, heard or list[Samples]().append, called="The input", mark="agent")
    stream.start()
    return stream


def named(one: Input | None) -> str | None:
    return None if one is None else one.name


# --- Windows: what there is ----------------------------------------------------------------------------------------


def test_on_windows_the_default_microphone_and_what_the_default_output_plays_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    windows = Windows(monkeypatch, OTHER_MIC, MIC)
    windows.sound.default.device = (1, 0)
    known = windows.look()
    assert named(known.microphone) == MIC
    assert named(known.playback) == SPEAKERS
    assert known.softphone is None
    assert [one.kind for one in known.found] == ["portaudio", "portaudio", "soundcard", "soundcard"]


def test_on_windows_portaudio_s_own_loopbacks_make_soundcard_s_needless(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Windows(monkeypatch, MIC, LOOPBACK).look()
    assert [one.name for one in known.found] == [MIC, LOOPBACK]
    assert named(known.playback) == LOOPBACK


def test_on_windows_a_softphone_that_starts_and_ends_is_noticed_while_it_is_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    windows = Windows(monkeypatch, MIC)
    windows.run("explorer.exe", "Zoiper5.exe")
    assert windows.look().softphone is None
    windows.system.follow({"zoiper", "zoiper5"})
    known = windows.look()
    assert known.softphone == Input("Zoiper5.exe", "only what Zoiper5.exe plays", "process", "Zoiper5.exe", True)
    assert known.softphone in known.found
    windows.run("explorer.exe")
    assert windows.look().softphone is None
    windows.run("Zoiper5.exe")
    assert windows.look().softphone is not None
    windows.system.follow(())
    assert windows.system.look(missing=False).softphone is None, "at once"


def test_on_windows_of_several_softphones_that_run_none_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(monkeypatch, MIC)
    windows.system.follow({"zoiper5", "ms-teams"})
    windows.run("Zoiper5.exe", "ms-teams.exe")
    known = windows.look()
    assert known.softphone is None
    assert named(known.playback) == SPEAKERS
    assert {"Zoiper5.exe", "ms-teams.exe"} < {one.name for one in known.found}, "each may be named"


def test_on_windows_a_program_that_cannot_be_heard_alone_is_not_the_softphone_until_it_starts_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    windows = Windows(monkeypatch, MIC)
    windows.system.follow({"zoiper5"})
    windows.run("Zoiper5.exe")
    windows.programs.activation = 0x88890008 - (1 << 32)
    with pytest.raises(DeviceError, match="from Windows 10 2004 on"):
        windows.open("Zoiper5.exe")
    assert windows.look().softphone is None
    windows.run()
    windows.look()
    windows.run("Zoiper5.exe")
    assert named(windows.look().softphone) == "Zoiper5.exe"


# --- Windows: opening ----------------------------------------------------------------------------------------------


def test_on_windows_a_microphone_is_opened_at_its_own_rate_and_heard_at_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    windows, heard = Windows(monkeypatch, MIC), list[Samples]()
    stream = windows.open(MIC, heard.append)
    raw = windows.sound.streams[0]
    assert raw.asked == {
        "samplerate": 48000, "channels": 2, "dtype": "int16", "blocksize": 1920, "latency": 0.08,
        "extra_settings": None,
    }  # fmt: skip
    for _ in range(25):
        raw.callback(np.full((1920, 2), 16384, np.int16), 1920, None, None)
    samples = np.concatenate(heard)
    assert 0.9 * RATE < len(samples) <= RATE
    assert np.abs(samples[RATE // 4 : RATE // 2] - 0.5).max() < 0.01
    assert stream.steady


def test_on_windows_a_rate_that_is_refused_is_followed_by_windows_own_conversion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    windows = Windows(monkeypatch, MIC)
    device = next(iter(windows.look().found))
    own = FakeSounddevice._device(windows.sound, MIC)
    monkeypatch.setattr(windows.sound, "_device", lambda name: own | {"default_samplerate": 44100.0})
    opened(windows.system, device)
    asked = windows.sound.streams[0].asked
    assert (asked["samplerate"], asked["channels"], asked["extra_settings"]) == (RATE, 1, "auto_convert=True")


def test_what_an_output_plays_is_not_awaited_while_nothing_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(monkeypatch, MIC, LOOPBACK)
    assert not windows.open(LOOPBACK).steady
    stream = Windows(monkeypatch, MIC).open(SPEAKERS)
    assert not stream.steady
    stream.close()


@pytest.mark.parametrize("refused", [True, False])
def test_on_windows_a_microphone_that_does_not_open_says_why(refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(monkeypatch, MIC)
    windows.decide(DENIED if refused else {})
    windows.sound.locked.add(MIC)
    why = "Windows does not let desktop programs use" if refused else "is another program using it"
    with pytest.raises(DeviceError, match=f"^The input .*{why}"):
        windows.open(MIC)


def test_on_windows_a_microphone_that_opens_and_does_not_start_says_why_too(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(monkeypatch, MIC)
    windows.decide(DENIED)
    windows.sound.refused.add(MIC)
    with pytest.raises(DeviceError, match=r"^The input does not open: Windows does not let"):
        windows.open(MIC)


def test_a_microphone_that_has_gone_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(monkeypatch, MIC, OTHER_MIC)
    device = windows.look().found[1]
    windows.sound.names.remove(OTHER_MIC)
    with pytest.raises(DeviceError, match=r'The input "Array \(Intel\)" does not open'):
        opened(windows.system, device)


def test_on_windows_the_customer_s_sound_goes_on_while_portaudio_starts_anew_for_the_microphone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    windows, heard = Windows(monkeypatch, OTHER_MIC), Heard()
    windows.system.follow({"zoiper5"})
    windows.run("Zoiper5.exe")
    output, program, lost = windows.open(SPEAKERS), windows.open("Zoiper5.exe", heard), windows.open(OTHER_MIC)
    lost.close()
    windows.sound.plugged.insert(0, MIC)
    known = windows.look(missing=True)
    microphone = next(one for one in known.found if one.name == MIC)
    assert windows.sound.starts == 2, "no process had to be asked"
    opened(windows.system, microphone)
    windows.programs.play(48000)
    assert heard.until(lambda samples: len(samples) > RATE // 2).any()
    assert names_of(windows.sound.streams) == [MIC]
    assert (output.alive, program.alive) == (True, True)
    output.close()
    program.close()


# --- macOS ---------------------------------------------------------------------------------------------------------

PHONE = Process("zoom.us", "us.zoom.xos", 70)
BROWSER, HELPER = Process("Google Chrome", "com.google.Chrome", 80), Process(
    "Google Chrome Helper", "com.google.Chrome.helper", 81
)  # fmt: skip
CABLE = "BlackHole 2ch"


class Mac:
    """A computer with macOS; None: without taps. `status` is what AVFoundation says of the microphone."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, catap: FakeCatap | None, *, status: int = 3) -> None:
        self.sound = FakeSounddevice(CABLE, "MacBook Microphone", api="Core Audio")
        monkeypatch.setitem(sys.modules, "sounddevice", self.sound)
        monkeypatch.setitem(sys.modules, "catap", catap)
        monkeypatch.setitem(sys.modules, "objc", FakeBridge(status))

    def look(self, *softphones: str) -> Inputs:
        return PortAudioSystem(softphones, desktop=desktop_of("darwin")).look(missing=False)

    def open(self, name: str) -> Stream:
        system = PortAudioSystem(desktop=desktop_of("darwin"))
        return opened(system, next(one for one in system.look(missing=False).found if one.name == name))


def test_on_macos_everything_that_plays_is_the_customer_s_and_a_cable_is_no_microphone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = Mac(monkeypatch, FakeCatap([PHONE])).look()
    assert named(known.microphone) == "MacBook Microphone"
    assert named(known.playback) == process_tap.SYSTEM
    assert known.softphone is None
    assert [one.name for one in known.found if one.plays] == [CABLE, process_tap.SYSTEM, "us.zoom.xos"]


def test_on_a_macos_without_taps_a_virtual_cable_is_the_customer_s(monkeypatch: pytest.MonkeyPatch) -> None:
    mac = Mac(monkeypatch, None)
    assert named(mac.look("zoom").playback) == CABLE
    stream = mac.open(CABLE)
    assert isinstance(stream, PortAudioStream)
    assert stream.steady
    assert (mac.sound.streams[0].asked["samplerate"], mac.sound.streams[0].asked["channels"]) == (RATE, 1)


@pytest.mark.parametrize(
    ("running", "followed", "taken"),
    [
        ([PHONE], ["zoom", "zoom.us"], "us.zoom.xos"),
        ([PHONE], ["xos"], "us.zoom.xos"),
        ([PHONE], ["zoiper"], None),
        ([PHONE], [process_tap.SYSTEM], None),
        ([HELPER], ["google chrome"], "com.google.Chrome.helper"),
        ([HELPER, BROWSER, PHONE], ["google chrome"], "com.google.Chrome"),
        ([HELPER, BROWSER, PHONE], ["google chrome", "zoom.us"], None),
    ],
)
def test_on_macos_the_softphone_is_the_one_program_that_is_followed(
    running: list[Process], followed: list[str], taken: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert named(Mac(monkeypatch, FakeCatap(running)).look(*followed).softphone) == taken


def test_on_macos_a_microphone_that_is_kept_back_is_not_opened_and_a_tap_is(monkeypatch: pytest.MonkeyPatch) -> None:
    catap = FakeCatap([PHONE])
    mac = Mac(monkeypatch, catap, status=2)
    with pytest.raises(DeviceError, match=r"^The input does not open: macOS does not let Assist use the microphone"):
        mac.open("MacBook Microphone")
    assert mac.sound.streams == []
    stream = mac.open("us.zoom.xos")
    assert stream.alive
    assert catap.sessions[0].taps == [PHONE]
    stream.close()


# --- Linux ---------------------------------------------------------------------------------------------------------


def test_elsewhere_portaudio_s_inputs_are_all_there_is() -> None:
    assert isinstance(desktop_of("linux"), PlainDesktop)


def test_on_linux_nothing_of_the_other_systems_is_imported() -> None:
    code = (
        "import sys; from assist.audio import systems; systems.desktop_of(sys.platform);"
        "print(*(name for name in sys.modules if name.startswith(('assist.audio.windows', 'assist.audio.macos'))))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert said == "\n"

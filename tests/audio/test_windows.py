"""The customer's sound on Windows, against what stands in for it (fake_windows.py)."""

from __future__ import annotations

import sys
import threading

import numpy as np
import pytest

from assist.audio import reading
from assist.audio.devices import Input
from assist.audio.windows import privacy, soundcard_loopback
from assist.audio.windows.playback import best_playback, portaudio_inputs
from assist.errors import DeviceError
from assist.events import RATE
from tests.audio.fake_soundcard import FakeSoundcard
from tests.audio.fake_windows import LOUD, Apartments, FakePortAudio, FakeRegistry, libraries
from tests.audio.listening import CALLED, LONG_S, Heard, until_ended

SPEAKERS, HEADSET = "{0.0.0.00000000}.{speakers}", "{0.0.0.00000000}.{headset}"


def endpoint(address: str = HEADSET) -> Input:
    return Input(name=address, note="Headset", kind="soundcard", address=address, plays=True)


@pytest.fixture
def ole32() -> Apartments:
    return Apartments()


@pytest.fixture
def soundcard(ole32: Apartments, monkeypatch: pytest.MonkeyPatch) -> FakeSoundcard:
    module = FakeSoundcard(ole32, {SPEAKERS: "Speakers (Realtek)", HEADSET: "Headset (Jabra)"})
    monkeypatch.setitem(sys.modules, "soundcard", module)
    monkeypatch.setattr(soundcard_loopback, "libraries", libraries(ole32))
    return module


# --- what an output plays, by soundcard ------------------------------------------------------------------------------


def test_each_output_is_listed_by_its_endpoint_and_the_default_one_is_first(soundcard: FakeSoundcard) -> None:
    found = soundcard_loopback.inputs()
    assert [(one.address, one.note) for one in found] == [
        (SPEAKERS, "Speakers (Realtek) (what it plays)"),
        (HEADSET, "Headset (Jabra) (what it plays)"),
    ]
    assert all(one.plays and one.kind == "soundcard" and one.name == one.address for one in found)


def test_no_output_at_all_lists_nothing(ole32: Apartments, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundcard", FakeSoundcard(ole32, {}))
    monkeypatch.setattr(soundcard_loopback, "libraries", libraries(ole32))
    assert soundcard_loopback.inputs() == []
    assert not ole32.threads


def test_without_soundcard_nothing_is_listed(ole32: Apartments, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundcard", None)
    monkeypatch.setattr(soundcard_loopback, "libraries", libraries(ole32))
    assert soundcard_loopback.inputs() == []


def test_listing_works_on_a_thread_where_qt_has_asked_for_another_com(
    soundcard: FakeSoundcard, ole32: Apartments
) -> None:
    ole32.other_mode.add(threading.get_ident())
    assert len(soundcard_loopback.inputs()) == 2


def test_what_the_output_plays_is_heard_at_our_rate(soundcard: FakeSoundcard) -> None:
    soundcard.plays.set()
    heard = Heard()
    stream = soundcard_loopback.open_soundcard(endpoint(), heard, called=CALLED)
    stream.start()
    samples = heard.until(lambda known: len(known) > RATE)
    stream.close()
    assert np.abs(samples[RATE // 2 : RATE] - LOUD).max() < 0.01


def test_nothing_is_heard_before_the_start_or_after_the_end(soundcard: FakeSoundcard, ole32: Apartments) -> None:
    soundcard.plays.set()
    heard = Heard()
    stream = soundcard_loopback.open_soundcard(endpoint(), heard, called=CALLED)
    assert soundcard.recorders[0].entered
    assert heard.count == 0
    assert stream.alive
    stream.start()
    heard.until(lambda known: len(known) > 0)
    stream.close()
    stream.close()
    count = heard.count
    assert not stream.alive
    assert not stream._thread.is_alive()
    assert heard.count == count
    assert soundcard.recorders[0].left
    assert not ole32.threads, "COM is given back on the thread that asked for it"


def test_closing_does_not_wait_for_a_sound_that_never_comes(soundcard: FakeSoundcard) -> None:
    heard = Heard()
    stream = soundcard_loopback.open_soundcard(endpoint(), heard, called=CALLED)
    stream.start()
    silence = heard.until(lambda known: len(known) > RATE // 10)
    stream.close()
    assert not silence.any()
    assert not stream._thread.is_alive()


def test_a_stream_that_was_never_started_closes(soundcard: FakeSoundcard) -> None:
    stream = soundcard_loopback.open_soundcard(endpoint(), Heard(), called=CALLED)
    stream.close()
    assert not stream._thread.is_alive()


@pytest.mark.parametrize(("has", "asked"), [(1, 2), (2, 2), (8, 8), (None, 2)])
def test_one_channel_is_never_asked_for(soundcard: FakeSoundcard, has: int | None, asked: int) -> None:
    soundcard.channels = has
    soundcard_loopback.open_soundcard(endpoint(), Heard(), called=CALLED).close()
    assert soundcard.recorders[0].channels == asked
    assert soundcard.recorders[0].rate == soundcard_loopback.RATE_HZ


def test_an_unplugged_headset_ends_the_stream(soundcard: FakeSoundcard, ole32: Apartments) -> None:
    soundcard.plays.set()
    heard = Heard()
    stream = soundcard_loopback.open_soundcard(endpoint(), heard, called=CALLED)
    stream.start()
    heard.until(lambda known: len(known) > 0)
    soundcard.unplugged = True
    until_ended(stream)
    stream.close()
    assert not ole32.threads


def test_lost_sound_is_no_warning_and_no_end(soundcard: FakeSoundcard) -> None:
    soundcard.plays.set()
    soundcard.discontinuity = True
    heard = Heard()
    stream = soundcard_loopback.open_soundcard(endpoint(), heard, called=CALLED)
    stream.start()
    heard.until(lambda known: len(known) > RATE)
    assert stream.alive
    stream.close()


def test_an_output_that_is_gone_is_said_and_no_other_is_taken(soundcard: FakeSoundcard) -> None:
    with pytest.raises(DeviceError, match=r"^The customer's input is not there any more; choose another output\.$"):
        soundcard_loopback.open_soundcard(endpoint("{speakers}"), Heard(), called=CALLED)
    assert soundcard.recorders == []


def test_an_output_that_does_not_open_is_said(soundcard: FakeSoundcard, ole32: Apartments) -> None:
    soundcard.refuses_to_open = True
    with pytest.raises(DeviceError, match=r"^The customer's input does not open; is its output"):
        soundcard_loopback.open_soundcard(endpoint(), Heard(), called=CALLED)
    assert not ole32.threads


def test_a_missing_soundcard_is_said(ole32: Apartments, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundcard", None)
    monkeypatch.setattr(soundcard_loopback, "libraries", libraries(ole32))
    with pytest.raises(DeviceError, match=r"^The customer's input needs the package soundcard"):
        soundcard_loopback.open_soundcard(endpoint(), Heard(), called=CALLED)


def test_a_driver_that_hangs_is_said_and_left_behind(soundcard: FakeSoundcard, monkeypatch: pytest.MonkeyPatch) -> None:
    soundcard.hangs = threading.Event()
    monkeypatch.setattr(reading, "OPENS_WITHIN_S", 0.01)
    heard = Heard()
    before = set(threading.enumerate())
    with pytest.raises(DeviceError, match=r"^The customer's input does not answer"):
        soundcard_loopback.open_soundcard(endpoint(), heard, called=CALLED)
    left = set(threading.enumerate()) - before
    soundcard.plays.set()
    soundcard.hangs.set()
    for thread in left:
        thread.join(LONG_S)
        assert not thread.is_alive(), "it ends once the driver answers"
    assert heard.count == 0


# --- which input ----------------------------------------------------------------------------------------------------


def test_each_device_is_listed_once_with_its_whole_name_and_the_defaults_come_first() -> None:
    found = portaudio_inputs(FakePortAudio(loopbacks=True))
    assert [(one.name, one.address, one.plays) for one in found] == [
        ("Microphone (Jabra)", 5, False),
        ("Array (Intel)", 4, False),
        ("Headset (Jabra) [Loopback]", 7, True),
        ("Speakers (Realtek) [Loopback]", 6, True),
    ]


def test_the_default_outputs_loopback_is_the_customers_side(soundcard: FakeSoundcard) -> None:
    found = [*portaudio_inputs(FakePortAudio(loopbacks=True)), *soundcard_loopback.inputs()]
    chosen = best_playback(found)
    assert chosen is not None
    assert chosen.name == "Headset (Jabra) [Loopback]"


def test_without_loopbacks_in_portaudio_soundcards_default_is_taken(soundcard: FakeSoundcard) -> None:
    chosen = best_playback([*portaudio_inputs(FakePortAudio(loopbacks=False)), *soundcard_loopback.inputs()])
    assert chosen is not None
    assert chosen.address == SPEAKERS


def test_a_microphone_is_never_the_customers_side() -> None:
    assert best_playback(portaudio_inputs(FakePortAudio(loopbacks=False))) is None


# --- the microphone's permission -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({}, False),
        ({("person", "microphone"): "Allow", ("person", "microphone\\NonPackaged"): "Allow"}, False),
        ({("person", "microphone"): "Allow", ("person", "microphone\\NonPackaged"): "Deny"}, True),
        ({("person", "microphone"): "Deny"}, True),
        ({("machine", "microphone"): "Deny", ("person", "microphone"): "Allow"}, True),
    ],
)
def test_a_microphone_that_windows_keeps_back_is_known(
    values: dict[tuple[str, str], str], refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "winreg", FakeRegistry(values))
    assert privacy.microphone_refused() is refused
    assert "Settings" in privacy.REFUSED

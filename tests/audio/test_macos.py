"""The customer's sound on macOS, against what stands in for catap and pyobjc (fake_catap.py)."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from assist.audio.devices import Input
from assist.audio.macos import privacy
from assist.audio.macos.process_tap import SYSTEM, TapStream, best_playback, inputs, is_virtual_cable, open_tap
from assist.errors import DeviceError
from assist.events import RATE, Samples
from tests.audio.fake_catap import FakeBridge, FakeCatap, Process

CALLED = "The customer's input"
PHONE = Process("Softphone", "com.example.phone", 70)
HELPER = Process("Softphone Helper", "com.example.phone.helper", 71)
PLAYER = Process("Music", "com.apple.Music", 80)


def use(module: FakeCatap | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "catap", module)


def tap(address: str) -> Input:
    return Input(name=address, note="", kind="tap", address=address, plays=True)


def opened(module: FakeCatap, monkeypatch: pytest.MonkeyPatch, address: str = SYSTEM) -> tuple[TapStream, list[Any]]:
    use(module, monkeypatch)
    heard: list[Samples] = []
    return open_tap(tap(address), heard.append, called=CALLED), heard


def test_everything_is_listed_first_then_each_program_that_uses_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    use(FakeCatap([PHONE, PLAYER, Process("Unknown", None, 9), Process("Softphone", PHONE.bundle_id, 72)]), monkeypatch)
    found = inputs()
    assert [one.name for one in found] == [SYSTEM, "com.apple.Music", "com.example.phone"]
    assert found[2].note == "only what Softphone plays"
    assert all(one.plays and one.kind == "tap" for one in found)


def test_without_catap_or_on_an_old_macos_nothing_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    use(None, monkeypatch)
    assert inputs() == []


def test_programs_that_cannot_be_listed_leave_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    module = FakeCatap([PHONE])
    module.listing_fails = True
    use(module, monkeypatch)
    assert [one.name for one in inputs()] == [SYSTEM]


@pytest.mark.parametrize(("kind", "scale"), [(np.float32, 0.5), (np.int16, 16384), (np.int32, 1 << 30)])
def test_what_is_played_is_heard_at_our_rate(kind: Any, scale: float, monkeypatch: pytest.MonkeyPatch) -> None:
    module = FakeCatap()
    stream, heard = opened(module, monkeypatch)
    stream.start()
    for _ in range(100):
        module.sessions[0].give(np.full((480, 2), scale, kind))
    stream.close()
    samples = np.concatenate(heard)
    assert 0.9 * RATE < len(samples) <= RATE
    assert np.abs(samples[RATE // 4 : RATE // 2] - 0.5).max() < 0.01


def test_nothing_is_asked_of_macos_before_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    module = FakeCatap()
    stream, heard = opened(module, monkeypatch)
    assert not module.sessions[0].is_recording
    stream.start()
    assert stream.alive
    assert heard == [], "and while nothing plays nothing comes"
    stream.close()
    assert not stream.alive


def test_closing_again_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    module = FakeCatap()
    stream, _ = opened(module, monkeypatch)
    stream.start()
    stream.close()
    stream.close()
    assert not module.sessions[0].needs_cleanup


def test_a_tap_that_is_not_let_go_is_closed_a_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    module = FakeCatap()
    module.closing_fails = True
    stream, _ = opened(module, monkeypatch)
    stream.start()
    stream.close()
    assert module.sessions[0].closed == 2
    assert not module.sessions[0].needs_cleanup


def test_a_program_is_tapped_with_its_helpers_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    module = FakeCatap([PHONE, HELPER, PLAYER, Process("Phonebook", "com.example.phonebook", 90)])
    opened(module, monkeypatch, "com.example.phone")
    assert module.sessions[0].taps == [PHONE, HELPER]


def test_before_macos_26_a_program_that_has_gone_ends_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    module = FakeCatap([PHONE, HELPER])
    stream, _ = opened(module, monkeypatch, "com.example.phone")
    stream.start()
    module.running.remove(PHONE)
    assert stream.alive, "its helper is still there"
    module.running.clear()
    assert not stream.alive
    stream.close()


def test_from_macos_26_the_tap_follows_the_program_through_a_restart(monkeypatch: pytest.MonkeyPatch) -> None:
    module = FakeCatap([PHONE, HELPER], follows=True)
    stream, _ = opened(module, monkeypatch, "com.example.phone")
    stream.start()
    assert module.sessions[0].taps == ["com.example.phone", "com.example.phone.helper"]
    module.running.clear()
    assert stream.alive
    stream.close()


def test_a_capture_that_failed_ends_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    module = FakeCatap()
    stream, _ = opened(module, monkeypatch)
    stream.start()
    module.sessions[0].capture_failed = True
    assert not stream.alive
    stream.close()


def test_a_permission_that_is_missing_gives_zeros_and_is_known_by_them(monkeypatch: pytest.MonkeyPatch) -> None:
    module = FakeCatap()
    module.allowed = False
    stream, heard = opened(module, monkeypatch)
    stream.start()
    for _ in range(100):
        module.sessions[0].give(np.full((480, 1), 0.5, np.float32))
    assert stream.only_silence
    assert not np.concatenate(heard).any()
    assert "Screen & System Audio Recording" in privacy.TAP_REFUSED
    module.allowed = True
    module.sessions[0].give(np.full((480, 1), 0.5, np.float32))
    assert not stream.only_silence
    stream.close()


def test_a_tap_that_does_not_start_says_where_to_allow_it(monkeypatch: pytest.MonkeyPatch) -> None:
    module = FakeCatap()
    module.does_not_start = True
    stream, _ = opened(module, monkeypatch)
    with pytest.raises(DeviceError, match=r"^The customer's input does not open; allow Assist under System Settings"):
        stream.start()
    assert module.sessions[0].closed == 1


def test_a_program_that_has_not_used_sound_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    use(FakeCatap([PLAYER]), monkeypatch)
    with pytest.raises(DeviceError, match=r"^The customer's input cannot be heard: com\.example\.phone has not used"):
        open_tap(tap("com.example.phone"), list[Samples]().append, called=CALLED)


def test_programs_that_cannot_be_listed_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    module = FakeCatap([PHONE])
    module.listing_fails = True
    use(module, monkeypatch)
    with pytest.raises(DeviceError, match=r"^The customer's input does not open; choose everything that plays"):
        open_tap(tap("com.example.phone"), list[Samples]().append, called=CALLED)


def test_an_old_macos_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    use(None, monkeypatch)
    with pytest.raises(DeviceError, match=r"^The customer's input needs macOS 14\.2 or newer"):
        open_tap(tap(SYSTEM), list[Samples]().append, called=CALLED)


# --- which input ----------------------------------------------------------------------------------------------------


def plain(name: str) -> Input:
    return Input(name=name, note="", kind="portaudio", address=1, plays=False)


@pytest.mark.parametrize("name", ["BlackHole 2ch", "BlackHole 16ch", "VB-Cable", "Loopback Audio", "Soundflower (2ch)"])
def test_virtual_cables_are_known_by_name(name: str) -> None:
    assert is_virtual_cable(plain(name))


def test_a_microphone_is_no_virtual_cable() -> None:
    assert not is_virtual_cable(plain("MacBook Pro Microphone"))


def test_the_softphones_tap_is_taken_then_everything_then_a_cable(monkeypatch: pytest.MonkeyPatch) -> None:
    use(FakeCatap([PHONE, PLAYER]), monkeypatch)
    plugged = [plain("MacBook Pro Microphone"), plain("BlackHole 2ch")]
    found = [*plugged, *inputs()]

    def chosen(known: list[Input], softphone: str = "") -> str | None:
        one = best_playback(known, softphone=softphone)
        return None if one is None else one.name

    assert chosen(found, "softphone") == "com.example.phone"
    assert chosen(found, "com.example.PHONE") == "com.example.phone"
    assert chosen(found, "zoom") == SYSTEM
    assert chosen(found) == SYSTEM
    assert chosen(plugged, "softphone") == "BlackHole 2ch"
    assert chosen(plugged[:1]) is None


# --- the microphone's permission -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "refused"), [(0, False), (1, True), (2, True), (3, False)])
def test_a_microphone_that_macos_keeps_back_is_known(
    status: int, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "objc", FakeBridge(status))
    assert privacy.microphone_refused() is refused
    assert "System Settings" in privacy.REFUSED


def test_without_pyobjc_nobody_can_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "objc", None)
    assert not privacy.microphone_refused()

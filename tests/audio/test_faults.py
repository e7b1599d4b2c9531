"""What goes wrong with real sound servers: every fault is done to a private PulseAudio and a private PipeWire."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from assist.audio.capture import Capture
from assist.audio.pulse import PulseSystem
from assist.events import RATE, Device, Samples, Speaker
from tests.audio.fake_sound import LONG_S, KeepingInbox
from tests.audio.rig import MIC_LEVEL, PLAYED_LEVEL, Kind, Rig, rig
from tests.overlay.screen import until

SERVERS: tuple[Kind, ...] = ("pulseaudio", "pipewire")


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    with rig(request.param) as one:
        for name, value in one.environment.items():
            monkeypatch.setenv(name, value)
        yield one


class Call:
    """A capture that runs, and what came of it."""

    def __init__(self, *, agent: str, customer: str) -> None:
        self.inbox = KeepingInbox()
        self.capture = Capture(PulseSystem(("baresip",)), self.inbox, agent=agent, customer=customer)

    def states(self, who: Speaker) -> list[str]:
        """What became of the input, without its name."""
        return [
            f"{x.state} {x.reason}" if isinstance(x.reason, str) else x.state
            for x in self.inbox.said
            if isinstance(x, Device) and x.speaker == who
        ]

    def until_told(self, who: Speaker, *states: str) -> None:
        self.inbox.until(lambda: self.states(who) == list(states))

    def until_more(self, who: Speaker, seconds: float = 1.0) -> None:
        """Return when the device has given so much more."""
        enough = self.inbox.real[who] + seconds * RATE
        self.inbox.until(lambda: self.inbox.real[who] >= enough)

    def until_sound(self, who: Speaker, level: float, seconds: float = 0.5) -> None:
        """Return when the newest sound is wholly on that side of zero; how loud it is differs from server to server."""

        def is_there() -> bool:
            newest = self.inbox.sound(who)[-round(seconds * RATE) :]
            wanted = newest * np.sign(level) > abs(level) / 2 if level else np.abs(newest) < 0.01
            return len(newest) >= seconds * RATE and bool(wanted.all())

        self.inbox.until(is_there)


@contextmanager
def hearing(*, agent: str = "", customer: str = "") -> Iterator[Call]:
    call = Call(agent=agent, customer=customer)
    call.capture.start()
    try:
        yield call
    finally:
        call.capture.stop()


def check_sound(call: Call) -> None:
    """Neither channel holds one sample of the other's, and both are as long as each other."""
    call.capture.stop()
    assert call.inbox.sound("customer").min() > -0.06
    assert call.inbox.sound("agent").max() < 0.1
    lengths = [placed / RATE for placed in call.inbox.placed.values()]
    assert abs(lengths[0] - lengths[1]) < 1.2
    for who in ("agent", "customer"):
        gaps = call.inbox.gaps(who)
        for start, end in call.inbox.fillers[who]:
            told = any(from_s - 0.01 <= start and end <= to_s + 0.01 for from_s, to_s, _ in gaps)
            assert told, (who, start, end, gaps)


@pytest.mark.parametrize("customer", ["", "softphone_out.monitor"])
def test_an_output_that_is_unplugged_gives_the_customer_not_one_sample_of_the_microphone(
    server: Rig, customer: str
) -> None:
    server.play("mic_feed", MIC_LEVEL)
    phone = server.play("softphone_out", PLAYED_LEVEL)
    with hearing(customer=customer) as call:
        call.until_sound("customer", PLAYED_LEVEL)
        call.until_sound("agent", MIC_LEVEL)
        phone.kill()  # or the server plays it into the microphone itself
        phone.wait()
        server.unload("softphone_out")
        call.until_told("customer", "heard", "lost gone")
        call.until_more("agent", 2)
        server.load("module-null-sink", sink_name="softphone_out")
        server.ask("set-default-sink", "softphone_out")
        server.hush()
        server.play("mic_feed", MIC_LEVEL)
        server.play("softphone_out", PLAYED_LEVEL)
        call.until_told("customer", "heard", "lost gone", "heard")
        call.until_sound("customer", PLAYED_LEVEL)
        assert call.states("agent") == ["heard"]
        [(start, end, _)] = call.inbox.gaps("customer")
        assert end - start > 1.9
        check_sound(call)


def test_a_microphone_that_is_unplugged_and_plugged_in_is_told_and_heard_again(server: Rig) -> None:
    server.play("mic_feed", MIC_LEVEL)
    with hearing(agent="agent_mic") as call:
        call.until_sound("agent", MIC_LEVEL)
        server.unload("agent_mic")
        call.until_told("agent", "heard", "lost gone")
        call.until_more("customer", 1)
        server.load("module-remap-source", source_name="agent_mic", master="mic_feed.monitor")
        call.until_told("agent", "heard", "lost gone", "heard")
        call.until_sound("agent", MIC_LEVEL)
        [(start, end, _)] = call.inbox.gaps("agent")
        assert end - start > 0.9
        check_sound(call)


@pytest.mark.parametrize("server", ["pulseaudio"], indirect=True)  # PipeWire leaves it where it is
def test_a_stream_that_another_program_moves_to_the_microphone_comes_back_without_a_sample_of_it(server: Rig) -> None:
    server.play("mic_feed", MIC_LEVEL)
    server.play("softphone_out", PLAYED_LEVEL)
    with hearing(agent="agent_mic", customer="softphone_out.monitor") as call:
        call.until_sound("customer", PLAYED_LEVEL)
        call.until_sound("agent", MIC_LEVEL)
        ours = customer_stream(server)
        server.ask("move-source-output", ours, "agent_mic")
        call.inbox.until(lambda: call.states("customer")[1:] == ["lost gone", "heard"])
        call.until_sound("customer", PLAYED_LEVEL)
        check_sound(call)


def customer_stream(server: Rig) -> str:
    """The server's number of the stream that hears the customer."""
    number = ""
    for line in server.ask("list", "source-outputs").splitlines():
        if line.startswith("Source Output #"):
            number = line.partition("#")[2]
        if f'assist.stream = "{os.getpid()}-customer"' in line:
            return number
    raise AssertionError("there is none")


def test_a_default_output_that_changes_is_followed_and_told(server: Rig) -> None:
    with hearing() as call:
        call.until_told("customer", "heard")
        server.load("module-null-sink", sink_name="speakers", sink_properties="device.description=Speakers")
        server.ask("set-default-sink", "speakers")
        server.play("speakers", PLAYED_LEVEL)
        call.until_sound("customer", PLAYED_LEVEL)
        assert call.states("customer") == ["heard", "changed"]
        assert "Speakers" in call.inbox.told("customer")[-1]
        check_sound(call)


def test_a_default_microphone_that_changes_is_followed_and_told(server: Rig) -> None:
    with hearing() as call:
        call.until_told("agent", "heard")
        server.load("module-null-sink", sink_name="second_feed")
        server.load("module-remap-source", source_name="second_mic", master="second_feed.monitor")
        server.ask("set-default-source", "second_mic")
        server.play("second_feed", MIC_LEVEL)
        call.until_sound("agent", MIC_LEVEL)
        assert call.states("agent") == ["heard", "changed"]
        check_sound(call)


def test_a_server_that_is_killed_and_started_again_is_told_and_heard_again(server: Rig) -> None:
    with hearing(agent="agent_mic", customer="softphone_out.monitor") as call:
        call.until_told("agent", "heard")
        call.until_told("customer", "heard")
        server.kill()
        call.until_told("agent", "heard", "lost gone")
        call.until_told("customer", "heard", "lost gone")
        server.start()
        server.play("mic_feed", MIC_LEVEL)
        server.play("softphone_out", PLAYED_LEVEL)
        call.until_sound("agent", MIC_LEVEL)
        call.until_sound("customer", PLAYED_LEVEL)
        assert call.states("agent") == call.states("customer") == ["heard", "lost gone", "heard"]
        assert len(call.inbox.gaps("agent")) == len(call.inbox.gaps("customer")) == 1
        check_sound(call)


def test_a_call_that_begins_without_a_server_is_heard_when_there_is_one(server: Rig) -> None:
    server.kill()
    with hearing() as call:
        call.until_told("agent", "lost gone")
        call.until_told("customer", "lost gone")
        server.start()
        server.play("mic_feed", MIC_LEVEL)
        server.play("softphone_out", PLAYED_LEVEL)
        call.until_sound("agent", MIC_LEVEL)
        call.until_sound("customer", PLAYED_LEVEL)
        assert call.inbox.gaps("agent")[0][0] == 0.0
        check_sound(call)


def test_an_output_that_goes_over_to_8_khz_and_one_channel_is_heard_on(server: Rig) -> None:
    server.play("softphone_out", PLAYED_LEVEL)
    with hearing(customer="softphone_out.monitor") as call:
        call.until_sound("customer", PLAYED_LEVEL)
        server.hush()
        server.unload("softphone_out")
        server.load("module-null-sink", sink_name="softphone_out", rate=8000, channels=1)
        server.play("softphone_out", PLAYED_LEVEL)
        call.inbox.until(lambda: call.states("customer")[1:] == ["lost gone", "heard"])
        call.until_sound("customer", PLAYED_LEVEL)
        call.until_more("customer", 2)
        assert len(call.inbox.gaps("customer")) == 1
        check_sound(call)


def test_a_muted_input_is_known_and_so_is_its_return(server: Rig) -> None:
    with hearing(agent="agent_mic") as call:
        call.until_told("agent", "heard")
        server.ask("set-source-mute", "agent_mic", "1")
        call.inbox.until(lambda: call.inbox.muted == {"agent": True, "customer": False})
        server.ask("set-source-mute", "agent_mic", "0")
        call.inbox.until(lambda: not call.inbox.muted["agent"])
        assert call.states("agent") == ["heard"]


def test_the_softphone_is_followed_to_its_own_output_and_stays_there_when_it_stops_playing(server: Rig) -> None:
    for name in ("headset", "handset"):
        server.load("module-null-sink", sink_name=name, sink_properties=f"device.description={name}")
    server.ask("set-default-sink", "softphone_out")
    with hearing(agent="agent_mic") as call:
        call.until_told("customer", "heard")
        phone = server.play("headset", PLAYED_LEVEL, program="baresip")
        call.until_told("customer", "heard", "changed")
        assert "headset" in call.inbox.told("customer")[-1]
        number = next(line for line in server.ask("list", "short", "sink-inputs").splitlines()).split("\t")[0]

        def is_moved() -> bool:  # asked again: WirePlumber may put back a stream that has only just come
            server.ask("move-sink-input", number, "handset")
            return "handset" in call.inbox.told("customer")[-1]

        until(is_moved, LONG_S)
        assert call.states("customer") == ["heard", "changed", "changed"]
        call.until_sound("customer", PLAYED_LEVEL)
        phone.kill()
        phone.wait()
        call.until_sound("customer", 0.0)
        call.until_more("customer", 1)
        assert len(call.states("customer")) == 3
        server.ask("set-default-sink", "headset")
        call.until_told("customer", "heard", "changed", "changed", "changed")
        check_sound(call)


def clicks(sound: Samples) -> list[float]:
    """Where each begins, in seconds."""
    loud = np.flatnonzero(np.abs(sound) > 0.2)
    return [] if not len(loud) else (loud[np.diff(loud, prepend=-RATE) > RATE / 4] / RATE).tolist()


def test_both_channels_are_together_within_60_ms_before_and_after_one_of_them_was_away(server: Rig) -> None:
    second = {"source_name": "second_mic", "master": "mic_feed.monitor"}
    server.load("module-remap-source", **second)
    sound = np.zeros(120 * 48000)
    for start in range(24000, len(sound), 48000):
        sound[start : start + 960] = 0.8
    server.play("mic_feed", sound)
    with hearing(agent="agent_mic", customer="second_mic") as call:
        call.inbox.until(lambda: len(clicks(call.inbox.sound("customer"))) >= 3)
        before = len(clicks(call.inbox.sound("customer")))
        server.unload("second_mic")
        call.until_told("customer", "heard", "lost gone")
        server.load("module-remap-source", **second)
        call.inbox.until(lambda: len(clicks(call.inbox.sound("customer"))) >= before + 3)
        call.until_more("agent", 1)
        agents, customers = clicks(call.inbox.sound("agent")), clicks(call.inbox.sound("customer"))
        apart = [min(abs(click - other) for other in agents) for click in customers]
        assert max(apart) < 0.06


def test_a_server_that_hangs_is_told_and_heard_when_it_goes_on(server: Rig) -> None:
    with hearing(agent="agent_mic", customer="softphone_out.monitor") as call:
        call.until_told("agent", "heard")
        call.until_told("customer", "heard")
        server.hang()
        call.inbox.until(lambda: call.states("agent")[1:2] in (["lost stopped"], ["lost gone"]))
        before = call.inbox.placed["agent"]
        call.inbox.until(lambda: call.inbox.placed["agent"] > before + 2 * RATE)
        server.go_on()
        server.play("mic_feed", MIC_LEVEL)
        server.play("softphone_out", PLAYED_LEVEL)
        call.until_sound("agent", MIC_LEVEL)
        call.until_sound("customer", PLAYED_LEVEL)
        assert call.states("agent")[-1] == call.states("customer")[-1] == "heard"
        check_sound(call)


def test_a_call_ends_while_the_server_hangs(server: Rig) -> None:
    with hearing(agent="agent_mic", customer="softphone_out.monitor") as call:
        call.until_told("agent", "heard")
        server.hang()
        call.capture.stop()
        server.go_on()
        call.capture._thread.join()


def test_a_call_begins_while_the_server_hangs_and_is_heard_when_it_goes_on(server: Rig) -> None:
    server.hang()
    with hearing(agent="agent_mic", customer="softphone_out.monitor") as call:
        server.go_on()
        call.inbox.until(lambda: "heard" in call.states("agent") and "heard" in call.states("customer"))


@pytest.mark.parametrize("server", ["pulseaudio"], indirect=True)
def test_a_suspended_microphone_is_told_and_heard_again(server: Rig) -> None:
    """PipeWire does not suspend what is being heard."""
    server.play("mic_feed", MIC_LEVEL)
    with hearing(agent="agent_mic") as call:
        call.until_sound("agent", MIC_LEVEL)
        server.ask("suspend-source", "agent_mic", "1")
        call.until_told("agent", "heard", "lost stopped")
        call.until_more("customer", 1)
        server.ask("suspend-source", "agent_mic", "0")
        call.until_sound("agent", MIC_LEVEL)
        assert call.states("agent") == ["heard", "lost stopped", "heard"]
        [(start, end, _)] = call.inbox.gaps("agent")
        assert end - start > 1
        check_sound(call)


def test_fifty_calls_leave_no_thread_and_no_open_file_behind(server: Rig) -> None:
    def one() -> None:
        with hearing(agent="agent_mic", customer="softphone_out.monitor"):
            pass

    def left() -> tuple[int, int, int]:
        return threading.active_count(), len(os.listdir("/proc/self/task")), len(os.listdir("/proc/self/fd"))

    one()
    before = left()
    for _ in range(50):
        one()
    # PortAudio's own threads end a little later, and so do those of the test before.
    until(lambda: all(now <= then for now, then in zip(left(), before, strict=True)), LONG_S)

"""Both channels of a call on a sound system of the test's own: what fails, when it is noticed, told and filled."""

from __future__ import annotations

import numpy as np
import pytest

from assist.audio.devices import Input, Inputs
from assist.errors import DeviceError
from assist.events import RATE
from tests.audio.fake_sound import BLOCK, MIC, PLAYED, World

OTHER = Input("alsa_input.usb-Other_Mic_7-00.mono-fallback", "Other Mic", "pulse", "other")
SPEAKERS = Input("alsa_output.pci-0000_00_1f.3.analog-stereo.monitor", "Monitor of Built-in", "pulse", "speakers", True)
REMAPPED = Input("remapped", "Remapped", "pulse", "remapped", master=PLAYED.name)
LOST_MIC = "lost gone Acme Talk"


def running(*, agent: str = "", customer: str = "") -> World:
    """A call that has gone on for two seconds."""
    world = World(agent=agent, customer=customer)
    world.begin()
    world.pass_(2)
    assert world.inbox.told("agent") == ["heard Acme Talk"]
    assert world.inbox.gaps("agent") == []
    return world


def test_an_unplugged_microphone_is_told_within_a_second_and_filled_while_the_customer_is_heard_on() -> None:
    world = running()
    world.system.unplug(MIC)
    world.pass_(1)
    assert world.inbox.told("agent")[1:] == [LOST_MIC]
    world.pass_(9)
    assert world.is_whole()
    assert world.inbox.gaps("customer") == []
    assert world.inbox.told("customer") == ["heard Monitor of Acme Talk"]


def test_a_microphone_that_is_plugged_in_again_is_heard_within_three_seconds_and_the_gap_is_as_long_as_it_was() -> None:
    world = running()
    world.system.unplug(MIC)
    world.pass_(7)
    before = world.inbox.real["agent"]
    world.system.plug(MIC)
    world.pass_(3)
    assert world.inbox.told("agent")[1:] == [LOST_MIC, "heard Acme Talk"]
    assert world.inbox.real["agent"] - before > 2.4 * RATE
    [(start, end, reason)] = world.inbox.gaps("agent")
    assert (round(start, 1), round(end, 1), reason) == (2.0, 9.1, "lost")
    silence = np.flatnonzero(world.inbox.sound("agent")[RATE:] == 0) + RATE
    assert (silence[0] / RATE, (silence[-1] + 1) / RATE) == pytest.approx((start, end), abs=1e-4)
    assert world.is_whole()


def test_a_named_headset_is_found_again_under_the_profile_for_calls_and_that_is_told() -> None:
    a2dp = Input("bluez_output.00_1B_66_AA_BB_CC.a2dp-sink.monitor", "Headset", "pulse", "a2dp", True)
    calls = Input("bluez_output.00_1B_66_AA_BB_CC.headset-head-unit.monitor", "Headset", "pulse", "calls", True)
    world = World(customer=a2dp.name)
    world.system.plug(a2dp)
    world.begin()
    world.pass_(2)
    world.system.unplug(a2dp)
    world.pass_(1)
    world.system.plug(calls)
    world.pass_(3)
    assert world.inbox.told("customer") == ["heard Headset", "lost gone Headset", "changed Headset"]
    assert world.inbox.lost_s("customer") == pytest.approx(1.1, abs=0.1)


def test_another_device_of_the_same_description_never_takes_the_place_of_a_named_one() -> None:
    twin = Input("alsa_input.usb-Acme_Talk_2-00.mono-fallback", "Acme Talk", "pulse", "twin")
    world = running(agent=MIC.name)
    world.system.unplug(MIC)
    world.system.plug(twin)
    world.pass_(10)
    assert world.inbox.told("agent")[1:] == [LOST_MIC]
    assert twin.name not in world.system.opened


def test_a_default_microphone_that_changes_is_followed_and_told() -> None:
    world = running()
    world.system.plug(OTHER)
    world.pass_(1)
    assert world.inbox.told("agent")[1:] == ["changed Other Mic"]
    assert world.inbox.lost_s("agent") < 0.3
    assert world.is_whole()


def test_a_default_output_that_changes_is_followed_and_told() -> None:
    world = running()
    world.system.plug(SPEAKERS)
    world.pass_(1)
    assert world.inbox.told("customer")[1:] == ["changed Monitor of Built-in"]


def test_a_named_input_stays_when_the_default_changes() -> None:
    world = running(agent="acme talk", customer="monitor of acme")
    world.system.plug(OTHER, SPEAKERS)
    world.pass_(5)
    assert world.inbox.told("agent") == ["heard Acme Talk"]
    assert world.inbox.told("customer") == ["heard Monitor of Acme Talk"]


def test_nothing_that_came_after_the_server_moved_the_stream_gets_into_the_call() -> None:
    world = running()
    world.system.known = world.system.known.without(PLAYED)
    world.system.moved["customer"] = str(MIC.address)
    world.pass_(5, sound=0.25)
    assert not (world.inbox.sound("customer") == 0.25).any()
    assert world.inbox.told("customer")[1:] == ["lost gone Monitor of Acme Talk"]
    assert world.is_whole()


def test_a_server_that_takes_us_along_to_the_new_default_is_followed_and_told() -> None:
    world = running()
    world.system.plug(SPEAKERS)
    world.system.moved["customer"] = str(SPEAKERS.address)
    world.pass_(1)
    assert world.inbox.told("customer")[1:] == ["changed Monitor of Built-in"]


def test_callbacks_that_stop_without_an_error_are_told_within_a_second_and_the_gap_begins_where_they_did() -> None:
    world = running()
    world.system.streams["agent"].gives = False
    world.pass_(0.9)
    assert world.inbox.told("agent")[1:] == ["lost stopped Acme Talk"]
    world.pass_(3)
    [(start, end, _)] = world.inbox.gaps("agent")
    assert (start, end) == pytest.approx((2.0, 2.85), abs=0.1)
    assert world.inbox.told("agent")[2:] == ["heard Acme Talk"]
    assert world.is_whole()


def test_a_thread_that_gets_no_turn_for_two_seconds_takes_no_healthy_device_for_stopped_and_places_all() -> None:
    world = running()
    world.pass_(2, looks=False)
    world.pass_(2)
    assert world.inbox.told("agent") == ["heard Acme Talk"]
    assert world.inbox.gaps("agent") == []
    assert world.inbox.real["agent"] > (world.call_s - 0.25) * RATE


def test_a_process_that_stood_still_for_two_seconds_does_not_take_its_devices_for_stopped() -> None:
    world = running()
    world.now_s += 2
    world.pass_(2)
    assert world.inbox.told("agent") == ["heard Acme Talk"]
    assert world.is_whole()


def test_samples_that_overflow_are_a_gap_of_their_length() -> None:
    world = running()
    world.system.streams["agent"].due_s += 0.4
    world.pass_(5)
    assert world.inbox.told("agent") == ["heard Acme Talk"]
    assert world.inbox.lost_s("agent") == pytest.approx(0.4, abs=0.05)
    assert world.is_whole()


def test_blocks_that_come_too_late_are_left_out_and_told_as_one_gap() -> None:
    world = running()
    stream = world.system.streams["agent"]
    stream.gives = False
    world.pass_(0.7)
    for _ in range(17):
        stream.give(np.full(BLOCK, 0.5, np.float32))
    stream.gives = True
    world.pass_(3)
    assert world.inbox.told("agent") == ["heard Acme Talk"]
    [(start, end, reason)] = world.inbox.gaps("agent")
    assert start == pytest.approx(2.0, abs=0.1)
    assert reason == "late"
    assert end - start == pytest.approx(0.65, abs=0.1)
    assert world.is_whole()


def test_a_first_block_that_is_late_moves_nothing_that_follows() -> None:
    world = World()
    world.begin()
    stream = world.system.streams["agent"]
    stream.gives = False
    world.pass_(0.4)
    for _ in range(10):
        stream.give(np.full(BLOCK, 0.5, np.float32))
    stream.gives = True
    world.pass_(2)
    sound = world.inbox.sound("agent")
    assert np.flatnonzero(sound)[0] / RATE < 0.06
    assert len(sound) / RATE == pytest.approx(world.call_s, abs=0.15)


def test_a_system_that_refuses_an_input_is_told_once_and_asked_again() -> None:
    world = running()
    world.system.refuses.add(MIC.name)
    world.system.streams["agent"].alive = False
    world.pass_(5)
    assert world.inbox.told("agent")[1:] == [LOST_MIC]
    world.system.refuses.clear()
    world.pass_(1)
    assert world.inbox.told("agent")[2:] == ["heard Acme Talk"]


def test_an_input_that_is_refused_from_the_start_is_told_so_and_heard_when_it_is_permitted() -> None:
    world = World()
    world.system.refuses.add(MIC.name)
    world.begin()
    assert world.inbox.told("agent") == ["lost refused Acme Talk"]
    world.pass_(10)
    world.system.refuses.clear()
    world.pass_(1)
    assert world.inbox.told("agent")[1:] == ["heard Acme Talk"]
    assert world.inbox.gaps("agent")[0][0] == 0.0
    assert world.inbox.lost_s("agent") == pytest.approx(10.3, abs=0.3)


def test_a_call_begins_without_any_device_and_hears_those_that_come() -> None:
    world = World()
    world.system.known = Inputs()
    world.begin()
    world.pass_(3)
    assert (world.inbox.told("agent"), world.inbox.told("customer")) == (["lost gone "], ["lost gone "])
    world.system.plug(MIC, PLAYED)
    world.pass_(3)
    assert world.inbox.told("agent")[1:] == ["heard Acme Talk"]
    assert world.inbox.told("customer")[1:] == ["heard Monitor of Acme Talk"]
    [(start, end, reason)] = world.inbox.gaps("agent")
    assert (start, reason) == (0.0, "lost")
    assert end == pytest.approx(3.1, abs=0.1)


def test_a_named_input_that_is_not_there_is_told_by_its_name_and_the_other_one_is_heard() -> None:
    world = World(agent="Desk Mic")
    world.begin()
    world.pass_(3)
    assert world.inbox.told("agent") == ["lost gone Desk Mic"]
    assert world.inbox.told("customer") == ["heard Monitor of Acme Talk"]
    assert world.is_whole()


def test_a_name_that_several_inputs_have_is_refused_at_the_start() -> None:
    with pytest.raises(DeviceError, match='"acme" could be'):
        World(agent="acme").capture.begin()


@pytest.mark.parametrize(
    ("agent", "customer"), [(MIC.name, MIC.name), ("", MIC.name), (MIC.name, "usb-acme_talk_1-00.mono")]
)
def test_one_input_for_both_is_refused_at_the_start(agent: str, customer: str) -> None:
    with pytest.raises(DeviceError, match="Agent and customer would both be"):
        World(agent=agent, customer=customer).capture.begin()


def test_a_customer_input_that_the_agents_is_made_of_is_refused_at_the_start() -> None:
    world = World(agent="remapped", customer=PLAYED.name)
    world.system.plug(REMAPPED)
    with pytest.raises(DeviceError, match="give the same sound"):
        world.capture.begin()


def test_what_the_agents_input_is_made_of_is_never_heard_as_the_customer() -> None:
    world = World(agent="remapped")
    world.system.known = Inputs((REMAPPED, PLAYED, SPEAKERS), REMAPPED, SPEAKERS)
    world.begin()
    world.pass_(2)
    world.system.known = Inputs((REMAPPED, PLAYED), REMAPPED, PLAYED)
    world.pass_(5)
    assert world.inbox.told("customer")[1:] == ["lost gone Monitor of Built-in"]
    assert PLAYED.name not in world.system.opened


def test_a_default_microphone_that_becomes_the_customers_named_input_is_not_heard_as_the_agent() -> None:
    world = World(customer=OTHER.name)
    world.system.known = Inputs((MIC, OTHER), MIC, None)
    world.begin()
    world.pass_(2)
    world.system.known = Inputs((MIC, OTHER), OTHER, None)
    world.pass_(3)
    assert world.system.opened == [OTHER.name, MIC.name]


def test_a_default_microphone_that_is_none_for_a_moment_leaves_the_one_that_is_open() -> None:
    world = running()
    world.system.known = world.system.known._replace(microphone=None)
    world.pass_(2)
    assert world.inbox.told("agent") == ["heard Acme Talk"]
    assert world.inbox.gaps("agent") == []


def test_an_input_that_is_only_called_otherwise_stays_open() -> None:
    world = running()
    again = MIC._replace(note="Acme Talk (2)")
    world.system.known = Inputs((again, PLAYED), again, PLAYED)
    world.pass_(2)
    assert world.system.opened.count(MIC.name) == 1


def test_a_system_that_hangs_is_told_within_a_second_and_heard_when_it_goes_on() -> None:
    world = running()
    world.system.hangs = True
    world.pass_(1)
    assert world.inbox.told("agent")[1:] == ["lost stopped Acme Talk"]
    world.pass_(4)
    world.system.hangs = False
    world.pass_(2)
    assert world.inbox.told("agent")[2:] == ["heard Acme Talk"]
    assert world.system.opened.count(MIC.name) == 1
    assert world.inbox.lost_s("agent") == pytest.approx(5.0, abs=0.15)
    assert world.inbox.lost_s("customer") == pytest.approx(5.0, abs=0.15)
    assert world.is_whole()


def test_a_system_that_hangs_is_told_also_where_a_last_block_waits_for_its_answer() -> None:
    world = running()
    world.system.hangs = True
    world.system.streams["agent"].give(np.full(BLOCK, 0.5, np.float32))
    world.pass_(1)
    assert world.inbox.told("agent")[1:] == ["lost stopped Acme Talk"]


def test_a_block_that_waits_for_a_system_that_hangs_does_not_hold_up_the_call() -> None:
    world = running()
    world.system.hangs = True
    world.system.streams["agent"].give(np.full(BLOCK, 0.5, np.float32))
    world.pass_(5)
    assert len(world.inbox.sound("agent")) > (world.call_s - 1) * RATE
    world.system.hangs = False
    world.pass_(2)
    assert world.inbox.told("agent")[2:] == ["heard Acme Talk"]
    assert world.inbox.lost_s("agent") == pytest.approx(5.0, abs=0.25)
    assert world.is_whole()


def test_a_call_that_begins_while_the_system_hangs_hears_it_later() -> None:
    world = World()
    world.system.hangs = True
    world.begin()
    world.pass_(3)
    world.system.hangs = False
    world.pass_(2)
    assert world.inbox.told("agent") == ["heard Acme Talk"]
    assert world.is_whole()


def test_a_computer_that_slept_goes_on_where_it_was_and_nothing_is_said_of_the_night() -> None:
    world = running()
    before_s = world.call_s
    world.now_s += 8 * 3600
    for stream in world.system.streams.values():
        stream.give(np.full(BLOCK, 0.5, np.float32))  # before the capture notices
        stream.due_s = world.now_s
    world.pass_(5)
    awake_s = before_s + 5
    assert world.inbox.lost_s("agent") < 0.5
    assert [placed / RATE for placed in world.inbox.placed.values()] == pytest.approx([awake_s, awake_s], abs=0.6)


def test_devices_that_sleep_took_away_are_opened_again() -> None:
    world = running()
    for stream in world.system.streams.values():
        stream.alive = False
    world.now_s += 3600
    world.pass_(3)
    assert world.inbox.told("agent")[1:] == [LOST_MIC, "heard Acme Talk"]
    assert world.inbox.lost_s("agent") < 0.5


def test_a_source_that_gives_nothing_while_nothing_plays_is_filled_without_a_word() -> None:
    world = World()
    world.system.steady = False
    world.begin()
    world.pass_(1)
    world.system.streams["customer"].gives = False
    world.pass_(20)
    world.system.streams["customer"].gives = True
    world.pass_(2)
    assert world.inbox.told("customer") == ["heard Monitor of Acme Talk"]
    assert world.inbox.gaps("customer") == []
    assert world.is_whole()


def test_an_input_muted_in_the_system_is_told_to_the_inbox_and_so_is_its_return() -> None:
    world = running()
    world.system.known = world.system.known._replace(muted={MIC.name})
    world.pass_(0.1)
    assert world.inbox.muted == {"agent": True, "customer": False}
    world.system.known = world.system.known._replace(muted=())
    world.pass_(0.1)
    assert not world.inbox.muted["agent"]


def test_what_was_lost_up_to_the_end_of_the_call_is_told_at_its_end() -> None:
    world = running()
    world.system.unplug(MIC)
    world.pass_(4)
    world.capture.end()
    assert world.inbox.lost_s("agent") == pytest.approx(4.0, abs=0.15)
    assert all(stream.closed for stream in world.system.streams.values())


def test_another_input_can_be_wanted_while_the_call_goes_on() -> None:
    world = running()
    world.system.known = world.system.known._replace(found=(MIC, PLAYED, OTHER))
    world.capture._agent.want("other")
    world.pass_(1)
    assert world.inbox.told("agent")[1:] == ["changed Other Mic"]

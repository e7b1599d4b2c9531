"""Which input a name means, with names as PulseAudio and PipeWire give them."""

from __future__ import annotations

import pytest

from assist.audio.devices import Input, Inputs, NoSuchInput, find, find_again
from assist.errors import DeviceError

BLACKWIRE = "alsa_input.usb-Plantronics_Plantronics_Blackwire_3220_Series_0A1B2C3D-00.mono-fallback"
BLACKWIRE_PRO = "alsa_input.usb-Plantronics_Plantronics_Blackwire_3220_Series_0A1B2C3D-00.pro-input-0"
BLACKWIRE_PLAYED = "alsa_output.usb-Plantronics_Plantronics_Blackwire_3220_Series_0A1B2C3D-00.analog-stereo.monitor"
SECOND_BLACKWIRE = "alsa_input.usb-Plantronics_Plantronics_Blackwire_3220_Series_99FFEE00-00.mono-fallback"
NAMELESS = "alsa_input.usb-C-Media_Electronics_Inc._USB_Audio_Device-00.mono-fallback"
NAMELESS_TWIN = "alsa_input.usb-C-Media_Electronics_Inc._USB_Audio_Device-00.mono-fallback.2"
NAMELESS_TWIN_OF_PIPEWIRE = "alsa_input.usb-C-Media_Electronics_Inc._USB_Audio_Device-00.2.mono-fallback"
BUILT_IN = "alsa_input.pci-0000_00_1f.3.analog-stereo"
JABRA_MUSIC = "bluez_sink.50_C2_ED_12_34_56.a2dp_sink.monitor"
JABRA_CALLS = "bluez_sink.50_C2_ED_12_34_56.handsfree_head_unit.monitor"
JABRA_OF_PIPEWIRE = "bluez_output.50_C2_ED_12_34_56.1.monitor"
JABRA_MIC = "bluez_input.50:C2:ED:12:34:56"
OTHER_HEADSET = "bluez_sink.50_C2_ED_99_99_99.a2dp_sink.monitor"


def known(*names: str, note: str = "") -> Inputs:
    return Inputs([Input(name, note, "pulse", name, name.endswith(".monitor")) for name in names])


def test_an_input_is_found_by_its_name_though_others_hold_that_name_too() -> None:
    assert find("Headset", known("Headset 2", "Headset")).name == "Headset"


def test_an_input_is_found_by_a_part_of_its_name_in_any_case() -> None:
    assert find("blackwire", known(BUILT_IN, BLACKWIRE)).name == BLACKWIRE


def test_a_whole_description_goes_before_a_part_of_another() -> None:
    one, two = (Input(name, name, "portaudio", index) for index, name in enumerate(("USB Mic", "USB Mic 2")))
    assert find("usb mic", Inputs([two, one])) == one


def test_two_devices_of_one_description_are_told_apart_by_their_names() -> None:
    twins = known(BLACKWIRE, SECOND_BLACKWIRE, note="Blackwire 3220 Series Mono")
    with pytest.raises(DeviceError, match=f'"Blackwire" could be "{BLACKWIRE}", "{SECOND_BLACKWIRE}"'):
        find("Blackwire", twins)
    assert find("99FFEE00", twins).name == SECOND_BLACKWIRE


def test_a_name_that_nothing_has_is_a_sentence_that_says_where_to_look() -> None:
    with pytest.raises(NoSuchInput, match='no sound input called "jabra"; `assist devices` lists'):
        find("jabra", known(BUILT_IN))


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        (BLACKWIRE, BLACKWIRE_PRO),
        (BLACKWIRE_PRO, BLACKWIRE),
        (JABRA_MUSIC, JABRA_CALLS),
        (JABRA_CALLS, JABRA_MUSIC),
        (JABRA_MUSIC, JABRA_OF_PIPEWIRE),
        ("bluez_input.50_C2_ED_12_34_56.headset-head-unit", JABRA_MIC),
    ],
)
def test_the_same_hardware_is_found_again_under_another_profile(wanted: str, there: str) -> None:
    found = find_again(wanted, known(BUILT_IN, there))
    assert found is not None
    assert found.name == there


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        (BLACKWIRE, (SECOND_BLACKWIRE, BUILT_IN)),
        (BLACKWIRE, (BLACKWIRE_PLAYED,)),
        (NAMELESS, (NAMELESS_TWIN,)),
        (NAMELESS, (NAMELESS_TWIN_OF_PIPEWIRE,)),
        (NAMELESS_TWIN, (NAMELESS,)),
        (JABRA_MUSIC, (OTHER_HEADSET, JABRA_MIC)),
        (BLACKWIRE, (BLACKWIRE_PRO, BLACKWIRE.replace("mono-fallback", "pro-input-1"))),
        (BUILT_IN, ("alsa_input.pci-0000_00_1f.3.analog-mono",)),
        ("agent_mic", ("agent_mic.2", "my_agent_mic")),
    ],
)
def test_another_device_is_never_taken_for_the_one_that_is_gone(wanted: str, there: tuple[str, ...]) -> None:
    assert find_again(wanted, known(*there)) is None


def test_what_is_made_of_an_input_and_what_it_is_made_of_give_its_sound_and_its_siblings_do_not() -> None:
    feed, mic, cleaned, left = (
        Input(name, "", "pulse", name, master=master)
        for name, master in (("feed", ""), ("mic", "feed"), ("cleaned", "mic"), ("left", "feed"))
    )
    there = Inputs([feed, mic, cleaned, left], microphone=cleaned, playback=feed, softphone=left)
    assert [one.name for one in there.without(mic).found] == ["left"]
    assert there.without(mic)[1:4] == (None, None, left)
    assert there.without(None) == there


def test_inputs_that_are_made_of_each_other_are_no_riddle_without_end() -> None:
    one, two = (Input(name, "", "pulse", name, master=master) for name, master in (("one", "two"), ("two", "one")))
    assert Inputs([one, two]).same_sound(one, two)

"""What seems wrong with the choice of inputs, as the window of the sound says it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from assist.errors import DeviceError
from assist.overlay.first_run import SoundInput
from assist.overlay.sound_advice import QUIET_S, Chosen, advice
from tests.overlay.first_run_making import EARS, HEADSET, MIC, SPEAKERS, FakeMeter, texts
from tests.overlay.sound_making import LONG_MS, RISING, STILL, Found, Meters, offered, pick, shown, sound, warnings

CROSSED = "⚠ The two seem to be the wrong way round: press Swap."


def test_the_wrong_way_round_is_said_and_gone_after_the_swap(qtbot: QtBot) -> None:
    window = shown(qtbot, sound()._replace(agent_device="usb.monitor", customer_device="usb_mic"))
    assert warnings(window) == [CROSSED]
    window.swap_button.click()
    assert warnings(window) == []


def test_one_input_for_both_is_said_is_not_saved_and_no_call_follows(qtbot: QtBot) -> None:
    told: list[tuple[str, str, str]] = []
    window = shown(qtbot, sound()._replace(chosen=lambda *values: told.append(values)))
    pick(window.customer.box, "mic")
    assert warnings(window) == ["⚠ “Built-in microphone” is chosen for both. Choose another input for one of you."]
    assert told == []
    assert not window.save.isEnabled()
    pick(window.you.box, "usb_mic")
    assert told == [("usb_mic", "mic", "")]


def test_an_input_that_goes_stays_chosen_and_is_heard_again_when_it_comes(qtbot: QtBot) -> None:
    known = [Found()]
    told: list[tuple[str, str, str]] = []
    meters = Meters()
    setup = sound(meter=meters)._replace(look=lambda _: known[-1], chosen=lambda *values: told.append(values))
    window = shown(qtbot, setup)
    pick(window.you.box, "usb_mic")
    assert meters.open == ["speakers.monitor", "usb_mic"]
    known.append(Found(found=(SPEAKERS, MIC)))
    window.look()
    assert warnings(window) == ["⚠ “usb_mic” is not there now. Connect it, or choose another input."]
    assert (window.you.box.value, meters.open) == ("usb_mic", ["speakers.monitor"])
    known.append(Found(found=(SPEAKERS, MIC, HEADSET)))
    window.look()
    assert warnings(window) == []
    assert meters.open == ["speakers.monitor", "usb_mic"]
    assert told == [("usb_mic", "", "")], "a call waits for its input by itself"


def test_what_comes_is_offered_without_being_asked_for(qtbot: QtBot) -> None:
    known = [Found(found=(SPEAKERS, MIC))]
    window = shown(qtbot, sound()._replace(look=lambda _: known[-1]))
    assert "Headset microphone" not in offered(window.you.box)
    known.append(Found())
    qtbot.waitUntil(lambda: "Headset microphone" in offered(window.you.box), timeout=LONG_MS)


def test_nothing_moves_under_a_hand_that_is_choosing(qtbot: QtBot) -> None:
    known = [Found(found=(SPEAKERS, MIC))]
    window = shown(qtbot, sound()._replace(look=lambda _: known[-1]))
    window.you.box.showPopup()
    known.append(Found())
    window.look()
    assert "Headset microphone" not in offered(window.you.box)
    window.you.box.hidePopup()
    window.look()
    assert "Headset microphone" in offered(window.you.box)


def test_an_input_that_is_muted_in_the_system_is_said(qtbot: QtBot) -> None:
    window = shown(qtbot, sound(Found(muted=frozenset({"mic"}))))
    assert warnings(window) == ["⚠ “Built-in microphone” is muted in the system. Unmute it there."]


def test_an_input_of_which_nothing_is_heard_for_a_while_is_said(qtbot: QtBot) -> None:
    now = [0.0]
    meters = Meters(mic=STILL, speakers=RISING)
    window = shown(qtbot, sound(meter=meters), clock=lambda: now[0])
    qtbot.waitUntil(lambda: window.customer.level.words == "sound arrives")
    assert warnings(window) == []
    now[0] = QUIET_S + 1
    qtbot.waitUntil(lambda: window.customer.level.quiet_s == 0)
    window.look()
    assert warnings(window) == [
        "⚠ Nothing is heard from “Built-in microphone”. Say a few words; if the bar stays still, choose another input."
    ]


def test_an_input_that_does_not_open_says_its_sentence_once_and_the_other_is_heard(qtbot: QtBot) -> None:
    tried: list[str] = []

    def meter(one: SoundInput) -> FakeMeter:
        tried.append(one.name)
        return FakeMeter(-20.0, broken=DeviceError("It is in use.") if one.name == "mic" else None)

    window = shown(qtbot, sound(meter=meter))
    window.look()
    assert "⚠ It is in use." in texts(window)
    assert tried == ["mic", "speakers.monitor"]
    qtbot.waitUntil(lambda: window.customer.level.words == "sound arrives")


def test_inputs_that_cannot_be_listed_are_one_sentence(qtbot: QtBot) -> None:
    def look(softphone: str) -> Found:
        raise DeviceError("PortAudio is missing.")

    window = shown(qtbot, sound()._replace(look=look))
    assert warnings(window) == ["⚠ PortAudio is missing."]
    window.swap_button.click()
    assert window.isVisible()


@pytest.mark.parametrize(
    ("you", "customer", "said"),
    [
        (Chosen(MIC, "Mic"), Chosen(SPEAKERS, "Out"), ""),
        (Chosen(MIC, "Mic"), Chosen(MIC, "Mic"), "“Mic” is chosen for both."),
        (Chosen(EARS, "Ears"), Chosen(SPEAKERS, "Out"), "“Ears” is what an output plays, not a microphone."),
        (Chosen(MIC, "Mic"), Chosen(HEADSET, "Headset"), "“Headset” is a microphone."),
        (Chosen(None, ""), Chosen(SPEAKERS, "Out"), "No input hears you."),
        (Chosen(MIC, "Mic"), Chosen(None, ""), "No input hears the customer."),
        (Chosen(MIC, "Mic"), Chosen(None, "Out"), "“Out” is not there now."),
        (Chosen(MIC, "Mic"), Chosen(SPEAKERS, "Out", muted=True), "“Out” is muted in the system."),
        (Chosen(MIC, "Mic"), Chosen(SPEAKERS, "Out", quiet_s=QUIET_S), "Nothing is heard from “Out”. Play a test"),
        (Chosen(EARS, "E", muted=True), Chosen(MIC, "M", quiet_s=99), "The two seem to be the wrong way round"),
    ],
)
def test_the_gravest_is_said(you: Chosen, customer: Chosen, said: str) -> None:
    text = advice(you, customer)
    assert text.startswith(said)
    assert bool(text) == bool(said)

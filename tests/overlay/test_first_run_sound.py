"""The two pages about sound: which inputs are offered, when they are open, what their level says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assist.errors import DeviceError
from assist.overlay.first_run import SoundInput
from assist.overlay.first_run.level import POLL_MS, LevelBar, Rise, SoundLevel
from tests.overlay.first_run_making import EARS, HEADSET, MIC, SPEAKERS, FakeMeter, Plug, begun, setup, texts

SPEECH = (*[-58.0] * 8, *[-20.0] * 400)


class Meters:
    """One fake meter after the other, by the name of its input."""

    def __init__(self, **levels: tuple[float, ...]) -> None:
        self._levels = levels
        self.made: list[tuple[str, FakeMeter]] = []

    def __call__(self, one: SoundInput) -> FakeMeter:
        meter = FakeMeter(*self._levels.get(one.name.split(".")[0], ()))
        self.made.append((one.name, meter))
        return meter

    @property
    def open(self) -> list[str]:
        return [name for name, meter in self.made if meter.open]


def offered(box: QComboBox) -> list[tuple[str, str]]:
    return [(box.itemText(row), box.itemData(row)) for row in range(box.count())]


def again(page: QWidget) -> None:
    next(button for button in page.findChildren(QPushButton) if "again" in button.text()).click()


def test_the_system_comes_first_and_each_page_begins_with_its_own_kind(qtbot: QtBot) -> None:
    window = begun(qtbot, setup())
    assert offered(window.microphone.choice.box) == [
        ("The system's microphone (Built-in microphone)", ""),
        ("Headset microphone", "usb_mic"),
        ("Monitor of the speakers", "speakers.monitor"),
        ("Monitor of the headset", "usb.monitor"),
    ]
    window.next.click()
    assert offered(window.customer.choice.box) == [
        ("What the system plays (Monitor of the speakers)", ""),
        ("Monitor of the headset", "usb.monitor"),
        ("Built-in microphone", "mic"),
        ("Headset microphone", "usb_mic"),
    ]


def test_inputs_that_are_called_alike_are_told_apart_and_each_name_is_offered_once(qtbot: QtBot) -> None:
    inputs = Plug("a", "Headset"), Plug("b", "Headset"), Plug("c"), Plug("c", "the same by another way in")
    window = begun(qtbot, setup(*inputs)._replace(default_agent="", default_customer=""))
    assert [text for text, _ in offered(window.microphone.choice.box)] == [
        "The system's microphone (none found)", "Headset (a)", "Headset (b)", "c",
    ]  # fmt: skip
    window.next.click()
    assert offered(window.customer.choice.box)[0] == ("What the system plays (cannot be heard here)", "")
    assert window.next.isEnabled()


def test_an_input_is_open_while_its_page_is_shown_and_no_longer(qtbot: QtBot) -> None:
    meters = Meters(mic=SPEECH)
    window = begun(qtbot, setup(meter=meters))
    assert meters.open == ["mic"]
    window.microphone.choice.box.setCurrentIndex(1)
    assert meters.open == ["usb_mic"]
    window.next.click()
    assert meters.open == ["usb_mic", "speakers.monitor"]
    window.next.click()
    assert meters.open == []
    window.back.click()
    assert meters.open == ["usb_mic", "speakers.monitor"]
    window.close()
    assert meters.open == []


def test_a_meter_is_asked_only_while_its_page_is_shown(qtbot: QtBot) -> None:
    meters = Meters(mic=SPEECH)
    window = begun(qtbot, setup(meter=meters))
    (_, first), *_ = meters.made
    qtbot.waitUntil(lambda: first.asked > 1)
    window.next.click()
    asked = first.asked
    (_, second) = meters.made[1]
    qtbot.waitUntil(lambda: second.asked > 3)
    assert first.asked == asked
    window.next.click()
    assert not any(timer.isActive() for timer in window.findChildren(QTimer) if timer.interval() == POLL_MS)


@pytest.mark.parametrize(
    ("level", "words"), [(-90.0, "quiet"), (-50.0, "quiet"), (-20.0, "sound arrives"), (-2.0, "loud")]
)
def test_the_level_has_a_word_that_a_screen_reader_gets_too(qtbot: QtBot, level: float, words: str) -> None:
    window = begun(qtbot, setup(meter=lambda _: FakeMeter(level)))
    shown = window.microphone.level
    assert "no sound yet" in texts(window)
    qtbot.waitUntil(lambda: words in texts(shown))
    assert shown.findChildren(LevelBar)[0].accessibleDescription() == words
    assert shown.findChildren(LevelBar)[0].accessibleName() == "Level of your microphone"


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_bar_fills_from_where_reading_begins(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    bar = LevelBar()
    qtbot.addWidget(bar)
    bar.setLayoutDirection(direction)
    bar.resize(200, 20)
    bar.show_level(-30)
    image = bar.grab().toImage()
    full = bar.palette().color(QPalette.ColorRole.Highlight)
    at = [x for x in range(200) if image.pixelColor(x, 8).rgb() == full.rgb()]
    right = direction == Qt.LayoutDirection.RightToLeft
    assert len(at) == pytest.approx(100, abs=3)
    assert (min(at) > 90, max(at) < 110) == (right, not right)


def test_each_side_gets_its_tick_when_its_level_rises(qtbot: QtBot) -> None:
    meters = Meters(mic=SPEECH, speakers=(-90.0,))
    window = begun(qtbot, setup(meter=meters))
    window.next.click()
    you, customer = window.customer.ticks
    assert (you.text(), customer.text()) == ("○ not heard yet", "○ not heard yet")
    qtbot.waitUntil(lambda: you.text() == "✓ heard")
    assert (you.accessibleName(), customer.accessibleName()) == ("You: heard", "Customer: not heard yet")
    assert window.next.isEnabled(), "the test holds nobody up"
    window.customer.choice.look()
    assert you.text() == "✓ heard", "looking again begins no new test"
    window.next.click()
    window.back.click()
    assert you.text() == "○ not heard yet"


@pytest.mark.parametrize(
    ("levels", "heard"),
    [
        ([-90] * 8 + [-30], True),
        ([-58] * 8 + [-40], True),
        ([-90] * 8 + [-50], False),
        ([-30] * 20, False),
        ([-90, -20, -90, -90, -90, -90, -90, -90], False),
    ],
    ids=["after silence", "above some noise", "not enough", "all the time", "a click at the opening"],
)
def test_only_a_clear_rise_above_the_floor_counts(levels: list[float], heard: bool) -> None:
    rise = Rise()
    assert any(rise.see(level) for level in levels) is heard


def test_the_same_input_for_both_sides_is_told_and_holds_up_next(qtbot: QtBot) -> None:
    meters = Meters()
    window = begun(qtbot, setup(meter=meters))
    window.next.click()
    window.customer.choice.box.setCurrentIndex(window.customer.choice.box.findData("mic"))
    told = "⚠ “Built-in microphone” is your microphone already. Choose another input for the customer."
    assert told in texts(window)
    assert not window.next.isEnabled()
    assert meters.open == [], "one voice must not tick both sides"
    window.customer.choice.box.setCurrentIndex(1)
    assert told not in texts(window)
    assert window.next.isEnabled()
    assert meters.open == ["mic", "usb.monitor"]


def test_looking_again_finds_what_was_plugged_in_and_tells_what_is_gone(qtbot: QtBot) -> None:
    known = [MIC, SPEAKERS]
    window = begun(qtbot, setup()._replace(inputs=lambda: known))
    choice = window.microphone.choice
    known.insert(0, HEADSET)
    again(window.microphone)
    choice.box.setCurrentIndex(choice.box.findData("usb_mic"))
    known.append(EARS)
    again(window.microphone)
    assert choice.value == "usb_mic"
    known.remove(HEADSET)
    again(window.microphone)
    assert choice.value == ""
    assert "⚠ “Headset microphone” is no longer there." in texts(window)
    known.clear()
    again(window.microphone)
    assert "⚠ No sound input was found. Plug one in and look again." in texts(window)
    known.append(MIC)
    again(window.microphone)
    assert not [text for text in texts(window) if text.startswith("⚠")]


def test_inputs_that_cannot_be_listed_are_one_sentence_and_the_page_stays_usable(qtbot: QtBot) -> None:
    failing = [DeviceError("PortAudio is missing.")]

    def inputs() -> list[Plug]:
        if failing:
            raise failing[0]
        return [MIC]

    meters = Meters()
    window = begun(qtbot, setup(meter=meters)._replace(inputs=inputs))
    assert "⚠ PortAudio is missing." in texts(window)
    assert offered(window.microphone.choice.box) == [("The system's microphone (mic)", "")]
    assert window.next.isEnabled()
    failing.clear()
    again(window.microphone)
    assert "⚠ PortAudio is missing." not in texts(window)
    assert meters.open == ["mic"]


def test_an_input_that_does_not_open_is_one_sentence_and_the_next_may(qtbot: QtBot) -> None:
    def meter(one: SoundInput) -> FakeMeter:
        return FakeMeter(-20, broken=DeviceError("It is in use.") if one.name == "mic" else None)

    window = begun(qtbot, setup(meter=meter))
    assert "⚠ It is in use." in texts(window)
    assert window.next.isEnabled()
    window.microphone.choice.box.setCurrentIndex(1)
    assert "⚠ It is in use." not in texts(window)
    qtbot.waitUntil(lambda: "sound arrives" in texts(window.microphone.level))


def test_an_input_that_gives_nothing_is_not_called_quiet(qtbot: QtBot) -> None:
    meter = FakeMeter()
    level = SoundLevel(lambda _: meter, called="Level")
    qtbot.addWidget(level)
    level.show()
    assert level.listen_to(MIC)
    assert not level.listen_to(MIC), "that is going on already"
    qtbot.waitUntil(lambda: meter.looked > 2)
    assert level.words == "no sound yet"
    meter.giving = True
    qtbot.waitUntil(lambda: level.words == "quiet")
    assert level.listen_to(None)
    assert (level.words, meter.open) == ("no sound yet", False)

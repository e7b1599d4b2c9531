"""A real call between two softphones, coached while it goes on: the demo, and what it must have shown."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtGui import QColor, QImage

from assist.events import AnyEvent, CallState, EmotionEstimate
from assist.overlay.cue_card import BAR, colour_of
from assist.windows.theme import THEMES
from tests.audio.pipewire import pipewire_server
from tests.making import ROOT, assist, said
from tests.overlay.screen import until
from tests.softphone.call import PATIENCE_S, Shown, missing, show
from tests.softphone.following import BEGINS, ENDS, FOLLOWED

LEAST_BAR = 40
"""Pixels: the height of a card with a headline alone, and less."""


def enough(events: list[AnyEvent], texts: list[str]) -> bool:
    """The customer has said the words that no recogniser misses, they can be read, and something was made of them."""
    felt = any(isinstance(event, EmotionEstimate) and not event.provisional for event in events)
    return felt and "bank account" in said(events, "customer") and reads_bank_account(texts)


def reads_bank_account(texts: list[str]) -> bool:
    return any(text.startswith("Customer: ") and "bank account" in text for text in texts)


@pytest.fixture(scope="module")
def screenshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("screenshot") / "call.png"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, screenshot: Path) -> Shown:
    """One call for all tests."""
    assert missing() == []
    return show(tmp_path_factory.mktemp("call"), screenshot, display=None, enough=enough, say=print)


def test_each_is_heard_on_their_own_side_of_the_call(shown: Shown) -> None:
    assert "bank account" in said(shown.during, "customer")
    assert "help you" in said(shown.during, "agent")
    assert "bank" not in said(shown.events, "agent")
    assert "brightwater" not in said(shown.events, "customer")


def test_state_and_cue_come_while_the_call_goes_on(shown: Shown) -> None:
    estimates = [event for event in shown.during if isinstance(event, EmotionEstimate) and not event.provisional]
    assert estimates
    assert shown.cue in shown.during
    assert not any(isinstance(event, CallState) and event.phase == "ended" for event in shown.during)


def test_the_customers_words_and_the_cue_are_on_the_window(shown: Shown) -> None:
    assert reads_bank_account(shown.texts)
    assert shown.cue.headline in shown.texts


def test_the_screenshot_has_the_card_with_the_cue(shown: Shown, screenshot: Path) -> None:
    bar = colour_of(shown.cue.kind, THEMES["dark"])
    picture = QImage(str(screenshot))
    assert (picture.width(), picture.height()) == (1280, 800)
    assert longest_bar(shown.before, bar) < LEAST_BAR <= longest_bar(shown.at_cue, bar)
    assert longest_bar(picture, bar) == longest_bar(shown.at_cue, bar)


def longest_bar(picture: QImage, colour: str) -> int:
    """Height of the highest upright bar in that colour that is as wide as a card's."""
    wanted = QColor(colour).rgb()
    longest = 0
    for x in range(picture.width() - BAR):
        height = 0
        for y in range(picture.height()):
            height = height + 1 if picture.pixel(x + BAR // 2, y) == wanted else 0
            longest = max(longest, height)
    return longest


def test_the_phones_tell_when_the_call_begins_and_ends(shown: Shown) -> None:
    assert shown.followed == [FOLLOWED, BEGINS, ENDS]
    assert shown.customer_told.index("CALL_ESTABLISHED") < shown.customer_told.index("CALL_CLOSED")
    last = shown.events[-1]
    assert isinstance(last, CallState)
    assert last.phase == "ended"


@pytest.fixture
def sound() -> Iterator[dict[str, str]]:
    with pipewire_server() as environment:
        yield environment


def test_assist_takes_what_the_softphone_plays_for_the_customer(sound: dict[str, str]) -> None:
    listed = assist("devices", environment=sound).stdout.splitlines()
    assert "softphone_out.monitor" in next(line for line in listed if "[customer by default]" in line)
    assert "agent_mic" in next(line for line in listed if "[agent by default]" in line)


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_ended_in_the_middle_of_the_call_it_leaves_nothing_running(tmp_path: Path, by: signal.Signals) -> None:
    mark = uuid4().hex
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"} | {"MARK": mark}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.softphone.demo", "--keep", str(tmp_path / "kept"), "--screenshot",
         str(tmp_path / "call.png")],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as demo:  # fmt: skip
        assert demo.stdout is not None
        assert any("call established" in line for line in demo.stdout)
        assert len(marked(mark)) > 8
        demo.send_signal(by)
        demo.communicate(timeout=PATIENCE_S)
    assert demo.returncode == (130 if by == signal.SIGINT else 143)
    until(lambda: not marked(mark))


def test_a_sound_server_that_cannot_start_leaves_nothing_running(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark = uuid4().hex
    monkeypatch.setenv("MARK", mark)
    for name in ("dbus-daemon", "pipewire", "wireplumber"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="pipewire-pulse"), pipewire_server():
        pass
    assert not marked(mark)


def test_a_machine_without_the_programs_is_told_which_in_a_sentence() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "tests.softphone.demo"], env=os.environ | {"PATH": ""}, cwd=ROOT, capture_output=True,
        text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    assert asked.returncode == 2
    assert asked.stderr.startswith("softphone-demo: this machine lacks baresip, ip, ss, ")
    assert len(asked.stderr.splitlines()) == 1


def marked(mark: str) -> list[str]:
    """The programs that run with this mark in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"MARK={mark}".encode() in (process / "environ").read_bytes():
                found.append((process / "comm").read_text().strip())
        except OSError:  # it has gone, or is another user's
            continue
    return found

"""A pause as the whole pipeline keeps it: what is transcribed, listened to and recorded, from which moment on."""

from __future__ import annotations

import numpy as np
import pytest

from assist.events import FRAME, RATE, AnyEvent, CallState, Cue, Health, Partial, Pause, Samples, Utterance
from assist.speech.call_script import CallScript, SpokenLine
from assist.spoken import Spoken
from tests.making import call_privacy
from tests.privacy.paused_call import Call
from tests.privacy.test_keypad import key

SOON_S = 0.1
CARD = "four one one one one one one one one one one one one one one one"
TALK = CallScript(
    [
        SpokenLine(0.5, 2.0, "agent", "how can i help you today"),
        SpokenLine(3.0, 6.0, "customer", "my bill is wrong and i want it put right"),
        SpokenLine(6.5, 8.0, "agent", "let me look at that"),
        SpokenLine(9.0, 10.0, "customer", "thank you so much"),
        SpokenLine(12.0, 13.0, "customer", "so what is it"),
    ],
    [],
)
ASKED = CallScript(
    [
        SpokenLine(1.0, 4.0, "agent", "can i take the long card number please"),
        SpokenLine(3.0, 3.9, "customer", "oh yes of course"),
        SpokenLine(4.2, 12.0, "customer", f"it's {CARD}"),
        SpokenLine(12.5, 13.5, "agent", "thank you very much"),
    ],
    [],
)


def test_in_a_pause_the_agent_is_heard_and_nothing_of_the_customer() -> None:
    call = Call(TALK)
    call.hear(4.0)
    call.pause(True)
    call.hear(6.5)
    call.pause(False)
    call.hear(4.0)
    call.finish()
    assert call.words("agent") == ["how can i help you today", "let me look at that"]
    assert call.words("customer") == ["so what is it"], "nor what was being said when it began"
    begin, end = call.pauses
    assert [at for at in call.known("customer") if begin.at < at <= end.at] == []
    assert call.faults() == []


def test_a_call_that_ends_right_after_the_wish_keeps_to_it_too() -> None:
    call = Call(TALK)
    call.hear(4.0)
    call.pause(True)
    call.finish()
    assert call.words("customer") == []


def test_the_wish_counts_from_the_next_frame_on() -> None:
    call = Call(TALK)
    call.hear(4.0)
    call.pause(True)
    call.hear(2.0)
    call.pause(False)
    call.hear(1.0)
    (begin, end), frame = call.pauses, FRAME / RATE
    assert (begin.by, begin.at, end.by, end.at) == ("agent", 4.0, "agent", 6.0 - 6.0 % frame)
    assert call.silent(begin.at - 1, begin.at) == [False] * 3
    assert call.silent(begin.at, end.at) == [True] * 3
    assert call.silent(end.at, call.pipeline.now) == [False] * 3


def test_of_a_pause_silence_is_kept_and_listened_to_and_no_second_is_lost() -> None:
    call = Call(TALK)
    call.hear(2.0)
    call.pause(True)
    call.hear(3.0)
    call.finish()
    samples = round(call.pipeline.now * RATE)
    assert {len(call.tape.agent), len(call.tape.customer), len(call.emotion.sound)} == {samples}
    assert samples == 5 * RATE


def test_a_pause_ends_with_its_time_and_the_customer_is_heard_again() -> None:
    call = Call(TALK, call_privacy(pause_s=5.0))
    call.hear(3.2)
    call.pause(True)
    call.hear(10.8)
    begin, end = call.pauses
    assert (end.paused, end.by) == (False, "time")
    assert begin.until == pytest.approx(8.2, abs=FRAME / RATE)
    assert end.at == pytest.approx(8.2, abs=2 * FRAME / RATE)
    assert call.words("customer") == ["thank you so much", "so what is it"]


def test_an_agent_who_asks_for_a_card_pauses_the_call_before_it_is_given() -> None:
    call = Call(ASKED, call_privacy())
    call.hear(20.0)
    call.finish()
    (pause,) = call.pauses
    assert pause.by == "card"
    known = next(event.at for event in call.events if isinstance(event, Partial) and "card number" in event.text)
    assert 0 <= pause.at - known <= SOON_S
    assert call.words("customer") == []
    assert max(call.known("customer"), default=0.0) <= pause.at
    assert call.words("agent") == [line.text for line in ASKED.spoken if line.speaker == "agent"]
    assert call.silent(pause.at + SOON_S, 20.0) == [True] * 3
    assert call.silent(0.0, pause.at - SOON_S) == [False] * 3


def test_a_key_that_is_pressed_pauses_the_call_within_a_tenth_of_a_second() -> None:
    call = Call(TALK, call_privacy())
    begins = 4.0
    call.hear(begins)
    call.hear(0, customer=key(770.0, 1336.0, ms=1000).astype(np.float32))
    call.hear(4.0)
    pause = call.pauses[0]
    assert (pause.paused, pause.by) == (True, "keypad")
    assert begins < pause.at <= begins + SOON_S
    assert call.silent(begins + SOON_S, 8.9) == [True] * 3
    assert [at for at in call.known("customer") if at > pause.at] == []


@pytest.mark.parametrize("block", [160, 512, 1600, 48000])
def test_a_pause_begins_at_the_same_moment_in_blocks_of_any_size(block: int) -> None:
    sound = np.full(round(14.0 * RATE), 0.01, np.float32)
    tone = key(770.0, 1336.0, ms=300).astype(np.float32)
    sound[9 * RATE : 9 * RATE + len(tone)] = tone

    def told(size: int) -> list[AnyEvent]:
        call = Call(ASKED, call_privacy(pause_s=5.0))
        for start in range(0, len(sound), size):
            call.hear(0, customer=sound[start : start + size])
        call.finish()
        return [event for event in call.events if not isinstance(event, Health)]

    assert told(block) == told(len(sound))


def test_a_customer_who_waits_in_a_pause_is_not_left_in_silence() -> None:
    def silences(*, pauses: bool) -> list[str]:
        lines = [SpokenLine(0.5, 3.0, "customer", "so where is my parcel then i want to know")]
        call = Call(CallScript(lines, []))
        call.hear(4.0)
        if pauses:
            call.pause(True)
        call.hear(30.0)
        return [event.rule for event in call.events if isinstance(event, Cue) and event.rule == "timing.silence"]

    assert (silences(pauses=False), silences(pauses=True)) == (["timing.silence"], [])


class Broken:
    """Privacy that fails, with a caller's word in the message."""

    paused = False

    def hear(self, customer: Samples, now: float) -> list[Pause]:
        return []

    def mask(self, spoken: Spoken) -> list[Partial | Utterance]:
        raise ValueError("zanzibar")

    def finish(self, now: float) -> list[Pause]:
        raise KeyError("zanzibar")

    def pause(self, paused: bool, now: float) -> list[Pause]:
        return []


def test_a_masker_that_fails_gives_no_words_and_one_fault() -> None:
    call = Call(TALK, Broken())  # type: ignore[arg-type]  # it gives nothing of any type
    call.hear(9.0)
    call.finish()
    assert call.known("agent") + call.known("customer") == []
    assert call.faults() == [("privacy", "ValueError")]
    last = call.events[-1]
    assert isinstance(last, CallState)
    assert last.phase == "ended"
    assert "zanzibar" not in repr(call.events)


class DeafToKeys(Broken):
    """Privacy that cannot listen, and masks."""

    def __init__(self) -> None:
        self._good = call_privacy()

    def hear(self, customer: Samples, now: float) -> list[Pause]:
        raise OSError("zanzibar")

    def mask(self, spoken: Spoken) -> list[Partial | Utterance]:
        return self._good.mask(spoken)  # type: ignore[return-value]


def test_an_ear_for_keys_that_fails_takes_no_words_away() -> None:
    call = Call(TALK, DeafToKeys())  # type: ignore[arg-type]
    call.hear(9.0)
    assert call.words("agent") == ["how can i help you today", "let me look at that"]
    assert call.faults() == [("privacy", "OSError")]

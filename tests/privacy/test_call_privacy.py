"""A call's secrets kept back: which of its words and sounds begin a pause, and when none does."""

from __future__ import annotations

import numpy as np
import pytest

from assist.events import FRAME, Pause, Samples, Speaker, Utterance
from assist.privacy.call_privacy import CallPrivacy
from assist.spoken import Spoken
from tests.making import call_privacy
from tests.privacy.test_keypad import key

ASKS = "can i take the long card number please"
SILENCE: Samples = np.zeros(FRAME, np.float32)
TONES: Samples = np.append(key(697.0, 1209.0, ms=500), np.zeros(2 * FRAME)).astype(np.float32)


def said(
    words: str, *, speaker: Speaker = "agent", at: float = 5.0, name: str = "agent-1", final: bool = True
) -> Spoken:
    return Spoken(at=at, speaker=speaker, id=name, start=0.0, end=at, text=words, final=final)


def pauses(privacy: CallPrivacy, spoken: Spoken) -> list[Pause]:
    return [each for each in privacy.mask(spoken) if isinstance(each, Pause)]


def typed(privacy: CallPrivacy, now: float = 5.0) -> list[Pause]:
    """What half a second of a key brings about."""
    return [
        pause
        for start in range(0, len(TONES) - FRAME, FRAME)
        for pause in privacy.hear(TONES[start : start + FRAME], now + start / 16000)
    ]


def test_an_agent_who_asks_for_a_card_pauses_the_call_after_their_words() -> None:
    privacy = call_privacy()
    words, pause = privacy.mask(said(ASKS))
    assert isinstance(words, Utterance)
    assert pause == Pause(at=5.0, paused=True, by="card", until=65.0)
    assert privacy.paused


def test_the_first_words_that_ask_pause_it_and_the_rest_of_that_sentence_do_not_again() -> None:
    privacy = call_privacy()
    assert pauses(privacy, said("can i take the long card number", at=3.0, final=False))
    privacy.pause(False, 4.0)
    assert pauses(privacy, said(ASKS, at=11.0)) == []
    assert not privacy.paused, "the agent ended it, and asked nothing new"
    assert pauses(privacy, said(ASKS, at=12.0, name="agent-2"))


def test_a_customer_who_says_so_pauses_nothing() -> None:
    privacy = call_privacy()
    assert pauses(privacy, said(ASKS, speaker="customer", name="customer-1")) == []
    assert not privacy.paused


def test_words_are_understood_however_they_are_written() -> None:
    assert pauses(call_privacy(), said("Okay. Can I take the 16-digit number, please?"))


def test_a_key_pauses_the_call_and_silence_does_not() -> None:
    privacy = call_privacy()
    assert privacy.hear(SILENCE, 1.0) == []
    (pause, *_) = typed(privacy)
    assert (pause.paused, pause.by) == (True, "keypad")


def test_a_pause_ends_with_its_time_even_if_somebody_typed() -> None:
    privacy = call_privacy(pause_s=30.0)
    typed(privacy, now=5.0)
    assert privacy.hear(SILENCE, 34.0) == []
    assert privacy.paused
    assert privacy.hear(SILENCE, 36.0) == [Pause(at=36.0, paused=False, by="time")]


def test_only_the_agent_pauses_a_call_where_that_is_wished() -> None:
    privacy = call_privacy(by_itself=False)
    assert pauses(privacy, said(ASKS)) == []
    assert typed(privacy) == []
    assert not privacy.paused
    assert privacy.pause(True, 6.0) == [Pause(at=6.0, paused=True, by="agent", until=66.0)]
    assert privacy.paused
    assert privacy.hear(SILENCE, 66.0) == [Pause(at=66.0, paused=False, by="time")]


def test_the_agent_ends_any_pause() -> None:
    privacy = call_privacy()
    privacy.mask(said(ASKS))
    assert privacy.pause(False, 7.0) == [Pause(at=7.0, paused=False, by="agent")]
    assert not privacy.paused
    assert privacy.pause(False, 8.0) == []


@pytest.mark.parametrize("by_itself", [True, False])
def test_the_end_of_a_call_shows_what_was_hidden_in_doubt(by_itself: bool) -> None:
    privacy = call_privacy(by_itself=by_itself)
    (hidden,) = privacy.mask(said("four one one one one one", speaker="customer", name="customer-1"))
    assert isinstance(hidden, Utterance)
    assert hidden.text == "[number]"
    (shown,) = privacy.finish(9.0)
    assert (shown.utterance, shown.text, shown.at) == ("customer-1", "four one one one one one", 9.0)

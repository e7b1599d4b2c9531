"""The overlay's own words: one for everything that can be, short enough, and none twice."""

from __future__ import annotations

from typing import get_args

import pytest

from assist.events import CueEnd, CueKind, Stage, State, Trend
from assist.overlay.actions import ACTIONS
from assist.overlay.hearing_words import (
    LONGEST_NAME,
    call_words,
    changed_words,
    ear_words,
    recorded_words,
    start_words,
    trouble_words,
)
from assist.overlay.keys.global_keys import Reason, Refused
from assist.overlay.mood import Mood
from assist.overlay.sentences import (
    heard_words,
    kind_words,
    mood_words,
    our_notice,
    past_words,
    refused_words,
    stage_words,
)
from assist.overlay.trouble import ORDER, Changed, Ear, Kind, Trouble


def mood(state: State, trend: Trend = "steady", was: State | None = None) -> Mood:
    return Mood(state=state, was=was, trend=trend, confidence=0.8, words=(), tone=())


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_trouble_has_a_sentence_and_what_to_do(kind: Kind) -> None:
    what, act = trouble_words(Trouble(kind, 7.2))
    for sentence in (what, act):
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert len(sentence.split()) <= 13
    assert kind in ORDER


def test_every_trouble_has_words_of_its_own() -> None:
    assert len({trouble_words(Trouble(kind)) for kind in ORDER}) == len(ORDER)
    assert trouble_words(Trouble("gap", 7.2))[0].startswith("This program missed 7 s")


@pytest.mark.parametrize("kind", ["no agent", "no customer"])
def test_an_input_that_is_gone_is_named_and_a_long_name_is_cut(kind: Kind) -> None:
    what, act = trouble_words(Trouble(kind, device="Jabra Evolve2"))
    assert what == trouble_words(Trouble(kind))[0]
    assert act == "\u201cJabra Evolve2\u201d gives no sound; check its plug and its switch."
    longer = trouble_words(Trouble(kind, device="x" * 100))[1]
    assert f"{'x' * (LONGEST_NAME - 1)}\u2026" in longer
    assert "x" * LONGEST_NAME not in longer


def test_the_call_and_its_devices_in_words() -> None:
    assert changed_words(Changed("agent", "Jabra")) == "Now hearing you on Jabra."
    assert changed_words(Changed("customer", "Jabra")) == "Now hearing the customer on Jabra."
    assert (call_words(False), call_words(True)) == ("Start the call", "End the call")
    assert (start_words("Ctrl+F1"), start_words("")) == ("Ctrl+F1 starts it", "")
    assert recorded_words() == ("REC", "This call is recorded")


def test_everything_else_has_words_of_its_own() -> None:
    assert len({ear_words(ear) for ear in get_args(Ear)}) == len(get_args(Ear))
    assert len({kind_words(kind) for kind in get_args(CueKind)}) == len(get_args(CueKind))
    assert past_words("done", "Ask") == "Done: Ask"
    assert len({past_words(end, "Ask") for end in get_args(CueEnd)}) == 3, "of one that was replaced it is said as over"
    assert len({stage_words(stage) for stage in get_args(Stage)}) == len(get_args(Stage))


def test_the_customers_state_in_words() -> None:
    assert mood_words(mood("frustrated", "rising")) == "Rising frustration"
    assert mood_words(mood("anxious", "easing")) == "Easing worry"
    assert mood_words(mood("confused")) == "Confused"
    assert mood_words(mood("neutral", "easing")) == "Calm"
    assert mood_words(mood("unsure")) == "Mood unclear"
    assert mood_words(mood("unsure", was="frustrated")) == "Mood unclear, was frustrated"
    assert mood_words(mood("unsure", was="neutral")) == "Mood unclear"


def test_the_evidence_in_words() -> None:
    both = ("third time", "ridiculous")
    assert heard_words(both, "customer") == "They said \u201cthird time\u201d, \u201cridiculous\u201d"
    assert heard_words(("should have",), "agent") == "You said \u201cshould have\u201d"
    assert heard_words(("6 s of silence",), None) == "Because: 6 s of silence"
    assert heard_words((), "customer", ("louder",)) == "Voice: louder"
    assert heard_words(("a",), "customer", ("louder",)) == "They said \u201ca\u201d \u00b7 Voice: louder"
    assert heard_words((), "agent") == ""


@pytest.mark.parametrize("reason", get_args(Reason))
def test_a_key_that_does_not_work_is_one_sentence_with_the_key(reason: Reason) -> None:
    for action in ACTIONS:
        sentence = refused_words(Refused(action, "Ctrl+F9", reason))
        assert "Ctrl+F9" in sentence
        assert sentence.endswith(".")


def test_the_notice_tells_the_customer_what_is_done_and_that_they_may_refuse() -> None:
    words = our_notice()
    assert "how you feel" in words
    assert "Nothing is recorded" in words
    assert "I switch the estimate off" in words


def test_of_a_recorded_call_the_notice_says_so_and_nothing_else() -> None:
    words = our_notice(recorded=True)
    assert "how you feel" in words
    assert "It also records this call" in words
    assert "othing" not in words
    assert "I switch the estimate off" in words


def test_where_there_is_a_floor_the_notice_says_who_sees_the_estimate() -> None:
    words = our_notice(floor=True)
    assert "supervisor of ours can see the estimate" in words
    assert "Nothing is recorded" in words
    assert "leaves this computer" not in words


def test_of_a_recorded_call_on_the_floor_the_notice_says_both() -> None:
    words = our_notice(recorded=True, floor=True)
    assert "It also records this call" in words
    assert "supervisor of ours can see the estimate" in words
    assert "othing" not in words

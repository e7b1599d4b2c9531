"""Warnings on wording: the words that fired, why, and a kinder way; and what must not fire."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.coach.judging import base_form, judging_in
from assist.coach.reading import Family
from assist.coach.scripted import (
    NEAR,
    apologies_in,
    fingerprint,
    known_again,
    read_out,
    read_scripts,
    said_again,
    stock_in,
    worth_remembering,
)
from assist.coach.wording import Before, Reader
from assist.errors import AssistError
from assist.events import Step
from assist.text_model import Said
from tests.coach.making import reader


@pytest.mark.parametrize(
    ("text", "family", "span", "kinder"),
    [
        ("You should have checked the tracking page.", "blame", "You should have checked the tracking page",
         "Let's check the tracking page together now."),
        ("There's nothing I can do about that.", "dismissal", "There's nothing I can do about that",
         "What I can do is this: (name one thing, however small)."),
        ("At least nobody was hurt.", "minimising", "At least nobody was hurt",
         "I'm glad of that, and I know it doesn't undo the rest."),
        ("Please calm down, sir.", "commanding", "Please calm down",
         "Take the time you need. I'm listening, and then we'll sort it out."),
        ("You have to fill in the form again.", "commanding", "You have to fill in the form again",
         "Could you fill in the form again? I'll stay with you while you do."),
        ("Are you sure you plugged it in?", "doubting", "Are you sure you plugged it in",
         "Could we check together whether you plugged it in?"),
        ("You claim you sent it last week.", "doubting", "You claim you sent it last week",
         "You told me that you sent it last week; let me look for it."),
        ("As I already told you, the form is online.", "condescension", "As I already told you, the form is online",
         "Let me put it another way: the form is online."),
        ("Customers always say that.", "generalising", "Customers always say that",
         "Let me look at what happened in your case."),
        ("The system won't let me change it.", "policy", "The system won't let me change it",
         "I can't do that from here, so let me find another way, or somebody who can."),
    ],
)  # fmt: skip
def test_a_judging_turn_of_phrase_is_found_with_its_words_and_said_more_kindly(
    text: str, family: Family, span: str, kinder: str
) -> None:
    found = judging_in(text)[0]
    assert (found.family, found.span, found.kinder) == (family, span, kinder)


@pytest.mark.parametrize(
    "text",
    [
        "You should have an e-mail from us by now.",
        "That takes at least two business days.",
        "You said it's only a week, and that was wrong of us.",
        "We should have told you, that's our mistake.",
        "Listen to the recorded message and press one.",
        "Are you sure you don't want me to wait?",
        "Nobody should tell you to calm down.",
        "You were told to calm down, and that wasn't right.",
    ],
)
def test_the_same_frames_in_a_harmless_sense_are_left_alone(text: str) -> None:
    assert judging_in(text) == []


@pytest.mark.parametrize(
    ("done", "do"),
    [
        ("checked it", "check it"), ("told us", "tell us"), ("tried again", "try again"), ("planned on", "plan on"),
        ("updated the app", "update the app"), ("looked", "look"), ("opened the box", "open the box"),
        ("used it", "use it"), ("closed it", "close it"), ("registered", "register"), ("waited", "wait"),
    ],
)  # fmt: skip
def test_what_was_done_becomes_what_to_do(done: str, do: str) -> None:
    assert base_form(done) == do


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    for found in judging_in(text):
        assert found.span in text
        assert re.search(rf"(?<!\w){re.escape(found.span)}(?!\w)", text), "whole words"
    stock_in(text)
    said_again(text, worth_remembering(text))


UPSET = [Said("customer", "I've waited two weeks for my fridge and nobody calls me back")]


@pytest.mark.parametrize(
    ("text", "before", "judgmental", "scripted"),
    [
        ("You should have read the terms before you ordered.", UPSET, "blame", None),
        ("Sir, calm down.", UPSET, "commanding", None),
        ("We sincerely apologise for any inconvenience this may have caused.", UPSET, None, "stock"),
        ("I completely understand your frustration.", UPSET, None, "generic"),
        ("Two weeks without a fridge, with nobody calling you back. That's a mess, and I'm sorry.", UPSET, None, None),
        ("Good morning, you're through to Harbour Energy, my name is Sam, how can I help?", [], None, None),
        ("This call may be recorded for training purposes.", [], None, None),
        ("Can I take your date of birth for security?", [], None, None),
        ("I'm sending the driver out again tomorrow between eight and ten.", UPSET, None, None),
    ],
)
def test_context_and_words_decide(text: str, before: list[Said], judgmental: str | None, scripted: str | None) -> None:
    read = reader().read(text, Before(before))
    assert (read.judgmental and read.judgmental.kind, read.scripted and read.scripted.kind) == (judgmental, scripted)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Two weeks without a fridge, and nobody called you back.", "aer.acknowledge"),
        ("That must have been so exhausting.", "aer.empathize"),
        ("i'm booking the engineer for tomorrow at nine", "aer.respond"),
        ("Good morning, my name is Sam, how can I help you?", "care.connect"),
        ("what happens when you press the button on the side", "care.assess"),
        ("I'd have been just as annoyed in your place.", "care.relate"),
        ("Would Tuesday or Thursday suit you better?", "care.engage"),
    ],
)
def test_a_plain_case_of_each_step_is_read_with_its_words(text: str, step: Step) -> None:
    steps = reader().read(text, Before(UPSET)).steps
    assert step in steps
    assert all(words for words in steps[step])


# --- scripts ------------------------------------------------------------------------------------------------------

CARD = "We want every member of the Harbour family to feel heard and looked after"


def test_a_card_that_is_read_out_is_known_even_with_recognition_errors(tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text(f"{CARD}.\n\nHello.\n", encoding="utf-8")
    (card,) = read_scripts(script)
    words = read_out("um we want every member of the harbor family to feel herd and looked after okay", [card])
    assert words.startswith("we want every member")
    assert read_out("we want to look after you", [card]) == ""
    found = Reader(reader()._model, [card]).read(f"So. {CARD}.").scripted
    assert found is not None
    assert (found.kind, found.why) == ("card", "It sounds read out.")


def test_cards_that_belong_to_the_frame_of_a_call_are_exempt(tmp_path: Path) -> None:
    script = tmp_path / "script.csv"
    script.write_text(
        f'text,kind\n"{CARD}",legal\n"Please read us the long number on the front",card\n', encoding="utf-8"
    )
    cards = read_scripts(script)
    assert [card.exempt for card in cards] == [True, False]
    assert read_out(CARD, cards) == ""


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("s.csv", b"words\nhello\n", 'line 1: the first line must name the columns "text"'),
        ("s.csv", b"text,kind\nhello,loud\n", 'line 2: no kind is called "loud"'),
        ("s.txt", b"\xff\xfe\x00", "cannot be read as a text file"),
    ],
)
def test_a_script_that_cannot_be_used_is_told_with_its_line(
    tmp_path: Path, name: str, content: bytes, complaint: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AssistError, match=complaint):
        read_scripts(tmp_path / name)


def test_the_same_sentence_is_noticed_unless_it_belongs_there_or_was_asked_for() -> None:
    sentence = "That is really not how it should have gone for you."
    before = worth_remembering(f"Right. {sentence}")
    assert said_again(f"Well. {sentence}", before)
    assert said_again("that is really not how it should have gone for u", before)
    assert not said_again(sentence, before, asked="sorry, what did you say?")
    assert not said_again(
        "Is there anything else I can help you with?", ["Is there anything else I can help you with?"]
    )
    assert not said_again("Okay, right.", ["Okay, right."])


def test_stacked_apologies_are_counted_and_a_pardon_is_none() -> None:
    assert len(apologies_in("I'm so sorry, my apologies, I do apologise.")) == 3
    assert apologies_in("Sorry, could you repeat that?") == []


SAYABLE = "we you the order late really must have been hard on all of it today sorry about this"
SENTENCES = st.lists(st.sampled_from(SAYABLE.split()), min_size=8, max_size=20).map(" ".join)


@given(SENTENCES)
def test_a_fingerprint_tells_a_sentence_again_and_nothing_of_its_words(sentence: str) -> None:
    mark = fingerprint(sentence)
    assert 0 <= mark < 2**64
    assert (mark ^ fingerprint(f"Um, {sentence.upper()}!")).bit_count() <= NEAR


def test_a_sentence_from_earlier_calls_is_known_and_counted() -> None:
    calls = [
        [fingerprint("I completely understand your frustration with all this")],
        [fingerprint("Something else entirely was said here")],
    ]
    assert known_again("i completely understand your frustration with all this", calls)[1] == 1
    assert known_again("i have never said anything like this before today", calls) == ("", 0)

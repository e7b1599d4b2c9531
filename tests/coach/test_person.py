"""Moments for a person: asked for, threatened, told; not when denied, joked or asked about."""

from __future__ import annotations

import pytest

from assist.coach.person import GIVEN_UP_S, SUSTAINED_S, Strain, needs_in
from assist.events import EmotionEstimate, Reason, State


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Can I speak to your manager, please?", "supervisor"),
        ("just get me a supervisor", "supervisor"),
        ("I'd like to talk to someone in charge", "supervisor"),
        ("manager please", "supervisor"),
        ("is there a manager i can speak to", "supervisor"),
        ("can you put a supervisor on", "supervisor"),
        ("get someone senior on the line", "supervisor"),
        ("that's it i'm leaving", "leave"),
        ("cancel everything i'm going to vodafone", "leave"),
        ("i'm switching providers", "leave"),
        ("i want to complain", "complaint"),
        ("you'll be hearing from my solicitors", "complaint"),
        ("i'd rather be dead", "harm"),
        ("i've taken a load of pills", "harm"),
        ("i'm thinking of ending my life", "harm"),
        ("I'm taking my business elsewhere", "leave"),
        ("if this isn't fixed today i'm cancelling", "leave"),
        ("you just lost a customer", "leave"),
        ("I'll report you to the ombudsman", "complaint"),
        ("I want to make a formal complaint", "complaint"),
        ("you will hear from my lawyer", "complaint"),
        ("honestly i don't want to live anymore", "harm"),
        ("I swear I'll smash your face", "harm"),
        ("my husband hits me when the bill is late", "harm"),
    ],
)
def test_what_a_customer_needs_is_heard_with_their_words(text: str, reason: Reason) -> None:
    needs = needs_in(text)
    assert [need.reason for need in needs] == [reason]
    assert needs[0].because[0] in text.lower().replace(",", "")


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to be here all day",
        "I'll find you the number",
        "I'm going to find someone at home to check",
        "I'll shoot you an email",
        "my wife is going to kill me for buying this",
        "I hurt myself at the gym",
        "I don't want to live in that house",
        "no point going on holiday then",
        "I never said I'd kill myself",
        "I need to call my manager to approve it",
        "I'd like to thank your manager",
        "it's in my password manager",
        "I'd like the superior room",
        "I'm switching to paperless",
        "I'm switching phones next week",
        "I'm moving my service to the new house",
        "if my daughter is ill I'll cancel my appointment",
        "my husband is a solicitor",
        "the pressure regulator on my boiler",
        "I'm going to the press conference",
        "going to the paper shop",
        "I already spoke to a manager",
        "I don't want to speak to a manager, I want it fixed",
        "is the manager in today",
        "can you cancel my subscription",
        "I want to switch it off and on again",
        "i could kill for a coffee",
        "no complaints from me",
        "my boss asked me to call",
        "and then i'm leaving for denver on friday",
        "i'll leave you to it then",
        "i'd like to cancel my appointment please",
        "i was a manager at the bank",
        "the manager called me back and was lovely",
        "if it rains i'll leave early",
        "put the manager's name on the form",
    ],
)
def test_what_only_sounds_like_it_is_left_alone(text: str) -> None:
    assert needs_in(text) == []


def feels(at: float, state: State) -> EmotionEstimate:
    return EmotionEstimate(
        at=at, utterance="customer-1", state=state, confidence=0.9, intensity=0.7, trend="steady", because=("enough",)
    )


def test_frustration_that_lasts_in_spite_of_help_needs_a_person_until_it_eases() -> None:
    strain = Strain()
    assert strain.feel(feels(10, "frustrated")) is None
    strain.helped()
    assert strain.feel(feels(10 + SUSTAINED_S - 1, "frustrated")) is None
    need = strain.feel(feels(10 + SUSTAINED_S, "frustrated"))
    assert need is not None
    assert need.because == ("frustrated for 3 minutes", "enough")
    assert strain.feel(feels(SUSTAINED_S + 20, "neutral")) is None
    assert strain.feel(feels(SUSTAINED_S + 30, "neutral")) is None
    assert strain.feel(feels(SUSTAINED_S + 40, "frustrated")) is None


def test_one_neutral_answer_in_between_is_no_relief() -> None:
    strain = Strain()
    strain.feel(feels(0, "frustrated"))
    strain.feel(feels(100, "neutral"))
    assert strain.feel(feels(GIVEN_UP_S, "frustrated")) is not None


def test_without_help_it_takes_longer_and_relief_begins_anew() -> None:
    strain = Strain()
    strain.feel(feels(0, "frustrated"))
    assert strain.feel(feels(SUSTAINED_S + 5, "frustrated")) is None
    strain.feel(feels(200, "satisfied"))
    strain.feel(feels(210, "frustrated"))
    assert strain.feel(feels(GIVEN_UP_S + 5, "frustrated")) is None
    assert strain.feel(feels(210 + GIVEN_UP_S, "frustrated")) is not None

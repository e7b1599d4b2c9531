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
        ("I'm taking my business elsewhere", "leave"),
        ("if this isn't fixed today i'm cancelling", "leave"),
        ("you just lost a customer", "leave"),
        ("I'll report you to the ombudsman", "complaint"),
        ("I want to make a formal complaint", "complaint"),
        ("you will hear from my lawyer", "complaint"),
        ("honestly i don't want to live anymore", "harm"),
        ("I swear I'll come down there and smash the place", "harm"),
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
        "I already spoke to a manager",
        "I don't want to speak to a manager, I want it fixed",
        "is the manager in today",
        "can you cancel my subscription",
        "I want to switch it off and on again",
        "i could kill for a coffee",
        "this weather is killing me",
        "no complaints from me",
        "my boss asked me to call",
        "the courier left without ringing",
        "and then i'm leaving for denver on friday",
        "i'll leave you to it then",
    ],
)
def test_what_only_sounds_like_it_is_left_alone(text: str) -> None:
    assert needs_in(text) == []


def feels(at: float, state: State) -> EmotionEstimate:
    return EmotionEstimate(
        at=at, utterance="customer-1", state=state, confidence=0.9, intensity=0.7, trend="steady", because=("enough",)
    )


def test_frustration_that_lasts_in_spite_of_help_needs_a_person_once() -> None:
    strain = Strain()
    assert strain.feel(feels(10, "frustrated")) is None
    strain.helped(20)
    assert strain.feel(feels(10 + SUSTAINED_S - 1, "frustrated")) is None
    need = strain.feel(feels(10 + SUSTAINED_S, "frustrated"))
    assert need is not None
    assert need.because == ("frustrated for 3 minutes", "enough")
    assert strain.feel(feels(900, "frustrated")) is None


def test_without_help_it_takes_longer_and_relief_begins_anew() -> None:
    strain = Strain()
    strain.feel(feels(0, "frustrated"))
    assert strain.feel(feels(SUSTAINED_S + 5, "frustrated")) is None
    strain.feel(feels(200, "satisfied"))
    strain.feel(feels(210, "frustrated"))
    assert strain.feel(feels(GIVEN_UP_S + 5, "frustrated")) is None
    assert strain.feel(feels(210 + GIVEN_UP_S, "frustrated")) is not None

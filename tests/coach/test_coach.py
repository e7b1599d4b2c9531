"""The coach's decisions: what is heard and felt in, cues and their ends out. Time is an argument."""

from __future__ import annotations

import pytest

from assist.coach.coach import Coach
from assist.coach.governance import CALM_APART_S, Thought
from assist.coach.habits import CallHabits, Habits
from assist.coach.scripted import fingerprint
from assist.events import CoachEvent, CueOutcome, Escalation, Progress, State, StepTaken
from assist.masked import Masked
from tests.coach.making import (
    LIBRARY,
    agent_says,
    agent_speaking,
    cues,
    customer_feels,
    customer_pauses,
    customer_says,
    new_coach,
    outcomes,
    profile,
    reader,
    rules,
    upset,
)

FRIDGE = "I've been waiting two weeks for my fridge and it still hasn't come"


# --- the AER moment -----------------------------------------------------------------------------------------------


def test_a_shown_feeling_asks_for_acknowledgement_with_this_customers_details_and_the_evidence() -> None:
    (cue,) = cues(upset(new_coach(), 10, FRIDGE))
    assert (cue.rule, cue.kind, cue.step, cue.utterance) == (
        "aer.acknowledge", "suggest", "aer.acknowledge", "customer-10",
    )  # fmt: skip
    assert "third time" in cue.because
    assert "two weeks" in str(cue.say) or "fridge" in str(cue.say)
    assert len(cue.headline.split()) <= 6
    assert len(str(cue.say).split()) <= 18


@pytest.mark.parametrize("state", ["neutral", "unsure", "satisfied"])
def test_nothing_is_said_of_a_state_that_is_no_hard_feeling(state: State) -> None:
    assert cues(upset(new_coach(), 5, FRIDGE, state)) == []


def test_nothing_is_said_of_a_faint_or_doubtful_feeling() -> None:
    coach = new_coach()
    coach.feel(customer_feels(5, "anxious", 0.3))
    coach.feel(customer_feels(6, confidence=0.5))
    assert coach.advance(7) == []


def test_a_cue_waits_while_the_agent_is_speaking() -> None:
    coach = new_coach()
    coach.hear(agent_speaking(9.5))
    assert cues(upset(coach, 10, FRIDGE)) == []
    coach.hear(agent_says(11, "one moment"))
    assert rules(coach.advance(11)) == ["aer.acknowledge"]


def test_an_agent_whose_last_words_never_come_does_not_hold_cues_for_ever() -> None:
    coach = new_coach()
    coach.hear(agent_speaking(9.5))
    assert cues(upset(coach, 10, FRIDGE)) == []
    assert rules(coach.advance(11.6)) == ["aer.acknowledge"]


def test_it_is_overdue_only_when_the_agent_moved_on_and_four_seconds_passed() -> None:
    coach = new_coach()
    upset(coach, 10, FRIDGE)
    assert rules(coach.advance(14.5)) == []
    coach.hear(agent_says(15, "can i take your account number"))
    events = coach.advance(15)
    assert outcomes(events) == ["replaced"]
    (cue,) = cues(events)
    assert (cue.rule, cue.kind) == ("aer.overdue", "warn")
    assert [event.aer for event in events if isinstance(event, Progress)] == ["overdue"]
    assert cues(coach.advance(16)) == []


def test_a_mhm_is_no_moving_on() -> None:
    coach = new_coach()
    upset(coach, 10, FRIDGE)
    coach.hear(agent_says(11, "mhm okay"))
    assert rules(coach.advance(16)) == []


def test_the_steps_tick_off_and_name_the_utterance_that_did_it() -> None:
    coach = new_coach()
    upset(coach, 10, FRIDGE)
    events = coach.hear(agent_says(13, "You've waited two weeks for that fridge, and it's still not there."))
    assert ("aer.acknowledge", "agent-13") in [(e.step, e.utterance) for e in events if isinstance(e, StepTaken)]
    assert outcomes(events) == ["done"]
    assert rules(coach.advance(17.9)) == [], "eight seconds after the last"
    assert rules(coach.advance(18.1)) == ["aer.empathize"]
    coach.hear(agent_says(20, "that must be so tiring with a family"))
    assert rules(coach.advance(26.2)) == ["aer.respond"]
    assert "done" in outcomes(coach.hear(agent_says(28, "I'm booking the van for tomorrow morning right now")))
    assert cues(coach.advance(60)) == []


def test_a_step_that_is_taken_before_its_cue_could_be_shown_is_not_asked_for() -> None:
    thoughts: list[Thought] = []
    coach = new_coach(thoughts=thoughts)
    coach.hear(agent_speaking(9.5))
    upset(coach, 10, FRIDGE)
    coach.hear(agent_says(12, "Two weeks without a fridge, that's far too long, and I'm sending another one today."))
    assert rules(coach.advance(20)) == []
    assert ("aer.acknowledge", "done unprompted") in [(thought.rule, thought.verdict) for thought in thoughts]


def test_an_utterance_that_was_cut_in_two_is_read_as_one() -> None:
    coach = new_coach()
    upset(coach, 10, FRIDGE)
    first = coach.hear(agent_says(13, "you've been waiting"))
    second = coach.hear(agent_says(15.5, "two whole weeks for that fridge", length=2))
    steps = [event.step for event in [*first, *second] if isinstance(event, StepTaken)]
    assert steps.count("aer.acknowledge") == 1


def test_more_of_the_same_feeling_asks_for_the_solution_and_no_more_empathy() -> None:
    coach = new_coach()
    for start in (0, 40, 80):
        upset(coach, start + 10, FRIDGE)
        coach.hear(agent_says(start + 13, "Two weeks for a fridge, you must be worn out. I'm sending a new one today."))
        upset(coach, start + 30, "right so tomorrow then", "neutral", 0.0)
    assert rules(upset(coach, 130, FRIDGE)) == ["aer.respond"]


def test_what_the_whole_sentence_takes_back_goes_from_the_screen() -> None:
    coach = new_coach()
    coach.hear(customer_pauses(10, "i was so angry about it last week"))
    coach.feel(customer_feels(10, provisional=True))
    assert rules(coach.advance(10)) == ["aer.acknowledge"]
    coach.hear(customer_says(12, "i was so angry about it last week but your colleague put it right", length=5))
    taken_back = customer_feels(10, "satisfied")
    assert outcomes(coach.feel(taken_back)) == ["expired"]


# --- partial texts ------------------------------------------------------------------------------------------------


def test_a_cue_is_ready_in_the_first_pause_with_the_details_of_the_partial_text() -> None:
    coach = new_coach()
    coach.hear(customer_pauses(10, FRIDGE))
    coach.feel(customer_feels(10, provisional=True))
    (cue,) = cues(coach.advance(10))
    assert "two weeks" in str(cue.say) or "fridge" in str(cue.say)
    coach.hear(customer_says(10.4, FRIDGE))
    confirmed = customer_feels(10, "frustrated")
    assert outcomes(coach.feel(confirmed)) == []
    assert cues(coach.advance(10.5)) == []


def test_partial_texts_never_warn_and_never_call_a_person() -> None:
    coach = new_coach()
    events: list[CoachEvent] = []
    events += coach.hear(customer_pauses(10, "i want to speak to your manager"))
    events += coach.feel(customer_feels(10, provisional=True))
    partial = agent_speaking(12)
    words = Masked("calm down sir")
    events += coach.hear(type(partial)(at=12, speaker="agent", id="agent-1", start=11, end=12, text=words))
    events += coach.advance(15)
    assert not [event for event in events if isinstance(event, Escalation)]
    assert "warn" not in [cue.kind for cue in cues(events)]


# --- warnings -----------------------------------------------------------------------------------------------------


def test_a_judging_sentence_is_shown_with_its_words_the_reason_and_a_kinder_one() -> None:
    coach = new_coach()
    coach.hear(customer_says(5, "the parcel never came and nobody told me"))
    coach.hear(agent_says(8, "Well, you should have checked the tracking page."))
    (cue,) = cues(coach.advance(8))
    assert (cue.rule, cue.kind, cue.utterance) == ("wording.judgmental", "warn", "agent-8")
    assert cue.because == ("you should have checked the tracking page",)
    assert cue.body == "It puts the blame on them."
    assert cue.say == "Let's check the tracking page together now."


def test_a_stock_sentence_is_answered_with_something_this_customer_said() -> None:
    coach = new_coach()
    upset(coach, 5, FRIDGE)
    coach.hear(agent_says(8, "We apologise for any inconvenience this may have caused."))
    (cue,) = [cue for at in (8, 9.5) for cue in cues(coach.advance(at)) if cue.rule.startswith("wording")]
    assert cue.rule == "wording.scripted"
    assert "two weeks" in str(cue.say) or "fridge" in str(cue.say)


def test_the_same_sentence_again_is_noticed_in_this_call_but_not_when_it_was_asked_for() -> None:
    sentence = "I do hear what a muddle this must have been for everyone."
    coach = new_coach()
    upset(coach, 5, FRIDGE)
    coach.hear(agent_says(8, sentence))
    coach.advance(8)
    coach.hear(customer_says(20, "so when does it come"))
    coach.hear(agent_says(24, sentence))
    assert "wording.scripted" in rules(coach.advance(24))
    asked = new_coach()
    upset(asked, 5, FRIDGE)
    asked.hear(agent_says(8, sentence))
    asked.advance(8)
    asked.hear(customer_says(20, "sorry what was that"))
    asked.hear(agent_says(24, sentence))
    assert "wording.scripted" not in rules(asked.advance(24))


def test_the_same_stock_sentence_in_call_after_call_is_noticed() -> None:
    sentence = "I completely understand your frustration with all this"
    before = Habits((CallHabits(sentences=(fingerprint(sentence),)),) * 2)
    coach = new_coach(habits=before)
    upset(coach, 5, FRIDGE)
    coach.hear(agent_says(8, f"{sentence}."))
    (cue,) = [cue for at in (8, 14) for cue in cues(coach.advance(at)) if cue.rule.startswith("wording")]
    assert cue.body == "You say this in call after call."


def test_what_the_agent_does_about_a_warning_ends_it_as_done() -> None:
    coach = new_coach()
    upset(coach, 5, FRIDGE)
    coach.hear(agent_says(8, "Sir, calm down."))
    assert rules(coach.advance(8)) == ["wording.judgmental"]
    assert outcomes(coach.hear(agent_says(12, "Two weeks without a fridge, that's a long time."))) == ["done"]
    coach.hear(customer_says(40, "and where is it now then please"))
    assert rules(coach.advance(56)) == ["timing.silence"]
    (end,) = [event for event in coach.hear(agent_says(58, "I'm just looking")) if isinstance(event, CueOutcome)]
    assert (end.outcome, end.utterance) == ("done", "agent-58")


# --- a person -----------------------------------------------------------------------------------------------------


def test_a_wish_for_a_supervisor_is_an_escalation_and_a_cue_once() -> None:
    coach = new_coach()
    events = coach.hear(customer_says(5, "i want to speak to your manager"))
    (escalation,) = [event for event in events if isinstance(event, Escalation)]
    assert (escalation.reason, escalation.because) == ("supervisor", ("speak to your manager",))
    assert [(cue.rule, cue.kind) for cue in cues(coach.advance(5))] == [("person.supervisor", "escalate")]
    assert coach.hear(customer_says(9, "your manager please now")) == []


def test_an_escalation_is_shown_even_when_snoozed_or_spent() -> None:
    coach = new_coach("quiet")
    coach.snooze(until=300, now=1)
    assert cues(upset(coach, 5, FRIDGE)) == []
    coach.hear(customer_says(15, "honestly i don't want to live anymore"))
    assert rules(coach.advance(15)) == ["person.harm"]


# --- governance ---------------------------------------------------------------------------------------------------


def test_a_cue_expires_and_one_that_passes_unheeded_twice_falls_silent() -> None:
    coach, seconds = new_coach(), profile().on_screen_s
    events: list[CoachEvent] = []
    for start in (0, 60, 120, 180):
        events += upset(coach, start + 10, FRIDGE, "anxious" if start % 120 else "frustrated")
        coach.hear(agent_says(start + 12, "mhm"))
        events += coach.advance(start + 10 + seconds)
        events += coach.advance(start + 50)
    assert [rule for rule in rules(events) if rule == "aer.acknowledge"] == ["aer.acknowledge"] * 2


def test_wrong_silences_a_rule_for_the_call_and_not_now_only_takes_it_away() -> None:
    coach = new_coach()
    (cue,) = cues(upset(coach, 10, FRIDGE))
    (end,) = coach.answer(cue.id, "not now", 11)
    assert (getattr(end, "outcome", ""), getattr(end, "answer", "")) == ("dismissed", "not now")
    assert coach.answer(cue.id, "wrong", 11) == []
    (cue,) = cues(upset(coach, 60, FRIDGE, "anxious"))
    coach.answer(cue.id, "wrong", 61)
    assert cues(upset(coach, 120, FRIDGE, "disappointed")) == []


def test_while_snoozed_there_is_no_cue_and_no_event_tells_it() -> None:
    coach = new_coach()
    assert coach.snooze(until=300, now=1) == []
    events = [*upset(coach, 10, FRIDGE), *coach.advance(30)]
    assert cues(events) == []
    assert {type(event) for event in events} <= {Progress}


def test_an_agent_who_does_it_unprompted_is_given_time() -> None:
    fluent = Habits((CallHabits(moments=10, unprompted=9),))
    coach = new_coach(habits=fluent)
    assert cues(upset(coach, 10, FRIDGE)) == []
    assert rules(coach.advance(13.1)) == ["aer.acknowledge"]


def test_what_a_profile_leaves_out_is_left_out() -> None:
    assert cues(upset(new_coach("quiet"), 10, FRIDGE)) == []


def test_what_is_not_to_trigger_triggers_nothing() -> None:
    coach = Coach(reader(), LIBRARY._replace(do_not_trigger=("test call",)), profile())
    assert cues(upset(coach, 10, "this is a test call and i want to speak to your manager")) == []
    coach.hear(agent_says(12, "It's only a test call, so calm down."))
    assert cues(coach.advance(12)) == []


def test_a_cue_that_is_wrong_ends_its_moment() -> None:
    coach = new_coach()
    (cue,) = cues(upset(coach, 10, FRIDGE))
    coach.answer(cue.id, "wrong", 11)
    coach.hear(agent_says(13, "can i take your account number"))
    assert cues(coach.advance(20)) == []


def test_a_warning_stays_for_a_moment_and_a_cue_for_what_is_being_done() -> None:
    coach = new_coach()
    upset(coach, 10, FRIDGE)
    coach.hear(agent_says(15, "You should have checked the tracking page."))
    (first,) = cues(coach.advance(15))
    assert cues(coach.advance(16)) == []
    assert first.kind == "warn"
    coach = new_coach()
    upset(coach, 10, FRIDGE)
    for at in range(20, 40):
        coach.hear(agent_speaking(at))
        assert outcomes(coach.advance(at)) == []


def test_snoozing_looks_like_time_and_leaves_an_escalation() -> None:
    coach = new_coach()
    upset(coach, 10, FRIDGE)
    assert outcomes(coach.snooze(until=100, now=11)) == ["expired"]
    coach.hear(customer_says(15, "honestly i don't want to live anymore"))
    assert rules(coach.advance(15)) == ["person.harm"]
    assert coach.snooze(until=100, now=16) == []


def test_an_escalation_waits_for_as_long_as_the_agent_speaks() -> None:
    coach = new_coach()
    coach.hear(customer_says(15, "honestly i don't want to live anymore"))
    for at in range(15, 60):
        coach.hear(agent_speaking(at))
        assert cues(coach.advance(at)) == []
    assert rules(coach.advance(62)) == ["person.harm"]


def test_a_partial_text_does_not_undo_a_moment_that_is_open() -> None:
    coach = new_coach()
    upset(coach, 10, FRIDGE)
    coach.hear(agent_says(11.5, "can i take your account number"))
    coach.hear(customer_pauses(13, "well honestly"))
    coach.feel(customer_feels(13, provisional=True))
    coach.hear(customer_says(13.5, "well honestly"))
    coach.feel(customer_feels(13, "unsure"))
    assert rules(coach.advance(14.1)) == ["aer.overdue"]


def test_who_is_confused_is_asked_a_question() -> None:
    coach = new_coach()
    upset(coach, 10, "one letter says this and the other says that", "confused")
    coach.hear(agent_says(13, "Two letters that say the opposite, that's a muddle of our making."))
    assert rules(coach.advance(20)) == ["care.assess"]


def test_a_moment_handled_well_is_praised_once() -> None:
    coach = new_coach()
    upset(coach, 10, FRIDGE)
    coach.hear(agent_says(12, "Two weeks for a fridge is far too long, and I'm sending another one today."))
    relief = "oh that is such a relief thank you so much"
    assert [cue.kind for cue in cues(upset(coach, 30, relief, "satisfied"))] == ["praise"]
    assert cues(upset(coach, 60, relief, "satisfied")) == []


def test_a_calm_call_has_one_cue_at_most() -> None:
    coach = new_coach()
    events: list[CoachEvent] = []
    for start in range(0, int(CALM_APART_S) - 60, 40):
        events += coach.hear(customer_says(start + 5, "and the next thing that i wanted to ask"))
        events += coach.feel(customer_feels(start + 5, "neutral", 0.0))
        events += coach.hear(agent_says(start + 10, "Please rest assured that your call is very important to us."))
        for second in range(start + 10, start + 40):
            events += coach.advance(second)
    assert len(cues(events)) == 1


def test_the_calls_end_ends_the_cue() -> None:
    coach = new_coach()
    upset(coach, 10, FRIDGE)
    assert outcomes(coach.finish(12)) == ["expired"]
    assert coach.finish(12) == []


def test_the_stage_follows_the_call_and_may_go_back() -> None:
    coach = new_coach()
    heard = [
        agent_says(2, "Good morning, this is Sam, how can I help you?"),
        customer_says(5, "my internet has been slow since monday"),
        agent_says(8, "I'm resetting your line from here right now."),
        agent_says(14, "Which lights can you see on the front of the box at the moment?"),
    ]
    stages = [event.stage for each in heard for event in coach.hear(each) if isinstance(event, Progress)]
    assert stages == ["connect", "assess", "engage", "assess"]


def test_the_end_of_a_hard_call_asks_whether_it_is_solved_once() -> None:
    coach = new_coach()
    upset(coach, 10, FRIDGE)
    coach.hear(agent_says(12, "Two weeks for a fridge is far too long, and I'm sending another one today."))
    coach.advance(40)
    coach.hear(customer_says(50, "okay that's all then"))
    assert rules(coach.advance(50)) == ["care.engage"]


def test_another_seed_chooses_other_phrases_and_the_same_seed_the_same() -> None:
    said = {seed: str(cues(upset(new_coach(seed=seed), 10, "this is a mess"))[0].say) for seed in range(12)}
    again = {seed: str(cues(upset(new_coach(seed=seed), 10, "this is a mess"))[0].say) for seed in range(12)}
    assert said == again
    assert len(set(said.values())) >= 3

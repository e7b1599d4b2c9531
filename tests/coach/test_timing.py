"""Cues from who speaks when."""

from __future__ import annotations

from assist.coach.timing import EXPLAINED_S, MONOLOGUE_S, SILENCE_S, Remark, Timing
from assist.events import Partial, Speaker, Utterance
from assist.masked import Masked

NINE = "one two three four five six seven eight nine"


def said(speaker: Speaker, start: float, end: float, text: str = NINE) -> Utterance:
    return Utterance(at=end, speaker=speaker, id=f"{speaker}-1", start=start, end=end, text=Masked(text))


def rules(remarks: list[Remark]) -> list[str]:
    return [remark.rule for remark in remarks]


def test_talking_over_the_customer_for_long_or_twice_is_noticed_and_once_briefly_is_not() -> None:
    timing = Timing()
    timing.hear(said("customer", 0, 6))
    assert timing.hear(said("agent", 4.5, 8)) == []
    timing.hear(said("customer", 20, 26))
    (remark,) = timing.hear(said("agent", 24.5, 28))
    assert (remark.rule, remark.because) == ("timing.talking_over", "1.5 seconds at once, twice")
    timing.hear(said("customer", 200, 206))
    assert rules(timing.hear(said("agent", 202, 205))) == ["timing.talking_over"]


def test_a_customer_who_is_still_speaking_is_talked_over_too() -> None:
    timing = Timing()
    timing.hear(Partial(at=8, speaker="customer", id="customer-1", start=2, end=8, text=Masked("and then")))
    assert rules(timing.hear(said("agent", 5, 8))) == ["timing.talking_over"]


def test_a_customer_who_breaks_in_and_a_short_yes_are_no_talking_over() -> None:
    timing = Timing()
    for at in (0, 20, 40):
        timing.hear(said("agent", at, at + 6))
        timing.hear(said("customer", at + 4, at + 8))
        assert timing.hear(said("agent", at + 5, at + 6.5, "mhm yes")) == []


def test_a_waiting_customer_is_not_left_in_silence() -> None:
    timing = Timing()
    timing.hear(said("customer", 0, 5, "so where is my parcel then"))
    assert timing.advance(5 + SILENCE_S - 0.1) == []
    assert rules(timing.advance(5 + SILENCE_S)) == ["timing.silence"]
    assert timing.advance(30) == []


def test_a_word_of_explanation_gives_time_and_a_goodbye_ends_it() -> None:
    timing = Timing()
    timing.hear(said("agent", 0, 3, "let me look that up for you"))
    assert timing.advance(3 + EXPLAINED_S - 1) == []
    assert rules(timing.advance(3 + EXPLAINED_S)) == ["timing.silence"]
    for goodbye in ("okay thanks", "great that's all bye", "oh perfect thank you so much"):
        timing = Timing()
        timing.hear(said("customer", 0, 2, goodbye))
        assert timing.advance(300) == []


def test_somebody_who_is_speaking_is_no_silence() -> None:
    timing = Timing()
    timing.hear(said("customer", 0, 5, "so where is my parcel then"))
    timing.hear(Partial(at=18, speaker="agent", id="agent-1", start=17, end=18, text=Masked("well")))
    assert timing.advance(30) == []


def test_nobody_knows_in_a_pause_whether_it_is_silent() -> None:
    timing = Timing()
    timing.hear(said("customer", 0, 5, "so where is my parcel then"))
    timing.pause(True)
    assert [timing.advance(now) for now in (20, 60, 100)] == [[], [], []]
    timing.pause(False)
    assert timing.advance(100 + SILENCE_S - 0.1) == [], "from its end on it counts anew"
    assert rules(timing.advance(100 + SILENCE_S)) == ["timing.silence"]


def test_a_customer_whom_a_pause_cuts_off_is_not_talked_over() -> None:
    timing = Timing()
    timing.hear(Partial(at=8, speaker="customer", id="customer-1", start=2, end=8, text=Masked("and then")))
    timing.pause(True)
    assert timing.hear(said("agent", 5, 8)) == []


def test_a_pause_takes_nothing_of_the_agents_own_timing() -> None:
    timing = Timing()
    timing.pause(True)
    turns = [said("agent", start, start + 8) for start in range(0, int(MONOLOGUE_S) + 9, 9)]
    assert [rule for turn in turns for rule in rules(timing.hear(turn))] == ["timing.monologue"]


def test_a_monologue_is_noticed_and_a_customer_ends_it() -> None:
    timing = Timing()
    long = [said("agent", start, start + 8) for start in range(0, int(MONOLOGUE_S), 9)]
    found = [rule for utterance in long for rule in rules(timing.hear(utterance))]
    assert found == []
    assert rules(timing.hear(said("agent", 45, 53))) == ["timing.monologue"]
    timing = Timing()
    for utterance in long:
        timing.hear(utterance)
    timing.hear(said("customer", 44, 45, "i see what you mean"))
    assert timing.hear(said("agent", 45, 53)) == []


def test_a_pace_is_compared_with_the_agents_own() -> None:
    timing, slow, fast = Timing(), [], []
    for turn in range(14):
        slow += timing.hear(said("agent", turn * 10, turn * 10 + 4))
    for turn in range(14, 22):
        fast += timing.hear(said("agent", turn * 10, turn * 10 + 2.5))
    assert slow == []
    (remark,) = fast
    assert (remark.rule, remark.because) == ("timing.pace", "216 words a minute, usually 135")

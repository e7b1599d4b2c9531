"""Before and after stepping in: with the number of cases, beside calls where nobody did, and no more than is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.console.card import Heard
from assist.console.effect import CLEAR, FEWEST, KINDS, Effect, Kind, Row, StepIn, effects
from assist.console.effect import summary as table
from assist.events import State
from tests.console.making import NOON, alert, alerts, heard, presence, summary

Track = list[tuple[float, State, float]]
"""Seconds after NOON, state and intensity."""
EASING: Track = [(0, "frustrated", 0.8), (110, "frustrated", 0.3), (400, "neutral", 0.0)]


def call(track: Track, **but: object) -> list[Heard]:
    """A call's summaries."""
    return [
        heard(summary(index, state=state, intensity=level, **but), NOON + at)
        for index, (at, state, level) in enumerate(track)
    ]


def step(kind: str = "note", at: float = 100.0, **but: object) -> StepIn:
    values: dict[str, object] = {"team": "blue", "agent": "ann", "call": "call-1", "by": "Kim"}
    return StepIn(kind=kind, at=NOON + at, **values | but)  # type: ignore[arg-type]


def only(steps: list[StepIn], heards: list[Heard]) -> Effect:
    (found,) = effects(steps, heards)
    return found


def test_the_level_before_is_of_the_last_minute_and_after_of_two_minutes_a_little_later() -> None:
    track: Track = [(0, "frustrated", 0.2), (70, "frustrated", 0.8), (130, "anxious", 0.4), (220, "satisfied", 0.2)]
    found = only([step(at=100)], call(track))
    assert found.before == pytest.approx((0.2 * 30 + 0.8 * 30) / 60)
    assert found.after == pytest.approx((0.4 * 90 - 0.2 * 30) / 120)
    assert found.change == "eased"


@pytest.mark.parametrize(
    ("after", "change"), [(0.3, "eased"), (0.5 - CLEAR, "eased"), (0.4, "same"), (0.6, "same"), (0.7, "worse")]
)
def test_only_a_clear_change_is_one(after: float, change: str) -> None:
    assert only([step()], call([(0, "confused", 0.5), (101, "confused", after)])).change == change


@pytest.mark.parametrize(
    "why", ["paused", "objected", "unsure", "over", "gone", "soon", "another call", "another team"]
)
def test_what_is_not_known_is_said_to_be_so(why: str) -> None:
    heards = call([(0, "frustrated", 0.8)])
    match why:
        case "paused" | "objected":
            heards.append(heard(summary(9, state="frustrated", intensity=0.2, **{why: True}), NOON + 101))
        case "unsure":
            heards.append(heard(summary(9, state="unsure"), NOON + 101))
        case "over":
            heards.append(heard(summary(9, goes_on=False), NOON + 140))
        case "gone":
            heards.append(heard(presence(9, status="gone"), NOON + 120))
        case "soon":
            heards = call([(90, "frustrated", 0.8)])
        case "another call":
            heards = call([(0, "frustrated", 0.8)], call="call-2")
        case "another team":
            heards = [each._replace(place=each.place._replace(team="red")) for each in heards]
    found = only([step()], heards)
    assert found.change == "not known"
    assert (found.before is None) or (found.after is None)


def test_a_call_that_goes_on_after_a_lost_line_is_known_again() -> None:
    heards = call([(0, "frustrated", 0.8), (125, "frustrated", 0.2)])
    heards.insert(1, heard(presence(9, status="gone"), NOON + 110))
    assert only([step()], heards).after == pytest.approx(0.2)


def test_several_of_a_kind_within_the_time_looked_at_are_one_case() -> None:
    steps = [step(at=at) for at in (100, 130, 240, 260)] + [step("acknowledged", at=101)]
    found = effects(steps, call(EASING))
    assert [(each.kind, each.at - NOON) for each in found] == [("note", 100), ("acknowledged", 101), ("note", 260)]


def test_to_say_false_alarm_is_not_to_step_in_but_somebody_looked() -> None:
    heards = [*call(EASING), heard(alerts(9, alert("rising", at=NOON + 90)), NOON + 90)]
    assert not effects([step("false alarm")], sorted(heards, key=lambda each: each.at))


def raised(at: float, *, retained: bool = False, **but: object) -> Heard:
    return heard(alerts(int(at) + 1, alert("rising", **but)), NOON + at, retained=retained)


def test_an_alert_that_nobody_answered_is_what_the_others_are_compared_with() -> None:
    found = only([], sorted([*call(EASING), raised(100)], key=lambda each: each.at))
    assert (found.kind, found.by, found.at, found.change) == ("nobody", "", NOON + 100, "eased")


@pytest.mark.parametrize(("at", "counts"), [(-60, True), (-40, False), (110, False), (249, False), (260, True)])
def test_an_alert_near_to_a_step_in_is_none_that_nobody_answered(at: float, counts: bool) -> None:
    found = effects([step("assigned", at=at)], sorted([*call(EASING), raised(100)], key=lambda each: each.at))
    assert ("nobody" in [each.kind for each in found]) is counts


def test_an_alert_whose_moment_is_not_known_is_not_compared_with() -> None:
    assert not effects([], [*call(EASING), raised(500, retained=True)])


def test_an_alert_counts_once_however_often_it_is_heard_and_two_at_once_are_one_case() -> None:
    both = alerts(200, alert("rising"), alert("leave"))
    heards = [*call(EASING), raised(100), raised(101), heard(both, NOON + 110), heard(both, NOON + 300)]
    assert [each.at - NOON for each in effects([], sorted(heards, key=lambda each: each.at))] == [100]


def case(kind: Kind, change: str, before: float = 0.8) -> Effect:
    known = change != "not known"
    return Effect("b", "a", "c", kind, "Kim", 0.0, before if known else None, 0.1 if known else None, change)  # type: ignore[arg-type]


def test_a_percentage_is_of_the_known_cases_and_stands_beside_their_number() -> None:
    found = [case("note", "eased", 0.9)] * 4 + [case("note", "worse", 0.6)] * 2 + [case("note", "not known")] * 3
    row = table(found)[0]
    assert row.before == pytest.approx(0.8)
    assert row == Row("note", 9, 4, 0, 2, 3, row.before, 67)
    assert row.known == 6


def test_of_few_cases_there_is_no_percentage() -> None:
    few = [case("note", "eased")] * (FEWEST - 1) + [case("note", "not known")] * 9
    assert table(few)[0].eased_percent is None
    assert table(few)[0].before is None
    assert table([*few, case("note", "same")])[0].eased_percent == 80


def test_every_kind_has_a_row_also_without_a_case() -> None:
    assert [row.kind for row in table([])] == list(KINDS)
    assert {row[1:] for row in table([])} == {(0, 0, 0, 0, 0, None, None)}


def test_what_eases_by_itself_shows_as_much_without_a_step_in() -> None:
    heards: list[Heard] = []
    steps = []
    for index in range(20):
        name = f"call-{index}"
        its = [each._replace(at=each.at + index) for each in call(EASING, call=name)]
        heards += [each._replace(place=each.place._replace(agent=f"agent{index}")) for each in its]
        heards.append(heard(alerts(9, alert("rising", id=name, call=name)), NOON + 100 + index, agent=f"agent{index}"))
        if index % 2:
            steps.append(step(at=105.0 + index, call=name, agent=f"agent{index}"))
    rows = {row.kind: row for row in table(effects(steps, sorted(heards, key=lambda each: each.at)))}
    assert (rows["note"].known, rows["nobody"].known) == (10, 10)
    assert rows["note"].eased_percent == rows["nobody"].eased_percent == 100


@given(
    track=st.lists(
        st.tuples(
            st.floats(-500, 500), st.sampled_from(["frustrated", "satisfied", "unsure", "neutral"]), st.floats(0, 1)
        ),
        max_size=12,
    ),
    at=st.floats(-500, 500),
)
def test_a_level_is_never_outside_of_what_was_heard(track: Track, at: float) -> None:
    found = only([step(at=at)], call(sorted(track)))
    levels = [-level if state == "satisfied" else level for _, state, level in track] + [0.0]
    for each in (found.before, found.after):
        assert each is None or min(levels) - 1e-9 <= each <= max(levels) + 1e-9

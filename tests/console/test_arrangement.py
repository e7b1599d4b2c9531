"""Where calls stand on the wall: what needs a person comes up at once, and the rest stays where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assist.console.arrangement import CALM_KEY, ORDER_S, Arrangement, Row, Wanted, by_call, key_of
from assist.console.card import CallCard
from assist.console.cases import Alarm, Case
from tests.console.making import NOON, card, open_alert

ALL = Wanted()


def alarm(*agents: str, **but: object) -> Alarm:
    cases = tuple(Case("blue", agent, agent.capitalize(), f"{agent}-1", "", NOON) for agent in agents)
    made = Alarm("1", "frustrated", "high", "The customer is frustrated", cases, NOON, None, "", "", False)
    return made._replace(**but)  # type: ignore[arg-type]


def arranged(
    wall: Arrangement, cards: Sequence[CallCard], alarms: Sequence[Alarm] = (), at: float = NOON, wanted: Wanted = ALL
) -> list[Row]:
    wall.take(cards, by_call(alarms))
    return wall.arrange(at, wanted)


def read(rows: Sequence[Row]) -> list[str]:
    return [row.key if row.card is None else row.card.agent for row in rows]


def test_calls_that_need_a_person_stand_before_those_to_watch_and_those_that_are_fine() -> None:
    cards = [
        card("ann", alerts=(open_alert("leave"),)),
        card("bob", hand=True),
        card("cid", state="frustrated", intensity=0.7),
        card("dan", stale=True),
        card("eve", alerts=(open_alert("leave", answer="assigned", by="Kim"),)),
        card("gus"),
        card("fay"),
    ]
    rows = arranged(Arrangement(), cards)
    assert read(rows) == ["#needs", "ann", "bob", "#watch", "cid", "dan", "eve", "#fine", "fay", "gus"]
    assert [row.calls for row in rows if row.card is None] == [2, 3, 2]


def test_a_wall_on_which_all_is_fine_says_so() -> None:
    assert read(arranged(Arrangement(), [card("ann"), card("bob")])) == [CALM_KEY, "ann", "bob"]
    assert arranged(Arrangement(), []) == []


def test_an_alarm_that_no_agents_program_told_brings_its_call_up_until_it_is_answered() -> None:
    wall, cards = Arrangement(), [card("ann"), card("bob")]
    assert read(arranged(wall, cards, [alarm("bob")])) == ["#needs", "bob", "#fine", "ann"]
    answered = alarm("bob", answer="acknowledged", by="Kim")
    assert read(arranged(wall, cards, [answered])) == [CALM_KEY, "ann", "bob"]
    assert read(arranged(wall, cards, [alarm("bob", ended=NOON)])) == [CALM_KEY, "ann", "bob"]


def test_what_was_called_a_false_alarm_is_no_reason_any_more() -> None:
    told = card("ann", alerts=(open_alert("rising", answer="false alarm", by="Kim"),))
    assert read(arranged(Arrangement(), [told])) == [CALM_KEY, "ann"]


def test_a_feeling_about_the_threshold_does_not_make_a_card_jump() -> None:
    wall = Arrangement()
    groups = []
    for intensity in (0.45, 0.52, 0.45, 0.31, 0.29, 0.45):
        rows = arranged(wall, [card("ann", state="anxious", intensity=intensity)])
        groups.append(rows[-1].group)
    assert groups == ["fine", "watch", "watch", "watch", "fine", "fine"]


def test_a_group_keeps_its_order_for_a_while_and_then_takes_that_of_the_need() -> None:
    wall = Arrangement()
    ann, bob = (card(name, alerts=(open_alert(),)) for name in ("ann", "bob"))
    assert read(arranged(wall, [ann, bob])) == ["#needs", "ann", "bob"]
    assert read(arranged(wall, [bob, ann], at=NOON + ORDER_S - 0.1)) == ["#needs", "ann", "bob"]
    assert read(arranged(wall, [bob, ann], at=NOON + ORDER_S)) == ["#needs", "bob", "ann"]


def test_a_call_that_newly_needs_somebody_comes_up_at_once() -> None:
    wall = Arrangement()
    ann, bob = card("ann", alerts=(open_alert(),)), card("bob")
    arranged(wall, [ann, bob])
    harm = card("bob", alerts=(open_alert("harm"),))
    assert read(arranged(wall, [harm, ann], at=NOON + 0.05)) == ["#needs", "bob", "ann"]


def test_calls_that_are_fine_stand_by_name_whatever_their_need() -> None:
    wall = Arrangement()
    cards = [card(name, name=name.title()) for name in ("zoe", "ann", "Bob")]
    assert read(arranged(wall, cards)) == [CALM_KEY, "ann", "Bob", "zoe"]
    assert read(arranged(wall, list(reversed(cards)), at=NOON + 60)) == [CALM_KEY, "ann", "Bob", "zoe"]


def test_the_wall_shows_the_team_and_the_names_that_are_wanted_and_still_knows_the_others() -> None:
    wall = Arrangement()
    cards = [card("ann", name="Ann Ruiz"), card("bob", team="red", name="Bob Ray"), card("cid", name="Cid Lee")]
    assert read(arranged(wall, cards, wanted=Wanted(team="red"))) == [CALM_KEY, "bob"]
    assert read(arranged(wall, cards, wanted=Wanted(text=" R"))) == [CALM_KEY, "ann", "bob"]
    assert read(arranged(wall, cards, wanted=Wanted(team="red", text="cid"))) == []
    found = wall.find(key_of("blue", "cid", "cid-1"))
    assert found is not None
    assert found.card is cards[2]


def test_a_row_of_which_nothing_has_changed_is_the_same_and_a_next_call_is_another() -> None:
    wall, ann, bob = Arrangement(), card("ann"), card("bob")
    before = arranged(wall, [ann, bob])
    after = arranged(wall, [ann, card("bob", intensity=0.1)])
    assert after[1] is before[1]
    assert after[2] is not before[2]
    arranged(wall, [ann, card("bob", call="bob-2")])
    assert wall.find(before[2].key) is None
    assert wall.find(key_of("blue", "bob", "bob-2")) is not None


def test_alarms_are_found_by_each_of_their_calls_once() -> None:
    twice = alarm("ann", "bob", "ann")
    found: Mapping[str, tuple[Alarm, ...]] = by_call([twice, alarm("cid", ended=NOON)])
    assert {call: [each.id for each in its] for call, its in found.items()} == {"ann-1": ["1"], "bob-1": ["1"]}
    assert {case.call for case in found["ann-1"][0].cases} == {"ann-1"}

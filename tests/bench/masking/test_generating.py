"""The made calls say what they claim: numbers, shapes, mistakes and truth."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from tests.bench.masking.errors import COMMON, NEAR, misheard
from tests.bench.masking.generating import SLOT, Template, calls, calm_calls, make, templates
from tests.bench.masking.marked import HEARD, TIMES
from tests.bench.masking.pieces import KINDS, Line, Piece, Secret, line, plain, words_of
from tests.bench.masking.spoken import TENS, say
from tests.bench.masking.values import SECRET, card, luhn
from tests.bench.masking.voices import Voice, habits, writing


def digits_of(pieces: list[Piece]) -> str:
    """What a person writes down who hears the pieces."""
    written, times = "", 1
    for piece in plain(pieces):
        if piece.text in TIMES:
            times = TIMES[piece.text]
        elif piece.text == "four" and not piece.carries:
            times = 4
        elif piece.carries:
            value = piece.text if piece.text.isdigit() else HEARD[piece.text.removesuffix("es" if times == 4 else "")]
            written += (value + "0" if piece.text in TENS and len(piece.carries) == 2 else value) * times
            times = 1
    return written


def test_the_same_seed_makes_the_same_calls_and_another_seed_others() -> None:
    assert list(calls(5, 20)) == list(calls(5, 20))
    assert list(calls(5, 20)) != list(calls(6, 20))
    assert list(calm_calls(5, 3)) == list(calm_calls(5, 3))


def test_cards_have_a_brands_beginning_and_length_and_pass_luhns_check() -> None:
    made = [card(Random(seed)) for seed in range(200)]
    assert all(luhn(one[:-1]) == one[-1] for one in made)
    assert {len(one) for one in made} == {14, 15, 16}
    assert luhn("7992739871") == "3"


@pytest.mark.parametrize("british", [True, False])
def test_a_number_said_in_any_way_is_heard_as_the_number(british: bool) -> None:
    for seed in range(400):
        random = Random(seed)
        voice = Voice(habits=habits(random, british=british), writing=writing(random))
        number = card(random)
        pieces = [piece for group in say(number, "card", voice, random) for piece in group.pieces]
        assert sorted(place for piece in pieces for place in piece.carries) == list(range(len(number)))
        if all(piece.carries or piece.text in TIMES for piece in pieces):
            assert digits_of(pieces) == number


def test_every_part_of_a_secret_is_in_the_truth_with_its_places() -> None:
    for call in calls(1, 100, word_errors=0.0):
        places: dict[str, set[int]] = {}
        for said in call.lines:
            for secret in said.secrets:
                assert secret.kind in KINDS
                for one in secret.carried:
                    assert secret.start <= one.start < one.end <= secret.end <= len(said.text)
                    places.setdefault(secret.group, set()).update(one.places)
        cards = {one.group for said in call.lines for one in said.secrets if one.kind == "card"}
        assert all(places[group] == set(range(len(places[group]))) for group in cards)


def test_words_are_misheard_at_the_given_rate() -> None:
    pieces = words_of("the quick brown fox jumps over the lazy dog again") * 300
    heard = [piece.text for piece in misheard(pieces, 0.1, Random(1))]
    wrong = len(pieces) - sum((Counter(piece.text for piece in pieces) & Counter(heard)).values())
    assert 0.05 < wrong / len(pieces) < 0.11
    assert [piece.text for piece in misheard(pieces, 0.0, Random(1))] == [piece.text for piece in pieces]


def test_a_homophone_gives_its_digit_away_and_another_word_does_not() -> None:
    heard = [misheard([Piece("four", (0,), "c1")], 1.0, Random(seed)) for seed in range(200)]
    others = [pieces[0] for pieces in heard if len(pieces) == 1]
    assert {piece.text for piece in others if piece.carries} == set(NEAR["four"])
    lost = [piece for piece in others if piece.lost]
    assert lost
    assert all(not piece.carries and piece.number == "c1" for piece in lost)
    assert not {word for word in COMMON if word in HEARD} - {"on", "a", "to", "not"}
    assert line("customer", [lost[0]], {"c1": "pin"}).secrets == ()


def test_there_are_many_written_calls_with_secrets_and_without() -> None:
    secret, calm = templates(secret=True), templates(secret=False)
    assert len(secret) >= 60
    assert len(calm) >= 60
    assert all(len(one.turns) >= 10 for one in (*secret, *calm))
    assert all(one.name.startswith("calm") for one in calm)
    slots = Counter(slot[1] for one in secret for _, text in one.turns for slot in SLOT.finditer(text))
    assert set(SECRET) <= set(slots)
    assert slots["card"] >= 40


def test_every_written_call_can_be_made_and_calm_ones_hold_no_secret() -> None:
    for n, one in enumerate(templates(secret=True)):
        assert any(said.secrets for said in make(one, Random(n), word_errors=0.0).lines), one.name
    for n, one in enumerate(templates(secret=False)):
        assert not any(said.secrets for said in make(one, Random(n)).lines), one.name


def test_a_slot_that_stands_again_is_the_same_number() -> None:
    twice = Template(name="twice", british=True, turns=(("customer", "it's {pin}"), ("agent", "so {pin} and {pin_2}")))
    made = make(twice, Random(1), word_errors=0.0)
    assert {secret.group for said in made.lines for secret in said.secrets} == {"c1", "c2"}


def test_a_line_is_written_in_the_projects_format() -> None:
    one = Line(
        speaker="customer", text="it's 12", secrets=(Secret(kind="pin", start=5, end=7, group="c1", carried=()),)
    )
    assert one.as_json() == (
        '{"speaker": "customer", "text": "it\'s 12", "secrets": [{"kind": "pin", "start": 5, "end": 7, "group": "c1"}]}'
    )

"""The scores count what can be read and which innocent words are lost."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.bench.masking.generating import calls
from tests.bench.masking.marked import read
from tests.bench.masking.measuring import measured
from tests.bench.masking.peers import presidio
from tests.bench.masking.pieces import Call, Carried, Piece, line, words_of
from tests.bench.masking.reporting import Outcome, figures, keep, report
from tests.bench.masking.scoring import Score, Span, best, score, wilson


def the_truth(made: list[Call]) -> dict[tuple[str, ...], list[list[Span]]]:
    """The spans of each call's secrets, by its texts."""
    return {
        tuple(one.text for one in call.lines): [[(s.start, s.end, s.kind) for s in one.secrets] for one in call.lines]
        for call in made
    }


def test_masking_the_truth_misses_nothing_and_loses_no_innocent_word() -> None:
    made = list(calls(2, 60))
    truth = the_truth(made)
    perfect = score(lambda call: truth[tuple(text for _, text in call)], made)
    assert perfect.missed.total() == 0
    assert perfect.innocent_masked == 0
    assert perfect.innocent > 1000
    assert all(kind == said for kind, said in perfect.confused)


def test_masking_nothing_misses_every_number_and_masking_all_loses_every_word() -> None:
    made = list(calls(2, 60))
    nothing = score(lambda call: [[] for _ in call], made)
    assert nothing.missed == nothing.numbers
    everything = score(lambda call: [[(0, len(text), "card")] for _, text in call], made)
    assert everything.missed.total() == 0
    assert everything.innocent_masked == everything.innocent


def a_call(*lines: tuple[str, str], kind: str = "card") -> Call:
    """Lines whose every word gives away the next place; the agent's lines repeat the last places said."""
    made, at = [], 0
    for speaker, text in lines:
        pieces = words_of(text)
        begin = at - len(pieces) if speaker == "agent" else at
        at = begin + len(pieces)
        marked = [piece._replace(carries=(begin + n,), number="c1") for n, piece in enumerate(pieces)]
        made.append(line(speaker, marked, {"c1": kind}))
    return Call(template="test", lines=tuple(made))


SIXTEEN = "four one one one two two two two three three three three five six seven eight"


@pytest.mark.parametrize(
    ("first", "last", "missed"), [(0, 0, 0), (2, 0, 0), (0, 4, 0), (2, 4, 0), (3, 0, 1), (0, 5, 1)]
)
def test_two_digits_of_a_card_and_its_last_four_may_be_read_and_no_more(first: int, last: int, missed: int) -> None:
    words = SIXTEEN.split()
    start = len(" ".join(words[:first])) + (1 if first else 0)
    end = len(" ".join(words[: len(words) - last]))
    assert score(lambda _: [[(start, end, "card")]], [a_call(("customer", SIXTEEN))]).missed.total() == missed


def test_a_number_that_is_hidden_but_for_its_read_back_is_missed() -> None:
    call = a_call(("customer", SIXTEEN), ("agent", SIXTEEN))
    assert score(lambda _: [[(0, 99, "card")], []], [call]).missed["card"] == 1
    assert score(lambda _: [[(0, 99, "card")], [(0, 99, "card")]], [call]).missed.total() == 0


def test_of_a_security_code_nothing_may_be_read() -> None:
    found = score(lambda _: [[(0, 7, "security_code")]], [a_call(("customer", "one two three"), kind="security_code")])
    assert found.missed["security_code"] == 1
    assert found.misses[0].shown == ("customer: ███████ three",)


def test_a_word_of_which_a_letter_is_left_can_be_read() -> None:
    found = score(lambda _: [[(0, 12, "pin")]], [a_call(("customer", "one two three"), kind="pin")])
    assert found.missed["pin"] == 1


def test_fillers_between_parts_and_misheard_digits_count_as_neither() -> None:
    digit = Piece("one", (0,), "c1")
    said = [*words_of("it's"), digit, *words_of("uh"), digit, Piece("bun", (), "c1", lost=True), *words_of("thank you")]
    call = Call(template="test", lines=(line("customer", said, {"c1": "pin"}),))
    found = score(lambda _: [[(0, 99, "pin")]], [call])
    assert found.innocent_masked == 3
    assert found.lost_words == Counter(["it's", "thank", "you"])


def test_a_mask_with_too_few_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="1 lists of spans for a call of 2 lines"):
        score(lambda _: [[]], [a_call(("customer", "one"), ("customer", "two"))])


def test_the_best_of_several_misses_only_what_all_miss() -> None:
    made = [a_call(("customer", SIXTEEN)), a_call(("customer", SIXTEEN + " "), kind="pin")]
    first = score(lambda call: [[(0, 99, "card")] if call[0][1] == SIXTEEN else []], made[:1])
    nothing = score(lambda call: [[] for _ in call], made)
    assert best([nothing, nothing]).missed == Counter({"card": 1, "pin": 1})
    assert best([nothing, first]).missed.total() == 0


def test_intervals_are_wilsons() -> None:
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(50, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_table_tells_recall_innocents_ratio_and_misses(tmp_path: Path) -> None:
    made = list(calls(3, 20))
    nothing = score(lambda call: [[] for _ in call], made)
    everything = score(lambda call: [[(0, len(text), "card")] for _, text in call], made)
    outcome = Outcome(ours=everything, calm=nothing, peer=nothing, peer_calm=nothing)
    values = {one.name: one.value for one in figures(outcome)}
    assert values["ours: masked, all kinds"] == 100
    assert values["Presidio: masked, all kinds"] == 0
    assert values["missed, ours / Presidio: cards"] == 0
    assert values["ours: innocent words masked, calls with secrets"] == 100
    assert "security_code as card" in report(outcome)
    assert "Numbers that can be read: 0" in report(outcome)
    keep(tmp_path / "figures.json", {"cores": 2}, outcome)
    assert "one-time codes" in (tmp_path / "figures.json").read_text(encoding="utf-8")


def test_the_peer_without_its_packages_says_so() -> None:
    with pytest.raises(RuntimeError, match="The peer ended with 1"):
        presidio(Path(sys.executable), [a_call(("customer", "one"))])


def test_calls_marked_by_hand_are_read_with_the_places_of_a_cards_digits() -> None:
    text = "it's forty one double two"
    marks = '{"speaker": "customer", "text": "%s", "secrets": [{"kind": "card", "start": 5, "end": 25, "group": "c1"}]}'
    (call,) = read("some", [marks % text, '{"speaker": "agent", "text": "two two", "secrets": []}'])
    assert call.lines[0].secrets[0].carried == (Carried(5, 10, (0,)), Carried(11, 14, (1,)), Carried(22, 25, (2, 3)))
    assert len(list(read("some", [marks % text, "", marks % text]))) == 2
    with pytest.raises(ValueError, match="does not fit"):
        list(read("some", [marks % "short"]))


def test_everything_is_measured_without_the_peer_where_it_is_not_there() -> None:
    outcome = measured(lambda call: [[] for _ in call], numbers=5, calm=2)
    assert outcome.ours.missed.total() == outcome.ours.numbers.total() >= 5
    assert outcome.calm.numbers.total() == 0
    assert outcome.calm.innocent > 0
    assert outcome.peer is None


def test_an_empty_score_has_no_share() -> None:
    assert figures(Outcome(ours=Score(), calm=Score()))[0].count == 0

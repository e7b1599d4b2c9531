"""The corpus of customer turns keeps what its datasheet says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.customer_words import corpus
from tests.making import ROOT

MODEL = ROOT / "models" / "customer_words"


@pytest.fixture(scope="module")
def turns() -> list[corpus.Turn]:
    return corpus.read_all()


def test_it_is_as_large_and_as_varied_as_promised(turns: list[corpus.Turn]) -> None:
    assert len(turns) >= 6000
    assert len({turn.id.split(":")[0] for turn in turns}) >= 12
    assert sum(any(who == "agent" for who, _ in turn.context) for turn in turns) >= 1500
    assert sum(turn.implicit for turn in turns) >= len(turns) / 2
    assert {kind for turn in turns for kind in turn.kinds} == set(corpus.KINDS)
    for state in corpus.STATES:
        assert sum(turn.state == state for turn in turns) >= 1000


def test_nothing_is_said_over_and_over(turns: list[corpus.Turn]) -> None:
    assert corpus.check(turns) == []


def test_a_tenth_is_frozen(turns: list[corpus.Turn]) -> None:
    assert 0.08 < sum(turn.tenth == 0 for turn in turns) / len(turns) < 0.12


def test_the_independent_set_shares_no_turn_with_it(turns: list[corpus.Turn]) -> None:
    frozen = corpus.read(MODEL / "frozen" / "independent.tsv")
    assert len(frozen) == 420
    known = {" ".join(corpus.words(turn.text)) for turn in turns if len(turn.text.split()) > 4}
    assert not known & {" ".join(corpus.words(turn.text)) for turn in frozen}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("neutral\t0.1\t\thello", "batch:1: 4 columns"),
        ("angry\t0.5\t\t\thello", "batch:1: no state is called 'angry'"),
        ("neutral\t0.5\t\t\thello", "batch:1: intensity 0.5 does not go with neutral"),
        ("anxious\t0.5\tloud\t\thello", "batch:1: no kind is called 'loud'"),
        ("anxious\t0.5\t\tB: hi\thello", "batch:1: context is written"),
        ("anxious\t0.5\t\t\t", "batch:1: no text"),
    ],
)
def test_a_line_that_is_wrong_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "batch.tsv"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        corpus.read(path)


def test_frames_are_what_is_left_without_the_words_that_vary() -> None:
    assert corpus.frame("I've been waiting for my parcel since Monday") == corpus.frame(
        "I've been hoping for my broadband since March"
    )
    asked = [f"can you tell me what my {thing} is" for thing in ("bill", "tariff", "plan", "code")]
    made = [corpus.Turn(f"b:{number}", "neutral", 0.0, (), (), text) for number, text in enumerate(asked)]
    assert "can you _ me what my _ is" in corpus.repeated(made)
    assert corpus.repeated(made[:3]) == {}

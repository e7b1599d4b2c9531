"""Which turns nothing was learnt from, and what the recogniser makes of them (`heard.py --frozen`)."""

from __future__ import annotations

from pathlib import Path

from models.customer_words import corpus

FOLDER = Path(__file__).parent / "frozen"
HEARD = FOLDER / "heard"
SPOKEN = 250


def independent() -> list[corpus.Turn]:
    """By a writer who saw nothing of the rest."""
    return corpus.read(FOLDER / "independent.tsv")


def tenth() -> list[corpus.Turn]:
    """A tenth of the corpus, chosen by the words' hash."""
    return [turn for turn in corpus.read_all() if turn.tenth == 0]


def spoken() -> list[corpus.Turn]:
    """The turns that are read by the recogniser as well: most of them have no word for the feeling, the harder kind."""
    return independent()[:SPOKEN]


def heard(path: Path) -> dict[str, str]:
    """Text → what the recogniser made of it, of one file of `HEARD`."""
    cells = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return {text: words for _, _, text, words in cells}

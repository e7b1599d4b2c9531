"""The agent-words corpus: reading it, and what is asked of it.

A file of `data/` is one batch: tab-separated lines `steps, judgmental, scripted, span, before, text`, `-` for none.
`steps` are comma-separated, without their method; `judgmental` and `scripted` name a family and a kind
(`assist/coach/reading.py`); `span` holds the words that showed it; `before` is what was said, oldest first, as
`C: customer's turn | A: agent's turn`. Run as a program it checks batches: `python models/agent_words/corpus.py FILE…`.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent)]

from assist.coach.reading import FAMILIES, KINDS, LABELS, STEPS  # noqa: E402
from assist.text_model import Said  # noqa: E402

DATA = HERE / "data"
ASIDE = 1
"""The tenth that is not learnt from; it sets thresholds."""
NAMES = {step.split(".")[1]: step for step in STEPS}
SPEAKERS = {"A": "agent", "C": "customer"}


class Turn(NamedTuple):
    """One agent turn with its labels."""

    id: str
    """File and line, as `arcs_a:12`."""
    labels: frozenset[str]
    span: str
    context: tuple[Said, ...]
    text: str

    @property
    def tenth(self) -> int:
        """0 to 9, for ever the same for the same words."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 10


def read(path: Path) -> list[Turn]:
    """The turns of one batch. Raises ValueError with file and line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_turn(f"{path.stem}:{number}", line) for number, line in enumerate(lines, 1) if line.strip()]


def read_all() -> list[Turn]:
    return [turn for path in sorted(DATA.glob("*.tsv")) for turn in read(path)]


def _turn(where: str, line: str) -> Turn:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != 6:
        raise ValueError(f"{where}: {len(cells)} columns instead of 6")
    steps, judgmental, scripted, span, before, text = ("" if cell == "-" else cell for cell in cells)
    labels = {NAMES.get(step, step) for step in steps.split(",") if step}
    labels |= {"judgmental", judgmental} if judgmental else set()
    labels |= {"scripted", scripted} if scripted else set()
    if unknown := labels - set(LABELS):
        raise ValueError(f"{where}: no label is called {unknown.pop()!r}")
    if (judgmental and judgmental not in FAMILIES) or (scripted and scripted not in KINDS):
        raise ValueError(f"{where}: {judgmental or scripted!r} is in the wrong column")
    if span not in text:
        raise ValueError(f"{where}: the span is not in the text")
    if bool(span) != bool(judgmental or scripted):
        raise ValueError(f"{where}: a span goes with judgment or script, and with nothing else")
    if not text:
        raise ValueError(f"{where}: no text")
    return Turn(where, frozenset(labels), span, tuple(_said(where, each) for each in before.split(" | ") if each), text)


def _said(where: str, words: str) -> Said:
    who, colon, text = words.partition(":")
    if who.strip() not in SPEAKERS or not colon or not text.strip():
        raise ValueError(f"{where}: what was said before reads `C: words` or `A: words`")
    return Said("agent" if who.strip() == "A" else "customer", text.strip())


def main() -> None:
    """Say what is wrong with batches, or what is in them."""
    seen: set[str] = set()
    for name in sys.argv[1:]:
        turns = read(Path(name))
        twice = [turn.id for turn in turns if turn.text in seen or seen.add(turn.text)]  # type: ignore[func-returns-value]
        counts = Counter(label for turn in turns for label in turn.labels)
        print(f"{name}: {len(turns)} turns, {len(twice)} of them twice {twice[:5]}")
        print("  " + ", ".join(f"{label} {counts[label]}" for label in LABELS))


if __name__ == "__main__":
    main()

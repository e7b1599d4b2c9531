"""The customer-words corpus: reading it, and what is asked of it.

A file of `data/` is one batch: tab-separated lines `state, intensity, kinds, context, text`. The context is what was
said just before, oldest first, as `A: agent's turn || C: customer's turn`, or empty. `kinds` are comma-separated names
from `KINDS`, or empty. Run as a program it checks batches: `python models/customer_words/corpus.py FILE…`.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

DATA = Path(__file__).parent / "data"
Speaker = Literal["agent", "customer"]
STATES = ("frustrated", "anxious", "confused", "disappointed", "satisfied", "neutral")
KINDS = {
    "sarcasm": "says the opposite of what is meant",
    "cold": "polite words, icy",
    "thanks-upset": "thanks or good wishes, yet upset",
    "feeling-word-neutral": "transactional, although words of feeling occur",
    "other-person": "somebody else's feeling is told",
    "denied": "a feeling is denied or long past",
    "filler": "um, you know, like",
    "restart": "breaks off and begins again",
    "recogniser": "as a recogniser writes it: no punctuation or capitals, misheard words",
    "mixed": "two states; the label is the stronger",
    "short": "five words or fewer",
    "long": "more than forty words",
    "scots": "", "irish": "", "northern-english": "", "london": "", "welsh-english": "", "us-south": "",
    "african-american": "", "indian-english": "", "singapore-english": "", "nigerian-english": "",
    "caribbean": "", "australian": "", "second-language": "", "older-speaker": "", "young-speaker": "",
}  # fmt: skip
FEELING_WORDS = re.compile(
    r"\b(?:angr\w+|annoy\w*|frustrat\w*|furious|livid|fuming|mad|upset\w*|irritat\w*|outrag\w+|ridiculous|unacceptable|"
    r"disgust\w*|disgrace\w*|hate\w*|fed up|sick of|sick and tired|appall\w+|shocking|pathetic|useless|terrible|awful|horrible|"
    r"worr\w+|anxi\w+|scar(?:ed|y|ing)|afraid|nervous\w*|panic\w*|terrif\w+|stress\w*|concern\w*|fear\w*|frighten\w*|dread\w*|"
    r"confus\w+|baffl\w+|puzzl\w+|lost|bewilder\w+|perplex\w+|muddl\w+|(?:do ?n.t|did ?n.t|not) (?:really )?understand|makes? no sense|"
    r"disappoint\w*|sad\w*|let (?:me|us|him|her|them) down|gutted|heartbroken|heartbreaking|devastat\w+|hurt\w*|unhappy|miserable|shame|sorry|"
    r"depress\w+|crying|cried|tears|miss (?:him|her)|griev\w+|grateful|thank\w*|happy|happi\w+|glad|pleased|delight\w*|reliev\w+|relief|"
    r"love\w*|wonderful|brilliant|fantastic|amazing|excellent|great|perfect\w*|lovely|appreciat\w*|cheers|chuffed|thrilled|awesome|ta)\b"
)
"""A turn without any of these is implicit: the feeling is in what happened, not in a word for it."""
SAME_FRAME = 3
RUN = 6
"""No sentence frame, and no run of this many words, in more than `SAME_FRAME` turns."""
_FUNCTION = frozenset(
    """
    a about after again all already am an and any are as at be because been before being but by can could did do does
    doing don't  down even every for from get getting go going got had has have haven't having he her here him his how i
    i'd i'll i'm i've if in into  is isn't it it's its just keep know let like me more my no not now of off on one only
    or our out over said say says she should so  some still such than that that's the their them then there there's
    these they they're this those to told too up us very was wasn't  we we're well were what what's when where which
    while who why will with won't would yet you you're your yes yeah
    """.split()  # noqa: SIM905  (ninety quotes would be harder to read)
)


class Turn(NamedTuple):
    """One customer turn with its label."""

    id: str
    """File and line, as `energy:12`."""
    state: str
    intensity: float
    kinds: tuple[str, ...]
    context: tuple[tuple[Speaker, str], ...]
    """(speaker, text), oldest first."""
    text: str

    @property
    def implicit(self) -> bool:
        return not FEELING_WORDS.search(self.text.lower())

    @property
    def tenth(self) -> int:
        """0 to 9, for ever the same for the same words: 0 is the frozen test set, 1 is for calibration."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 10


def read(path: Path) -> list[Turn]:
    """The turns of one batch. Raises ValueError with file and line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_turn(f"{path.stem}:{number}", line) for number, line in enumerate(lines, 1) if line.strip()]


def read_all() -> list[Turn]:
    """Every turn of the corpus, the frozen tenth among them (`Turn.tenth`)."""
    return [turn for path in sorted(DATA.glob("*.tsv")) for turn in read(path)]


def read_heard(errors_at_most: float) -> dict[str, list[str]]:
    """Text → what the recogniser made of it, where its word error rate allows (`heard.py`)."""
    heard: dict[str, list[str]] = {}
    for path in sorted((DATA / "heard").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            errors, _, text, words = line.split("\t")
            if float(errors) <= errors_at_most and words:
                heard.setdefault(text, []).append(words)
    return heard


def _turn(where: str, line: str) -> Turn:
    cells = line.split("\t")
    if len(cells) != 5:
        raise ValueError(f"{where}: {len(cells)} columns instead of 5")
    state, number, kinds, context, text = (cell.strip() for cell in cells)
    if state not in STATES:
        raise ValueError(f"{where}: no state is called {state!r}")
    intensity = float(number)
    if not (0 <= intensity <= 0.15 if state == "neutral" else 0.3 <= intensity <= 1):
        raise ValueError(f"{where}: intensity {number} does not go with {state}")
    named = tuple(kind.strip() for kind in kinds.split(",") if kind.strip())
    if unknown := [kind for kind in named if kind not in KINDS]:
        raise ValueError(f"{where}: no kind is called {unknown[0]!r}")
    if not text:
        raise ValueError(f"{where}: no text")
    return Turn(
        where, state, intensity, named, tuple(_said(where, part) for part in context.split("||") if part.strip()), text
    )


def _said(where: str, part: str) -> tuple[Speaker, str]:
    who, colon, text = part.strip().partition(":")
    if who not in ("A", "C") or not colon or not text.strip():
        raise ValueError(f"{where}: context is written `A: …` or `C: …`, not {part.strip()[:30]!r}")
    return ("agent" if who == "A" else "customer"), text.strip()


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower().replace("\u2019", "'"))


def frame(text: str) -> str:
    """The sentence with everything but its function words left open."""
    return re.sub(r"(_ )+", "_ ", " ".join(word if word in _FUNCTION else "_" for word in words(text)) + " ").strip()


def repeated(turns: Iterable[Turn]) -> dict[str, list[str]]:
    """What occurs in more than `SAME_FRAME` turns: the frame or the run of words, and the turns that have it."""
    frames: dict[str, list[str]] = {}
    runs: dict[str, list[str]] = {}
    for turn in turns:
        if len(frame(turn.text).replace("_", "").split()) >= 5:
            frames.setdefault(frame(turn.text), []).append(turn.id)
        said = words(turn.text)
        for run in {" ".join(said[at : at + RUN]) for at in range(len(said) - RUN + 1)}:
            runs.setdefault(run, []).append(turn.id)
    return {what: ids for what, ids in [*frames.items(), *runs.items()] if len(ids) > SAME_FRAME}


def check(turns: list[Turn]) -> list[str]:
    """What is wrong with these turns, a sentence each."""
    wrong = [f'"{what}" is in {len(ids)} turns: {", ".join(ids)}' for what, ids in repeated(turns).items()]
    again = Counter(" ".join(words(turn.text)) for turn in turns if "short" not in turn.kinds)
    return wrong + [f'said {count} times: "{text}"' for text, count in again.items() if count > 1]


def main(paths: list[str]) -> int:
    turns: list[Turn] = []
    wrong: list[str] = []
    for name in paths:
        for number, line in enumerate(Path(name).read_text(encoding="utf-8").splitlines(), 1):
            try:
                if line.strip():
                    turns.append(_turn(f"{Path(name).stem}:{number}", line))
            except ValueError as error:
                wrong.append(str(error))
    print("\n".join(wrong + check(turns)))
    states = Counter(turn.state for turn in turns)
    print(f"{len(turns)} turns: " + ", ".join(f"{state} {states[state]}" for state in STATES))
    print(
        f"implicit {sum(t.implicit for t in turns)}, after an agent's turn {sum(any(w == 'agent' for w, _ in t.context) for t in turns)}"
    )
    print(
        "kinds: "
        + ", ".join(f"{kind} {count}" for kind, count in Counter(k for t in turns for k in t.kinds).most_common())
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

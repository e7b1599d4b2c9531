"""Set from which probability on each label of the agent-words model holds; written into its `config.json`.

    python models/agent_words/thresholds.py [FOLDER]

On what the model did not learn from: a tenth of the corpus, and the part of the coach's evaluation sets that is not
held back, as written and raw. Of the model as it ships, since int8 moves probabilities a little. A false warning does
more harm than a missed one, so warnings are set for precision; steps balance both mistakes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent)]

from assist.coach.reading import LABELS, AgentWords  # noqa: E402
from models.agent_words import corpus  # noqa: E402
from tests.coach import sets  # noqa: E402

TRIED = np.arange(0.35, 0.95, 0.01)
PRECISION = {"judgmental": 0.9, "scripted": 0.94}


def thresholds(folder: Path) -> dict[str, float]:
    """For each label the probability from which on it holds."""
    model = AgentWords(folder)
    turns = [turn for turn in corpus.read_all() if turn.tenth == corpus.ASIDE]
    for name in ("steps", "wording"):
        known = sets.agent_turns(name, held=False)
        turns += [*known, *sets.raw(known)]
    shares = [model.read(turn.text, turn.context).of for turn in turns]
    return {
        label: _best(
            np.array([share[label] for share in shares]),
            np.array([label in turn.labels for turn in turns]),
            PRECISION.get(label),
        )
        for label in LABELS
    }


def _best(shares: np.ndarray, there: np.ndarray, wanted: float | None) -> float:
    scores = []
    for cut in TRIED:
        said = shares >= cut
        right = float((said & there).sum())
        precision, f1 = right / max(1, said.sum()), 2 * right / max(1, said.sum() + there.sum())
        scores.append(f1 if wanted is None or precision >= wanted else precision - 1)
    # The middle of the best stretch: a lone peak is luck.
    return round(
        float(np.median([cut for cut, score in zip(TRIED, scores, strict=True) if score >= max(scores) - 0.005])), 2
    )


def write(folder: Path) -> None:
    """Put the thresholds into the model's `config.json`."""
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["assist"]["thresholds"] = thresholds(folder)
    path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)

